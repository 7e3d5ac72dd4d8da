"""What stands under .briefing/ can be missing, damaged, of another version, or in use by another program."""

from __future__ import annotations

import contextlib
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from briefing.errors import BriefingError
from briefing.library import Library, Progress
from briefing.library import library as library_module
from briefing.library.catalogue import Catalogue, Lost
from briefing.library.index import Damaged
from briefing.library.lock import writer
from briefing.library.tantivy_index import _Writing
from briefing.settings import Settings
from tests.library.conftest import Folder

HARBOUR = "Harbour\n\nThe harbour basin will be dredged, said Anna Kovac.\n"


@pytest.fixture
def full(desk: Folder) -> Folder:
    for n in range(3):
        desk.write(f"{n}.txt", f"Report {n}\n\n{HARBOUR}")
    for path in desk.sources.iterdir():
        os.utime(path, ns=(OLD, OLD))  # what was just written is read again in any case
    desk.library.refresh()
    return desk


OLD = 1_700_000_000_000_000_000


def state(desk: Folder, pattern: str) -> Path:
    (found,) = (desk.root / ".briefing").glob(pattern)
    return found


def works(desk: Folder) -> bool:
    return len(desk.ids()) == len(desk.hits("harbour")) == 3


def test_everything_may_be_deleted(full: Folder) -> None:
    full.library.close()
    shutil.rmtree(full.root / ".briefing")
    assert full.again().refresh().added
    assert works(full)


def test_everything_may_be_deleted_under_an_open_library(full: Folder) -> None:
    shutil.rmtree(full.root / ".briefing")
    full.library.refresh()
    assert works(full)


@pytest.mark.parametrize(
    "damage", [b"", b"no database at all, by no means" * 99, b"SQLite format 3\0" + b"\xff" * 8000]
)
def test_a_damaged_catalogue_is_begun_anew(full: Folder, damage: bytes) -> None:
    full.library.close()
    for file in (full.root / ".briefing").glob("catalogue-*"):
        file.write_bytes(damage)
    library = full.again()
    assert list(library.entries()) == []
    library.refresh()
    assert works(full)


@pytest.mark.parametrize("name", ["{}", "{}-wal", "{}-shm", "library.lock"])
@pytest.mark.parametrize("link", [False, True])
def test_what_is_no_file_where_one_belongs_is_taken_away(full: Folder, name: str, link: bool) -> None:
    full.library.close()
    path = full.root / ".briefing" / name.format(state(full, "catalogue-*.db").name)
    path.unlink(missing_ok=True)
    if link:
        path.symlink_to("/nowhere/at/all")
    else:
        (path / "deep").mkdir(parents=True)
    full.again().refresh()
    assert works(full)


def test_damage_within_the_catalogue_is_survived(full: Folder) -> None:
    full.library.close()
    file = state(full, "catalogue-*.db")
    data = bytearray(file.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 200] = os.urandom(200)
    file.write_bytes(data)
    library = full.again()
    for _ in range(3):
        try:
            list(library.entries())
            library.refresh()
        except BriefingError:
            continue
    assert works(full)


@pytest.mark.parametrize("part", ["meta.json", "*.term", "*.idx", "*.fast"])
def test_a_damaged_index_is_built_again(full: Folder, part: str) -> None:
    full.library.close()
    for file in state(full, "index-*").glob(part):
        file.write_bytes(b"\xff" * 64)
    library = full.again()
    library.search("harbour")
    library.ready()
    library.search("harbour")
    library.refresh()
    assert works(full)


def test_a_missing_index_is_built_again(full: Folder) -> None:
    full.library.close()
    shutil.rmtree(state(full, "index-*"))
    assert len(full.again().search("harbour")) == 3
    assert works(full)


def test_an_index_that_turns_out_damaged_while_one_file_is_added_is_built_again_whole(full: Folder) -> None:
    full.library.close()
    state(full, "index-*").joinpath("meta.json").write_bytes(b"no JSON")
    full.write("new.txt", HARBOUR)
    full.again().refresh()
    assert len(full.ids()) == len(full.hits("harbour")) == 4


def test_an_index_that_goes_while_it_is_written_is_built_again(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = _Writing.commit

    def lose(self: _Writing) -> None:
        monkeypatch.setattr(_Writing, "commit", real)
        raise Damaged("it is gone")

    monkeypatch.setattr(_Writing, "commit", lose)
    full.write("new.txt", HARBOUR)
    full.library.refresh()
    assert len(full.ids()) == len(full.hits("harbour")) == 4


def test_damaged_texts_and_findings_are_read_again(full: Folder) -> None:
    full.write("marked.md", f"---\ntitle: Marked\n---\n{HARBOUR}")
    full.library.refresh()
    known = {id: full.library.findings(id) for id in full.ids()}
    full.library.close()
    with sqlite3.connect(state(full, "catalogue-*.db")) as connection:
        connection.execute("update finding set json = 'cut sh'")
        connection.execute("update text set packed = x'00ff'")
    connection.close()
    library = full.again()
    assert {id: library.findings(id) for id in full.ids()} == known


def test_another_version_reads_again(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state(full, "catalogue-*.db")
    full.library.close()
    monkeypatch.setattr("briefing.ingest.VERSION", "another")
    library = full.again()
    assert len(library.refresh().added) == 3
    assert state(full, "catalogue-*.db") != before
    assert works(full)


def test_other_rules_compute_findings_again(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    full.library.findings("0.txt")
    full.library.findings("1.txt")
    full.library.close()
    monkeypatch.setattr("briefing.extract.VERSION", "another")
    library = full.again()
    library.findings("0.txt")
    counts = [library.entry(f"{n}.txt").quotes is not None for n in range(3)]
    assert counts == [True, False, False]


def test_a_crash_before_the_index_commits_costs_only_reading_again(
    full: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Crash(Exception):
        pass

    def crash(self: object) -> None:
        raise Crash

    full.write("late.txt", "A late report on the quay.\n")
    with monkeypatch.context() as context:
        context.setattr("briefing.library.tantivy_index._Writing.commit", crash)
        with pytest.raises(Crash):
            full.library.refresh()
    full.again().refresh()
    assert full.hits("quay") == ["late.txt"]
    assert len(full.ids()) == 4


def test_a_lock_of_a_dead_program_does_not_hold(full: Folder) -> None:
    code = (
        "import sys, os; from pathlib import Path; from briefing.library.lock import writer\n"
        "with writer(Path(sys.argv[1])) as alone:\n    assert alone; os._exit(9)"
    )
    died = subprocess.run([sys.executable, "-c", code, full.root / ".briefing"], check=False)
    assert died.returncode == 9
    full.write("late.txt", HARBOUR)
    assert not full.library.refresh().busy


def test_while_another_program_writes_this_one_reads(full: Folder) -> None:
    full.write("late.txt", HARBOUR)
    other = Library(full.root, Settings())
    with writer(full.root / ".briefing") as alone:
        assert alone
        assert other.refresh().busy
        assert len(other.entries()) == 3
        assert len(other.search("harbour")) == 3
        assert other.source("late.txt").text == HARBOUR
    assert other.refresh().added == ("late.txt",)
    assert full.library.refresh().elsewhere
    assert len(full.hits("harbour")) == 4
    other.close()


def test_findings_that_cannot_be_kept_now_are_kept_later(full: Folder) -> None:
    full.library.findings("0.txt")
    holder = sqlite3.connect(state(full, "catalogue-*.db"), isolation_level=None)
    holder.execute("begin immediate")
    assert full.library.findings("1.txt")
    assert full.library.entry("1.txt").quotes is None
    holder.execute("rollback")
    holder.close()
    full.library.findings("2.txt")
    assert all(entry.quotes is not None for entry in full.library.entries())


def test_many_threads_may_ask_at_once(full: Folder) -> None:
    failures: list[BaseException] = []

    def ask(n: int) -> None:
        try:
            for _ in range(5):
                full.library.refresh()
                full.library.search("harbour")
                full.library.filter(f"report {n % 3}")
                full.library.findings(f"{n % 3}.txt")
                list(full.library.entries())
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test tells
            failures.append(error)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert works(full)


def test_a_full_disk_is_said_in_one_line(full: Folder) -> None:
    kept = Catalogue(full.root / ".briefing")

    def fill() -> None:
        with kept.writing() as connection:
            connection.execute("pragma max_page_count = 1")
            connection.execute("insert into meta values ('large', zeroblob(4000000))")

    with pytest.raises(BriefingError, match=r"cannot be used: database or disk is full"):
        fill()
    kept.close()
    assert works(full)


def flipped(desk: Folder, seed: int, count: int) -> None:
    """Turn some bytes of the catalogue round, as a bad disk or a copy that broke off leaves it."""
    desk.library.close()
    file = state(desk, "catalogue-*.db")
    data = bytearray(file.read_bytes())
    chance = random.Random(seed)
    for _ in range(count):
        data[chance.randrange(len(data))] ^= 0xFF
    file.write_bytes(data)


def answers(library: Library) -> tuple[object, ...]:
    def listed() -> tuple[object, ...]:
        ids = [entry.id for entry in library.entries()]
        library.prefetch(ids)
        return [library.entry(id) for id in ids], [library.source(id) for id in ids]

    library.refresh()
    return *library.surely(listed), {hit.id for hit in library.search("harbour")}


@pytest.mark.parametrize("count", [20, 200, 2000])
def test_whatever_the_damage_the_second_answer_is_right(full: Folder, count: int) -> None:
    expected = answers(full.library)
    full.library.close()
    (full.root / ".briefing").rename(full.root / "kept")
    for seed in range(12):
        shutil.copytree(full.root / "kept", full.root / ".briefing")
        flipped(full, seed, count)
        with contextlib.suppress(BriefingError):
            answers(full.again())
        assert answers(full.again()) == expected, seed
        full.library.close()
        (full.root / ".briefing").rename(full.root / f"damaged-{seed}")


def changed(desk: Folder, *statements: str) -> None:
    """Write into the catalogue what the program never would."""
    desk.library.close()
    with contextlib.closing(sqlite3.connect(state(desk, "catalogue-*.db"), isolation_level=None)) as connection:
        connection.execute("pragma writable_schema = on")
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize(
    "damage",
    [
        "update entry set title = cast(x'ff41' as text)",
        "update entry set title = x'00'",
        "update entry set digest = 'text'",
        "update entry set tags = '[cut sh'",
        "update entry set key = key + 1",
        "update entry set story = x'07'",
        "update meta set value = x'010203' where key = 'order'",
        "update meta set value = 'text' where key = 'order'",
        "update meta set value = x'01000000' where key = 'order'",
        "drop index entry_order",
        "alter table entry rename column title to headline",
        "update sqlite_master set sql = cast(x'ff' as text) where name = 'finding'",
    ],
)
def test_what_cannot_be_is_thrown_away_and_read_again_at_once(full: Folder, damage: str) -> None:
    expected = answers(full.library)
    changed(full, damage)
    assert answers(full.again()) == expected


def test_an_entry_whose_name_its_index_has_lost_is_found(full: Folder) -> None:
    expected = answers(full.library)
    full.library.close()
    file = state(full, "catalogue-*.db")
    data = file.read_bytes()
    for at in (match.start() for match in re.finditer(b"1\\.txt", data)):  # one of them is that of the index
        file.write_bytes(data[:at] + b"\xce" + data[at + 1 :])
        assert answers(full.again()) == expected, at
        full.library.close()


def test_damage_that_comes_back_ends_with_a_word(full: Folder) -> None:
    catalogue = Catalogue(full.root / ".briefing")
    for _ in range(5):
        catalogue.lose(catalogue.lost)
    with pytest.raises(BriefingError, match="time and again"):
        catalogue.lose(catalogue.lost)
    catalogue.close()


def test_one_damage_that_two_meet_is_mended_once(full: Folder) -> None:
    catalogue = Catalogue(full.root / ".briefing")
    since = catalogue.lost
    catalogue.lose(since)
    catalogue.put("new", 1)
    catalogue.lose(since)
    assert catalogue.get("new") == 1
    catalogue.close()


def test_a_catalogue_that_another_program_begins_anew_is_read_from_then_on(full: Folder) -> None:
    other = Library(full.root, Settings())
    assert len(other.entries()) == 3
    other._parts.catalogue.lose(0)
    full.write("late.txt", HARBOUR)
    other.refresh()
    assert full.library.refresh().elsewhere
    assert len(full.ids()) == len(full.hits("harbour")) == 4
    other.close()


@pytest.mark.parametrize("part", ["*.term", "*.idx", "*.pos"])
@pytest.mark.parametrize("harm", ["truncated", "flipped", "deleted"])
def test_a_search_mends_an_index_that_is_damaged_under_an_open_library(full: Folder, part: str, harm: str) -> None:
    assert len(full.hits("harbour")) == 3
    for file in state(full, "index-*").glob(part):
        data = file.read_bytes()
        file.unlink() if harm == "deleted" else None
        if harm == "truncated":
            os.truncate(file, 10)
        elif harm == "flipped":
            file.write_bytes(bytes(byte ^ 0xFF for byte in data))
    assert len(full.hits("harbour")) == 3


def test_a_search_mends_what_is_deleted_under_an_open_library(full: Folder) -> None:
    shutil.rmtree(full.root / ".briefing")
    assert len(full.hits("harbour")) == 3
    assert works(full)


def test_a_search_that_meets_damage_waits_for_the_refresh_that_runs(full: Folder) -> None:
    full.write("late.txt", HARBOUR)
    found: list[list[str]] = []
    threads: list[threading.Thread] = []

    def damage(progress: Progress) -> None:
        if progress.stage == "comparing":
            for file in state(full, "index-*").glob("*.idx"):
                os.truncate(file, 10)
            assert full.library.search("harbour") == []  # in the thread that refreshes, nothing can be waited for
            threads.append(threading.Thread(target=lambda: found.append(full.hits("harbour"))))
            threads[-1].start()

    full.library.refresh(progress=damage)
    threads[0].join(30)
    assert len(found[0] if found and found[0] else full.hits("harbour")) == 4


def test_what_a_program_that_died_has_not_read_is_read_by_the_next_search(
    full: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_module, "_SMALL", 2)

    def die(self: object) -> NoReturn:
        raise KeyboardInterrupt

    full.write("more/late.txt", HARBOUR)
    with monkeypatch.context() as context:
        context.setattr("briefing.library.refresh.Refresh._take_in", lambda *_: die(None))
        with pytest.raises(KeyboardInterrupt):
            full.library.refresh()
    full.again().ready()
    assert len(full.hits("harbour")) == 4


def test_a_search_beside_a_program_that_reads_is_told_so(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "_SMALL", 2)
    full.library.ready()
    assert not full.library.ready().busy
    with writer(full.root / ".briefing"):
        assert not full.library.ready().busy  # everything was read, whatever that program does
        full.write("more/late.txt", HARBOUR)
        assert full.library.ready().busy


def test_a_library_that_watches_reads_again_what_is_deleted(full: Folder) -> None:
    stop = threading.Event()
    watching = full.library.watch(stop)
    shutil.rmtree(full.root / ".briefing")
    assert len(next(watching).added) == 3
    stop.set()
    assert works(full)


def test_a_list_on_the_screen_outlives_its_catalogue(full: Folder) -> None:
    entries = full.library.entries()
    changed(full, "update entry set title = x'00'")
    assert entries[0].reason == "is no longer in sources/"
    assert entries.index_of("0.txt") is None
    full.library.refresh()
    entries = full.library.entries()
    changed(full, "update entry set title = x'00'")
    with pytest.raises(Lost):
        list(entries)
