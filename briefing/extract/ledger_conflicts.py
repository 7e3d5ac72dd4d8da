"""When figures of one thing disagree: values that no rounding and no "about" or "over" reconciles."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.extract.finding import Figure

Placed = tuple[str, int, Figure]
"""Source, number of the finding, figure."""

_ABOUT = 0.05
"""What "about" may stand for, as a share of the value."""
_MOST = 200
"""Values compared with each other in one group; beyond, the first ones say enough."""


def conversion_conflict(figures: Sequence[Placed]) -> bool:
    """Say whether sources convert one amount differently: 255 billion as 6.9 and as 6.8."""
    places = {(source, n): figure for source, n, figure in figures}
    converted: dict[tuple[object, ...], list[Figure]] = {}
    for source, _, figure in figures:
        other = places.get((source, figure.equals or 0))
        if other is not None and other.unit != figure.unit:
            key = (other.unit, other.value, other.low, other.high, figure.unit)
            converted.setdefault(key, []).append(figure)
    return any(_disagree(values) for values in converted.values())


def value_conflict(figures: Sequence[Placed]) -> bool:
    """Say whether different sources give values of one unit that cannot all be right."""
    by_unit: dict[tuple[object, ...], list[tuple[str, Figure]]] = {}
    for source, _, figure in figures:
        by_unit.setdefault((figure.kind, figure.unit, figure.per), []).append((source, figure))
    return any(len({source for source, _ in rows}) > 1 and _disagree([f for _, f in rows]) for rows in by_unit.values())


def _disagree(figures: Sequence[Figure]) -> bool:
    seen: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        seen.setdefault((figure.value, figure.low, figure.high, figure.qualifier), figure)
        if len(seen) >= _MOST:
            break
    different = list(seen.values())
    return any(not agree(a, b) for i, a in enumerate(different) for b in different[i + 1 :])


def agree(a: Figure, b: Figure) -> bool:
    """Say whether two figures can both be right: equal when rounded alike, or within what their qualifiers allow."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    if low_a <= high_b and low_b <= high_a:
        return True
    if a.value is None or b.value is None:
        return False
    digits = min(_digits(a.value), _digits(b.value))
    return f"{a.value:.{digits - 1}e}" == f"{b.value:.{digits - 1}e}"


def _bounds(figure: Figure) -> tuple[float, float]:
    low = figure.value if figure.value is not None else figure.low or 0
    high = figure.value if figure.value is not None else figure.high or 0
    if figure.qualifier in ("over", "at least"):
        return low, float("inf")
    if figure.qualifier in ("under", "at most"):
        return float("-inf"), high
    if figure.qualifier == "about":
        return low - _ABOUT * abs(low), high + _ABOUT * abs(high)
    return low, high


def _digits(value: float) -> int:
    return max(1, len(f"{abs(value):.11e}".partition("e")[0].rstrip("0").replace(".", "")))
