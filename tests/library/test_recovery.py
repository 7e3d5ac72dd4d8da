"""What stands under .briefing/ can be missing, damaged, of another version, or in use by another program."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from briefing.errors import BriefingError
from briefing.library import Library, reading
from briefing.library.catalogue import Catalogue
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


@pytest.fixture
def many(make: Callable[..., Folder], monkeypatch: pytest.MonkeyPatch) -> Folder:
    desk = make()
    monkeypatch.setattr(reading, "ALONE", 10)
    monkeypatch.setattr(reading, "BATCH", 8)
    for number in range(24):
        desk.write(f"{number}.txt", f"{HARBOUR} {number}")
    return desk


def test_a_file_that_kills_its_reader_is_refused_and_no_other(many: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read", _die_on_7)
    many.library.refresh()
    refused = {entry.id: entry.reason for entry in many.library.entries() if entry.reason}
    assert refused == {"7.txt": "reading it crashed the reader: the file is damaged"}
    assert len(many.library.entries()) == 24


def _die_on_7(sources: Path, names: Sequence[str]) -> reading.Read:
    if "7.txt" in names:
        os._exit(11)
    return _read(sources, names)


_read = reading.read


def test_without_processes_everything_is_read_all_the_same(many: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "processes", _none)
    many.library.refresh()
    assert len(many.library.entries()) == 24
    assert not any(entry.reason for entry in many.library.entries())


def test_a_program_from_standard_input_which_no_process_finds_again_reads_everything(many: Folder) -> None:
    code = (
        "import sys; from pathlib import Path; from briefing.library import Library, reading;"
        "from briefing.settings import Settings; reading.ALONE = 10; reading.BATCH = 8\n"
        "changes = Library(Path(sys.argv[1]), Settings()).refresh(); print(len(changes.added), changes.refused)"
    )
    ran = subprocess.run(
        [sys.executable, "-", many.root], input=code, text=True, capture_output=True, check=True, timeout=60
    )
    assert ran.stdout == "24 ()\n"


def _none(workers: int | None = None) -> NoReturn:
    raise BlockingIOError("Resource temporarily unavailable")


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
