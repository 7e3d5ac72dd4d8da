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

_REST = rb"(?: [^ ]++){%d}" % (RUN - 1)


def _runs(ascii_starts: bytes, others: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return what finds the runs of ASCII, and of any UTF-8, whose first word starts so; ``others`` by second byte."""
    plain = rb" [%b](?<=(?=([^ ]{4,}+%b))[^ ])" % (ascii_starts, _REST)
    both = rb" (?=((?:[%b][^ ]{3,}+|[\x80-\xff][%b][^ ]*+)%b))" % (ascii_starts, others, _REST)
    return re.compile(plain), re.compile(both)


_FIRST = _runs(b"08dhl", b"\x80\x88\x90\x98\xa0\xa8\xb0\xb8")
_SECOND = _runs(b"4ptx", b"\x84\x8c\x94\x9c\xa4\xac\xb4\xbc")
"""Runs of words parted by blanks, in UTF-8.

They start at words whose first letter has a code that four divides, one word in six: edits move positions, not words.
Of letters outside ASCII the second byte decides, since the first one says little more than the script. Short words of
ASCII are left out: nearly every run of words that means something holds a longer one. Letting the pattern pick the
runs costs half of what hashing each word costs, and looking ahead only behind a letter that may start one, back at
which the run begins, less than doing so at every blank.

The runs of one half of these letters go before all those of the other, so that most texts need not be searched for the
latter: which hashes count as smaller is free, so long as it is the same for all texts.
"""

_BEHIND = 1 << 31
"""What is added to the hashes of the second half; those of the first are below."""

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
_BLANKS = re.compile(rb"   *+")
"""Two blanks and more, written so that both stand in what the pattern is searched by: it passes single ones quickly."""


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
    first, *others = parted.split(_PART.encode())  # one sign is found sooner than with the blank behind it
    pieces = [first, *(piece[1:] for piece in others)]
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
    beyond = not packed.isascii()
    hashes = list(map(crc32, _FIRST[beyond].findall(packed)))
    kept = [value >> 1 for value in _smallest(hashes)]
    if len(kept) < SIZE:
        more = {crc32(run) >> 1 | _BEHIND for run in _SECOND[beyond].findall(packed)}
        kept += sorted(more)[: SIZE - len(kept)]
    if len(kept) < 3 and own:
        kept = [crc32(packed)]
    return array("I", kept).tobytes()


def _smallest(hashes: list[int]) -> list[int]:
    """Return the smallest hashes, ascending; to look only at those below the likely limit takes half the time."""
    likely = (SIZE * 3 << 31) // len(hashes) if hashes else 0
    few = {value for value in hashes if value < likely}
    return sorted(few if len(few) >= SIZE else set(hashes))[:SIZE]


def report(text: str, furniture: Iterable[Furniture]) -> str:
    """Return the text without its furniture."""
    parts, at = [], 0
    for span in furniture:
        parts.append(text[at : span.start])
        at = span.end
    parts.append(text[at:])
    return "\n".join(parts) if len(parts) > 1 else text


def shared(a: set[int], b: set[int]) -> tuple[set[int], set[int]]:
    """Return which of the smallest hashes of both are in both, and all the smallest."""
    smallest = set(sorted(a | b)[:SIZE])
    return a & b & smallest, smallest
