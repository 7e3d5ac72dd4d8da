"""Verbs and nouns of movement: what rises and what falls by a figure."""

from __future__ import annotations

import re
from functools import cache

from briefing.extract.finding import Direction, FigureKind
from briefing.extract.lexicon import verbs, words

_WORD = re.compile(r"[a-z-]+")
_BREAKS = (", ", ". ", ";", ":", "(", "%", "\n")
_REACHED = re.compile(
    r"\b(?:to|at|from)\s+(?:(?:about|around|nearly|almost|just|only|over|under|an?|the|its|their|his|her|some|between|more|less|than|record)\s+){0,3}$",
)
_MAKES_UP = re.compile(r"\b(?:mak(?:es?|ing)|made)\sup\s(?:[a-z]+\s){0,3}$")
_MARKS = frozenset(",.;:(%")
_NEXT = re.compile(r"\s([a-z]+)\b")
_MOST_SKIPPED = 4
"""Words of the object between the verb and "by": cut the price of milk by 3%."""
_MOST_WORDS = 9
_MOVING_KINDS = frozenset(("percent", "percentage point", "basis point", "multiple", "money", "measure"))
_NOUN_KINDS = frozenset(("percent", "percentage point", "basis point", "multiple", "money"))
_CLOSES = frozenset(",.;:!?)")
_TAKEN = frozenset(("add", "lose", "cut", "raise", "gain", "grow", "shed", "put", "expand", "spike"))
_AFTER = re.compile(r"[\s-](?:(?!and\b|or\b|of\b|in\b|to\b|on\b|for\b)[a-z-]+\s){0,2}?([a-z]+)\b")


@cache
def _going_on() -> frozenset[str]:
    """Return the words that may stand right before a figure by which something moves, but for adverbs."""
    return words("figures_fillers").union(verbs("figures_moves"))


def moved_before(window: str, last: str, kind: FigureKind | None) -> Direction | None:
    """Return the way of the verb that ends ``window`` (small letters) but for filling words, or None.

    ``last`` is the last word of the window: mostly it is neither of those. After "to" or "at" a figure is the level
    reached and has no way of its own. People and things are counted, not moved, unless the text says "by".
    """
    if last not in _going_on() and last.isascii() and last.isalpha() and not last.endswith("ly"):
        return None
    if last[-1:] in _MARKS and window[-1:] == " ":
        return None  # the clause only begins
    way = _way_of(window, kind)
    if way is None or _REACHED.search(window) or (" up " in window and _MAKES_UP.search(window)):
        return None
    return way


def _way_of(window: str, kind: FigureKind | None) -> Direction | None:
    fillers, moves = words("figures_fillers"), verbs("figures_moves")
    by, skipped = False, 0
    clause = max(map(window.rfind, _BREAKS)) + 1
    for small in reversed(_WORD.findall(window, clause)[-_MOST_WORDS:]):
        if small in moves and small != "over" and (small not in fillers or small in ("up", "down")):
            if not _moves(small, kind, by=by) or window.rstrip()[-1:] in ".;:":
                return None
            return "up" if "up" in moves[small][1] else "down"
        if small not in fillers and not small.endswith("ly"):
            skipped += 1
            if not by or skipped > _MOST_SKIPPED:
                return None
        by = by or small == "by"
    return None


def _moves(word: str, kind: FigureKind | None, *, by: bool) -> bool:
    if kind == "money" and verbs("figures_moves")[word][0] == "raise":
        return by
    if kind in _MOVING_KINDS:
        return True
    return by and verbs("figures_moves")[word][0] not in _TAKEN


def moved_after(text: str, end: int, kind: FigureKind | None) -> Direction | None:
    """Return the way of the noun or comparative that follows: "a 4% drop", "5 percent higher"."""
    if kind not in _NOUN_KINDS or text[end : end + 1] in _CLOSES:
        return None
    found = _AFTER.match(text, end)
    for _ in range(3):
        if not found:
            return None
        if found[1] in words("figures_rises"):
            return "up"
        if found[1] in words("figures_falls"):
            return "down"
        found = _NEXT.match(text, found.end()) if found[1] not in words("phrase_ends") else None
    return None
