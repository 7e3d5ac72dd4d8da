"""Lines on pages become running text: paragraphs mended, running headers, footers and page numbers set apart.

Works on boxes and words only and knows no PDF library. Lengths are in points, y grows upwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.ingest.pdf_furniture import classify
from briefing.ingest.pdf_hyphens import Vocabulary
from briefing.ingest.pdf_line import Line, Sheet
from briefing.ingest.pdf_spacing import PARAGRAPH, SPACE, Spacing, breaks_word, goes_on, notes
from briefing.ingest.source import Furniture, Page

_Held = tuple[str, str | None]
"""A text, and why it is furniture; None for a note, which is none."""
_HEAD_OF_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*$")
_TAIL_OF_WORD = re.compile(r"^[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BESIDE_FIGURE = re.compile(r"(?:\w[-‐]\n\d|\d[-‐]\n\w)")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
"""Scripts without spaces between words: lines of them join without one."""


def flow(sheets: Sequence[Sheet]) -> tuple[str, tuple[Furniture, ...], tuple[Page, ...]]:
    """Return the text of a document's pages, its furniture spans and where each page starts.

    Lines of one paragraph are joined by a space, lines that were broken on purpose by a line end, paragraphs are set
    apart by a blank line. Furniture stands between paragraphs, never inside one: what a paragraph meets on its way to
    the next page follows behind it.
    """
    marks = classify(sheets)
    bodies = [
        [line for line, mark in zip(sheet.lines, reasons, strict=True) if mark is None]
        for sheet, reasons in zip(sheets, marks, strict=True)
    ]
    flowed = _Flow(Vocabulary(sheets))
    for number, sheet in enumerate(sheets):
        following = bodies[number + 1][:1] if number + 1 < len(bodies) else []
        flowed.page(sheet, marks[number], bodies[number], following[0] if following else None)
    return flowed.finish()


@dataclass(slots=True)
class _Flow:
    vocabulary: Vocabulary
    parts: list[str] = field(default_factory=list)
    length: int = 0
    furniture: list[Furniture] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    held: list[_Held] = field(default_factory=list)
    """What waits for the end of the paragraph."""
    last: Line | None = None
    """The line that was written last, when it may go on."""
    lines_of_paragraph: int = 0

    def page(self, sheet: Sheet, marks: Sequence[str | None], body: Sequence[Line], following: Line | None) -> None:
        """Write one page: ``marks`` holds the reason of each line that is furniture, ``body`` the other lines.

        ``following`` is the first line of the next page's body.
        """
        above, below = _around(sheet, marks)
        if self.last is not None and not (body and goes_on(self.last, body[0])):
            self._end_paragraph()
        start = self._next_start() if self.last is None and above else None
        self.held += above
        if self.last is None:
            self._end_paragraph()
        place = self._body(body, following)
        start = place if start is None else start
        self.pages.append(Page(self._next_start() if start is None else start, sheet.label))
        self.held += below
        if not body:
            self._end_paragraph()

    def _body(self, body: Sequence[Line], following: Line | None) -> int | None:
        """Write the body of a page and return where it starts."""
        gaps = Spacing(body)
        between = dict(notes(body, following))
        start: int | None = None
        number = 0
        joint = PARAGRAPH if self.last is None else SPACE
        while number < len(body):
            if number in between:
                self.held.append((self._note(body[number : between[number]], gaps, number), None))
                number, joint = between[number], SPACE
                continue
            place = self._write(body[number], joint)
            start = place if start is None else start
            number += 1
            if number < len(body):
                joint = gaps.joint(number, self.lines_of_paragraph)
        return start

    def _note(self, lines: Sequence[Line], gaps: Spacing, first: int) -> str:
        """Return the text of a note, the lines of a page from number ``first`` on."""
        note = _Flow(self.vocabulary)
        for number, line in enumerate(lines):
            note._write(line, gaps.joint(first + number, note.lines_of_paragraph) if number else PARAGRAPH)
        return note.finish()[0]

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
            if reason is not None:
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
            if not (
                (_UNSPACED.match(self.last.text[-1]) and _UNSPACED.match(line.text[0]))
                or _BESIDE_FIGURE.match(f"{self.last.text[-2:]}\n{line.text[:1]}")  # a 15-year plan, an F-16
            ):
                self._append(SPACE)
            return
        written = self.parts[-1]
        bare = written if self.last.hyphen else written[:-1]
        head, tail = _HEAD_OF_WORD.search(bare), _TAIL_OF_WORD.search(line.text)
        mended = bare + (self.vocabulary.between(head[0], tail[0]) if head and tail else "-")  # beside a figure
        self.parts[-1] = mended
        self.length += len(mended) - len(written)


def _around(sheet: Sheet, marks: Sequence[str | None]) -> tuple[list[_Held], list[_Held]]:
    """Return the furniture of a page that stands in its upper and in its lower half."""
    middle = sheet.middle
    above: list[_Held] = []
    below: list[_Held] = []
    for line, mark in zip(sheet.lines, marks, strict=True):
        if mark is not None:
            (above if line.top > middle else below).append((line.text, mark))
    return above, below
