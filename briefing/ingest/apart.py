"""Reads heavy documents in the child process, so that no document takes more than a bound of time and memory.

Parsers of pages, mails, Markdown and Word files need a second and a hundred megabytes for a large document, and hours
or all memory for one that is built for that. Light ones are read where they are: the child costs a tenth of a second
when it starts, and two milliseconds for each.
"""

from __future__ import annotations

import io
from dataclasses import asdict, replace
from types import MappingProxyType
from typing import Any

import yaml

from briefing.errors import BriefingError, Unreadable
from briefing.ingest.child import ask
from briefing.ingest.reader import READERS, Document, Reader
from briefing.ingest.source import Furniture, Metadata, Page

SECONDS = 120.0
"""How long a document may take, as long as a PDF."""

LIGHT = MappingProxyType({"html": 128 << 10, "eml": 512 << 10, "markdown": 512 << 10, "docx": 2 << 20})
"""Bytes up to which documents are read in this process; of a Word file, those of its XML.

Measured: the worst that was built within these takes some seconds, a real one a quarter of a second.
"""


PAGE = 32 << 20
"""The largest page in bytes: twice the longest of standards and books that are published on one page."""
TAGS = 3_000_000
"""The most tags of a page; a tag takes 150 bytes of memory and more, whatever is in it."""


def refuse(data: bytes, reader: Reader) -> None:
    """Raise ``Unreadable`` for what is not even worth a try, told without reading it."""
    if reader.name == "html" and len(data) > PAGE:
        raise Unreadable(f"is a page larger than {PAGE >> 20} MB")
    if reader.name == "html" and len(data) > LIGHT["html"] and data.count(b"<") > TAGS:
        raise Unreadable(f"has more than {TAGS:,} tags: it looks like a bomb")


def heavy(data: bytes, reader: Reader) -> bool:
    """Say whether ``data`` may take long or much memory. Formats without a bound have one of their own."""
    bound = LIGHT.get(reader.name)
    return bound is not None and (_unpacked(data) if reader.name == "docx" else len(data)) > bound


def _unpacked(data: bytes) -> int:
    """Return how many bytes of XML a Word file declares; none when it is damaged, which its reader tells at once."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return sum(info.file_size for info in archive.infolist() if info.filename.endswith((".xml", ".rels")))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return 0


def documents(data: bytes, reader: Reader, name: str, served: str | None) -> list[Document]:
    """Return what ``reader`` makes of ``data``, as ``reader.read`` does. Raises ``Unreadable``, also beyond a bound."""
    limits = {"format": reader.name, "name": name, "charset": served}
    return [_document(**one) for one in ask("document", data, seconds=SECONDS, limits=limits)]


def extract(data: bytes, *, format: str, name: str, charset: str | None) -> list[dict[str, Any]]:
    """Read a document, in the child process. Raises ``Unreadable``."""
    reader = next(reader for reader in READERS if reader.name == format)
    try:
        return [_plain(document) for document in reader.read(data, name, served=charset)]
    except BriefingError as error:
        raise Unreadable(str(error)) from None


def _plain(document: Document) -> dict[str, Any]:
    """Return a document as JSON can say it."""
    spans = [(span.start, span.end, span.reason) for span in document.furniture]
    pages = [(page.start, page.label) for page in document.pages]
    found, stated = _said(document.found), _said(document.stated)
    parts = {"text": document.text, "found": found, "stated": stated, "part": document.part}
    return {**parts, "furniture": spans, "pages": pages}


def _said(meta: Metadata) -> dict[str, Any]:
    # what the analyst wrote may be of any kind that YAML knows, dates among them
    return {**asdict(replace(meta, extra={})), "extra": yaml.safe_dump(dict(meta.extra)) if meta.extra else ""}


def _document(*, found: Any, stated: Any, furniture: Any, pages: Any, **rest: Any) -> Document:
    return Document(
        **rest,
        found=_metadata(**found),
        stated=_metadata(**stated),
        furniture=tuple(Furniture(*span) for span in furniture),
        pages=tuple(Page(*page) for page in pages),
    )


def _metadata(*, extra: str, tags: list[str], **rest: Any) -> Metadata:
    known = yaml.safe_load(extra) if extra else {}
    return Metadata(**rest, tags=tuple(tags), extra=MappingProxyType(known))
