"""The list while a folder is read for the first time: it can be used, and the cursor does not jump."""

from briefing.desk import Desk
from briefing.library import Library
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
