"""Multiples that are words of their own: doubled, threefold, halved, twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from briefing.extract.figures_amounts import Amount
from briefing.extract.numbers import Number
from briefing.extract.numbers_words import TENS, UNITS

_FOLD = "|".join([*UNITS, *TENS, "hundred", "thousand"])
_WORD = re.compile(
    rf"\b(?:(?P<fold>{_FOLD})-?fold|(?P<two>doubl(?:ed|es|ing)|twice)|(?P<double>double)(?=\sthe\b|\s(?:its|their|his|her|what|that)\b)"
    r"|(?P<three>tripl(?:ed|es|ing)|trebl(?:ed|es|ing)|thrice)|(?P<four>quadrupl(?:ed|es|ing))|(?P<half>halv(?:ed|es|ing)))\b",
    re.IGNORECASE,
)
_VALUES = {"two": Fraction(2), "double": Fraction(2), "three": Fraction(3), "four": Fraction(4), "half": Fraction(1, 2)}


def multiples(text: str) -> Iterator[Amount]:
    """Yield the multiples of ``text`` that are single words, in order."""
    for found in _WORD.finditer(text):
        if found["fold"]:
            word = found["fold"].lower()
            value = Fraction({**UNITS, **TENS, "hundred": 100, "thousand": 1000}[word])
        else:
            value = _VALUES[found.lastgroup or "two"]
        if value:
            start, end = found.span()
            number = Number(start, end, value, value, "words")
            yield Amount(number, start, end, value, value, end, kind="multiple", unit="times")
