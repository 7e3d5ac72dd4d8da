"""Which figures make a chart: a series over time, values that outlets give differently, amounts of one unit.

A chart is drawn only from pins, so that each of its points can be traced. What cannot be compared fairly makes none:
other units, other things counted, or values so far apart that the small ones would vanish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.export.svg import Chart, ChartKind, Point, scale_is_finite
from briefing.export.views import ChartView, FigureGroup, FigureRow, PinBlock, PinView, SectionView
from briefing.extract.finding import Figure

Found = tuple[Chart, tuple[PinView, ...]]
"""A chart, and the pins behind its points in their order."""

FEWEST = 3
MOST = 10
"""Bars or rows that a chart has at least and at most."""

SPREAD = 200
"""Bars whose longest is more than this many times the shortest are not drawn: the shortest would be under 2 pixels."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_ISO = re.compile(r"\b(?:1[89]\d\d|20\d\d)-(0[1-9]|1[0-2])\b")
_QUARTER = re.compile(r"\bQ([1-4])\b|\b(first|second|third|fourth) quarter\b", re.IGNORECASE)


def choose(groups: Sequence[FigureGroup], sections: Sequence[SectionView]) -> tuple[ChartView, ...]:
    """Return the charts of a brief, each figure in one chart at most, in the order of the figures table."""
    drawn: set[str] = set()
    found = [*_grouped_bars(groups, drawn)]
    for group in groups:
        rows = [row for row in group.rows if row.pin and row.pin.id not in drawn and drawable(row.pin)]
        chart = _series(group, rows) or _range(group, rows)
        if chart:
            found.append(chart)
            drawn.update(pin.id for pin in chart[1])
    for section in sections:
        found += _bars(section, groups, drawn)
    return tuple(ChartView(f"chart{n}", chart, pins) for n, (chart, pins) in enumerate(found, 1))


def drawable(pin: PinView) -> bool:
    """Say whether a pin is a figure with a finite value that still stands in its source."""
    return pin.figure is not None and not pin.outcome and scale_is_finite(_ends(pin.figure))


def _ends(figure: Figure) -> list[float]:
    try:
        return [float(v) for v in (figure.value, figure.low, figure.high) if v is not None]
    except OverflowError:
        return []


def _amount(figure: Figure) -> float:
    ends = _ends(figure)
    return ends[0] if figure.value is not None else sum(ends) / len(ends)


def moment(period: str | None) -> tuple[int, int] | None:
    """Return year and month (quarters start theirs, whole years 0) of a period in words, or None."""
    year = _YEAR.search(period or "")
    if not period or not year or len(_YEAR.findall(period)) > 1:
        return None
    if iso := _ISO.search(period):
        return int(year[1]), int(iso[1])
    if quarter := _QUARTER.search(period):
        number = quarter[1] or str(1 + ("first", "second", "third", "fourth").index(quarter[2].lower()))
        return int(year[1]), int(number) * 3 - 2
    months = [i for i, m in enumerate(_MONTHS, 1) if re.search(rf"\b{m}", period, re.IGNORECASE)]
    return int(year[1]), months[0] if len(months) == 1 else 0


def _point(pin: PinView, name: str, *, series: str = "") -> Point:
    figure = pin.figure
    assert figure is not None
    ranged = figure.value is None
    low, high = (float(figure.low or 0), float(figure.high or 0)) if ranged else (None, None)
    return Point(name, _amount(figure), pin.value, low, high, series)


def _chart(kind: ChartKind, title: str, points: Sequence[Point]) -> Chart:
    said = "; ".join(f"{p.name}{f', {p.series}' if p.series else ''}: {p.label}" for p in points)
    return Chart(kind, title, f"{_KINDS[kind]} {said}.".replace("\u00a0", " "), tuple(points))


_KINDS = {
    "bars": "Bars that compare amounts.",
    "grouped bars": "Bars in groups that compare amounts by period.",
    "line": "A line over time.",
    "dot range": "Dots on one scale, one row for each source.",
}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _series(group: FigureGroup, rows: Sequence[FigureRow]) -> Found | None:
    """Make a line of three or more periods, one value each."""
    dated = {}
    for row in rows:
        when = moment(row.period)
        if row.pin and when:
            if when in dated:
                return None
            dated[when] = row.pin
    if not FEWEST <= len(dated) <= 2 * MOST or len({bool(month) for _, month in dated}) > 1:
        return None
    pins = [dated[when] for when in sorted(dated)]
    points = [_point(pin, _period(pin)) for pin in pins]
    return _chart("line", _upper(group.measures), points), tuple(pins)


def _range(group: FigureGroup, rows: Sequence[FigureRow]) -> Found | None:
    """Put values that differ between sources on one scale."""
    pins = [row.pin for row in rows if row.pin]
    figures = [pin.figure for pin in pins if pin.figure]
    values = {(f.value, f.low, f.high) for f in figures}
    units = {_unit(f) for f in figures}
    if len(values) < 2 or len(pins) > MOST or len(units) > 1 or len({p.source.name for p in pins}) < 2:
        return None
    return _chart("dot range", _upper(group.measures), [_point(pin, pin.source.name) for pin in pins]), tuple(pins)


def _unit(figure: Figure) -> tuple[str, str]:
    return figure.kind, (figure.unit or figure.noun or "") + (f" per {figure.per}" if figure.per else "")


def _grouped_bars(groups: Sequence[FigureGroup], drawn: set[str]) -> list[Found]:
    """Compare two or more measures over the same two or three periods in one unit."""
    by_shape: dict[tuple[object, ...], list[tuple[FigureGroup, list[PinView]]]] = {}
    for group in groups:
        pins = [row.pin for row in group.rows if row.pin and drawable(row.pin) and row.pin.figure]
        figures = [pin.figure for pin in pins if pin.figure]
        periods = [f.period for f in figures]
        plain = all(f.value is not None and f.value >= 0 for f in figures)
        if plain and 2 <= len(pins) <= 3 and all(periods) and len(set(periods)) == len(periods):
            units = {_unit(f) for f in figures}
            if len(units) == 1:
                by_shape.setdefault((units.pop(), *sorted(str(p) for p in periods)), []).append((group, pins))
    found = []
    for shape, members in by_shape.items():
        pins = [pin for _, some in members for pin in some]
        if len(members) < 2 or len(pins) > MOST or not _comparable(pins):
            continue
        named = [(_upper(group.measures), pin) for group, some in members for pin in sorted(some, key=_period)]
        points = [_point(pin, name, series=_period(pin)) for name, pin in named]
        title = f"{_unit_words(shape[0])} by period"
        found.append((_chart("grouped bars", title, points), tuple(pin for _, pin in named)))
        drawn.update(pin.id for pin in pins)
    return found


def _period(pin: PinView) -> str:
    return (pin.figure and pin.figure.period) or ""


def _unit_words(unit: object) -> str:
    assert isinstance(unit, tuple)
    kind, name = unit
    return {"money": f"Amounts in {name}", "percent": "Percentages"}.get(kind) or _upper(f"{name or kind}: amounts")


def _comparable(pins: Sequence[PinView]) -> bool:
    sizes = [abs(_amount(pin.figure)) for pin in pins if pin.figure]
    return bool(sizes) and min(sizes) > 0 and max(sizes) / min(sizes) <= SPREAD


def _bars(section: SectionView, groups: Sequence[FigureGroup], drawn: set[str]) -> list[Found]:
    """Compare figures of one unit that the analyst put into one section."""
    names = {row.pin.id: group.measures for group in groups for row in group.rows if row.pin}
    by_unit: dict[tuple[str, str], dict[str, PinView]] = {}
    for block in section.blocks:
        if isinstance(block, PinBlock) and block.pin.id not in drawn and drawable(block.pin):
            figure, name = block.pin.figure, names.get(block.pin.id, "")
            if figure and figure.value is not None and figure.kind != "percent" and name and name != "not said":
                by_unit.setdefault(_unit(figure), {}).setdefault(name.casefold(), block.pin)
    found = []
    for unit, by_name in by_unit.items():
        pins = sorted(by_name.values(), key=lambda p: -_amount(p.figure) if p.figure else 0)
        if FEWEST <= len(pins) <= MOST and _comparable(pins):
            points = [_point(pin, _upper(names[pin.id])) for pin in pins]
            found.append((_chart("bars", f"{section.heading}: {_lower(_unit_words(unit))}", points), tuple(pins)))
            drawn.update(pin.id for pin in pins)
    return found


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
