"""Fetches documents over http and https, within limits: the only module of the program that opens connections.

The host is looked up once, every address is checked, and the connection goes to a checked address, so that a name
cannot answer differently the second time. Every redirect is checked in the same way. ``http.client`` is used on a
socket of our own because that is the one layer at which the address, the certificate's name and the total time can all
be held. Proxies that the environment names are not used, for they look names up themselves.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urldefrag, urljoin

from briefing import __version__
from briefing.errors import FetchError
from briefing.ingest.net_address import Place, addresses, place, without_proxy

USER_AGENT = f"briefing/{__version__} (+fetches what its user asks for)"

_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_ACCEPT = "text/html, application/xhtml+xml, application/pdf, application/rss+xml, application/atom+xml, */*;q=0.5"
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a fetch may take: ``size`` in bytes, before and after decompression, times in seconds."""

    size: int = 25 << 20
    redirects: int = 5
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``url`` after redirects, ``status`` 200 or 304, ``type`` as the server says it, ``data``."""

    url: str
    status: int
    type: str
    data: bytes
    etag: str | None = None
    modified: str | None = None


def get(
    url: str,
    *,
    limits: Limits = LIMITS,
    allow_private: bool = False,
    etag: str | None = None,
    modified: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Answer:
    """Fetch ``url``; with the ``etag`` or ``modified`` of an earlier answer the status may be 304, without data.

    Raises ``FetchError`` with the reason, without the URL.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
    request = _Request(limits, allow_private, {k: v for k, v in conditions.items() if v}, cancelled or _never)
    with _deadline(limits.total, request):
        seen = {url}
        for _ in range(limits.redirects + 1):
            answer = request.send(url)
            if isinstance(answer, Answer):
                return answer
            url = answer
            if url in seen:
                raise FetchError("redirects in a circle")
            seen.add(url)
    raise FetchError(f"redirects more than {limits.redirects} times")


def _never() -> bool:
    return False


@dataclass(slots=True)
class _Request:
    """One fetch with its redirects. ``expired`` is set when the total time is over."""

    limits: Limits
    allow_private: bool
    conditions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    cancelled: Callable[[], bool] = _never
    expired: bool = False
    _socket: socket.socket | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def expire(self) -> None:
        """End the fetch: whatever waits for the other side gets an error or the end of the data."""
        with self._guard:
            self.expired = True
            if self._socket is not None:
                _shut(self._socket)

    def send(self, url: str) -> Answer | str:
        """Ask for ``url`` and return the answer, or where it redirects to."""
        where = place(url)
        try:
            with closing(self._connect(where)) as connected:
                connection = http.client.HTTPConnection(where.host, where.port)
                connection.sock = connected
                connection.request("GET", where.target, headers=self._headers(where))
                with closing(connection.getresponse()) as response:
                    return self._answer(url, response)
        except FetchError:
            if self.expired:
                raise self._late() from None
            raise
        except ssl.SSLCertVerificationError as error:
            raise FetchError(f"the certificate of {where.host} is not valid: {error.verify_message}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise (self._late() if self.expired else FetchError(_why(error) + self._proxy(where))) from None

    def _proxy(self, where: Place) -> str:
        return "" if self._socket else without_proxy(where.scheme)

    def _late(self) -> FetchError:
        return FetchError(f"took longer than {self.limits.total:g} s")

    def _headers(self, where: Place) -> dict[str, str]:
        fixed = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip", "Connection": "close"}
        return {"Host": where.name, **fixed, **self.conditions}

    def _connect(self, where: Place) -> socket.socket:
        found = addresses(where, allow_private=self.allow_private, seconds=self.limits.connect)
        last: OSError | None = None
        for address in found[:4]:
            try:
                connected = socket.create_connection((address, where.port), self.limits.connect)
                break
            except OSError as error:
                last = error
        else:
            raise last or OSError("no address")
        connected.settimeout(self.limits.read)
        try:
            if where.scheme == "https":
                context = ssl.create_default_context()
                connected = context.wrap_socket(connected, server_hostname=where.host, do_handshake_on_connect=False)
            self._watch(connected)
            if isinstance(connected, ssl.SSLSocket):
                connected.do_handshake()
        except BaseException:
            connected.close()
            raise
        return connected

    def _watch(self, connected: socket.socket) -> None:
        with self._guard:
            self._socket = connected
            if self.expired:
                _shut(connected)

    def _answer(self, url: str, response: http.client.HTTPResponse) -> Answer | str:
        if response.status in _REDIRECTS:
            target = response.getheader("Location")
            if not target:
                raise FetchError("redirects to nowhere")
            try:
                return urldefrag(urljoin(url, target)).url
            except ValueError:
                raise FetchError("redirects to what is not a URL") from None
        if response.status != 200 and not (response.status == 304 and self.conditions):
            raise FetchError(f"the server answers {response.status} {response.reason}".rstrip())
        data = b"" if response.status == 304 else self._body(response)
        return Answer(
            url,
            response.status,
            response.getheader("Content-Type", ""),
            data,
            response.getheader("ETag"),
            response.getheader("Last-Modified"),
        )

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        promised = response.length
        if promised is not None and promised > self.limits.size:
            raise self._large()
        body = bytearray()
        got = 0
        unpack = _Unpacker(response.getheader("Content-Encoding", "identity"))
        for piece in self._pieces(response):
            got += len(piece)
            body += unpack.take(piece, self.limits.size + 1 - len(body))
            if max(got, len(body)) > self.limits.size:
                raise self._large()
        unpack.finish()
        if promised is not None and got < promised:
            raise FetchError(f"broke off after {got:,} of {promised:,} bytes")
        return bytes(body)

    def _large(self) -> FetchError:
        return FetchError(f"is larger than {self.limits.size / (1 << 20):g} MB")

    def _pieces(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        while piece := response.read1(_PIECE):
            yield piece
            if self.cancelled():
                raise FetchError("was interrupted")
        if self.expired:  # a connection shut down looks like one that has ended
            raise self._late()


def _shut(connected: socket.socket) -> None:
    try:
        socket.socket.shutdown(connected, socket.SHUT_RDWR)  # of the connection itself, without TLS's good-bye
    except OSError:
        return  # it is closed already


@contextmanager
def _deadline(seconds: float, request: _Request) -> Iterator[None]:
    timer = threading.Timer(seconds, request.expire)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


class _Unpacker:
    """Turns the pieces of a body into content. Raises ``FetchError`` for what is compressed otherwise or damaged."""

    def __init__(self, encoding: str) -> None:
        name = encoding.strip().casefold()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"comes compressed in a way that was not asked for ({encoding[:20]})")
        # 47: gzip or zlib, told apart by the header
        self._zlib = None if name in ("", "identity") else zlib.decompressobj(wbits=47)

    def take(self, piece: bytes, most: int) -> bytes:
        """Return the content in ``piece``, at most ``most`` bytes of it."""
        if self._zlib is None:
            return piece[:most]
        try:
            return self._zlib.decompress(piece, max(most, 1))
        except zlib.error:
            raise FetchError("comes damaged: it does not decompress") from None

    def finish(self) -> None:
        """Check that the content has come to its end."""
        if self._zlib is not None and not self._zlib.eof:
            raise FetchError("broke off while it was decompressed")


def _why(error: Exception) -> str:
    """Return the reason that an error of the connection gives, for people."""
    if isinstance(error, TimeoutError):
        return "the server does not answer in time"
    if isinstance(error, ConnectionRefusedError):
        return "nothing listens there"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection: {error.reason or error}"
    if isinstance(error, http.client.HTTPException):
        return f"the server does not speak HTTP as it should ({type(error).__name__})"
    if isinstance(error, OSError) and error.strerror:
        return f"no connection: {error.strerror}"
    return f"no connection: {error}"
