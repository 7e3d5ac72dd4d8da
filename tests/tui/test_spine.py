"""The way from sources to an exported brief, by keys, with the files as they are written."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events

from briefing.desk import Desk
from briefing.tui.app import BriefingApp
from tests.tui.conftest import Hands, Open, ToldApp, clock

SEEDS = Path(__file__).parents[2].parent / "shared/seeds"

SIX_PINS = "enter n space n space n space 1 j enter n space n space n space x enter"

BRIEF = """\
title: Daily brief
date: 2025-03-05
template: daily
sections:
  - heading: Key points
    items:
      - pin: {0}
      - pin: {1}
"""


async def test_first_pin_makes_todays_brief(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space n space")
        assert h.bench.model.brief_name == "2025-03-05"
        pins = sorted(desk.pins.all(), key=lambda pin: pin.anchor.start)
        assert pins[0].exact == "We will build our yards before the snow comes back,"
        written = (desk.root / "briefs/2025-03-05.yaml").read_text()
        assert written == BRIEF.format(*(pin.id for pin in pins))
        assert all(pin.section == "Key points" for pin in pins)


async def test_space_again_unpins_and_undo_and_redo_name_what_they_do(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space")
        before = (desk.root / "pins/harbour.md.yaml").read_bytes()
        await h.press("space")
        assert desk.pins.all() == []
        await h.press("u")
        assert (desk.root / "pins/harbour.md.yaml").read_bytes() == before
        assert any(m.startswith("undone: unpin “We will build") for m in h.messages)
        await h.press("ctrl+r")
        assert desk.pins.all() == []
        assert any(m.startswith("done again: unpin") for m in h.messages)
        await h.press("u u u u")
        assert h.bench.message == "nothing to undo"
        assert not (desk.root / "briefs/2025-03-05.yaml").exists()


async def test_keys_typed_while_a_source_is_read_are_not_lost(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.pilot.press("enter", "n", "space", "1", "j", "enter", "n", "space")
        await h.settle()
        assert {pin.source for pin in desk.pins.all()} == {"harbour.md", "ferry.md"}


async def test_keys_typed_before_the_folder_was_read_are_not_lost(desk: Desk) -> None:
    app = BriefingApp(desk)
    async with app.run_test() as pilot:
        await pilot.press("enter", "n", "space", "n", "space")
        await Hands(app, pilot).settle()
        assert len(desk.pins.all()) == 2


async def test_export_by_enter_and_the_place_it_went(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space x")
        assert h.screen_name == "Export"
        await h.press("enter")
        assert h.screen_name == "Where"
        assert sorted(p.name for p in (desk.root / "exports").iterdir()) == ["2025-03-05.html", "2025-03-05.md"]
        assert "exports/2025-03-05.md" in h.text()
        assert "We will build our yards" in (desk.root / "exports/2025-03-05.md").read_text()
        await h.press("y")
        assert h.app.clipboard == str(desk.root / "exports/2025-03-05.md")
        await h.press("enter escape")
        assert h.screen_name == "Workbench"


async def test_a_changed_digit_stops_the_export_and_is_accepted_in_the_check(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n n space")
        (pin,) = desk.pins.all()
        assert pin.exact == "$4.2 million"
        path = desk.root / "sources/harbour.md"
        path.write_text(path.read_text().replace("$4.2 million", "$4.3 million"))
        desk.refresh()
        await h.press("x enter")
        assert h.screen_name == "Export"
        assert not (desk.root / "exports").exists()
        await h.press("escape c")
        assert "-[4.2]" in h.text().replace("$", "") or "4.3" in h.text()
        await h.press("a")
        assert desk.check("2025-03-05").ok
        await h.press("escape")
        assert h.screen_name == "Workbench"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not in this checkout")
async def test_six_pins_of_the_seeds_in_eighteen_keys(tmp_path: Path, hands: Open) -> None:
    (tmp_path / "sources").mkdir()
    for seed in SEEDS.glob("*.txt"):
        (tmp_path / "sources" / seed.name).write_bytes(seed.read_bytes())
    desk = Desk.open(tmp_path, clock=clock)
    async with hands(desk, (80, 24)) as h:
        keys = SIX_PINS.split()
        assert len(keys) == 18
        await h.pilot.press(*keys)
        await h.settle()
        assert len(desk.pins.all()) == 6
        assert len({pin.source for pin in desk.pins.all()}) == 2
        assert {p.suffix for p in (tmp_path / "exports").iterdir()} == {".md", ".html"}


def typed_at_once(h: Hands, keys: str) -> None:
    """Give the app all keys in one go, as a paste or a fast hand does, and wait for nothing in between."""
    for key in keys.split():
        h.app.post_message(events.Key(key, " " if key == "space" else "\r" if key == "enter" else key))


async def until(h: Hands, true: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(500):
        if true():
            return
        await h.settle()
    raise AssertionError(h.text())


TWO_EACH = "enter n space n space 1 j enter n space n space x enter"


async def test_all_keys_of_the_way_typed_at_once(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        typed_at_once(h, TWO_EACH)
        await until(h, lambda: len(list((desk.root / "exports").glob("*"))) == 2)
        assert {pin.exact for pin in desk.pins.all()} == {
            "We will build our yards before the snow comes back,",
            "$4.2 million",
            "Our ships are ready to sail every single morning,",
            "12,000",
        }


async def test_all_keys_of_the_way_typed_before_the_first_paint(desk: Desk) -> None:
    app = ToldApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        h = Hands(app, pilot)
        typed_at_once(h, TWO_EACH)
        await until(h, lambda: len(list((desk.root / "exports").glob("*"))) == 2)
        assert len(desk.pins.all()) == 4
        assert len({pin.source for pin in desk.pins.all()}) == 2


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not in this checkout")
async def test_the_eighteen_keys_of_the_seeds_typed_at_once(tmp_path: Path, hands: Open) -> None:
    (tmp_path / "sources").mkdir()
    for seed in SEEDS.glob("*.txt"):
        (tmp_path / "sources" / seed.name).write_bytes(seed.read_bytes())
    desk = Desk.open(tmp_path, clock=clock)
    async with hands(desk, (80, 24)) as h:
        typed_at_once(h, SIX_PINS)
        await until(h, lambda: len(list((tmp_path / "exports").glob("*"))) == 2)
        assert len(desk.pins.all()) == 6
