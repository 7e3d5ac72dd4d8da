"""Reads plain text: what the file says is the text, front matter included."""

from __future__ import annotations

from briefing.ingest.decode import decode
from briefing.ingest.frontmatter import split
from briefing.ingest.reader import Document
from briefing.ingest.source import Furniture


def read(data: bytes, name: str, served: str | None = None) -> list[Document]:
    """Return the decoded text; front matter stays in it, marked as furniture. Raises ``Unreadable``."""
    text = decode(data, served=served)
    stated, end = split(text, file=name)
    furniture = (Furniture(0, end, "front matter"),) if end else ()
    return [Document(text, stated=stated, furniture=furniture)]
