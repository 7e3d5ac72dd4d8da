"""The whole brief as JSON, with every pin resolved, for other programs; ``brief.schema.json`` describes it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.briefs.brief import Brief, Item, Judgement, PinItem
from briefing.export import shapes

if TYPE_CHECKING:
    from briefing.briefs import Edition, Evidence
    from briefing.extract.finding import Figure
    from briefing.extract.ledger import Row
    from briefing.ingest.source import Source

FORMAT = "briefing/1"
"""What ``format`` says; the number grows when a program that reads the old form would misread the new one."""

SCHEMA = Path(__file__).with_name("brief.schema.json")
"""The JSON Schema of the document."""

_ESCAPED = re.compile("[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]")


def dumps(value: Any) -> str:
    """Return readable JSON in which invisible and direction characters stand as escapes, so that none acts."""
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str)
    return _ESCAPED.sub(lambda m: f"\\u{ord(m[0]):04x}", text) + "\n"


def document(edition: Edition) -> str:
    """Return the edition as JSON text."""
    sources = {e.pin.source: e.source for e in edition.evidence.values()}
    return dumps(
        {
            "format": FORMAT,
            "name": edition.name,
            "draft": edition.draft,
            **_brief(edition.brief),
            "pins": {id: _pin(each) for id, each in edition.evidence.items()},
            "sources": {id: _source(id, source) for id, source in sources.items()},
            "ledger": [shapes.group(group, row=_row) for group in edition.groups],
            "problems": [dataclasses.asdict(p) for p in edition.report.problems],
            "since": dataclasses.asdict(edition.since) if edition.since is not None else None,
        }
    )


def _brief(brief: Brief) -> dict[str, Any]:
    return {
        "title": brief.title,
        "date": brief.date,
        "template": brief.template,
        "marking": brief.marking,
        "author": brief.author,
        "extra": plain(brief.extra),
        "bottom_line": brief.bottom_line,
        "sections": [{"heading": s.heading, "items": [_item(item) for item in s.items]} for s in brief.sections],
    }


def _item(item: Item) -> dict[str, Any]:
    if isinstance(item, PinItem):
        return {"type": "pin", "pin": item.pin, "comment": item.comment}
    if isinstance(item, Judgement):
        return {
            "type": "judgement",
            "text": item.text,
            "likelihood": item.likelihood,
            "confidence": item.confidence,
            "because": list(item.because),
        }
    return {"type": "text", "text": item.text}


def _pin(each: Evidence) -> dict[str, Any]:
    found = each.resolution
    return shapes.pin(each.pin) | {
        "figure": _figure(each.pin.figure),
        "outcome": str(found.outcome),
        "why": found.why,
        "found": {"start": found.start, "end": found.end, "text": found.text} if found.start is not None else None,
    }


def _figure(value: Figure | None) -> dict[str, Any] | None:
    """Return a figure without what only its own document knows: the number of another finding there."""
    told = shapes.figure(value)
    if told is not None:
        told.pop("equals", None)
    return told


def _source(id: str, source: Source | None) -> dict[str, Any]:
    return {"id": id, "gone": True} if source is None else {**shapes.source(source), "id": id, "gone": False}


def _row(row: Row) -> dict[str, Any]:
    return shapes.row(row) | {"figure": _figure(row.finding.figure)}


def plain(value: Any) -> Any:
    """Return what a hand wrote into front matter as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
