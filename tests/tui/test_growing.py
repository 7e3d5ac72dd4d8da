"""The list while a folder is read for the first time: it can be used, and the cursor does not jump."""

import pytest

from briefing.desk import Desk
from briefing.library import Changes, Library
from briefing.settings import Settings
from briefing.tui.screens.said import Refreshed, Working
from tests.tui.conftest import Hands, Open


async def more_is_read(h: Hands, number: int) -> None:
    """Put a newer source on the desk, as the reading thread does, and tell the workbench how far that is."""
    desk = h.bench.desk
    text = f"---\ntitle: Late {number}\ndate: 2025-04-0{number}\n---\nNews.\n"
    (desk.root / f"sources/late{number}.md").write_text(text)
    other = Library(desk.root, Settings())
    other.refresh()
    h.bench.since = 0
    h.bench.post_message(Working(f"reading {number} of 9", len(other.entries())))
    other.close()
    await h.settle()


async def test_what_was_read_is_on_the_list_while_more_is_read(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await more_is_read(h, 1)
        assert "Late 1" in h.text()
        assert h.bench.model.entry.title == "Late 1", "a cursor at the top stays there"
        await h.press("enter")
        assert "News." in h.text()


async def test_a_cursor_that_was_moved_stays_on_its_source(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("j")
        before = h.bench.model.entry.id
        for number in (1, 2):
            await more_is_read(h, number)
            assert h.bench.model.entry.id == before
        assert h.bench.model.index == 3
        h.bench.post_message(Refreshed(h.bench.desk.refresh()))
        await h.settle()
        assert h.bench.model.entry.id == before


async def test_a_filtered_list_waits_for_the_end(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("/ f e r r y enter")
        shown = len(h.bench.model.entries)
        await more_is_read(h, 1)
        assert len(h.bench.model.entries) == shown
        h.bench.post_message(Refreshed(h.bench.desk.refresh()))
        await h.settle()
        assert len(h.bench.model.entries) == shown


async def test_a_list_that_another_program_makes_grows_until_that_ends(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.workbench.AGAIN", 0.01)
    answers = [Changes(busy=True)] * 3
    refresh = desk.refresh

    def refreshing(**told: object) -> Changes:
        return answers.pop() if answers else refresh(**told)

    monkeypatch.setattr(desk, "refresh", refreshing)
    async with hands(desk, (80, 24)) as h:
        for _ in range(500):
            if len(h.bench.model.entries) == 3 and not h.bench.note:
                break
            await h.pilot.pause(0.01)
        assert [entry.id for entry in h.bench.model.entries] == ["harbour.md", "ferry.md", "plain.txt"]
        assert not answers
        assert h.bench.note == ""


async def test_what_another_program_read_until_now_is_on_the_list(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "refresh", lambda **told: Changes(busy=True))
    async with hands(desk, (80, 24)) as h:
        assert "another program reads the folder" in h.text()
        other = Library(desk.root, Settings())
        other.refresh()
        other.close()
        h.bench.post_message(Refreshed(Changes(busy=True)))
        await h.settle()
        assert len(h.bench.model.entries) == 3
        h.bench.stopping = True


async def test_a_late_source_is_looked_into_for_a_filter_by_findings(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.tui.screens.reading.PATIENCE", 0.001)
    desk.refresh()
    for id in ("ferry.md", "harbour.md", "plain.txt"):
        desk.findings(id)
    said = "\u201cIt will not end here,\u201d Ana Holt said."
    async with hands(desk) as h:
        await h.press("1 / h a s : q u o t e enter")
        assert len(h.bench.model.entries) == 2
        (desk.root / "sources/late.md").write_text(f"---\ntitle: Late\n---\n{said}\n")
        await h.press("ctrl+l")
        await h.settle()
        assert len(h.bench.model.entries) == 3
