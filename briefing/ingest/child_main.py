"""The child process that reads what may run for hours, take all memory or break: see :mod:`briefing.ingest.child`.

Requests come in on standard input and answers go out on standard output, each as 8 bytes of length and then the bytes.
A request is a document behind one line of JSON (which reader, with what limits), an answer is JSON.
"""

from __future__ import annotations

import json
import os
import select
import sys
import threading
import time
from importlib import import_module
from typing import Any, BinaryIO

from briefing.errors import Unreadable

IDLE = 60.0
"""Seconds without a request after which the process ends."""
MEMORY = 2 << 30
"""Bytes of address space that the process may take."""

READERS = {
    "pdf": "briefing.ingest.pdf_extract",
    "feed": "briefing.ingest.feed_extract",
    "document": "briefing.ingest.apart",
}
"""Modules with a function ``extract(data, **limits)`` that returns what JSON can say and raises ``Unreadable``."""


def answer(request: bytes) -> bytes:
    """Return the answer to one request: ``result``, or ``refused`` with the reason."""
    head, _, data = request.partition(b"\n")
    asked: dict[str, Any] = json.loads(head)
    try:
        reply = {"result": import_module(READERS[asked["reader"]]).extract(data, **asked["limits"])}
    except Unreadable as refused:
        reply = {"refused": str(refused)}
    except MemoryError:
        reply = {"refused": "needs more memory than a document may take"}
    except RecursionError:
        reply = {"refused": "is nested too deeply"}
    return json.dumps(reply).encode()


def _take(stream: BinaryIO) -> bytes | None:
    size = stream.read(8)
    return stream.read(int.from_bytes(size, "big")) if len(size) == 8 else None


def end_with_parent() -> None:
    """End this process within a second of the one that started it, which may be killed without a chance to say so."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True, name="parent").start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def main() -> None:
    """Answer until nobody asks any more."""
    import resource

    end_with_parent()
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY if hard < 0 else min(MEMORY, hard), hard))
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    while select.select([asked], [], [], IDLE)[0]:
        request = _take(asked)
        if request is None:
            return
        reply = answer(request)
        told.write(len(reply).to_bytes(8, "big") + reply)
        told.flush()
