"""What counts as a word when texts are searched and compared, in one place for the index and for queries.

Text is folded first: no case, no accents, compatibility forms made plain. A word is a run of letters and digits.
Scripts that write no spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) give one word per character; a query in
them becomes a phrase of characters. That finds every substring without a dictionary and without false hits, and costs
an index of positions that phrases need anyway; bigrams would be faster to search but miss single characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

LONGEST = 64
"""Longer runs are no words but encoded data; they are cut into pieces of so many characters."""

_MARKS = (
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2"
    "\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]"
)
"""Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic. Vowel signs of Indic scripts are not accents."""

_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
"""Letters that Unicode does not take apart and that people type without their stroke."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Characters of scripts without spaces, as the inside of a regular expression's class."""

_INDIC = "\u0900-\u0963\u0966-\u0dff"
_TYPOGRAPHY = "“”‘’–—…\u00a0•"
"""What stands in English text beside ASCII and is no letter; with it out of the way most texts are ASCII."""

_STRANGE = "[^\\x00-\\x7f]+"
_OTHER_LETTERS = "[łøđðþæœıħ]"
_ASCII = "".join(char if char in "abcdefghijklmnopqrstuvwxyz0123456789" else " " for char in map(chr, range(128)))
_BLANKS = re.compile(rb"   *+")
_LETTERS_AND_BLANKS = _ASCII.encode() + b" " * 128
_SHAPE = bytes(code if code == ord(" ") else ord("x") for code in range(256))
_CUT = b"x" * (LONGEST + 1)
"""The shape of what is too long for a word."""
_SPACED_WORD = rf"[^\W_]{{1,{LONGEST}}}"
_WORD = rf"[{UNSPACED}]|(?:[^\W_{UNSPACED}]|[{_INDIC}]){{1,{LONGEST}}}"
_SPECIAL = f"[{UNSPACED}{_INDIC}]"


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Return a compiled pattern: large classes take milliseconds to compile, and most desks never need them."""
    return re.compile(pattern)


def fold(text: str) -> str:
    """Return ``text`` without case and accents."""
    text = _without_typography(text)
    if text.isascii():
        return text.lower()
    if len(text.encode("utf-8", "replace")) < 1.1 * len(text):
        return _pattern(_STRANGE).sub(lambda run: _fold(run.group()), text).lower()
    return _fold(text)


def folded_in_place(text: str) -> str | None:
    """Return ``text`` folded, every character where it was; None unless it is ASCII and typography only."""
    text = _without_typography(text)
    return text.lower() if text.isascii() else None


def _without_typography(text: str) -> str:
    if not text.isascii():
        for mark in _TYPOGRAPHY:
            text = text.replace(mark, " ")
    return text


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()  # again: 𝖠 has no small form, but its A has
    plain = _pattern(_MARKS).sub("", plain)
    plain = unicodedata.normalize("NFKC", plain)
    return plain.translate(_LETTERS) if _pattern(_OTHER_LETTERS).search(plain) else plain


def split(folded: str) -> list[str]:
    """Return the words of folded text, in order."""
    if folded.isascii():
        found = folded.translate(_ASCII).split()
        return _in_pieces(found) if len(folded) > LONGEST and max(map(len, found), default=0) > LONGEST else found
    special = _pattern(_SPECIAL).search(folded)
    return _pattern(_WORD if special else _SPACED_WORD).findall(folded)


def _in_pieces(runs: Iterable[str]) -> list[str]:
    return [run[at : at + LONGEST] for run in runs for at in range(0, len(run), LONGEST)]


def words(text: str) -> list[str]:
    """Return the words of ``text``, folded, in order."""
    return split(fold(text))


def joined(text: str) -> str:
    """Return the words of ``text``, folded, in order, parted by single blanks: :func:`words` in a third of its time."""
    folded = fold(text)
    if folded.isascii():
        parted = _BLANKS.sub(b" ", folded.encode().translate(_LETTERS_AND_BLANKS)).strip()
        if _CUT not in parted.translate(_SHAPE):
            return parted.decode()
    return " ".join(split(folded))


def unspaced(word: str) -> bool:
    """Whether a word is one character of a script without spaces."""
    return not word.isascii() and _pattern(f"[{UNSPACED}]").match(word) is not None
