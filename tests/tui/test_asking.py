"""The line for the filter and for finding: what is typed goes where it was meant to go, however fast it comes."""

from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input

from briefing.desk import Desk
from tests.tui.conftest import Hands, Open, make_desk

NAMES = {"/": "slash", ":": "colon", " ": "space", "\r": "enter", "\x1b": "escape", "\x7f": "backspace"}


async def burst(h: Hands, letters: str) -> None:
    """Type letters as a terminal hands on what was pasted: all at once."""
    for letter in letters:
        h.app.post_message(events.Key(NAMES.get(letter, letter), letter if letter >= " " else None))
    await h.settle()
    await h.settle()


async def test_letters_that_come_at_once_are_all_typed_into_the_filter(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("1")
        await burst(h, "/ferryx\x7f")
        assert h.screen_name == "Workbench"
        assert h.bench.model.query == "ferry"
        assert [entry.id for entry in h.bench.model.entries] == ["ferry.md"]


async def test_what_follows_the_key_that_leaves_the_line_is_done_after_it(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("1")
        await burst(h, "/port\x1bjj\r")
        assert h.bench.model.query == ""
        assert h.bench.pane == "reader"
        assert h.bench.model.current.source.id == h.bench.model.entries[2].id


async def test_what_is_typed_while_a_source_is_read_finds_in_it(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("1 j")
        await burst(h, "\r/ships")
        assert h.bench.pane == "reader"
        assert h.bench.model.needle == "ships"
        assert h.bench.model.matches


async def test_the_line_is_edited_as_any_other(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("1 /")
        await h.type("ferry line")
        await h.press("ctrl+w")
        assert h.bench.line.value == "ferry "
        await h.press("ctrl+u")
        assert h.bench.line.value == h.bench.model.query == ""
        assert len(h.bench.model.entries) == 3


async def test_the_count_of_places_follows_what_is_typed(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter / y a r d s")
        assert "1/3 found" in h.text()
        await h.press("down")
        assert "2/3 found" in h.text()
        await h.press("z")
        assert "not found" in h.text()


async def test_what_is_under_the_cursor_is_what_the_next_finding_is_in(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        assert h.bench.model.current.source.id == "harbour.md"
        await h.press("1 / f e r r y enter n space")
        (pin,) = h.bench.model.pins.values()
        assert pin.source == "ferry.md"
        await h.press("1 escape / enter g")
        await h.press("n n")
        assert h.bench.model.current.source.id == "harbour.md"


async def test_the_source_under_the_cursor_is_shown_when_the_filter_rests(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.reading.PREVIEW_AFTER", 0.001)
    async with hands(desk) as h:
        await h.press("1 / f e r r y")
        for _ in range(500):
            if h.bench.model.current.source.id == "ferry.md":
                break
            await h.pilot.pause(0.01)
        assert h.bench.model.current.source.id == "ferry.md"


async def test_a_narrow_terminal_shows_the_filter_and_what_it_left(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("1 / f e r r y enter")
        assert "/ferry" in h.text().split("\n")[0]
        assert "1 of 3" in h.text().split("\n")[0]
        await h.press("escape")
        assert "/ferry" not in h.text()


async def test_pinning_takes_a_source_out_of_what_is_unpinned(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("1 / u n p i n n e d enter n space")
        assert "harbour.md" not in [entry.id for entry in h.bench.model.entries]
        await h.press("u")
        assert "harbour.md" in [entry.id for entry in h.bench.model.entries]


async def test_pins_that_another_program_set_count(desk: Desk, hands: Open) -> None:
    desk.refresh()
    async with hands(desk) as h:
        await h.press("1 / h a s : p i n enter")
        assert not h.bench.model.entries
        other = Desk.open(desk.root)
        other.pin("ferry.md", finding=other.findings("ferry.md")[0].n)
        h.bench.look_outside()
        await h.settle()
        assert [entry.id for entry in h.bench.model.entries] == ["ferry.md"]


async def test_the_last_story_of_the_list_unfolds_in_sight(tmp_path: Path, hands: Open) -> None:
    sources = {f"{n:02}.md": f"---\ntitle: Own {n}\ndate: 2025-03-09\n---\nText {n}.\n" for n in range(20)}
    for n in range(3):
        sources[f"wire{n}.md"] = f"---\ntitle: Wire {n}\ndate: 2025-01-0{3 - n}\norigin: wire\n---\nTaken over.\n"
    async with hands(make_desk(tmp_path / "long", sources)) as h:
        await h.press("1 Z G")
        assert "Wire 0" in h.text()
        await h.press("z")
        assert all(f"Wire {n}" in h.text() for n in range(3))


async def test_letters_that_come_at_once_narrow_a_list_down_and_do_nothing_else(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space P")
        assert h.screen_name == "Pins"
        await burst(h, "/due")
        assert h.screen_name == "Pins"
        assert h.app.screen.query_one("#narrow", Input).value == "due"
        assert len(h.bench.model.pins) == 1, "d drops a pin, u takes back, e edits"
        await burst(h, "\x1b")
        assert h.app.screen.query_one("#narrow", Input).value == ""
