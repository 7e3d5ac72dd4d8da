"""The workbench around its actions: sizes, session, mouse, themes, hostile text, changes from outside, a crash."""

import pytest
from rich.cells import cell_len

from briefing.desk import Desk
from briefing.tui.app import BriefingApp
from briefing.tui.crash import Sink, describe, write_log
from briefing.tui.editor import command
from briefing.tui.screens.said import Refreshed
from briefing.tui.widgets.reader import Reader
from briefing.tui.widgets.source_list import SourceList
from tests.tui.conftest import HARBOUR, Open, clock, make_desk

TRAP = """\
---
title: '[red]x[/red] [@click=app.quit]y'
---
[bold]Text[/bold]
"""


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (40, 12)])
async def test_every_row_is_exactly_as_wide_as_the_terminal(desk: Desk, hands: Open, size: tuple[int, int]) -> None:
    odd = "\n\nמזג אוויר נאה, 世界の港は広い, cafe\u0301 👩\u200d🚀 🇺🇦 ❤\ufe0f\ttab \x1b[31mred\x1b[0m \u202eright\n"
    (desk.root / "sources/harbour.md").write_text(HARBOUR + odd * 3)
    async with hands(desk, size) as h:
        await h.press("enter G")
        rows = h.text().split("\n")
        assert len(rows) == size[1]
        assert [row for row in rows if cell_len(row) > size[0]] == []
        assert "\x1b" not in h.text()
        assert "\u202e" not in h.text()


async def test_the_footer_cuts_no_word(desk: Desk, hands: Open) -> None:
    for columns in (40, 80, 101, 133):
        async with hands(desk, (columns, 24)) as h:
            last = h.text().split("\n")[-1]
            assert last.endswith("? help")
            assert "…" not in last


async def test_source_text_is_never_markup(desk: Desk, hands: Open) -> None:
    (desk.root / "sources/ferry.md").write_text(TRAP)
    async with hands(desk) as h:
        h.bench.model.index = [e.id for e in h.bench.model.entries].index("ferry.md")
        await h.press("enter")
        assert "[red]x[/red] [@click=app.quit]y" in h.text()
        assert "[bold]Text[/bold]" in h.text()


async def test_a_narrow_terminal_shows_one_pane_and_a_wide_one_three(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        assert not h.bench.reader.parent.display
        await h.press("enter")
        assert h.bench.reader.parent.display
        assert not h.bench.sources.parent.display
        await h.pilot.resize_terminal(120, 30)
        await h.settle()
        assert h.bench.sources.parent.display
        assert h.bench.brief.parent.display
        await h.pilot.resize_terminal(80, 24)
        await h.settle()
        assert not h.bench.sources.parent.display


async def test_the_session_comes_back(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("j enter n n space T n o r d enter")
        place = h.bench.model.place.cursor
    async with hands(desk) as h:
        assert h.bench.pane == "reader"
        assert h.bench.model.current.source.id == "ferry.md"
        assert h.bench.model.place.cursor == place
        assert h.bench.model.brief_name == "2025-03-05"
        assert h.app.theme == "nord"
    assert "12,000" not in (desk.root / ".briefing/session.json").read_text()


async def test_the_place_in_the_brief_comes_back(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space n space A C o s t enter 3 g j j j k z j")
        assert h.bench.model.node == (1, -1)
        assert h.bench.model.folded == {"Key points"}
    async with hands(desk) as h:
        assert h.bench.pane == "brief"
        assert h.bench.model.node == (1, -1)
        assert h.bench.model.folded == {"Key points"}


async def test_a_damaged_session_is_no_hindrance(desk: Desk, hands: Open) -> None:
    path = desk.root / ".briefing/session.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        '{"places": {"a": ["x"]}, "brief": 7, "theme": "none such", "pane": "cellar", "node": ["x", 2], "folded": 5}'
    )
    async with hands(desk) as h:
        assert h.bench.pane == "sources"


async def test_the_mouse_points_opens_selects_and_presses_keys(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.pilot.click(SourceList, offset=(5, 4), times=2)
        await h.settle()
        assert h.bench.model.current.source.id == "ferry.md"
        await h.pilot.mouse_down(Reader, offset=(5, 0))
        await h.pilot.hover(Reader, offset=(9, 0))
        await h.settle()
        await h.pilot.mouse_up(Reader, offset=(9, 0))
        await h.settle()
        assert h.bench.model.place.cursor >= 0
        await h.pilot.click("#footer", offset=(2, 0))
        await h.settle()


@pytest.mark.parametrize("theme", ["textual-light", "ansi-dark", "gruvbox"])
async def test_marks_say_it_without_colour(desk: Desk, hands: Open, theme: str) -> None:
    async with hands(desk) as h:
        h.app.theme = theme
        await h.press("enter n space")
        row = next(row for row in h.text().split("\n") if "We will build" in row)
        assert "▌●“" in row


async def test_no_color_is_kept(desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with hands(desk) as h:
        assert h.app.no_color
        await h.press("enter n space")
        assert "●" in h.text()


async def test_an_empty_desk_says_what_to_do(tmp_path, hands: Open) -> None:
    async with hands(make_desk(tmp_path / "new", {})) as h:
        assert "briefing add" in h.text()
        await h.press("enter n space x c p")
        assert h.screen_name == "Workbench"


async def test_a_source_that_cannot_be_read_is_listed_with_the_reason(desk: Desk, hands: Open) -> None:
    (desk.root / "sources/broken.pdf").write_bytes(b"%PDF-1.7 nothing here")
    async with hands(desk) as h:
        refused = next(e for e in h.bench.model.entries if e.status == "refused")
        h.bench.model.index = list(h.bench.model.entries).index(refused)
        await h.press("enter")
        assert any("cannot be read" in said for said in h.messages)


async def test_what_another_program_writes_is_shown_and_not_overwritten(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space")
        path = desk.root / "briefs/2025-03-05.yaml"
        path.write_text(path.read_text().replace("Key points", "What matters"))
        h.bench.look_outside()
        await h.settle()
        assert "What matters" in h.text()
        await h.press("n space")
        assert "What matters" in path.read_text()
        assert path.read_text().count("pin:") == 2


async def test_a_change_from_outside_is_shown_without_a_blank(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter / y a r d s enter ]")
        at = h.bench.model.place.cursor
        drawn: list[bool] = []
        reload_pins = h.bench.model.reload_pins
        h.bench.model.reload_pins = lambda: (reload_pins(), drawn.append(h.bench.model.current is None))  # type: ignore[method-assign,func-returns-value]
        path = desk.root / h.bench.model.current.source.path
        path.write_text(path.read_text().replace("getting new", "getting many new"))
        h.bench.post_message(Refreshed(desk.refresh()))
        await h.settle()
        assert drawn == [False]
        assert "many new" in h.bench.model.current.source.text
        assert h.bench.model.place.cursor == at + len("many ")
        assert "2/3 found" in h.text()


async def test_the_reader_follows_a_file_that_is_renamed(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n n")
        at, id = h.bench.model.place.cursor, h.bench.model.current.source.id
        (desk.root / "sources" / id).rename(desk.root / "sources/another.md")
        h.bench.post_message(Refreshed(desk.refresh()))
        await h.settle()
        assert h.bench.model.current.source.id == h.bench.model.entry.id == "another.md"
        assert h.bench.model.place.cursor == at
        await h.press("space")
        assert (desk.root / "pins/another.md.yaml").exists()


async def test_a_file_that_is_gone_is_said_to_be_and_comes_back(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter")
        path = desk.root / h.bench.model.current.source.path
        text = path.read_text()
        path.unlink()
        h.bench.post_message(Refreshed(desk.refresh()))
        await h.settle()
        assert "its file is gone" in h.text()
        path.write_text(text + "\nOne more word.\n")
        h.bench.post_message(Refreshed(desk.refresh()))
        await h.settle()
        assert "its file is gone" not in h.text()
        assert "One more word" in h.bench.model.current.source.text


async def test_a_brief_that_does_not_parse_is_told(desk: Desk, hands: Open) -> None:
    (desk.root / "briefs").mkdir()
    (desk.root / "briefs/bad.yaml").write_text("title: [\n")
    async with hands(desk) as h:
        assert "cannot be shown" in h.text()
        assert "briefs/bad.yaml" in h.text()


def test_a_log_holds_no_text(tmp_path) -> None:
    from rich.traceback import Traceback

    secret = "words of a source"
    try:
        raise ValueError(secret)
    except ValueError as error:
        sink = Sink()
        sink.print("ignored", Traceback.from_exception(type(error), error, error.__traceback__, show_locals=True))
    path = write_log(tmp_path, sink.traces, clock())
    assert "ValueError" in path.read_text()
    assert "test_workbench.py" in path.read_text()
    assert secret not in path.read_text()
    assert describe([]).startswith("briefing ")


def test_an_editor_with_half_a_quotation_mark_is_no_crash() -> None:
    assert command({"EDITOR": "vim -c 'set"}) == ["vim", "-c", "'set"]


def test_editors_with_windows_are_waited_for() -> None:
    assert command({"EDITOR": "code"}) == ["code", "--wait"]
    assert command({"VISUAL": "code --wait", "EDITOR": "vi"}) == ["code", "--wait"]
    assert command({"EDITOR": "emacs -nw"}) == ["emacs", "-nw"]


async def test_quitting_leaves_nothing_open(desk: Desk) -> None:
    app = BriefingApp(desk)
    async with app.run_test() as pilot:
        await pilot.press("q")
    assert app.return_code == 0
    assert not app.broke


async def test_help_does_what_is_chosen_there(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("? l e d g e r enter")
        assert h.screen_name == "Ledger"


async def test_without_a_desk_the_sample_is_offered_and_made(tmp_path) -> None:
    from briefing.tui.welcome import WelcomeApp

    app = WelcomeApp(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
    assert app.return_value == tmp_path / "sample-desk"
    assert any((tmp_path / "sample-desk/sources").iterdir())
    again = WelcomeApp(tmp_path)
    async with again.run_test() as pilot:
        await pilot.press("enter", "escape")
    assert again.return_value is None
