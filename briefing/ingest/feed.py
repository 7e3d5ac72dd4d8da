"""Reads RSS and Atom files: one document per entry, its HTML as plain text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefing.ingest.child import ask
from briefing.ingest.decode import codec_of
from briefing.ingest.reader import Document
from briefing.ingest.source import Metadata

ENTRIES = 20_000
"""The most entries of a feed that are read, the first of the file."""
SIZE = 50 << 20
"""The largest feed in bytes."""
SECONDS = 60.0
"""How long a feed may take."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed.

    ``part`` names it within the feed for good, ``html`` is its content as it came, ``feed`` the title of the feed: it
    may hold entries of several publishers.
    """

    part: str
    identity: str
    text: str
    html: str
    found: Metadata
    feed: str | None = None


def read(data: bytes, name: str) -> list[Document]:
    """Return the entries of a feed as documents.

    Raises ``Unreadable``: without entries, an entity bomb, beyond the limits.
    """
    return [Document(entry.text, found=entry.found, part=entry.part) for entry in entries(data)]


def entries(data: bytes, *, seconds: float = SECONDS, url: str | None = None, served: str | None = None) -> list[Entry]:
    """Return the entries of a feed that have a text, each once, in the order of the file. Raises ``Unreadable``.

    ``url`` is where the feed came from: its relative links start there. ``served`` is the charset its server named.
    """
    limits = {"entries": ENTRIES, "size": SIZE, "url": url, "charset": served and codec_of(served)}
    found = ask("feed", data, seconds=seconds, limits=limits)
    return [_entry(**one) for one in found]


def _entry(*, found: dict[str, Any], **rest: Any) -> Entry:
    return Entry(**rest, found=Metadata(**{**found, "tags": tuple(found["tags"])}))
