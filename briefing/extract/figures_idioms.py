"""Number words that count nothing: "no one", "one another", "first half", "a third party"."""

from __future__ import annotations

import re

from briefing.extract.figures_near import last_word

_BEFORE_ONE = (
    "no|any|some|every|each|the|this|that|another|which|only|last|first|next|number|day|not|little|loved|big"
    "|right|new|good|bad|great|whole|other|square|rule|year|same|old|wrong|better|hard|easy"
)
_ONE_BEFORE = re.compile(rf"\b(?:{_BEFORE_ONE}|-)[\s-]$|\b(?:on|by)\s$", re.IGNORECASE)
_LAST_BEFORE_ONE = frozenset(_BEFORE_ONE.split("|")) | {"on", "by"}
_ONE_AFTER = re.compile(
    r"\s(?:another|day|thing|way|else|might|can|could|should|would|must|has|is|was|more time|last time|who|whose|which|"
    r"that|side|by one|after|point|to)\b|[’']s"
    r"|-(?:time|off|on|sided|way|stop|third|half|size|shot|man)|\s?[,.;:!?)”\"]",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|latter|other|better|(?:north|south|east|west)(?:ern)?|upper|lower|in|each|final|opening|by|back|front|top|bottom|cut|the|this|next|last|1st|"
    r"2nd)[\s-]$",
    re.IGNORECASE,
)
_HALF_MOVED = re.compile(
    r"\b(?:f[ae]ll(?:en|s|ing)?|cut(?:s|ting)?|reduc(?:e[sd]?|ing)|drop(?:s|ped)?|declined?|shr[aiu]nk|slash(?:ed)?|down|rose|grew|up|"
    r"increased?|raised?)\s(?:[\w-]+\s){0,2}(?:by|in)\s$"
)
_HALF_AFTER = re.compile(r"-[a-z]|\s(?:time|brother|sister|term|way|year|mile|empty|full)\b", re.IGNORECASE)
_PART = re.compile(r"an?\s(?:third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth)", re.IGNORECASE)
_PART_AFTER = re.compile(
    r"\s(?:of|the|as|less|more|from|off|to|higher|lower|below|above)\b|\s?[,.;:)]|$", re.IGNORECASE
)
_WORD_BEFORE = re.compile(r"[^\W\d_]-$")
_DIGIT_BEFORE = re.compile(r"\d-$")
_WILL = re.compile(
    r"\b(?:will|would|could|should|may|might|can|to)\s(?:more\sthan\s|nearly\s|almost\s|roughly\s|about\s)?$"
)
_TIMES_AFTER = re.compile(r"\s(?:as|the|its|their|his|her|our|what|that|more|those|these)\b")
_NAME_BEFORE = re.compile(r"\b(?:[a-z]+|[A-Z][a-z]+)\s$")
_PLURAL_AFTER = re.compile(r"[\s-](?:[\w-]+\s){0,2}?[\w-]{2,}(?:s|people|men|women|children)\b")
_ZERO_AFTER = re.compile(r"-|\s(?:in on|tolerance)\b")


def _is_one_of_many(before: str) -> bool:
    last = last_word(before)
    if last.isascii() and last.isalpha() and last.lower() not in _LAST_BEFORE_ONE:
        return False
    return _ONE_BEFORE.search(before) is not None


def is_idiom(before: str, after: str, said: str) -> bool:
    """Say whether the number word ``said`` counts nothing between the texts ``before`` and ``after`` it."""
    small = said.lower()
    if small == "one":
        return _is_one_of_many(before) or _ONE_AFTER.match(after) is not None
    if small == "half" and _HALF_MOVED.search(before):
        return False
    if small == "half":
        return before.endswith("-a-") or bool(_HALF_BEFORE.search(before) or _HALF_AFTER.match(after))
    if small in ("twice", "double", "thrice", "triple", "treble", "quadruple"):
        return not (_TIMES_AFTER.match(after) or (small not in ("twice", "thrice") and _WILL.search(before)))
    if small == "zero":
        return bool(_ZERO_AFTER.match(after))
    if small[0] == "a" and _PART.fullmatch(said):
        return not _PART_AFTER.match(after)
    if (
        said[0].isupper()
        and (_NAME_BEFORE.search(before) or _DIGIT_BEFORE.search(before))
        and not _PLURAL_AFTER.match(after)
    ):
        return True
    return (before.endswith("-") and _WORD_BEFORE.search(before) is not None) or (
        small.startswith("doubl") and after.startswith(" down")
    )
