"""A small fingerprint of a text's wording, by which copies and rewrites of one story are told.

Runs of :data:`RUN` words, starting at words picked by their first letter, are hashed; the :data:`SIZE` smallest hashes
are kept (bottom-k MinHash, Broder 1997). The share of equal ones among the smallest of both estimates how much wording
two texts share. With a tenth of the words changed a run of six survives with .53, so .36 of the hashes are shared; two
independent reports share none, since what they have in common are names and quotations, and furniture and quotations
are left out here: outlets that report one statement are not one origin.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import cache
from zlib import crc32

from briefing.ingest.source import Furniture
from briefing.library.words import LONGEST, fold, split

RUN = 6
SIZE = 24

_FIRST = rb"[048dhlptx]"
_OTHER_START = rb"[\x80-\xff][\x80\x84\x88\x8c\x90\x94\x98\x9c\xa0\xa4\xa8\xac\xb0\xb4\xb8\xbc][^ ]*+"
_REST = rb" [^ ]++" * (RUN - 1)
_ASCII_RUN = re.compile(rb" %b(?<=(?=([^ ]{4,}+%b))[^ ])" % (_FIRST, _REST))
_RUN = re.compile(rb" (?=((?:%b[^ ]{3,}+|%b)%b))" % (_FIRST, _OTHER_START, _REST))
"""A run of words parted by blanks, in UTF-8.

It starts at a word whose first letter has a code that four divides, one word in six: edits move positions, not words.
Of letters outside ASCII the second byte decides, since the first one says little more than the script. Short words of
ASCII are left out: nearly every run of words that means something holds a longer one. Letting the pattern pick the
runs costs half of what hashing each word costs, and looking ahead only behind a letter that may start one, back at
which the run begins, less than doing so at every blank.
"""

_QUOTES = {
    "“": "“[^”\n]{1,1000}”",
    '"': '"[^"\n]{1,1000}"',
    "«": "«[^»\n]{1,1000}»",
    "„": "„[^“”\n]{1,1000}[“”]",
    "「": "「[^」\n]{1,1000}」",
}
"""What a quotation looks like, by the sign that opens it."""

_LONGEST = 250_000
"""Characters of words that are looked at; the wording of a book's start tells it from every other book."""

_PART = "\x1f"
"""Parts what is quoted from what is not while both are folded at once."""

_LETTERS = bytes(code if chr(code).isalnum() or chr(code) == _PART else 32 for code in range(128)) + b" " * 128
_SHAPE = bytes(code if code == 32 else 120 for code in range(256))
_CUT = b"x" * (LONGEST + 1)
"""The shape of what is too long for a word."""
_BLANKS = re.compile(rb"  +")


def words_and_sketch(text: str, furniture: Iterable[Furniture] = ()) -> tuple[str, bytes]:
    """Return the words of a text without its furniture, parted by spaces, and its sketch."""
    whole = report(text, furniture).replace(_PART, " ")
    quoted = _quoted("".join(sign for sign in _QUOTES if sign in whole))
    folded = fold(f" {_PART} ".join(quoted.split(whole)) if quoted else whole)
    every, own = (folded.isascii() and _plain_words(folded)) or _words(folded)
    return every, sketch(own)


@cache
def _quoted(signs: str) -> re.Pattern[str] | None:
    """Return a pattern of the quotations that these signs open; that of a single one is found five times as fast."""
    return re.compile(f"({'|'.join(map(_QUOTES.__getitem__, signs))})") if signs else None


def _plain_words(folded: str) -> tuple[str, str] | None:
    """Do as :func:`_words` in half of its time for ASCII; None where a word has to be cut in pieces."""
    parted = _BLANKS.sub(b" ", folded.encode().translate(_LETTERS))
    if _CUT in parted.translate(_SHAPE):
        return None
    pieces = parted.split(_PART.encode() + b" ")
    return b"".join(pieces).strip().decode(), b"".join(pieces[::2]).strip().decode()


def _words(folded: str) -> tuple[str, str]:
    """Return the words of folded text parted by spaces: all of them, and those that are not quoted."""
    pieces = [" ".join(split(piece)) for piece in folded.split(_PART)]
    return " ".join(filter(None, pieces)), " ".join(filter(None, pieces[::2]))


def sketch(own: str) -> bytes:
    """Return the fingerprint of a text's own words, parted by spaces: up to :data:`SIZE` hashes of 4 bytes, ascending.

    A text too short for runs gives one hash of the whole, so that it equals only itself.
    """
    packed = f" {own[:_LONGEST]}".encode("utf-8", "replace")
    hashes = set(map(crc32, (_ASCII_RUN if packed.isascii() else _RUN).findall(packed)))
    if len(hashes) < 3 and own:
        hashes = {crc32(packed)}
    return array("I", _smallest(hashes)).tobytes()


def _smallest(hashes: set[int]) -> list[int]:
    """Return the smallest hashes, ascending; to sort only those below what is likely the limit takes half the time."""
    likely = (SIZE * 3 << 31) // len(hashes) if hashes else 0
    few = [value for value in hashes if value < likely]
    return sorted(few if len(few) >= SIZE else hashes)[:SIZE]


def report(text: str, furniture: Iterable[Furniture]) -> str:
    """Return the text without its furniture."""
    parts, at = [], 0
    for span in furniture:
        parts.append(text[at : span.start])
        at = span.end
    parts.append(text[at:])
    return "\n".join(parts) if len(parts) > 1 else text


def shared(a: set[int], b: set[int]) -> tuple[set[int], int]:
    """Return which of the smallest hashes of both are in both, and of how many."""
    smallest = sorted(a | b)[:SIZE]
    return a & b & set(smallest), len(smallest)
