"""A web server on loopback whose pages misbehave as told."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Page = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """``pages`` by path (with query), and the requests that came: path and headers. ``stop`` is set at the end."""

    url: str = ""
    pages: dict[str, Page] = field(default_factory=dict)
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def page(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> str:
        """Serve ``body`` at ``path`` and return its URL; ``Content_Type="…"`` sets a header."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in {"Content_Length": str(len(body)), **headers}.items():
                request.send_header(name.replace("_", "-"), value)
            request.end_headers()
            with contextlib.suppress(OSError):
                request.wfile.write(body)

        return self.act(path, answer)

    def act(self, path: str, page: Page) -> str:
        self.pages[path] = page
        return self.url + path


@contextlib.contextmanager
def serving() -> Iterator[Server]:
    """Run a server for the time of the block."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.close_connection = True
            state.requests.append((self.path, dict(self.headers)))
            page = state.pages.get(self.path)
            with contextlib.suppress(OSError):
                page(self) if page else self.send_error(404)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 20

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of clients that hang up."""

    with Quiet(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield state
        finally:
            state.stop.set()
            server.shutdown()
            thread.join()
