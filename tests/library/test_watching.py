"""Changes from outside."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.library import Changes
from briefing.library.watching import watch
from tests.library.conftest import Folder

WORDS = "Harbour\n\nThe harbour basin will be dredged.\n"


def seen(desk: Folder, paths: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Changes]:
    """What the library tells when the system reports these paths once."""

    def events(home: Path, **_: object) -> Iterator[set[tuple[int, str]]]:
        yield {(1, str(home / path)) for path in paths}

    monkeypatch.setattr("watchfiles.watch", events)
    return list(desk.library.watch(threading.Event()))


def test_a_new_file_a_change_and_a_removal(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("stays.txt", WORDS)
    desk.library.refresh()
    desk.write("sub/new.txt", WORDS)
    (changes,) = seen(desk, ["sub/new.txt"], monkeypatch)
    assert changes.added == ("sub/new.txt",)
    desk.write("sub/new.txt", "Other words.\n")
    (changes,) = seen(desk, ["sub/new.txt"], monkeypatch)
    assert changes.changed == ("sub/new.txt",)
    (desk.sources / "sub/new.txt").unlink()
    (changes,) = seen(desk, ["sub/new.txt"], monkeypatch)
    assert changes.removed == ("sub/new.txt",)
    assert desk.ids() == ["stays.txt"]
    assert not desk.library.refresh()


def test_a_folder_that_comes_and_goes(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.library.refresh()
    for n in range(3):
        desk.write(f"sub/deep/{n}.txt", f"{n} {WORDS}")
    (changes,) = seen(desk, ["sub"], monkeypatch)
    assert len(changes.added) == 3
    (desk.sources / "sub").rename(desk.root / "elsewhere")
    (changes,) = seen(desk, ["sub"], monkeypatch)
    assert len(changes.removed) == 3
    assert desk.ids() == []
    assert not desk.library.refresh()


def test_a_sidecar_is_a_change_of_its_document(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.write("a.txt", WORDS)
    desk.library.refresh()
    desk.write("a.txt.yaml", "publisher: Port Gazette\n")
    (changes,) = seen(desk, ["a.txt.yaml"], monkeypatch)
    assert changes.changed == ("a.txt",)


def test_what_is_no_source_is_no_change(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.library.refresh()
    desk.write(".a.txt.x1.tmp", WORDS)
    desk.write("table.csv", "a,b\n")
    assert seen(desk, [".a.txt.x1.tmp", "table.csv", "../desk.yaml"], monkeypatch) == []


def test_a_link_out_of_the_desk_is_refused_here_too(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk.root / "secret.txt").write_text(WORDS)
    desk.library.refresh()
    (desk.sources / "link.txt").symlink_to(desk.root / "secret.txt")
    (changes,) = seen(desk, ["link.txt"], monkeypatch)
    assert changes.refused == ("link.txt",)


def test_where_folders_cannot_be_watched_they_are_looked_at(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Three(threading.Event):
        asked = 0

        def wait(self, timeout: float | None = None) -> bool:
            self.asked += 1
            return self.asked > 3

    def events(*_: object, **__: object) -> Iterator[object]:
        raise OSError(28, "inotify watch limit reached")
        yield

    monkeypatch.setattr("watchfiles.watch", events)
    asked: list[object] = []

    def refresh(paths: list[str] | None) -> Changes:
        asked.append(paths)
        return Changes(added=("a",)) if len(asked) == 2 else Changes()

    assert list(watch(tmp_path, Three(), refresh)) == [Changes(added=("a",))]
    assert asked == [None, None, None]


def test_the_system_tells_and_stopping_ends_it(desk: Folder) -> None:
    desk.write("a.txt", WORDS)
    desk.library.refresh()
    stop = threading.Event()
    told: list[Changes] = []

    def follow() -> None:
        for changes in desk.library.watch(stop):
            told.append(changes)
            stop.set()

    thread = threading.Thread(target=follow)
    thread.start()
    tries = 0
    while thread.is_alive() and tries < 200:  # the watcher takes a moment to begin, so write until it sees
        desk.write("b.txt", f"{WORDS}{tries}\n")
        thread.join(0.1)
        tries += 1
    stop.set()
    thread.join(5)
    assert told
    assert {*told[0].added, *told[0].changed} == {"b.txt"}
