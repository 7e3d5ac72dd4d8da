"""Cutting the lines of a text that show why it was found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from briefing.ingest.source import Furniture
from briefing.library.query import Words
from briefing.library.words import fold, folded_in_place, unspaced
from briefing.text import visible

WIDTH = 200
"""Characters of a snippet, about two lines of a terminal."""

_MANY = 400
"""Matches that are looked at; the best stretch of a long text is nearly always among them."""

_IN_TEXT = ("", "speaker")
"""Fields whose words stand in the text."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of text, the matches in it, and the offset of the best match in the whole text (None: no match)."""

    text: str
    spans: list[Span]
    start: int | None


def cut(text: str, wanted: Sequence[Words], furniture: Sequence[Furniture] = ()) -> Snippet:
    """Return the stretch of ``text``, furniture apart, that holds most of what is wanted, earliest first."""
    found = matches(text, wanted, furniture)
    if not found:
        start = _report_start(furniture)
        return _line(text, start, min(len(text), start + WIDTH), [], None)
    first, last = _best(found)
    best = max(found[first : last + 1], key=lambda m: m[1] - m[0])
    start, end = _window(text, found[first][0], found[last][1], furniture)
    spans = [(s, e) for s, e, _ in found if start <= s and e <= end]
    return _line(text, start, end, spans, best[0])


def matches(text: str, wanted: Sequence[Words], furniture: Sequence[Furniture] = ()) -> list[tuple[int, int, int]]:
    """Return where the words stand in ``text``, in order, as start, end and the number of the one wanted.

    Those that no snippet can show are left out.
    """
    patterns = [(n, _pattern(w)) for n, w in enumerate(wanted) if w.field in _IN_TEXT]
    if not patterns:
        return []
    folded, back = aligned(text)
    found: list[tuple[int, int, int]] = []
    for n, pattern in patterns:
        spans: Iterator[Span] = islice(_spans(pattern, folded, back, furniture), _MANY)
        if len(patterns) == 1:
            spans = _first_line(spans)
        found += [(start, end, n) for start, end in spans]
    return sorted(found)


def _spans(
    pattern: re.Pattern[str], folded: str, back: Callable[[int], int], furniture: Sequence[Furniture]
) -> Iterator[Span]:
    """Yield where a pattern stands in the report."""
    for match in pattern.finditer(folded):
        start, end = match.span()
        if back is not _same:
            start, end = back(start), back(end - 1) + 1
        for f in furniture:
            if f.start < end and start < f.end:
                break
        else:
            yield start, end


def _first_line(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans that fit a snippet with the first one: where one thing is wanted, no other place is better."""
    limit = None
    for start, end in spans:
        if limit is None:
            limit = start + WIDTH
        if start > limit:
            return
        yield start, end


def aligned(text: str) -> tuple[str, Callable[[int], int]]:
    """Return the folded text, and a function from its offsets to those of ``text``."""
    plain = folded_in_place(text)
    if plain is not None:
        return plain, _same
    folded = fold(text)
    if len(folded) == len(text) and not _SHIFTS.search(text):
        return folded, _same
    offsets: list[int] = []
    parts: list[str] = []
    at = 0
    for piece in _PIECE.findall(text):
        plain = fold(piece)
        parts.append(plain)
        last = len(piece) - 1
        offsets += [at + min(i, last) for i in range(len(plain))]
        at += len(piece)
    return "".join(parts), offsets.__getitem__


def _same(offset: int) -> int:
    return offset


_SHIFTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u00df\ufb00-\ufb06\u2026]")
"""Characters that folding drops or lengthens, so that equal lengths do not prove that offsets agree."""

_PIECE = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f][\u0300-\u036f]*", re.DOTALL)


@lru_cache(maxsize=32)
def _pattern(wanted: Words) -> re.Pattern[str]:
    """Return what finds the words in folded text, next to each other whatever stands between them but letters.

    The first word comes first in the pattern, its left edge is looked back at from its end: ``re`` then searches for
    the letters as such, several times faster than it tries an edge at every place.
    """
    last = len(wanted.words) - 1
    pieces = []
    for n, word in enumerate(wanted.words):
        whole = re.escape(word)
        if not unspaced(word):
            open_end = wanted.prefix and n == last
            whole = rf"{whole}(?<![^\W_]{whole})" + (r"[^\W_]*" if open_end else r"(?![^\W_])")
        pieces.append(whole)
    return re.compile(r"[\W_]*".join(pieces))


def _best(found: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
    """Return the first and the last match of the stretch of :data:`WIDTH` that holds most different ones."""
    best, place = (0, 0), (0, 0)
    last = different = 0
    counts = [0] * (1 + max(number for _, _, number in found))
    for first, (start, _, number) in enumerate(found):
        while last < len(found) and (found[last][1] - start <= WIDTH or last == first):
            other = found[last][2]
            different += not counts[other]
            counts[other] += 1
            last += 1
        score = (different, last - first if different > 1 else 1)
        if score > best:
            best, place = score, (first, last - 1)
        counts[number] -= 1
        different -= not counts[number]
    return place


def _window(text: str, start: int, end: int, furniture: Sequence[Furniture]) -> Span:
    """Widen a stretch to :data:`WIDTH`, more of it behind than before, to whole words, not into furniture."""
    room = max(0, WIDTH - (end - start))
    low = max((f.end for f in furniture if f.end <= start), default=0)
    high = min((f.start for f in furniture if f.start >= end), default=len(text))
    left = max(low, start - room // 3)
    right = min(high, left + max(WIDTH, end - start))
    right = max(right, min(end, len(text)))
    left = max(low, min(left, right - WIDTH)) if right - left < WIDTH else left
    if low < left < start and (space := text.find(" ", left - 1, start)) >= 0:
        left = space + 1
    if end < right < high and (space := text.rfind(" ", end, right + 1)) >= 0:
        right = space
    return left, right


def _report_start(furniture: Iterable[Furniture]) -> int:
    """Return where the text begins behind furniture at its head."""
    at = 0
    for span in furniture:
        if span.start > at + 2:
            break
        at = span.end
    return at


def _line(text: str, start: int, end: int, spans: Sequence[Span], best: int | None) -> Snippet:
    """Return a stretch as one line: white space folded, unsafe characters replaced, spans moved with it."""
    piece = text[start:end]
    base = start + len(piece) - len(piece.lstrip())
    piece = piece.strip()
    folded = " ".join(piece.split())
    runs = _RUN.finditer(piece) if folded != piece else ()
    lost = [(base + run.start(), run.end() - run.start() - 1) for run in runs]

    def moved(offset: int) -> int:
        return offset - base - sum(count for place, count in lost if place < offset)

    apart = [span for n, span in enumerate(spans) if not n or span[0] >= spans[n - 1][1]]
    safe = folded if folded.isprintable() else visible(folded)  # the first look is ten times as fast
    return Snippet(safe, [(moved(s), moved(e)) for s, e in apart], best)


_RUN = re.compile(r"[^\S ]\s*| \s+")
"""White space that becomes one space on a line."""
