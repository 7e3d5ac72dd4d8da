"""What the filter looks through: the lines of all entries, and what else was asked about them, kept between keys."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from briefing.library.catalogue import ORDER, Catalogue
from briefing.library.record import FIELD, NO_DATE

if TYPE_CHECKING:
    from briefing.library.filtering import Part

COLUMNS = ("author", "marking", "language", "tags")
"""What conditions look for that the lines do not hold."""

_KEPT = 32
"""Answers of the catalogue that are kept at most, each a byte per entry."""


def plain(folded: str) -> str:
    """Return folded text with straight apostrophes as the typographic ones are: parting words."""
    return folded.replace("'", " ")


class Chosen(Sequence[int]):
    """The rows of the entries at some places of the list, in its order; each is looked up when it is asked for."""

    def __init__(self, rows: array[int], places: Sequence[int]) -> None:
        """Take the rows of all entries, and the places, which ascend."""
        self._rows = rows
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> Chosen: ...
    def __getitem__(self, index: int | slice) -> int | Chosen:
        if isinstance(index, slice):
            return Chosen(self._rows, self._places[index])
        return self._rows[self._places[index]]

    def __iter__(self) -> Iterator[int]:
        return map(self._rows.__getitem__, self._places)

    def index(self, row: int, start: int = 0, stop: int | None = None) -> int:
        """Return where a row is among those chosen. Raises ``ValueError``."""
        place = self._rows.index(row)
        at = bisect_left(self._places, place, *slice(start, stop).indices(len(self))[:2])
        if at == len(self) or self._places[at] != place:
            raise ValueError(f"row {row} was not chosen")
        return at


class Haystack:
    """The lines of all entries in the list's order, folded, as of one state of the list.

    They are text, not bytes: looking for bytes in bytes takes Python several times as long.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the lines from the catalogue; takes a tenth of a second for 100,000."""
        self.rows = array("I")
        self.lines: list[str] = []
        for some in catalogue.stream(f"select id, line from entry order by {ORDER}"):  # noqa: S608
            self.rows.extend(row for row, _ in some)
            self.lines.extend(plain(line) for _, line in some)
        self.last: tuple[Sequence[Part], Sequence[int]] = ((), self.places())
        """What was looked for last in the lines, and the places that it left."""
        self._columns: dict[str, tuple[dict[str, int], array[int]]] = {}
        self._found: dict[tuple[str, ...], tuple[tuple[int, int], bytes]] = {}

    def places(self) -> range:
        """Return the places of all entries."""
        return range(len(self.lines))

    @cached_property
    def dated(self) -> int:
        """How many entries have a day. They stand first, the newest before the others: the list's order."""
        return bisect_left(self.lines, True, key=lambda line: line[-10:] == NO_DATE)

    def since(self, day: str) -> int:
        """Return how many entries are of ``day`` or younger; they are the first ones.

        One that is dated by a month or a year counts as of its first day.
        """
        begun = day.removesuffix("-01").removesuffix("-01")
        return bisect_left(self.lines, True, hi=self.dated, key=lambda line: line[-10:] < begun)

    @cached_property
    def publishers(self) -> tuple[dict[str, int], array[int]]:
        """The publishers, folded, with their numbers, and the number of each entry's publisher, by place."""
        numbers: dict[str, int] = {}
        own = array("I", [numbers.setdefault(line.split(FIELD, 2)[1], len(numbers)) for line in self.lines])
        return numbers, own

    def column(self, catalogue: Catalogue, name: str) -> tuple[dict[str, int], array[int]]:
        """Return the values of a column of the entries with their numbers, and by row the number of its value or 0.

        The first time takes as long as reading the lines, unless the columns were prepared.
        """
        if name not in self._columns:
            self._read(catalogue, [name])
        return self._columns[name]

    def prepare(self, catalogue: Catalogue) -> None:
        """Read what conditions ask for besides the lines, so that no key waits for it."""
        _ = self.publishers
        if missing := [name for name in COLUMNS if name not in self._columns]:
            self._read(catalogue, missing)

    def _read(self, catalogue: Catalogue, names: Sequence[str]) -> None:
        read = [(name, dict[str, int](), array("I", bytes(4 * self._rows_end))) for name in names]
        some_value = " or ".join(f"{name} is not null" for name in names)
        for some in catalogue.stream(f"select id, {', '.join(names)} from entry where {some_value}"):  # noqa: S608
            rows, *columns = zip(*some, strict=True)
            for (_, numbers, own), values in zip(read, columns, strict=True):
                for row, value in zip(rows, values, strict=True) if any(values) else ():
                    if value is not None and row < len(own):  # not one that another program added since
                        own[row] = numbers.setdefault(value, len(numbers) + 1)
        self._columns |= {name: (numbers, own) for name, numbers, own in read}

    def found(self, catalogue: Catalogue, sql: str, *values: str) -> bytes:
        """Return by row whether a query finds it, 1 or 0; asked once until something is written into the catalogue."""
        query, now = (sql, *values), catalogue.state()
        if query not in self._found or self._found[query][0] != now:
            if len(self._found) >= _KEPT:
                self._found.clear()
            self._found[query] = now, self.marked(row for (row,) in catalogue.all(sql, *values))
        return self._found[query][1]

    def marked(self, rows: Iterable[int], also: bytes = b"") -> bytes:
        """Return 1 for some rows and for what is marked ``also``, by row, else 0."""
        marks = bytearray(also or self._rows_end)
        for row in rows:
            if row < len(marks):  # not one that another program added since
                marks[row] = 1
        return bytes(marks)

    @cached_property
    def _rows_end(self) -> int:
        return max(self.rows, default=0) + 1
