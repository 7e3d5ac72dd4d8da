"""Ranges: two amounts of one kind that the text ties by a dash, "to", "between … and" or "or"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from briefing.extract.figures_amounts import Amount
from briefing.extract.figures_nouns import counted
from briefing.extract.months import MONTH_START, WEEKDAY
from briefing.extract.numbers_words import Exact

_DASH = re.compile(r"\s?(?:-|–|—|‑|−|--)\s?|\s?-to-\s?|\sto-|\s?~\s?")
_TO = re.compile(r"\s+(?:up\s+|down\s+)?to\s+(?:about\s+|around\s+|nearly\s+|almost\s+)?|\s+(?:through|till|until)\s+")
_AND = re.compile(r"\s+and\s+")
_OR = re.compile(r"\s+or\s+(?:even\s+)?")
_GAP_TO = re.compile(r"\s+(?:[^.;:()\n,]|\.(?=\d)){1,36}?\s(?:to|up to|down to)\s+")
_TIMED = re.compile(
    r"\b(?:in|on|at|for|last|previous|during|by|of)\s(?:the\s)?(?:\w+\s){0,3}(?:(?:19|20)\d\d|"
    rf"{MONTH_START}|year|quarter|month|week|period|Q[1-4]|{WEEKDAY})"
)
_SHARED_LIST = re.compile(r"-,?\s(?:(?:and|or)\s)?")
_BETWEEN = re.compile(
    r"\b(?:between|from|range[sd]?\s+from|ranging\s+from|rang(?:es|ed|ing)|of|aged?|ages)\s+(?:about\s+|around\s+|up\s+to\s+)?$",
    re.IGNORECASE,
)
_BETWEEN_ONLY = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:(?:about|around|up\s+to|just|nearly|almost|over)\s+)?$", re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:up|down|rose|fell|gained|lost|added|climbed|dropped|jumped|increased|decreased|by|slid|rise|fall|slipped|"
    r"advanced|tumbled|soared|surged|shed|dipped|plunged|cut|raised)\s+(?:by\s+)?(?:\w+\s+)?$",
    re.IGNORECASE,
)
_LARGEST_SHARE = 1000
_SHARES = frozenset((3, 4, 5, 6, 7, 8, 9, 10, 12, 20, 100, 1000))
_LEFT = 28
_FARTHEST = 48

_PARTS = {
    "second": ("minute", 60),
    "minute": ("hour", 60),
    "hour": ("day", 24),
    "day": ("week", 7),
    "month": ("year", 12),
}
"""The next larger unit of time and how many make one of it."""
_ADDED = re.compile(r",?\s(?:and\s)?")
_AN_HOUR = re.compile(r"\ban?\s(minute|hour|day|week|year)(?:,?\sand)?\s$", re.IGNORECASE)
_INCHES = 12
"""Inches of a foot."""
_HEIGHT = re.compile(r"-|\s|,\s")
_DOLLARS = frozenset(("AUD", "CAD", "NZD", "HKD", "SGD", "TWD"))
_LISTED = re.compile(r",\s|,?\sand\s|\s?±\s?|\s?\+/-\s?")
_LAST_LISTED = re.compile(r",?\sand\s|\s?±\s?|\s?\+/-\s?")
_LISTED_KINDS = frozenset(("measure", "percent", "percentage point", "basis point", "duration"))
_MOST_TIMES = 100
"""How many times as large as its neighbour one number of a list may be, to be of the same unit."""
_BY = re.compile(r"\bby\s(?:(?:about|around|nearly)\s)?$")
_THAN = re.compile(
    r"(?:[,;]?\s(?:[a-z-]+\s){0,4})?(?:compared\s(?:with|to)|versus|vs\.?|against|from|than)\s(?:(?:about|around|just|an?|the|only)\s)?"
)
_PERCENT_FROM = re.compile(
    r"(?:\s(?:in|last)\s(?:the\s)?\w+(?:\s(?:19|20)\d\d)?)?,?\s(?:(?:up|down)\s)?(?:from|against|versus|compared\s(?:with|to))\s"
    r"(?:(?:an?|the|its)\s(?:[\w-]+\s)?(?:high|low|peak|record|rate|level)\sof\s)?"
)
"""What stands between a percentage and what it was before, "percent" said once: 9.1 percent in May from 9.5."""


def join_ranges(text: str, found: Sequence[Amount]) -> list[Amount]:
    """Return ``found`` with the two ends of each range made one amount; "four- and six-inch" share a unit."""
    result: list[Amount] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None and _is_height(text, last, one):
            last.low = last.high = last.low + Fraction(one.low) / _INCHES
            last.end = last.rest = one.end
            continue
        if one.unit in _PARTS and (joined := _with_larger(text, last, one)):
            if joined is one:
                result.append(one)
            continue
        if last is not None and _is_share(text, last, one):
            last.kind, last.unit = "multiple", "times"
            last.low = last.high = Fraction(last.low) / Fraction(one.low)
            last.end = last.rest = one.end
        elif last is not None and not last.ranged and _is_range(text, last, one):
            _join(last, one)
        else:
            result.append(one)
    _share_units(text, result)
    return result


def _is_height(text: str, a: Amount, b: Amount) -> bool:
    """Say whether two numbers are feet and inches: a 6-foot-8 wing, 5ft 6in, five feet seven inches."""
    if a.unit != "foot" or a.per or not 0 < b.low == b.high < _INCHES or not _HEIGHT.fullmatch(text, a.end, b.start):
        return False
    return b.unit == "inch" if text[a.end] != "-" else b.unit in (None, "inch")


def _with_larger(text: str, last: Amount | None, one: Amount) -> Amount | None:
    """Add up a length of time in two units, in the smaller one: 2 hours 15 minutes, an hour and 41 minutes.

    The amount that both are now is returned, or None when they are not one.
    """
    larger, times = _PARTS[one.unit or ""]
    if one.ranged or one.vague or not 0 < one.low == one.high < times:
        return None
    if last is not None and last.unit == larger and last.low == last.high and not last.vague:
        if _ADDED.fullmatch(text, last.end, one.start):
            last.low = last.high = last.low * times + one.low
            last.unit, last.end, last.rest = one.unit, one.end, one.rest
            return last
        return None
    lone = _AN_HOUR.search(text, max(0, one.start - _LEFT), one.start)
    if lone is None or lone[1].lower() != larger:
        return None
    one.low = one.high = one.low + times
    one.start = lone.start()
    return one


def _is_share(text: str, a: Amount, b: Amount) -> bool:
    """Say whether two numbers are a share: four in 10 voters, one out of three."""
    if not (
        a.kind is None
        and b.kind is None
        and 0 < a.low < b.low <= _LARGEST_SHARE
        and a.low == a.high
        and b.low == b.high
    ):
        return False
    gap = text[a.end : b.start]
    if gap == " out of ":  # 28 out of 31 ships are 28 ships
        return b.low in _SHARES or not counted(text, b.end, one=False)
    return gap in (" in ", " in every ") and b.low in _SHARES and not b.number.scaled


def _is_range(text: str, a: Amount, b: Amount) -> bool:
    start = a.rest if a.rest <= b.start else a.end
    if not 0 < b.start - start <= _FARTHEST or a.vague or b.vague or not _compatible(a, b):
        return False
    gap = text[start : b.start]
    if _DASH.fullmatch(gap):
        return b.signed != "-" and _dashed(a, b)
    before = text[max(0, a.start - _LEFT) : a.start]
    if _TO.fullmatch(gap):
        return _from_to(text, a, b, before)
    if _AND.fullmatch(gap):
        return bool(_BETWEEN_ONLY.search(before)) and not _both_years(a, b)
    if _OR.fullmatch(gap):
        return (
            a.kind is None and a.low < b.low <= a.low * 2 + 1 and a.number.form == b.number.form and a.number.scale == 1
        )
    if not (a.kind == b.kind is not None and _FROM.search(before) and _GAP_TO.fullmatch(gap)):
        return False
    # from 4.7 percent in June to 4.5 percent in July: two figures, each of its time
    return not (_TIMED.search(gap) and _TIMED.match(text, min(b.rest + 1, len(text))))


def _compatible(a: Amount, b: Amount) -> bool:
    if a.kind is None or b.kind is None:
        return True
    return a.kind == b.kind and (a.unit == b.unit or (a.unit in _DOLLARS and b.unit == "USD"))


def _both_years(a: Amount, b: Amount) -> bool:
    return all(len(x.number.integer) == 4 and x.number.integer[0] in "12" and x.kind is None for x in (a, b))


def _dashed(a: Amount, b: Amount) -> bool:
    if (
        _both_years(a, b)
        or (b.kind is None and b.number.form != a.number.form)
        or (a.number.form != "digits" and b.kind is None)
        or (a.kind is None and b.kind == "money" and b.start != b.number.start)
    ):
        return False
    return a.low < b.high or b.kind in ("money", "percent", "measure")


def _from_to(text: str, a: Amount, b: Amount, before: str) -> bool:
    if _both_years(a, b):
        return False
    between = bool(_BETWEEN.search(before))
    if not (a.kind is None or b.kind is None or between) and a.low > b.high:
        return False
    if a.kind is None and b.kind is None and a.low < b.low and counted(text, b.end, one=False):
        return True
    if b.kind is None:
        return between and (a.kind is None or b.number.integer != "" or b.number.decimals > 0)
    if a.kind is None:
        return between or a.low < b.high
    return between or not _MOVED.search(before)


def _join(a: Amount, b: Amount) -> None:
    """Make ``a`` the range from itself to ``b``; a scale or unit said once holds for both ends."""
    low: Exact = a.low
    high: Exact = b.high
    if b.number.scale > a.number.scale == 1 and -1000 < low < 1000 and low and low * b.number.scale <= high:
        low *= b.number.scale
    if a.number.scale > b.number.scale == 1 and -1000 < high < 1000:
        high *= a.number.scale  # 6.4 million to 6.6
    if a.signed == "-" and a.kind is None and b.low > 0 and -low > high:
        high = -1 * high
    if a.kind is None:
        a.kind, a.unit = b.kind, b.unit
    a.per = b.per or a.per
    a.low, a.high = (low, high) if low <= high else (high, low)
    a.end, a.rest, a.ranged = b.end, b.rest, True
    if b.number.large:
        a.number = b.number


def share_nouns(text: str, found: Sequence[Amount]) -> None:
    """Give "four-" the noun of "six-cylinder" in "four-, five- or six-cylinder"."""
    for a, b in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if a.kind is None and b.noun and _SHARED_LIST.fullmatch(text, a.end, b.start):
            a.kind, a.noun = "count", b.noun


def _share_units(text: str, found: list[Amount]) -> None:
    """Give the unit said once to its neighbours: "four- and six-inch", "34, 35 and 38 km", "5m barrels from 4m"."""
    listed = False
    for a, b in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if a.kind is None and b.kind not in (None, "money") and _SHARED_LIST.fullmatch(text, a.end, b.start):
            a.kind, a.unit, a.per = b.kind, b.unit, b.per
        listed = a.kind is None and b.kind in _LISTED_KINDS and _in_list(text, a, b, listed)
        if listed:
            a.kind, a.unit, a.per = b.kind, b.unit, b.per
    for a, b in pairwise(found):
        if b.kind is None and a.kind is not None and _is_compared(text, a, b):
            b.kind, b.unit, b.per = a.kind, a.unit, a.per


def _in_list(text: str, a: Amount, b: Amount, listed: bool) -> bool:
    """Say whether ``a`` stands in a list that ends in a unit; ``listed`` says that ``b`` took its unit from it."""
    if a.number.form != b.number.form or a.ranged or _is_ordinal(a) or not (listed or b.end > b.number.end):
        return False
    if not (_LISTED if listed else _LAST_LISTED).fullmatch(text, a.end, b.start):
        return False
    one, other = abs(float(a.low)), abs(float(b.high))
    return min(one, other) == 0 or max(one, other) <= min(one, other) * _MOST_TIMES


def _is_ordinal(one: Amount) -> bool:
    """Say whether a number looks like a year, which lists of numbers do not go on from."""
    return len(one.number.integer) == 4 and one.number.integer[0] in "12"


def _is_compared(text: str, a: Amount, b: Amount) -> bool:
    """Say whether ``b`` is what ``a`` is held against, its unit left out: 5.1 million barrels from 4.8 million."""
    if not 0 < b.start - a.rest <= _FARTHEST:
        return False
    if a.kind == "percent" and b.number.decimals and b.number.scale == 1:
        return bool(_PERCENT_FROM.fullmatch(text, a.rest, b.start)) and counted(text, b.end, one=False) is None
    if a.number.scale == 1 or a.number.scale != b.number.scale:
        return False
    if a.kind == "measure" and _BY.search(text, max(0, a.start - 12), a.start) and _TO.fullmatch(text, a.rest, b.start):
        return counted(text, b.end, one=False) is None  # by 3.5 million tons to 124.5 million
    return bool(_THAN.fullmatch(text, a.rest, b.start)) and counted(text, b.end, one=False) is None
