"""Reading in other processes: one that dies, none that can be started, a program that none finds again."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

import pytest

from briefing.library import reading
from tests.library.conftest import Folder


@pytest.fixture
def many(make: Callable[..., Folder], monkeypatch: pytest.MonkeyPatch) -> Folder:
    desk = make()
    monkeypatch.setattr(reading, "ALONE", 10)
    monkeypatch.setattr(reading, "BATCH", 8)
    for number in range(24):
        desk.write(f"{number}.txt", f"Harbour\n\nThe harbour basin will be dredged. {number}")
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


def test_reading_processes_end_with_a_program_that_is_killed() -> None:
    code = (
        "import os; from briefing.library import reading\n"
        "if __name__ == '__main__':\n"
        "    pool = reading.processes(1); print(pool.submit(os.getpid).result(), flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        reader = os.pidfd_open(int(program.stdout.readline()))
        program.kill()
    try:
        assert select.select([reader], [], [], 10)[0], "the process still waits for work"
    finally:
        os.close(reader)
