"""What ``briefing add`` says when it is stopped, and what it takes from a pipe."""

from __future__ import annotations

import io
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.ingest.add import Added
from tests.cli.conftest import Briefing
from tests.ingest.server import serving


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device", "sources/c.txt")])
def test_stopped_it_says_how_far_it_came(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def adding(*_: object, **__: object) -> Iterator[Added]:
        yield Added("a.txt", "added", id="in/a.txt")
        yield Added("b.txt", "refused", reason="is empty")
        raise error

    monkeypatch.setattr("briefing.ingest.add.add", adding)
    answer = briefing("add", "a.txt")
    assert answer.code != 0
    assert "stopped  1 source added, 0 already there, 1 refused; what was added is whole" in answer.err
    assert answer.out == "added    in/a.txt\n"


def test_standard_input_is_limited(briefing: Briefing, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.ingest.opening.LIMIT", 1000)
    monkeypatch.setattr("briefing.ingest.add_files.LIMIT", 1000)
    endless = io.BytesIO(b"words " * 1000)
    monkeypatch.setattr("sys.stdin", types.SimpleNamespace(buffer=endless))
    answer = briefing("add", "-")
    assert answer.code == 2
    assert "standard input: is larger than" in answer.err
    assert endless.tell() == 1001


def test_fetch_adds_once_and_tells_by_its_exit_code_what_was_refused(briefing: Briefing, root: Path) -> None:
    item = "<item><guid>a</guid><title>A mill closes</title><description>It closes in May.</description></item>"
    with serving() as server:
        good = server.page("/feed", f"<rss><channel><title>Post</title>{item}</channel></rss>".encode())
        (root / "desk.yaml").write_text(f"feeds: ['{good}']\n")
        first, again = briefing("fetch", "--allow-private"), briefing("fetch", "--allow-private")
        private = briefing("fetch")
        another = good.replace("feed", "other")
        server.pages["/other"] = server.pages["/feed"]
        (root / "desk.yaml").write_text(f"feeds: ['{server.url}/none', '{another}']\n")
        some = briefing("fetch", "--allow-private")
    assert (first.code, first.out.splitlines()[-1]) == (0, "1 source added, 0 already there, 0 refused")
    assert (again.code, again.out) == (0, "0 sources added, 0 already there, 0 refused\n")
    assert private.code == 2
    assert "private address" in private.err
    assert some.code == 1
    assert f"refused  {server.url}/none: the server answers 404" in some.err
