"""What the words near a number tell of it: whether a letter behind it is a scale or a unit, whether it is a score."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from briefing.extract.lexicon import classes

_OF_PERSONS = "[a-z]{3,}(?:ers|ors|ians|ists|ees|ants)"

Matter = Literal["people", "length", "warmth", "sea", "gold", "scores"]


def speaks_of(matter: Matter, text: str, start: int, end: int, *, within: int) -> bool:
    """Say whether ``text`` speaks of a matter ``within`` so many characters of what stands at ``start`` to ``end``.

    The words of each matter are the classes of ``data/figures_near.txt``.
    """
    return _pattern(matter).search(text, max(0, start - within), end + within) is not None


@cache
def _pattern(matter: Matter) -> re.Pattern[str]:
    forms = (word[:-1] + r"\w*" if word.endswith("*") else word + "s?" for word in classes("figures_near")[matter])
    return re.compile(rf"\b(?:{'|'.join(sorted(forms))})\b", re.IGNORECASE)


def counts_many(after: str, *, persons: bool) -> bool:
    """Say whether the text behind a number begins with what is counted by the hundred; ``persons``: with people."""
    return _many(persons).match(after) is not None


@cache
def _many(persons: bool) -> re.Pattern[str]:
    listed = classes("figures_counted")
    nouns = (*listed["persons"], _OF_PERSONS) if persons else (*listed["persons"], *listed["things"])
    return re.compile(rf"\s(?:\w+\s){{0,2}}?(?:{'|'.join(nouns)})\b")


def last_word(before: str) -> str:
    """Return what follows the last blank of ``before``, blanks at its end apart; nothing where nothing stands there."""
    parted = before.rsplit(None, 1)
    return parted[-1] if parted else ""
