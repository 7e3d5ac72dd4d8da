"""Bytes become a :class:`Source`: one reader per format, furniture, metadata."""

from __future__ import annotations

from briefing.ingest.read import VERSION, read_bytes, read_file
from briefing.ingest.reader import READABLE, Document, Reader, choose
from briefing.ingest.source import Furniture, Metadata, Page, Source

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
