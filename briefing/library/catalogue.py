"""The catalogue: what the library knows of every file, in SQLite under ``.briefing/``.

It is disposable. Its file is named after the version of its tables and of the readers, so that another version of the
program never meets tables that it does not know. A catalogue that turns out to be damaged is thrown away and begun
anew, empty, and whoever asked is told by ``Lost``; the next refresh fills it. Readers never wait for the writer (WAL),
and a writer holds its transaction only for the milliseconds of one batch.

Damage shows where it is met, since looking through the whole file at every start would cost more than the start: as an
error of SQLite, as text that is no UTF-8, as a row that does not come to its sum (:mod:`briefing.library.sums`), or as
two tables that contradict each other. A small catalogue, and a large one behind the open workbench, is looked through
nevertheless (:mod:`briefing.library.verifying`).
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
from briefing.files import discard, in_the_way

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
    tags text, digest blob, size integer, refused text, format text, key integer, line text not null,
    sum integer not null, story text, told integer
);
create index entry_file on entry (file);
create index entry_order on entry ({ORDER});
create index entry_story on entry (story) where story is not null;
create table detail (entry integer primary key, json text not null, sum integer not null);
create table text (entry integer primary key, packed blob not null);
create table sketch (entry integer primary key, hashes blob not null, sum integer not null);
create table finding (
    key integer primary key, quotes integer not null, statements integer not null, figures integer not null,
    told integer not null, measured integer not null, sum integer not null, speakers text not null,
    whole integer not null, json text not null
);
"""

FORM = "7"
"""Changes when words, days, lines or sketches are made in another way, so that everything is read again."""

_WAIT = 5.0
"""Seconds to wait for another program's transaction; they last milliseconds."""

_PAGES = 4_000
"""Pages of 4 KB that are written ahead until they move to their places: each later one may have changed once more."""

_OUTSIDE = frozenset(
    {
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_INTERRUPT,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOLFS,
    }
)
"""What is not the file's fault. Everything else is: the statements are always the same, and what they break against,
a constraint as well as a table of another form, is in the file."""

_BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite raises over a damaged file; the latter when the damage is in what its message quotes."""

IMPOSSIBLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)
"""What Python raises over values that nobody put into the catalogue."""

_MOST = 5
"""How often one program begins a catalogue anew: more damage than that has a cause that rebuilding does not mend."""

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
        self.place: tuple[int, int] | None = None

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
        self._losing = threading.Lock()
        self._begun = 0
        self.lost = 0
        """How often the file was left for another one since it was opened: it was damaged, or deleted by someone."""

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
        """Return all rows of a query. Raises ``Lost``, as everything here that asks."""
        return self._safely(lambda c: c.execute(sql, values).fetchall())

    def one(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        """Return the first row of a query, or None."""
        row: tuple[Any, ...] | None = self._safely(lambda c: c.execute(sql, values).fetchone())
        return row

    def among(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        """Return all rows of a query that holds ``in (*)``, with the values in its place, however many there are."""
        found: list[tuple[Any, ...]] = []
        for some in chunks(sorted(values)):
            found += self.all(sql.replace("(*)", f"({', '.join('?' * len(some))})"), *some)
        return found

    def stream(self, sql: str, *values: Any, size: int = 4096) -> Iterator[list[tuple[Any, ...]]]:
        """Yield the rows of a long query in lists, from a connection of its own so that nobody waits."""
        own = _Connection()
        with contextlib.closing(own):
            connection = self._connected(own)
            try:
                cursor = connection.execute(sql, values)
                while rows := cursor.fetchmany(size):
                    yield rows
            except _BROKEN as error:
                raise self._judged(own, error) from error

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
            except (*_BROKEN, *IMPOSSIBLE) as error:  # what is written is weighed against what is kept
                self._undo(connection)
                raise self._judged(self._writing, error) from error
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
        return self.lost, row[0] if row else -1

    # ------------------------------------------------------------------ opening and recovering

    def _safely(self, ask: Callable[[sqlite3.Connection], T]) -> T:
        with self._reading.lock:
            return self._surely(self._reading, ask)

    def _surely(self, one: _Connection, ask: Callable[[sqlite3.Connection], T]) -> T:
        connection = self._connected(one)
        try:
            return ask(connection)
        except _BROKEN as error:
            raise self._judged(one, error) from error

    def _connected(self, one: _Connection) -> sqlite3.Connection:
        """Return a connection to the file that is there now. One that cannot even be opened is begun anew at once."""
        if one.epoch != self.lost:
            one.close()
        while one.connection is None:
            one.epoch, one.place = self.lost, self._place()
            try:
                one.connection = self._open()
            except _BROKEN as error:
                self._judged(one, error)
            else:
                one.place = self._place()
        return one.connection

    def _place(self) -> tuple[int, int] | None:
        """Return what tells the file from another one of the same name; None where there is none."""
        try:
            status = self.file.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

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
                discard(old)

    def _judged(self, one: _Connection, error: Exception) -> Lost:
        """Begin anew after damage that a connection met; raise what waiting or room on the disk would mend."""
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy("the catalogue is being written by another program: try again") from None
        outside = code & 0xFF in _OUTSIDE and not any(map(in_the_way, self._files()))
        if outside or (code == sqlite3.SQLITE_READONLY and not os.access(self.file, os.W_OK)):
            raise BriefingError(f"the catalogue {self.file} cannot be used: {error}") from None
        return self._lose(one.epoch, one.place)

    def _files(self) -> list[Path]:
        """Return the file and those that SQLite keeps beside it."""
        return [Path(f"{self.file}{part}") for part in ("", "-wal", "-shm", "-journal")]

    def lose(self, since: int) -> Lost:
        """Throw the file away, since what it says cannot be, and return what to raise.

        ``since`` is :attr:`lost` before it was asked: of several who meet one damage, the first throws the file away.
        """
        return self._lose(since, self._place() if self._reading.epoch != since else self._reading.place)

    def _lose(self, since: int, place: tuple[int, int] | None) -> Lost:
        with self._losing:
            if self.lost == since:
                self._begun += 1
                if self._begun > _MOST:
                    raise BriefingError(f"the catalogue {self.file} is damaged time and again: look at the disk")
                if self._place() == place:  # not one that another program began anew already
                    for file in self._files():
                        discard(file)
                self.lost += 1
        return Lost("the catalogue was damaged and is begun anew: look again")

    @contextlib.contextmanager
    def sound(self) -> Iterator[None]:
        """Take what Python raises over kept values in the block as damage. Raises ``Lost``."""
        since = self.lost
        try:
            yield
        except IMPOSSIBLE as error:
            raise self.lose(since) from error

    def check(self) -> bool:
        """Notice that the file was deleted, or another program began it anew; return whether it is another one now.

        Every connection closes with its next use, which opens the file that is there then.
        """
        opened = self._reading.place
        if opened is None or self._reading.epoch != self.lost or self._place() == opened:
            return False
        with self._losing:
            self.lost += 1
        return True


class Busy(BriefingError):
    """Another program keeps the catalogue locked."""


class Lost(BriefingError):
    """The catalogue was damaged in the middle of a transaction and begun anew."""


def chunks(values: Sequence[T], size: int = 500) -> Iterable[Sequence[T]]:
    """Yield runs of at most ``size`` values: statements take a limited number of them."""
    return (values[i : i + size] for i in range(0, len(values), size))
