"""Reads PDF files: mended paragraphs, page labels, running headers and footers as furniture, document information.

pdfium is a C++ library that is not thread-safe, and a file can make it run for hours, take all memory or break it. It
therefore works in a child process, :mod:`briefing.ingest.pdf_child`, one document at a time, with limits on memory and
time; a child that breaks one of them is ended, the document is refused, and the next one gets a new child.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import select
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from briefing.errors import Unreadable
from briefing.ingest.reader import Document
from briefing.ingest.source import Furniture, Metadata, Page

PAGES = 5_000
"""The most pages of a document."""
CHARACTERS = 20_000_000
"""The most characters of a document."""
SECONDS = 120.0
"""How long a document may take."""

SCANNED = "has no text: it looks scanned; run OCR (e.g. ocrmypdf) and add it again"

_PROGRAM = "import sys; sys.path.insert(0, sys.argv[1]); from briefing.ingest.pdf_child import main; main()"


def read(
    data: bytes, name: str, *, pages: int = PAGES, characters: int = CHARACTERS, seconds: float = SECONDS
) -> list[Document]:
    """Return the text of a PDF file. Raises ``Unreadable``: encrypted, damaged, without text, beyond the limits."""
    limits = json.dumps({"pages": pages, "characters": characters}).encode()
    result = _CHILD.ask(limits + b"\n" + data, seconds)
    if "refused" in result:
        raise Unreadable(result["refused"])
    text = result["text"]
    furniture = tuple(Furniture(*span) for span in result["furniture"])
    if sum(span.end - span.start for span in furniture) + 2 * len(furniture) >= len(text):
        raise Unreadable(SCANNED)
    return [
        Document(
            text,
            found=_metadata(result["info"], name),
            furniture=furniture,
            pages=tuple(Page(*page) for page in result["pages"]),
        )
    ]


class _Child:
    """The process that reads, started when it is first needed and again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def ask(self, request: bytes, seconds: float) -> dict[str, Any]:
        """Return the child's answer. Raises ``Unreadable`` when none comes in time, or the child breaks over it."""
        with self._lock:
            used = self._alive()
            answer = self._try(request, seconds)
            if answer is None and used:  # it had ended by itself, or an earlier document had hurt it
                answer = self._try(request, seconds)
        if answer is None:
            raise Unreadable("is damaged, or built to break programs that read it")
        result: dict[str, Any] = json.loads(answer)
        return result

    def _alive(self) -> bool:
        if self._process is not None and self._owner != os.getpid():
            self._process.returncode = 0  # the parent's, inherited over a fork: not ours to wait for
            _close(self._process)
            self._process = None
        return self._process is not None

    def _try(self, request: bytes, seconds: float) -> bytes | None:
        process = self._process or self._start()
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
            raise Unreadable(f"cannot be read here: the process for PDF files does not start: {error}") from None
        self._process, self._owner = process, os.getpid()
        return process

    def end(self) -> None:
        """End the child, if there is one of this process."""
        if self._alive():
            assert self._process is not None
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
atexit.register(_CHILD.end)


_NO_TITLE = re.compile(
    r"(?i)(?:untitled.*|.*\.(?:docx?|indd|pptx?|xlsx?|pdf|qxd|tex|dvi|html?|rtf|odt|ps|tmp)"
    r"|(?:document|dokument|slide|presentation|powerpoint presentation|layout|print|scan)\s*\d*|\W*\d*\W*|https?://.*)"
)
_PREFIX = re.compile(r"(?i)^microsoft (?:word|powerpoint|excel)\s*-\s*")
_NO_AUTHOR = re.compile(
    r"(?i)(?:admin(?:istrator)?|user\d*|owner|root|unknown|anonymous|author|pc|hp|dell|lenovo|default|guest|\W*\d*\W*)"
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


def _metadata(info: dict[str, str], name: str) -> Metadata:
    """Return title, author and date of the document information where they were meant for readers."""
    title = _PREFIX.sub("", " ".join(info.get("Title", "").split()))
    author = " ".join(info.get("Author", "").split())
    return Metadata(
        title=None if _NO_TITLE.fullmatch(title) or title == name or len(title) > 500 else title,
        author=None if _NO_AUTHOR.fullmatch(author) or len(author) > 500 else author,
        date=_date(info.get("CreationDate", "")),
    )


def _date(value: str) -> str | None:
    """Return the day of a PDF date (ISO 32000-1, 7.9.4: ``D:YYYYMMDDHHmmSSOHH'mm``) as ISO 8601."""
    import datetime

    match = _DATE.match(value)
    if not match or not match[2] or not match[3]:
        return None
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day.isoformat() if day.year > 1980 else None
