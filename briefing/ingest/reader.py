"""The one small interface behind which every format is read, and the choice of a reader by content.

A reader is a module of this package with one function, ``read(data: bytes, name: str) -> list[Document]``, imported
only when a document of its format turns up; those of text and of pages take the charset that a server named as a third
argument. It returns one :class:`Document`, or one per entry of a feed, and raises ``Unreadable`` with the reason. What
all formats share (sidecar, metadata from the text, furniture, ids) is done for it in :mod:`briefing.ingest.read`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from briefing.errors import Unreadable
from briefing.ingest.source import UNKNOWN, Furniture, Metadata, Page

HEAD = 4096
"""How many first bytes of a document a reader is chosen by."""


_module = cache(import_module)


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader makes of a document, or of one entry of it.

    ``text`` is the full text with ``\\n`` between lines. ``found`` is metadata that the format carries (head of a page,
    headers of a mail); ``stated`` is metadata that the analyst wrote into the document (front matter) and wins over it.
    ``furniture`` is what the format itself shows to be furniture (running headers). ``part`` names an entry of a feed.
    """

    text: str
    found: Metadata = UNKNOWN
    stated: Metadata = UNKNOWN
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """One format: its name, the module that reads it, its suffixes, and how its first bytes look."""

    name: str
    module: str
    suffixes: frozenset[str]
    sniff: Callable[[bytes, str], bool]
    binary: bool = False
    """Whether its signature is beyond doubt, so that it wins over a suffix that says text."""

    furniture: Literal["page", "phrases", "none"] = "phrases"
    """How furniture is looked for: by how a pasted page is laid out, by phrases alone, or only by its own reader."""

    whole: Callable[[bytes], bool] = lambda head: False
    """Whether a document is beyond doubt a whole one of the format, so that it wins over a suffix of text."""

    charset: bool = False
    """Whether the charset that a server names says how its bytes are text; other formats say that themselves."""

    def read(self, data: bytes, name: str, *, served: str | None = None) -> list[Document]:
        """Read ``data`` of a file called ``name``; ``served`` is the charset that its server named.

        Raises ``Unreadable``.
        """
        read = _module(self.module).read
        documents: list[Document] = read(data, name, served) if self.charset and served else read(data, name)
        return documents


def _plain(head: bytes) -> bytes:
    """Return the start as if it were ASCII: without BOM, the NULs of UTF-16 and leading white space, in lower case."""
    return head.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe \t\r\n").lower()


def _unmarked(head: bytes) -> bytes:
    """Return the start of what may be a mail: its own letters in lower case, without a byte order mark."""
    return _plain(head) if head.startswith(_BYTE_ORDER) else head.lstrip().lower()


_BYTE_ORDER = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# atomic and possessive: a head of many comments must not be tried in every way that it can be taken apart
_PROLOGUE = rb"(?:<\?[^>]*+>|<!--(?>.*?-->)|\s++)*+"
_DOCTYPE = rb"<!doctype[^>\[]*+(?:\[(?>.*?\])\s*+)?>\s*+"
_HTML = re.compile(
    _PROLOGUE + rb"(?:<!doctype\s++html|<(?:html|head|body|meta|title|script|div|article|main|p|h1)(?![\w:.-]))",
    re.DOTALL,
)
_FEED = re.compile(_PROLOGUE + rb"(?:" + _DOCTYPE + rb")?<(?:\w+:)?(?:rss|feed|rdf)\b", re.DOTALL)
_ENTITIES = re.compile(_PROLOGUE + rb"<!doctype[^>\[]*+\[[^\]]*?<!\s*entity", re.DOTALL)
_MAIL = re.compile(
    rb"(?:from [^\n]*+\n)?(?:[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){0,60}?"
    rb"(?:mime-version|message-id|received|return-path|delivered-to):"
)
_WHOLE_HTML = re.compile(
    _PROLOGUE + rb"(?:<!doctype\s++html\b[^>]*+>|<html\b[^>]*+>(?=\s*+(?:<!--|<(?:head|body|meta|title)\b)))"
    rb"(?:\s++|<!--(?>.*?-->))*+<[a-z]",
    re.DOTALL,
)
_WHOLE_FEED = re.compile(
    _PROLOGUE + rb"(?:" + _DOCTYPE + rb")?<(?:(?:\w+:)?(?:feed|rdf)\b[^>]*?\sxmlns|rss\b[^>]*?\sversion)[\w:]*+\s*+=",
    re.DOTALL,
)
_HEADERS = re.compile(rb"(?:from [^\n]*+\n)?(?P<all>(?:[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)++)(?=\r?\n|[^\n]*+\Z)")
_HEADER = re.compile(rb"^([\w-]++):", re.MULTILINE)
_OF_MAILS = frozenset((b"from", b"date", b"subject", b"mime-version", b"message-id"))
_BY_PROGRAMS = frozenset((b"mime-version", b"message-id", b"received", b"return-path"))
_SGML = re.compile(rb"(?:<!--(?>.*?-->)|\s++)*+<!doctype\s++(?!html\b|rss\b|feed\b|rdf\b)", re.DOTALL)
_OFFICE = (b"PK\x03\x04", b"PK\x05\x06")


def _is_pdf(head: bytes, name: str) -> bool:
    return b"%PDF-" in head[:1024]


_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
"""What the first entry of an OpenDocument file holds, behind 30 bytes (OpenDocument 1.3, part 2, 3.3)."""


def _is_docx(head: bytes, name: str) -> bool:
    if not head.startswith(_OFFICE) or head.startswith(_OPEN_DOCUMENT, 30):
        return False
    return suffix(name) == ".docx" or b"word/" in head or b"[Content_Types].xml" in head


def _is_mail(head: bytes, name: str) -> bool:
    start = _unmarked(head)
    return _MAIL.match(start) is not None or (suffix(name) == ".eml" and re.match(rb"[\w-]+:\s", start) is not None)


def _is_feed(head: bytes, name: str) -> bool:
    return _FEED.match(_plain(head)) is not None


def _is_html(head: bytes, name: str) -> bool:
    start = _plain(head)
    return _HTML.match(start) is not None or (suffix(name) in _HTML_SUFFIXES and b"<" in start)


def _whole_mail(head: bytes) -> bool:
    """Say whether a document starts with the headers of a mail, and a program wrote some of them.

    A memo that somebody typed below "From:" and "Date:" is none.
    """
    found = _HEADERS.match(_unmarked(head))
    names = set(_HEADER.findall(found["all"])) if found else set()
    return len(names & _OF_MAILS) > 2 and not names.isdisjoint(_BY_PROGRAMS)


def _whole_feed(head: bytes) -> bool:
    return _WHOLE_FEED.match(_plain(head)) is not None


def _whole_html(head: bytes) -> bool:
    return _WHOLE_HTML.match(_plain(head)) is not None


def _is_markdown(head: bytes, name: str) -> bool:
    return suffix(name) in (".md", ".markdown")


def _is_text(head: bytes, name: str) -> bool:
    return True


_HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
_FEED_SUFFIXES = frozenset({".xml", ".rss", ".atom"})

READERS: tuple[Reader, ...] = (
    Reader("pdf", "briefing.ingest.pdf", frozenset({".pdf"}), _is_pdf, binary=True, furniture="none"),
    Reader("docx", "briefing.ingest.docx", frozenset({".docx"}), _is_docx, binary=True, furniture="none"),
    Reader("eml", "briefing.ingest.eml", frozenset({".eml"}), _is_mail, whole=_whole_mail),
    Reader("feed", "briefing.ingest.feed", _FEED_SUFFIXES, _is_feed, whole=_whole_feed),
    Reader("html", "briefing.ingest.html", _HTML_SUFFIXES, _is_html, whole=_whole_html, charset=True),
    Reader("markdown", "briefing.ingest.markdown", frozenset({".md", ".markdown"}), _is_markdown, charset=True),
    Reader("text", "briefing.ingest.text", frozenset({".txt", ".text"}), _is_text, furniture="page", charset=True),
)
"""In the order in which they are asked; the last one takes any text."""

_PROMISED = {suffix: reader.name for reader in READERS if reader.binary for suffix in reader.suffixes}
"""Formats that a suffix stands for and that bytes show beyond doubt."""

READABLE: frozenset[str] = frozenset().union(*(reader.suffixes for reader in READERS))
"""Suffixes of sources, in lower case with their dot."""

_TRUSTED = frozenset({".txt", ".text", ".md", ".markdown"})
"""Suffixes that keep their word: a .txt that shows markup is text about markup.

Unless its bytes are no text at all, or it is a whole page, feed or mail (see ``Reader.whole``).
"""

_STRANGERS = (
    (_OFFICE, "is a ZIP archive, not a document: unpack it and add what is inside"),
    (
        (b"\xd0\xcf\x11\xe0",),
        "is an old Office file (.doc, .xls) or has a password: save it as .docx or PDF without one",
    ),
    ((b"{\\rtf",), "is an RTF file: save it as .docx or text"),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*"), "is a picture or recording, not a document"),
    ((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!"), "is a compressed file: unpack it first"),
    ((b"\x7fELF", b"MZ\x90"), "is a program, not a document"),
)
_STRANGE = tuple(signature for signatures, _ in _STRANGERS for signature in signatures)


def suffix(name: str) -> str:
    """Return the suffix of a file's name in lower case, with its dot; empty when it has none."""
    name = name.rpartition("/")[2]
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def choose(head: bytes, name: str) -> Reader:
    """Return the reader for a document that starts with ``head`` (see :data:`HEAD`) and is called ``name``.

    Content decides, and the name where content leaves it open. Raises ``Unreadable`` for formats known to be none of
    ours, and for names that promise a format which the content is not.
    """
    end = suffix(name)
    trusted = end in _TRUSTED
    if not trusted and _ENTITIES.match(_plain(head)) and not _sgml(head, end):
        raise Unreadable("declares XML entities, which a document never needs: it looks like an entity bomb")
    for reader in READERS:
        asked = reader.binary or not trusted or end in reader.suffixes
        if (asked and reader.sniff(head, name)) or (trusted and reader.whole(head)):
            break
    else:  # a Markdown file that is no other format
        reader = READERS[-1]
    if not reader.binary:
        _refuse_stranger(head)
    if reader is READERS[-1]:
        if end in _FEED_SUFFIXES:
            raise Unreadable("is not an RSS or Atom feed, the one kind of XML that is read")
        if end in _PROMISED:
            raise Unreadable(f"is called {end} but is not a {_PROMISED[end].upper()} file, or is damaged")
    return reader


def _sgml(head: bytes, end: str) -> bool:
    """Say whether a document is SGML of another kind (DocBook), whose entities are text to the reader of text."""
    return end not in _HTML_SUFFIXES | _FEED_SUFFIXES and _SGML.match(_plain(head)) is not None


def _refuse_stranger(head: bytes) -> None:
    if head.startswith(_OFFICE) and head.startswith(_OPEN_DOCUMENT, 30):
        raise Unreadable("is an OpenDocument file (.odt, .ods, .odp): save it as .docx or PDF")
    for signatures, reason in _STRANGERS if head.startswith(_STRANGE) else ():
        if head.startswith(signatures):
            raise Unreadable(reason)
