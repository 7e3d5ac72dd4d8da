"""The words of ICD 203 for how likely something is and how sure the analyst is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

RANGES = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
"""The range in percent of each column."""

ROWS = (
    (
        *("almost no chance", "very unlikely", "unlikely", "roughly even chance"),
        *("likely", "very likely", "almost certain"),
    ),
    (
        *("remote", "highly improbable", "improbable", "roughly even odds"),
        *("probable", "highly probable", "nearly certain"),
    ),
)
"""The two rows of words; a text uses one of them."""

CONFIDENCE = ("low", "moderate", "high")

_IN_PROSE: dict[str, str] = {
    r"almost no chance": "almost no chance",
    r"very unlikely": "very unlikely",
    r"unlikely": "unlikely",
    r"(?:roughly )?even chance": "roughly even chance",
    r"very likely": "very likely",
    r"likely": "likely",
    r"almost certain(?:ly)?": "almost certain",
    r"(?:a )?remote (?:chance|possibility|probability|likelihood|prospect)": "remote",
    r"(?:chances?|odds|possibility|probability|likelihood|prospects?) (?:is|are|remains?|seems?) remote": "remote",
    r"highly improbabl[ey]": "highly improbable",
    r"improbabl[ey]": "improbable",
    r"(?:roughly )?even odds": "roughly even odds",
    r"highly probabl[ey]": "highly probable",
    r"probabl[ey]": "probable",
    r"nearly certain(?:ly)?": "nearly certain",
}
_WORD = re.compile(
    r"\b(?:" + "|".join(f"(?P<w{n}>{pattern})" for n, pattern in enumerate(_IN_PROSE)) + r")\b", re.IGNORECASE
)
_WORDS = list(_IN_PROSE.values())
_CONFIDENCE = re.compile(
    r"\b(?:(?:low|moderate|medium|high|full|great|little|some|limited|complete)(?: to (?:moderate|high))?[- ]confidence"
    r"|confidence (?:is|in (?:this|the|our)[^.;:]{0,60}? is|level)|confident(?:ly)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A likelihood word in prose: as the standard spells it, its row (0 or 1) and column (0 to 6), and where."""

    word: str
    row: Literal[0, 1]
    column: int
    start: int
    end: int


def place_of(word: str) -> tuple[Literal[0, 1], int] | None:
    """Return row and column of a likelihood word, None when it is in neither row."""
    folded = " ".join(word.lower().split())
    if folded in ROWS[0]:
        return 0, ROWS[0].index(folded)
    return (1, ROWS[1].index(folded)) if folded in ROWS[1] else None


def range_of(word: str) -> tuple[int, int] | None:
    """Return the range in percent that a likelihood word stands for, None when it is none."""
    place = place_of(word)
    return RANGES[place[1]] if place else None


@lru_cache(maxsize=4096)
def terms(text: str) -> tuple[Term, ...]:
    """Return the likelihood words of a text, the longest at each place; kept, as a brief is checked often."""
    return tuple(_found(text))


def _found(text: str) -> Iterator[Term]:
    for match in _WORD.finditer(text):
        word = _WORDS[int((match.lastgroup or "w0")[1:])]
        place = place_of(word)
        if place:
            yield Term(word, *place, match.start(), match.end())


def speaks_of_confidence(text: str) -> bool:
    """Say whether a text says how sure the analyst is."""
    return _CONFIDENCE.search(text) is not None
