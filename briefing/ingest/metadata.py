"""What the text itself says of its title, publisher, author, date and language."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.ingest.source import Furniture, Metadata


def from_text(text: str, *, known: Metadata, furniture: Sequence[Furniture]) -> Metadata:
    """Return what ``text`` says where ``known`` says nothing; ``None`` rather than a guess."""
    first = next((line.strip() for line in text.splitlines() if line.strip()), None)
    return Metadata(title=first[:200] if first and known.title is None else None)
