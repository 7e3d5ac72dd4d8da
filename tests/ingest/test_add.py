from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from briefing import files
from briefing.errors import BriefingError
from briefing.files import Files
from briefing.ingest import read_file
from briefing.ingest.add import Added, add
from briefing.ingest.add_leftovers import digest_of
from tests.ingest import documents
from tests.ingest.adding import WHEN, Desk, entry, feed, outcomes, write


def test_a_file_keeps_its_bytes_and_gets_a_sidecar(desk: Desk, inbox: Path) -> None:
    data = b"\xef\xbb\xbfwords\r\nand more"
    (result,) = desk.add(write(inbox / "a.txt", data))
    assert result == Added(str(inbox / "a.txt"), "added", id="a.txt")
    assert (desk.root / "sources/a.txt").read_bytes() == data
    assert desk.sidecar("a.txt") == {"retrieved": WHEN, "digest": digest_of(data)}


def test_what_is_there_is_not_added_again(desk: Desk, inbox: Path) -> None:
    desk.add(write(inbox / "a.txt", "words"))
    write(inbox / "b.txt", "words")
    assert desk.add(inbox / "b.txt", inbox / "a.txt") == [
        Added(str(inbox / "b.txt"), "present", id="a.txt"),
        Added(str(inbox / "a.txt"), "present", id="a.txt"),
    ]
    assert desk.names() == ["a.txt", "a.txt.yaml"]


def test_a_file_that_a_hand_changed_is_compared_as_it_is_now(desk: Desk, inbox: Path) -> None:
    desk.add(write(inbox / "a.txt", "words"))
    write(desk.root / "sources/a.txt", "other")
    assert [result.id for result in desk.add(inbox / "a.txt")] == ["a-2.txt"]
    assert (desk.root / "sources/a.txt").read_text() == "other"


def test_the_same_twice_in_one_go_is_added_once(desk: Desk, inbox: Path) -> None:
    results = desk.add(write(inbox / "a.txt", "words"), write(inbox / "b.txt", "words"))
    assert outcomes(results) == ["added", "present"]


def test_another_content_under_a_taken_name_gets_a_number(desk: Desk, inbox: Path) -> None:
    for number, words in enumerate(("one", "two", "three")):
        desk.add(write(inbox / f"{number}" / "a.b.txt", words))
    assert desk.documents() == ["a.b-2.txt", "a.b-3.txt", "a.b.txt"]


def test_a_folder_keeps_its_structure(desk: Desk, inbox: Path) -> None:
    for name in ("2023/a.txt", "2024/deep/b.md", ".hidden/c.txt", "2023/.d.txt"):
        write(inbox / name, f"words of {name}")
    assert outcomes(desk.add(inbox, to="archive")) == ["added", "added"]
    assert desk.documents() == ["archive/inbox/2023/a.txt", "archive/inbox/2024/deep/b.md"]


def test_sidecars_come_along_and_are_added_to(desk: Desk, inbox: Path) -> None:
    write(inbox / "a.txt", "words")
    write(inbox / "a.txt.yaml", "# by hand\ntitle: Own words\nretrieved: 2020-01-01\n")
    assert outcomes(desk.add(inbox)) == ["added"]
    text = (desk.root / "sources/inbox/a.txt.yaml").read_text()
    assert text.startswith("# by hand\ntitle: Own words\nretrieved: 2020-01-01\ndigest: sha256:")
    assert read_file(desk.root / "sources/inbox/a.txt", id="a")[0].title == "Own words"


def test_a_bad_sidecar_is_a_reason(desk: Desk, inbox: Path) -> None:
    write(inbox / "a.txt", "words")
    write(inbox / "a.txt.yaml", "title: [unclosed")
    (result,) = desk.add(inbox)
    assert (result.outcome, desk.names()) == ("refused", [])
    assert result.reason is not None
    assert "a.txt.yaml" in result.reason


def test_what_cannot_be_read_is_refused_with_the_reason(desk: Desk, inbox: Path) -> None:
    write(inbox / "empty.txt", b"")
    write(inbox / "broken.pdf", b"%PDF-1.4\nbroken")
    write(inbox / "scan.pdf", documents.pdf([[]]))
    write(inbox / "photo.png", b"\x89PNG\r\n\x1a\n")
    write(inbox / "table.csv", b"a,b")
    reasons = {Path(result.what).name: result.reason for result in desk.add(inbox)}
    assert reasons["empty.txt"] == "is empty"
    assert reasons["broken.pdf"] == "is damaged or truncated"
    assert "OCR" in (reasons["scan.pdf"] or "")
    assert "picture" in (reasons["photo.png"] or "")
    assert "(.csv)" in (reasons["table.csv"] or "")
    assert desk.names() == []
    assert outcomes(desk.add(inbox / "nothing.txt", "a\0b")) == ["refused", "refused"]


def test_content_decides_when_the_name_does_not(desk: Desk, inbox: Path) -> None:
    report = documents.pdf([documents.page_of(["The ministry said so."])])
    write(inbox / "download", report)
    write(inbox / "report.txt", report + b"\n")
    assert outcomes(desk.add(inbox)) == ["added", "added"]
    assert desk.documents() == ["inbox/download.pdf", "inbox/report.txt"]
    assert read_file(desk.root / "sources/inbox/report.txt", id="x")[0].format == "pdf"


def test_a_text_that_is_named_is_taken_whatever_its_suffix(desk: Desk, inbox: Path) -> None:
    assert [r.id for r in desk.add(write(inbox / "table.csv", "a,b\n1,2"))] == ["table.csv.txt"]


def test_links_lead_out_of_no_folder(desk: Desk, inbox: Path, tmp_path: Path) -> None:
    write(tmp_path / "secret.txt", "secret")
    write(inbox / "a.txt", "words")
    (inbox / "out.txt").symlink_to(tmp_path / "secret.txt")
    (inbox / "in.txt").symlink_to(inbox / "a.txt")
    (inbox / "loop").symlink_to(inbox, target_is_directory=True)
    (inbox / "nowhere.txt").symlink_to(inbox / "nothing")
    results = desk.add(inbox)
    assert outcomes(results) == ["refused", "refused", "added"]
    assert desk.documents() == ["inbox/a.txt"]
    assert outcomes(desk.add(inbox / "out.txt")) == ["added"]  # a link that the analyst names is meant


def test_pipes_and_sockets_are_refused(desk: Desk, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(inbox / "pipe.txt")
    monkeypatch.chdir(inbox)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("s.txt")
        results = desk.add(inbox, inbox / "pipe.txt")
    assert outcomes(results) == ["refused"] * 3
    assert {result.reason for result in results} == {"is not a file but a device, pipe or socket"}


def test_the_desk_is_not_added_to_itself(desk: Desk, inbox: Path) -> None:
    desk.add(write(inbox / "a.txt", "words"))
    assert outcomes(desk.add(desk.root)) == ["refused"]
    assert outcomes(desk.add(desk.root / "sources")) == ["present"]
    assert outcomes(desk.add(desk.root.parent)) == ["present"]  # the inbox; the desk below it is passed over


def test_standard_input_is_named_by_its_content(desk: Desk) -> None:
    assert [r.id for r in desk.add("-", stdin=b"words", to="notes")] == ["notes/stdin.txt"]
    assert [r.id for r in desk.add("-", stdin=b"<!DOCTYPE html><p>Some words of a page, long enough.</p>")] == [
        "stdin.html"
    ]
    assert outcomes(desk.add("-", stdin=b"")) == ["refused"]


@pytest.mark.parametrize("to", ["../out", "/etc", "a/../../b", "..\\up"])
def test_nothing_is_added_outside(desk: Desk, inbox: Path, to: str) -> None:
    with pytest.raises(BriefingError, match="leads out of sources/"):
        desk.add(write(inbox / "a.txt", "words"), to=to)


def test_progress_counts_and_cancelling_stops_between_files(desk: Desk, inbox: Path) -> None:
    for number in range(5):
        write(inbox / f"{number}.txt", f"words {number}")
    heard: list[tuple[int, int | None, str]] = []
    results = desk.add(
        inbox,
        progress=lambda done, total, name: heard.append((done, total, Path(name).name)),
        cancelled=lambda: (3, 5, "2.txt") in heard,
    )
    looked, read = [(0, 5, f"{number}.txt") for number in range(5)], heard[5:]
    assert heard[:5] == looked
    assert read[:5] == [(0, 5, "0.txt"), (1, 5, "0.txt"), (1, 5, "1.txt"), (2, 5, "1.txt"), (2, 5, "2.txt")]
    assert read[5:6] == [(3, 5, "2.txt")]
    assert outcomes(results) == ["added"] * 3
    assert outcomes(desk.add(inbox)) == ["present"] * 3 + ["added"] * 2


def test_an_interruption_leaves_whole_files_only(desk: Desk, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        write(inbox / f"{number}.txt", f"words {number}")
    link = files._link

    def interrupted(temporary: Path, path: Path) -> None:
        link(temporary, path)
        if path.name == "1.txt":
            raise KeyboardInterrupt

    monkeypatch.setattr(files, "_link", interrupted)
    with pytest.raises(KeyboardInterrupt):
        desk.add(inbox)
    assert desk.names() == ["inbox/0.txt", "inbox/0.txt.yaml"]


def stopped_dead(path: Path, at: str) -> None:
    """Do as a program that is killed: nothing of it runs any more."""
    left = f"{path.name}.yaml" if at == "sidecar" else path.name
    code = (
        "import os, sys; from pathlib import Path; from briefing import files; from briefing.ingest.add import add\n"
        "link, left = files._link, sys.argv[3]\n"
        "def killed(temporary, path): path.name == left and os._exit(9); link(temporary, path)\n"
        "files._link = killed\n"
        "list(add(files.Files(Path(sys.argv[1])), [sys.argv[2]]))\n"
    )
    root = path.parent.parent / "desk"
    assert subprocess.run([sys.executable, "-c", code, root, path, left], check=False).returncode == 9


@pytest.mark.parametrize(("at", "names"), [("sidecar", 2), ("file", 3)])
@pytest.mark.parametrize("name", ["a.txt", "é" * 70 + ".txt"])
def test_what_a_killed_program_left_is_cleared_away_and_its_file_comes(
    desk: Desk, inbox: Path, at: str, names: int, name: str
) -> None:
    """Killed before the sidecar has its name, there are two temporary files; behind that, a sidecar without a file."""
    path = write(inbox / name, "words")
    stopped_dead(path, at)
    assert len(desk.names()) == names
    assert [(r.outcome, r.id) for r in desk.add(path)] == [("added", name)]
    assert desk.names() == [name, f"{name}.yaml"]


def test_what_was_left_goes_with_the_next_thing_that_is_added(desk: Desk, inbox: Path) -> None:
    stopped_dead(write(inbox / "a.txt", "words"), "file")
    mine = write(desk.root / "sources/b.txt.yaml", "title: Of a document that is to come\n")
    other = write(desk.root / "sources/.notes.tmp", "of another program")
    desk.add(write(inbox / "c.txt", "other words"))
    assert desk.names() == [other.name, mine.name, "c.txt", "c.txt.yaml"]


@pytest.mark.parametrize("name", [".a.txt", ".a.txt.k2345678.tmp", "a.txt~", "a.txt.part", "b.txt.yaml", ".git/a.txt"])
def test_what_is_no_source_does_not_count_as_there(desk: Desk, inbox: Path, name: str) -> None:
    write(desk.root / "sources" / name, "words")
    assert [(r.outcome, r.id) for r in desk.add(write(inbox / "a.txt", "words"))] == [("added", "a.txt")]


def test_what_another_program_adds_meanwhile_is_known_by_its_content(desk: Desk, inbox: Path) -> None:
    for number in range(4):
        write(inbox / f"{number}.txt", f"words {number}")
    first = add(Files(desk.root), [str(inbox)])
    assert next(first).outcome == "added"
    assert outcomes(desk.add(inbox, to="other")) == ["present"] + ["added"] * 3
    assert [(r.outcome, r.id) for r in first] == [("present", f"other/inbox/{number}.txt") for number in (1, 2, 3)]


def test_what_another_program_adds_is_known_though_its_notes_are_deleted(desk: Desk, inbox: Path) -> None:
    for number in range(3):
        write(inbox / f"{number}.txt", f"words {number}")
    first = add(Files(desk.root), [str(inbox)])
    next(first)
    shutil.rmtree(desk.root / ".briefing")
    desk.add(inbox / "1.txt")
    shutil.rmtree(desk.root / ".briefing")
    assert [(r.outcome, r.id) for r in first] == [("present", "1.txt"), ("added", "inbox/2.txt")]


def test_a_feed_file_stays_one_file(desk: Desk, inbox: Path) -> None:
    assert [r.id for r in desk.add(write(inbox / "feed.xml", feed(entry("radio"))))] == ["feed.xml"]


def test_an_empty_name_is_refused_before_the_current_folder_is_taken_for_it(desk: Desk) -> None:
    with pytest.raises(BriefingError, match="a name is empty"):
        desk.add("")
