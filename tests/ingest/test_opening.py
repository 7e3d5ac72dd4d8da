"""Opening what anybody may have put where a document is expected."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.errors import Unreadable
from briefing.ingest import read_file
from briefing.ingest.opening import LIMIT, contents


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 300_000)
    assert contents(path) == b"x" * 300_000
    path.write_bytes(b"")
    assert contents(path) == b""


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(Unreadable, match="device, pipe or socket"):
        contents(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").write_text("Words.\n")
    os.mkfifo(tmp_path / "a.txt.yaml")
    with pytest.raises(Unreadable, match=r"sidecar: a\.txt\.yaml is not a file"):
        read_file(tmp_path / "a.txt", id="a.txt")


def test_a_file_that_becomes_a_pipe_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Words.\n")
    before = path.stat()
    path.unlink()
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda self: before)
    with pytest.raises(Unreadable, match="device, pipe or socket"):
        contents(path)


def test_a_device_is_not_read() -> None:
    with pytest.raises(Unreadable, match="device, pipe or socket"):
        contents(Path("/dev/zero"))


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(LIMIT + 1)  # takes no room on the disk
    with pytest.raises(Unreadable, match="is larger than 200 MB"):
        contents(path)
    with pytest.raises(Unreadable, match="is larger than 0 MB"):
        contents(path, limit=5)


def test_a_folder_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        contents(tmp_path)
