"""Number words of English, India's lakh and crore included, and the scale words and letters that follow digits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, TypeAlias

Said = Literal["words", "fraction", "vague", "multiple"]
Exact: TypeAlias = int | Fraction
"""A number without rounding; whole ones are ints, which are the faster."""

UNITS = {
    "zero": 0,
    "nought": 0,
    "naught": 0,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES: dict[str, int] = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "quadrillion": 10**15,
    "lakh": 10**5,
    "crore": 10**7,
    "hundred": 100,
    "dozen": 12,
}

FRACTIONS: dict[str, Fraction] = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "fourth": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "sixth": Fraction(1, 6),
    "seventh": Fraction(1, 7),
    "eighth": Fraction(1, 8),
    "ninth": Fraction(1, 9),
    "tenth": Fraction(1, 10),
    "hundredth": Fraction(1, 100),
    "thousandth": Fraction(1, 1000),
    "millionth": Fraction(1, 10**6),
    "billionth": Fraction(1, 10**9),
    "trillionth": Fraction(1, 10**12),
}

_ABBREVIATED = {
    "mn": 10**6,
    "mln": 10**6,
    "mil": 10**6,
    "bn": 10**9,
    "bln": 10**9,
    "tn": 10**12,
    "trn": 10**12,
    "tln": 10**12,
    "cr": 10**7,
    "lakhs": 10**5,
    "crores": 10**7,
    "lac": 10**5,
    "lacs": 10**5,
    "dozens": 12,
    "doz": 12,
    "dozs": 12,
    "dz": 12,
    "dzs": 12,
}
_LETTERS = {"k": 10**3, "K": 10**3, "M": 10**6, "MM": 10**6, "B": 10**9, "b": 10**9}
_AFTER_DIGITS = {**SCALES, **_ABBREVIATED, **_LETTERS}

MULTIPLES = {
    "doubled": 2,
    "doubles": 2,
    "doubling": 2,
    "double": 2,
    "twice": 2,
    "tripled": 3,
    "triples": 3,
    "tripling": 3,
    "trebled": 3,
    "trebles": 3,
    "trebling": 3,
    "thrice": 3,
    "quadrupled": 4,
    "quadruples": 4,
    "quadrupling": 4,
    "triple": 3,
    "treble": 3,
    "quadruple": 4,
    **{f"{word}fold": value for word, value in {**UNITS, **TENS, "hundred": 100, "thousand": 1000}.items() if value},
}
HALVES = frozenset(("halved", "halves", "halving"))

_SCALE_AFTER = re.compile(
    rf"[ \u00a0\u202f-]{{0,3}}(?i:({'|'.join(sorted([*SCALES, *_ABBREVIATED], key=len, reverse=True))}))(?![^\W\d_]|\d)"
    r"|(MM|[kKMB]|b(?!/))(?![\w'’-])|[ \u00a0](?:(k)|(M))(?=\s[a-z]{3}|\s?[.,;)]|$)"
)
_NEXT = re.compile(
    r"(?P<and>\s{1,3}and\s{1,3}(?:an?\s)?)?(?(and)|(?:\s?-\s?|\s{1,3}))"
    rf"(?P<word>{'|'.join(sorted([*UNITS, *TENS, *SCALES, *FRACTIONS], key=len, reverse=True))})"
    r"(?P<s>s?)\b",
)
_POINT = re.compile(rf"\s+point((?:[\s-]+(?:{'|'.join([*UNITS, *TENS])})\b){{1,6}})")
_OF = re.compile(r"\s+of\s+(tens|dozens|hundreds|thousands|millions|billions|trillions|lakhs|crores)\b")
_MANY_BEFORE = re.compile(r"\b(?:several|few|many|couple|some)\s+(?:of\s+)?$")
_HALF_OF = re.compile(r"[\s-](?:an?[\s-]{1,3})?(dozen|hundred|thousand|million|billion|trillion)\b")
_PART_OF = re.compile(r"\sof\san?\s(million|billion|trillion)\b")
_AND_PART = re.compile(rf"\s+and\s+(an?|{'|'.join(UNITS)})[\s-]+({'|'.join(FRACTIONS)})(s?)\b")
_MOST_WORDS = 14
_ARTICLE = re.compile(r"\ban?\s{1,2}$")


def _tree(listed: Iterable[str]) -> str:
    """Return a pattern of words that has what several begin with once: it gives up at the first letter that differs."""
    rests: dict[str, list[str]] = {}
    for word in listed:
        rests.setdefault(word[:1], []).append(word[1:])
    is_word = rests.pop("", None) is not None
    branches = "|".join(letter + _tree(rest) for letter, rest in sorted(rests.items()))
    return f"(?:{branches}){'?' if is_word else ''}" if branches else ""


_ANCHORS = frozenset([*UNITS, *TENS, *SCALES, *(s + "s" for s in SCALES), "tens", *FRACTIONS, *MULTIPLES, *HALVES])
_ANCHOR = rf"{_tree(_ANCHORS)}\b"
_FIRST = re.compile(_ANCHOR)
_LATER = re.compile(rf"[^a-z0-9_]{_ANCHOR}")
"""The sign before a word comes first: words are not looked at letter by letter. It may be a letter with an accent."""


def anchors(small: str) -> list[tuple[int, str]]:
    """Return the words of ``small`` (a text in small letters) that may belong to a number, with where they start."""
    found = [(later.start() + 1, later[0][1:]) for later in _LATER.finditer(small) if not later[0][0].isalnum()]
    if first := _FIRST.match(small):
        found.insert(0, (0, first[0]))
    return found


def small_letters(text: str) -> str:
    """Return ``text`` in small letters, as long as it was: letters whose small form is longer stay."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def scale_after(text: str, end: int) -> tuple[int, int] | None:
    """Return the scale that stands at ``end``, after digits (million, bn, k), and where it ends; or None."""
    found = _SCALE_AFTER.match(text, end)
    if not found:
        return None
    return _AFTER_DIGITS[found[2] or found[3] or found[4] or found[1].lower()], found.end()


class _Sum:
    """The number that words read so far make: ``total`` above the last scale, ``current`` below it."""

    __slots__ = ("current", "fraction", "last", "total")

    def __init__(self) -> None:
        self.total: Exact = 0
        self.current: Exact = 0
        self.last = 10**18
        self.fraction = False

    def add(self, word: str, *, joined: bool = False) -> bool:
        """Take one more word; say whether English lets it follow."""
        if word in UNITS:
            return not (joined and self.current % 100 >= 20) and self._unit(UNITS[word])
        if word in TENS:
            return self._below(TENS[word], 100)
        return self._scale(SCALES[word])

    def _unit(self, value: int) -> bool:
        if 0 < value < 10 and self.current % 100 >= 20 and self.current % 10 == 0:
            self.current += value
            return True
        return self._below(value, 100)

    def _below(self, value: int, step: int) -> bool:
        if self.current % step or self.current.denominator != 1:
            return False
        self.current += value
        return True

    def _scale(self, scale: int) -> bool:
        if scale in (100, 12):
            if self.current and scale == 100 and (self.current % 100 == 0 or self.current > 100):
                return False
            if scale == 12 and self.current > 100 and self.current % 100:
                rest = self.current % 100
                self.current += rest * 12 - rest
                return True
            self.current = (self.current or 1) * scale
            return True
        if self.current:
            if scale >= self.last:
                return False
            self.total, self.last = self.total + self.current * scale, scale
        elif self.total:
            self.total *= scale
        else:
            self.total, self.last = scale, scale
        self.current = 0
        return True

    @property
    def value(self) -> Exact:
        return self.total + self.current


def spoken(small: str, start: int, word: str) -> tuple[int, Exact, int, Said] | None:
    """Read the number of ``small`` (a text in small letters) that starts with ``word`` at ``start``, or its article.

    Returns start, value, end and how it is said, or None. A vague number ("dozens", "tens of millions") returns its
    unit.
    """
    end = start + len(word)
    if word in MULTIPLES or word in HALVES:
        return start, Fraction(1, 2) if word in HALVES else MULTIPLES[word], end, "multiple"
    article = _ARTICLE.search(small, max(0, start - 4), start) if word in SCALES or word in FRACTIONS else None
    if article and word in SCALES:
        return article.start(), *_run(small, word, end)
    if word in SCALES or word.removesuffix("s") in SCALES or word == "tens":
        vague = _vague(small, start, word, end)
        return (start, *vague) if vague else None
    if word == "half":
        return (article.start() if article else start), *_half(small, end)
    if word in FRACTIONS:
        return (article.start(), *_of_scale(small, FRACTIONS[word], end)) if article else None
    return start, *_run(small, word, end)


def _half(small: str, end: int) -> tuple[Exact, int, Said]:
    following = _HALF_OF.match(small, end)
    if following:
        return Fraction(SCALES[following[1]], 2), following.end(), "words"
    return Fraction(1, 2), end, "fraction"


def _of_scale(small: str, part: Exact, end: int) -> tuple[Exact, int, Said]:
    """Return a fraction, or what it is of a scale word: a quarter of a million."""
    whole = _PART_OF.match(small, end)
    if whole:
        return part * SCALES[whole[1]], whole.end(), "words"
    return part, end, "fraction"


def _vague(small: str, start: int, word: str, end: int) -> tuple[Exact, int, Said] | None:
    if word in SCALES and not _MANY_BEFORE.search(small, max(0, start - 16), start):
        return None
    one = 10 if word == "tens" else SCALES[word.removesuffix("s")]
    for _ in range(2):
        more = _OF.match(small, end)
        if not more:
            break
        one, end = one * (10 if more[1] == "tens" else SCALES[more[1][:-1]]), more.end()
    return None if word == "tens" and one == 10 else (one, end, "vague")


def _run(small: str, word: str, end: int) -> tuple[Exact, int, Said]:
    """Read on after the first word, as far as English lets the next word follow."""
    so_far = _Sum()
    so_far.add(word)
    if small[end : end + 1] != "-" and not small[end : end + 1].isspace():
        return so_far.value, end, "words"
    said: Said = "words"
    for _ in range(_MOST_WORDS):
        found = _NEXT.match(small, end)
        if not found:
            break
        word = found["word"]
        if found["and"] and so_far.value >= 100 and _AND_PART.match(small, end):
            break
        if word in FRACTIONS:
            part = _fraction(small, found, so_far.value)
            if part is None:
                break
            if found["and"]:
                so_far.current += part
            else:
                return _of_scale(small, so_far.value * part, found.end())
        elif (found["s"] and word not in SCALES) or not so_far.add(word, joined=bool(found["and"])):
            break
        end = found.end()
    mixed = _AND_PART.match(small, end)
    if mixed and bool(mixed[3]) == (mixed[1] not in ("a", "an", "one")):
        part = FRACTIONS[mixed[2]] * UNITS.get(mixed[1], 1)
        return so_far.value + part, mixed.end(), said
    point = _POINT.match(small, end)
    if point and so_far.value < 1000:
        return so_far.value + _decimals(point[1]), point.end(), said
    return so_far.value, end, said


def _fraction(small: str, found: re.Match[str], value: Exact) -> Fraction | None:
    """Return what the fraction word stands for after ``value``, or None when it counts something else."""
    word, plural = found["word"], bool(found["s"])
    if word == "half" and not found["and"]:
        return None
    if found["and"]:
        return FRACTIONS[word] if not plural else None
    if (value == 1) == plural:
        return None
    alone = found.end() == len(small) or small.startswith(("-", " of", ".", ",", ";", ")"), found.end())
    if word == "quarter" and not (alone or "-" in found.group()):
        return None
    return FRACTIONS[word]


def _decimals(words: str) -> Fraction:
    digits = ""
    for word in re.split(r"[\s-]+", words.strip()):
        if word in TENS:
            digits += str(TENS[word] // 10)
            continue
        digits += str(UNITS[word])
    return Fraction(int(digits), 10 ** len(digits))
