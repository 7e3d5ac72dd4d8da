"""A long text as rows of a given width, found when they are needed.

Rows are pairs of offsets, never strings: cursor, pins and highlights are offsets anyway, and a text of five megabytes
costs no more to show than a short one. The text is cut once into *blocks* (lines, very long ones in pieces, hidden
spans); a block is wrapped when one of its rows is first asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from briefing.tui.layout.cells import TAB, glyph, plain

LONGEST = 4096
"""Code points of a line after which it is cut into another block, so that no single wrap is long."""

_KEPT = 4096
"""Blocks whose rows are kept; more than any screen and its surroundings show."""

_BREAK_AFTER = frozenset("-–—/\u2010")

Place = tuple[int, int]
"""A row: the number of its block, and its number in the block."""


class Row(NamedTuple):
    """One row of the screen: offsets of its text, white space at its end included; ``folded``: a hidden span."""

    place: Place
    start: int
    end: int
    folded: bool = False


def wrap(text: str, width: int) -> list[int]:
    """Return where the rows of ``text`` (one line) end, as offsets into it; the last one is its length.

    Words stay whole where they fit; spaces at the end of a row hang beyond the width.
    """
    if not text:
        return [0]
    return _wrap_plain(text, width) if plain(text) else _wrap_wide(text, width)


def _wrap_plain(text: str, width: int) -> list[int]:
    ends: list[int] = []
    start, length = 0, len(text)
    while length - start > width:
        cut = text.rfind(" ", start, start + width + 1) + 1
        if cut <= start:
            dash = text.rfind("-", start, start + width) + 1
            cut = dash if dash > start else start + width
        while cut < length and text[cut] == " ":
            cut += 1
        ends.append(cut)
        start = cut
    if start < length or not ends:
        ends.append(length)
    return ends


def _wrap_wide(text: str, width: int) -> list[int]:
    ends: list[int] = []
    column = start = chance = 0
    for i, character in enumerate(text):
        cells = TAB - column % TAB if character == "\t" else glyph(character)[1]
        space = character.isspace() and character != "\N{NO-BREAK SPACE}"
        if cells == 2 and i > start:
            chance = i
        if column + cells > width and cells and not space:
            cut = chance if chance > start else i
            if cut > start:
                ends.append(cut)
                start = cut
                column = _cells(text, cut, i)
        column += cells
        if space or character in _BREAK_AFTER or cells == 2:
            chance = i + 1
    ends.append(len(text))
    return ends


def _cells(text: str, start: int, end: int) -> int:
    column = 0
    for character in text[start:end]:
        column += TAB - column % TAB if character == "\t" else glyph(character)[1]
    return column


class Layout:
    """The rows of ``text`` at ``width`` cells; each of the ``hidden`` spans is one folded row."""

    def __init__(self, text: str, width: int, hidden: Iterable[tuple[int, int]] = ()) -> None:
        """Cut ``text`` into blocks; nothing is wrapped yet."""
        self.text = text
        self.width = max(width, 8)
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._folded: set[int] = set()
        self._rows: dict[int, tuple[int, ...]] = {}
        position = 0
        for start, end in _merged(hidden, len(text)):
            self._cut(position, start)
            self._folded.add(len(self._starts))
            self._add(start, end)
            position = end + 1 if text[end : end + 1] == "\n" else end
        self._cut(position, len(text))
        if not self._starts:
            self._add(0, 0)

    def _add(self, start: int, end: int) -> None:
        self._starts.append(start)
        self._ends.append(end)

    def _cut(self, start: int, end: int) -> None:
        """Add the blocks of the text from ``start`` to ``end``."""
        if start >= end:
            return
        if end < len(self.text) and self.text[end - 1] == "\n":
            end -= 1
        for line in self.text[start:end].split("\n"):
            stop = start + len(line)
            while stop - start > LONGEST:
                cut = self._soft_cut(start)
                self._add(start, cut)
                start = cut
            self._add(start, stop)
            start = stop + 1

    def _soft_cut(self, start: int) -> int:
        cut = self.text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1
        if not cut:
            cut = start + LONGEST
            while cut > start + 1 and glyph(self.text[cut])[1] == 0:
                cut -= 1
        return cut

    def _ends_of(self, block: int) -> tuple[int, ...]:
        found = self._rows.get(block)
        if found is None:
            start, end = self._starts[block], self._ends[block]
            if block in self._folded:
                found = (end,)
            else:
                found = tuple(start + stop for stop in wrap(self.text[start:end], self.width))
            if len(self._rows) >= _KEPT:
                self._rows.clear()
            self._rows[block] = found
        return found

    @property
    def first(self) -> Place:
        """The first row."""
        return (0, 0)

    @property
    def last(self) -> Place:
        """The last row."""
        block = len(self._starts) - 1
        return (block, len(self._ends_of(block)) - 1)

    def row(self, place: Place) -> Row:
        """Return the row at ``place``."""
        block, sub = place
        ends = self._ends_of(block)
        start = self._starts[block] if sub == 0 else ends[sub - 1]
        return Row(place, start, ends[sub], block in self._folded)

    def find(self, offset: int) -> Place:
        """Return the row that shows ``offset``; the end of a row belongs to the next one, if the line goes on."""
        block = max(bisect_right(self._starts, offset) - 1, 0)
        ends = self._ends_of(block)
        return (block, min(bisect_right(ends, offset), len(ends) - 1))

    def step(self, place: Place, rows: int) -> Place:
        """Return the row that many ``rows`` below (above, where negative), or the last (first)."""
        block, sub = place
        while rows > 0:
            left = len(self._ends_of(block)) - 1 - sub
            if rows <= left:
                return (block, sub + rows)
            if block + 1 == len(self._starts):
                return (block, sub + left)
            rows -= left + 1
            block, sub = block + 1, 0
        while rows < 0:
            if -rows <= sub:
                return (block, sub + rows)
            if block == 0:
                return (0, 0)
            rows += sub + 1
            block -= 1
            sub = len(self._ends_of(block)) - 1
        return (block, sub)

    def between(self, above: Place, below: Place, limit: int) -> int:
        """Return how many rows ``below`` stands under ``above`` (0 when not under), counting up to ``limit``."""
        count = 0
        while above < below and count < limit:
            above = self.step(above, 1)
            count += 1
        return count

    def page(self, top: Place, rows: int) -> list[Row]:
        """Return up to ``rows`` rows from ``top``."""
        found: list[Row] = []
        while len(found) < rows:
            found.append(self.row(top))
            below = self.step(top, 1)
            if below == top:
                break
            top = below
        return found

    def column(self, row: Row, offset: int) -> int:
        """Return the cell at which ``offset`` stands in its ``row``."""
        return 0 if row.folded else _cells(self.text, row.start, min(offset, row.end))

    def offset_at(self, row: Row, column: int) -> int:
        """Return the offset of the character that covers ``column`` of ``row``, or of its last one."""
        if row.folded:
            return row.start
        at, seen = row.start, 0
        for i in range(row.start, row.end):
            character = self.text[i]
            cells = TAB - seen % TAB if character == "\t" else glyph(character)[1]
            if cells:
                at = i
            seen += cells
            if seen > column:
                return at
        return at


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(s, 0), min(e, length)) for s, e in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
