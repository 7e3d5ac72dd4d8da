"""Letters behind digits that mean several things: the m of 7.7m people and of 20m waves, the C of 21C."""

from __future__ import annotations

import re

from briefing.extract.figures_near import speaks_of
from briefing.extract.figures_nouns import counted
from briefing.extract.lexicon import words
from briefing.extract.money import currency_after
from briefing.extract.numbers import Number
from briefing.extract.units import Unit, unit_after

_BEFORE_CODE = re.compile(r"\s[A-Z]{3}\b")
_ARTICLE_BEFORE = re.compile(
    r"\b(?:an?|the|his|her|their|its|this|that|each|every|men[’']?s|women[’']?s)\s$", re.IGNORECASE
)
_ALONE = re.compile(r"m(?=\s(?:in|from|to|at|by|last|this|over|since|on|a year)\b|[),.;](?!\w))")
_SHORTEST_UNIT = len("bpd")
_METRES_TOO = re.compile(r"\d[ck]m\b")
_DEGREES = re.compile(r"\s?(?P<scale>[CF])(?![\w'’&-]|\.\w|/[A-Za-z]|\s[A-Z+#])")
_DEGREES_TOO = re.compile(r"°|\d[CF]\s?[(/]\s?-?\d+\s?[CF]\b")
_HOTTEST = 5000
_NEAR = 120
"""Characters on both sides in which something must speak of warmth or of lengths."""
_FAR = 600
"""Characters on both sides in which something must speak of people or of the sea."""
_BESIDE = 24
"""Characters on both sides in which gold makes "24 kt" carats."""


def before_currency(text: str, at: int) -> bool:
    """Say whether the letter at ``at`` stands between digits and a currency, which makes it a scale: 5m euros."""
    return text[at : at + 1] in ("m", "t") and bool(
        _BEFORE_CODE.match(text, at + 1) or (text.startswith(" ", at + 1) and currency_after(text, at + 1, large=True))
    )


def millions(text: str, number: Number) -> int | None:
    """Return where an "m" that means million ends: 3.5m people, 2m tonnes; before what is long or high, None."""
    at = number.end
    m = at + 1 if text.startswith(" m", at) else at
    if not text.startswith("m", m) or number.form != "digits" or number.scaled:
        return None
    if number.decimals and m == at and _ALONE.match(text, at) and _counts_people(text, number):
        return at + 1
    if text.startswith("-strong", m + 1) or _before_unit(text, m + 1):
        return m + 1
    if m > at or not text.startswith(" ", m + 1):
        return None
    if _ARTICLE_BEFORE.search(text, max(0, number.start - 8), number.start):
        return None
    noun = counted(text, at + 1, one=False)
    if noun is None or not noun[0].rpartition(" ")[2].islower():
        return None
    return None if words("figures_metres").intersection(noun[0].lower().split()) else at + 1


def _before_unit(text: str, at: int) -> bool:
    """Say whether a unit is spelled at ``at``: 3.5m b/d, 2m tonnes."""
    unit = unit_after(text, at) if text.startswith(" ", at) else None
    if unit is None or unit.unit.kind != "measure":
        return False
    spelled = text[at + 1 : unit.end]
    return len(spelled) >= _SHORTEST_UNIT or spelled == "mt"


def _counts_people(text: str, number: Number) -> bool:
    """Say whether what stands around "7.7m" speaks of people and nothing of lengths: then the m means million."""
    start, end = number.start, number.end
    if _METRES_TOO.search(text, max(0, start - _NEAR), end + _NEAR):
        return False
    return not speaks_of("length", text, start, end, within=_NEAR) and speaks_of(
        "people", text, start, end, within=_FAR
    )


def degrees(text: str, number: Number) -> tuple[Unit, int] | None:
    """Return the unit of a temperature written without its sign (21C, 70F) and where it ends."""
    letter = _DEGREES.match(text, number.end)
    if letter is None or number.form != "digits" or number.scaled or number.low >= _HOTTEST:
        return None
    start, end = number.start, letter.end()
    if not speaks_of("warmth", text, start, end, within=_NEAR) and not _DEGREES_TOO.search(
        text, max(0, start - _NEAR), end + _NEAR
    ):
        return None
    return Unit("measure", "celsius" if letter["scale"] == "C" else "fahrenheit"), end


def meant(text: str, unit: Unit, start: int, end: int) -> str:
    """Return the name of ``unit`` at ``start`` to ``end``: nm at sea are nautical miles, kt beside gold are carats."""
    if unit.name == "nanometre" and speaks_of("sea", text, start, end, within=_FAR):
        return "nautical mile"
    if unit.name == "kilotonne" and speaks_of("gold", text, start, end, within=_BESIDE):
        return "carat"
    return unit.name
