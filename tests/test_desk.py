"""The desk joins the stages: one undo step per action, whatever files it touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.errors import BriefingError, CheckFailed, NotADesk, NothingFound, Refusal


def quote(desk: Desk, source: str = "harbour") -> int:
    return next(f.n for f in desk.findings(source) if f.kind == "quote")


def test_locate_prefers_the_name_then_the_folder_then_the_variable(tmp_path: Path) -> None:
    (tmp_path / "here" / "sources").mkdir(parents=True)
    env = {"BRIEFING_DESK": "/elsewhere"}
    assert Desk.locate("named", cwd=tmp_path / "here", environ=env) == Path("named")
    assert Desk.locate(None, cwd=tmp_path / "here", environ=env) == tmp_path / "here"
    assert Desk.locate(None, cwd=tmp_path, environ=env) == Path("/elsewhere")
    with pytest.raises(NotADesk, match="init DIR --sample"):
        Desk.locate(None, cwd=tmp_path, environ={})


def test_open_refuses_what_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(NotADesk, match="there is no folder"):
        Desk.open(tmp_path / "none")
    with pytest.raises(NotADesk, match="has no sources/"):
        Desk.open(tmp_path)


def test_pinning_into_a_new_brief_is_one_step(desk: Desk, root: Path) -> None:
    pin = desk.pin("harbour", finding=quote(desk), brief="2026-03-04")
    assert pin.section == "Key points"
    assert desk.used_in(pin.id) == ["2026-03-04"]
    assert desk.brief("2026-03-04").template == "daily"
    label = desk.undo()
    assert label is not None
    assert label.startswith("pin “We cannot wait")
    assert desk.pins.all() == []
    assert desk.briefs.names() == []
    assert not (root / "briefs" / "2026-03-04.yaml").exists()
    assert desk.redo() == label
    assert [p.id for p in desk.pins.all()] == [pin.id]


def test_pinning_again_changes_nothing(desk: Desk, root: Path) -> None:
    desk.pin("harbour", finding=quote(desk), brief="b")
    before = {p: p.read_bytes() for p in root.rglob("*.yaml")}
    desk.pin("harbour", finding=quote(desk), brief="b")
    assert {p: p.read_bytes() for p in root.rglob("*.yaml")} == before


def test_a_pin_keeps_when_it_was_made_in_utc(root: Path) -> None:
    zone = dt.timezone(dt.timedelta(hours=2))
    desk = Desk.open(root, clock=lambda: dt.datetime(2026, 3, 5, 0, 30, tzinfo=zone))
    desk.refresh()
    assert desk.pin("ferry", span=(0, 5)).pinned == "2026-03-04T22:30:00Z"
    assert desk.today() == "2026-03-05"


def test_unpin_in_one_brief_keeps_the_pin_for_another(desk: Desk) -> None:
    pin = desk.pin("harbour", finding=quote(desk), brief="one")
    desk.pin("harbour", finding=quote(desk), brief="two")
    undone = desk.unpin(pin.id, brief="one")
    assert undone.briefs == ("one",)
    assert desk.used_in(pin.id) == ["two"]
    assert desk.pins.get(pin.id)
    desk.unpin(pin.id, brief="two")
    with pytest.raises(NothingFound):
        desk.pins.get(pin.id)


def test_prose_that_names_a_pin_is_never_touched(desk: Desk) -> None:
    from dataclasses import replace

    from briefing.briefs import Section, Text

    pin = desk.pin("harbour", finding=quote(desk), brief="one")
    brief = desk.brief("one")
    prose = Section("Prose", (Text(f"She said <pin:{pin.id}>."),))
    desk.save_brief("one", replace(brief, sections=(*brief.sections, prose)), "write")
    undone = desk.unpin(pin.id)
    assert undone.prose == ("one",)
    assert desk.brief("one").sections[1] == prose
    assert desk.check("one").resolutions == {} or not desk.check("one").ok


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (3, 10**9), (9, 2)])
def test_a_span_outside_the_text_is_refused(desk: Desk, span: tuple[int, int]) -> None:
    with pytest.raises(BriefingError, match="is not a span of"):
        desk.pin("harbour", span=span)


def test_an_unknown_finding_is_refused(desk: Desk) -> None:
    with pytest.raises(NothingFound, match="has no finding 99"):
        desk.pin("harbour", finding=99)


def test_a_brief_with_a_changed_pin_is_no_edition(desk: Desk, root: Path) -> None:
    pin = desk.pin("harbour", finding=quote(desk), brief="b")
    path = root / "sources" / "harbour.txt"
    path.write_text(path.read_text().replace("We cannot wait", "We can wait"))
    desk.refresh()
    assert desk.resolve(pin.id).outcome == "changed"
    with pytest.raises(CheckFailed, match=pin.id):
        desk.edition("b")
    assert desk.edition("b", draft=True).draft
    desk.accept([pin.id])
    assert desk.pins.get(pin.id).exact.startswith("We can wait")
    assert desk.edition("b").report.ok


def test_a_pin_without_a_source_cannot_be_accepted(desk: Desk, root: Path) -> None:
    pin = desk.pin("harbour", finding=quote(desk))
    (root / "sources" / "harbour.txt").unlink()
    desk.refresh()
    with pytest.raises(Refusal, match="cannot be accepted"):
        desk.accept([pin.id])


def test_a_citation_for_pasting(desk: Desk) -> None:
    pin = desk.pin("harbour", finding=quote(desk))
    assert desk.citation(pin) == (
        "“We cannot wait for the next storm to close the channel,” — Ilse Brandt, chairwoman, Coast Courier, 2026-03-03"
    )


def test_a_damaged_session_is_no_session(desk: Desk, root: Path) -> None:
    desk.save_session({"source": "harbour.txt"})
    assert desk.load_session() == {"source": "harbour.txt"}
    (root / ".briefing" / "session.json").write_text("[1")
    assert desk.load_session() == {}


def test_the_state_folder_can_be_deleted_at_any_time(desk: Desk, root: Path, clock: Callable[[], dt.datetime]) -> None:
    import shutil

    pin = desk.pin("harbour", finding=quote(desk), brief="b")
    shutil.rmtree(root / ".briefing")
    again = Desk.open(root, clock=clock)
    again.refresh()
    assert again.check("b").resolutions[pin.id].ok


def test_exports_are_the_same_bytes_again(desk: Desk) -> None:
    desk.pin("harbour", finding=quote(desk), brief="b")
    first = [path.read_bytes() for path in desk.export("b", ("md", "html"))]
    assert [path.read_bytes() for path in desk.export("b", ("md", "html"))] == first


def test_a_template_of_the_desk_wins(desk: Desk, root: Path) -> None:
    desk.pin("harbour", finding=quote(desk), brief="b")
    assert desk.templates[0] == root / "templates"


def test_undoing_a_rating_takes_it_from_the_sources(desk: Desk) -> None:
    desk.rate_outlet("Coast Courier", "B")
    assert desk.source("harbour").reliability == "B"
    desk.undo()
    assert desk.source("harbour").reliability == "F"
    desk.redo()
    assert desk.source("harbour").reliability == "B"


@pytest.mark.parametrize(
    ("name", "template", "title"),
    [
        ("2026-03-04", None, "Daily brief"),
        ("2026-03-03", "sitrep", "Situation report"),
        ("arms-made-at-home", None, "Arms made at home"),
        ("week/2026-03-03_port", None, "Port"),
        ("2026-03-03", "own", "Brief"),
    ],
)
def test_a_new_brief_is_called_by_its_name_in_words(desk: Desk, name: str, template: str | None, title: str) -> None:
    assert desk.brief(desk.new_brief(name, template=template)).title == title


def test_the_desk_s_title_leads_those_of_its_briefs(root: Path) -> None:
    (root / "desk.yaml").write_text("title: Coast desk\n", encoding="utf-8")
    desk = Desk.open(root)
    assert desk.brief(desk.new_brief()).title == "Coast desk"
    assert desk.brief(desk.new_brief("ferry-lines")).title == "Coast desk: Ferry lines"
