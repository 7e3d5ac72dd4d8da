from __future__ import annotations

import threading

import pytest

from briefing.files import Files
from briefing.ingest import add_files, read_file
from briefing.ingest.add import Added, fetch
from tests.ingest.adding import PAGE, RUSSIAN, Desk, entry, feed, outcomes, write
from tests.ingest.server import Server


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


def test_what_fetch_knows_of_a_feed_add_knows_too(desk: Desk, server: Server) -> None:
    url = server.page("/feed", feed(entry("a")), ETag='"1"')
    desk.fetch(url)
    server.page("/feed", feed(entry("b", "A road is to be built."), entry("a")), ETag='"2"')
    (second,) = desk.fetch(url)
    server.page("/feed", b"", status=304)
    assert desk.add(url, allow_private=True) == [Added(url, "present")]
    assert server.requests[-1][1]["If-None-Match"] == '"2"'
    (desk.root / f"sources/{second.id}").unlink()
    server.page("/feed", feed(entry("b", "A road is to be built."), entry("a")), ETag='"2"')
    assert desk.fetch(url) == []  # what was deleted comes back only when it is asked for
    assert outcomes(desk.add(url, allow_private=True)) == ["added", "present"]
    assert "If-None-Match" not in server.requests[-1][1]
    server.page("/feed", b"", status=304)
    assert desk.add(url, allow_private=True) == [Added(url, "present")]


def test_what_another_program_remembers_meanwhile_is_not_forgotten(desk: Desk, server: Server) -> None:
    one = server.page("/one", feed(entry("a")), ETag='"1"')
    two = server.page("/two", feed(entry("b", "A road is to be built.")), ETag='"2"')
    first = fetch(Files(desk.root), [one], allow_private=True)
    next(first)
    desk.fetch(two)
    assert list(first) == []
    assert desk.fetch(one, two) == []
    assert {headers.get("If-None-Match") for _, headers in server.requests[2:]} == {'"1"', '"2"'}


@pytest.mark.parametrize(
    "kept", ['{"ids": ["a.html"], "seen": [], "etag": "1"}', '{"etag": 5, "ids": 7}', "[]", "null"]
)
def test_what_is_remembered_may_be_of_another_form(desk: Desk, server: Server, kept: str) -> None:
    url = server.page("/feed", feed(entry("a")))
    write(desk.root / ".briefing/feeds.json", f'{{"{url}": {kept}}}')
    assert outcomes(desk.add(url, allow_private=True)) == ["added"]
    assert "If-None-Match" not in server.requests[0][1]


@pytest.mark.parametrize("etag", [f'"{"a" * 60_000}"', '"1"\r\n  "2"', '"\x07"'])
def test_a_validator_that_cannot_be_sent_keeps_no_feed_from_coming(desk: Desk, server: Server, etag: str) -> None:
    url = server.page("/feed", feed(entry("a")), ETag=etag)
    assert outcomes(desk.fetch(url)) == ["added"]
    server.page("/feed", feed(entry("b", "A road is to be built.")))
    assert outcomes(desk.fetch(url)) == ["added"]
    assert "If-None-Match" not in server.requests[1][1]


def test_not_modified_is_no_answer_to_who_knows_nothing(desk: Desk, server: Server) -> None:
    url = server.page("/feed", b"", status=304)
    assert [result.reason for result in desk.fetch(url)] == ["the server answers 304 Not Modified"]
    assert [result.reason for result in desk.add(url, allow_private=True)] == ["the server answers 304 Not Modified"]
