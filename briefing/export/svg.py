"""Charts as SVG: bars, grouped bars, a line, a range of dots. Presentation attributes only, text stays text.

Every chart is an image with a title and a description, drawn in ``currentColor`` and shades of it, so that it reads in
light, in dark and in print; meaning is carried by position, label and pattern of fill, never by hue alone. Sizes are
user units, one to a CSS pixel.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from briefing.export.clean import one_line

ChartKind = Literal["bars", "grouped bars", "line", "dot range"]

WIDTH = 620
FONT = "Briefing Sans, Briefing Sans Extended, Briefing Sans Cyrillic, Briefing Sans Greek, sans-serif"
SIZE = 12
SHADES = ("#3f76a8", "#9fbfdc", "#767d88")
"""Fills of the first three series: each reads on white and on a dark page, and apart from the others in grey."""


@dataclass(frozen=True, slots=True)
class Point:
    """One value: where it stands (a row's name or a period), how much, and the words that label it.

    ``low`` and ``high`` make it a range; ``series`` names the group it belongs to.
    """

    name: str
    value: float
    label: str
    low: float | None = None
    high: float | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the kind, a title, a sentence that says what it shows, and the points in order."""

    kind: ChartKind
    title: str
    description: str
    points: tuple[Point, ...]

    @property
    def series(self) -> tuple[str, ...]:
        """The names of the series, in order of appearance."""
        return tuple(dict.fromkeys(p.series for p in self.points))


def draw(chart: Chart, *, id: str) -> str:
    """Return the chart as an ``svg`` element whose title and description carry ``id``. Text is escaped here."""
    body, height = _DRAWERS[chart.kind](chart)
    title, description = _text_of(chart.title), _text_of(chart.description)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}" '
        f'role="img" aria-labelledby="{id}-t {id}-d" font-family="{FONT}" font-size="{SIZE}" fill="currentColor">'
        f'<title id="{id}-t">{title}</title><desc id="{id}-d">{description}</desc>{"".join(body)}</svg>'
    )


def _text_of(text: str) -> str:
    return escape(one_line(text))


def fit(text: str, width: float, *, size: float = SIZE) -> str:
    """Shorten ``text`` to about ``width`` units, ending in an ellipsis; wide characters count double."""
    text = one_line(text)
    room = width / (size * 0.5)
    used = 0.0
    for i, character in enumerate(text):
        used += 2 if ord(character) > 0x2E80 else 1
        if used > room:
            return text[: max(1, i - 1)].rstrip() + "…"
    return text


def wrap(text: str, width: float, *, lines: int = 2, size: float = SIZE) -> list[str]:
    """Break ``text`` into at most ``lines`` lines of about ``width`` units, the last shortened."""
    words, out = one_line(text).split(" "), [""]
    for i, word in enumerate(words):
        longer = f"{out[-1]} {word}".strip()
        if not out[-1] or fit(longer, width, size=size) == longer:
            out[-1] = longer
        elif len(out) < lines:
            out.append(word)
        else:
            out[-1] = f"{out[-1]} {' '.join(words[i:])}"
            break
    return [fit(line, width, size=size) for line in out]


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "400") -> str:
    bold = f' font-weight="{weight}"' if weight != "400" else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{bold}>{_text_of(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, *, opacity: str = "0.25", width: str = "1") -> str:
    return (
        f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" stroke="currentColor" '
        f'stroke-opacity="{opacity}" stroke-width="{width}"/>'
    )


def _rect(x: float, y: float, w: float, h: float, *, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0.8):.1f}" height="{h:g}" fill="{fill}"/>'


def _bars(chart: Chart) -> tuple[list[str], float]:
    """Lay one horizontal bar a point on a common zero, its name left, its label at the end."""
    left, right, row = 200, 120, 34
    top = max((abs(p.value) for p in chart.points), default=0) or 1
    lowest = min(0.0, *(p.value for p in chart.points))
    span = (WIDTH - left - right) / ((max(0.0, *(p.value for p in chart.points)) - lowest) or top)
    zero = left - lowest * span
    body: list[str] = []
    for i, point in enumerate(chart.points):
        y = i * row + 4
        body += _name(point.name, left - 12, y + 15)
        length = abs(point.value) * span
        body.append(_rect(zero if point.value >= 0 else zero - length, y + 3, length, row - 16, fill=SHADES[0]))
        body.append(_text((zero + length if point.value >= 0 else zero) + 8, y + 16, fit(point.label, right - 10)))
    height = len(chart.points) * row + 4
    body.append(_line(zero, 0, zero, height - 4, opacity="0.6"))
    return body, height


def _name(name: str, x: float, y: float) -> list[str]:
    """Set a row's name right-aligned in one or two lines about the row's middle."""
    lines = wrap(name, x)
    shift = 7 if len(lines) > 1 else 0
    return [_text(x, y - shift + i * 14, line, anchor="end") for i, line in enumerate(lines)]


def _grouped(chart: Chart) -> tuple[list[str], float]:
    """Lay bars of each name together, one shade a series, with a legend above."""
    left, right, bar, gap = 200, 120, 17, 14
    names = list(dict.fromkeys(p.name for p in chart.points))
    span = (WIDTH - left - right) / (max((p.value for p in chart.points), default=0) or 1)
    reach = {id(p): max(p.value, 0) * abs(span) for p in chart.points}  # grouped bars are never of negative amounts
    body = _legend(chart.series, left)
    y = 26.0
    for name in names:
        points = [p for p in chart.points if p.name == name]
        body += _name(name, left - 12, y + len(points) * bar / 2 + 4)
        for point in points:
            shade = SHADES[chart.series.index(point.series) % len(SHADES)]
            body.append(_rect(left, y, reach[id(point)], bar - 3, fill=shade))
            body.append(_text(left + reach[id(point)] + 8, y + 11, fit(point.label, right - 10)))
            y += bar
        y += gap
    body.append(_line(left, 22, left, y - gap + 2, opacity="0.6"))
    return body, y - gap + 6


def _legend(series: Sequence[str], x: float) -> list[str]:
    body: list[str] = []
    for i, name in enumerate(series):
        body.append(_rect(x, 2, 12, 12, fill=SHADES[i % len(SHADES)]))
        label = fit(name, 120)
        body.append(_text(x + 18, 12, label))
        x += 18 + len(label) * SIZE * 0.55 + 20
    return body


def _trend(chart: Chart) -> tuple[list[str], float]:
    """Join points in order by a line over a base of zero, or of a round number when zero is far away."""
    left, right, top, base = 20, 20, 30, 140
    values = [p.value for p in chart.points]
    low = (
        0.0
        if min(values) > 0 and min(values) < 0.7 * max(values)
        else min([*values, 0.0] if min(values) < 0 else values)
    )
    reach = (max(values) - low) or 1
    low -= reach * (0.15 if low else 0)
    scale = (base - top) / ((max(values) - low) or 1)
    step = (WIDTH - left - right) / max(1, len(values))
    spots = [(left + step * (i + 0.5), base - (p.value - low) * scale) for i, p in enumerate(chart.points)]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    body = [_line(left, base, WIDTH - right, base, opacity="0.6")]
    body.append(f'<polyline points="{path}" fill="none" stroke="{SHADES[0]}" stroke-width="2"/>')
    for (x, y), point in zip(spots, chart.points, strict=True):
        body.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{SHADES[0]}"/>')
        body.append(_text(x, y - 11, fit(point.label, step - 6), anchor="middle"))
        body.append(_text(x, base + 18, fit(point.name, step - 6), anchor="middle"))
    return body, base + 26


def _dots(chart: Chart) -> tuple[list[str], float]:
    """Put each value as a dot, a range as two dots joined, on one scale that need not start at zero."""
    left, right, row = 200, 130, 30
    ends = [v for p in chart.points for v in (p.value, p.low, p.high) if v is not None]
    low, high = min(ends), max(ends)
    if low == high:
        low, high = min(0.0, low), max(0.0, high) or 1
    scale = (WIDTH - left - right - 20) / (high - low)

    def place(value: float) -> float:
        return left + 10 + (value - low) * scale

    body: list[str] = []
    for i, point in enumerate(chart.points):
        y = i * row + 16
        body += _name(point.name, left - 12, y + 4)
        body.append(_line(left, y, WIDTH - right, y, opacity="0.18"))
        body += _dot(point, y, place)
        body.append(_text(WIDTH - right + 12, y + 4, fit(point.label, right - 12)))
    return body, len(chart.points) * row + 4


def _dot(point: Point, y: float, place: object) -> list[str]:
    assert callable(place)
    if point.low is None or point.high is None:
        return [f'<circle cx="{place(point.value):.1f}" cy="{y:g}" r="5" fill="{SHADES[0]}"/>']
    first, last = place(point.low), place(point.high)
    circles = [f'<circle cx="{x:.1f}" cy="{y:g}" r="5" fill="{SHADES[0]}"/>' for x in (first, last)]
    return [_line(first, y, last, y, opacity="0.85", width="3"), *circles]


def scale_is_finite(values: Sequence[float]) -> bool:
    """Say whether a chart of ``values`` can be drawn: finite numbers, not all zero."""
    return bool(values) and all(math.isfinite(v) for v in values) and any(values)


_DRAWERS = {"bars": _bars, "grouped bars": _grouped, "line": _trend, "dot range": _dots}
