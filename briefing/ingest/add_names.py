"""Names of files that are added: safe on every system and in a terminal, with a suffix that fits the content."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from briefing.errors import BriefingError
from briefing.ingest.reader import HEAD, READABLE, READERS, choose, suffix
from briefing.text import visible

LENGTH = 180
"""The most bytes of a name: systems take 255, and a sidecar, a number and a temporary name need room."""

_BAD = re.compile(r'[<>:"/\\|?*#\N{REPLACEMENT CHARACTER}\n\t]+')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")
_END = re.compile(r"\.\w{1,15}$")
_TYPES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_SURE = {"pdf": ".pdf", "docx": ".docx", "feed": ".xml"}
_LIKELY = {"html": ".html", "eml": ".eml"}


def safe(name: str) -> str:
    """Return ``name`` as a file can be called everywhere.

    No separators, control characters or marks that a system or an id gives a meaning to (``#`` names the entry of a
    feed), no dot at the start, which would hide it, none at the end, and at most :data:`LENGTH` bytes.
    """
    clean = _BAD.sub("-", visible(unicodedata.normalize("NFC", name)))
    clean = " ".join(clean.split()).rstrip(". ")
    end = found[0] if (found := _END.search(clean)) else ""
    stem = clean[: len(clean) - len(end)]
    stem = stem.encode()[: LENGTH - len(end.encode())].decode("utf-8", "ignore").lstrip(".-~ ").rstrip(". ")
    return ("_" if _RESERVED.fullmatch(stem) else "") + (stem or "source") + end


def folder(path: str) -> str:
    """Return a folder below ``sources/`` as it can be called everywhere. Raises ``BriefingError`` when it leads out."""
    pure = PurePosixPath(path.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts:
        raise BriefingError(f"{path!r} leads out of sources/: name a folder below it")
    return "/".join(safe(piece) for piece in pure.parts)


def fitting(name: str, data: bytes, *, declared: str = "") -> str:
    """Return ``name`` with a suffix that a desk reads, judged by content, then by the ``declared`` media type.

    A readable suffix stays: readers look at content anyway. Raises ``Unreadable`` when nobody reads the content.
    """
    if suffix(name) in READABLE and not declared:
        return name
    return _stem(name) + _suffix(name, data, declared.partition(";")[0].strip().casefold())


def _suffix(name: str, data: bytes, declared: str) -> str:
    own = suffix(name) if suffix(name) in READABLE else ""
    found = choose(data[:HEAD], "")
    if found.name in _SURE:
        return own if own in found.suffixes else _SURE[found.name]
    if own and declared in ("", "application/octet-stream", "text/plain"):
        return own
    if end := _TYPES.get(declared, ""):
        return own if own and _reader_of(own) == _reader_of(end) else end
    return _LIKELY.get(found.name, ".txt")


def _reader_of(end: str) -> str:
    return next(reader.name for reader in READERS if end in reader.suffixes)


def _stem(name: str) -> str:
    """Return ``name`` without a suffix that is one: a readable one, or one of a web server's programs."""
    end = suffix(name)
    return name[: len(name) - len(end)] if end in READABLE or end in (".php", ".asp", ".aspx", ".jsp", ".cgi") else name


def of_url(url: str) -> str:
    """Return a name for what was fetched from ``url``: the last part of its path, else its host."""
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    if last.casefold().partition(".")[0] in ("", "index", "default"):
        path = unquote(parts.path).strip("/").split("/")
        last = path[-2] if len(path) > 1 else parts.hostname or "page"
        last = last.replace(".", "-")
    return safe(last)
