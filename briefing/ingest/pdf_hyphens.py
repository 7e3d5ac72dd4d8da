"""What a hyphen at a line's end is: its own, or one of the line break. Judged by the other words of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from briefing.ingest.pdf_line import Sheet
from briefing.ingest.pdf_spacing import HYPHENS

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_TENS = frozenset(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))
_LINKS = frozenset(("to", "of", "in", "on", "by", "up", "and", "or", "the", "at", "for", "de", "la", "sur", "en"))
"""What stands in the middle of compounds: peer-to-peer, up-to-date, day-by-day."""
_CONJUNCTIONS = frozenset(("and", "or", "und", "oder", "et", "ou"))
_APART = frozenset(("non", "self"))
"""What is written with a hyphen before any word, unless the document does otherwise."""
_TOGETHER = ("sens", "ethel", "chal", "plus", "ish", "less", "same")
"""How the few words go on that start so and are none of these: nonsense, selfish."""
_OFTEN = frozenset(("anti", "multi", "semi", "quasi", "cross", "vice", "ultra", "pan"))
"""What is often written with a hyphen before a word."""
_STEM = 4
"""So many letters in common make two words forms of one: co-operate, co-operation."""


@dataclass(slots=True)
class _Words:
    """Words that stand within one line. ``whole`` are all, compounds included, ``parts`` the words within compounds.

    ``stems`` holds, for the first of two words that a hyphen joins, the starts of the second.
    """

    whole: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    stems: dict[str, set[str]] = field(default_factory=dict)

    def add(self, word: str) -> None:
        self.whole.add(word)
        pieces = word.split("-")
        if len(pieces) > 1:
            self.parts.update(pieces)
            for one, other in pairwise(pieces):
                self.stems.setdefault(one, set()).update((other, other[:_STEM]))

    def known(self, word: str) -> bool:
        return word in self.whole or word in self.parts


class Vocabulary:
    """The words of a document, by which a hyphen at a line's end is judged."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        """Take the words from ``sheets`` when they are first asked for."""
        self._sheets = sheets

    @cached_property
    def _words(self) -> _Words:
        words = _Words()
        for sheet in self._sheets:
            broken = False
            for line in sheet.lines:
                found = _WORD.findall(line.text.casefold().replace("‐", "-").replace("‑", "-"))
                goes_on = line.hyphen or line.text.endswith(HYPHENS)
                for word in found[broken : len(found) - goes_on]:  # the pieces of broken words are no words
                    words.add(word)
                broken = goes_on
        return words

    @cached_property
    def _joined(self) -> frozenset[str]:
        """Those of :data:`_APART` that the document writes together with a word: nonprofit."""
        whole = self._words.whole
        return frozenset(
            first
            for first in _APART
            if any(
                word.startswith(first) and len(word) > len(first) + 3 and word[len(first) :] in whole for word in whole
            )
        )

    def between(self, head: str, tail: str) -> str:
        """Return what stands between ``head`` and ``tail``, a word that a line's end breaks: a hyphen or nothing.

        A hyphen and a space in "short- and long-term". Both may hold hyphens themselves.
        """
        if (
            tail in _CONJUNCTIONS
            and self._words.known(head.casefold())
            and (head + tail).casefold() not in self._words.whole
        ):
            return "- "
        return "-" if self.keeps_hyphen(head, tail) else ""

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Say whether the word broken into ``head`` and ``tail`` has a hyphen of its own there."""
        low, high = (part.casefold().replace("‐", "-") for part in (head, tail))
        last, first = low.rpartition("-")[2], high.partition("-")[0]
        seen = self._seen(low, high, last, first)
        if seen is not None:
            return seen
        if head.isupper() != tail.isupper() and (tail[:1].isupper() or (head.isupper() and len(head) > 1)):
            return True  # Franco-German, US-Russian, NATO-led
        return last in _TENS or any(self._compound(low, high, last, first))  # twenty-five

    def _seen(self, low: str, high: str, last: str, first: str) -> bool | None:
        """Say how the document writes the word elsewhere; None when it does not."""
        words = self._words
        if f"{low}-{high}" in words.whole or first in words.stems.get(last, ()):
            return True
        if f"{low}{high}" in words.whole or f"{last}{first}" in words.whole:
            return False
        return True if len(first) > _STEM and first[:_STEM] in words.stems.get(last, ()) else None

    def _compound(self, low: str, high: str, last: str, first: str) -> Iterator[bool]:
        """Yield what speaks for a compound that the document has nowhere else."""
        known = self._words.known
        yield ("-" in low and last in _LINKS) or ("-" in high and first in _LINKS)
        yield last in _APART and last not in self._joined and not first.startswith(_TOGETHER)
        yield (last in _OFTEN or len(last) > 3) and len(first) > 2 and known(first) and (last in _OFTEN or known(last))
