"""Lines on pages become running text: paragraphs mended, running headers, footers and page numbers set apart.

Works on boxes and words only and knows no PDF library. Lengths are in points, y grows upwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from briefing.ingest.pdf_furniture import classify
from briefing.ingest.pdf_line import Line, Sheet
from briefing.ingest.source import Furniture, Page

PARAGRAPH, BREAK, SPACE = "\n\n", "\n", " "

_END = re.compile(r"[.!?:;…。！？][\"'”’»)\]]*(?:\d{1,3}|\[\d+\])?$")
_ITEM = re.compile(r"(?:[•◦▪▫‣·●○■□–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s+\S")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_HYPHENS = ("-", "‐", "\u00ad")
_HEAD_OF_WORD = re.compile(r"[^\W\d_]+$")
_TAIL_OF_WORD = re.compile(r"^[^\W\d_]+")
_TENS = frozenset(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"))
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Scripts without spaces between words: lines of them join without one."""


def flow(sheets: Sequence[Sheet]) -> tuple[str, tuple[Furniture, ...], tuple[Page, ...]]:
    """Return the text of a document's pages, its furniture spans and where each page starts.

    Lines of one paragraph are joined by a space, lines that were broken on purpose by a line end, paragraphs are set
    apart by a blank line. Furniture stands between paragraphs, never inside one: what a paragraph meets on its way to
    the next page follows behind it.
    """
    reasons = classify(sheets)
    flowed = _Flow(_Vocabulary(sheets))
    for sheet, marks in zip(sheets, reasons, strict=True):
        flowed.page(sheet, marks)
    return flowed.finish()


class _Vocabulary:
    """The words of a document that stand within one line, by which a hyphen at a line's end is judged."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets

    @cached_property
    def _words(self) -> frozenset[str]:
        words: set[str] = set()
        for sheet in self._sheets:
            broken = False
            for line in sheet.lines:
                found = _WORD.findall(line.text.casefold().replace("‐", "-"))
                goes_on = line.hyphen or line.text.endswith(_HYPHENS)
                words.update(found[broken : len(found) - goes_on])  # the pieces of broken words are no words
                broken = goes_on
        return frozenset(words)

    def keeps_hyphen(self, head: str, tail: str) -> bool:
        """Tell whether the word broken into ``head`` and ``tail`` has a hyphen of its own there."""
        low, high = head.casefold(), tail.casefold()
        if f"{low}-{high}" in self._words:
            return True
        if f"{low}{high}" in self._words:
            return False
        if tail[:1].isupper() and not head.isupper():
            return True  # Franco-German
        if low in _TENS:
            return True  # twenty-five
        return len(low) > 3 and len(high) > 2 and low in self._words and high in self._words  # floating-point


@dataclass(slots=True)
class _Flow:
    vocabulary: _Vocabulary
    parts: list[str] = field(default_factory=list)
    length: int = 0
    furniture: list[Furniture] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    held: list[tuple[str, str]] = field(default_factory=list)
    """Furniture that waits for the end of the paragraph: its text and reason."""
    last: Line | None = None
    """The line that was written last, when it may go on."""
    lines_of_paragraph: int = 0

    def page(self, sheet: Sheet, marks: Sequence[str | None]) -> None:
        """Write one page; ``marks`` holds the reason of each line that is furniture."""
        body = [line for line, mark in zip(sheet.lines, marks, strict=True) if mark is None]
        above, below = _around(sheet, marks)
        gaps = Spacing(body)
        if self.last is not None and not (body and _goes_on(self.last, body[0])):
            self._end_paragraph()
        start: int | None = None
        if self.last is None:
            start = self._next_start()
            self.held += above
            self._end_paragraph()
        else:
            self.held += above
        first = PARAGRAPH if self.last is None else SPACE
        for number, line in enumerate(body):
            place = self._write(line, gaps.joint(number, self.lines_of_paragraph) if number else first)
            start = place if start is None else start
        self.pages.append(Page(self._next_start() if start is None else start, sheet.label))
        self.held += below
        if not body:
            self._end_paragraph()

    def finish(self) -> tuple[str, tuple[Furniture, ...], tuple[Page, ...]]:
        """Return what was written."""
        self._end_paragraph()
        return "".join(self.parts), tuple(self.furniture), tuple(self.pages)

    def _next_start(self) -> int:
        return self.length + (len(PARAGRAPH) if self.parts else 0)

    def _append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _end_paragraph(self) -> None:
        self.last, self.lines_of_paragraph = None, 0
        for text, reason in self.held:
            if self.parts:
                self._append(PARAGRAPH)
            self.furniture.append(Furniture(self.length, self.length + len(text), reason))
            self._append(text)
        self.held.clear()

    def _write(self, line: Line, joint: str) -> int:
        """Write a line behind ``joint`` and return where it starts."""
        if joint == PARAGRAPH:
            self._end_paragraph()
            if self.parts:
                self._append(PARAGRAPH)
        elif joint == SPACE:
            self._join(line)
        else:
            self._append(joint)
        start = self.length
        self._append(line.text)
        self.last = line
        self.lines_of_paragraph += 1
        return start

    def _join(self, line: Line) -> None:
        """Prepare the end of the last line for ``line`` to go on behind it: mend a hyphen or add a space."""
        assert self.last is not None
        if not breaks_word(self.last, line):
            if not (_UNSPACED.match(self.last.text[-1]) and _UNSPACED.match(line.text[0])):
                self._append(SPACE)
            return
        written = self.parts[-1]
        bare = written if self.last.hyphen else written[:-1]
        head, tail = _HEAD_OF_WORD.search(bare), _TAIL_OF_WORD.search(line.text)
        keep = bool(head and tail and self.vocabulary.keeps_hyphen(head[0], tail[0]))
        mended = f"{bare}-" if keep else bare
        self.parts[-1] = mended
        self.length += len(mended) - len(written)


def breaks_word(line: Line, following: Line) -> bool:
    """Tell whether a word that starts at the end of ``line`` goes on at the start of ``following``."""
    if line.hyphen:
        return True
    text = line.text
    return (
        text.endswith(_HYPHENS)
        and len(text) > 1
        and text[-2].isalpha()
        and following.text[:1].isalpha()
        and (following.text[0].islower() or text[-1] != "-")
    )


def _around(sheet: Sheet, marks: Sequence[str | None]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the furniture of a page that stands in its upper and in its lower half."""
    middle = sheet.middle
    above: list[tuple[str, str]] = []
    below: list[tuple[str, str]] = []
    for line, mark in zip(sheet.lines, marks, strict=True):
        if mark is not None:
            (above if line.top > middle else below).append((line.text, mark))
    return above, below


def _goes_on(last: Line, first: Line) -> bool:
    """Tell whether a paragraph goes on behind the end of a page or column."""
    if last.hyphen:
        return True
    if not _alike(last, first) or _END.search(last.text) or _ITEM.match(first.text):
        return False
    return first.text[:1].islower() or breaks_word(last, first) or last.text[-1:] in ",–—"


def _alike(one: Line, other: Line) -> bool:
    return 0.87 < one.height / other.height < 1.15


class Spacing:
    """How the lines of one page hang together."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Measure ``lines``, the body of a page in reading order."""
        self._lines = lines
        self._pitch = _usual_pitch(lines)

    def joint(self, number: int, lines_of_paragraph: int) -> str:
        """Return what stands between line ``number - 1`` and line ``number``.

        ``lines_of_paragraph`` is how many lines the paragraph has so far.
        """
        last, line = self._lines[number - 1], self._lines[number]
        pitch = last.top - line.top
        if abs(pitch) < 0.4 * line.height:
            return SPACE  # pieces of one line
        if pitch < 0 or pitch > 8 * line.height:
            return SPACE if _goes_on(last, line) else PARAGRAPH  # the next column
        if not _alike(last, line) and not last.hyphen:
            return PARAGRAPH
        if pitch > self._expected(line) + 0.3 * line.height:
            return PARAGRAPH
        if last.hyphen:
            return SPACE
        return self._close(number, lines_of_paragraph)

    def _expected(self, line: Line) -> float:
        return self._pitch.get(round(line.height), 1.35 * line.height)

    def _close(self, number: int, lines_of_paragraph: int) -> str:
        """Judge two lines at the usual distance."""
        last, line = self._lines[number - 1], self._lines[number]
        em = line.height
        if _ITEM.match(line.text) and not self._full(number - 1):
            return BREAK
        shift = line.left - last.left
        centred = abs((line.left + line.right) - (last.left + last.right)) < em
        hanging = lines_of_paragraph == 1 and _ITEM.match(last.text) is not None
        if shift > 0.6 * em and not centred and not hanging and (self._returns(number) or _END.search(last.text)):
            return PARAGRAPH  # the first line of a paragraph is set in
        if shift < -0.6 * em and lines_of_paragraph > 1 and not centred:
            return BREAK
        if self._full(number - 1) or breaks_word(last, line):
            return SPACE
        return PARAGRAPH if _END.search(last.text) and self._full(number - 2) else BREAK

    def _returns(self, number: int) -> bool:
        """Tell whether the line behind ``number`` goes back to the left."""
        if number + 1 >= len(self._lines):
            return False
        line, following = self._lines[number], self._lines[number + 1]
        return following.left < line.left - 0.6 * line.height and following.top < line.top

    def _full(self, number: int) -> bool:
        """Tell whether line ``number`` is as long as its column lets it be: the next word would not have fitted."""
        if number < 0 or number + 1 >= len(self._lines):
            return False
        line, following = self._lines[number], self._lines[number + 1]
        first = following.text.split(maxsplit=1)[0]
        word = following.width / max(len(following.text), 1) * (len(first) + 1.5)
        return line.right + min(word, 0.5 * following.width) >= self._edge(number)

    def _edge(self, number: int) -> float:
        """Return the right edge of the column in which line ``number`` stands, judged by its neighbours."""
        line = self._lines[number]
        near = self._lines[max(0, number - 8) : number + 9]
        return max(
            other.right
            for other in near
            if other is line or (abs(other.left - line.left) < 3 * line.height and _alike(other, line))
        )


def _usual_pitch(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of lines by the height of their letters."""
    pitches: dict[int, Counter[float]] = {}
    for last, line in pairwise(lines):
        pitch = last.top - line.top
        if _alike(last, line) and 0.6 * line.height < pitch < 2.6 * line.height:
            pitches.setdefault(round(line.height), Counter())[round(pitch * 2) / 2] += 1
    return {height: _mode(counts) for height, counts in pitches.items()}


def _mode(counts: Counter[float]) -> float:
    """Return the commonest pitch; of equally common ones the smallest."""
    most = max(counts.values())
    return min(pitch for pitch, count in counts.items() if count == most) if most > 1 else min(counts)
