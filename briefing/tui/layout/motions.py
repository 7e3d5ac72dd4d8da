"""Where the keys of vi take a cursor in prose. Every function takes a text and an offset and returns an offset.

Only the neighbourhood of the offset is looked at, so a motion in five megabytes costs what it costs in a page.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefing.tui.layout.cells import glyph

Span = tuple[int, int]
Motion = Callable[[str, int], int]
"""From a text and an offset to an offset."""

_WORD = re.compile(r"\w[\w'’.,-]*\w|\w|[^\w\s]+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
_BACK = 4000
"""Code points that a motion looks back; longer sentences do not occur in prose."""


def next_word(text: str, at: int) -> int:
    """Return the start of the next word (vi's ``w``)."""
    for match in _WORD.finditer(text, _word_start(text, at)):
        if match.start() > at:
            return match.start()
    return last(text)


def end_of_word(text: str, at: int) -> int:
    """Return the last character of this word, or of the next when already there (vi's ``e``)."""
    for match in _WORD.finditer(text, _word_start(text, at)):
        if match.end() - 1 > at:
            return match.end() - 1
    return last(text)


def previous_word(text: str, at: int) -> int:
    """Return the start of this word, or of the one before when already there (vi's ``b``)."""
    low = max(at - _BACK, 0)
    starts = [match.start() for match in _WORD.finditer(text, low, at) if match.start() < at]
    return starts[-1] if starts else 0


def _word_start(text: str, at: int) -> int:
    """Return where the run without white space that holds ``at`` begins, so that words are cut alike from anywhere."""
    low = max(at - 200, 0)
    while at > low and not text[at - 1].isspace():
        at -= 1
    return at


def _sentences(text: str, at: int) -> list[Span]:
    """Return the sentences around ``at``, cut as extraction cuts them."""
    from briefing.extract.sentences import paragraphs, sentences

    low, high = max(at - _BACK, 0), min(at + _BACK, len(text))
    low = text.rfind("\n", 0, low) + 1 if low and at - text.rfind("\n", 0, low) < 2 * _BACK else low
    window = text[low:high]
    return [(low + a, low + b) for start, end in paragraphs(window) for a, b in sentences(window, start, end)]


def next_sentence(text: str, at: int) -> int:
    """Return the start of the next sentence (vi's ``)``)."""
    return next((start for start, _ in _sentences(text, at) if start > at), last(text))


def previous_sentence(text: str, at: int) -> int:
    """Return the start of this sentence, or of the one before when already there (vi's ``(``)."""
    return max((start for start, _ in _sentences(text, at) if start < at), default=0)


def sentence(text: str, at: int) -> Span:
    """Return the span of the sentence at ``at``; the one before where ``at`` lies between two; empty where none is."""
    return next((span for span in reversed(_sentences(text, at)) if span[0] <= at), (at, at))


def sentence_end(text: str, at: int) -> int:
    """Return the last character of this sentence, or of the next when already there."""
    return next((end - 1 for _, end in _sentences(text, at) if end - 1 > at), last(text))


def next_paragraph(text: str, at: int) -> int:
    """Return the start of the next paragraph (vi's ``}``, but on its first word)."""
    match = _PARAGRAPH.search(text, at)
    return min(match.end(), last(text)) if match else last(text)


def previous_paragraph(text: str, at: int) -> int:
    """Return the start of this paragraph, or of the one before when already there (vi's ``{``)."""
    low = max(at - 4 * _BACK, 0)
    starts = [match.end() for match in _PARAGRAPH.finditer(text, low, at) if match.end() < at]
    return starts[-1] if starts else 0


def last(text: str) -> int:
    """Return the offset of the last character; 0 for an empty text."""
    return max(len(text) - 1, 0)


def right(text: str, at: int) -> int:
    """Return the next character that takes a cell."""
    at += 1
    while at < len(text) and text[at] not in "\t\n" and glyph(text[at])[1] == 0:
        at += 1
    return min(at, last(text))


def left(text: str, at: int) -> int:
    """Return the character before that takes a cell."""
    at -= 1
    while at > 0 and text[at] not in "\t\n" and glyph(text[at])[1] == 0:
        at -= 1
    return max(at, 0)
