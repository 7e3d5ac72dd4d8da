"""Reads Word files: headings, paragraphs, lists, tables, text boxes and notes as text, core properties as metadata.

The XML is read by hand, with limits, no entities and no network: ten times as fast as python-docx, which builds
objects for everything and trusts the archive.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import Unreadable
from briefing.ingest.docx_text import Body, Numbering, notes
from briefing.ingest.package import PART, Package
from briefing.ingest.reader import Document
from briefing.ingest.source import Metadata

if TYPE_CHECKING:
    from lxml.etree import _Element

_MAIN = "word/document.xml"
_TERMS = "{http://purl.org/dc/terms/}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_OTHER = {"ppt/": "a presentation", "xl/": "a spreadsheet"}


def read(data: bytes, name: str, *, part: int = PART) -> list[Document]:
    """Return the text of a Word file. Raises ``Unreadable``: encrypted, damaged, without text, beyond the limits."""
    package = Package(data, part=part)
    main = _main(package)
    folder = main.rpartition("/")[0]
    body = Body(
        numbering=Numbering(_parsed(package, f"{folder}/numbering.xml"), _parsed(package, f"{folder}/styles.xml")),
        notes={kind: notes(_parsed(package, f"{folder}/{kind}s.xml"), kind) for kind in ("footnote", "endnote")},
    )
    root = _parsed(package, main)
    assert root is not None
    text = body.text(root)
    if not text:
        raise Unreadable("has no text")
    return [Document(text, found=_metadata(_parsed(package, "docProps/core.xml")))]


def _main(package: Package) -> str:
    """Return the name of the part that holds the document."""
    if _MAIN in package.names:
        return _MAIN
    relations = _parsed(package, "_rels/.rels")
    for relation in relations if relations is not None else ():
        target = str(relation.get("Target", "")).lstrip("/")
        if relation.get("Type", "").endswith("/officeDocument") and target in package.names and "word" in target:
            return target
    for start, what in _OTHER.items():
        if any(name.startswith(start) for name in package.names):
            raise Unreadable(f"is {what}, not a Word document: save it as PDF or text")
    raise Unreadable("is a ZIP archive, not a Word document: unpack it and add what is inside")


def _parsed(package: Package, name: str) -> _Element | None:
    """Return the root of a part, or None when there is none. Raises ``Unreadable``."""
    from lxml import etree

    data = package.read(name)
    if data is None:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unreadable(f"is damaged: {name} is not XML") from None
    return root


def _metadata(core: _Element | None) -> Metadata:
    """Return what the core properties say (ECMA-376 part 2, 11)."""
    if core is None:
        return Metadata()

    def said(tag: str) -> str | None:
        return " ".join((core.findtext(tag) or "").split()) or None

    title, author = said(f"{_CORE}title"), said(f"{_CORE}creator")
    date = (said(f"{_TERMS}created") or "")[:10]
    return Metadata(
        title=title if title and title.casefold() not in ("untitled", "word document") else None,
        author=author if author and author.casefold() not in _NOBODY else None,
        date=date if len(date) == 10 and date[:4].isdecimal() and date > "1980" else None,
        language=said(f"{_CORE}language"),
    )


_NOBODY = frozenset(
    {"python-docx", "user", "admin", "administrator", "unknown", "author", "owner", "microsoft office user"}
)
