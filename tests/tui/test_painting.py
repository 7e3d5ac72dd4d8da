"""Painting: rows that are alike are drawn once and look as if each had been drawn; the first frame is drawn once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.events import MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing.desk import Desk
from briefing.tui.app import BriefingApp
from briefing.tui.widgets.paint import Painted
from briefing.tui.widgets.panes import Alike
from briefing.tui.widgets.reader import Reader
from briefing.tui.widgets.source_list import SourceList
from tests.tui.conftest import Hands, Open, make_desk


def drawn_apart(widget: Widget, crop: Region) -> list[list[tuple[object, ...]]]:
    """Return the rows of a widget as Textual draws them, each by itself."""
    widget.refresh()  # lets go of rows kept from before
    return [list(strip) for strip in Widget.render_lines(widget, crop)]


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "ansi-dark"])
@pytest.mark.parametrize("colours", [True, False])
@pytest.mark.parametrize("size", [(80, 24), (120, 36), (260, 50)])
async def test_rows_that_are_alike_look_as_if_each_was_drawn(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], theme: str, colours: bool
) -> None:
    if not colours:
        monkeypatch.setenv("NO_COLOR", "1")
    async with hands(desk, size=size) as hand:
        hand.app.theme = theme
        await hand.pilot.pause()
        seen = 0
        for widget in [hand.app.screen, *hand.app.screen.walk_children(Widget)]:
            if isinstance(widget, Alike | Painted) and widget.region:
                whole = widget.region.reset_offset
                for crop in (
                    whole,
                    whole.shrink((1, 0, 0, 0)),
                    Region(2, 1, max(whole.width - 3, 1), whole.height - 1),
                ):
                    if crop.height > 0:
                        widget.refresh()
                        assert [list(strip) for strip in widget.render_lines(crop)] == drawn_apart(widget, crop)
                        seen += crop.height
        assert seen > size[1]


class Counted(BriefingApp):
    """The app that leaves with its first paint."""

    def on_mount(self) -> None:
        super().on_mount()
        self.screen.call_after_refresh(self.exit)


@pytest.mark.parametrize("pane", ["sources", "reader"])
async def test_the_first_frame_is_drawn_once_with_the_cursor_where_it_was_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, pane: str
) -> None:
    desk.refresh()
    desk.save_session({"pane": pane, "source": "ferry.md"})
    drawn: Counter[tuple[str | None, int]] = Counter()
    focused = []

    def counting(cls: type[Widget]) -> None:
        was = cls.render_line

        def render_line(self: Widget, y: int) -> object:
            drawn[self.id, y] += 1
            focused.append(self.screen.focused.id if self.screen.focused else None)
            return was(self, y)

        monkeypatch.setattr(cls, "render_line", render_line)

    counting(Reader)
    counting(SourceList)
    app: App[int] = Counted(desk)
    await app.run_async(headless=True, size=(120, 36))
    assert {id for id, _ in drawn} == {"sources", "reader"}
    assert max(drawn.values()) == 1
    assert set(focused) == {pane}


async def test_another_open_source_draws_only_the_rows_that_its_mark_changes(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    draw_line = SourceList.draw_line

    def draw(self: SourceList, line: int, cells: int) -> Strip:
        drawn.append(line)
        return draw_line(self, line, cells)

    for id in ("ferry.md", "harbour.md", "plain.txt"):
        desk.refresh()
        desk.findings(id)  # what is known of the next sources changes nothing then
    async with hands(desk) as h:
        await h.press("1")
        monkeypatch.setattr(SourceList, "draw_line", draw)
        bench, each = h.bench, h.bench.sources.each
        for index in (2, 0, 1):
            was = next(at for at, entry in enumerate(bench.model.entries) if entry.id == bench.model.current.source.id)
            drawn.clear()
            bench.open_source(bench.model.entries[index].id, focus=False)
            await h.settle()
            assert {line // each for line in drawn} == {was, index}
            assert len(drawn) == len(set(drawn)), "each row once"
            marked = [row for row in h.text().split("\n") if "◂" in row]
            assert len(marked) == 1
            assert bench.model.entries[index].title[:20] in marked[0]


async def test_a_cursor_that_goes_on_shows_no_source_that_it_passed(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Waiting:
        def __init__(self, then: Callable[[], None]) -> None:
            self.then, self.stopped = then, False

        def stop(self) -> None:
            self.stopped = True

    async with hands(desk) as h:
        set_off: list[Waiting] = []

        def set_timer(delay: float, then: Callable[[], None]) -> Waiting:
            set_off.append(Waiting(then))
            return set_off[-1]

        await h.press("1")
        first = h.bench.model.current.source.id
        monkeypatch.setattr(h.bench, "set_timer", set_timer)
        await h.press("j j")
        assert h.bench.model.current.source.id == first
        (resting,) = [timer for timer in set_off if not timer.stopped]
        resting.then()
        await h.settle()
        assert h.bench.model.current.source.id == h.bench.model.entries[2].id != first


async def test_the_next_sources_are_known_before_they_are_opened(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        ids = [entry.id for entry in h.bench.model.entries]
        assert h.bench.model.current.source.id == ids[0]
        assert [desk.library.entry(id).quotes for id in ids] == [2, 1, 0]
        assert h.text().count("1“ 1#") == 1, "the list shows it"


async def test_what_is_heavy_or_cannot_be_read_is_not_read_ahead(desk: Desk, hands: Open) -> None:
    (desk.root / "sources/a.md").write_text("---\ntitle: Long\ndate: 2025-03-03\n---\n" + "Word after word. " * 15_000)
    (desk.root / "sources/b.pdf").write_bytes(b"%PDF-1.4 cut short")
    async with hands(desk) as h:
        assert [entry.id for entry in h.bench.model.entries][:2] == ["harbour.md", "a.md"]
        assert desk.library.entry("a.md").quotes is None
        assert desk.library.entry("ferry.md").quotes == 1
        await h.press("1 j enter")
        assert desk.library.entry("a.md").quotes == 0


def bar_of(h: Hands) -> list[int]:
    """Return the rows of the list that show its scroll bar."""
    area = h.bench.sources.region
    return [y for y, row in enumerate(h.text().split("\n")[area.y : area.bottom]) if row[area.right - 1 :][:1] == "┃"]


async def test_a_long_list_shows_what_part_of_it_is_in_sight(tmp_path: Path, hands: Open) -> None:
    many = make_desk(tmp_path / "many", {f"{n:03}.txt": f"Report {n}\n\nNews of the day.\n" for n in range(100)})
    async with hands(many) as h:
        height = h.bench.sources.size.height
        assert bar_of(h) == list(range(height * height // 400))
        await h.press("G")
        assert bar_of(h)[-1] == height - 1
        await h.press("g")
        assert bar_of(h)[0] == 0
        await h.press("/ 0 0 7")
        assert len(h.bench.model.entries) == 1
        assert bar_of(h) == []
        await h.press("escape G / 9")
        assert bar_of(h) != []
        assert "099.txt" in h.text()


async def test_the_wheel_scrolls_a_list_and_a_key_leads_back_to_the_cursor(tmp_path: Path, hands: Open) -> None:
    many = make_desk(tmp_path / "many", {f"{n:03}.txt": f"Report {n}\n\nNews of the day.\n" for n in range(100)})
    async with hands(many) as h:
        first = h.bench.model.entry.title
        sources = h.bench.sources
        for _ in range(20):
            sources.post_message(MouseScrollDown(sources, 2, 2, 0, 1, 0, False, False, False))
        await h.settle()
        assert sources.scroll_offset.y == 60
        assert h.bench.model.entry.title == first
        sources.post_message(MouseScrollUp(sources, 2, 2, 0, -1, 0, False, False, False))
        await h.settle()
        assert sources.scroll_offset.y == 57
        await h.press("1 j")
        assert first in h.text()


async def test_the_scroll_bar_of_the_brief_is_drawn_where_it_comes_and_goes(desk: Desk, hands: Open) -> None:
    async with hands(desk, (120, 14)) as h:
        await h.press("enter n space n space 3 G")
        seen = set()
        for keys in ("a O n e enter enter t w o ctrl+s", "a T h r e e ctrl+s", "K", "d", "d", "u", "g"):
            await h.press(keys)
            shown = h.text()
            seen.add(shown.count("┃"))
            h.bench.brief.refresh()
            await h.settle()
            assert h.text() == shown, keys
        assert len(seen) > 1, "the bar changed"
