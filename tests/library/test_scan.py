"""Looking at folders with every kind of file and name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.library import Progress, making, scan
from tests.library.conftest import Folder

LATER = 2**62


def looked(root: Path) -> dict[str, scan.Folder]:
    return {folder.path: folder for folder in scan.walk(root, now=LATER)}


def test_files_come_in_order_of_their_names(desk: Folder) -> None:
    names = [f"{number * 7 % 40:02}.txt" for number in range(40)]
    for name in names:
        desk.write(name, "x")
    assert list(looked(desk.sources)[""].stamps) == sorted(names)


def test_hidden_files_and_leftovers_are_passed_over(desk: Folder) -> None:
    for name in (".hidden.txt", "a.txt~", ".a.txt.swp", "b.part", ".git/config", "kept.txt", "alone.yaml"):
        desk.write(name, "x")
    assert set(looked(desk.sources)[""].stamps) == {"kept.txt"}
    assert list(looked(desk.sources)) == [""]


def test_a_stamp_follows_the_file_and_its_sidecar(desk: Folder) -> None:
    path = desk.write("a.txt", "x")
    first = looked(desk.sources)[""].stamps["a.txt"]
    assert scan.file(desk.sources, "a.txt") == first
    desk.write("a.txt.yaml", "title: A\n")
    second = looked(desk.sources)[""].stamps["a.txt"]
    assert scan.file(desk.sources, "a.txt") == second != first
    os.utime(path, ns=(5, 5))
    assert looked(desk.sources)[""].stamps["a.txt"] not in (first, second)


def test_a_change_whose_size_and_time_are_as_before_is_seen(desk: Folder) -> None:
    path = desk.write("a.txt", "Grain is dear.\n")
    os.utime(path, ns=(5, 5))
    desk.library.refresh()
    path.write_text("Grain is rare.\n")
    os.utime(path, ns=(5, 5))
    assert desk.library.refresh().changed == ("a.txt",)


def test_a_file_that_was_just_written_is_looked_at_again(desk: Folder) -> None:
    written = desk.write("a.txt", "x").stat().st_mtime_ns
    (folder,) = scan.walk(desk.sources, now=written + scan.FRESH // 2)
    assert folder.fresh == {"a.txt"}
    (folder,) = scan.walk(desk.sources, now=written + scan.FRESH * 2)
    assert folder.fresh == set()


def test_a_file_of_the_future_is_read_once(desk: Folder) -> None:
    path = desk.write("a.txt", "Words.\n")
    os.utime(path, ns=(LATER, LATER))
    assert desk.library.refresh().added == ("a.txt",)
    told: list[Progress] = []
    desk.library.refresh(progress=told.append)
    assert {progress.stage for progress in told} == {"looking"}


def test_names_that_cannot_be_shown_are_refused_with_the_reason(desk: Folder) -> None:
    Path(os.fsdecode(os.fsencode(desk.sources) + b"/caf\xe9.txt")).write_bytes(b"x")
    desk.write("a\nb.txt", "x")
    desk.write("\x1b[31mred.txt", "x")
    desk.write("good.txt", "Words.\n")
    desk.library.refresh()
    reasons = {entry.id: entry.reason for entry in desk.library.entries() if entry.status == "refused"}
    assert reasons == {
        "caf\\xe9.txt": "its name is not UTF-8: rename it",
        "a\\x0ab.txt": "its name holds control characters: rename it",
        "\\x1b[31mred.txt": "its name holds control characters: rename it",
    }
    assert not desk.library.refresh()


def test_links_do_not_lead_out_or_round(desk: Folder) -> None:
    (desk.root / "secret.txt").write_text("x")
    desk.write("in/real.txt", "Words of the real one.\n")
    (desk.sources / "out.txt").symlink_to(desk.root / "secret.txt")
    (desk.sources / "out").symlink_to(desk.root)
    (desk.sources / "in" / "round").symlink_to(desk.sources)
    (desk.sources / "nowhere.txt").symlink_to("gone.txt")
    (desk.sources / "fine.txt").symlink_to(desk.sources / "in" / "real.txt")
    desk.library.refresh()
    found = {entry.id: entry.status for entry in desk.library.entries()}
    assert found == {
        "fine.txt": "ok",
        "in/real.txt": "ok",
        "in/round": "refused",
        "nowhere.txt": "refused",
        "out": "refused",
        "out.txt": "refused",
    }


def test_what_is_no_file_is_listed_and_never_waited_for(desk: Folder) -> None:
    os.mkfifo(desk.sources / "pipe.txt")
    os.mkfifo(desk.sources / "noted.txt.yaml")
    desk.write("noted.txt", "Words with a pipe beside them.\n")
    desk.write("apart.txt", "Words with a folder beside them.\n")
    (desk.sources / "apart.txt.yaml").mkdir()
    desk.library.refresh()
    assert {entry.id: entry.reason for entry in desk.library.entries()} == {
        "apart.txt": None,
        "noted.txt": "sidecar: noted.txt.yaml is not a file but a device, pipe or socket",
        "pipe.txt": "is not a file but a device, pipe or socket",
    }
    for name in ("noted.txt", "apart.txt"):
        assert scan.file(desk.sources, name) == looked(desk.sources)[""].stamps[name]
    (desk.sources / "noted.txt.yaml").unlink()
    (desk.sources / "pipe.txt").unlink()
    changes = desk.library.refresh()
    assert changes.removed == ("pipe.txt",)
    assert desk.library.source("noted.txt").text.startswith("Words with a pipe")


def test_a_folder_that_cannot_be_opened_is_listed(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("locked/a.txt", "x")
    desk.write("open/b.txt", "Words.\n")
    real = os.scandir

    def refuse(path: str) -> object:
        if str(path).rstrip("/").endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr("os.scandir", refuse)
    desk.library.refresh()
    assert {e.id: e.reason for e in desk.library.entries()} == {
        "locked/": "the folder cannot be opened: Permission denied",
        "open/b.txt": None,
    }


def test_a_file_that_cannot_be_opened_is_listed(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", "x")
    real = os.open

    def refuse(path: object, *more: int, **named: object) -> int:
        if str(path).endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *more, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("os.open", refuse)
    desk.library.refresh()
    assert desk.library.entry("a.txt").reason == "cannot be opened: Permission denied"


def test_very_deep_folders_end_somewhere(desk: Folder) -> None:
    here = os.open(desk.sources, os.O_RDONLY)
    for _ in range(24):
        os.mkdir("d" * 200, dir_fd=here)
        inner = os.open("d" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    desk.write("a.txt", "Words.\n")
    desk.library.refresh()
    assert desk.library.entry("a.txt").status == "ok"
    assert [e.reason for e in desk.library.entries() if e.status == "refused"] == [
        "the folder cannot be opened: File name too long"
    ]


@pytest.mark.parametrize(
    ("name", "content", "listed"),
    [
        ("letter", b"A letter without a suffix, from the harbour.\n", "ok"),
        ("report.bin", b"%PDF-1.4 cut short", "refused"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "refused"),
        ("table.csv", b"a,b\n1,2\n", None),
        ("empty.log", b"", None),
        ("page.php", b"<!doctype html><html><body><p>Harbour closed.</p></body></html>", "ok"),
    ],
)
def test_content_decides_where_the_suffix_says_nothing(
    desk: Folder, name: str, content: bytes, listed: str | None
) -> None:
    desk.write(name, content)
    desk.library.refresh()
    assert [e.status for e in desk.library.entries()] == ([listed] if listed else [])


def test_a_mistake_of_a_reader_concerns_one_file(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    real = making.read_bytes

    def fail(data: bytes, *, name: str, id: str, sidecar: bytes | None) -> object:
        if id == "odd.txt":
            raise KeyError("xref")
        return real(data, name=name, id=id, sidecar=sidecar)

    monkeypatch.setattr(making, "read_bytes", fail)
    desk.write("odd.txt", "Odd words.\n")
    desk.write("plain.txt", "Plain words.\n")
    desk.library.refresh()
    assert {e.id: e.reason for e in desk.library.entries()} == {
        "odd.txt": "the reader failed (KeyError): please report it",
        "plain.txt": None,
    }
