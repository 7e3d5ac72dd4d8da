"""Which full-text index is in use, and what happens when it is missing or damaged."""

from __future__ import annotations

import contextlib
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator

from briefing.library import seal
from briefing.library.catalogue import Busy, Catalogue
from briefing.library.index import Damaged, Document, Index, Writing
from briefing.library.scan import UNREAD, UNSURE

MANY = 2_000
"""From so many files on, the index gets more memory and threads."""

_WAIT = 0.2
"""Seconds to wait for another program's transaction with what can be noted the next time."""


class _Sealing:
    """A batch of changes to an index that is sealed when it ends."""

    def __init__(self, batch: Writing, ended: Callable[[], None]) -> None:
        self._batch, self._ended = batch, ended
        self.put: Callable[[Iterable[Document]], None] = batch.put
        self.remove: Callable[[Iterable[int]], None] = batch.remove
        self.commit: Callable[[], None] = batch.commit

    def close(self) -> None:
        self._batch.close()
        self._ended()


class Indexes:
    """Keeps one index open beside a catalogue. The catalogue names the folder, so the two always belong together."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Nothing is opened before it is asked for."""
        self.catalogue = catalogue
        self._index: Index | None = None
        self._name: str | None = None
        self._generation: object = None
        self._stamps: seal.Stamps = {}
        self._lock = threading.RLock()

    def reading(self) -> Index | None:
        """Return the index as last committed by any program; None when there is none that can be used."""
        with self._lock:
            facts = dict(self.catalogue.all("select key, value from meta where key in ('index', 'generation')"))
            if self._index is None or facts.get("index") != self._name:  # its seal is long, and goes with it
                facts = dict(
                    self.catalogue.all("select key, value from meta where key in ('index', 'generation', 'seal')")
                )
            name, generation = facts.get("index"), facts.get("generation")
            try:
                if name is None or not (self.catalogue.folder / name).is_dir():
                    self._forget()
                elif self._index is None or name != self._name:
                    self._check_seal(name, facts.get("seal"))
                    self._open(name, make=False)
                    self._stamps = seal.untouched(self.catalogue.folder / name, {})
                else:
                    self._stamps = seal.untouched(self.catalogue.folder / name, self._stamps)
                    if generation != self._generation:
                        self._index.reload()
            except Damaged:
                self.damaged()
            self._generation = generation
            return self._index

    def check(self) -> None:
        """Let every file count as unread when the index is gone; costs no more than a look at its folder.

        Only for who alone may write.
        """
        name = self.catalogue.get("index")
        there = name is not None and (self.catalogue.folder / name / seal.META).is_file()
        if there and (self.catalogue.get("seal") is not None or self._sealed_late()):
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
                before = self._break_seal()
                return _Sealing(index.writing(many=files > MANY), lambda: self._seal(before))
        except Damaged:
            self.damaged()
        with self._lock:
            return _Sealing(self._begin_anew(files).writing(many=True), lambda: self._seal({}))

    def damaged(self, index: Index | None = None) -> None:
        """Stop using the index; the next refresh builds another. Not if it was ``index``, and another is in use now."""
        with self._lock:
            if index not in (None, self._index):
                return
            self._forget()
            with self.catalogue.writing() as connection:
                connection.execute("delete from meta where key in ('index', 'seal')")

    # ------------------------------------------------------------------ whether it is as it was written

    def verify(self) -> Iterator[None]:
        """Compare the sums of all files, with a pause for the caller after each. What is damaged is used no more."""
        facts = dict(self.catalogue.all("select key, value from meta where key in ('index', 'seal')"))
        name, sealed = facts.get("index"), facts.get("seal")
        if name is None or sealed is None:
            return
        try:
            yield from seal.sums(self.catalogue.folder / name, seal.read(sealed))
        except Damaged:
            if self.catalogue.get("seal") == sealed:
                self.damaged()

    def _check_seal(self, name: str, sealed: object) -> None:
        """Raise ``Damaged`` where an index is not as it was sealed. One that was copied gets its new times noted.

        Before another program writes it breaks the seal, so that one which does not fit any more says something only
        while it is still there.
        """
        if sealed is None:
            return
        try:
            now = seal.written(seal.compare(self.catalogue.folder / name, seal.read(sealed)))
        except Damaged:
            if self.catalogue.get("seal") == sealed:
                raise
            return
        if now != sealed:
            with contextlib.suppress(Busy), self.catalogue.writing(wait=_WAIT) as connection:
                connection.execute("update meta set value = ? where key = 'seal' and value = ?", (now, sealed))

    def _break_seal(self) -> seal.Seal:
        """Say that the files will change; return what was known of them."""
        before = self.catalogue.get("seal")
        with self.catalogue.writing() as connection:
            connection.execute("delete from meta where key = 'seal'")
        return {} if before is None else seal.read(before)

    def _seal(self, before: seal.Seal) -> None:
        name = self.catalogue.get("index")
        try:
            if name is not None:
                self.catalogue.put("seal", seal.written(seal.taken(self.catalogue.folder / name, before)))
        except Damaged:
            pass  # whoever asks it next is told

    def _sealed_late(self) -> bool:
        """Seal an index that a program which died has left open; return whether it fits the catalogue.

        A catalogue may have lost what was last written into it, and then the index knows more.
        """
        index = self.reading()
        if index is None:
            return False
        if not self.catalogue.one("select 1 from file where stamp = ? limit 1", UNREAD):
            (entries,) = self.catalogue.one("select count(*) from entry where refused is null") or (0,)
            if index.size() != entries:
                self.damaged()
                return False
        self._seal({})
        return True

    def close(self) -> None:
        """Let go of the files."""
        with self._lock:
            self._forget()

    def _begin_anew(self, files: int) -> Index:
        name = f"index-{secrets.token_hex(4)}"
        with self.catalogue.writing() as connection:
            _unread(connection)
            connection.execute("delete from meta where key = 'seal'")
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
