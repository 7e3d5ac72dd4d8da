"""Times at the end, at the beginning or in place of what a figure is of."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.extract.lexicon import classes, words
from briefing.extract.measures_words import MOST_WORDS
from briefing.extract.months import MONTH, MONTH_NAMES, MONTH_START, WEEKDAY

_BEHIND = re.compile(
    rf"""(?x)
    [ ](?:(?:in|by|during|for|since|over|from|until|through|on|of|at|within|as\sof|to)\s)?(?:
      (?:the\s)?(?:this|next|last|past|coming|same|current|previous|fiscal)\s(?:half|quarter|period|year|month|week|decade|
        few|[a-z]+\s(?:years|months|weeks|days)|{MONTH_START}|summer|spring|autumn|winter)\b.*
    | (?:the\s)?(?:first|second|third|fourth|final)\s(?:half|quarter)\b.*
    | (?:early\s|late\s|mid-?)?(?:19|20)\d\d\b.*
    | {MONTH}\b\.?(?:\s\d.*)?
    | \$?\d.*
    | (?:fiscal|FY)\s.*
    | annually | yearly | a\syear | year\sover\syear | today | yesterday | tomorrow | ago | earlier | later
    | so\sfar | already
    | (?:an?|one|two|three)\s(?:day|week|month|quarter|year)s?\s(?:earlier|ago|before|later)\b.*
    | (?:the\s)?(?:same\s)?(?:(?:three|six|nine|12|twelve)\s)?(?:months|weeks|quarter|half|period|month|week|year)\s
        (?:ended|ending|to|through|of|last|before|earlier)\b.*
    | (?:(?:late|early)\s)?(?:on\s)?{WEEKDAY}\b.*
    )$"""
)
_TIME_WORDS = (
    "this|next|last|past|coming|same|current|previous|fiscal|FY|first|second|third|fourth|final|annually"
    "|yearly|a|an|one|two|three|six|nine|twelve|today|tomorrow|ago|earlier|later|so|already|months|weeks"
    "|quarter|half|period|month|week|year|early|late"
)
_TELLING = frozenset(name.capitalize() for name in MONTH_NAMES).union(_TIME_WORDS.split("|"))
"""Words that such a time has in it, if not a digit, a weekday or a month cut short: few phrases need the pattern."""
_DIGIT_OR_STOP = re.compile(r"[\d.]")
_CODE = re.compile(
    rf"[qh][1-4](?:fy)?(?:\d{{2,4}})?|fy(?:\d{{2,4}})?|\d{{2,4}}|[a-z]{{3,9}}-{MONTH}|(?:year|month|quarter|week)-"
    r"(?:on|over)-(?:year|month|quarter|week)|year-(?:ago|earlier)",
    re.IGNORECASE,
)
_TELLS_WHICH = frozenset(("this", "last", "next", "previous", "current", "same"))
_OPENS = frozenset(("over", "in", "during", "for", "since", "by", "at", "on", "until", "coming")) | _TELLS_WHICH
_GOES_ON = _OPENS | {"the", "that", "of"}


def until_time(listed: list[str]) -> list[str]:
    """Return the words of a phrase up to a time that ends it."""
    phrase = " " + " ".join(listed)
    if _TELLING.isdisjoint(listed) and "day" not in phrase and not _DIGIT_OR_STOP.search(phrase):
        return listed
    found = _BEHIND.search(phrase)
    return phrase[: found.start()].split() if found else listed


def is_time(listed: list[str]) -> bool:
    """Say whether a phrase tells no more than a time or an extreme: "same period last year", "Q3FY18", "high"."""
    return all(map(_of_time, listed))


def without_time(phrase: list[str]) -> list[str]:
    """Return ``phrase`` without a time at its ends: (Over this period) India, (In 2016) China, exports (this year)."""
    while len(phrase) > 2 and phrase[-2].lower() in _TELLS_WHICH and phrase[-1].lower() in words("figures_times"):
        phrase = phrase[:-2]
    if not phrase or phrase[0].lower() not in _OPENS:
        return phrase
    at, times = 0, 0
    while at < len(phrase) and (phrase[at].lower() in _GOES_ON or _names_time(_small(phrase[at]))):
        times += phrase[at].lower() not in _GOES_ON
        at += 1
    return phrase[at:] if times and at < len(phrase) else phrase


def _small(word: str) -> str:
    return word.lower().strip("'’.,()")


@lru_cache(maxsize=MOST_WORDS)
def _of_time(word: str) -> bool:
    small = _small(word)
    return (
        small in words("figures_extremes")
        or small in words("figures_fillers")
        or small in words("phrase_ends")
        or not any(c.isalpha() for c in small)
        or _names_time(small)
    )


def _names_time(small: str) -> bool:
    if small in words("figures_times") or small in classes("function-words")["M"]:
        return True
    return small.isdigit() or _CODE.fullmatch(small) is not None
