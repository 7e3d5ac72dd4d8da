"""Putting what was read into the catalogue: one file's records in place of what it had before."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefing.library import sums
from briefing.library.index import Document
from briefing.library.record import FIELD, Record
from briefing.library.scan import UNREAD
from briefing.library.words import split, words


@dataclass(slots=True)
class Stored:
    """What a batch did, by row: documents for the index, rows that are gone; ids by what became of them.

    ``left`` and ``came`` are the digests of sources that went and that are new, to tell which only moved; ``stories``
    are the origins that changed and removed sources had.
    """

    documents: list[Document] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    left: list[tuple[str, bytes]] = field(default_factory=list)
    came: dict[bytes, str] = field(default_factory=dict)
    stories: set[str] = field(default_factory=set)


@lru_cache(maxsize=1000)
def _words(text: str | None) -> str:
    """Return the words of what many sources share: a publisher, an author, tags."""
    return " ".join(words(text)) if text else ""


_OLD = """
select e.id, e.name, e.title, e.publisher, e.date, e.author, e.language, e.marking, e.reliability, e.origin, e.tags,
    e.digest, e.size, e.refused, e.format, e.key, e.line, coalesce(d.json, ''), e.story
from entry e left join detail d on d.entry = e.id where e.file = ?
"""


class Store:
    """Writes within one transaction; rows are numbered on from the highest."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection inside a transaction."""
        self.connection = connection
        self.stored = Stored()
        (highest,) = connection.execute("select coalesce(max(id), 0) from entry").fetchone()
        self._next = int(highest) + 1
        self._file: int | None = None
        self._files: list[tuple[int, int, str, int]] = []
        self._entries: list[tuple[object, ...]] = []
        self._details: list[tuple[int, str, int | None]] = []
        self._texts: list[tuple[int, bytes]] = []
        self._sketches: list[tuple[int, bytes, int]] = []

    def folder(self, path: str, stamp: int) -> int:
        """Keep a folder's stamp; return its number."""
        sql = "insert into folder (path, stamp) values (?, ?) on conflict (path) do update set stamp = excluded.stamp"
        (number,) = self.connection.execute(f"{sql} returning id", (path, stamp)).fetchone()
        return int(number)

    def file(self, folder: int, name: str, stamp: int, *, new: bool = False) -> tuple[int, int | None]:
        """Keep a file's stamp; return its number and the stamp it had, None for a new one.

        One that is known to be ``new`` is not looked for.
        """
        if not new:
            sql = "select id, stamp from file where folder = ? and name = ?"
            found: tuple[int, int] | None = self.connection.execute(sql, (folder, name)).fetchone()
            if found:
                self.connection.execute("update file set stamp = ? where id = ?", (stamp, found[0]))
                return found
        number = self._take_file()
        self._files.append((number, folder, name, stamp))
        return number, None

    def _take_file(self) -> int:
        if self._file is None:
            (self._file,) = self.connection.execute("select coalesce(max(id), 0) from file").fetchone()
        self._file += 1
        return self._file

    def put(self, file: int, records: Sequence[Record], *, was: int | None) -> None:
        """Let ``records`` be all the entries of a file; ``was`` is the stamp it had."""
        old = {} if was is None else {row[1]: row for row in self.connection.execute(_OLD, (file,))}
        for record in records:
            before = old.pop(record.id, None)
            if before is None:
                self._add(self._take(), file, record)
                self.stored.added.append(record.id)
                self.stored.came[record.digest] = record.id
            elif before[1:-1] != (*record.kept, record.detail):
                self._told(before[-1])
                self._empty(before[0])
                self._add(before[0], file, record)
                self.stored.changed.append(record.id)
            elif was == UNREAD:
                self._index(before[0], record)
        self._drop(old.values())

    def _take(self) -> int:
        self._next += 1
        return self._next - 1

    def _told(self, story: str | None) -> None:
        if story is not None:
            self.stored.stories.add(story)

    def _add(self, row: int, file: int, record: Record) -> None:
        values = (row, file, *record.kept)
        self._entries.append((*values, sums.of_values(values), None, None))
        if record.detail:
            self._details.append((row, record.detail, sums.of_text(row, record.detail)))
        if record.sketch:
            self._sketches.append((row, record.sketch, sums.of_bytes(row, record.sketch)))
        if record.text:
            self._texts.append((row, zlib.compress(record.text.encode("utf-8", "replace"))))
        if record.refused is not None:
            self.stored.refused.append(record.id)
        self._index(row, record)

    def _index(self, row: int, record: Record) -> None:
        if record.refused is not None:
            self.stored.gone.append(row)
            return
        title, publisher, day = record.line.split(FIELD)
        self.stored.documents.append(
            Document(
                row,
                record.words,
                title=" ".join(split(title)),  # the line is folded already
                publisher=_words(publisher),
                author=_words(record.author),
                tags=_words(record.tags),
                day=day.strip(),
            )
        )

    def remove(self, file: int) -> None:
        """Forget a file with its entries."""
        self._drop(self.connection.execute(_OLD, (file,)).fetchall())
        self.connection.execute("delete from file where id = ?", (file,))

    def _drop(self, rows: Iterable[tuple[object, ...]]) -> None:
        for row in rows:
            if not isinstance(row[11], bytes):
                raise TypeError("the digest of an entry is of another kind")
            number = int(str(row[0]))
            self.stored.gone.append(number)
            self.stored.left.append((str(row[1]), row[11]))
            self._told(row[-1])  # type: ignore[arg-type]
            self.connection.execute("delete from entry where id = ?", (number,))
            self._empty(number)

    def _empty(self, row: int) -> None:
        for table in ("detail", "text", "sketch"):
            self.connection.execute(f"delete from {table} where entry = ?", (row,))  # noqa: S608

    def finish(self) -> Stored:
        """Write what was gathered; return what the batch did."""
        many = self.connection.executemany
        many("insert into file (id, folder, name, stamp) values (?, ?, ?, ?)", self._files)
        many("insert or replace into entry values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", self._entries)
        many("insert or replace into detail values (?, ?, ?)", self._details)
        many("insert or replace into text values (?, ?)", self._texts)
        many("insert or replace into sketch values (?, ?, ?)", self._sketches)
        return self.stored
