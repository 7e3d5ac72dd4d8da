"""Going to places, taking back from lists, and words that must not be cut."""

import threading
from typing import Any

import pytest

from briefing.desk import Desk
from briefing.library import Progress
from tests.tui.conftest import HARBOUR, Open, make_desk

LONG = HARBOUR + "".join(f"\nLine {n} of the report goes on.\n" for n in range(40)) + "\nThe quay costs $9 million.\n"


async def test_a_place_near_the_end_is_shown_with_the_text_before_it(desk: Desk, hands: Open) -> None:
    (desk.root / "sources/harbour.md").write_text(LONG)
    async with hands(desk, (80, 24)) as h:
        await h.press("l / 9 space m i l enter enter")
        shown = h.text()
        assert "The quay costs $9 million." in shown
        assert "Line 35 of the report" in shown


async def test_a_place_in_sight_does_not_scroll(desk: Desk, hands: Open) -> None:
    (desk.root / "sources/harbour.md").write_text(LONG)
    async with hands(desk, (80, 24)) as h:
        await h.press("enter")
        before = h.bench.model.place.top
        await h.press("l / 4 . 2 enter enter")
        assert h.bench.model.current.source.text.startswith("$4.2", h.bench.model.place.cursor)
        assert h.bench.model.place.top == before


async def test_what_was_dropped_in_the_pins_comes_back_there(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space n space P d")
        assert len(desk.pins.all()) == 1
        await h.press("u")
        assert len(desk.pins.all()) == 2
        assert "Mara Lindqvist" in h.text()
        assert any(said.startswith("undone: unpin") for said in h.messages)
        await h.press("ctrl+r")
        assert len(desk.pins.all()) == 1
        await h.press("9 u u")
        assert desk.pins.all() == []
        assert any("nothing to undo" in said for said in h.messages)


async def test_what_was_accepted_in_the_check_is_taken_back_there(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n n space")
        path = desk.root / "sources/harbour.md"
        path.write_text(path.read_text().replace("$4.2", "$4.3"))
        desk.refresh()
        await h.press("c a u")
        assert [pin.exact for pin in desk.pins.all()] == ["$4.2 million"]
        assert "-[" in h.text(), h.text()


async def test_what_was_pinned_in_the_ledger_is_taken_back_there(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("l space")
        assert len(desk.pins.all()) == 1
        await h.press("u")
        assert desk.pins.all() == []
        assert "●" not in h.text()


async def test_a_message_shortens_the_tabs_and_cuts_none(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("enter n space")
        first = h.text().split("\n")[0]
        assert first == " 1  2 reader  3         pinned into Key points: 3 shows the brief, x exports it"
        await h.press("n space")
        assert h.text().split("\n")[0].startswith(" 1 sources  2 reader  3 brief ")


async def test_templates_are_offered_with_all_that_is_said_of_them(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("B n")
        assert "…" not in h.text()
        assert "evidence behind them" in h.text()


async def test_a_source_without_a_publisher_is_named_by_its_title(desk: Desk, hands: Open) -> None:
    other = make_desk(desk.root, {"notes.md": "---\ndate: 2025-03-01\n---\nIt cost $7 million.\n"})
    other.refresh()
    async with hands(desk) as h:
        assert h.bench.model.outlet("notes.md").endswith(" 2025-03-01")
        assert len(h.bench.model.outlet("notes.md")) > len(" 2025-03-01")


async def test_escape_takes_the_notices_away(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space u")
        assert "undone: pin" in h.text()
        await h.press("escape")
        assert "undone: pin" not in h.text()


async def test_help_says_how_to_count(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("?")
        assert "…" not in h.text()
        await h.press("c o u n t s")
        assert "5j, 12n" in h.text()
        assert "3n" in h.text()


async def test_what_a_dialog_wrote_is_not_called_a_change_of_another_program(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n n space")
        path = desk.root / "sources/harbour.md"
        path.write_text(path.read_text().replace("$4.2", "$4.3"))
        desk.refresh()
        for keys in ("c a", "escape P d", "escape l space"):
            await h.press(keys)
            h.bench.look_outside()
            assert "another program" not in h.bench.message


async def test_a_problem_says_where_it_is(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("enter n n space 3 a 4 5 space m e n ctrl+s")
        path = desk.root / "sources/harbour.md"
        path.write_text(path.read_text().replace("$4.2", "$4.3"))
        desk.refresh()
        await h.press("c")
        assert "Key points · “$4.2 million”" in h.text()
        assert "Key points · “45 men”" in h.text()
        await h.press("j enter")
        assert h.bench.pane == "brief"
        assert h.bench.model.item_here().text == "45 men"


async def test_a_ledger_with_thousands_of_figures_of_one_thing_is_drawn_in_linear_time(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each row looks at its own figure once or twice, not at all the others of its group."""
    from briefing.tui.screens import ledger

    lines = "".join(f"The harbour budget is ${n} million.\n\n" for n in range(1, 301))
    make_desk(desk.root, {"many.txt": lines}).refresh()
    looked = []
    real = ledger._size
    monkeypatch.setattr(ledger, "_size", lambda line: looked.append(1) or real(line))
    async with hands(desk) as h:
        await h.press("l")
        rows = len(h.app.screen.items)
        assert rows > 300
        assert len(looked) < rows * 8


async def test_titles_take_two_rows_in_a_narrow_list(desk: Desk, hands: Open) -> None:
    title = "Harbour yards to grow beyond the northern quay this year"
    make_desk(desk.root, {"harbour.md": HARBOUR.replace("Harbour yards to grow", title)}).refresh()
    async with hands(desk, (120, 36)) as h:
        shown = [row[:35].strip(" ▌◂▕") for row in h.text().split("\n")]
        assert "Harbour yards to grow beyond the" in shown
        assert "northern quay this year" in shown
        await h.pilot.click(h.bench.sources, offset=(3, 6))
        assert h.bench.model.index == 1


async def test_finding_goes_round_and_says_so(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter / y a r d s enter")
        assert "1/3 found · ] next  [ before" in h.text()
        await h.press("]")
        assert h.bench.message == "2/3"
        await h.press("2 ]")
        assert h.bench.message == "1/3, from the top again"
        await h.press("[")
        assert h.bench.message == "3/3, from the end again"
        await h.press("w")
        assert " 3 found" in h.text()
        await h.press("[")
        assert h.bench.message == "3/3"


async def test_help_explains_the_marks(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("?")
        assert "“ quote · ~ statement · # figure" in h.text()


async def test_the_filter_computes_the_findings_it_asks_for(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.reading.PATIENCE", 0.001)
    monkeypatch.setattr("briefing.tui.screens.base.AHEAD", 0)
    async with hands(desk) as h:
        assert any(entry.quotes is None for entry in desk.library.entries()), "nobody has opened it yet"
        await h.press("1 /")
        await h.type("has:quote")
        for _ in range(500):
            if len(h.bench.model.entries) == 2:
                break
            await h.pilot.pause(0.01)
        assert sorted(entry.id for entry in h.bench.model.entries) == ["ferry.md", "harbour.md"]
        assert h.bench.note == ""


async def test_the_ledger_tells_how_far_it_is_and_stops_when_it_is_left(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, ended = threading.Event(), threading.Event()

    def slow(self: Desk, query: str | None = None, *, progress: Any, cancelled: Any) -> list[Any]:
        progress(Progress("finding", 3, 40))
        gate.wait(10)
        if cancelled():
            ended.set()
        return []

    monkeypatch.setattr(Desk, "ledger", slow)
    async with hands(desk) as h:
        await h.pilot.press("l")
        for _ in range(500):
            if "3 of 40 sources" in h.text():
                break
            await h.pilot.pause(0.01)
        assert "reading the figures of 3 of 40 sources · esc stops" in h.text()
        await h.pilot.press("escape")
        await h.pilot.pause()
        gate.set()
        await h.settle()
        assert ended.is_set()
        assert h.screen_name == "Workbench"


async def test_the_list_counts_what_the_reader_stops_at(desk: Desk, hands: Open) -> None:
    (desk.root / "sources/harbour.md").write_text(HARBOUR + "\nThe yards are one of her two ideas.\n")
    async with hands(desk, (120, 36)) as h:
        await h.press("1 g g enter")
        current = h.bench.model.current
        figures = sum(finding.kind == "figure" for finding in current.stops)
        assert 0 < figures < sum(finding.kind == "figure" for finding in current.findings)
        await h.press("1")
        assert f" {len(current.stops) - figures}“ {figures}# " in h.text()
