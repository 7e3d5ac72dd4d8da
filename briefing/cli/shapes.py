"""What the commands print as JSON: the contract of DESIGN section 5 in one place."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from briefing.export import shapes as told

if TYPE_CHECKING:
    from briefing.briefs import Changes, Report
    from briefing.extract import Finding
    from briefing.extract.ledger import Group, Row
    from briefing.ingest.source import Source
    from briefing.library import Entry, Hit
    from briefing.pins import Pin, Resolution

SPEECH = ("speaker", "speaker_span", "role", "cue", "cue_span", "group")


def source(read: Source, findings: Sequence[Finding]) -> dict[str, Any]:
    """One source as ``show --json`` prints it."""
    return told.source(read) | {
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
        made["figure"] = told.figure(found.figure)
    else:
        made |= {name: _plain(getattr(found, name)) for name in SPEECH}
    return made | {"score": round(found.score, 3), "rule": found.rule}


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
    return told.group(figures, row=_row)


def _row(row: Row) -> dict[str, Any]:
    return told.row(row) | {"n": row.n, "context": row.context}


def pin(kept: Pin, *, briefs: Sequence[str] = ()) -> dict[str, Any]:
    """One pin with the fields of its file, its source and the briefs that use it."""
    return told.pin(kept) | {"briefs": list(briefs)}


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
