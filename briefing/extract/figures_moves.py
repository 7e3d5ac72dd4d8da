"""Verbs and nouns of movement: what rises and what falls by a figure."""

from __future__ import annotations

import re

from briefing.extract.finding import Direction, FigureKind
from briefing.extract.lexicon import verbs, words

_WORD = re.compile(r"[A-Za-z-]+")
_REACHED = re.compile(
    r"\b(?:to|at|from)\s+(?:(?:about|around|nearly|almost|just|only|over|under|an?|the|its|their|his|her|some|between|more|less|than|record)\s+){0,3}$",
    re.IGNORECASE,
)
_MAKES_UP = re.compile(r"\b(?:mak(?:es?|ing)|made)\sup\s(?:[a-z]+\s){0,3}$")
_NEXT = re.compile(r"\s([a-z]+)\b")
_MOST_SKIPPED = 4
"""Words of the object between the verb and "by": cut the price of milk by 3%."""
_MOST_WORDS = 9
_MOVING_KINDS = frozenset(("percent", "percentage point", "basis point", "multiple", "money", "measure"))
_NOUN_KINDS = frozenset(("percent", "percentage point", "basis point", "multiple", "money"))
_TAKEN = frozenset(("add", "lose", "cut", "raise", "gain", "grow", "shed", "put", "expand", "spike"))
_AFTER = re.compile(r"[\s-](?:(?!and\b|or\b|of\b|in\b|to\b|on\b|for\b)[a-z-]+\s){0,2}?([a-z]+)\b")


def moved_before(window: str, kind: FigureKind | None) -> Direction | None:
    """Return the way of the verb that ends ``window`` but for filling words, or None.

    After "to" or "at" a figure is the level reached and has no way of its own. People and things are counted, not
    moved, unless the text says "by".
    """
    if _REACHED.search(window) or (" up " in window and _MAKES_UP.search(window)):
        return None
    by, skipped = False, 0
    clause = window[max(window.rfind(mark) for mark in (", ", ". ", ";", ":", "(", "%", "\n")) + 1 :]
    for word in reversed(_WORD.findall(clause)[-_MOST_WORDS:]):
        small = word.lower()
        way = _way(small)
        if way is not None and not (
            small == "over" or (small in words("figures_fillers") and small not in ("up", "down"))
        ):
            return way if _moves(small, kind, by=by) and window.rstrip()[-1:] not in ".;:" else None
        if small not in words("figures_fillers") and not small.endswith("ly"):
            skipped += 1
            if not by or skipped > _MOST_SKIPPED:
                return None
        by = by or small == "by"
    return None


def _way(word: str) -> Direction | None:
    known = verbs("figures_moves").get(word)
    if known is None:
        return None
    return "up" if "up" in known[1] else "down"


def _moves(word: str, kind: FigureKind | None, *, by: bool) -> bool:
    if kind == "money" and verbs("figures_moves")[word][0] == "raise":
        return by
    if kind in _MOVING_KINDS:
        return True
    return by and verbs("figures_moves")[word][0] not in _TAKEN


def moved_after(text: str, end: int, kind: FigureKind | None) -> Direction | None:
    """Return the way of the noun or comparative that follows: "a 4% drop", "5 percent higher"."""
    if kind not in _NOUN_KINDS:
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
