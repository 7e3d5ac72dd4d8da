"""Bringing catalogue and index up to date with the folder: only what changed is read again.

A file's stamp is kept only when the index has committed what was read of it; until then the file counts as unread, so
that a crash anywhere costs no more than reading a few files again.
"""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

from briefing.library import scan, sums
from briefing.library.catalogue import ORDER, Catalogue, Lost
from briefing.library.entry import Changes, Progress
from briefing.library.filling import Filling, Stamps
from briefing.library.index import Writing
from briefing.library.reading import Read, Readers, alone, prepare
from briefing.library.record import refusal
from briefing.library.store import Store, Stored

_COMMIT = 20_000
"""Files after which the index makes findable what it has: a core's work for as long as reading a fifth as many takes.
Of 100,000 files, that gives fewer than eight parts of a size, so that tantivy has nothing to merge."""

_WORTH = 1_000
"""Files for which that is worth it, when as few are left: the parts become smaller towards the end, so that little
remains to do behind the last file, when the other cores have no work."""

_READY = 20_000
"""Files that are looked at while what starts the readers' processes is loaded; asked for one earlier, it lets wait."""

_LIST_EVERY = 1.0
"""Seconds between two looks of the list at what was read meanwhile, at least; more on large desks."""


@dataclass(slots=True)
class Work:
    """What a look at the folder found to do: files to read with folder, name, stamp and whether they are new; files
    that are refused; files that are gone.
    """

    read: dict[str, tuple[int, str, int, bool]] = field(default_factory=dict)
    refused: dict[str, tuple[int, str, int, str]] = field(default_factory=dict)
    gone: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.read or self.refused or self.gone)


class Refresh:
    """One run. ``writing`` opens the index when there is something to write, told of how many files."""

    def __init__(
        self,
        catalogue: Catalogue,
        sources: Path,
        writing: Callable[[int], Writing],
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        changed: Callable[[], None] | None = None,
    ) -> None:
        """``changed`` is called whenever the list may show more; callbacks run in this thread."""
        self.catalogue, self.sources, self._writing = catalogue, sources, writing
        self.progress = progress or (lambda _: None)
        self.cancelled = cancelled or (lambda: False)
        self.changed = changed or (lambda: None)
        self.done: list[Stored] = []
        self._rows: list[int] = []
        self._since = catalogue.lost
        self._folders: tuple[list[tuple[str, int]], list[int]] | None = None  # kept once all in them is taken in
        self._listed = time.monotonic()

    def run(self, only: Iterable[str] | None = None) -> Changes:
        """Look at everything, or at the files and folders ``only`` (paths below ``sources/``), and take in changes."""
        unread = "select 1 from file where stamp = ? limit 1"
        if self._look_and_take_in(only) and not self.cancelled() and self.catalogue.one(unread, scan.UNREAD):
            self._look_and_take_in()  # the index was begun anew meanwhile
        if self._listed_otherwise():
            self._list()  # a run broke off before it did
            if self._listed_otherwise():
                raise self.catalogue.lose(self._since)
        self.catalogue.check()
        if self.catalogue.lost != self._since:
            raise Lost("the catalogue was deleted while it was filled")
        return self._changes()

    def _look_and_take_in(self, only: Iterable[str] | None = None) -> Work:
        self.progress(Progress("looking", 0))
        with closing(Readers(self.sources, self.cancelled)) as readers:
            work = self._everything(readers) if only is None else self._some(only)
            if work:
                self._take_in(work, readers)
        if self._folders is not None and not self.cancelled():
            self._keep_folders(*self._folders)
        return work

    def _listed_otherwise(self) -> bool:
        """Whether the list has not as many entries as there are."""
        (entries,) = self.catalogue.one("select count(*) from entry") or (0,)
        (order,) = self.catalogue.one("select length(value) from meta where key = 'order'") or (0,)
        return bool(order != sums.length(entries))

    # ------------------------------------------------------------------ looking

    def _everything(self, readers: Readers) -> Work:
        work = Work()
        known = dict(self.catalogue.all("select path, id from folder"))
        stamps: list[tuple[str, int]] = []
        files, much = 0, False
        for folder in scan.walk(self.sources, now=time.time_ns(), cancelled=self.cancelled):
            number = known.pop(folder.path, None)
            stamps.append((folder.path, folder.stamp))
            self._compare(folder, self._number(folder.path) if number is None else number, work)
            files += len(folder.stamps)
            if not much and not alone(len(work.read)):
                much = True
                prepare()
            if much and files > _READY:
                readers.begin(work.read)
            self.progress(Progress("looking", files))
        if not self.cancelled():
            for number in known.values():
                work.gone += [file for (file,) in self.catalogue.all("select id from file where folder = ?", number)]
            self._folders = stamps, list(known.values())
        return work

    def _number(self, path: str) -> int:
        with self.catalogue.writing() as connection:
            return Store(connection).folder(path, scan.UNSURE)

    def _keep_folders(self, stamps: Sequence[tuple[str, int]], gone: Sequence[int]) -> None:
        kept = dict(self.catalogue.all("select path, stamp from folder"))
        fresh = [(stamp, path) for path, stamp in stamps if kept.get(path) != stamp]
        if fresh or gone:
            with self.catalogue.writing() as connection:
                connection.executemany("update folder set stamp = ? where path = ?", fresh)
                connection.executemany(
                    "delete from folder where id = ? and id not in (select folder from file)", [(n,) for n in gone]
                )

    def _compare(self, folder: scan.Folder, number: int, work: Work) -> None:
        known = dict(self.catalogue.all("select name, stamp from file where folder = ?", number))
        for name, stamp in folder.stamps.items():
            before = known.pop(name, None)
            if before != stamp:
                kept = scan.UNSURE if name in folder.fresh else stamp
                work.read[folder.path + name] = (number, name, kept, before is None)
        for name, reason in folder.refused.items():
            stamp = crc32(reason.encode()) + 1
            if known.pop(name, None) != stamp:
                work.refused[folder.path + name] = (number, name, stamp, reason)
        for name in known:
            row = self.catalogue.one("select id from file where folder = ? and name = ?", number, name)
            work.gone += row or ()

    def _some(self, only: Iterable[str]) -> Work:
        """Look at what a watcher named: a file, a sidecar, a folder, or something that is gone."""
        work = Work()
        for path in set(only):
            place = self.sources / path
            if place.is_dir() and not place.is_symlink():
                for folder in scan.walk(self.sources, now=time.time_ns(), below=f"{path}/" if path else ""):
                    self._compare(folder, self._number(folder.path), work)
            else:
                self._look_at(path.removesuffix(scan.SIDECAR), work)
                self._gone_below(f"{path}/", work)
        return work

    def _look_at(self, path: str, work: Work) -> None:
        parent, slash, name = path.rpartition("/")
        folder = parent + slash
        if not os.path.lexists(self.sources / path):
            sql = "select f.id from file f join folder d on d.id = f.folder where d.path = ? and f.name = ?"
            work.gone += self.catalogue.one(sql, folder, name) or ()
            return
        stamp = scan.file(self.sources, path)
        if stamp is None:  # refused or a link: a look at its folder tells
            found = scan.one(self.sources, folder, now=time.time_ns())
            if found is not None:
                self._compare(found, self._number(folder), work)
            return
        sql = "select f.stamp from file f join folder d on d.id = f.folder where d.path = ? and f.name = ?"
        before = self.catalogue.one(sql, folder, name)
        if before != (stamp,):
            work.read[path] = (self._number(folder), name, scan.UNSURE, before is None)

    def _gone_below(self, prefix: str, work: Work) -> None:
        """Note the files of a folder that is gone, which a watcher may report as one path."""
        end = prefix[:-1] + chr(ord("/") + 1)
        sql = "select f.id from file f join folder d on d.id = f.folder where d.path >= ? and d.path < ?"
        if not (self.sources / prefix).exists():
            work.gone += [file for (file,) in self.catalogue.all(sql, prefix, end)]

    # ------------------------------------------------------------------ taking in

    def _take_in(self, work: Work, readers: Readers) -> None:
        with closing(Filling(self.catalogue, self._writing(len(work.read)))) as filling:
            self._refuse_and_remove(work, filling)
            since, left = 0, len(work.read)
            self.progress(Progress("reading", 0, len(work.read)))
            for batch in self._gathered(readers.all(list(work.read))):
                self._store(batch, work, filling)
                since, left = since + len(batch), left - len(batch)
                if left and since >= min(_COMMIT, max(_WORTH, left)):
                    filling.commit()
                    since = 0
                self.progress(Progress("reading", len(work.read) - left, len(work.read)))
            filling.commit()
            self._compare_stories()
            filling.settle()
        self._list()

    def _compare_stories(self) -> None:
        from briefing.library import story

        self.progress(Progress("comparing", 0))
        stories = {name for stored in self.done for name in stored.stories}
        with self.catalogue.sound():
            story.regroup(self.catalogue, self._rows, stories)

    @staticmethod
    def _gathered(batches: Iterator[Read]) -> Iterator[Read]:
        """Join batches while they come fast: what is read in half a second costs the catalogue less in one piece."""
        gathered: Read = []
        began = time.monotonic()
        for batch in batches:
            gathered += batch
            if time.monotonic() - began > 0.5 or len(gathered) >= 2000:
                yield gathered
                gathered, began = [], time.monotonic()
        if gathered:
            yield gathered

    def _refuse_and_remove(self, work: Work, filling: Filling) -> None:
        if not (work.refused or work.gone):
            return
        with self.catalogue.writing() as connection:
            store = Store(connection)
            for path, (folder, name, stamp, reason) in work.refused.items():
                file, was = store.file(folder, name, stamp)
                store.put(file, [refusal(path, reason)], was=was)
            for file in work.gone:
                store.remove(file)
            stored = store.finish()
        self._after(stored, filling, [])

    def _store(self, batch: Read, work: Work, filling: Filling) -> None:
        stamps: Stamps = []
        with self.catalogue.writing() as connection:
            store = Store(connection)
            for path, records in batch:
                folder, name, stamp, new = work.read[path]
                file, was = store.file(folder, name, scan.UNREAD, new=new)
                store.put(file, records, was=was)
                stamps.append((stamp, file))
            stored = store.finish()
        self._after(stored, filling, stamps)
        if time.monotonic() - self._listed > _LIST_EVERY:
            self._list()

    def _after(self, stored: Stored, filling: Filling, stamps: Stamps) -> None:
        filling.put(stored.gone, stored.documents, stamps)
        self._rows += [document.row for document in stored.documents]
        stored.documents = []
        self.done.append(stored)

    def _list(self) -> None:
        """Keep the order of the list, so that opening a desk reads it at once whatever its size."""
        began = time.monotonic()
        order = array("I")
        for some in self.catalogue.stream(f"select id from entry order by {ORDER}"):  # noqa: S608
            order.extend([row for (row,) in some])
        with self.catalogue.writing() as connection:
            (last,) = connection.execute("select coalesce(max(value), 0) from meta where key = 'generation'").fetchone()
            connection.executemany(
                "insert or replace into meta values (?, ?)", [("order", sums.sealed(order)), ("generation", last + 1)]
            )
        self._listed = time.monotonic() + 40 * (time.monotonic() - began)
        self.changed()

    def _changes(self) -> Changes:
        went = {digest: id for stored in self.done for id, digest in stored.left if digest}
        came = {digest: id for stored in self.done for digest, id in stored.came.items()}
        return Changes(
            added=tuple(id for stored in self.done for id in stored.added),
            changed=tuple(id for stored in self.done for id in stored.changed),
            removed=tuple(id for stored in self.done for id, _ in stored.left),
            refused=tuple(id for stored in self.done for id in stored.refused),
            moved=tuple((id, came[digest]) for digest, id in went.items() if digest in came),
            cancelled=self.cancelled(),
        )
