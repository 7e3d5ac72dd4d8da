"""Dates as documents write them, in the languages of ``data/months.txt``."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from briefing.ingest.phrases import DATA, trie

_YEAR = r"(?P<{0}>(?:1[89]|20)\d\d)\b"


@cache
def _months() -> dict[str, int]:
    rows = [row for row in (DATA / "months.txt").read_text("utf-8").splitlines() if row and row[0] != "#"]
    return {name: number for number, row in enumerate(rows, 1) for name in row.split()}


def _word(group: str) -> str:
    return rf"(?P<{group}>{trie(_months())})\b\.?"


@cache
def _span() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:"
        rf"{_YEAR.format('y1')}[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)(?!\d)"
        rf"|{_word('n2')} (?P<d2>\d\d?)(?:st|nd|rd|th)?\b(?:,? {_YEAR.format('y2')})?"
        rf"|(?P<d3>\d\d?)(?:st|nd|rd|th|er|\.|º)?(?: de| of)? {_word('n3')}(?:,?(?: de)? {_YEAR.format('y3')})?"
        rf"|(?P<d6>\d\d?)-{_word('n6')}-{_YEAR.format('y6')}"
        rf"|(?P<d4>\d\d?)\.(?P<m4>\d\d?)\.{_YEAR.format('y4')}"
        rf"|(?P<a5>\d\d?)/(?P<b5>\d\d?)/{_YEAR.format('y5')}"
        r")",
        re.IGNORECASE,
    )


@cache
def _month_only() -> re.Pattern[str]:
    return re.compile(rf"{_word('n')} {_YEAR.format('y')}|(?P<iso>(?:1[89]|20)\d\d(?:-\d\d)?)", re.IGNORECASE)


_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?, ")


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text: its span, year (None when the text gives none), month and day."""

    start: int
    end: int
    year: int | None
    month: int
    day: int

    @property
    def iso(self) -> str | None:
        """The day as ISO 8601, or None without a year."""
        return None if self.year is None else f"{self.year:04}-{self.month:02}-{self.day:02}"


def is_month(word: str) -> bool:
    """Say whether ``word`` is the name of a month or its abbreviation."""
    return word.rstrip(".").lower() in _months()


def days(text: str) -> Iterator[Day]:
    """Yield the dates in ``text`` that name a day and a month, with or without a year, in order."""
    pattern = _span()
    end = 0
    for at in _places(text):
        if at >= end and (match := pattern.match(text, at)):
            end = match.end()
            if day := _day(match):
                yield day


_DIGITS = re.compile(r"\d+")
_WORD_BEFORE = re.compile(r"[^\W\d_]+\.? \Z")
_LONGEST_WORD = 24
"""Characters before a day's number in which its month stands."""


def _places(text: str) -> Iterator[int]:
    """Yield where a date can begin: at a number, or at the word before one. Numbers are far quicker to find."""
    for number in _DIGITS.finditer(text):
        at = number.start()
        if at and text[at - 1] == " " and (word := _WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at)):
            yield word.start()
        yield at


def _day(match: re.Match[str]) -> Day | None:
    form = next(form for form in "123456" if match[f"{'a' if form == '5' else 'd'}{form}"])
    year = int(match[f"y{form}"]) if match[f"y{form}"] else None
    if form == "5":
        numbers = _order(int(match["a5"]), int(match["b5"]))
        if numbers is None:
            return None
        month, day = numbers
    else:
        month = _months()[match[f"n{form}"].lower()] if form in "236" else int(match[f"m{form}"])
        day = int(match[f"d{form}"])
    try:
        datetime.date(year or 2000, month, day)
    except ValueError:
        return None
    return Day(match.start(), match.end(), year, month, day)


def _order(a: int, b: int) -> tuple[int, int] | None:
    """Return month and day of ``a/b``, which only a number above 12 tells apart."""
    if a > 12 >= b:
        return b, a
    if b > 12 >= a or a == b:
        return a, b
    return None


def parse(words: str) -> str | None:
    """Return the day or moment that ``words`` name and nothing else, as ISO 8601; None when they name none.

    A year, or a month with its year, is a date too. Mail and feed dates (RFC 5322) are read.
    """
    words = " ".join(words.split())
    return _iso(words) or _spelt(words) or _mail(words)


def _iso(words: str) -> str | None:
    try:
        moment = datetime.datetime.fromisoformat(words)
    except ValueError:
        return None
    if re.fullmatch(r"\d{8}", words) or len(words) <= 10:
        return moment.date().isoformat()
    return moment.isoformat()


def _spelt(words: str) -> str | None:
    bare = _WEEKDAY.sub("", words)
    match = _span().fullmatch(bare)
    if match:
        day = _day(match)
        return day.iso if day else None
    only = _month_only().fullmatch(bare)
    if only is None:
        return None
    if only["iso"]:
        return only["iso"] if only["iso"][4:] != "-00" and int(only["iso"][5:] or 1) <= 12 else None
    return f"{only['y']}-{_months()[only['n'].lower()]:02}"


def _mail(words: str) -> str | None:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(words).isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
