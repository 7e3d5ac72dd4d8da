"""Reads web pages."""

from __future__ import annotations

from briefing.errors import Unreadable
from briefing.ingest.decode import decode
from briefing.ingest.reader import Document


def read(data: bytes, name: str) -> list[Document]:
    """Return the main text of a page and what its head says. Raises ``Unreadable``."""
    import trafilatura

    text = trafilatura.extract(decode(data), favor_precision=True, include_comments=False)
    if not text:
        raise Unreadable("is a page without text")
    return [Document(text.replace("\n", "\n\n"))]
