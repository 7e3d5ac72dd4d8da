from __future__ import annotations

import pytest

from briefing.ingest import read_file
from briefing.ingest.add import Added
from briefing.ingest.add_leftovers import digest_of
from tests.ingest.adding import PAGE, RUSSIAN, WHEN, Desk, outcomes
from tests.ingest.server import Server


def test_a_url_is_kept_with_its_origin(desk: Desk, server: Server) -> None:
    server.page("/2024/radio", PAGE, Content_Type="text/html")
    url = server.page("/go", b"", status=302, Location="/2024/radio")
    assert desk.add(url, allow_private=True) == [Added(url, "added", id="radio.html")]
    assert (desk.root / "sources/radio.html").read_bytes() == PAGE
    told = desk.sidecar("radio.html")
    assert (told["url"], told["retrieved"]) == (f"{server.url}/2024/radio", WHEN)
    assert told["digest"] == digest_of(PAGE)
    assert outcomes(desk.add(url, allow_private=True)) == ["present"]


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
