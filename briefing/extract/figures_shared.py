"""Counts that leave their noun to the count before them: 20 of whom were hurt; 22 in Cagayan, 17 in Luzon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefing.extract.figures_amounts import Amount
from briefing.extract.finding import Span
from briefing.extract.lexicon import classes

_FARTHEST = 160
"""Characters between a count and the one that takes its noun."""
_OF_WHICH_BEFORE = re.compile(
    r"\b(?:of|among|out of)\s(?:which|whom|these|those|them)\s?,?\s(?:(?:only|just|at least|about|some)\s)?$"
)
_OF_WHICH_AFTER = re.compile(r"\sof\s(?:which|whom|them|these|those)\b")
_PLACED = re.compile(r"\s(?:each\s)?(?:in|from|at|for)\s(?:the\s)?(?:[a-z]+\s){0,2}[A-Z]")
_PLACED_AFTER_NOUN = re.compile(
    r"(?:\s(?:were|was|are|have|had|been|[a-z]+ed|held)){0,3}\s(?:in|from|at|for)\s(?:the\s)?(?:[a-z]+\s){0,2}[A-Z]"
)
_OUT_OF = re.compile(r"\s(?:out\s)?of\s(?:(?:the|its|their|all|about|around|some|a total of)\s){0,2}")
"""What stands between a part and the whole that has the noun: 44 of 48 cases."""
_OF_ALL = re.compile(r"\s(?:[a-z]+\s){0,6}out\sof\s(?:(?:the|a total of|about|around|some)\s)?")
"""What stands between a part with the noun and the whole: 260 voters out of 440."""
_LISTED = re.compile(
    r"(?:[,;]\s(?:and\s|while\s)?|\sand\s|\swhile\s)"
    r"(?:(?:another|about|some|only|at least|over|more than|nearly|almost)\s)?$"
)
_BEFALLEN = re.compile(
    r"\s(?:(?:more|others?|were|was|are|have|had|has|been|remain(?:ed)?|left|still|seriously|critically|slightly)\s){0,4}"
    r"(?:[a-z]{3,}ed|hurt|missing|dead)\b(?!\s[a-z]+s\b)"
)
_CLAUSE = re.compile(r"[.!?:](?=\s)|\b(?:but|which|who|said|says)\b")


def share_count_nouns(text: str, placed: Sequence[tuple[Amount, Span]]) -> None:
    """Give counts without a noun that of the count before them in ``placed`` (amounts and their sentences)."""
    counted: list[Amount] = []
    for (one, _), (then, _) in pairwise(placed):
        if (
            one.kind is None
            and then.noun_span is not None
            and then.kind == "count"
            and _OUT_OF.fullmatch(text, one.end, then.start)
        ):
            one.kind, one.noun, one.like = "count", then.noun, then
    for one, _ in placed:
        if one.noun_span is not None and one.kind == "count":
            counted = [*counted[-3:], one]
        elif one.kind is None and (giver := _giver(text, counted, one)) is not None:
            one.kind, one.noun, one.like = "count", giver.noun, giver


def _giver(text: str, counted: Sequence[Amount], one: Amount) -> Amount | None:
    """Return the count whose noun ``one`` takes: the last that is as large, or the first of a list of places."""
    if (
        counted
        and _OF_ALL.fullmatch(text, (counted[-1].noun_span or (0, 0))[1], one.start)
        and _may_share(text, counted[-1], one)
    ):
        return counted[-1]
    near = [other for other in counted if _may_share(text, other, one)]
    if near and _is_fate(text, near[-1], one):
        return near[-1]
    if _of_which(text, one):
        return next((other for other in reversed(near) if other.low >= one.low), None)
    if near and _is_placed(text, near[-1], one):
        return near[-1] if _PLACED_AFTER_NOUN.match(text, (near[-1].noun_span or (0, 0))[1]) else None
    return None


def _may_share(text: str, last: Amount, one: Amount) -> bool:
    if one.ranged or one.number.decimals or one.number.form not in ("digits", "words"):
        return False
    return one.start - last.end <= _FARTHEST and "\n" not in text[last.end : one.start]


def _of_which(text: str, one: Amount) -> bool:
    return bool(
        _OF_WHICH_BEFORE.search(text, max(0, one.start - 36), one.start) or _OF_WHICH_AFTER.match(text, one.end)
    )


def _is_fate(text: str, last: Amount, one: Amount) -> bool:
    """Say whether ``one`` counts more of the people before it by what befell them: 31 died and 17 were injured."""
    if not _BEFALLEN.match(text, one.end) or not _LISTED.search(text, max(0, one.start - 30), one.start):
        return False
    if ")" in text[last.end : one.start]:
        return False
    noun = text[slice(*last.noun_span)] if last.noun_span is not None else ""
    return noun.lower().rpartition(" ")[2] in classes("figures_counted")["persons"]


def _is_placed(text: str, last: Amount, one: Amount) -> bool:
    """Say whether ``one`` goes on a list of places: 22 deaths were in Cagayan, 17 in Luzon, eight in Manila."""
    if not _PLACED.match(text, one.end) or not _LISTED.search(text, max(0, one.start - 30), one.start):
        return False
    return not _CLAUSE.search(text, last.end, one.start)
