"""Tables as rows of words: columns as wide as what they hold, narrower, the widest first, where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.tui.layout.cells import width
from briefing.tui.layout.wrap import wrap

Word = tuple[str, tuple[str, ...]]
Line = tuple[Word, ...]

GAP = "  "
LEAST = 6
"""Cells that no column goes below while another one is wider."""


@dataclass(slots=True)
class Table:
    """The cells of a table, row by row, the head first; ``right`` are the columns that are right-aligned."""

    rows: list[list[str]] = field(default_factory=list)
    right: set[int] = field(default_factory=set)

    def lines(self, cells: int) -> Iterator[Line]:
        """Yield the lines of the table, ``cells`` wide at most where that many columns fit."""
        columns = max((len(row) for row in self.rows), default=0)
        full = [[*row, *[""] * (columns - len(row))] for row in self.rows]
        widths = fitted([max(width(row[c]) for row in full) for c in range(columns)], cells)
        for n, row in enumerate(full):
            yield from self._row(row, widths, ("strong",) if n == 0 else ())
            if n == 0:
                yield (("─" * (sum(widths) + len(GAP) * (columns - 1)), ("faint",)),)

    def _row(self, row: Sequence[str], widths: Sequence[int], names: tuple[str, ...]) -> Iterator[Line]:
        wrapped = [_wrapped(cell, most) for cell, most in zip(row, widths, strict=True)]
        for y in range(max(map(len, wrapped))):
            shown = [
                _padded(lines[y] if y < len(lines) else "", most, right=c in self.right)
                for c, (lines, most) in enumerate(zip(wrapped, widths, strict=True))
            ]
            yield ((GAP.join(shown).rstrip(), names),)


def fitted(widths: list[int], cells: int) -> list[int]:
    """Return the widths of columns that fit into ``cells``, taken from the widest until they do."""
    room = cells - len(GAP) * (len(widths) - 1)
    widths = [max(each, 1) for each in widths]
    while sum(widths) > room and max(widths) > LEAST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _wrapped(cell: str, cells: int) -> list[str]:
    found, start = [], 0
    for end in wrap(cell, cells):
        found.append(cell[start:end].rstrip())
        start = end
    return found


def _padded(text: str, cells: int, *, right: bool) -> str:
    pad = " " * (cells - width(text))
    return pad + text if right else text + pad
