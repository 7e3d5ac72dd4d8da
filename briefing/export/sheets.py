"""Pins and the ledger as CSV that a spreadsheet opens as text, never as a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from briefing.export.clean import clean
from briefing.pins import resolve

if TYPE_CHECKING:
    from briefing.extract.ledger import Group
    from briefing.ingest.source import Source
    from briefing.pins import Pin

_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
"""What programs take for the start of a formula or a command (OWASP, CSV injection), full-width forms too."""


def cell(value: Any) -> Any:
    """Return a value for a cell: numbers stay, text gets a leading apostrophe where it could act, newlines go."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    text = " ".join(clean(str(value)).split())
    return "'" + text if _FORMULA.match(text) else text


def _csv(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def pins_csv(pins: Iterable[tuple[Pin, Source | None]]) -> str:
    """Return pins, each with its source (None: gone), one a line, as RFC 4180."""
    head = "id,source,publisher,date,kind,exact,speaker,role,value,low,high,unit,measures,period,reliability"
    head += ",credibility,section,tags,note,start,end,outcome"
    return _csv(head.split(","), (_pin(pin, source) for pin, source in pins))


def _pin(pin: Pin, source: Source | None) -> list[Any]:
    found = resolve(pin, source)
    meta, figure = source.meta if source else None, pin.figure
    return [
        pin.id,
        pin.source,
        meta and meta.publisher,
        meta and meta.date,
        pin.kind,
        pin.exact,
        pin.speaker,
        pin.role,
        figure and figure.value,
        figure and figure.low,
        figure and figure.high,
        figure and (figure.unit or figure.noun),
        figure and figure.measures,
        figure and figure.period,
        source.reliability if source else "F",
        pin.credibility or 6,
        pin.section,
        ", ".join(pin.tags),
        pin.note,
        pin.anchor.start if found.start is None else found.start,
        pin.anchor.end if found.end is None else found.end,
        found.outcome,
    ]


def ledger_csv(groups: Iterable[Group]) -> str:
    """Return the ledger, one figure a line, as RFC 4180."""
    head = (
        "measures,conflict,exact,kind,value,low,high,unit,per,qualifier,period,publisher,date,speaker,origin,source,n"
    )
    rows = (_row(group, row) for group in groups for row in group.rows)
    return _csv(head.split(","), rows)


def _row(group: Group, row: Any) -> list[Any]:
    figure = row.finding.figure
    return [
        group.measures,
        group.conflict,
        row.finding.exact,
        figure and figure.kind,
        figure and figure.value,
        figure and figure.low,
        figure and figure.high,
        figure and (figure.unit or figure.noun),
        figure and figure.per,
        figure and figure.qualifier,
        figure and figure.period,
        row.publisher,
        row.date,
        row.speaker,
        row.origin,
        row.source,
        row.n,
    ]
