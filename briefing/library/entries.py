"""The list of sources as a sequence that reads what is looked at: 100,000 entries cost the memory of one screen."""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from briefing.library import sums
from briefing.library.catalogue import Catalogue, Lost
from briefing.library.entry import Entry
from briefing.library.record import rating

PAGE = 32
"""Entries that are read at once: about as many as a screen shows."""

_MANY = 500
"""Entries that are read at once where all are wanted."""

_PAGES = 256
"""Pages that are kept."""

COLUMNS = f"""
select {sums.ENTRY}, {sums.COUNTS} from entry e left join finding f on f.key = e.key
"""  # noqa: S608

GONE = Entry("", "(gone)", status="refused", reason="is no longer in sources/")
"""Stands where a list from before a refresh names a source that the refresh took away."""


class Rows:
    """Turns rows of the catalogue into entries."""

    def __init__(self, catalogue: Catalogue, outlets: Mapping[str, str]) -> None:
        """Take the Admiralty letters of publishers, by name; they apply without reading anything again."""
        self.catalogue = catalogue
        self.outlets = {publisher.casefold(): letter for publisher, letter in outlets.items()}
        self.generation = 0
        """Counts up when entries changed, so that pages kept from before are read again."""

    def by_row(self, rows: Sequence[int]) -> dict[int, Entry]:
        """Return the entries of rows; rows that are gone are left out. Raises ``Lost``."""
        found = self.catalogue.among(f"{COLUMNS} where e.id in (*)", rows)
        with self.catalogue.sound():
            return {row[0]: self._entry(row) for row in found}

    def by_name(self, id: str) -> Entry | None:
        """Return the entry with an id, or None. Raises ``Lost``."""
        row = self.catalogue.one(f"{COLUMNS} where e.name = ?", id)
        with self.catalogue.sound():
            return self._entry(row) if row else None

    def unlisted(self, id: str) -> bool:
        """Whether an entry that is not found by its name stands in the list all the same.

        That is so where the list and its index by name contradict each other; the whole list is looked through.
        """
        return self.catalogue.one("select 1 from entry not indexed where name = ? limit 1", id) is not None

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        """Return the entry in a row of :data:`COLUMNS`. Raises ``ValueError`` where that is not as it was put there."""
        sums.check_entry(row)
        id, title, publisher, date, author, language, marking, letter, origin, tags, digest, size, refused = row[2:15]
        form, key, story, counts = row[15], row[16], row[19], row[21:]
        sums.check_counts(key, counts)
        quotes, statements, figures, told, measured, _ = counts
        return Entry(
            id=id,
            title=title or id.rsplit("/", 1)[-1],
            publisher=_interned(publisher),
            date=date,
            author=author,
            language=_interned(language),
            marking=_interned(marking),
            reliability=_interned(letter) or rating(publisher, self.outlets),
            origin=_first(origin, story, id),
            tags=tuple(json.loads(tags)) if tags else (),
            digest="sha256:" + digest.hex() if digest else "",
            size=size,
            status="ok" if refused is None else "refused",
            reason=refused,
            quotes=quotes,
            statements=statements,
            figures=figures,
            notable=None if told is None else (told, measured),
            file=id.rpartition("#")[0] if form == "feed" else "",
        )


def _first(origin: str | None, story: str | None, id: str) -> str:
    return origin if origin is not None else story if story is not None else id


def _interned(text: str | None) -> str | None:
    return sys.intern(text) if text else text


class Entries(Sequence[Entry]):
    """Entries in a fixed order, by row number. Safe to use from several threads.

    Where the catalogue turns out to be damaged, an index gives :data:`GONE`, going along all of them raises ``Lost``.
    """

    def __init__(self, rows: Rows, order: Sequence[int], under: Mapping[int, int] | None = None) -> None:
        """``order`` holds the row of each entry, ``under`` for rows that were folded the row that stands for each."""
        self._rows = rows
        self.order = order
        self._under = under or {}
        self._copies = Counter(self._under.values())
        self._pages: OrderedDict[int, list[Entry]] = OrderedDict()
        self._generation = rows.generation
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.order)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Entries: ...
    def __getitem__(self, index: int | slice) -> Entry | Entries:
        if isinstance(index, slice):
            return Entries(self._rows, self.order[index], self._under)
        at = range(len(self.order))[index]
        page, offset = divmod(at, PAGE)
        return self._page(page)[offset]

    def __iter__(self) -> Iterator[Entry]:
        for page in range(-(-len(self) // _MANY)):
            yield from self._read(page, _MANY)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Entries | list | tuple):
            return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def find(self, wanted: Callable[[Entry], bool]) -> int | None:
        """Return the place of the first entry that is ``wanted``, or None."""
        return next((at for at, entry in enumerate(self) if wanted(entry)), None)

    def index_of(self, id: str) -> int | None:
        """Return the place of the source with an id, or of the one that stands for it; None where there is neither.

        The list is not read for that.
        """
        try:
            found = self._rows.catalogue.one("select id from entry where name = ?", id)
        except Lost:  # whoever made the list makes another one once the folder was read again
            return None
        for row in (found[0], self._under.get(found[0], found[0])) if found else ():
            try:
                return self.order.index(row)
            except ValueError:
                continue
        return None

    def copies(self, index: int) -> int:
        """Return how many other entries the one at a place stands for when the list is folded."""
        return self._copies[self.order[index]]

    def is_copy(self, index: int) -> bool:
        """Tell whether another entry stands for the one at a place when its story is folded."""
        return self.order[index] in self._under

    @property
    def folded(self) -> int:
        """How many entries can be folded away."""
        return len(self._under)

    def _page(self, page: int) -> list[Entry]:
        with self._lock:
            if self._generation != self._rows.generation:
                self._pages.clear()
                self._generation = self._rows.generation
            if page in self._pages:
                self._pages.move_to_end(page)
                return self._pages[page]
            try:
                read = self._pages[page] = self._read(page)
            except Lost:  # a list on the screen is drawn whatever happens, and drawn again with what is read anew
                return [GONE] * PAGE
            if len(self._pages) > _PAGES:
                self._pages.popitem(last=False)
            return read

    def _read(self, page: int, size: int = PAGE) -> list[Entry]:
        rows = list(self.order[page * size : (page + 1) * size])
        found = self._rows.by_row(rows)
        return [found.get(row, GONE) for row in rows]
