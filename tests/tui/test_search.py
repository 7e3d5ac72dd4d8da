"""Searching the desk while the query is typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.desk import Desk
from briefing.tui.screens import search
from briefing.tui.screens.search import Search
from tests.tui.conftest import Hands, Open, make_desk

TEXTS = {
    "grain.txt": "Grain\n\nThe minister came by train.\n",
    "ice.txt": "Ice\n\nThe ministry is closed, the harbour as well.\n",
    "mini.txt": "Skirts\n\nThe mini is back. Everybody at the harbour wears one.\n",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = make_desk(tmp_path / "desk", TEXTS)
    desk.refresh()
    return desk


def found(hands: Hands) -> list[str]:
    screen = hands.app.screen
    assert isinstance(screen, Search)
    return [hit.id for hit in screen.items]


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("minis", {"grain.txt", "ice.txt"}),
        ("minister OR", {"grain.txt"}),
        ("harbour NOT ", {"ice.txt", "mini.txt"}),
        ("harbour -", {"ice.txt", "mini.txt"}),
        ("harbour -mini", {"ice.txt"}),
        ('minister "', {"grain.txt"}),
        ('harbour "is clo', {"ice.txt"}),
    ],
)
async def test_what_is_typed_so_far_is_looked_for(hands: Open, desk: Desk, typed: str, ids: set[str]) -> None:
    async with hands(desk) as at:
        await at.press("s")
        await at.type(typed)
        assert set(found(at)) == ids


async def test_the_word_as_it_stands_comes_first(hands: Open, desk: Desk) -> None:
    async with hands(desk) as at:
        await at.press("s")
        await at.type("mini")
        assert found(at)[0] == "mini.txt"
        assert len(found(at)) == len(TEXTS)


async def test_a_full_list_says_that_there_may_be_more(
    hands: Open, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LIMIT", 2)
    async with hands(desk) as at:
        await at.press("s")
        await at.type("the")
        assert "best 2" in at.text()
        await at.type(" minister")
        assert "best" not in at.text().split("\n")[0]
