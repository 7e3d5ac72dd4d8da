"""The JSON of what several faces tell alike: a source, a pin, a group of the ledger.

The commands print it with what a program on the desk needs besides; the exported brief holds it as it is.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.extract.finding import Figure
    from briefing.extract.ledger import Group, Row
    from briefing.ingest.source import Source
    from briefing.pins import Pin


def source(read: Source) -> dict[str, Any]:
    """What is known of a source: where it is, and its metadata."""
    meta = read.meta
    return {
        "id": read.id,
        "path": read.path,
        "digest": read.digest,
        "title": meta.title,
        "publisher": meta.publisher,
        "author": meta.author,
        "date": meta.date,
        "url": meta.url,
        "retrieved": meta.retrieved,
        "language": meta.language,
        "marking": meta.marking,
        "reliability": read.reliability,
        "origin": read.origin,
        "tags": list(meta.tags),
    }


def figure(value: Figure | None) -> dict[str, Any] | None:
    """A figure's value with every field, null where nothing is said."""
    return None if value is None else {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}


def pin(kept: Pin) -> dict[str, Any]:
    """A pin with the fields of its file and its source."""
    return {
        "id": kept.id,
        "source": kept.source,
        "kind": kept.kind,
        **dataclasses.asdict(kept.anchor),
        "figure": figure(kept.figure),
        "speaker": kept.speaker,
        "role": kept.role,
        "cue": kept.cue,
        "credibility": kept.credibility or 6,
        "section": kept.section,
        "tags": list(kept.tags),
        "note": kept.note,
        "pinned": kept.pinned,
    }


def row(figures: Row) -> dict[str, Any]:
    """A row of the ledger: a figure, where it stands and who says it."""
    return {
        "source": figures.source,
        "publisher": figures.publisher,
        "date": figures.date,
        "origin": figures.origin,
        "speaker": figures.speaker,
        "start": figures.finding.start,
        "end": figures.finding.end,
        "exact": figures.finding.exact,
        "figure": figure(figures.finding.figure),
    }


def group(figures: Group, *, row: Callable[[Row], dict[str, Any]] = row) -> dict[str, Any]:
    """A group of the ledger, each of its rows as ``row`` tells it."""
    return {
        "measures": figures.measures,
        "kind": figures.kind,
        "unit": figures.unit,
        "conflict": figures.conflict,
        "origins": figures.origins,
        "rows": [row(each) for each in figures.rows],
    }
