"""What stands before a figure and says what it is of: its clause, a label, what the figure before it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.extract.figures_amounts import Amount
from briefing.extract.lexicon import words
from briefing.extract.measures_times import is_time, without_time
from briefing.extract.measures_words import (
    ARTICLES,
    headed,
    is_forecast,
    is_verb,
    parts,
    phrase_of,
    says_nothing,
    takes_object,
    trimmed,
)

STOP = re.compile(
    r";(?=\s|$)|:(?=\s|$)|!(?=\s|$)|\?(?=\s|$)|,(?!\d)|\n|\(|\)|\[|\]|“|”|\"|–|—|-(?<=\s-)-*\s"
    r"|\.(?<![A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bv\.)(?<!\bNo\.)(?=\s|$)"
    r"|\.(?<=[a-z]{2}\.)(?=[A-Z][a-z])|\.(?<=\d\.)(?=[A-Z])"
)
"""Marks that end a clause. Every branch begins with a letter of its own, which makes it four times as fast."""
_BEFORE = 140
"""Characters looked at before a figure."""
MOST = 12
"""Words of the phrase that is returned."""

Known = tuple[Amount, str | None]
"""An amount and what it measures."""

_STANDS_FOR = frozenset(("it", "this", "that", "which", "these", "they"))
_COSTS = frozenset(("cost", "costs", "costing"))
_LONGEST_FIRST = 8
"""Words of the first of two nouns that "and" joins."""
_LABEL = re.compile(r"[^(\n]{0,24}\(([^():\n]{2,24}):\s?")
"""A label in parentheses between a figure and what it was before."""
_GOES_ON = re.compile(r"\s(?:in|at|of|for|from)\s")
_OF_THEM = re.compile(r"(?:\s?\([^()\n]{1,12}\)|\))?\sof\s(?:them|these|those|which|whom)\b")
_INSIDE = re.compile(r"[a-z]\s(?:from|in|of|at|for|with|by|on|among)\s(?:the\s|about\s|around\s)?$")
_OF_AGE = frozenset(("aged", "ages", "(", "(about", "(or"))
"""What stands between the noun of one figure and a figure that is of the same: boys aged 12, 30 cases (15%)."""
_ASIDE = re.compile(r"\s\([^()\n]{0,60}\)(?=[\s:])")
_ITEM = re.compile(r"(?:\s?[\w’'-]+){1,4}")
_LAST_ITEM = re.compile(r"\s?(?:[\w’'-]+\s){0,3}(?:and|or)\s")


class Subject:
    """The words before a figure: what its verb has as object, or else as subject."""

    def __init__(self, text: str, one: Amount, start: int, before: Known | None, floor: int) -> None:
        self._text, self._one, self._start, self._before = text, one, start, before
        self._floor = max(start, floor) if floor <= one.start else start

    def words(self) -> str | None:
        """Return them; where nothing but movement parts the figure from the one before it, what that one measures."""
        if self._before is None:
            return self._between(self._floor)
        other, known = self._before
        start = other.noun_span[1] if other.noun_span is not None else max(other.rest, other.end)
        if start > self._one.start:  # 228 (72%) severe cases
            return known
        gap = self._text[start : self._one.start]
        label = _LABEL.fullmatch(gap)
        if label and is_time(label[1].split()):  # £988m (H1 2016: £777m)
            return known
        if other.noun_span is not None and _GOES_ON.match(gap):
            start = self._floor = other.noun_span[0]  # 12 ports in the north have grown by 5%
        own = self._between(max(start, self._floor))
        if own is not None and gap.strip() not in _OF_AGE:
            return own
        if other.noun_span is not None and gap.strip() in _OF_AGE:
            return known
        if other.noun_span is not None and self._one.kind != "duration":
            return self._counted_before(other, known, gap)
        if self._one.kind == "duration" or any(mark in gap for mark in ";:.\n"):
            return None
        return known if all(says_nothing(word) for word in gap.split()) else None

    def _counted_before(self, other: Amount, known: str | None, gap: str) -> str | None:
        """Return what the count before measures, unless it only says more of what the figure is of.

        The toll from three storms has climbed to 14: no storms. A hyphen (a four-way race) counts nothing either.
        """
        whole = self._between(self._start)
        start = other.noun_span[0] if other.noun_span is not None else other.end
        if known is None or self._text[start - 1] == "-" or "(" in gap or ")" in gap:
            return whole
        if ";" in gap and not _OF_THEM.match(self._text, self._one.rest):
            return whole
        return (whole or known) if _INSIDE.search(self._text, self._start, other.start) else known

    def _between(self, floor: int) -> str | None:
        clause = _clause(self._text, floor, self._one.start)
        if self._one.start - floor > _BEFORE and len(" ".join(clause)) > _BEFORE - 20:
            clause = clause[1:]
        end = len(clause) - takes_object(clause)
        while end > 0:
            at = _last_part(clause, end)
            if end < len(clause) and at > 0 and clause[at - 1].lower() == "to" and is_verb(clause[at]):
                left = _last_part(clause, at)
                at = left if left < at - 2 else at  # the worst storm to hit the island has killed 67
            if self._one.kind == "money" and 0 < at < end - 1 and clause[at] in _COSTS:
                end = at  # ads cost the state $5m
                if clause[at - 1].lower() in _STANDS_FOR or clause[max(0, at - 2)].lower() in _STANDS_FOR:
                    return None
                continue
            if _joins_subject(clause, at, end):
                at = -1  # damage to farms and roads was
            phrase = trimmed(without_time(headed(clause[at + 1 : end])))
            if not phrase and is_forecast(clause, at):
                return None  # analysts expected $5m
            if phrase and not is_time(phrase) and not words("figures_no_nouns").issuperset(phrase):
                return phrase_of(trimmed(phrase[-MOST:]))
            end = at
        return None


def _last_part(clause: list[str], end: int) -> int:
    """Return which word before ``end`` is the last that parts the clause, or -1."""
    for i in range(end - 1, -1, -1):
        if parts(clause, i):
            return i
    return -1


def _joins_subject(clause: list[str], at: int, end: int) -> bool:
    """Say whether the "and" at ``at`` joins two nouns of one subject: no verb before it, no article behind it."""
    if not 0 < at < end - 1 < len(clause) - 1 or clause[at].lower() != "and":
        return False
    if clause[at + 1].lower() in ARTICLES or at > _LONGEST_FIRST:
        return False
    return not any(parts(clause, i) for i in range(at))


def _clause(text: str, floor: int, start: int) -> list[str]:
    """Return the words of the clause that ends at ``start``: a label before a colon, a list's beginning included."""
    left = text[max(floor, start - _BEFORE) : start]
    if "(" in left:
        left = _ASIDE.sub("", left)
    left = left.rstrip(" –—")
    stops = list(STOP.finditer(left))
    at = stops[-1].end() if stops else 0
    if not left[at:].strip() and left.endswith(":"):
        left = left[:-1]
        stops = [stop for stop in stops if stop.end() <= len(left)]
        at = stops[-1].end() if stops else 0
    elif stops and stops[-1].group() == ",":
        at = _list_start(left, stops, at)
    clause = left[at:].split()
    for i, word in enumerate(clause[:-1]):
        if word == "such" and clause[i + 1] == "as" and i:
            verb = next((j for j in range(i, len(clause)) if is_verb(clause[j])), len(clause))
            return clause[:i] + clause[verb:]
    return clause


def _list_start(left: str, stops: Sequence[re.Match[str]], at: int) -> int:
    """Return where a list begins whose last item begins at ``at``: "roads, ports and railways have cost"."""
    if not _LAST_ITEM.match(left, at):
        return at
    for before, stop in zip(reversed([None, *stops[:-1]]), reversed(stops), strict=True):
        begin = before.end() if before is not None else 0
        if stop.group() != "," or (before is not None and before.group() != ","):
            return begin if stop.group() == "," else at
        if not _ITEM.fullmatch(left, begin, stop.start()):
            return begin
    return at


def name_before(text: str, start: int, floor: int) -> str | None:
    """Return the name before an age: "Ann Lee, 61"."""
    left = text[max(floor, start - 60) : start].rstrip(" ,(").split()
    at = len(left)
    while at and left[at - 1][:1].isupper():
        at -= 1
    return phrase_of(left[at:])
