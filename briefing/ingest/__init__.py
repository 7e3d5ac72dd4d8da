"""Bytes become a :class:`Source`: one reader per format, furniture, metadata.

The readers load when something is read, not when a source's type is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.ingest.source import Furniture, Metadata, Page, Source
from briefing.ingest.version import VERSION
from briefing.lazy import exports

if TYPE_CHECKING:
    from briefing.ingest.read import read_bytes, read_file
    from briefing.ingest.reader import READABLE, Document, Reader, choose

__all__ = [
    "READABLE",
    "VERSION",
    "Document",
    "Furniture",
    "Metadata",
    "Page",
    "Reader",
    "Source",
    "choose",
    "read_bytes",
    "read_file",
]

__getattr__ = exports(
    __name__,
    {
        "READABLE": "reader",
        "Document": "reader",
        "Reader": "reader",
        "choose": "reader",
        "read_bytes": "read",
        "read_file": "read",
    },
)
