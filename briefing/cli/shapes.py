"""What the commands print as JSON: the contract of DESIGN section 5 in one place."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.briefs import Changes, Report
    from briefing.extract import Figure, Finding
    from briefing.extract.ledger import Group
    from briefing.ingest.source import Source
    from briefing.library import Entry, Hit
    from briefing.pins import Pin, Resolution

SPEECH = ("speaker", "speaker_span", "role", "cue", "cue_span", "group")


def source(read: Source, findings: Sequence[Finding]) -> dict[str, Any]:
    """One source as ``show --json`` prints it."""
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
        "text": read.text,
        "furniture": [{"start": f.start, "end": f.end, "reason": f.reason} for f in read.furniture],
        "pages": [{"start": page.start, "label": page.label} for page in read.pages],
        "findings": [finding(found) for found in findings],
    }


def finding(found: Finding) -> dict[str, Any]:
    """One finding: what every kind has, then what its kind has."""
    made: dict[str, Any] = {"n": found.n, "kind": found.kind}
    if found.kind == "quote":
        made["form"] = found.form
    made |= {"start": found.start, "end": found.end, "exact": found.exact}
    if found.kind == "figure":
        made["figure"] = figure(found.figure)
    else:
        made |= {name: _plain(getattr(found, name)) for name in SPEECH}
    return made | {"score": round(found.score, 3), "rule": found.rule}


def figure(value: Figure | None) -> dict[str, Any] | None:
    """A figure's value with every field, null where nothing is said."""
    return None if value is None else dataclasses.asdict(value)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def entry(listed: Entry, pins: int) -> dict[str, Any]:
    """One line of ``list --json``."""
    return {
        "id": listed.id,
        "path": listed.path,
        "title": listed.title,
        "publisher": listed.publisher,
        "author": listed.author,
        "date": listed.date,
        "language": listed.language,
        "marking": listed.marking,
        "reliability": listed.reliability or "F",
        "origin": listed.origin,
        "tags": list(listed.tags),
        "digest": listed.digest,
        "status": listed.status,
        "reason": listed.reason,
        "findings": {"quote": listed.quotes, "statement": listed.statements, "figure": listed.figures},
        "pins": pins,
    }


def hit(found: Hit) -> dict[str, Any]:
    """One match of ``search --json``."""
    return {
        "id": found.id,
        "title": found.title,
        "publisher": found.publisher,
        "date": found.date,
        "score": round(found.score, 4),
        "snippet": found.snippet,
        "spans": [list(span) for span in found.spans],
        "start": found.start,
    }


def group(figures: Group) -> dict[str, Any]:
    """One group of the ledger."""
    return {
        "measures": figures.measures,
        "kind": figures.kind,
        "unit": figures.unit,
        "conflict": figures.conflict,
        "origins": figures.origins,
        "rows": [
            {
                "source": row.source,
                "n": row.n,
                "publisher": row.publisher,
                "date": row.date,
                "origin": row.origin,
                "speaker": row.speaker,
                "start": row.finding.start,
                "end": row.finding.end,
                "exact": row.finding.exact,
                "figure": figure(row.finding.figure),
                "context": row.context,
            }
            for row in figures.rows
        ],
    }


def pin(kept: Pin, *, briefs: Sequence[str] = ()) -> dict[str, Any]:
    """One pin with the fields of its file, its source and the briefs that use it."""
    anchor = kept.anchor
    return {
        "id": kept.id,
        "source": kept.source,
        "kind": kept.kind,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "start": anchor.start,
        "end": anchor.end,
        "digest": anchor.digest,
        "figure": figure(kept.figure),
        "speaker": kept.speaker,
        "role": kept.role,
        "cue": kept.cue,
        "credibility": kept.credibility or 6,
        "section": kept.section,
        "tags": list(kept.tags),
        "note": kept.note,
        "pinned": kept.pinned,
        "briefs": list(briefs),
    }


def resolution(found: Resolution) -> dict[str, Any]:
    """What became of one pin."""
    return {
        "id": found.pin.id,
        "source": found.pin.source,
        "kind": found.pin.kind,
        "outcome": str(found.outcome),
        "exact": found.pin.exact,
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "why": found.why,
    }


def report(checked: Report, *, strict: bool) -> dict[str, Any]:
    """A check of one brief."""
    return {
        "brief": checked.name,
        "ok": checked.passes(strict),
        "pins": [resolution(found) for found in checked.resolutions.values()],
        "problems": [{"brief": checked.name, **dataclasses.asdict(problem)} for problem in checked.problems],
    }


def unread(message: str) -> dict[str, Any]:
    """The problem that a file of pins or of a brief cannot be read; ``message`` names file and line."""
    nothing = {"section": None, "item": None, "pin": None, "rule": ""}
    return {"brief": None, "code": "unread-file", "severity": "error", "message": message, **nothing}


def changes(between: Changes) -> dict[str, Any]:
    """What is new, changed and withdrawn between two editions."""
    return dataclasses.asdict(between)
