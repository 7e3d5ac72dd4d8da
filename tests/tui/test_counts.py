"""Numbers before motions, although 1, 2 and 3 are ways to the panes too."""

import pytest
from textual import events

from briefing.desk import Desk
from tests.tui.conftest import Hands, Open, make_desk

MANY = "\n\n".join(f'"We will build yard number {n} before the snow," Mara Lindqvist said.' for n in range(30))


def number(h: Hands) -> int:
    """Return the place of the finding under the cursor among the stops, from 1."""
    found, current = h.bench.model.finding_here(), h.bench.model.current
    return current.order[found.n] + 1 if found and current else 0


@pytest.fixture
def yards(desk: Desk) -> Desk:
    return make_desk(desk.root, {"ferry.md": MANY})


async def open_yards(h: Hands) -> None:
    h.bench.go_to(("ferry.md", 0, 0))
    await h.settle()
    assert h.bench.pane == "reader"


async def later(h: Hands, key: str, seconds: float) -> None:
    """Press a key so many seconds after the one before."""
    event = events.Key(key, key)
    event.time += seconds
    h.app.post_message(event)
    await h.settle()


@pytest.mark.parametrize(
    ("keys", "at"), [("3 n", 3), ("2 n", 2), ("1 2 n", 12), ("2 0 n", 20), ("1 3 n", 13), ("5 n", 5), ("5 3 n", 30)]
)
async def test_a_number_before_n_goes_that_many_findings_on(yards: Desk, hands: Open, keys: str, at: int) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press(keys)
        assert (number(h), h.bench.pane) == (at, "reader")
        await h.press("N")
        assert number(h) == at - 1  # the count is spent


@pytest.mark.parametrize(("pane", "keys"), [("1", "3 n"), ("3", "3 n")])
async def test_three_and_n_count_from_other_panes_too(yards: Desk, hands: Open, pane: str, keys: str) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press(pane)
        await later(h, "3", 5)
        await later(h, "n", 6)
        assert (number(h), h.bench.pane) == (3, "reader")


async def test_two_leads_to_the_reader_and_n_goes_one_on(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("1 j 2 n")
        assert (number(h), h.bench.pane) == (1, "reader")


async def test_a_look_at_the_brief_makes_three_no_count(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("3")
        await later(h, "n", 60)
        assert number(h) == 1


async def test_a_look_at_another_pane_and_back_is_no_number(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("1")
        await later(h, "2", 5)
        await later(h, "n", 6)
        assert number(h) == 1


async def test_the_number_of_the_pane_counts_and_hinders_no_way_to_another(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("2")
        await later(h, "n", 60)
        assert number(h) == 2
        await h.press("2")
        await later(h, "3", 5)
        assert h.bench.pane == "brief"
        await later(h, "j", 6)
        assert h.bench.pane == "brief"


async def test_motions_that_only_the_reader_has_count_there(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("w w w")
        there = h.bench.model.place.cursor
        await h.press("g 3 w")
        assert (h.bench.model.place.cursor, h.bench.pane) == (there, "reader")
        await h.press("g / y a r d enter 2 ]")
        assert any("3/30" in said for said in h.messages)


async def test_lines_are_counted_in_lists_and_dialogs(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("n space 1 2 j n space P 5 j")
        assert h.app.screen.at == 1
        await h.press("9 escape")
        assert h.screen_name == "Pins"
        await h.press("escape 3 g 9 j")
        assert h.bench.model.node == (0, 1)


async def test_while_selecting_every_number_counts(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)
        await h.press("v 3 e")
        low, high = h.bench.model.selection
        assert h.bench.model.current.source.text[low:high] == '"We will build'
        await h.press("5 escape")
        assert h.bench.model.selection
        await h.press("escape")
        assert not h.bench.model.selection


async def test_the_number_is_shown_until_it_counts_no_more(yards: Desk, hands: Open) -> None:
    async with hands(yards) as h:
        await open_yards(h)

        def last() -> str:
            return h.text().split("\n")[-1]

        await h.press("2 1")
        assert last().endswith(" 21")
        h.bench.count.fade(h.bench.count.when)
        h.bench.renew_bars()
        await h.settle()
        assert last().endswith("help")
        await h.press("escape 4 5")
        assert last().endswith(" 45")
        await h.press("escape")
        assert last().endswith("help")
