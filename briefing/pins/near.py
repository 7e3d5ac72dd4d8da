"""Finding what became of pinned words that no longer stand anywhere: the nearest text, never more than a proposal."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from briefing.pins.pin import CONTEXT, Anchor

SEED = 12
"""Code points of a piece looked for as it is; a text in which no such piece survives is not near."""

SEEDS = 48
"""Pieces looked for at most, spread over the anchor."""

HITS = 24
"""Places kept of one piece; a piece that stands more often says nothing."""

SLACK = 96
"""Code points that a window is wider than the anchor on each side."""

EDGE = 160
"""Code points of the pinned words that are aligned with the text to find each of the two ends."""

LONG = 20_000
"""Above this many code points likeness is counted by words: alignment takes time with the square."""

ALIKE = 0.55
"""Least likeness (0 to 1) of a near match; below it the words count as gone."""

SHORT = 16
"""Words of at most this length are too short for likeness: what stands between their old neighbours is their change."""

_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\w+")


def occurrences(text: str, words: str, limit: int | None = None) -> Iterator[int]:
    """Yield where ``words`` stand in ``text``, overlapping ones too, at most ``limit`` of them."""
    return islice(_occurrences(text, words), limit)


def _occurrences(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _masked(text: str) -> str:
    """Make digits alike and currency signs alike, so that a changed number is near its old self."""
    text = _DIGIT.sub("0", text)
    return text if text.isascii() and "$" not in text else "".join("¤" if _is_currency(c) else c for c in text)


def _is_currency(char: str) -> bool:
    return unicodedata.category(char) == "Sc"


def likeness(old: str, new: str) -> float:
    """Return how alike two wordings are, 0 to 1, digits and currency signs aside."""
    from rapidfuzz.distance import Levenshtein

    if max(len(old), len(new)) <= LONG:
        return float(Levenshtein.normalized_similarity(_masked(old), _masked(new), score_cutoff=0.3))
    ends = _common_start(old, new) + _common_start(old[::-1], new[::-1])
    if ends >= ALIKE * max(len(old), len(new)):
        return min(1.0, ends / max(len(old), len(new)))
    a, b = Counter(_WORD.findall(old)), Counter(_WORD.findall(new))
    return (a & b).total() / max(1, a.total(), b.total())


def _common_start(a: str, b: str) -> int:
    """Return how many code points two long texts begin with alike, by halving."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def between_neighbours(anchor: Anchor, text: str, reach: int = CONTEXT) -> tuple[int, int] | None:
    """Return the span where both neighbours of the pinned words stand as they were, with other, like words between.

    ``reach`` is how many code points of the neighbours count. None when there is no such place, or the words were cut
    out of it, or still stand there.
    """
    prefix, suffix = anchor.prefix[-reach:], anchor.suffix[:reach]
    if len(prefix) + len(suffix) < SHORT:
        return None
    starts = [at + len(prefix) for at in occurrences(text, prefix, 100)] if prefix else [0]
    best: tuple[float, int, int] | None = None
    for start in starts:
        end = text.find(suffix, start, start + 3 * len(anchor.exact) + SLACK) if suffix else len(text)
        if end <= start or end - start > 3 * len(anchor.exact) + SLACK or _still_holds(anchor.exact, text, start, end):
            continue
        alike = likeness(anchor.exact, text[start:end])
        if len(anchor.exact) <= SHORT and end - start <= 2 * SHORT:
            alike = max(alike, ALIKE)
        if alike >= ALIKE and (best is None or alike > best[0]) and text[start:end].strip():
            best = alike, start, end
    return best[1:] if best else None


def beside_neighbour(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Return the span beside one neighbour of the pinned words, whole as it was, that is most like them.

    The other neighbour changed as well. None when there is none, or the words still stand there.
    """
    best: tuple[float, int, int] | None = None
    for start, end in _spans_beside(anchor, text):
        if _still_holds(anchor.exact, text, start, end):
            return None
        alike = likeness(anchor.exact, text[start:end])
        if alike >= ALIKE and (best is None or alike > best[0]):
            best = alike, start, end
    return best[1:] if best else None


def _spans_beside(anchor: Anchor, text: str) -> Iterator[tuple[int, int]]:
    """Yield spans of about the pinned words' length that begin behind the prefix or end before the suffix."""
    length = len(anchor.exact)
    play = min(SLACK, max(SHORT, length // 2))
    if len(anchor.prefix) == CONTEXT:
        for at in occurrences(text, anchor.prefix, HITS):
            start = at + CONTEXT
            yield from ((start, end) for end in _word_ends(text, start + length, play) if end > start)
    if len(anchor.suffix) == CONTEXT:
        for end in occurrences(text, anchor.suffix, HITS):
            yield from ((start, end) for start in _word_ends(text, end - length, play) if start < end)


def _word_ends(text: str, about: int, play: int) -> list[int]:
    """Return the bounds of words near an offset, the nearest first, at most eight."""
    low, high = max(0, about - play), min(len(text), about + play)
    bounds = {low + edge for match in _WORD.finditer(text[low:high]) for edge in match.span()}
    return sorted(bounds, key=lambda bound: (abs(bound - about), bound))[:8]


def _still_holds(exact: str, text: str, start: int, end: int) -> bool:
    """Say whether the pinned words, whole, stand at one end of a span: then only what is beside them changed."""
    if text.startswith(exact, start) and on_words(text, start, start + len(exact))[1] == start + len(exact):
        return True
    return text.endswith(exact, start, end) and on_words(text, end - len(exact), end)[0] == end - len(exact)


def nearest(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Return the span of the text most like the pinned words in their context, None when nothing is near enough."""
    best: tuple[float, int, int] | None = None
    for low, high in _windows(anchor, text):
        span = _ends(anchor, text, low, high)
        if span is None:
            continue
        score = likeness(anchor.exact, text[slice(*span)])
        if _still_holds(anchor.exact, text, *span):
            continue
        sure = len(anchor.exact) >= 2 * SHORT or (len(anchor.exact) > SHORT and score >= 0.75)
        if score >= ALIKE and (sure or max(sides(anchor, text, span)) >= 0.7) and (best is None or score > best[0]):
            best = score, *span
    return best[1:] if best else None


def sides(anchor: Anchor, text: str, span: tuple[int, int]) -> tuple[float, float]:
    """Return how alike what stands on each side of a span is to what stood there, 0 to 1.

    Short words need it: ``5 people`` is near ``6 people`` anywhere.
    """
    before = text[max(0, span[0] - len(anchor.prefix)) : span[0]]
    after = text[span[1] : span[1] + len(anchor.suffix)]
    return _side(anchor.prefix, before), _side(anchor.suffix, after)


def _side(old: str, new: str) -> float:
    return likeness(old, new) if old else 0.5


def _windows(anchor: Anchor, text: str) -> list[tuple[int, int]]:
    """Return up to four stretches of the text where most pieces of the anchor stand in their order."""
    whole = anchor.prefix + anchor.exact + anchor.suffix
    width = max(SLACK, len(whole) // 8)
    votes: Counter[int] = Counter()
    length = min(SEED, max(4, len(whole) // 4))
    step = max(length // 2, (len(whole) - length) // SEEDS or 1)
    for offset in range(0, max(1, len(whole) - length + 1), step):
        hits = list(occurrences(text, whole[offset : offset + length], HITS + 1))
        if len(hits) <= HITS:
            votes.update({(at - offset) // width for at in hits})
    joined = {cell: count + votes.get(cell + 1, 0) for cell, count in votes.items()}
    cells = sorted(joined, key=lambda cell: (-joined[cell], cell))[:4]
    reach = len(whole) + 2 * width + SLACK
    return [(max(0, cell * width - SLACK), min(len(text), cell * width + reach)) for cell in cells]


def _ends(anchor: Anchor, text: str, low: int, high: int) -> tuple[int, int] | None:
    """Return where the pinned words begin and end inside a window, on the bounds of words."""
    window = text[low:high]
    start = _aligned(anchor.prefix + anchor.exact[:EDGE], len(anchor.prefix), window, at_start=True)
    tail = anchor.exact[-EDGE:]
    end = _aligned(tail + anchor.suffix, len(tail), window, at_start=False)
    if start is None or end is None or end <= start:
        return None
    return on_words(text, low + start, low + end)


def _aligned(pattern: str, offset: int, window: str, *, at_start: bool) -> int | None:
    """Return where ``offset`` of ``pattern`` falls in the stretch of ``window`` that is most like it."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    if len(window) < len(pattern):
        low, part = 0, window
    else:
        place = partial_ratio_alignment(pattern, window)
        if place is None:
            return None
        low, part = place.dest_start, window[place.dest_start : place.dest_end]
    result = None
    for op in Levenshtein.opcodes(pattern, part):
        if op.src_start <= offset < op.src_end:
            return int(low + min(op.dest_start + offset - op.src_start, op.dest_end))
        if op.src_end == offset:
            result = op.dest_end if at_start or result is None else result
    return None if result is None else int(low + result)


def on_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span that cuts a word or a number to all of it."""
    while start > 0 and _joined(text, start):
        start -= 1
    while end < len(text) and _joined(text, end):
        end += 1
    return start, end


def _joined(text: str, at: int) -> bool:
    """Say whether a word or a number goes on over the gap before ``at``."""
    left, right = text[at - 1], text[at]
    if left.isalnum() and (right.isalnum() or unicodedata.combining(right)):
        return True
    if left.isdigit() and right in ".,":
        return text[at + 1 : at + 2].isdigit()
    if left in ".," and right.isdigit():
        return at > 1 and text[at - 2].isdigit()
    return False
