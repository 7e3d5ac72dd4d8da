from __future__ import annotations

import datetime
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefing import files
from briefing.errors import BriefingError
from briefing.files import Files
from briefing.ingest import add_files, read_file
from briefing.ingest.add import Added, add, fetch
from briefing.ingest.add_files import Checked, Found, checked
from briefing.ingest.add_leftovers import digest_of
from tests.ingest import documents
from tests.ingest.server import Server, serving

NOW = datetime.datetime(2024, 3, 5, 10, 0, tzinfo=datetime.UTC)
WHEN = "2024-03-05T10:00:00Z"


class Desk:
    """A desk in a temporary folder, and what was found beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "sources").mkdir(parents=True)

    def add(self, *what: Path | str, **more: Any) -> list[Added]:
        return list(add(Files(self.root), [str(one) for one in what], clock=lambda: NOW, **more))

    def fetch(self, *feeds: str, **more: Any) -> list[Added]:
        return list(fetch(Files(self.root), feeds, clock=lambda: NOW, allow_private=True, **more))

    def sidecar(self, id: str) -> dict[str, Any]:
        read: dict[str, Any] = yaml.safe_load((self.root / "sources" / f"{id}.yaml").read_text("utf-8"))
        return read

    def names(self) -> list[str]:
        below = self.root / "sources"
        return sorted(p.relative_to(below).as_posix() for p in below.rglob("*") if p.is_file())

    def documents(self) -> list[str]:
        return [name for name in self.names() if not name.endswith(".yaml")]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "desk")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    made = tmp_path / "inbox"
    made.mkdir()
    return made


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def outcomes(results: Sequence[Added]) -> list[str]:
    return [result.outcome for result in results]


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


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


PAGE = b"<!DOCTYPE html><title>Radio</title><article><p>The ministry signed a contract with three makers of radio.</p>"


def test_a_url_is_kept_with_its_origin(desk: Desk, server: Server) -> None:
    server.page("/2024/radio", PAGE, Content_Type="text/html")
    url = server.page("/go", b"", status=302, Location="/2024/radio")
    assert desk.add(url, allow_private=True) == [Added(url, "added", id="radio.html")]
    assert (desk.root / "sources/radio.html").read_bytes() == PAGE
    told = desk.sidecar("radio.html")
    assert (told["url"], told["retrieved"]) == (f"{server.url}/2024/radio", WHEN)
    assert told["digest"] == digest_of(PAGE)
    assert outcomes(desk.add(url, allow_private=True)) == ["present"]


RUSSIAN = "Министр обороны сообщил во вторник, что порт принял девять тысяч тонн зерна."


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "text/markdown"])
@pytest.mark.parametrize("charset", ["windows-1251", "koi8-r", "ISO-8859-5", "ibm866"])
def test_a_charset_that_only_the_server_names_is_kept_for_reading(
    desk: Desk, server: Server, kind: str, charset: str
) -> None:
    text = f"<!DOCTYPE html><title>Порт</title><p>{RUSSIAN}" if kind == "text/html" else RUSSIAN
    url = server.page("/port", text.encode(charset), Content_Type=f'{kind}; Charset="{charset}"')
    (result,) = desk.add(url, allow_private=True)
    path = desk.root / "sources" / str(result.id)
    assert path.read_bytes() == text.encode(charset)
    (source,) = read_file(path, id=str(result.id))
    assert source.text.strip() == RUSSIAN


def test_a_url_is_not_fetched_from_a_private_address(desk: Desk, server: Server) -> None:
    (result,) = desk.add(server.page("/a", PAGE))
    assert result.outcome == "refused"
    assert "--allow-private" in (result.reason or "")
    assert server.requests == []


def test_a_url_that_is_no_document_is_refused(desk: Desk, server: Server) -> None:
    urls = [
        server.page("/photo.jpg", b"\xff\xd8\xff\xe0", Content_Type="image/jpeg"),
        server.page("/empty", b"", Content_Type="text/html"),
        f"{server.url}/missing",
        "ftp://example.org/a.txt",
    ]
    results = desk.add(*urls, allow_private=True)
    assert outcomes(results) == ["refused"] * 4
    assert [result.what for result in results] == urls
    assert desk.names() == []


def feed(*entries: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Example: Daily</title><language>en</language>'
        + "".join(entries)
        + "</channel></rss>"
    ).encode()


def entry(name: str, words: str = "The ministry signed a contract on Monday with three makers of radio.") -> str:
    return (
        f"<item><title>About {name}</title><guid>https://example.org/{name}</guid><link>https://example.org/{name}</link>"
        f"<pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
    )


def test_a_feed_is_added_entry_by_entry(desk: Desk, server: Server) -> None:
    url = server.page("/feed", feed(entry("radio"), entry("roads", "A road is to be built &amp;amp; paid.")))
    results = desk.add(url, allow_private=True)
    assert outcomes(results) == ["added", "added"]
    first = results[0].id
    assert first is not None
    assert first.startswith("Example- Daily/radio-")
    assert {key: desk.sidecar(first)[key] for key in ("title", "publisher", "url", "feed", "entry", "date")} == {
        "title": "About radio",
        "publisher": "Example: Daily",
        "url": "https://example.org/radio",
        "feed": url,
        "entry": "https://example.org/radio",
        "date": "2024-03-05T08:00:00+00:00",
    }
    (source,) = read_file(desk.root / "sources" / first, id=first)
    assert "The ministry signed a contract on Monday with three makers of radio." in source.text
    assert (source.title, source.meta.publisher) == ("About radio", "Example: Daily")
    assert outcomes(desk.add(url, allow_private=True)) == ["present", "present"]
    assert [path for path, _ in server.requests] == ["/feed", "/feed"]  # linked pages are not fetched


def test_a_feed_that_was_added_is_not_sent_again_unless_something_of_it_is_gone(desk: Desk, server: Server) -> None:
    url = server.page("/feed", feed(entry("a"), entry("b", "A road is to be built.")), ETag='"1"')
    first, _ = desk.add(url, allow_private=True)
    assert outcomes(desk.add(url, allow_private=True)) == ["present", "present"]  # a server that does not care
    server.page("/feed", b"", status=304)
    assert desk.add(url, allow_private=True) == [Added(url, "present")]
    assert [headers.get("If-None-Match") for _, headers in server.requests] == [None, '"1"', '"1"']
    assert desk.fetch(url) == []
    assert server.requests[3][1]["If-None-Match"] == '"1"'
    server.page("/feed", feed(entry("a"), entry("b", "A road is to be built.")), ETag='"1"')
    (desk.root / f"sources/{first.id}").unlink()
    (desk.root / f"sources/{first.id}.yaml").unlink()
    assert outcomes(desk.add(url, allow_private=True)) == ["added", "present"]
    assert server.requests[4][1].get("If-None-Match") is None


def test_a_feed_of_which_something_was_refused_is_asked_for_without_conditions(
    desk: Desk, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = server.page("/feed", feed(entry("a")), ETag='"1"')
    monkeypatch.setattr(add_files, "LIMIT", 10)
    assert outcomes(desk.add(url, allow_private=True)) == ["refused"]
    monkeypatch.undo()
    assert outcomes(desk.add(url, allow_private=True)) == ["added"]
    assert "If-None-Match" not in server.requests[1][1]


def test_a_feed_file_stays_one_file(desk: Desk, inbox: Path) -> None:
    assert [r.id for r in desk.add(write(inbox / "feed.xml", feed(entry("radio"))))] == ["feed.xml"]


def test_fetch_adds_what_is_new_and_asks_with_conditions(desk: Desk, server: Server) -> None:
    url = server.page("/feed", feed(entry("a")), ETag='"1"', Last_Modified="Tue, 05 Mar 2024 08:00:00 GMT")
    assert outcomes(desk.fetch(url)) == ["added"]
    server.page("/feed", feed(entry("b", "A road is to be built."), entry("a", "Edited since.")), ETag='"2"')
    results = desk.fetch(url)
    assert [(result.what, result.outcome) for result in results] == [(results[0].what, "added")]
    assert results[0].what.startswith(f"{url}#b-")
    assert server.requests[1][1]["If-None-Match"] == '"1"'
    server.page("/feed", b"", status=304)
    assert desk.fetch(url) == []
    assert server.requests[2][1]["If-None-Match"] == '"2"'


def test_what_was_deleted_does_not_come_back_and_what_is_forgotten_is_known_by_name(desk: Desk, server: Server) -> None:
    url = server.page("/feed", feed(entry("a"), entry("b", "A road is to be built.")))
    first, _ = desk.fetch(url)
    (desk.root / f"sources/{first.id}").unlink()
    assert desk.fetch(url) == []
    write(desk.root / ".briefing/feeds.json", "damaged")
    assert outcomes(desk.fetch(url)) == ["added", "present"]


def test_one_broken_feed_stops_no_other(desk: Desk, server: Server) -> None:
    good = server.page("/feed", feed(entry("a")))
    page = server.page("/page", PAGE)
    results = desk.fetch(f"{server.url}/missing", page, good)
    assert outcomes(results) == ["refused", "refused", "added"]
    assert results[1].reason == "is not an RSS or Atom feed"


def test_a_feed_is_read_by_the_charset_and_the_address_that_it_came_with(desk: Desk, server: Server) -> None:
    text = (
        f"<rss version='2.0'><channel><title>Порт</title><item><title>Зерно</title><link>a/b.html</link>"
        f"<description>{RUSSIAN}</description></item></channel></rss>"
    )
    server.page("/news/rss", text.encode("cp1251"), Content_Type="text/xml; charset=windows-1251")
    url = server.page("/feed", b"", status=301, Location="/news/rss")
    (result,) = desk.fetch(url)
    assert str(result.id).startswith("Порт/b-")
    told = desk.sidecar(str(result.id))
    assert (told["title"], told["url"], told["feed"]) == ("Зерно", f"{server.url}/news/a/b.html", url)
    (source,) = read_file(desk.root / "sources" / str(result.id), id=str(result.id))
    assert source.text == RUSSIAN


def test_who_stops_does_not_wait_for_a_silent_feed(desk: Desk, server: Server) -> None:
    def silent(request: object) -> None:
        stopped.set()
        server.stop.wait(20)

    def stop() -> bool:
        return stopped.wait(5)

    stopped = threading.Event()
    assert desk.fetch(server.act("/never", silent), cancelled=stop) == []
    assert not server.stop.is_set()
