"""How the lines of a page hang together: a word goes on, a line, a block, or nothing. Lengths are in points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile
from math import ceil

from briefing.ingest.pdf_line import Line

PARAGRAPH, BREAK, SPACE = "\n\n", "\n", " "
HYPHENS = ("-", "‐", "\u00ad")

_NEAR = 50
"""Lines by which a column is judged, twice as many before and behind."""
_END = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*(?:\d{1,3}|\[\d+\])?$")
_ITEM = re.compile(r"(?:[•◦▪▫‣·●○■□–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s+\S")
_LEADERS = re.compile(r"(?:\.\s?){4,}\s*\S{1,8}$")


def alike(one: Line, other: Line) -> bool:
    """Say whether two lines are set in letters of one size."""
    return 0.87 < one.height / other.height < 1.15


def ends(line: Line) -> bool:
    """Say whether a sentence ends with a line."""
    return _END.search(line.text) is not None


def breaks_word(line: Line, following: Line) -> bool:
    """Say whether a word that starts at the end of ``line`` goes on at the start of ``following``."""
    if line.hyphen:
        return True
    text = line.text
    return (
        text.endswith(HYPHENS)
        and len(text) > 1
        and text[-2].isalpha()
        and following.text[:1].isalpha()
        and (following.text[0].islower() or text[-1] != "-")
    )


def goes_on(last: Line, first: Line) -> bool:
    """Say whether a paragraph goes on behind the end of a page, of a column, or of a note."""
    if last.hyphen:
        return True
    if not alike(last, first) or ends(last) or _ITEM.match(first.text):
        return False
    return first.text[:1].islower() or breaks_word(last, first) or last.text[-1:] in ",–—"


def notes(lines: Sequence[Line], following: Line | None) -> Iterator[tuple[int, int]]:
    """Return the runs of ``lines`` that stand between two parts of one paragraph: footnotes, captions.

    They are set in smaller letters, below a line whose paragraph goes on behind them, on this page or with
    ``following``, the first line of the next one.
    """
    usual = usual_height(lines)
    number = 0
    while number < len(lines):
        size = sum(1 for _ in takewhile(lambda line: line.height < 0.93 * usual, islice(lines, number, None)))
        if size and number:
            behind = lines[number + size] if number + size < len(lines) else following
            if behind is not None and goes_on(lines[number - 1], behind):
                yield number, number + size
        number += size or 1


def usual_height(lines: Sequence[Line]) -> float:
    """Return the height of the letter in the middle when all letters are ordered by height; 0 without lines."""
    order = sorted(lines, key=lambda line: line.height)
    half = sum(len(line.text) for line in order) / 2
    for line in order:
        half -= len(line.text)
        if half <= 0:
            return line.height
    return 0.0


class Spacing:
    """The joints between the lines of one page."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Measure ``lines``, the body of a page in reading order."""
        self._lines = lines
        self._pitch = _usual_pitch(lines)
        self._edges: dict[tuple[int, int], float] = {}

    def joint(self, number: int, lines_of_paragraph: int) -> str:
        """Return what stands between line ``number - 1`` and line ``number``.

        ``lines_of_paragraph`` is how many lines the paragraph has so far.
        """
        last, line = self._lines[number - 1], self._lines[number]
        pitch = last.top - line.top
        if abs(pitch) < 0.4 * line.height:
            return SPACE  # pieces of one line
        if pitch < 0 or pitch > 8 * line.height:
            return SPACE if goes_on(last, line) else PARAGRAPH  # the next column
        if last.hyphen:
            return SPACE
        if not alike(last, line):
            return SPACE if self._marked(number) else PARAGRAPH
        if pitch > self._expected(line) + 0.3 * line.height:
            return PARAGRAPH
        return self._close(number, lines_of_paragraph)

    def _marked(self, number: int) -> bool:
        """Say whether a line is taller or lower than the one before only for a mark of a note that stands in one.

        Its letters stand where those of the next line of the paragraph would.
        """
        last, line = self._lines[number - 1], self._lines[number]
        plain = min(last, line, key=lambda one: one.height)
        steps = (last.top - line.top, last.bottom - line.bottom)
        regular = any(abs(step - self._expected(plain)) < 0.1 * plain.height for step in steps)
        return (
            regular and max(last.height, line.height) < 1.5 * plain.height and not ends(last) and self._full(number - 1)
        )

    def _expected(self, line: Line) -> float:
        return self._pitch.get(round(line.height), 1.35 * line.height)

    def _close(self, number: int, lines_of_paragraph: int) -> str:
        """Judge two lines at the usual distance."""
        last, line = self._lines[number - 1], self._lines[number]
        if _LEADERS.search(last.text):
            return BREAK  # a table of contents
        full = self._full(number - 1) or breaks_word(last, line)
        if _ITEM.match(line.text) and not full:
            return BREAK
        indented = self._indented(number, lines_of_paragraph)
        if indented:
            return indented
        if full:
            return SPACE
        return PARAGRAPH if ends(last) and number > 1 and self._full(number - 2) else BREAK

    def _indented(self, number: int, lines_of_paragraph: int) -> str | None:
        """Return the joint that the left edge shows: a first line set in, or one that hangs out; else None."""
        last, line = self._lines[number - 1], self._lines[number]
        em = line.height
        if abs((line.left + line.right) - (last.left + last.right)) < em:
            return None  # centred
        shift = line.left - last.left
        if shift > 0.6 * em and not (lines_of_paragraph == 1 and _ITEM.match(last.text)):
            return PARAGRAPH if self._returns(number) or ends(last) else None
        if shift < -0.6 * em and lines_of_paragraph > 1:
            return BREAK
        return None

    def _returns(self, number: int) -> bool:
        """Say whether the line behind ``number`` goes back to the left."""
        if number + 1 >= len(self._lines):
            return False
        line, following = self._lines[number], self._lines[number + 1]
        return following.left < line.left - 0.6 * line.height and following.top < line.top

    def _full(self, number: int) -> bool:
        """Say whether line ``number`` is as long as its column lets it be: the next word would not have fitted."""
        if number + 1 >= len(self._lines):
            return False
        line, following = self._lines[number], self._lines[number + 1]
        first = following.text.split(maxsplit=1)[0]
        word = following.width / len(following.text) * (len(first) + 1.5)
        slack = 0.5 if ends(line) else 1.5
        return line.right + min(word, 0.5 * following.width) + slack * line.height >= self._edge(number)

    def _edge(self, number: int) -> float:
        """Return the right edge of the column in which line ``number`` stands."""
        line = self._lines[number]
        shift = 0.6 * line.height
        near = [o.right for o in self._lines[max(0, number - 4) : number + 5] if abs(o.left - line.left) < shift]
        block = max(near)
        if sum(right > block - line.height for right in near) > 2:
            return block  # several lines end there
        return self._column(number)

    def _column(self, number: int) -> float:
        """Return the right edge of the lines that start about where line ``number`` does.

        A title or a table may be wider than its column: an eighth of the lines may. Only so many lines are compared
        that a page with ten thousand of them takes its time and no more.
        """
        line = self._lines[number]
        start = max(0, number // _NEAR * _NEAR - _NEAR)
        key = start, round(line.left)
        if key not in self._edges:
            near = self._lines[start : start + 3 * _NEAR]
            shift = 3 * line.height
            rights = sorted((other.right for other in near if abs(other.left - line.left) < shift), reverse=True)
            self._edges[key] = rights[ceil(len(rights) / 8) - 1]
        return self._edges[key]


def _usual_pitch(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of lines by the height of their letters."""
    pitches: dict[int, Counter[float]] = {}
    for last, line in pairwise(lines):
        pitch = last.top - line.top
        if alike(last, line) and 0.6 * line.height < pitch < 2.6 * line.height:
            pitches.setdefault(round(line.height), Counter())[round(pitch * 2) / 2] += 1
    return {height: _mode(counts) for height, counts in pitches.items()}


def _mode(counts: Counter[float]) -> float:
    """Return the commonest pitch; of equally common ones the smallest."""
    most = max(counts.values())
    return min(pitch for pitch, count in counts.items() if count == most)
