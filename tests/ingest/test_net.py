from __future__ import annotations

import gzip
import ipaddress
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from briefing import __version__
from briefing.errors import FetchError
from briefing.ingest import net_address
from briefing.ingest.net import Answer, Limits, get
from briefing.ingest.net_address import addresses, is_public, place
from tests.ingest.server import Server, serving

SMALL = Limits(size=10_000, connect=2, read=0.3, total=2)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def fetch(url: str, **more: Any) -> Answer:
    return get(url, **{"limits": SMALL, "allow_private": True, **more})


def refused(url: str, **more: Any) -> str:
    with pytest.raises(FetchError) as error:
        fetch(url, **more)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_a_page_comes_with_its_type_and_validators(server: Server) -> None:
    url = server.page("/a?b=c", b"words", Content_Type="text/plain", ETag='"1"', Last_Modified="Tue, 05 Mar 2024")
    assert fetch(url + "#part") == Answer(url + "#part", 200, "text/plain", b"words", '"1"', "Tue, 05 Mar 2024")


def test_the_program_says_who_it_is(server: Server) -> None:
    fetch(server.page("/a", b"words"))
    ((_, headers),) = server.requests
    assert headers["User-Agent"].startswith(f"briefing/{__version__} ")
    assert "Cookie" not in headers
    assert headers["Host"] == server.url.removeprefix("http://")


def test_conditions_are_sent_and_not_modified_is_an_answer(server: Server) -> None:
    url = server.page("/a", b"", status=304)
    assert fetch(url, etag='"1"', modified="Tue").status == 304
    assert server.requests[0][1]["If-None-Match"] == '"1"'
    assert server.requests[0][1]["If-Modified-Since"] == "Tue"


def test_redirects_are_followed(server: Server) -> None:
    server.page("/end", b"words")
    server.page("/middle", b"", status=307, Location="end")
    url = server.page("/start", b"x", status=301, Location=f"{server.url}/middle")
    assert fetch(url).url == f"{server.url}/end"


def test_redirects_are_limited(server: Server) -> None:
    assert refused(server.page("/loop", b"", status=302, Location="/loop")) == "redirects in a circle"
    for number in range(9):
        server.page(f"/{number}", b"", status=302, Location=f"/{number + 1}")
    assert refused(f"{server.url}/0") == "redirects more than 5 times"
    assert refused(server.page("/no", b"", status=302)) == "redirects to nowhere"
    assert len(server.requests) == 1 + 6 + 1


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://x", "http://u:p@x/"])
def test_redirects_lead_nowhere_else(server: Server, target: str) -> None:
    assert refused(server.page("/a", b"", status=302, Location=target))


def test_a_redirect_to_a_private_address_is_not_followed(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    url = server.page("/a", b"", status=302, Location="http://10.0.0.1/secret")
    monkeypatch.setattr(net_address, "is_public", lambda address: str(address) == "127.0.0.1")
    assert "private address 10.0.0.1" in refused(url, allow_private=False)


def test_private_addresses_are_refused_unless_allowed(server: Server) -> None:
    reason = refused(server.page("/a", b"words"), allow_private=False)
    assert reason == "leads to the private address 127.0.0.1: pass --allow-private if you mean it"
    assert server.requests == []


@pytest.mark.parametrize("status", [401, 403, 404, 410, 429, 500, 503, 204])
def test_other_answers_are_refused(server: Server, status: int) -> None:
    assert str(status) in refused(server.page("/a", b"", status=status))


def test_a_large_page_is_refused_before_it_is_read(server: Server) -> None:
    assert refused(server.page("/a", b"x" * 10_001)).startswith("is larger than")


def test_an_endless_page_is_refused(server: Server) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not server.stop.is_set():
            request.wfile.write(b"x" * 4096)

    assert refused(server.act("/a", endless)).startswith("is larger than")


def test_gzip_is_unpacked_within_the_limit(server: Server) -> None:
    assert fetch(server.page("/a", gzip.compress(b"words"), Content_Encoding="gzip")).data == b"words"
    bomb = gzip.compress(bytes(5_000_000))
    assert len(bomb) < SMALL.size
    assert refused(server.page("/b", bomb, Content_Encoding="gzip")).startswith("is larger than")
    assert "does not decompress" in refused(server.page("/c", b"words", Content_Encoding="gzip"))
    half = gzip.compress(b"words" * 50)[:-12]
    assert "broke off" in refused(server.page("/d", half, Content_Encoding="gzip"))
    assert "not asked for" in refused(server.page("/e", b"words", Content_Encoding="br"))


def test_a_page_that_breaks_off_is_refused(server: Server) -> None:
    assert refused(server.page("/a", b"words", Content_Length="9")) == "broke off after 5 of 9 bytes"


def test_chunks_are_put_together(server: Server) -> None:
    def chunked(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Transfer-Encoding", "chunked")
        request.end_headers()
        request.wfile.write(b"3\r\nwor\r\n2\r\nds\r\n0\r\n\r\n")

    assert fetch(server.act("/a", chunked)).data == b"words"


def dripping(server: Server, head: bytes) -> str:
    """Serve a page of which a byte comes now and then, for ever."""

    def drip(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        while not server.stop.wait(0.02):
            request.wfile.write(b"x")
            request.wfile.flush()

    return server.act("/drip", drip)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: ", b""])
def test_the_total_time_is_limited_however_slowly_it_comes(server: Server, head: bytes) -> None:
    url = dripping(server, head)
    assert refused(url, limits=Limits(read=5, total=0.2)) == "took longer than 0.2 s"


def test_a_silent_server_is_given_up(server: Server) -> None:
    url = server.act("/a", lambda _: server.stop.wait() and None)
    assert refused(url, limits=Limits(read=0.1)) == "the server does not answer in time"


def test_a_closed_port_and_a_wrong_protocol_have_reasons() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def hello() -> None:
            client, _ = listening.accept()
            client.sendall(b"SSH-2.0-hello\r\n")
            client.close()

        thread = threading.Thread(target=hello)
        thread.start()
        assert "does not speak HTTP" in refused(f"http://127.0.0.1:{port}/")
        thread.join()
    assert refused(f"http://127.0.0.1:{port}/") == "nothing listens there"


def test_plain_http_on_the_secure_scheme_is_no_secure_connection(server: Server) -> None:
    assert "no secure connection" in refused(server.url.replace("http:", "https:"))


def test_a_fetch_can_be_interrupted(server: Server) -> None:
    assert refused(dripping(server, b"HTTP/1.1 200 OK\r\n\r\n"), cancelled=lambda: True) == "was interrupted"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("//example.org/", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://user:word@example.org/", "password"),
        ("http:///path", "no host"),
        ("http://example.org:99999/", "is not a URL"),
        ("http://[::1/", "is not a URL"),
        ("http://" + "a" * 64 + ".org/", "no host"),
        ("http://a b/", "no host"),
    ],
)
def test_what_is_not_fetched(url: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        place(url)


def test_unicode_becomes_what_servers_understand() -> None:
    found = place("https://bücher.example/straße?q=ü 1%20")
    assert (found.name, found.target) == ("xn--bcher-kva.example", "/stra%C3%9Fe?q=%C3%BC%201%20")
    assert place("http://[2001:db8::1]:8080/").name == "[2001:db8::1]:8080"


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
        ),
        *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
        *("::", "::1", "fe80::1", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::"),
    ],
)
def test_private_addresses(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "[::ffff:7f00:1]"])
def test_a_host_is_judged_by_where_it_leads(host: str) -> None:
    with pytest.raises(FetchError, match=r"private address|no host"):
        addresses(place(f"http://{host}/"), allow_private=False, seconds=5)


def answer_with(monkeypatch: pytest.MonkeyPatch, *found: str) -> list[str]:
    asked: list[str] = []

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        if host not in found:
            asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(net_address.socket, "getaddrinfo", look_up)
    return asked


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answer_with(monkeypatch, "1.1.1.1", "192.168.0.1")
    with pytest.raises(FetchError, match=r"192\.168\.0\.1"):
        addresses(place("http://example.org/"), allow_private=False, seconds=5)


def test_the_connection_goes_to_the_address_that_was_checked(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = server.url.rpartition(":")[2]
    server.page("/a", b"words")
    asked = answer_with(monkeypatch, "127.0.0.1")
    assert fetch(f"http://report.example:{port}/a").data == b"words"
    assert asked.count("report.example") == 1
    assert server.requests[0][1]["Host"] == f"report.example:{port}"


@pytest.mark.parametrize("name", ["http_proxy", "HTTP_PROXY", "all_proxy"])
def test_that_a_proxy_is_not_used_is_said_where_nothing_answers(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
        monkeypatch.setenv(name, "http://proxy.example:3128")
        assert refused(url) == (
            "nothing listens there (the proxy that the environment names is not used: save the page elsewhere and add "
            "the file)"
        )


def test_a_redirect_to_nonsense(server: Server) -> None:
    assert refused(server.page("/a", b"", status=302, Location="http://[::1")) == "redirects to what is not a URL"
