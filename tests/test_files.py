"""Atomic writes, conflicts, undo."""

from __future__ import annotations

import os
import shutil
import threading
from pathlib import Path

import pytest

from briefing.errors import BriefingError, Conflict
from briefing.files import Files, replace_atomically


def test_a_write_makes_folders_and_reads_back(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("pins/a/b.yaml", b"one", was=None)
    assert files.read("pins/a/b.yaml") == b"one"
    assert files.read("pins/none.yaml") is None


def test_a_write_over_what_another_program_wrote_is_refused(tmp_path: Path) -> None:
    ours, theirs = Files(tmp_path), Files(tmp_path)
    ours.write("x", b"one", was=None)
    theirs.write("x", b"two", was=b"one")
    with pytest.raises(Conflict, match="x was changed by another program"):
        ours.write("x", b"three", was=b"one")
    assert ours.read("x") == b"two"


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a/../../x", "a\0b"])
def test_no_name_leaves_the_desk(tmp_path: Path, name: str) -> None:
    with pytest.raises(BriefingError, match="not a path inside the desk"):
        Files(tmp_path).write(name, b"", was=None)


@pytest.mark.parametrize("link", [False, True])
def test_what_stands_in_the_way_of_the_lock_is_taken_away(tmp_path: Path, link: bool) -> None:
    lock = tmp_path / ".briefing" / "lock"
    if link:
        lock.parent.mkdir()
        lock.symlink_to("/nowhere/at/all")
    else:
        (lock / "deep").mkdir(parents=True)
    Files(tmp_path).write("x", b"one", was=None)
    assert lock.is_file()


@pytest.mark.parametrize("call", ["fsync", "replace", "fdopen", "chmod"])
def test_a_crash_at_any_call_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    path = tmp_path / "kept"
    replace_atomically(path, b"old")

    def crash(*_: object, **__: object) -> None:
        raise OSError(5, "the disk went away")

    monkeypatch.setattr(os, call, crash)
    with pytest.raises(OSError, match="went away"):
        replace_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["kept"]


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_atomically(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_undo_and_redo_walk_whole_steps(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with files.change("pin it"):
        files.write("a", b"1", was=None)
        files.write("b", b"2", was=None)
        files.write("a", b"3", was=b"1")
    assert files.undo_label == "pin it"
    assert files.undo() == "pin it"
    assert files.read("a") is None
    assert files.read("b") is None
    assert files.redo() == "pin it"
    assert (files.read("a"), files.read("b")) == (b"3", b"2")
    assert files.redo() is None


def test_a_new_step_ends_what_could_be_redone(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("a", b"1", was=None)
    files.undo()
    files.write("a", b"2", was=None)
    assert files.redo() is None
    assert files.read("a") == b"2"


def test_undo_never_overwrites_what_another_program_wrote(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("a", b"1", was=None)
    (tmp_path / "a").write_bytes(b"theirs")
    with pytest.raises(Conflict, match="cannot be undone"):
        files.undo()
    assert files.read("a") == b"theirs"


def test_a_step_that_fails_half_way_is_put_back(tmp_path: Path) -> None:
    files = Files(tmp_path)
    files.write("a", b"1", was=None)

    def fail() -> None:
        with files.change("two files"):
            files.write("a", b"2", was=b"1")
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        fail()
    assert files.read("a") == b"1"
    assert files.undo() == "write a"


def test_programs_that_read_change_and_write_lose_nothing(tmp_path: Path) -> None:
    def count() -> None:
        files = Files(tmp_path)
        for _ in range(10):
            with files.change("count"):
                was = files.read("n")
                files.write("n", str(int(was or b"0") + 1).encode(), was=was)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Files(tmp_path).read("n") == b"40"


def test_a_lock_that_was_deleted_while_waiting_is_made_again(tmp_path: Path) -> None:
    entered = threading.Event()

    def write() -> None:
        entered.set()
        Files(tmp_path).write("b", b"1", was=None)

    thread = threading.Thread(target=write)
    with Files(tmp_path).exclusive():
        thread.start()
        entered.wait()
        shutil.rmtree(tmp_path / ".briefing")
    thread.join()
    assert Files(tmp_path).read("b") == b"1"
    assert (tmp_path / ".briefing" / "lock").exists()


def test_a_step_without_writes_is_no_step(tmp_path: Path) -> None:
    files = Files(tmp_path)
    with files.change("nothing"):
        files.write("a", None, was=None)
    assert files.undo() is None
