"""What the ledger compares figures by: key words of what they measure, units, values."""

from __future__ import annotations

import re

from briefing.extract.figures_nouns import is_plural, singular
from briefing.extract.finding import Figure, Finding
from briefing.extract.lexicon import classes, words
from briefing.extract.numbers_words import SCALES, TENS, UNITS

_NUMERIC = frozenset(
    (*SCALES, *(f"{scale}s" for scale in SCALES), *UNITS, *TENS, "percent", "dollar", "dollars", "euros")
)
"""Words of the amounts themselves say nothing of what they measure."""
_WORD = re.compile(r"[^\W\d_]{2,}")

_BEFALLS = re.compile(
    r"([a-z]{3,}ed|left|leaving|[a-z]{3,}ing)\s(?:(?:at|least|about|around|nearly|more|than|some|over|up|to|another)\s){0,3}$"
)
_BEFELL = re.compile(
    r"(?:\s(?!and\b|or\b|who\b)[a-z]+){0,2}?(?:\s(?:were|was|are|is|have|had|has|been|being|reported|feared)){0,3}"
    r"\s([a-z]{3,}ed|dead|missing|hurt)\b"
)
_ANY_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 3
_FEW_NAMES, _SHARED_NAMES, _SHARE_OF_NAMES = 3, 2, 0.2
"""A report with fewer names tells nothing of its place; two reports of one event share so many, and such a part."""
_LOOKED_AT = 60
_NOT_FATES = frozenset(("reported", "estimated", "feared", "including", "according", "used", "based", "involved"))


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


def fate(text: str, finding: Finding) -> tuple[str, ...]:
    """Return what the text says became of the people or things that a figure counts, as a key word: killed, injured."""
    figure = finding.figure
    if figure is None or figure.kind != "count":
        return ()
    after = _BEFELL.match(text, finding.end, finding.end + _LOOKED_AT)
    before = _BEFALLS.search(text, max(0, finding.start - _LOOKED_AT), finding.start)
    word = next((m[1] for m in (before, after) if m and m[1] not in _NOT_FATES), None)
    return (_stem(word),) if word else ()


def names(text: str) -> frozenset[str]:
    """Return the words of ``text`` that stand with a capital only: names, the days and months apart."""
    small = {word for word in _ANY_WORD.findall(text) if word.islower()}
    listed = {word.lower() for word in _ANY_WORD.findall(text) if word[0].isupper() and len(word) >= _SHORTEST_NAME}
    return frozenset(listed - small - classes("function-words")["M"] - words("phrase_ends"))


def same_story(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two reports with these names may be of one event: they share some, or one of them hardly has any."""
    fewest = min(len(one), len(other))
    return fewest < _FEW_NAMES or len(one & other) >= max(_SHARED_NAMES, fewest * _SHARE_OF_NAMES)
