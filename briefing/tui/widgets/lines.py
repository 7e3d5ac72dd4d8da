"""A long list of rows that scrolls: the base of the source list, the brief and every list screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from briefing.tui.widgets.paint import Painted


class Lines(Painted, ScrollView, can_focus=True):
    """Rows drawn when they are seen. What they say and where the cursor is belongs to the model."""

    @dataclass
    class Clicked(Message):
        """A row was clicked, or clicked twice."""

        lines: Lines
        line: int
        twice: bool

        @property
        def control(self) -> Lines:
            """The list."""
            return self.lines

    _extent = Size(0, 0)
    """The cells of a row and the number of rows, as of when drawing began."""

    _bar = range(0)
    """The rows of the scroll bar, as of then."""

    def line_count(self) -> int:
        """Return how many rows there are."""
        return 0

    def cursor_lines(self) -> tuple[int, int]:
        """Return the first and last row of what is under the cursor."""
        return (0, 0)

    def draw_line(self, line: int, cells: int) -> Strip:
        """Return one row, ``cells`` wide."""
        return self.blank(cells)

    def renew_rows(self, rows: tuple[int, int]) -> None:
        """Draw anew the rows from the first number to before the second, and what their number changes."""
        start, end = rows
        size, bar = Size(self.scrollable_content_region.width, self.line_count()), self._thumb()
        if size != self.virtual_size:
            end = max(end, size.height, self.virtual_size.height, self.scroll_offset.y + self.page_rows())
            self._extend(size)
            for y in {*bar} ^ {*self._thumb()}:
                self.refresh(Region(0, y, size.width, 1))
        self.reveal()
        if start < end:
            self.refresh_lines(start, end - start)

    def renew(self) -> None:
        """Draw anew after the model changed, with the cursor in sight."""
        self.fit()
        self.refresh()

    def resized(self) -> None:
        """Lay the rows out for another size of the widget."""
        self.renew()

    def fit(self) -> None:
        """Take note of how many rows there are, and bring the cursor into sight."""
        self._extend(Size(self.scrollable_content_region.width, self.line_count()))
        self.reveal()

    def _extend(self, size: Size) -> None:
        """Say how far the rows reach. Only what is as high as its rows is laid out anew for that."""
        if self.styles.is_auto_height:
            self.virtual_size = size
            return
        self.set_reactive(Lines.virtual_size, size)
        lowest = max(size.height - self.scrollable_content_region.height, 0)
        if self.scroll_offset.y > lowest:
            self.scroll_to(y=lowest, animate=False, force=True)

    def _thumb(self) -> range:
        """Return the rows of the screen where the scroll bar shows what part of all rows is in sight; none if all are.

        It is drawn here: a scroll bar of Textual's would be laid out anew with every change of the number of rows.
        """
        height, count = self.scrollable_content_region.height, self.virtual_size.height
        if not 0 < height < count:
            return range(0)
        length = max(height * height // count, 1)
        top = round(self.scroll_offset.y * (height - length) / (count - height))
        return range(top, top + length)

    def reveal(self) -> None:
        """Bring the cursor into sight: a step out of it scrolls on by half a screen, so that most steps scroll nothing.

        A scroll draws every row anew, here and over ssh; what shows beyond the cursor is what the analyst reads next.
        """
        first, last = self.cursor_lines()
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = self.scroll_offset.y
        if last - first >= height:
            top = first
        elif first < top:
            top = max(last + 1 - height, first - height // 2, 0)
        elif last >= top + height:
            top = max(min(first, last + 1 - height // 2, self.line_count() - height), last - height + 1)
        if top != self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)

    def move_cursor(self, was: tuple[int, int]) -> None:
        """Draw what a move of the cursor changed: the rows where it ``was`` and those where it is."""
        for first, last in {was, self.cursor_lines()}:
            self.refresh_lines(first, last - first + 1)
        self.reveal()

    def page_rows(self) -> int:
        """Return how many rows are in sight."""
        return max(self.scrollable_content_region.height, 1)

    def rows_drawn(self) -> int:
        """Return how many rows of the screen there is something for."""
        return self.line_count() - self.scroll_offset.y

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in ``crop``; how wide and how many they are is asked once for all."""
        self._extent, self._bar = Size(self.scrollable_content_region.width, self.line_count()), self._thumb()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw a row of the screen, with the scroll bar over its last cell, which rows leave empty."""
        line, (cells, count) = y + self.scroll_offset.y, self._extent
        strip = self.draw_line(line, cells) if line < count else self.blank(cells)
        if y not in self._bar:
            return strip
        return Strip([*strip.crop(0, cells - 1), Segment("┃", self.style_of("thumb"))], cells)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows to the new size."""
        self.resized()

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor as the one that keys move."""
        self.refresh()

    def on_blur(self, event: events.Blur) -> None:
        """Show the cursor as resting."""
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three rows; the next key brings the cursor back into sight."""
        event.stop()
        self.scroll_to(y=self.scroll_offset.y + 3, animate=False, force=True)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three rows."""
        event.stop()
        self.scroll_to(y=self.scroll_offset.y - 3, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """Tell which row was clicked."""
        at = event.get_content_offset(self)
        if at is not None and (line := at.y + self.scroll_offset.y) < self.line_count():
            self.post_message(self.Clicked(self, line, event.chain > 1))


def difference(was: Sequence[object], now: Sequence[object]) -> tuple[int, int]:
    """Return where rows begin and end to be other ones than they ``was``, counted in ``now``."""
    least = min(len(was), len(now))
    start = next((n for n in range(least) if was[n] != now[n]), least)
    same = next((n for n in range(least - start) if was[-1 - n] != now[-1 - n]), least - start)
    return start, len(now) - same
