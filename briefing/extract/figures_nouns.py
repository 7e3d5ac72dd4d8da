"""What a count counts: the noun phrase after a number, and its singular."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.extract.finding import Span
from briefing.extract.lexicon import heads, words
from briefing.extract.numbers_words import UNITS

_WORD = re.compile(r"(?P<gap>[\s\u00a0]|[-‑])(?P<word>[^\W\d_][\w’'&-]*|\d[\w-]*(?=\s[A-Z][a-z]))(?P<mark>[.,;:!?)]?)")
_AMONG = re.compile(
    r"\sof\s(?:the|our|their|its|his|her|my|your|these|those|all|several|many|at least)\s", re.IGNORECASE
)
_MOST = 6
_MOST_FOR_ONE = 3

_SUFFIXES = frozenset(("plus", "odd", "ish", "strong", "some", "fold", "on", "up", "in", "off", "and", "something"))
_LEADING = frozenset(("more", "other", "additional", "further", "extra", "fewer", "such", "out"))


_SHARE = re.compile(r"\s?\(\s?(?:about\s|or\s)?\d{1,3}(?:[.,]\d{1,3})?\s?(?:%|per\s?cent)[^()\n]{0,12}\)(?=\s[a-z])")

_FIRST_WORD = re.compile(r"[\s-]")
_ALSO_NOUNS = frozenset(("reports", "works", "hits"))
"""Words that end a phrase as verbs, but are counted where no noun in plural stood before: 35 tornado reports."""
_JOINED = re.compile(r"\s(?:and|or)(?:\s[^\W\d_][\w-]+){0,1}\s(?P<noun>[^\W\d_][\w-]+)\b")
_LONGEST_INITIALS = 4


def counted(text: str, at: int, *, one: bool) -> tuple[str, Span] | None:
    """Return what is counted by a number that ends at ``at``: its singular and the span of the words; or None.

    ``one`` says that the number is one, after which the noun stands in singular ("one of the" takes a plural). A share
    in parentheses may stand between: 228 (72%) severe cases.
    """
    if text.startswith((" (", "("), at) and (share := _SHARE.match(text, at)):
        at = share.end()
    among = _AMONG.match(text, at) if text[at + 1 : at + 2] in "oO" else None
    if among:
        at, one = among.end() - 1, False
    found = _phrase(text, at, one=one)
    if found is None:
        return None
    start, end = found
    if among and _FIRST_WORD.split(text[start:end], maxsplit=1)[0].lower() in UNITS:
        return None  # five of the three-ton trucks
    while " " in text[start:end] and _is_leading(text[start:end].partition(" ")[0].lower()):
        start += text[start:end].index(" ") + 1
    phrase = text[start:end]
    rest, space, head = phrase.rpartition(" ")
    return rest + space + (head if one else singular(head)), (start, end)


def _is_leading(word: str) -> bool:
    return word in _LEADING or (word.endswith("ly") and len(word) > 6)


def _phrase(text: str, at: int, *, one: bool) -> Span | None:
    """Return the span of the noun phrase: up to its first plural, or for one thing up to a word that ends phrases."""
    start = last = -1
    plural = ""
    for _ in range(_MOST_FOR_ONE if one else _MOST):
        found = _WORD.match(text, at)
        if not found:
            break
        gap, word, mark = found.groups()
        hyphen = gap in "-‑"
        if (hyphen and start >= 0) or (gap == "\n" and not word[0].islower()):
            break  # there also: the next row of a table, a heading
        word = word.rstrip("-’'")
        small = word.lower()
        if _ends(word, alone=one or start < 0 or bool(plural)) or (plural and not _goes_on(plural, word)):
            break
        if one and start >= 0 and (is_plural(word) or small.endswith("ed")):
            break
        if hyphen and small in _SUFFIXES:
            return None
        begin = found.start("word")
        start = begin if start < 0 else start
        at = last = begin + len(word)
        if word.endswith(("'s", "’s")):
            return (start, last - 2) if is_plural(word[:-2]) else None
        plural = word if is_plural(word) else ""
        if hyphen:
            return start, last
        if mark:
            break
    if start < 0 or plural or one:
        return (start, last) if start >= 0 else None
    if end := _joined(text, last):
        return start, end
    return (start, last) if text[start:last].isupper() else None


def _joined(text: str, at: int) -> int | None:
    """Return where a plural ends to which the words on both sides of "and" belong: false or misleading claims."""
    more = _JOINED.match(text, at)
    if more is None or not is_plural(more["noun"]):
        return None
    own = more.group().lower().split()[1:]
    return None if any(word in words("phrase_ends") or word in UNITS for word in own) else more.end()


def _ends(word: str, *, alone: bool) -> bool:
    """Say whether a word ends the phrase; initials never do (three WHO regions). ``alone``: no noun is before it."""
    small = word.lower()
    if small not in words("phrase_ends") or (small in _ALSO_NOUNS and not alone):
        return False
    return not (word.isupper() and 1 < len(word) <= _LONGEST_INITIALS and word not in ("AND", "OR", "OF", "IN", "TO"))


def _goes_on(plural: str, word: str) -> bool:
    """Say whether a plural is followed by the noun it belongs to: weapons producers, Sanders supporters."""
    return is_plural(word) and (
        plural.lower() in words("figures_attributive") or (plural[0].isupper() and word.islower())
    )


@lru_cache(maxsize=8192)
def is_plural(word: str) -> bool:
    """Say whether ``word`` looks like a noun in plural."""
    small = word.lower()
    if small in heads("irregular-plurals") or (small.endswith("men") and len(small) > 5):
        return True
    if small in words("not_plural") or len(small) < 3 or not small.endswith("s"):
        return False
    return not small.endswith(("ss", "ous", "sis")) and (not small.endswith("us") or small.endswith("aus"))


def singular(word: str) -> str:
    """Return the singular of a plural noun: irregular ones from a table, the rest by spelling."""
    small = word.lower()
    if small in heads("irregular-plurals"):
        one = heads("irregular-plurals")[small]
        return one.capitalize() if word[0].isupper() else one
    if small.endswith("ies") and len(small) > 4:
        return word[:-3] + "y"
    if small.endswith("men") and len(small) > 5:
        return word[:-2] + "an"
    if small.endswith(("sses", "ches", "shes", "xes", "zzes")):
        return word[:-2]
    return word[:-1] if small.endswith("s") and not small.endswith("ss") else word
