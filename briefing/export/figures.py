"""The figures table: what the brief's figures measure, who gives which value, and where they disagree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.export.views import FigureGroup, FigureRow, PinView

if TYPE_CHECKING:
    from briefing.export.locale import Locale
    from briefing.extract.ledger import Group, Row

_CONFLICTS = {
    "value": "sources disagree on the value",
    "conversion": "same amount, converted differently",
}


def groups(pins: Sequence[PinView], ledger: Iterable[Group], words: Locale) -> tuple[FigureGroup, ...]:
    """Return the pinned figures in the ledger's groups, conflicts first, then in the order of the brief.

    Of figures that nobody pinned, only those of conflicts appear, and only from sources that the brief cites anyway:
    their marking was checked with the pins. Other disagreeing rows are counted in ``elsewhere``.
    """
    left = {(p.source.id, p.start, p.end): p for p in pins if p.figure is not None}
    cited = {p.source.id for p in pins}
    out = [view for group in ledger if (view := _group(group, left, cited, words))]
    order = {p.id: i for i, p in enumerate(pins)}
    out += _rest(left.values())
    return tuple(sorted(out, key=lambda g: (not g.conflict, min(order[r.pin.id] for r in g.rows if r.pin))))


def _group(
    group: Group, left: dict[tuple[str, int, int], PinView], cited: set[str], words: Locale
) -> FigureGroup | None:
    """Take the pins of one ledger group out of ``left``; None when it holds none."""
    rows: list[FigureRow] = []
    elsewhere = 0
    for row in group.rows:
        pin = left.get((row.source, row.finding.start, row.finding.end))
        if pin is not None:
            rows.append(_pinned(pin, group.measures))
        elif group.conflict and row.source in cited:
            rows.append(_unpinned(row, group.measures, words))
        elif group.conflict:
            elsewhere += 1
    if not any(row.pin for row in rows):
        return None
    for taken in (row.pin for row in rows if row.pin):
        del left[taken.source.id, taken.start, taken.end]
    conflict = _CONFLICTS.get(group.conflict or "", "")
    return FigureGroup(group.measures, conflict, tuple(rows), elsewhere)


def _rest(pins: Iterable[PinView]) -> list[FigureGroup]:
    """Group pinned figures that the ledger does not know by the words of what they measure."""
    found: dict[str, list[FigureRow]] = {}
    for pin in pins:
        name = _name(pin)
        found.setdefault(name.casefold(), []).append(_pinned(pin, name))
    return [FigureGroup(rows[0].measures, "", tuple(rows)) for rows in found.values()]


def _name(pin: PinView) -> str:
    figure = pin.figure
    return (figure and (figure.measures or figure.noun)) or "not said"


def _pinned(pin: PinView, measures: str) -> FigureRow:
    period = (pin.figure.period if pin.figure else None) or ""
    return FigureRow(measures or _name(pin), pin.words, pin.value, period, pin.source.name, pin.source.date, pin)


def _unpinned(row: Row, measures: str, words: Locale) -> FigureRow:
    figure = row.finding.figure
    value = words.figure(figure) if figure else ""
    period = (figure.period if figure else None) or ""
    return FigureRow(
        measures, row.finding.exact, value, period, row.publisher or row.source, words.date(row.date), None
    )
