"""What the ledger compares figures by: key words of what they measure, units, values."""

from __future__ import annotations

import re

from briefing.extract.figures_nouns import is_plural, singular
from briefing.extract.finding import Figure
from briefing.extract.lexicon import words
from briefing.extract.numbers_words import SCALES, TENS, UNITS

_NUMERIC = frozenset(
    (*SCALES, *(f"{scale}s" for scale in SCALES), *UNITS, *TENS, "percent", "dollar", "dollars", "euros")
)
"""Words of the amounts themselves say nothing of what they measure."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def key_words(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` that carry meaning: small, singular, each once, in the order of the text."""
    kept: dict[str, None] = {}
    ends = words("phrase_ends")
    for word in _WORD.findall(text):
        small = word.lower()
        if small in ends or small in _NUMERIC or len(small) < 3:
            continue
        kept[_stem(small)] = None
    return tuple(kept)


def _stem(word: str) -> str:
    """Fold the endings that two reports of one thing differ in: plural, -ing, -ed, British and American spelling."""
    if is_plural(word):
        word = singular(word)
    for ending in ("ation", "ing", "ion", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    word = word.replace("defence", "defense").replace("our", "or")
    return word.rstrip("e") if len(word) > 4 else word


def unit_key(figure: Figure) -> tuple[object, ...]:
    """Return what two figures must share to be compared at all: kind, unit, rate, head of what is counted."""
    noun = figure.noun.rsplit(" ", 1)[-1].lower() if figure.noun else None
    return figure.kind, figure.unit, figure.per, noun


def number_key(figure: Figure) -> tuple[object, ...] | None:
    """Return unit and value together, values to six digits; None for what is too common to compare (0, 1, 2)."""
    low = figure.value if figure.value is not None else figure.low
    high = figure.value if figure.value is not None else figure.high
    if low is None or high is None or (figure.kind in ("count", "multiple", "duration") and abs(high) < 10):
        return None
    return (*unit_key(figure), f"{low:.5e}", f"{high:.5e}")
