"""Ages: numbers that say how old somebody is without naming the unit."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount
from briefing.extract.figures_near import last_word, speaks_of
from briefing.extract.lexicon import classes
from briefing.extract.months import MONTH_START

_AGED = re.compile(
    r"\b(?:aged?|ages|age\sof|turn(?:s|ed|ing)?|(?:dies|died|dead)\sat)\s(?:between\s|from\s|about\s|around\s)?$",
    re.IGNORECASE,
)
_LAST_WORDS = frozenset(
    (
        "age",
        "aged",
        "ages",
        "of",
        "turn",
        "turns",
        "turned",
        "turning",
        "at",
        "between",
        "from",
        "about",
        "around",
        "and",
    )
)
"""The last word before an age that no mark is before."""
_AGED_LIST = re.compile(r"\b(?:aged|ages)\s(?:\d{1,3},\s){0,6}\d{1,3},?\sand\s$", re.IGNORECASE)
_AFTER_PERSON = re.compile(
    r"\b(?:an?|the|one|another|his|her|their|[a-z]+s?['’]s?)\s(?:[a-z-]+\s){0,2}?[a-z-]+,\s$", re.IGNORECASE
)
_BETWEEN_COMMAS = re.compile(r",\s[a-z]")
_YOUNGEST_APART = 10
"""An age that nothing but commas sets apart: a smaller number there may be anything."""
_AFTER_NAME = re.compile(r"(?:^|\s)[A-Z][\w’'-]+(?:\s[JS]r\.)?,\s$")
_MONTH_BEFORE = re.compile(rf"{MONTH_START}[a-z]*,\s$")
_CLOSED = re.compile(r"\s?[,;)]\s?[a-zA-Z]|\s?,$|\s?\.(?!\d)")
_OLDEST = 115

_FULL_NAME = re.compile(r"([A-Z][\w’'-]+)\s(?:[A-Z][\w’'.-]*\s){1,3}\($")
_OF_PLACE = re.compile(r"\d{2,3}\)\s(?:of|from)\s[A-Z]")
_NEAR = 400
"""Characters on both sides in which something must not speak of scores for "Ann Lee (61)" to be an age."""


def _after_full_name(text: str, start: int) -> bool:
    """Say whether a full name with a known given name stands before a parenthesis, in a report without scores."""
    name = _FULL_NAME.search(text, max(0, start - 60), start)
    if name is None or speaks_of("scores", text, start, start, within=_NEAR):
        return False
    if _OF_PLACE.match(text, start):
        return True
    return any(name[1].lower() in names for names in classes("given-names").values())


def is_age(text: str, one: Amount) -> bool:
    """Say whether a bare number is an age: "aged 35", "Ann Lee, 61, said"."""
    if one.kind is not None or not 0 < one.low <= one.high <= _OLDEST or len(one.number.integer) > 3:
        return False
    before = text[max(0, one.start - 40) : one.start]
    last = last_word(before)
    if last.isascii() and last.isalpha() and last.lower() not in _LAST_WORDS:
        return False
    after = text[one.end : one.end + 4]
    if _AGED.search(before):
        return not one.number.large
    if one.ranged or not one.number.integer:
        return False
    if _AGED_LIST.search(before):
        return True
    if one.low >= _YOUNGEST_APART and _AFTER_PERSON.search(before) and _BETWEEN_COMMAS.match(after):
        return True
    if one.low >= _YOUNGEST_APART and text.startswith(")", one.end) and _after_full_name(text, one.start):
        return True
    return bool(_AFTER_NAME.search(before)) and not _MONTH_BEFORE.search(before) and bool(_CLOSED.match(after))
