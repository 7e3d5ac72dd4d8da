"""Resolving an anchor: whether a pin's words still stand in its source, and where.

The order is: the place itself, then the same words elsewhere with the context to choose between several, and only when
neither decides a near match, which is never more than a change for the analyst to look at.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from briefing.ingest.source import Source
from briefing.pins import guard
from briefing.pins.pin import CONTEXT, Anchor, Pin

MANY = 2_000
"""Places of the same words above which no context is weighed: words that stand that often are no anchor."""

CLEAR = 8
"""Code points by which the context of one place must agree further than that of every other to decide."""


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
            return _found(pin, source.text, Outcome.OK, anchor.start, "the words stand where they were pinned")
    return _elsewhere(pin, source.text)


def _found(pin: Pin, text: str, outcome: Outcome, start: int, why: str) -> Resolution:
    end = start + len(pin.exact)
    return Resolution(pin, outcome, start, end, text[start:end], why)


def _elsewhere(pin: Pin, text: str) -> Resolution:
    from briefing.pins import near

    anchor = pin.anchor
    places = list(near.occurrences(text, anchor.exact, MANY + 1))
    if len(places) > MANY:
        return Resolution(pin, Outcome.AMBIGUOUS, why=f"the words stand at more than {MANY} places")
    standing = [at for at in places if guard.difference(anchor, text, at) is None]
    full = [at for at in standing if _context(anchor, text, at) == (len(anchor.prefix), len(anchor.suffix))]
    if len(full) == 1 and (anchor.prefix or anchor.suffix):
        return _found(pin, text, Outcome.MOVED, full[0], _moved(anchor, full[0]))
    if not full and (span := near.between_neighbours(anchor, text)):
        return _changed(pin, text, *span)
    if len(standing) == 1:
        return _found(pin, text, Outcome.MOVED, standing[0], _moved(anchor, standing[0]))
    if standing:
        return _chosen(pin, text, standing)
    return _near(pin, text, places)


def _moved(anchor: Anchor, at: int) -> str:
    way = "back" if at < anchor.start else "on"
    return f"the words moved {way} by {abs(at - anchor.start)} characters"


def _context(anchor: Anchor, text: str, at: int) -> tuple[int, int]:
    """Return how many code points of prefix and of suffix agree at a place, counted from the words outward."""
    before, end = text[max(0, at - CONTEXT) : at], at + len(anchor.exact)
    return _common(anchor.prefix[::-1], before[::-1]), _common(anchor.suffix, text[end : end + CONTEXT])


def _common(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count


def _chosen(pin: Pin, text: str, places: list[int]) -> Resolution:
    """Let the context single out one of several places: on no side worse than another, and clearly better in all."""
    scored = sorted((sum(c := _context(pin.anchor, text, at)), *c, at) for at in places)
    best, others = scored[-1], scored[:-1]
    if all(best[1] >= o[1] and best[2] >= o[2] and best[0] >= o[0] + CLEAR for o in others):
        return _found(
            pin, text, Outcome.MOVED, best[3], f"{_moved(pin.anchor, best[3])}; the words around single it out"
        )
    return Resolution(
        pin, Outcome.AMBIGUOUS, why=f"the words stand at {len(places)} places and those around them do not decide"
    )


def _near(pin: Pin, text: str, glued: list[int]) -> Resolution:
    from briefing.pins import near

    anchor = pin.anchor
    likely = [at for at in glued if at == anchor.start or max(_context(anchor, text, at)) >= CLEAR]
    if likely:
        at = max(likely, key=lambda place: (sum(_context(anchor, text, place)), -abs(place - anchor.start)))
        return _changed(pin, text, *guard.widened(anchor, text, at), why=guard.difference(anchor, text, at))
    span = near.nearest(anchor, text)
    if span is None:
        return Resolution(pin, Outcome.MISSING, why="neither the words nor anything near them stand in the source")
    return _changed(pin, text, *span)


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
