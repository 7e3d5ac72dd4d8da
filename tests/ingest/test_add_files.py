from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from briefing.ingest import add_files
from briefing.ingest.add_files import Checked, Found, checked
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

    def spread(batches: Iterable[list[Found]], workers: int) -> Iterator[tuple[Found, Checked]]:
        parted.extend(batches)
        return iter(())

    monkeypatch.setattr(add_files, "_spread", spread)
    monkeypatch.setattr(add_files, "_check_one", lambda path, named: Checked(path.name))
    alone = [one for one, _ in checked(files, workers=2)]
    assert alone == ([] if several else files)
    assert [one for batch in parted for one in batch] == (files if several else [])
    assert not several or len(parted) >= 8


def test_many_files_are_read_by_several_processes(desk: Desk, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add_files, "WORTH", 0.0)
    for number in range(80):
        write(inbox / f"{number:02}.txt", b"%PDF-" if number == 40 else f"words {number}")
    results = desk.add(inbox, workers=2)
    assert [Path(r.what).name for r in results] == [f"{number:02}.txt" for number in range(80)]
    assert outcomes(results).count("added") == 79
    assert results[40].outcome == "refused"
