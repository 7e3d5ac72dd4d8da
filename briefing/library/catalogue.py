"""The catalogue: what the library knows of every file, in SQLite under ``.briefing/``.

It is disposable. Its file is named after the version of its tables and of the readers, so that another version of the
program never meets tables that it does not know. A catalogue that turns out to be damaged is thrown away and begun
anew, empty; the next refresh fills it. Readers never wait for the writer (WAL), and a writer holds its transaction
only for the milliseconds of one batch.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

from briefing.errors import BriefingError

ORDER = "refused is not null, substr(line, -10) desc, line"
"""The order of the list: the newest first, then by title, what was refused last."""

TABLES = f"""
create table meta (key text primary key, value) without rowid;
create table folder (id integer primary key, path text not null unique, stamp integer not null);
create table file (
    id integer primary key, folder integer not null, name text not null, stamp integer not null, unique (folder, name)
);
create table entry (
    id integer primary key, file integer not null, name text not null unique,
    title text, publisher text, date text, author text, language text, marking text, reliability text, origin text,
    tags text, digest blob, size integer, refused text, format text, key integer, line text not null, story text
);
create index entry_file on entry (file);
create index entry_order on entry ({ORDER});
create index entry_story on entry (story) where story is not null;
create table detail (entry integer primary key, json text not null);
create table text (entry integer primary key, packed blob not null);
create table sketch (entry integer primary key, hashes blob not null);
create table finding (
    key integer primary key, quotes integer not null, statements integer not null, figures integer not null,
    told integer not null, measured integer not null, speakers text not null, json text not null
);
"""

FORM = "4"
"""Changes when words, lines or sketches are made in another way, so that everything is read again."""

_WAIT = 5.0
"""Seconds to wait for another program's transaction; they last milliseconds."""

_PAGES = 4_000
"""Pages of 4 KB that are written ahead until they move to their places: each later one may have changed once more."""

_DAMAGE = frozenset(
    {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_SCHEMA}
)

T = TypeVar("T")


def version() -> str:
    """Return the name of the tables' and readers' version, part of file names."""
    from briefing.ingest import VERSION

    return blake2b(f"{TABLES}\0{FORM}\0{VERSION}".encode(), digest_size=4).hexdigest()


class _Connection:
    """A connection, opened when first used, and the lock of those who use it."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.connection: sqlite3.Connection | None = None
        self.epoch = 0

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Catalogue:
    """One open catalogue. Safe to use from several threads; every method is one short transaction.

    Questions and changes have a connection each, so that the screen asks while a batch is being written.
    """

    def __init__(self, folder: Path) -> None:
        """Open the catalogue in ``folder``, made when it is not there.

        Where the folder cannot be written (a desk on read-only media) a temporary one serves until :meth:`close`.
        """
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.folder = self._writable(folder)
        self.file = self.folder / f"catalogue-{version()}.db"
        self._reading = _Connection()
        self._writing = _Connection()
        self._epoch = 0
        self.lost = 0
        """How often a damaged catalogue was begun anew since it was opened."""

    def _writable(self, folder: Path) -> Path:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if os.access(folder, os.W_OK | os.X_OK):
                return folder
        except OSError:
            pass
        self._temporary = tempfile.TemporaryDirectory(prefix="briefing-")
        return Path(self._temporary.name)

    def close(self) -> None:
        """Let go of the file."""
        for one in (self._reading, self._writing):
            with one.lock:
                one.close()
        if self._temporary:
            self._temporary.cleanup()

    # ------------------------------------------------------------------ asking and writing

    def all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        return self._safely(lambda c: c.execute(sql, values).fetchall(), [])

    def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        row: tuple[Any, ...] | None = self._safely(lambda c: c.execute(sql, values).fetchone(), None)
        return row

    def among(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Return all rows of a query that holds ``in (*)``, with the values in its place, however many there are."""
        found: list[tuple[Any, ...]] = []
        for some in chunks(sorted(values)):
            found += self.all(sql.replace("(*)", f"({', '.join('?' * len(some))})"), *some)
        return found

    def stream(self, sql: str, *values: Any, size: int = 4096) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a long query in lists, from a connection of its own so that nobody waits."""
        try:
            with contextlib.closing(self._open()) as connection:
                cursor = connection.execute(sql, values)
                while rows := cursor.fetchmany(size):
                    yield rows
        except sqlite3.DatabaseError as error:
            self._judge(error)

    @contextlib.contextmanager
    def writing(self, *, wait: float = _WAIT) -> Iterator[sqlite3.Connection]:
        """Hold a transaction while the block runs; it is committed when the block ends well.

        Raises ``Busy`` when another program keeps writing for longer than ``wait`` seconds, ``Lost`` when the catalogue
        is damaged, ``BriefingError`` when the disk is full or the like.
        """
        with self._writing.lock:
            connection = self._connected(self._writing)
            try:
                connection.execute(f"pragma busy_timeout = {int(wait * 1000)}")
                connection.execute("begin immediate")
                yield connection
                connection.execute("commit")
            except sqlite3.DatabaseError as error:
                self._undo(connection)
                self._judge(error)
                raise Lost("the catalogue was damaged and is begun anew: look again") from None
            except BaseException:
                self._undo(connection)
                raise

    @staticmethod
    def _undo(connection: sqlite3.Connection) -> None:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("rollback")

    def get(self, key: str) -> Any:
        """Return a kept value by its name, or None."""
        row = self.one("select value from meta where key = ?", key)
        return row[0] if row else None

    def put(self, key: str, value: Any) -> None:
        """Keep a value under a name."""
        with self.writing() as connection:
            connection.execute("insert or replace into meta values (?, ?)", (key, value))

    def state(self) -> tuple[int, int]:
        """Return what is not the same any more after anyone wrote into the catalogue."""
        row = self.one("pragma data_version")
        return self._epoch, row[0] if row else -1

    # ------------------------------------------------------------------ opening and recovering

    def _safely(self, ask: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        with self._reading.lock:
            try:
                return ask(self._connected(self._reading))
            except sqlite3.DatabaseError as error:
                self._judge(error)
                return otherwise

    def _connected(self, one: _Connection) -> sqlite3.Connection:
        if one.epoch != self._epoch:
            one.close()
        if one.connection is None:
            try:
                one.connection = self._open()
            except sqlite3.DatabaseError as error:
                self._judge(error)
                one.connection = self._open()
            one.epoch = self._epoch
        return one.connection

    def _open(self) -> sqlite3.Connection:
        """Open the file, made when it is not there. While others do the same, SQLite does not wait by itself."""
        patient = time.monotonic() + _WAIT
        while True:
            try:
                return self._opened()
            except sqlite3.OperationalError as error:
                code = error.sqlite_errorcode & 0xFF
                gone = code == sqlite3.SQLITE_CANTOPEN and not self.folder.exists()
                if not (gone or code == sqlite3.SQLITE_BUSY) or time.monotonic() > patient:
                    raise
                self.folder.mkdir(parents=True, exist_ok=True)  # it can be deleted at any time
            time.sleep(0.05)

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.file, timeout=_WAIT, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            connection.execute("pragma cache_size = -6000")
            connection.execute(f"pragma wal_autocheckpoint = {_PAGES}")
            if connection.execute("select count(*) from sqlite_master where name = 'finding'").fetchone() == (0,):
                self._make(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _make(self, connection: sqlite3.Connection) -> None:
        connection.execute("begin immediate")
        if connection.execute("select count(*) from sqlite_master").fetchone() == (0,):
            for statement in TABLES.split(";\n"):
                if statement.strip():
                    connection.execute(statement)
        connection.execute("commit")
        for old in self.folder.glob("catalogue-*.db*"):
            if not old.name.startswith(self.file.name):
                old.unlink(missing_ok=True)

    def _judge(self, error: sqlite3.DatabaseError) -> None:
        """Begin anew after damage; raise what waiting or room on the disk would mend."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy("the catalogue is being written by another program: try again") from None
        if code not in _DAMAGE and "no such" not in str(error):
            raise BriefingError(f"the catalogue {self.file} cannot be used: {error}") from None
        self.forget()
        for part in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                Path(f"{self.file}{part}").unlink()
        self.lost += 1

    def forget(self) -> None:
        """Let go of the file; every connection closes with its next use, which opens the file that is there then."""
        self._epoch += 1


class Busy(BriefingError):
    """Another program keeps the catalogue locked."""


class Lost(BriefingError):
    """The catalogue was damaged in the middle of a transaction and begun anew."""


def chunks(values: Sequence[T], size: int = 500) -> Iterable[Sequence[T]]:
    """Yield runs of at most ``size`` values: statements take a limited number of them."""
    return (values[i : i + size] for i in range(0, len(values), size))
