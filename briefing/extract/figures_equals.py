"""One amount given twice: "Hr 12 billion ($320 million)", "5 miles, or 8 km"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.extract.figures_amounts import Amount
from briefing.extract.figures_rates import rate_after

_HEDGE = (
    r"(?:(?:or|about|around|approximately|approx\.|roughly|some|nearly|almost|over|under|equal to|equivalent to|"
    r"the equivalent of|worth|then|now|more than|less than|just over|just under|up to)\s|=\s?|~|≈\s?){0,3}"
)
_ASIDE = re.compile(
    rf"(?:-[a-z]+)?,?\s?[(\[]{_HEDGE}|\s?=\s?|(?:\s[a-z]{{2,}}){{0,4}},?\s(?:equal|equivalent)\sto\s{_HEDGE}|,\sor\s{_HEDGE}|\sor\s(?:about|around|approximately|roughly|some|nearly|almost)\s"
)
_MEASURE_ASIDE = re.compile(r"\s?/\s?|\sor\s")
_CLOSED = re.compile(r"[^()\n]{0,24}[)\]]")
_FARTHEST = 40
_CONVERTIBLE = frozenset(("money", "measure", "duration"))


def tie_equals(text: str, found: Sequence[Amount]) -> None:
    """Tie each amount to the one beside it that gives the same in another unit; a rate behind both holds for both."""
    for a, b in pairwise(found):
        if a.kind not in _CONVERTIBLE or a.kind != b.kind or a.unit == b.unit or not 0 <= b.start - a.end <= _FARTHEST:
            continue
        if _is_aside(text, a, b):
            first = a.equals if a.equals is not None and a.equals.start < a.start else a
            b.equals = first
            first.equals = first.equals or b
            _share_rate(text, first, b)


def _is_aside(text: str, a: Amount, b: Amount) -> bool:
    for at in (a.end, a.rest):
        if _ASIDE.fullmatch(text, at, b.start):
            return "(" not in text[at : b.start] or bool(_CLOSED.match(text, b.end))
    return a.kind == "measure" and bool(_MEASURE_ASIDE.fullmatch(text, a.end, b.start))


def _share_rate(text: str, a: Amount, b: Amount) -> None:
    if a.per is None and b.per is None and text[b.end : b.end + 1] in (")", "]"):
        rate = rate_after(text, b.end + 1)
        if rate:
            a.per, b.per = rate[0], rate[0]
            a.rest = b.rest = rate[1]
    elif a.per is not None and b.per is None and a.kind == "money":
        b.per = a.per
