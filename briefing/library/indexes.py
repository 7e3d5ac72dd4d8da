"""Which full-text index is in use, and what happens when it is missing or damaged."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sqlite3
import threading
from pathlib import Path

from briefing.library.catalogue import Catalogue
from briefing.library.index import Damaged, Index, Writing
from briefing.library.scan import UNREAD, UNSURE

MANY = 2_000
"""From so many files on, the index gets more memory and threads."""

_LASTING = frozenset({"term", "idx", "pos", "fast", "fieldnorm", "store"})
"""Files of a part of an index, which nobody writes to after the commit that made them."""

Stamps = dict[str, tuple[int, int]]
"""Size and time of change of files, by name."""


class Indexes:
    """Keeps one index open beside a catalogue. The catalogue names the folder, so the two always belong together."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Nothing is opened before it is asked for."""
        self.catalogue = catalogue
        self._index: Index | None = None
        self._name: str | None = None
        self._generation: object = None
        self._stamps: Stamps = {}
        self._lock = threading.RLock()

    def reading(self) -> Index | None:
        """Return the index as last committed by any program; None when there is none that can be used."""
        facts = dict(self.catalogue.all("select key, value from meta where key in ('index', 'generation')"))
        name, generation = facts.get("index"), facts.get("generation")
        with self._lock:
            try:
                if name is None or not (self.catalogue.folder / name).is_dir():
                    self._forget()
                elif self._index is None or name != self._name:
                    self._open(name, make=False)
                else:
                    self._stamps = _untouched(self.catalogue.folder / name, self._stamps)
                    if generation != self._generation:
                        self._index.reload()
            except Damaged:
                self.damaged()
            self._generation = generation
            return self._index

    def check(self) -> None:
        """Let every file count as unread when the index is gone; costs no more than a look at its folder."""
        name = self.catalogue.get("index")
        if name is not None and (self.catalogue.folder / name / "meta.json").is_file():
            return
        if self.catalogue.one("select 1 from file where stamp != ? limit 1", UNREAD):
            with self.catalogue.writing() as connection:
                _unread(connection)

    def writing(self, files: int) -> Writing:
        """Begin a batch of changes of so many files.

        A missing or damaged index is begun anew, and every file counts as unread.
        """
        try:
            index = self.reading()
            if index is not None:
                return index.writing(many=files > MANY)
        except Damaged:
            self.damaged()
        with self._lock:
            return self._begin_anew(files).writing(many=True)

    def damaged(self, index: Index | None = None) -> None:
        """Stop using the index; the next refresh builds another. Not if it was ``index``, and another is in use now."""
        with self._lock:
            if index not in (None, self._index):
                return
            self._forget()
            with self.catalogue.writing() as connection:
                connection.execute("delete from meta where key = 'index'")

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._forget()

    def _begin_anew(self, files: int) -> Index:
        name = f"index-{secrets.token_hex(4)}"
        with self.catalogue.writing() as connection:
            _unread(connection)
            connection.execute("insert or replace into meta values ('index', ?)", (name,))
        for old in self.catalogue.folder.glob("index-*"):
            shutil.rmtree(old, ignore_errors=True)
        (known,) = self.catalogue.one("select count(*) from file") or (0,)
        return self._open(name, make=True, sources=max(known, files))

    def _open(self, name: str, *, make: bool, sources: int = 0) -> Index:
        from briefing.library.tantivy_index import TantivyIndex

        self._forget()
        self._index = TantivyIndex(self.catalogue.folder / name, make=make, sources=sources)
        self._name = name
        self._stamps = {}
        return self._index

    def _forget(self) -> None:
        if self._index is not None:
            self._index.close()
        self._index = self._name = None


def _unread(connection: sqlite3.Connection) -> None:
    """Let every file count as unread, and every folder as not looked at, so that a search waits for both."""
    connection.execute("update file set stamp = ?", (UNREAD,))
    connection.execute("update folder set stamp = ?", (UNSURE,))


def _untouched(folder: Path, before: Stamps) -> Stamps:
    """Return the stamps of the files that the last commit names. Raises ``Damaged`` where they are not as ``before``.

    The files are in use as parts of the memory: where one is cut short, the system ends the program that looks beyond.
    """
    try:
        parts = json.loads((folder / "meta.json").read_bytes())["segments"]
        segments = {part["segment_id"].replace("-", "") for part in parts}
        with os.scandir(folder) as listing:
            found = {item.name: item.stat() for item in listing if _is_of(segments, item.name)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(f"the search index is damaged: {error}") from None
    now = {name: (status.st_size, status.st_mtime_ns) for name, status in found.items()}
    if any(now.get(name) != stamp for name, stamp in before.items() if _is_of(segments, name)):
        raise Damaged("the search index was changed from outside")
    return now


def _is_of(segments: set[str], name: str) -> bool:
    segment, _, kind = name.partition(".")
    return kind in _LASTING and segment in segments
