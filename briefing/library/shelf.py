"""Opening sources: from the catalogue where nothing changed since they were read, else by reading the file again."""

from __future__ import annotations

import os
import threading
import zlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from briefing.errors import NothingFound, Unreadable
from briefing.ingest.source import Source
from briefing.library import scan, sums
from briefing.library.catalogue import Catalogue
from briefing.library.record import Record, completed, findings_key, source
from briefing.text import one_line

_OPEN = 64
"""Sources kept in memory, the last ones used."""

_KEPT = f"""
select {sums.ENTRY}, d.json, d.sum, f.stamp, g.path || f.name, t.packed
from entry e join file f on f.id = e.file join folder g on g.id = f.folder left join detail d on d.entry = e.id
left join text t on t.entry = e.id
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Kept:
    """What the catalogue keeps of one entry: record, row, stamp and path of the file, origin, text."""

    record: Record
    row: int
    stamp: int
    file: str
    story: str | None
    packed: bytes | None


class Shelf:
    """The sources of a desk, opened. Safe to use from several threads."""

    def __init__(self, catalogue: Catalogue, sources: Path, outlets: Mapping[str, str]) -> None:
        """``outlets`` rates publishers by name in lower case."""
        self.catalogue, self.sources, self.outlets = catalogue, sources, outlets
        self._open: OrderedDict[str, tuple[int | None, str | None, Source]] = OrderedDict()
        self._lock = threading.Lock()

    def kept(self, id: str) -> Kept | None:
        """Return what the catalogue keeps of a source, or None."""
        row = self.catalogue.one(f"{_KEPT} where e.name = ?", id)
        with self.catalogue.sound():
            return _kept(row) if row else None

    def kept_in(self, rows: Iterable[int]) -> dict[int, Kept]:
        """Return what the catalogue keeps of the sources in these rows."""
        found = self.catalogue.among(f"{_KEPT} where e.id in (*)", rows)
        with self.catalogue.sound():
            return {row[0]: _kept(row) for row in found}

    def has_file(self, id: str) -> bool:
        """Whether the file of a source is there, whatever the catalogue says."""
        return inside(self.sources, file_below(id))

    def source(self, id: str) -> Source:
        """Return a source, read. Raises ``Unreadable`` with the reason, or ``NothingFound``."""
        kept = self.kept(id)
        if kept is None:
            return self._read(id, file_below(id), None)
        stamp = scan.file(self.sources, kept.file)
        with self._lock:
            known = self._open.get(id)
            if known and known[:2] == (stamp, kept.story) and stamp is not None:
                self._open.move_to_end(id)
                return known[2]
        opened = self._opened(kept, stamp)
        with self._lock:
            self._open[id] = (stamp, kept.story, opened)
            if len(self._open) > _OPEN:
                self._open.popitem(last=False)
        return opened

    def text(self, kept: Kept) -> str | None:
        """Return the text that the catalogue's record is of, or None when the file holds another one by now."""
        from hashlib import sha256  # loads a library of its own, which the first paint does without

        try:
            data = zlib.decompress(kept.packed) if kept.packed else _bytes(f"{self.sources}/{kept.file}")
            return data.decode() if sha256(data).digest() == kept.record.digest else None
        except (OSError, UnicodeDecodeError, zlib.error):
            return None

    def _opened(self, kept: Kept, stamp: int | None) -> Source:
        if stamp == kept.stamp:
            if kept.record.refused is not None:
                raise Unreadable(kept.record.refused)
            text = self.text(kept)
            if text is not None:
                return completed(self._made(kept, text), origin=kept.story, outlets=self.outlets)
        return self._read(kept.record.id, kept.file, kept)

    def _made(self, kept: Kept, text: str) -> Source:
        """Return the source that is kept. Its findings' name, made of most that is kept of it, must fit."""
        with self.catalogue.sound():
            made = source(kept.record, kept.file, text)
            if findings_key(made) != kept.record.key:
                raise ValueError("what is kept of a source does not fit together")
        return made

    def _read(self, id: str, file: str, kept: Kept | None) -> Source:
        from briefing.ingest import read_file

        path = self.sources / file
        if not inside(self.sources, file):
            if kept is not None and kept.record.refused is not None:
                raise Unreadable(kept.record.refused)
            raise NothingFound(f"no source is called {one_line(id)}: 'briefing list' shows all")
        for read in read_file(path, id=file):
            if read.id == id:
                return completed(read, origin=kept.story if kept else None, outlets=self.outlets)
        raise NothingFound(f"{one_line(file)} has no entry {one_line(id)} any more")


def _bytes(path: str) -> bytes:
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - twenty of them while the analyst waits
        return file.readall()


_NO_MORE = (b"", "", None)
"""What the catalogue does not keep of a record, or apart."""


def _kept(row: tuple[Any, ...]) -> Kept:
    """Return what is in a row of :data:`_KEPT`. Raises ``ValueError`` where that is not as it was put there."""
    sums.check_entry(row)
    number, name, story = row[0], row[2], row[19]
    detail, told, stamp, file, packed = row[21:]
    sums.check_text(number, detail, told)
    if name != file and not name.startswith(f"{file}#"):
        raise ValueError("what is kept of a source belongs to another file")
    return Kept(Record._make((*row[2:18], detail or "", *_NO_MORE)), number, stamp, file, story, packed)


def file_below(id: str) -> str:
    """Return the file of a source that the catalogue does not know: a feed names its entries behind ``#``."""
    feed, mark, _ = id.rpartition("#")
    return feed if mark and PurePosixPath(feed).suffix.lower() in (".xml", ".rss", ".atom") else id


def inside(sources: Path, file: str) -> bool:
    """Whether a path below ``sources`` names a file there, and not one outside through ``..`` or a link."""
    pure = PurePosixPath(file)
    if not file or pure.is_absolute() or ".." in pure.parts or "\0" in file:
        return False
    try:
        home, place = os.path.realpath(sources), os.path.realpath(sources / file)
    except (OSError, ValueError):
        return False
    return place.startswith(home + os.sep) and Path(place).is_file()
