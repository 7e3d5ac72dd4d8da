"""Files are read by other processes, the first of them while the others are still looked for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefing.library import reading
from briefing.library.entry import Progress
from briefing.library.reading import Readers
from tests.library.conftest import Folder

NAMES = [f"{n}.txt" for n in range(9)]


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ALONE", 2)
    monkeypatch.setattr(reading, "BATCH", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def readers(desk: Folder) -> Iterator[Readers]:
    for name in NAMES:
        desk.write(name, f"Report {name}\n\nThe quay is closed.\n")
    with closing(Readers(desk.sources, lambda: False)) as readers:
        yield readers


def names(readers: Readers, asked: list[str]) -> list[str]:
    return sorted(name for batch in readers.all(asked) for name, _ in batch)


def test_what_was_begun_is_read_once(readers: Readers) -> None:
    readers.begin(NAMES[:5])
    assert [*readers._running.values()] == [NAMES[:2], NAMES[2:4]]
    readers.begin(NAMES[:7])
    assert [*readers._running.values()] == [NAMES[:2], NAMES[2:4], NAMES[4:6]]
    assert names(readers, NAMES) == NAMES


def test_no_more_is_begun_than_there_is_room_for(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_AHEAD", 1)
    for _ in range(3):
        readers.begin(NAMES)
    assert len(readers._running) == 2
    assert names(readers, NAMES) == NAMES


def test_a_reader_that_dies_on_what_was_begun_is_survived(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "read", _die_on_0)
    readers.begin(NAMES)
    refused = [name for batch in readers.all(NAMES) for name, records in batch if records]
    assert refused == ["0.txt"]


def _die_on_0(sources: Path, names: list[str]) -> list[tuple[str, list[object]]]:
    if "0.txt" in names:
        os._exit(11)
    return [(name, []) for name in names]


def test_reading_begins_while_folders_are_looked_at(
    make: Callable[..., Folder], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.library.refresh._READY", 3)
    desk = make()
    for folder in range(4):
        for name in NAMES[:3]:
            desk.write(f"{folder}/{name}", f"Report {folder} {name}\n\nThe quay is closed.\n")
    told: list[Progress | str] = []
    real = Readers._submit

    def submit(self: Readers, batch: list[str]) -> None:
        told.append(batch[0])
        real(self, batch)

    monkeypatch.setattr(Readers, "_submit", submit)
    desk.library.refresh(progress=told.append)
    assert told.index("0/0.txt") < told.index(Progress("looking", 12))
    assert len(desk.ids()) == len(desk.hits("quay")) == 12
