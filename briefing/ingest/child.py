"""Reading in a child process, within limits on time and memory.

pdfium is a C++ library that is not thread-safe, and a file can make it run for hours, take all memory or break it;
feedparser takes hours over some input too. They work in :mod:`briefing.ingest.child_main`, one document at a time. A
child that goes over a limit is ended, the document is refused, and the next one gets a new child.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from briefing.errors import Unreadable

_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from briefing.ingest.child_main import main; main()"


def ask(reader: str, data: bytes, *, seconds: float, limits: Mapping[str, int | str | None]) -> Any:
    """Return what ``reader`` (see ``child_main.READERS``) makes of ``data``.

    Raises ``Unreadable``: with its reason, after ``seconds``, or when the child breaks over the document.
    """
    head = json.dumps({"reader": reader, "limits": dict(limits)}).encode()
    reply = json.loads(_CHILD.ask(head + b"\n" + data, seconds))
    if "refused" in reply:
        raise Unreadable(reply["refused"])
    return reply["result"]


class _Child:
    """The process that reads, started when it is first needed and again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._idle = False

    def ask(self, request: bytes, seconds: float) -> bytes:
        """Return the child's answer. Raises ``Unreadable`` when none comes in time, or the child breaks over it."""
        with self._lock:
            answer = self._try(request, seconds)
            if answer is None and self._idle:  # it had ended by itself, having waited for long
                answer = self._try(request, seconds)
        if answer is None:
            raise Unreadable("is damaged, or built to break programs that read it")
        return answer

    def _alive(self) -> bool:
        if self._process is not None and self._owner != os.getpid():
            self._process.returncode = 0  # the parent's, inherited over a fork: not ours to wait for
            _close(self._process)
            self._process = None
        return self._process is not None

    def _try(self, request: bytes, seconds: float) -> bytes | None:
        process = self._process if self._alive() and self._process else self._start()
        try:
            assert process.stdin is not None
            process.stdin.write(len(request).to_bytes(8, "big"))
            process.stdin.write(request)
            process.stdin.flush()
            return _answer(process, time.monotonic() + seconds)
        except TimeoutError:
            self.end()
            raise Unreadable(f"takes longer than {seconds:g} s to read") from None
        except (OSError, EOFError):
            self.end()
            return None
        except BaseException:
            self.end()  # interrupted: its answer would be taken for the answer to the next request
            raise

    def _start(self) -> subprocess.Popen[bytes]:
        package = Path(__file__).resolve().parents[2]
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
                [sys.executable, "-P", "-c", _PROGRAM, str(package)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise Unreadable(f"cannot be read here: the process that reads does not start: {error}") from None
        self._process, self._owner = process, os.getpid()
        return process

    def end(self) -> None:
        """End the child, if there is one of this process."""
        if self._alive():
            assert self._process is not None
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(0.1)  # one that ended by itself says how
            self._idle = self._process.returncode == 0
            self._process.kill()
            self._process.wait()
            _close(self._process)
            self._process = None


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _answer(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    """Return the child's answer. Raises ``TimeoutError`` behind ``deadline`` and ``EOFError`` when the child ended."""
    assert process.stdout is not None
    descriptor = process.stdout.fileno()
    size = int.from_bytes(_exactly(descriptor, 8, deadline), "big")
    return _exactly(descriptor, size, deadline)


def _exactly(descriptor: int, size: int, deadline: float) -> bytes:
    got = bytearray()
    while len(got) < size:
        if not select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise TimeoutError
        piece = os.read(descriptor, min(size - len(got), 1 << 20))
        if not piece:
            raise EOFError
        got += piece
    return bytes(got)


_CHILD = _Child()


def end() -> None:
    """End the child process; the next document starts a new one."""
    _CHILD.end()


atexit.register(end)
