"""Whatever byte is another one under .briefing/, what the library answers is what stands in the sources."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.errors import BriefingError
from briefing.library import Library, verifying
from briefing.library.catalogue import TABLES, Catalogue, Lost
from briefing.library.indexes import Indexes
from briefing.settings import Settings
from tests.library.conftest import Folder, page

OLD = 1_700_000_000_000_000_000


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> tuple[Folder, tuple[object, ...]]:
    """A desk of which everything is known, and what it says; four reports tell two stories."""
    desk = Folder(tmp_path_factory.mktemp("known"), Settings())
    wire = "The harbour of Ilava will be dredged in 2026, said Anna Kovac. The works cost 12 million euros. " * 3
    for n in range(4):
        desk.write(f"{n}.txt", f"Report {n}\n\n{wire if n % 2 else wire[::-1]}\n")
    desk.write("marked.md", page("Marked", wire, publisher="Gazette", url="https://example.org/1", tags="[a, b]"))
    desk.write("empty.txt", b"")
    for path in desk.sources.iterdir():
        os.utime(path, ns=(OLD, OLD))  # what was just written is read again in any case
    answers(desk.library)
    expected = answers(desk.library)
    desk.library.close()
    state(desk).rename(desk.root / "kept")
    return desk, expected


@pytest.fixture
def full(known: tuple[Folder, tuple[object, ...]]) -> Iterator[Folder]:
    desk, _ = known
    restore(desk)
    yield desk
    desk.library.close()


@pytest.fixture
def expected(known: tuple[Folder, tuple[object, ...]]) -> tuple[object, ...]:
    return known[1]


def restore(desk: Folder) -> None:
    """Let everything under .briefing/ be as it was before it was damaged."""
    desk.library.close()
    (desk.sources / "new.txt").unlink(missing_ok=True)
    if state(desk).exists():  # threads of an index that was given up may still write there
        state(desk).rename(desk.root / f"before-{len(list(desk.root.iterdir()))}")
    shutil.copytree(desk.root / "kept", state(desk))


def answers(library: Library) -> tuple[object, ...]:
    """Return all that a library says, as a program would ask that begins with a look at the folder."""

    def asked() -> tuple[object, ...]:
        entries = list(library.entries())
        readable = [entry.id for entry in entries if entry.status == "ok"]
        found = [(library.source(id), library.findings(id)) for id in readable]
        chosen = [[entry.id for entry in library.filter(query)] for query in ("report", "speaker:kovac", "tag:a")]
        return [library.entry(entry.id) for entry in entries], found, chosen

    library.refresh()
    said = library.surely(asked)
    hits = [
        (hit.id, hit.title, hit.snippet) for query in ("harbour", "publisher:gazette") for hit in library.search(query)
    ]
    return *said, sorted(hits)


def state(desk: Folder) -> Path:
    return desk.root / ".briefing"


def files(desk: Folder) -> list[Path]:
    return sorted(path for path in state(desk).rglob("*") if path.is_file() and path.stat().st_size)


def flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= chance.randrange(1, 256)


def flip_many(data: bytearray, chance: random.Random) -> None:
    for _ in range(64):
        flip(data, chance)


def spell(data: bytearray, chance: random.Random) -> None:
    """Let a letter or digit be another one."""
    at = chance.choice([n for n, byte in enumerate(data) if chr(byte).isalnum() and byte < 128] or [0])
    data[at] = data[at] ^ 1


def cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def blank(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data)) // 4096 * 4096
    data[at : at + 4096] = bytes(len(data[at : at + 4096]))


def litter(data: bytearray, chance: random.Random) -> None:
    data[:] = chance.randbytes(chance.choice([0, 100, 5000]))


@pytest.mark.parametrize("harm", [flip, flip_many, spell, cut, blank, litter])
def test_the_second_answer_is_right_whatever_the_damage(
    full: Folder, expected: tuple[object, ...], harm: Callable[[bytearray, random.Random], None]
) -> None:
    for seed in range(4):
        chance = random.Random(seed)
        file = chance.choice(files(full))
        before, data = file.stat(), bytearray(file.read_bytes())
        harm(data, chance)
        file.write_bytes(data)
        if seed % 2:  # a bad disk leaves the time as it was
            os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        with contextlib.suppress(BriefingError):
            answers(full.again())
        assert answers(full.again()) == expected, (seed, file.name)
        restore(full)


def columns() -> Iterator[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(TABLES)
        for table in ("folder", "file", "entry", "detail", "sketch", "finding"):
            for _, column, *_ in connection.execute(f"pragma table_info({table})"):
                yield table, column


@pytest.mark.parametrize(("table", "column"), list(columns()))
def test_no_value_of_the_catalogue_can_be_another_one_unseen(
    full: Folder, expected: tuple[object, ...], table: str, column: str
) -> None:
    (file,) = state(full).glob("catalogue-*.db")
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as connection:
        (row, value) = connection.execute(
            f"select rowid, {column} from {table} where {column} is not null order by rowid desc"
        ).fetchone() or (None, None)
        with contextlib.suppress(sqlite3.IntegrityError):
            connection.execute(f"update {table} set {column} = ? where rowid = ?", (another(value), row))
    assert answers(full.again()) == expected


def another(value: object) -> object:
    """Return a value of the same kind that differs in one place."""
    match value:
        case int():
            return value ^ 4
        case str():
            return f"{value[:-1]}{chr(ord(value[-1]) ^ 1)}" if value else "x"
        case bytes():
            return value[:-1] + bytes([value[-1] ^ 1])
        case _:
            return value


def test_an_entry_that_is_another_one_is_seen_where_it_is_read(full: Folder) -> None:
    catalogue = Catalogue(state(full))
    with catalogue.writing() as connection:
        connection.execute("update entry set title = 'Marten' where title = 'Marked'")
    catalogue.close()
    with pytest.raises(Lost):
        list(full.again().entries())


def test_what_is_written_meanwhile_is_no_damage(full: Folder) -> None:
    catalogue = Catalogue(state(full))
    with contextlib.closing(catalogue), contextlib.closing(Indexes(catalogue)) as indexes:
        assert indexes.reading() is not None
        found = verifying.pieces(catalogue)
        next(found)
        full.write("new.txt", "A new report.\n")
        full.again().refresh()
        assert list(found)
        assert len(list(indexes.verify())) > 0
        assert indexes.reading() is not None
        assert catalogue.lost == 0


def index_files(full: Folder, pattern: str) -> list[Path]:
    (folder,) = state(full).glob("index-*")
    return sorted(folder.glob(pattern))


@pytest.mark.parametrize("part", ["*.term", "*.idx", "*.pos", "*.fast", "*.fieldnorm", "*.store", "meta.json"])
def test_an_index_with_another_byte_is_not_opened(full: Folder, part: str) -> None:
    file = index_files(full, part)[0]
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    before = file.stat()
    file.write_bytes(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with contextlib.closing(Catalogue(state(full))) as catalogue, contextlib.closing(Indexes(catalogue)) as indexes:
        assert indexes.reading() is None


def test_a_large_index_is_looked_through_behind_the_screen(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.library.seal.SMALL", 0)
    file = index_files(full, "*.pos")[0]
    before = file.stat()
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with contextlib.closing(Catalogue(state(full))) as catalogue, contextlib.closing(Indexes(catalogue)) as indexes:
        assert indexes.reading() is not None
        list(indexes.verify())
        assert indexes.reading() is None


def test_a_copied_index_is_used_and_its_times_are_noted(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.library.seal.SMALL", 0)
    for file in index_files(full, "*"):
        os.utime(file, ns=(OLD, OLD))
    with contextlib.closing(Catalogue(state(full))) as catalogue, contextlib.closing(Indexes(catalogue)) as indexes:
        assert indexes.reading() is not None
        assert all(time == OLD for _, time, _ in json.loads(catalogue.get("seal")).values())


def test_an_index_that_a_dead_program_left_open_is_sealed_if_it_fits(full: Folder) -> None:
    with contextlib.closing(Catalogue(state(full))) as catalogue:
        with catalogue.writing() as connection:
            connection.execute("delete from meta where key = 'seal'")
        full.again().refresh()
        assert catalogue.get("seal") is not None
        name = catalogue.get("index")
        full.library.close()
        with catalogue.writing() as connection:
            connection.execute("delete from meta where key = 'seal'")
            connection.execute("delete from file where name = '0.txt'")
            connection.execute("delete from entry where name = '0.txt'")
        full.again().refresh()
        assert catalogue.get("index") != name


def test_what_a_watching_library_finds_damaged_is_read_again(
    full: Folder, expected: tuple[object, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verifying, "FEW", 0)
    monkeypatch.setattr(verifying, "_CALM", 0)
    monkeypatch.setattr(verifying, "_PAUSE", 0)
    with contextlib.closing(Catalogue(state(full))) as catalogue, catalogue.writing() as connection:
        connection.execute("update sketch set sum = 1")  # nobody meets it who only reads
    assert answers(full.again()) == expected
    stop = threading.Event()
    watching = full.library.watch(stop)
    assert len(next(watching).added) == 6
    stop.set()
    assert answers(full.library) == expected
