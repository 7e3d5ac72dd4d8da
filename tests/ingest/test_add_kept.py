"""The bytes of feeds are kept as they came, beside the entries that were taken from them."""

from __future__ import annotations

import gzip
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import files
from briefing.errors import BriefingError
from briefing.files import create_together
from briefing.ingest import add_files, add_kept, add_shelf
from briefing.ingest.add_leftovers import digest_of
from briefing.library.scan import walk
from tests.ingest.adding import Desk, entry, feed, outcomes, write
from tests.ingest.server import Server

ONE = feed(entry("a"))
TWO = feed(entry("b", "A road is to be built."), entry("a"))


def place(data: bytes) -> str:
    return f"Example- Daily/.feeds/{hashlib.sha256(data).hexdigest()[:16]}.xml"


def feeds(desk: Desk) -> dict[str, bytes]:
    below = desk.root / "sources"
    return {name: (below / name).read_bytes() for name in desk.names() if "/.feeds/" in f"/{name}"}


@pytest.mark.parametrize("way", ["add", "fetch"])
def test_a_feed_is_kept_as_it_came_and_its_entries_name_it(desk: Desk, server: Server, way: str) -> None:
    url = server.page("/feed", gzip.compress(TWO), Content_Encoding="gzip")
    results = desk.add(url, allow_private=True) if way == "add" else desk.fetch(url)
    assert outcomes(results) == ["added", "added"]
    assert feeds(desk) == {place(TWO): TWO}
    assert [desk.sidecar(str(result.id))["feed_digest"] for result in results] == [digest_of(TWO)] * 2
    server.page("/feed", ONE)
    assert outcomes(desk.add(url, allow_private=True)) == ["present"]
    assert desk.fetch(url) == []
    assert feeds(desk) == {place(TWO): TWO}  # an answer without anything new


def test_a_feed_with_something_new_is_kept_beside_the_older_one(desk: Desk, server: Server) -> None:
    url = server.page("/feed", ONE)
    (first,) = desk.fetch(url)
    server.page("/feed", TWO)
    (second,) = desk.fetch(url)
    assert feeds(desk) == {place(ONE): ONE, place(TWO): TWO}
    assert desk.sidecar(str(first.id))["feed_digest"] == digest_of(ONE)
    assert desk.sidecar(str(second.id))["feed_digest"] == digest_of(TWO)


def test_a_feed_is_kept_in_the_folder_that_was_asked_for(desk: Desk, server: Server) -> None:
    desk.add(server.page("/feed", ONE), allow_private=True, to="news/daily")
    assert list(feeds(desk)) == [f"news/daily/{place(ONE)}"]


def test_a_feed_of_many_publishers_is_kept_once_under_its_own_name(desk: Desk, server: Server) -> None:
    one, two = (
        entry(name, f"Words of {name}.").replace("</item>", f'<source url="x">Paper {name}</source></item>')
        for name in "ab"
    )
    results = desk.fetch(server.page("/feed", feed(one, two)))
    assert [str(result.id).partition("/")[0] for result in results] == ["Paper a", "Paper b"]
    assert list(feeds(desk)) == [place(feed(one, two))]


def test_a_feed_that_is_there_is_not_written_again(desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.page("/feed", TWO)
    first, second = desk.fetch(url)
    for result in (first, second):
        (desk.root / "sources" / str(result.id)).unlink()
        (desk.root / "sources" / f"{result.id}.yaml").unlink()
    before = (desk.root / "sources" / place(TWO)).stat().st_ino
    assert outcomes(desk.add(url, allow_private=True)) == ["added", "added"]
    assert (desk.root / "sources" / place(TWO)).stat().st_ino == before
    assert list(feeds(desk)) == [place(TWO)]


def test_what_has_the_name_of_a_feed_is_not_overwritten(desk: Desk, server: Server) -> None:
    write(desk.root / "sources" / place(ONE), "of a hand")
    desk.fetch(server.page("/feed", ONE))
    assert feeds(desk) == {place(ONE): b"of a hand", place(ONE).replace(".xml", "-2.xml"): ONE}


def test_of_entries_that_are_refused_nothing_is_kept(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(add_files, "LIMIT", 10)
    assert outcomes(desk.fetch(server.page("/feed", ONE))) == ["refused"]
    assert desk.names() == []


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), BriefingError("no"), KeyboardInterrupt()])
def test_no_feed_stays_to_which_no_entry_refers(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def full(*_: object, **__: object) -> str:
        assert list(feeds(desk)) == [place(ONE)]  # it is there before its entries
        raise error

    monkeypatch.setattr(add_shelf.Shelf, "put", full)
    if isinstance(error, BriefingError):
        assert outcomes(desk.fetch(server.page("/feed", ONE))) == ["refused"]
    else:
        with pytest.raises(type(error)):
            desk.fetch(server.page("/feed", ONE))
    assert desk.names() == []


def test_a_feed_that_cannot_be_made_durable_goes_again(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> None:
        raise OSError(28, "No space left on device", str(folder))

    monkeypatch.setattr(add_kept, "sync_folder", full)
    with pytest.raises(OSError, match="No space left"):
        desk.fetch(server.page("/feed", ONE))
    assert desk.names() == []


def test_a_feed_has_its_name_for_good_before_its_entries(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []

    def synced(folder: Path) -> None:
        heard.append(f"sync {folder.name}")

    def created(pieces: dict[Path, bytes], *, last: Path) -> None:
        heard.append(last.suffix)
        create_together(pieces, last=last)

    monkeypatch.setattr(add_kept, "sync_folder", synced)
    monkeypatch.setattr(add_kept, "create_together", created)
    monkeypatch.setattr(add_shelf, "create_together", created)
    desk.fetch(server.page("/feed", TWO))
    assert heard == [".xml", "sync .feeds", "sync Example- Daily", ".html", ".html"]


def test_half_a_feed_that_a_killed_program_left_is_cleared_away(desk: Desk, server: Server) -> None:
    url = server.page("/feed", ONE)
    code = (
        "import os, sys; from pathlib import Path; from briefing import files; from briefing.ingest.add import fetch\n"
        "files._link = lambda temporary, path: os._exit(9)\n"
        "list(fetch(files.Files(Path(sys.argv[1])), [sys.argv[2]], allow_private=True))\n"
    )
    assert subprocess.run([sys.executable, "-c", code, desk.root, url], check=False).returncode == 9
    (left,) = feeds(desk)
    assert files.temporary_for(left.rpartition("/")[2])
    mine = write(desk.root / "sources/Example- Daily/.feeds/notes.txt", "of a hand")
    assert outcomes(desk.fetch(url)) == ["added"]
    assert sorted(feeds(desk)) == sorted([place(ONE), mine.relative_to(desk.root / "sources").as_posix()])


def test_what_is_kept_is_no_source(desk: Desk, server: Server, tmp_path: Path) -> None:
    url = server.page("/feed", ONE)
    (result,) = desk.fetch(url)
    found = [folder.path + name for folder in walk(desk.root / "sources", now=0) for name in folder.stamps]
    assert found == [result.id]
    other = Desk(tmp_path / "other")
    assert outcomes(other.add(desk.root / "sources")) == ["added"]  # with its sidecar, which still names the feed
    assert other.documents() == [f"sources/{result.id}"]
    assert other.sidecar(f"sources/{result.id}")["feed_digest"] == digest_of(ONE)
    assert outcomes(desk.add(write(tmp_path / "feed.xml", ONE))) == ["added"]  # it is not there as a source


def test_nothing_is_cleared_away_behind_a_link(desk: Desk, tmp_path: Path) -> None:
    theirs = write(tmp_path / "theirs/.a.xml.k2345678.tmp", "of another program")
    (desk.root / "sources/.feeds").symlink_to(theirs.parent, target_is_directory=True)
    assert outcomes(desk.add(write(tmp_path / "b.txt", "words"))) == ["added"]
    assert theirs.exists()
