"""What programs rely on: the keys of every JSON answer, and exit codes: 0 fine, 1 the answer is no, 2 wrong use."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Briefing

METADATA = {"id", "path", "title", "publisher", "author", "date", "language", "marking", "reliability", "origin"}
METADATA |= {"tags", "digest"}
FINDING = {"n", "kind", "start", "end", "exact", "score", "rule"}
PIN = {"id", "source", "kind", "exact", "prefix", "suffix", "start", "end", "digest", "figure", "speaker", "role"}
PIN |= {"cue", "credibility", "section", "tags", "note", "pinned", "briefs"}
RESOLUTION = {"id", "source", "kind", "outcome", "exact", "start", "end", "text", "why"}
PROBLEM = {"brief", "code", "severity", "message", "section", "item", "pin", "rule"}


@pytest.fixture
def pinned(briefing: Briefing) -> str:
    """A brief ``monday`` with one figure, and one empty section; return the pin's id."""
    words = ("--exact", "€42 million", "--brief", "monday", "--section", "Money")
    return str(briefing("pin", "harbour", *words, "--json").json["id"])


def test_list(briefing: Briefing) -> None:
    (entry, _) = briefing("list", "--json").json
    assert set(entry) == METADATA | {"status", "reason", "findings", "pins"}
    assert set(entry["findings"]) == {"quote", "statement", "figure"}


def test_show(briefing: Briefing) -> None:
    source = briefing("show", "harbour", "--json").json
    assert set(source) == METADATA | {"url", "retrieved", "text", "furniture", "pages", "findings"}
    for found in source["findings"]:
        said = {"speaker", "speaker_span", "role", "cue", "cue_span", "group"}
        own = {"figure": {"figure"}, "quote": {"form", *said}, "statement": said}[found["kind"]]
        assert set(found) == FINDING | own


def test_search(briefing: Briefing) -> None:
    (hit,) = briefing("search", "storm", "--json").json
    assert set(hit) == {"id", "title", "publisher", "date", "score", "snippet", "spans", "start"}
    assert [hit["snippet"][start:end] for start, end in hit["spans"]] == ["storm"]


def test_figures(briefing: Briefing) -> None:
    groups = briefing("figures", "--json").json
    for group in groups:
        assert set(group) == {"measures", "kind", "unit", "conflict", "origins", "rows"}
        for row in group["rows"]:
            told = {"source", "publisher", "date", "origin", "speaker", "start", "end", "exact", "figure"}
            assert set(row) == told | {"n", "context"}


def test_pins(briefing: Briefing, pinned: str) -> None:
    (pin,) = briefing("pins", "--json").json
    assert set(pin) == PIN
    assert (pin["id"], pin["briefs"], pin["credibility"]) == (pinned, ["monday"], 6)


def test_check(briefing: Briefing, root: Path, pinned: str) -> None:
    brief = root / "briefs" / "monday.yaml"
    brief.write_text(brief.read_text() + "  - heading: Nothing yet\n    items: []\n")
    for words in (("monday",), ()):
        report = briefing("check", *words, "--json").json
        assert set(report) == {"brief", "ok", "pins", "problems"}
        assert report["brief"] == (words[0] if words else None)
        assert [set(found) for found in report["pins"]] == [RESOLUTION]
        assert [(set(each), each["code"]) for each in report["problems"]] == [(PROBLEM, "empty-section")]
        assert report["ok"] is True
    (root / "briefs" / "bad.yaml").write_text("title: [\n")
    assert [set(each) for each in briefing("check", "--json").json["problems"]] == [PROBLEM, PROBLEM]


def test_check_says_once_what_a_problem_means_and_what_to_do(briefing: Briefing, root: Path, pinned: str) -> None:
    brief = root / "briefs" / "monday.yaml"
    brief.write_text(brief.read_text() + "  - heading: One\n    items: []\n  - heading: Two\n    items: []\n")
    out = briefing("check", "monday").out
    assert out.count("warning: the section") == 2
    assert out.count("Fill it or remove it.") == 1


def test_a_pack_is_checked_and_a_changed_one_is_not_as_exported(briefing: Briefing, root: Path, pinned: str) -> None:
    pack = Path(briefing("export", "monday", "--to", "pack").out.strip())
    good = briefing("check", pack, "--json")
    assert (good.code, good.json) == (0, {"pack": str(pack), "ok": True, "problems": []})
    with zipfile.ZipFile(pack) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    with zipfile.ZipFile(pack, "w") as bundle:
        for name, data in files.items():
            bundle.writestr(name, data.replace("€42 million".encode(), "€43 million".encode()))
    bad = briefing("check", pack, "--json")
    assert (bad.code, bad.json["ok"]) == (1, False)
    assert any("was changed" in problem for problem in bad.json["problems"])
    pack.write_bytes(b"no zip")
    assert briefing("check", pack).code == 2
    assert briefing("check", root / "none.zip").code == 2


def test_what_is_exported_where_nobody_names_formats_is_what_the_desk_says(
    briefing: Briefing, root: Path, pinned: str
) -> None:
    (root / "desk.yaml").write_text("export: [json, bib]\n")
    written = briefing("export", "monday").out.split()
    assert [Path(path).name for path in written] == ["monday.json", "monday.bib"]
    assert json.loads(Path(written[0]).read_text())["format"] == "briefing/1"
    assert briefing("export", "monday", "--to", " , ").code == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("list", "--query", "ferry"), 0),
        (("list", "--query", "zeppelin"), 1),
        (("list", "--colour"), 2),
        (("show", "ferry"), 0),
        (("show", "zeppelin"), 1),
        (("search", "ferry"), 0),
        (("search", "zeppelin"), 1),
        (("search",), 2),
        (("search", "ferry", "--limit", "0"), 2),
        (("figures",), 0),
        (("figures", "--query", "zeppelin"), 1),
        (("pin", "zeppelin", "--finding", "1"), 1),
        (("pin", "ferry", "--finding", "99"), 1),
        (("pin", "ferry", "--exact", "zeppelin"), 1),
        (("pin", "ferry"), 2),
        (("unpin", "zzzzzzzz"), 1),
        (("unpin",), 2),
        (("pins",), 1),
        (("pins", "--source", "zeppelin"), 1),
        (("pins", "--format", "pdf"), 2),
        (("brief",), 2),
        (("brief", "new", "../out"), 2),
        (("brief", "draft", "some", "--query", "zeppelin"), 1),
        (("brief", "convert", "none", "--form", "md"), 1),
        (("brief", "convert", "none"), 2),
        (("check",), 0),
        (("check", "none"), 1),
        (("diff", "none", "none"), 1),
        (("diff", "none"), 2),
        (("export", "none"), 1),
        (("export",), 2),
        (("templates",), 0),
        (("fetch",), 2),
        (("add",), 2),
        (("serve", "--port", "0"), 2),
    ],
)
def test_exit_codes(briefing: Briefing, words: tuple[str, ...], code: int) -> None:
    answer = briefing(*words)
    assert answer.code == code
    if code:
        assert answer.err.count("\n") == 1, answer.err
        assert answer.out == ""


@pytest.mark.parametrize("command", ["list", "search", "figures", "pins"])
def test_an_answer_in_json_that_is_no_is_an_empty_list(briefing: Briefing, command: str) -> None:
    words = {"list": ["--query", "zeppelin"], "search": ["zeppelin"], "figures": ["--query", "zeppelin"], "pins": []}
    answer = briefing(command, *words[command], "--json")
    assert (answer.code, answer.json) == (1, [])
