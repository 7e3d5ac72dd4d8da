"""Ranges: two amounts of one kind that the text ties by a dash, "to", "between … and" or "or"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.extract.figures_amounts import Amount

_DASH = re.compile(r"\s?(?:-|–|—|‑|−|--)\s?|[-\s]to[-\s]|\s?~\s?")
_TO = re.compile(r"\s+(?:up\s+|down\s+)?to\s+|\s+(?:through|till|until)\s+")
_AND = re.compile(r"\s+and\s+")
_OR = re.compile(r"\s+or\s+(?:even\s+)?")
_GAP_TO = re.compile(r"\s+[^.;:()\n,]{1,36}?\s(?:to|up to|down to)\s+")
_BETWEEN = re.compile(
    r"\b(?:between|from|range[sd]?\s+from|ranging\s+from|of)\s+(?:about\s+|around\s+|up\s+to\s+)?$", re.IGNORECASE
)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|up\s+to\s+|just\s+)?$", re.IGNORECASE)
_LEFT = 28


def join_ranges(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Return ``found`` with the two ends of each range made one amount."""
    result: list[Amount] = []
    for one in found:
        if result and not result[-1].ranged and _is_range(text, result[-1], one):
            _join(result[-1], one)
        else:
            result.append(one)
    return result


def _is_range(text: str, a: Amount, b: Amount) -> bool:
    gap = text[a.rest : b.start] if a.rest <= b.start else text[a.end : b.start]
    if not 0 < len(gap) <= 48 or a.vague or b.vague or not _compatible(a, b):
        return False
    before = text[max(0, a.start - _LEFT) : a.start]
    if _DASH.fullmatch(gap) and b.signed != "-":
        return _dashed(text, a, b)
    if _TO.fullmatch(gap):
        return _from_to(text, a, b, before)
    if _AND.fullmatch(gap):
        return bool(re.search(r"\bbetween\s+(?:about\s+|around\s+)?$", before, re.IGNORECASE)) and not _both_years(a, b)
    if _OR.fullmatch(gap):
        return (
            a.kind is None and a.low < b.low <= a.low * 2 + 1 and a.number.form == b.number.form and a.number.scale == 1
        )
    return bool(_GAP_TO.fullmatch(gap)) and bool(_FROM.search(before)) and a.kind == b.kind is not None


def _compatible(a: Amount, b: Amount) -> bool:
    if a.kind is None or b.kind is None:
        return a.kind is None or b.kind is None
    if a.kind != b.kind:
        return False
    return a.unit == b.unit or (a.kind == "money" and b.unit == "USD")


def _both_years(a: Amount, b: Amount) -> bool:
    return all(len(x.number.integer) == 4 and x.number.integer[0] in "12" and x.kind is None for x in (a, b))


def _dashed(text: str, a: Amount, b: Amount) -> bool:
    if _both_years(a, b) or (a.number.form != "digits" and b.kind is None):
        return False
    return a.low < b.high or b.kind in ("money", "percent", "measure")


_MOVED = re.compile(
    r"\b(?:up|down|rose|fell|gained|lost|added|climbed|dropped|jumped|increased|decreased|by|slid|rise|fall|slipped|advanced|"
    r"tumbled|soared|surged|shed|dipped)\s+(?:by\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)


def _from_to(text: str, a: Amount, b: Amount, before: str) -> bool:
    if _both_years(a, b):
        return False
    if a.kind is None and b.kind is None:
        return bool(_BETWEEN.search(before))
    if b.kind is None and a.kind not in (None, "count"):
        return bool(_BETWEEN.search(before)) and b.number.integer != ""
    return not (a.kind is not None and _MOVED.search(before)) or bool(_BETWEEN.search(before))


def _join(a: Amount, b: Amount) -> None:
    """Make ``a`` the range from itself to ``b``; a scale or unit said once holds for both ends."""
    low, high = a.low, b.high
    if b.number.scale > a.number.scale == 1 and 0 < a.low < 1000 and low * b.number.scale <= high:
        low *= b.number.scale
    if b.kind is not None and a.kind is None:
        a.kind, a.unit, a.per = b.kind, b.unit, b.per
    if b.kind is None and a.kind == "money":
        a.per = b.per
    a.per = b.per or a.per
    a.low, a.high = (low, high) if low <= high else (high, low)
    a.end, a.rest, a.ranged = b.end, b.rest, True
    a.noun, a.noun_span = b.noun, b.noun_span
    if b.number.scale != a.number.scale and a.kind == "money":
        a.number = b.number if b.number.large else a.number
