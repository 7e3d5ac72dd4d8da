"""Numbers in running text: digits in the notations of the world, number words, fractions, and mixtures of them.

Every pattern is bounded, so that a megabyte of digits or commas costs no more than a megabyte of prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from briefing.extract.numbers_words import FRACTIONS, SCALES, Exact, anchors, scale_after, small_letters, spoken

Form = Literal["digits", "words", "fraction", "vague", "multiple"]

LONGEST = 40
"""Characters; a longer run of digits and separators is an identifier or noise, not a number."""

_GROUP = 3
"""Digits of a group in a number written with separators."""

_SEPARATORS = ",.'’\u00a0\u2009\u202f"
_SCAN = re.compile(rf"[0-9½¼¾⅓⅔⅛⅜⅝⅞][0-9{_SEPARATORS}]*")

_GLYPHS = {
    "½": Fraction(1, 2),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}

_PLAIN_DIGITS = 18
"""Digits of a whole number as the next pattern has it."""
_PLAIN = re.compile(r"\d{1,18}|\d{0,18}\.\d{1,15}")
_WESTERN = re.compile(r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,12})?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d{1,12})?")
_SPACED = re.compile(
    r"\d{1,3}(?:[\u00a0\u2009\u202f]\d{3}){1,6}(?:\.\d{1,12})?|\d{1,3}(?:['’]\d{3}){1,6}(?:\.\d{1,12})?"
)
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){1,6},\d{1,4}|\d{1,3}(?:\.\d{3}){2,6}|\d{1,9},\d{1,2}")
_NOTHING = str.maketrans("", "", ",'’\u00a0\u2009\u202f")

_MORE_GROUPS = re.compile(r"(?: \d{3}){1,5}(?!\d)(?:\.\d{1,9}(?!\d))?")
_EXPONENT = re.compile(r"[eE]([+-]?\d{1,3})(?![\w])| ?[×x*] ?10 ?\^? ?([-−+]?\d{1,3})(?!\d)")
_PLURAL_SCALE = re.compile(r"\s{1,2}(million|billion|trillion)s\b", re.IGNORECASE)
"""Scale words in plural multiply only what has decimals: 105.66 millions, but "in 2019 millions fled"."""
_HALF = re.compile(r"\s+and\s+an?\s+(half|quarter|third)\b", re.IGNORECASE)
_ENDS = frozenset(",.;:%)")
"""Behind these, nothing more of a number stands; nor behind a blank with a letter that no scale and no "and" begins
with. Most numbers are followed by the one or the other, which saves them the patterns."""
_GOES_ON = frozenset(" " + c for c in "efginoprsuvwyzEFGINOPRSUVWYZ")
_SLASH = re.compile(r"[/⁄∕](\d{1,3})(?![\d/.,]\d|\d)")
_MIXED = re.compile(r"[\s ]{1,2}(\d{1,2})[/⁄∕](\d{1,3})(?![\d/])|[  ]?([½¼¾⅓⅔⅛⅜⅝⅞])")
_DENOMINATORS = frozenset({2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 32, 64, 100, 128, 1000})


@dataclass(slots=True)
class Number:
    """A number as it stands in a text, without sign, currency and unit; ``end`` is excluded.

    ``low`` and ``high`` differ only for vague words ("dozens", "tens of millions": from one unit to ten of them).
    ``scaled`` says that a scale word or letter is part of it, ``grouped`` that its digits are grouped, ``decimals``
    how many follow the point. ``scale`` is what a scale word or letter multiplied by (1 without). ``integer`` is the
    text of the digits when nothing but digits stands there.
    """

    start: int
    end: int
    low: Exact
    high: Exact
    form: Form
    scaled: bool = False
    grouped: bool = False
    decimals: int = 0
    integer: str = ""
    scale: int = 1

    @property
    def large(self) -> bool:
        """Whether the number is written as an amount: with a scale, grouped digits or decimals."""
        return self.scaled or self.grouped or self.decimals > 0

    @property
    def value(self) -> int | float | None:
        """The number, or None for a vague one."""
        return plain(self.low) if self.low == self.high else None


def plain(value: Exact) -> int | float:
    """Return ``value`` as an int when it is whole, else as the nearest float."""
    if value.denominator == 1:
        return value.numerator
    return value.numerator / value.denominator


def numbers(text: str, small: str | None = None) -> list[Number]:
    """Return the numbers of ``text`` in order; none overlap. Parts of words and of longer codes are left out.

    ``small`` is the text in small letters, as :func:`small_letters` gives it, where the caller has it.
    """
    found = _in_digits(text) + _in_words(text, small_letters(text) if small is None else small)
    found.sort(key=_START)
    kept: list[Number] = []
    at = 0
    for one in found:
        if one.start >= at:
            kept.append(one)
            at = one.end
    return kept


_START = attrgetter("start")


def _in_digits(text: str) -> list[Number]:
    found: list[Number] = []
    at = 0
    for run in _SCAN.finditer(text):
        start = run.start()
        if start >= at:
            found += _digits(text, start, run.group().rstrip(_SEPARATORS))
            at = found[-1].end if found else 0
    return found


def _in_words(text: str, small: str) -> list[Number]:
    found: list[Number] = []
    at = 0
    for start, word in anchors(small):
        if start < at or (start and text[start - 1] in "'’"):
            continue
        said = spoken(small, start, word)
        if said is None or said[0] < at:
            continue
        begin, value, at, form = said
        high = value * 10 if form == "vague" else value
        scale = _last_scale(small[begin:at])
        found.append(Number(begin, at, value, high, form, value >= 1000 or form == "vague", scale=scale))
    return found


def _digits(text: str, start: int, chunk: str) -> Iterable[Number]:
    if chunk in _GLYPHS:
        return (Number(start, start + 1, _GLYPHS[chunk], _GLYPHS[chunk], "fraction"),)
    if len(chunk) > LONGEST:
        return ()
    if start and text[start - 1] in "_.,:":
        if _inside_word(text, start):
            return ()
        if text[start - 1] == "." and chunk.isdigit() and not text[max(0, start - 2) : start - 1].isalnum():
            start, chunk = start - 1, "." + chunk
    end = start + len(chunk)
    if chunk.isdigit() and len(chunk) <= _PLAIN_DIGITS and _is_closed(text, end):
        whole = int(chunk)
        return (Number(start, end, whole, whole, "digits", integer=chunk),)  # as most are
    value = read_digits(chunk)
    if value is None:
        return _enumeration(chunk, start)
    grouped = not chunk.isdigit() and not chunk.replace(".", "").isdigit()
    if (
        not grouped
        and len(chunk) <= 3
        and text[end + 1 : end + 2].isdigit()
        and (more := _MORE_GROUPS.match(text, end))
    ):
        wider = read_digits((chunk + more.group()).replace(" ", "\u00a0"))
        if wider is not None:
            value, end, grouped = wider, more.end(), True
    return (_scaled(text, start, end, value, chunk, grouped),)


def _inside_word(text: str, start: int) -> bool:
    before = text[start - 1]
    return before == "_" or (before in ".,:" and start > 1 and text[start - 2].isdigit())


def _is_closed(text: str, end: int) -> bool:
    """Say whether nothing more of a number can stand behind its digits."""
    return text[end : end + 1] in _ENDS or text[end : end + 2] in _GOES_ON


def _scaled(text: str, start: int, end: int, value: Exact, chunk: str, grouped: bool) -> Number:
    """Add the fraction, the exponent and the scale words that follow the digits."""
    decimals = len(chunk.partition(".")[2]) if not grouped or "." in chunk else 0
    integer = chunk if chunk.isdigit() and not grouped else ""
    if _is_closed(text, end):
        return Number(start, end, value, value, "digits", False, grouped, decimals, integer)
    whole = value.denominator == 1
    if whole and integer[:1] not in ("", "0") and (slash := _SLASH.match(text, end)) and _proper(value, slash[1]):
        value = Fraction(value) / int(slash[1])
        return Number(start, slash.end(), value, value, "fraction")
    if whole and (mixed := _MIXED.match(text, end)) and (part := _part(mixed)):
        value, end, integer, decimals = value + part, mixed.end(), "", 2
    if power := _EXPONENT.match(text, end):
        value *= Fraction(10) ** int((power[1] or power[2]).replace("−", "-"))
        return Number(start, power.end(), value, value, "digits", scaled=True)
    if whole and (half := _HALF.match(text, end)):
        value, end, integer = value + FRACTIONS[half[1].lower()], half.end(), ""
    factor = 1
    if decimals and (plural := _PLURAL_SCALE.match(text, end)):
        factor, end = SCALES[plural[1].lower()], plural.end()
    for _ in range(3):
        scale = scale_after(text, end)
        if not scale:
            break
        factor, end, integer = factor * scale[0], scale[1], ""
    if factor > 1:
        value *= factor
        value = value.numerator if value.denominator == 1 else value
    return Number(start, end, value, value, "digits", factor > 1, grouped, decimals, integer, factor)


def _proper(value: Exact, denominator: str) -> bool:
    return 0 < value < int(denominator) and int(denominator) in _DENOMINATORS


def _part(mixed: re.Match[str]) -> Fraction | None:
    if mixed[3]:
        return _GLYPHS[mixed[3]]
    return Fraction(int(mixed[1]), int(mixed[2])) if _proper(int(mixed[1]), mixed[2]) else None


def _enumeration(chunk: str, start: int) -> Iterable[Number]:
    """Take "22,24,26" apart: numbers in a row without spaces. Versions and addresses (1.2.3) are not numbers.

    Parts of unlike length, one of them longer than a group of digits, are a misprint (83,7186) and no number at all.
    """
    parts = chunk.split(",")
    if len(parts) < 2 or not all(_PLAIN.fullmatch(p) for p in parts):
        return ()
    lengths = {len(part) for part in parts}
    if len(lengths) > 1 and max(lengths) > _GROUP and chunk.replace(",", "").isdigit():
        return ()
    found, at = [], start
    for part in parts:
        value = _exact(part)
        found.append(Number(at, at + len(part), value, value, "digits", integer=part if part.isdigit() else ""))
        at += len(part) + 1
    return found


@lru_cache(maxsize=4096)
def read_digits(chunk: str) -> Exact | None:
    """Return the number that a run of digits and separators writes, or None when it writes none.

    Grouping by commas (Western and Indian), thin or no-break spaces, apostrophes; points group only where nothing
    else is possible (1.234.567), and a comma is a decimal mark only before one or two digits (3,5).
    """
    if _PLAIN.fullmatch(chunk):
        return _exact(chunk)
    if _WESTERN.fullmatch(chunk) or _INDIAN.fullmatch(chunk) or _SPACED.fullmatch(chunk):
        return _exact(chunk.translate(_NOTHING))
    if _EUROPEAN.fullmatch(chunk):
        return _exact(chunk.replace(".", "").replace(",", "."))
    return None


def _exact(digits: str) -> Exact:
    whole, point, decimals = digits.partition(".")
    if not point:
        return int(whole)
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return value.numerator if value.denominator == 1 else value


def _last_scale(words: str) -> int:
    """Return what the last word of a spoken number multiplies by ("two and a half million"), or 1."""
    return SCALES.get(words.replace("-", " ").split()[-1], 1)
