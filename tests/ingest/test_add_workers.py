from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from pathlib import Path

import pytest

from briefing.ingest import add_files, add_workers
from briefing.ingest.add_files import Checked, Found
from briefing.ingest.add_workers import Readers
from tests.ingest.adding import Desk, outcomes, write


def found(name: str, number: int, size: int) -> list[Found]:
    return [Found(Path(f"{one}{name}"), "", named=False, size=size) for one in range(number)]


@pytest.mark.parametrize(
    ("files", "several"),
    [
        (found(".pdf", 60, 27_000), True),
        (found(".html", 60, 40_000), True),
        (found(".docx", 60, 40_000), True),
        (found(".pdf", 5, 27_000), False),
        (found(".html", 20, 10_000), False),
        (found(".txt", 300, 10_000), False),
        (found(".txt", 3000, 10_000), True),
    ],
)
def test_other_processes_read_when_much_work_is_expected(
    files: list[Found], several: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    parted: list[list[Found]] = []

    def submit(readers: Readers, batch: list[Found]) -> Future[list[Checked]]:
        parted.append(batch)
        future: Future[list[Checked]] = Future()
        future.set_result([Checked(one.path.name) for one in batch])
        return future

    monkeypatch.setattr(Readers, "_submit", submit)
    monkeypatch.setattr(add_workers, "check_one", lambda path, named: Checked(path.name))
    with Readers(2) as readers:
        assert list(readers.checked(files)) == [(one, Checked(one.path.name)) for one in files]
    assert [one for batch in parted for one in batch] == (files if several else [])
    assert not several or len(parted) >= 8


def test_many_files_are_read_by_several_processes(desk: Desk, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_workers, "WORTH", 0.0)
    for number in range(80):
        write(inbox / f"{number:02}.txt", b"%PDF-" if number == 40 else f"words {number}")
    results = desk.add(inbox, workers=2)
    assert [Path(r.what).name for r in results] == [f"{number:02}.txt" for number in range(80)]
    assert outcomes(results).count("added") == 79
    assert results[40].outcome == "refused"


def here(inbox: Path, names: list[str]) -> list[Found]:
    return [Found(write(inbox / name, name), "", named=False, size=len(name)) for name in names]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let processes read whatever there is, two files at once."""
    monkeypatch.setattr(add_workers, "WORTH", 0.0)
    monkeypatch.setattr(add_workers, "BATCH", 2)


def whole(data: bytes, name: str, **_: object) -> Checked:
    """Say which process read; a document that breaks it does so."""
    if name.startswith("broken"):
        os._exit(11)
    return Checked(f"{name} {os.getpid()}")


@pytest.mark.usefixtures("eager")
def test_a_document_that_breaks_its_process_is_refused_and_the_others_are_read(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(add_files, "check", whole)
    files = here(inbox, [f"{number}.txt" for number in range(5)] + ["broken.txt"] + [f"{n}.md" for n in range(5)])
    with Readers(2) as readers:
        results = list(readers.checked(files))
    assert [one for one, _ in results] == files
    assert [one.path.name for one, result in results if result.reason] == ["broken.txt"]
    assert str(os.getpid()) not in {result.name.rpartition(" ")[2] for _, result in results}


@pytest.mark.usefixtures("eager")
def test_processes_stay_for_what_comes_later(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_files, "check", whole)
    with Readers(1 + 1) as readers:
        first = list(readers.checked(here(inbox, ["a.txt", "b.txt", "c.txt"])))
        monkeypatch.setattr(add_workers, "WORTH", 1000.0)
        later = list(readers.checked(here(inbox, ["d.txt", "e.txt", "f.txt"])))
    pids = {result.name.rpartition(" ")[2] for _, result in (*first, *later)}
    assert len(pids) <= 2
    assert str(os.getpid()) not in pids


@pytest.mark.usefixtures("eager")
def test_who_leaves_waits_for_no_document(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(data: bytes, name: str, **_: object) -> Checked:
        if name != "a.txt":
            threading.Event().wait(60)
        return Checked(name)

    monkeypatch.setattr(add_files, "check", check)
    with Readers(2) as readers:
        monkeypatch.setattr(add_workers, "BATCH", 1)
        results = readers.checked(here(inbox, ["a.txt", "b.txt", "c.txt", "d.txt"]))
        assert next(results)[1] == Checked("a.txt")


@pytest.mark.parametrize(("name", "loaded"), [(".html", 1), (".txt", 0)])
def test_the_parsers_of_pages_are_loaded_once_before_processes_are_forked(
    monkeypatch: pytest.MonkeyPatch, name: str, loaded: int
) -> None:
    heard: list[str] = []

    def submit(readers: Readers, batch: list[Found]) -> Future[list[Checked]]:
        heard.append("submitted")
        future: Future[list[Checked]] = Future()
        future.set_result([Checked(one.path.name) for one in batch])
        return future

    monkeypatch.setattr(Readers, "_submit", submit)
    monkeypatch.setattr(add_workers, "check", lambda data, page: heard.append(page))
    monkeypatch.setattr(add_workers, "_method", lambda: "fork")
    with Readers(2) as readers:
        assert len(list(readers.checked(found(name, 60, 900_000)))) == 60
    assert heard[:loaded] == ["page.html"] * loaded
    assert set(heard[loaded:]) == {"submitted"}
