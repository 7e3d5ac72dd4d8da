"""Every command from its words to what it prints, writes and exits with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.cli.app import COMMANDS, run
from tests.cli.conftest import Briefing


def finding(briefing: Briefing, source: str, kind: str, words: str) -> int:
    found = briefing("show", source, "--json").json["findings"]
    return next(f["n"] for f in found if f["kind"] == kind and words in f["exact"])


# ---------------------------------------------------------------- desks


def test_init_makes_a_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "new")]) == 0
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["briefs", "desk.yaml", "exports", "pins", "sources"]
    assert "is a desk with 0 sources" in capsys.readouterr().out


def test_init_with_the_sample(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path / "new"), "--sample"]) == 0
    suffixes = {p.suffix for p in (tmp_path / "new" / "sources").rglob("*") if p.is_file()}
    assert {".md", ".txt", ".html"} <= suffixes
    assert run(["init", str(tmp_path / "new"), "--sample"]) == 2
    assert "has sources already" in capsys.readouterr().err


def test_a_folder_that_is_no_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", str(tmp_path), "list"]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "is not a desk" in err
    assert "briefing init" in err


def test_the_current_folder_and_the_variable_name_a_desk(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(root)
    assert run(["list"]) == 0
    monkeypatch.chdir(tmp_path)
    assert run(["list"]) == 2
    monkeypatch.setenv("BRIEFING_DESK", str(root))
    assert run(["list"]) == 0
    assert "harbour.txt" in capsys.readouterr().out


def test_a_word_that_is_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["lst"]) == 2
    assert capsys.readouterr().err == (
        "briefing: 'lst' is neither a command nor a folder: 'briefing --help' lists the commands\n"
    )


def test_the_workbench_says_that_it_needs_a_terminal(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([str(root)]) == 2
    assert "needs a terminal" in capsys.readouterr().err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([command, "--help"]) == 0
    assert "Usage: briefing" in capsys.readouterr().out


def test_an_error_inside_the_program_is_one_line(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from briefing.desk import Desk

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(" ".join(["secret", "source", "text"]))

    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr(Desk, "refresh", broken)
    answer = briefing("list")
    assert answer.code == 2
    assert answer.err.count("\n") == 1
    log = next(tmp_path.glob("briefing-*.log")).read_text()
    assert "RuntimeError" in log
    assert "secret source text" not in log


# ---------------------------------------------------------------- reading


def test_list(briefing: Briefing) -> None:
    answer = briefing("list")
    assert answer.code == 0
    assert [line.split()[0] for line in answer.out.splitlines()] == ["source", "harbour.txt", "ferry.txt"]


def test_list_json_counts_findings_and_pins(briefing: Briefing) -> None:
    briefing("pin", "ferry", "--exact", "two electric ships for 95 million euros")
    entries = {e["id"]: e for e in briefing("list", "--json").json}
    assert entries["ferry.txt"]["pins"] == 1
    assert entries["harbour.txt"]["findings"]["quote"] == 1
    assert entries["harbour.txt"]["publisher"] == "Coast Courier"


def test_a_query_without_a_match_says_so(briefing: Briefing) -> None:
    answer = briefing("list", "--query", "zzzz")
    assert (answer.code, answer.out, answer.err) == (1, "", "no source matches\n")


@pytest.mark.parametrize("query", ["has:quote dredging", "speaker:brandt", "-speaker:vale"])
def test_a_query_finds_by_what_nobody_looked_for_yet(briefing: Briefing, query: str) -> None:
    assert [e["id"] for e in briefing("list", "--query", query, "--json").json] == ["harbour.txt"]


def test_the_ledger_of_a_query_on_a_fresh_desk(briefing: Briefing) -> None:
    groups = briefing("figures", "--query", "speaker:vale", "--json").json
    assert {row["source"] for group in groups for row in group["rows"]} == {"ferry.txt"}


def test_list_filters_and_says_no(briefing: Briefing) -> None:
    assert [e["id"] for e in briefing("list", "--query", "ferry", "--json").json] == ["ferry.txt"]
    assert briefing("list", "--query", "zeppelin").code == 1


def test_what_cannot_be_read_is_listed_with_the_reason(briefing: Briefing, root: Path) -> None:
    (root / "sources" / "blob.txt").write_bytes(bytes(range(256)) * 20)
    (root / "sources" / "empty.md").write_bytes(b"")
    answer = briefing("list")
    assert answer.code == 0
    assert "blob.txt: not read:" in answer.out
    assert "empty.md: not read:" in answer.out


def test_show_prints_one_object_per_source(briefing: Briefing) -> None:
    answer = briefing("show", "--json")
    read = [json.loads(line) for line in answer.out.splitlines()]
    assert {s["id"] for s in read} == {"harbour.txt", "ferry.txt"}
    for source in read:
        for found in source["findings"]:
            assert source["text"][found["start"] : found["end"]] == found["exact"]
        assert [f["n"] for f in source["findings"]] == list(range(1, len(source["findings"]) + 1))


def test_show_has_the_fields_of_the_contract(briefing: Briefing) -> None:
    source = briefing("show", "harbour", "--json").json
    assert source["path"] == "sources/harbour.txt"
    assert source["date"] == "2026-03-03"
    assert source["reliability"] == "F"
    assert source["digest"].startswith("sha256:")
    quote = next(f for f in source["findings"] if f["kind"] == "quote")
    assert quote["exact"].startswith("We cannot wait")
    assert quote["speaker"] == "Ilse Brandt"
    assert quote["cue"] == "told"
    figure = next(f["figure"] for f in source["findings"] if f["kind"] == "figure" and "42" in f["exact"])
    assert (figure["kind"], figure["value"], figure["unit"]) == ("money", 42_000_000, "EUR")
    assert set(figure) == set(
        "kind value low high unit per noun qualifier direction measures period equals".split()  # noqa: SIM905
    )


def test_show_in_words_and_explained(briefing: Briefing) -> None:
    assert "Ilse Brandt" in briefing("show", "harbour").out
    explained = briefing("show", "harbour", "--explain")
    assert explained.code == 0
    text = briefing("show", "harbour", "--json").json["text"]
    start = text.index("We cannot wait")
    assert f"{start}:{text.index(',', start) + 1}" in explained.out


def test_a_source_that_is_not_there(briefing: Briefing) -> None:
    answer = briefing("show", "zeppelin")
    assert answer.code == 1
    assert answer.err.count("\n") == 1


def test_search(briefing: Briefing) -> None:
    hits = briefing("search", "storm", "--json").json
    assert [h["id"] for h in hits] == ["harbour.txt"]
    assert "storm" in hits[0]["snippet"]
    assert briefing("search", "zeppelin").code == 1
    assert [h["id"] for h in briefing("search", ") storm", "--json").json] == ["harbour.txt"]


def test_search_by_speaker_leaves_out_who_is_only_named(briefing: Briefing, root: Path) -> None:
    (root / "sources" / "line.txt").write_text("Rail\n\nThe line was named after Ilse Brandt in spring.\n")
    assert [h["id"] for h in briefing("search", "speaker:brandt", "--json").json] == ["harbour.txt"]


def test_figures(briefing: Briefing) -> None:
    groups = briefing("figures", "--json").json
    exact = {row["exact"] for group in groups for row in group["rows"]}
    assert "€42 million" in exact
    assert "95 million euros" in exact
    assert briefing("figures").code == 0
    assert briefing("figures", "--csv").out.count("\n") >= 3


# ---------------------------------------------------------------- pins


def test_pin_twice_is_one_pin(briefing: Briefing) -> None:
    n = finding(briefing, "harbour", "quote", "We cannot wait")
    first = briefing("pin", "harbour", "--finding", str(n), "--json").json
    again = briefing("pin", "harbour", "--finding", str(n), "--json").json
    assert first["id"] == again["id"]
    assert first["speaker"] == "Ilse Brandt"
    assert len(briefing("pins", "--json").json) == 1


def test_pin_by_words_by_span_and_by_place(briefing: Briefing, root: Path) -> None:
    text = briefing("show", "harbour", "--json").json["text"]
    start = text.index("the next storm")
    by_words = briefing("pin", "harbour", "--exact", "the next storm", "--json").json
    by_span = briefing("pin", "harbour", "--span", f"{start}:{start + 14}", "--json").json
    assert by_words["id"] == by_span["id"]
    assert by_words["kind"] == "passage"
    assert (root / "pins" / "harbour.txt.yaml").exists()
    assert briefing("pin", "harbour", "--exact", "board").code == 2
    assert briefing("pin", "harbour", "--exact", "board", "--nth", "2").code == 0
    assert briefing("pin", "harbour", "--exact", "board", "--nth", "99").code == 1


def test_a_span_that_is_a_finding_is_that_finding(briefing: Briefing) -> None:
    pin = briefing("pin", "harbour", "--exact", "€42 million", "--json").json
    assert pin["kind"] == "figure"
    assert pin["figure"]["unit"] == "EUR"


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--finding", "1", "--exact", "x"),
        ("--span", "5"),
        ("--span", "9:5"),
        ("--span", "0:999999"),
        ("--nth", "1", "--finding", "1"),
        ("--kind", "rumour", "--finding", "1"),
    ],
)
def test_wrong_use_of_pin(briefing: Briefing, words: tuple[str, ...]) -> None:
    answer = briefing("pin", "harbour", *words)
    assert answer.code == 2
    assert answer.err.count("\n") == 1


def test_unpin_takes_the_block_out_of_the_brief(briefing: Briefing, root: Path) -> None:
    pin = briefing("pin", "harbour", "--exact", "€42 million", "--brief", "monday", "--section", "Money", "--json").json
    assert pin["briefs"] == ["monday"]
    assert pin["id"] in (root / "briefs" / "monday.yaml").read_text()
    answer = briefing("unpin", pin["id"])
    assert answer.code == 0
    assert pin["id"] not in (root / "briefs" / "monday.yaml").read_text()
    assert briefing("pins").code == 1
    assert briefing("unpin", pin["id"]).code == 1


def test_pins_as_annotations_and_csv(briefing: Briefing) -> None:
    briefing("pin", "harbour", "--exact", "€42 million")
    assert "TextQuoteSelector" in briefing("pins", "--format", "w3c").out
    assert "€42 million" in briefing("pins", "--format", "csv").out
    assert briefing("pins", "--source", "ferry").code == 1


# ---------------------------------------------------------------- briefs, checks, exports


@pytest.fixture
def monday(briefing: Briefing) -> str:
    """A brief with one quote; return the pin's id."""
    n = finding(briefing, "harbour", "quote", "We cannot wait")
    pin = briefing("pin", "harbour", "--finding", str(n), "--brief", "monday", "--section", "Port", "--json").json
    return str(pin["id"])


def test_new_draft_and_convert(briefing: Briefing, root: Path) -> None:
    assert briefing("brief", "new", "one", "--template", "memo", "--date", "2026-03-04").out == "briefs/one.yaml\n"
    assert briefing("brief", "new", "one").code == 2
    assert briefing("brief", "new", "two", "--date", "tomorrow").code == 2
    assert briefing("brief", "draft", "three").code == 0
    assert "pin:" in (root / "briefs" / "three.yaml").read_text()
    assert briefing("brief", "convert", "three", "--form", "md").out == "briefs/three.md\n"
    assert not (root / "briefs" / "three.yaml").exists()
    assert "<pin:" in (root / "briefs" / "three.md").read_text()
    assert briefing("check", "three").code == 0


def test_a_daily_brief_by_cron_says_nothing(briefing: Briefing, root: Path) -> None:
    drafted = briefing("brief", "draft", "2026-03-04", "-q")
    exported = briefing("export", "2026-03-04", "-q")
    assert [drafted.code, exported.code] == [0, 0]
    assert drafted.out + drafted.err + exported.out + exported.err == ""
    assert (root / "exports" / "2026-03-04.html").exists()


def test_export_writes_the_formats_asked_for(briefing: Briefing, root: Path, monday: str, tmp_path: Path) -> None:
    assert briefing("check", "monday").code == 0
    answer = briefing("export", "monday")
    assert answer.code == 0
    assert answer.out.split() == [str(root / "exports" / "monday.md"), str(root / "exports" / "monday.html")]
    assert "We cannot wait for the next storm" in (root / "exports" / "monday.md").read_text()
    one = tmp_path / "elsewhere" / "brief.md"
    assert briefing("export", "monday", "--to", "md", "-o", one, "--quiet").out == ""
    assert one.read_bytes() == (root / "exports" / "monday.md").read_bytes()
    assert briefing("export", "monday", "--to", "docx").code == 2
    assert briefing("export", "tuesday").code == 1


def test_a_changed_digit_makes_check_say_changed_and_export_refuse(briefing: Briefing, root: Path) -> None:
    pin = briefing("pin", "harbour", "--exact", "€42 million", "--brief", "monday", "--json").json
    path = root / "sources" / "harbour.txt"
    path.write_text(path.read_text().replace("€42 million", "€43 million"))
    checked = briefing("check", "monday", "--json")
    assert checked.code == 1
    assert [(p["id"], p["outcome"], p["text"]) for p in checked.json["pins"]] == [(pin["id"], "changed", "€43 million")]
    assert not checked.json["ok"]
    assert briefing("check").code == 1
    refused = briefing("export", "monday")
    assert refused.code == 1
    assert pin["id"] in refused.err
    assert not list((root / "exports").glob("*"))
    draft = briefing("export", "monday", "--draft", "--to", "md")
    assert draft.code == 0
    assert "DRAFT" in Path(draft.out.strip()).read_text()
    assert briefing("check", "monday", "--accept", pin["id"]).code == 0
    accepted = briefing("pins", "--json").json[0]
    assert (accepted["exact"], accepted["figure"]["value"]) == ("€43 million", 43_000_000)
    assert briefing("export", "monday").code == 0


def test_a_source_that_is_gone_refuses_the_export(briefing: Briefing, root: Path, monday: str) -> None:
    (root / "sources" / "harbour.txt").unlink()
    assert briefing("check", "monday", "--json").json["pins"][0]["outcome"] == "missing"
    assert briefing("export", "monday").code == 1


def test_strict_lets_warnings_fail(briefing: Briefing, root: Path, monday: str) -> None:
    path = root / "briefs" / "monday.yaml"
    path.write_text(path.read_text() + "  - heading: Nothing yet\n    items: []\n")
    assert briefing("check", "monday").code == 0
    assert briefing("check", "monday", "--strict").code == 1
    assert briefing("export", "monday", "--strict").code == 1
    assert briefing("export", "monday").code == 0


def test_a_source_marked_more_strictly_refuses_the_export(briefing: Briefing, root: Path, monday: str) -> None:
    (root / "sources" / "harbour.txt.yaml").write_text("marking: TLP:RED\n")
    refused = briefing("export", "monday")
    assert refused.code == 1
    assert "TLP:RED" in refused.err


def test_a_brief_that_does_not_parse_names_its_line(briefing: Briefing, root: Path) -> None:
    (root / "briefs").mkdir()
    (root / "briefs" / "bad.yaml").write_text("title: x\nsections: [\n")
    answer = briefing("check", "bad")
    assert answer.code == 2
    assert "briefs/bad.yaml:" in answer.err


def test_one_pin_file_gone_wrong_leaves_the_rest_of_the_desk(briefing: Briefing, root: Path, monday: str) -> None:
    (root / "pins" / "ferry.txt.yaml").write_text("- id: a\n  kind: guess\n", encoding="utf-8")
    told = "pins/ferry.txt.yaml:1: "
    listed, pins = briefing("list"), briefing("pins")
    assert (listed.code, pins.code) == (0, 2)
    assert told in listed.err
    assert told in pins.err
    assert pins.out
    assert briefing("pin", "ferry", "--finding", "1").code == 2
    assert briefing("export", "monday", "--to", "md").code == 0
    checked = briefing("check", "--json")
    assert checked.code == 1
    assert checked.json["problems"][0]["message"].startswith(told)


def test_one_brief_gone_wrong_leaves_the_check_of_the_others(briefing: Briefing, root: Path, monday: str) -> None:
    (root / "briefs" / "broken.yaml").write_text("title: [\n", encoding="utf-8")
    checked = briefing("check")
    assert checked.code == 1
    assert "briefs/broken.yaml:2: " in checked.out
    assert "1 brief" in checked.out


def test_fields_given_when_pinning_again_are_kept(briefing: Briefing) -> None:
    first = briefing("pin", "harbour", "--finding", "1", "--section", "Money", "--brief", "a", "--json").json
    again = briefing("pin", "harbour", "--finding", "1", "--note", "compare", "--brief", "b", "--json").json
    assert (again["id"], again["note"]) == (first["id"], "compare")
    assert again["section"] == "Key points"
    assert briefing("pins", "--json").json == [again]


def test_diff_of_two_editions(briefing: Briefing, monday: str) -> None:
    briefing("pin", "ferry", "--exact", "95 million euros", "--brief", "tuesday")
    answer = briefing("diff", "monday", "tuesday")
    assert answer.code == 0
    assert "95 million euros" in answer.out
    changes = briefing("diff", "monday", "tuesday", "--json").json
    assert (changes["old"], changes["new_edition"]) == ("monday", "tuesday")
    assert [(each["what"], each["after"]) for each in changes["new"]] == [("pin", "95 million euros")]
    assert [each["what"] for each in changes["withdrawn"]] == ["pin"]
    assert briefing("diff", "monday", "monday").code == 0
    assert briefing("diff", "monday", "friday").code == 1


def test_templates_are_listed(briefing: Briefing) -> None:
    names = {t["name"] for t in briefing("templates", "--json").json}
    assert {"daily", "sitrep", "press-digest", "memo"} <= names


# ---------------------------------------------------------------- adding


def test_add_files_and_standard_input(
    briefing: Briefing, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text("The mill will close, its owner said.\n")
    assert briefing("add", paper, "--to", "mill").code == 0
    assert (root / "sources" / "mill" / "paper.txt").read_bytes() == paper.read_bytes()
    again = briefing("add", paper)
    assert again.code == 0
    assert "already there" in again.out
    assert briefing("add", tmp_path / "none.txt").code == 2


def test_fetch_without_feeds_says_what_to_write(briefing: Briefing) -> None:
    answer = briefing("fetch")
    assert answer.code == 2
    assert "desk.yaml names no feeds" in answer.err
