"""How much a figure is worth to an analyst: what the screen shows first and what it hides."""

from __future__ import annotations

from briefing.extract.figures_amounts import Amount
from briefing.extract.finding import Figure

_BASE = {
    "money": 0.85,
    "percent": 0.8,
    "percentage point": 0.8,
    "basis point": 0.8,
    "multiple": 0.7,
    "measure": 0.7,
    "duration": 0.5,
    "count": 0.6,
}


def score(one: Amount, figure: Figure, *, moment: bool) -> float:
    """Return 0 to 1. Below 0.5 is trivial: "one solution", "two", a bare number, "dozens", "three years ago".

    ``moment`` says that a duration only places something in time.
    """
    worth = _BASE[figure.kind]
    if figure.kind == "count":
        worth = _count(one, figure)
    if one.vague:
        worth = min(worth, 0.4)
    if moment:
        worth = 0.3
    if figure.kind == "multiple" and one.unit is None:
        worth -= 0.1
    worth += 0.05 * (figure.measures is not None) + 0.03 * (figure.period is not None)
    if figure.qualifier is not None or figure.direction is not None:
        worth += 0.03
    if figure.equals is not None or one.equals is not None:
        worth += 0.04
    return round(max(0.05, min(0.99, worth)), 2)


def _count(one: Amount, figure: Figure) -> float:
    largest = abs(float(one.high))
    if one.low is not one.high:
        largest = max(largest, abs(float(one.low)))
    if figure.noun is None:
        return 0.4 if largest >= 100 else 0.2
    if largest <= 1:
        return 0.15
    if one.number.form == "words" and largest < 10:
        return 0.35
    return 0.45 if largest < 10 else 0.6 if largest < 1000 else 0.75
