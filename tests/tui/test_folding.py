"""The list folded to one source for each story, with keys."""

from pathlib import Path

import pytest

from briefing.desk import Desk
from tests.tui.conftest import Hands, Open, make_desk

FRONT = "---\ntitle: {title}\ndate: 2025-03-0{day}\norigin: wire\n---\n"
REPORT = FRONT + "The ferry line carried 12,000 passengers last year.\n"
NAMES = ("north", "east", "west")


@pytest.fixture
def told(tmp_path: Path) -> Desk:
    """A desk with three sources of one story, and one of another."""
    sources = {f"{name}.md": REPORT.format(title=f"Ferry {name}", day=9 - 2 * n) for n, name in enumerate(NAMES)}
    return make_desk(tmp_path / "told", {**sources, "own.md": "---\ntitle: Own\ndate: 2025-03-08\n---\nA library.\n"})


def titles(h: Hands) -> list[str]:
    return [entry.title for entry in h.bench.model.entries]


async def test_the_list_folds_copies_away_and_shows_how_many(told: Desk, hands: Open) -> None:
    async with hands(told) as h:
        assert titles(h) == ["Ferry north", "Own", "Ferry east", "Ferry west"]
        await h.press("1 G Z")
        assert titles(h) == ["Ferry north", "Own"]
        assert h.bench.model.entry.title == "Ferry north", "it stands for the one that the cursor was on"
        assert "2 copies are folded away: z shows those of a story" in h.bench.message
        assert "+2" in h.text()
        assert "2 of 4" in h.text()
        await h.press("j z")
        assert "no other source here tells this story" in h.bench.message
        await h.press("Z")
        assert titles(h) == ["Ferry north", "Own", "Ferry east", "Ferry west"]
        assert "every source is shown" in h.bench.message
        assert "+2" not in h.text()


async def test_a_story_unfolds_below_its_first(told: Desk, hands: Open) -> None:
    async with hands(told) as h:
        await h.press("1 z")
        assert titles(h) == ["Ferry north", "Own"], "the first time it folds them all"
        await h.press("z")
        assert titles(h) == ["Ferry north", "Ferry east", "Ferry west", "Own"]
        assert "    Ferry east" in h.text()
        assert "+2" not in h.text()
        await h.press("j j")
        assert h.bench.model.entry.title == "Ferry west"
        await h.press("z")
        assert titles(h) == ["Ferry north", "Own"]
        assert h.bench.model.entry.title == "Ferry north"


async def test_a_filtered_list_is_folded_too(told: Desk, hands: Open) -> None:
    async with hands(told) as h:
        await h.press("1 Z / f e r r y enter")
        assert titles(h) == ["Ferry north"]
        await h.press("escape / w e s t enter")
        assert titles(h) == ["Ferry west"]
        assert "+" not in h.text().split("\n")[3]


async def test_how_the_list_was_left_is_how_it_opens(told: Desk, hands: Open) -> None:
    async with hands(told) as h:
        await h.press("1 Z q")
    async with hands(Desk.open(told.root)) as h:
        assert titles(h) == ["Ferry north", "Own"]


async def test_a_desk_without_copies_says_so(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("1 Z")
        assert "no two sources here tell the same story" in h.bench.message


async def test_the_ledger_says_that_copies_are_one_report(told: Desk, hands: Open) -> None:
    async with hands(told) as h:
        await h.press("l")
        assert h.text().count("12,000") >= 3
        assert "copies of one report" in h.text()
