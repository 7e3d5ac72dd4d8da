"""What the cells of a table are of: the first cell of their row and the head of their column."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"[\t|]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST = 60
"""Characters of a cell that can be a name."""

_WIDEST = 2000
"""Characters of a line that is looked at."""

Row = tuple[tuple[int, int], ...]
"""Start and end of each cell of a line."""


class Tables:
    """The tables of a text: lines of cells that tabs or upright strokes part, under a line of their names."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._none = "\t" not in text and "|" not in text
        self._rows: dict[int, Row] = {}
        self._heads: dict[int, Row] = {}

    def names(self, at: int) -> str | None:
        """Return the names of the row and the column in which the cell at ``at`` stands; None outside tables."""
        if self._none:
            return None
        start = self._text.rfind("\n", max(0, at - _WIDEST), at) + 1
        if start == 0 and at > _WIDEST:
            return None
        row = self._row(start)
        if len(row) < 2:
            return None
        column = next((i for i, (_, end) in enumerate(row) if at < end), len(row) - 1)
        label = next(i for i, cell in enumerate(row) if i == column or self._text[slice(*cell)].strip())
        if row[column][1] - row[column][0] > _LONGEST:
            return None
        head = self._head(start)
        names = [self._name(row[label])] if label < column else []
        if len(head) == len(row) and head != row:
            names.append(self._name(head[column]))
        return ", ".join(name for name in names if name) or None

    def _row(self, start: int) -> Row:
        """Return the cells of the line that begins at ``start``; none where nothing parts it."""
        if start in self._rows:
            return self._rows[start]
        end = self._text.find("\n", start, start + _WIDEST)
        end = min(len(self._text), start + _WIDEST) if end < 0 else end
        self._rows[start] = row = self._cells(start, end)
        return row

    def _cells(self, start: int, end: int) -> Row:
        if self._text.find("\t", start, end) < 0 and self._text.find("|", start, end) < 0:
            return ()
        marks = [mark.start() for mark in _BETWEEN.finditer(self._text, start, end)]
        return tuple(zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True))

    def _head(self, start: int) -> Row:
        """Return the first line of the table of which a line begins at ``start``; each line is looked at once."""
        passed: list[int] = []
        head: Row = ()
        while start not in self._heads and len(row := self._row(start)) > 1:
            passed.append(start)
            head = row
            above = self._text.rfind("\n", max(0, start - _WIDEST), max(0, start - 1)) + 1
            if start == 0 or (above == 0 and start > _WIDEST):
                break
            start = above
        head = self._heads.get(start, head)
        self._heads.update(dict.fromkeys(passed, head))
        return head

    def _name(self, cell: tuple[int, int]) -> str | None:
        name = " ".join(self._text[slice(*cell)].split())
        return name if len(name) <= _LONGEST and _WORD.search(name) else None
