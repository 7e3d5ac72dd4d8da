"""The whole brief as JSON, with every pin resolved, for other programs; ``brief.schema.json`` describes it."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.briefs.brief import Brief, Item, Judgement, PinItem

if TYPE_CHECKING:
    from briefing.briefs import Edition, Evidence
    from briefing.extract.finding import Figure
    from briefing.extract.ledger import Group
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
            "ledger": [_group(group) for group in edition.groups],
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
    pin, found = each.pin, each.resolution
    anchor = dataclasses.asdict(pin.anchor)
    return {
        "id": pin.id,
        "source": pin.source,
        "kind": pin.kind,
        **anchor,
        "figure": figure(pin.figure),
        "speaker": pin.speaker,
        "role": pin.role,
        "cue": pin.cue,
        "credibility": pin.credibility or 6,
        "section": pin.section,
        "tags": list(pin.tags),
        "note": pin.note,
        "pinned": pin.pinned,
        "outcome": str(found.outcome),
        "why": found.why,
        "found": {"start": found.start, "end": found.end, "text": found.text} if found.start is not None else None,
    }


def figure(value: Figure | None) -> dict[str, Any] | None:
    """Return a figure as a plain mapping, without what only its own document knows."""
    if value is None:
        return None
    fields = dataclasses.asdict(value)
    fields.pop("equals", None)
    return fields


def _source(id: str, source: Source | None) -> dict[str, Any]:
    if source is None:
        return {"id": id, "gone": True}
    meta = source.meta
    return {
        "id": id,
        "gone": False,
        "path": source.path,
        "digest": source.digest,
        "title": source.title,
        "publisher": meta.publisher,
        "author": meta.author,
        "date": meta.date,
        "url": meta.url,
        "retrieved": meta.retrieved,
        "language": meta.language,
        "marking": meta.marking,
        "reliability": source.reliability,
        "origin": source.origin,
        "tags": list(meta.tags),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "measures": group.measures,
        "kind": group.kind,
        "unit": group.unit,
        "conflict": group.conflict,
        "origins": group.origins,
        "rows": [
            {
                "source": row.source,
                "publisher": row.publisher,
                "date": row.date,
                "origin": row.origin,
                "speaker": row.speaker,
                "start": row.finding.start,
                "end": row.finding.end,
                "exact": row.finding.exact,
                "figure": figure(row.finding.figure),
            }
            for row in group.rows
        ],
    }


def plain(value: Any) -> Any:
    """Return what a hand wrote into front matter as JSON can hold it."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)
