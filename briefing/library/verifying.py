"""Looking through all that is kept for damage that nobody has met yet, in pieces of a few milliseconds."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from briefing.errors import BriefingError
from briefing.library import sums
from briefing.library.catalogue import Catalogue
from briefing.library.indexes import Indexes

FEW = 2_000
"""Sources up to which a catalogue is looked through before it is used: that takes 20 ms for a thousand."""

_CALM = 2.0
"""Seconds after which a desk that is watched is looked through, so that the screen comes first."""

_PAUSE = 0.02
"""Seconds between two pieces of that."""

_PIECE = 500
"""Rows that are looked at together."""

_TABLES = ("meta", "folder", "file", "entry", "detail", "text", "sketch", "finding")

Row = tuple[Any, ...]


class Verifier:
    """Looks through catalogue and index of one desk, each catalogue once."""

    def __init__(self, catalogue: Catalogue, indexes: Indexes) -> None:
        """Nothing is looked at yet."""
        self.catalogue, self.indexes = catalogue, indexes
        self._verified: int | None = None

    def few(self) -> None:
        """Look through a catalogue of few sources; pass over another. Raises ``Lost``."""
        now = self.catalogue.lost
        files = self.catalogue.one("select count(*) from (select 1 from file limit ?)", FEW + 1) or (0,)
        if self._verified != now and files[0] <= FEW:
            deque(pieces(self.catalogue), maxlen=0)
            self._verified = now

    def behind(self, stop: threading.Event, busy: Callable[[], bool]) -> None:
        """Look through everything a little at a time, and not while ``busy``, until ``stop`` is set.

        What is damaged is thrown away; who watches the catalogue notices, and who searches the index.
        """
        if stop.wait(_CALM):
            return
        known = self._verified == self.catalogue.lost
        try:
            for _ in chain(() if known else pieces(self.catalogue), self.indexes.verify()):
                while stop.wait(_PAUSE) or busy():
                    if stop.is_set():
                        return
        except BriefingError:  # whoever asks next is told
            return


def pieces(catalogue: Catalogue) -> Iterator[None]:
    """Look at everything, with a pause for the caller after each piece. Raises ``Lost``.

    First come the pages and indexes, which SQLite knows to judge, then the rows by their sums. Texts are left out: what
    is read of them has to fit their digest.
    """
    for table in _TABLES:
        found = [row for some in catalogue.stream(f"pragma integrity_check({table})") for row in some]
        with catalogue.sound():
            _demand(found == [("ok",)], f"the table {table} is damaged: {found[:1]}")
        yield
    for sql, check in _SUMS:
        yield from _rows(catalogue, sql, check)
    strays = catalogue.one("select 1 from entry where file not in (select id from file) limit 1")
    order = catalogue.get("order")
    with catalogue.sound():
        _demand(strays is None, "an entry belongs to no file")
        sums.opened(order)


def _rows(catalogue: Catalogue, sql: str, check: Callable[[Row], None]) -> Iterator[None]:
    """Check the rows of a table; ``sql`` gives those behind a number, which stands first in each."""
    last = -(1 << 63)
    while rows := catalogue.all(sql, last, _PIECE):
        with catalogue.sound():
            for row in rows:
                check(row)
        last = rows[-1][0]
        yield


def _demand(so: bool, otherwise: str) -> None:
    if not so:
        raise ValueError(otherwise)


def _check_findings(row: Row) -> None:
    key, *counts = row[:7]
    sums.check_counts(key, tuple(counts))
    _demand(sums.of_findings(key, row[7], row[8]) == row[9], "findings are not as they were put there")


def _check_sketch(row: Row) -> None:
    _demand(sums.of_bytes(*row[:2]) == row[2], "a sketch is not as it was put there")


def _check_detail(row: Row) -> None:
    sums.check_text(*row)


_SUMS: tuple[tuple[str, Callable[[Row], None]], ...] = (
    (f"select {sums.ENTRY} from entry e where e.id > ? order by e.id limit ?", sums.check_entry),  # noqa: S608
    ("select entry, json, sum from detail where entry > ? order by entry limit ?", _check_detail),
    ("select entry, hashes, sum from sketch where entry > ? order by entry limit ?", _check_sketch),
    (
        f"select f.key, {sums.COUNTS}, f.speakers, f.json, f.whole from finding f"  # noqa: S608
        " where f.key > ? order by f.key limit ?",
        _check_findings,
    ),
)
