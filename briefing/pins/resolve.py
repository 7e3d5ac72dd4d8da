"""Resolving an anchor: whether a pin's words still stand in its source, and where.

The order is: the place itself, then the same words elsewhere with the context to choose between several, and only when
neither decides a near match, which is never more than a change for the analyst to look at.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from briefing.ingest.source import Source
from briefing.pins import guard
from briefing.pins.pin import CONTEXT, Anchor, Pin

MANY = 2_000
"""Places of the same words above which no context is weighed: words that stand that often are no anchor."""

CLEAR = 8
"""Code points by which the context of one place must agree further than that of every other to decide."""


SURE = 0.8
"""Likeness (0 to 1) of one side's context from which an edited place counts for more than the same words elsewhere."""


MARGIN = 0.2
"""How much more alike (two sides, 0 to 1 each) the context of an edited place must be than that of the same words."""


class Outcome(StrEnum):
    """What became of a pin's words."""

    OK = "ok"
    MOVED = "moved"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What became of a pin: ``start``, ``end`` and ``text`` are what stands in the source now, if anything does.

    ``why`` says it in words.
    """

    pin: Pin
    outcome: Outcome
    start: int | None = None
    end: int | None = None
    text: str | None = None
    why: str = ""

    @property
    def ok(self) -> bool:
        """Whether the pin can be exported: its exact words stand in the source."""
        return self.outcome in (Outcome.OK, Outcome.MOVED)


def resolve(pin: Pin, source: Source | None) -> Resolution:
    """Return where the pin's words stand in ``source`` now (None: there is no such source any more)."""
    if source is None:
        return Resolution(pin, Outcome.MISSING, why=f"the source {pin.source} is gone or cannot be read")
    anchor = pin.anchor
    if not anchor.exact.strip():
        return Resolution(pin, Outcome.MISSING, why="the pin holds no words")
    if source.text.startswith(anchor.exact, anchor.start) and anchor.start >= 0:
        difference = None if source.digest == anchor.digest else guard.difference(anchor, source.text, anchor.start)
        if difference is None:
            end = anchor.start + len(anchor.exact)
            return Resolution(
                pin, Outcome.OK, anchor.start, end, anchor.exact, "the words stand where they were pinned"
            )
    return _elsewhere(pin, source.text)


class _Place(NamedTuple):
    """A place of the pinned words: how many code points of prefix and suffix agree there, counted from the words
    outward, and how the words became part of something else there (None: they stand for themselves)."""

    at: int
    before: int
    after: int
    difference: str | None

    @property
    def context(self) -> int:
        return self.before + self.after


def _places(anchor: Anchor, text: str, starts: Iterable[int]) -> list[_Place]:
    found = []
    for at in starts:
        end = at + len(anchor.exact)
        before = _common(anchor.prefix[::-1], text[max(0, at - CONTEXT) : at][::-1])
        after = _common(anchor.suffix, text[end : end + CONTEXT])
        found.append(_Place(at, before, after, guard.difference(anchor, text, at)))
    return sorted(found, key=lambda place: (-place.context, abs(place.at - anchor.start)))


def _common(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _elsewhere(pin: Pin, text: str) -> Resolution:
    from briefing.pins import near

    anchor = pin.anchor
    starts = list(near.occurrences(text, anchor.exact, MANY + 1))
    if len(starts) > MANY:
        return Resolution(pin, Outcome.AMBIGUOUS, why=f"the words stand at more than {MANY} places")
    places = _places(anchor, text, starts)
    whole = [place for place in places if place.difference is None]
    if whole and whole[0].context == len(anchor.prefix) + len(anchor.suffix):
        return _chosen(pin, whole)
    part = next((place for place in places if place.difference is not None), None)
    if part and _speaks_for_itself(part, whole, anchor):
        return _changed(pin, text, *guard.widened(anchor, text, part.at), why=part.difference)
    if span := near.between_neighbours(anchor, text):
        return _changed(pin, text, *span)
    span = _edited(anchor, text, whole[0].at if whole else None)
    if whole and not span:
        return _chosen(pin, whole)
    span = span or near.between_neighbours(anchor, text, CONTEXT // 2)
    span = span or near.nearest(anchor, text) or near.beside_neighbour(anchor, text)
    if span is None:
        return Resolution(pin, Outcome.MISSING, why="neither the words nor anything near them stand in the source")
    return _changed(pin, text, *span)


def _speaks_for_itself(part: _Place, whole: list[_Place], anchor: Anchor) -> bool:
    """Say whether words that became part of something larger are the pinned ones, by what stands around them."""
    if whole:
        return part.context >= whole[0].context + CLEAR
    return part.at == anchor.start or max(part.before, part.after) >= CLEAR


def _edited(anchor: Anchor, text: str, elsewhere: int | None) -> tuple[int, int] | None:
    """Return where the words were edited while what stood beside them still does, or None.

    The same words ``elsewhere``, where what is around them is less like what it was, are then another sentence: a pin
    must not drift to it.
    """
    from briefing.pins import near

    span = near.between_neighbours(anchor, text, CONTEXT // 2) or near.beside_neighbour(anchor, text)
    span = span or near.nearest(anchor, text)
    if span is None or max(near.sides(anchor, text, span)) < SURE:
        return None
    if elsewhere is None:
        return span
    there = near.sides(anchor, text, (elsewhere, elsewhere + len(anchor.exact)))
    return span if sum(near.sides(anchor, text, span)) >= sum(there) + MARGIN else None


def _chosen(pin: Pin, places: list[_Place]) -> Resolution:
    """Let the context single out one of several places: on no side worse than another, and clearly better in all."""
    best, others = places[0], places[1:]
    if all(best.before >= o.before and best.after >= o.after and best.context >= o.context + CLEAR for o in others):
        end = best.at + len(pin.exact)
        way = "back" if best.at < pin.anchor.start else "on"
        why = f"the words moved {way} by {abs(best.at - pin.anchor.start)} characters"
        if others:
            why += "; what stands around them singles them out"
        return Resolution(pin, Outcome.MOVED, best.at, end, pin.exact, why)
    return Resolution(
        pin, Outcome.AMBIGUOUS, why=f"the words stand at {len(places)} places and those around them do not decide"
    )


def _changed(pin: Pin, text: str, start: int, end: int, why: str | None = None) -> Resolution:
    now = text[start:end]
    return Resolution(pin, Outcome.CHANGED, start, end, now, why or _what_changed(pin.exact, now))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text)


_MARKS = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("‐‑‒–—−", "-")})


def _what_changed(old: str, new: str) -> str:
    """Say in words what kind of change it is; any difference in code points is one."""
    if " ".join(old.split()) == " ".join(new.split()):
        return "only the blanks between the words changed"
    if _folded(old) == _folded(new):
        return "the same letters are now coded another way (Unicode composition)"
    if old.translate(_MARKS) == new.translate(_MARKS):
        return "only the form of quotation marks or dashes changed"
    if [c for c in old if c.isdigit()] != [c for c in new if c.isdigit()]:
        return "a figure in the words changed"
    return "the words changed"
