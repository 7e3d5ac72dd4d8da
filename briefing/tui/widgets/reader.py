"""The reader: the text of a source with its findings, pins, matches and selection.

The first row shown is kept as an offset into the text, not as a row number, so that nothing has to be wrapped but what
is seen, and the place holds when the width changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from briefing.tui.layout.cells import drawn, settled, width
from briefing.tui.layout.spans import runs
from briefing.tui.layout.wrap import Layout, Row
from briefing.tui.layout.wrap import Place as RowPlace
from briefing.tui.model import Model
from briefing.tui.opened import Opened
from briefing.tui.widgets.paint import Painted, Piece

if TYPE_CHECKING:
    from briefing.extract.finding import Finding

GUTTER = 5
"""Cells left of the text: the current finding's bar, the pin's mark, the finding's mark, spaces."""

MEASURE = 88
"""Cells of the longest row; longer ones are tiring to read."""

MARKS = {"quote": "“", "statement": "~", "figure": "#"}


class Reader(Painted, can_focus=True):
    """Draws ``model.current`` from ``model.place``."""

    @dataclass
    class Pointed(Message):
        """The mouse pointed at a character; ``drag`` while a button is held."""

        offset: int
        drag: bool

    def __init__(self, model: Model) -> None:
        """Draw ``model``'s open source."""
        super().__init__(id="reader")
        self.model = model
        self._layout: Layout | None = None
        self._key: object = None
        self._page: list[Row] = []
        self._page_key: object = None
        self._waiting: tuple[bool, int | None] = (False, None)
        self._drawn: tuple[object, tuple[int, Finding | None]] = (None, (0, None))

    # ------------------------------------------------------------------ rows

    @property
    def layout_of_text(self) -> Layout:
        """The rows of the open source at the present width."""
        current = self.model.current
        folded = not self.model.show_furniture
        cells = max(min(self.size.width - GUTTER - 2, MEASURE), 8)
        key = (current.source.digest if current else "", current.source.id if current else "", cells, folded)
        if self._layout is None or key != self._key:
            text = current.source.text if current else ""
            hidden = [(s, e) for s, e, _ in current.furniture.items] if current and folded else []
            self._layout, self._key = Layout(text, cells, hidden), key
        return self._layout

    def rows(self) -> list[Row]:
        """Return the rows in sight."""
        layout = self.layout_of_text
        key = (self._key, self.model.place.top, self.size.height)
        if key != self._page_key:
            self._page = layout.page(layout.find(self.model.place.top), self.size.height)
            self._page_key = key
        return self._page

    def reveal(self, *, middle: bool = False, through: int | None = None) -> None:
        """Move the first row just so far that the cursor is in sight; in the ``middle`` when it was out of sight.

        ``through`` is an offset that should be in sight too, as far as the height allows (the end of a finding).
        """
        height = self.size.height
        if height == 0:  # not laid out yet: the resize that comes does it
            self._waiting = (middle, through)
            return
        layout, place = self.layout_of_text, self.model.place
        cursor, top = layout.find(place.cursor), layout.find(place.top)
        end = max(layout.find(through) if through is not None else cursor, cursor)
        if cursor >= top and layout.between(top, end, height) < height:
            return
        if cursor < top and not middle:
            self._show_from(cursor)
        elif middle:
            self._show_from(layout.step(cursor, -(height // 3)))
        else:
            down = layout.step(end, -(height - 1))
            self._show_from(min(down, cursor))

    def _show_from(self, row: RowPlace) -> None:
        layout = self.layout_of_text
        lowest = layout.step(layout.last, -(max(self.size.height, 1) - 2))
        self.model.place.top = layout.row(max(min(row, lowest), layout.first)).start

    def scroll_rows(self, rows: int) -> None:
        """Scroll by ``rows``, the cursor staying in sight."""
        layout = self.layout_of_text
        self._show_from(layout.step(layout.find(self.model.place.top), rows))
        place, page = self.model.place, self.rows()
        if page and not page[0].start <= place.cursor < max(page[-1].end, page[0].start + 1):
            row = page[0] if place.cursor < page[0].start else page[-1]
            place.cursor = row.start
        self.refresh()

    def move_rows(self, rows: int) -> None:
        """Move the cursor by ``rows``, keeping its column."""
        layout, place = self.layout_of_text, self.model.place
        here = layout.row(layout.find(place.cursor))
        target = layout.row(layout.step(here.place, rows))
        if target.place != here.place:
            place.cursor = layout.offset_at(target, layout.column(here, place.cursor))

    def line_edges(self) -> tuple[int, int]:
        """Return the first and last character of the row with the cursor."""
        layout = self.layout_of_text
        row = layout.row(layout.find(self.model.place.cursor))
        text = layout.text[row.start : row.end].rstrip()
        return row.start, row.start + max(len(text) - 1, 0)

    def page_rows(self) -> int:
        """Return how many rows are in sight."""
        return max(self.size.height, 1)

    # ------------------------------------------------------------------ drawing

    def rows_drawn(self) -> int:
        """Return how many rows of the screen there is something for: with a source open, all have the scroll bar."""
        return self.size.height if self.model.current is not None else 0

    def render_line(self, y: int) -> Strip:
        """Draw a row of the screen."""
        current, cells = self.model.current, self.size.width
        rows = self.rows() if current is not None else []
        if current is None or y >= len(rows):
            return self._with_thumb(self.blank(cells - 1), y)
        row = rows[y]
        if row.folded:
            pieces: list[Piece] = [("  ··· ", ("faint",)), (self._fold_note(current, row), ("furniture",))]
            return self._with_thumb(self.strip(pieces, cells - 1), y)
        return self._with_thumb(self._text_row(current, row, cells - 1), y)

    def redraw(self) -> None:
        """Draw what a move of the cursor changed: a few rows, or all where the text scrolled or a selection grew."""
        now = self._state()
        was, self._drawn = self._drawn, now
        if was[0] != now[0]:
            self.refresh()
            return
        (cursor_was, here_was), (cursor, here) = was[1], now[1]
        touched = [(at, at + 1) for at in (cursor_was, cursor)]
        touched += [(f.start, f.end) for f in (here_was, here) if f is not None and here_was is not here]
        for y, row in enumerate(self.rows()):
            if any(start <= row.end and end > row.start for start, end in touched):
                self.refresh(Region(0, y, self.size.width, 1))

    def _state(self) -> tuple[object, tuple[int, Finding | None]]:
        """Return what all rows depend on, and what some do: the cursor and the finding under it."""
        model = self.model
        whole = (model.place.top, model.anchor, model.place.cursor if model.anchor is not None else 0, model.needle)
        return (whole, self._key), (model.place.cursor, model.finding_here())

    def _fold_note(self, current: Opened, row: Row) -> str:
        reasons = dict.fromkeys(reason for _, _, reason in current.furniture.touching(row.start, row.end))
        return ", ".join(reasons)

    def _text_row(self, current: Opened, row: Row, cells: int) -> Strip:
        text = current.source.text
        end = row.start + len(text[row.start : row.end].rstrip("\n"))
        here = self.model.finding_here() if self.has_focus or self.model.anchor is None else None
        segments = self._gutter(current, row, here)
        layers = self._layers(current, row, here)
        column, room = 0, cells - GUTTER
        words_end = row.start + len(text[row.start : end].rstrip())
        for a, b, names in runs(
            row.start, end, [(s, min(e, max(words_end, s + (n == "cursor"))), n) for s, e, n in layers]
        ):
            shown = drawn(text[a:b], column)
            taken = width(shown)
            if column + taken > room:
                shown = shown[: max(room - column, 0)] if shown.isspace() else shown
                taken = width(shown)
            segments.append(Segment(settled(shown), self.style_of(*names)))
            column += taken
        at_end = self.has_focus and self.model.place.cursor in range(end, row.end + 1) and not layers_cover(layers, end)
        if at_end and column < room and self._cursor_row(row):
            segments.append(Segment(" ", self.style_of("cursor")))
            column += 1
        segments.append(Segment(" " * (room - column), self.style_of()))
        return Strip(segments, cells)

    def _cursor_row(self, row: Row) -> bool:
        return self.layout_of_text.find(self.model.place.cursor) == row.place

    def _gutter(self, current: Opened, row: Row, here: Finding | None) -> list[Segment]:
        begins = [f for s, _, f in current.marks.touching(row.start, row.end) if s >= row.start]
        kinds = "".join(dict.fromkeys(MARKS[f.kind] for f in begins))[:2]
        pinned = any(s >= row.start for s, _, _ in current.pinned.touching(row.start, row.end))
        active = here is not None and here.start < row.end and here.end > row.start
        return [
            Segment("▌" if active else " ", self.style_of("mark")),
            Segment("●" if pinned else " ", self.style_of("good")),
            Segment(f"{kinds:<2} ", self.style_of("faint")),
        ]

    def _layers(self, current: Opened, row: Row, here: Finding | None) -> list[tuple[int, int, str]]:
        model, a, b = self.model, row.start, row.end
        layers = [(s, e, "furniture") for s, e, _ in current.furniture.touching(a, b)]
        layers += [(s, e, f.kind) for s, e, f in current.marks.touching(a, b)]
        layers += [(s, e, "pinned") for s, e, _ in current.pinned.touching(a, b)]
        if here is not None:
            layers.append((here.start, here.end, "current"))
        if model.needle:
            layers += [(start, end, "match") for start, end in model.matches_between(a, b)]
        if model.selection:
            layers.append((*model.selection, "selection"))
        if self.has_focus:
            layers.append((model.place.cursor, model.place.cursor + 1, "cursor"))
        return layers

    def _with_thumb(self, strip: Strip, y: int) -> Strip:
        """Add the scroll bar, one cell wide; none when all is in sight."""
        height, length = self.size.height, len(self.model.current.source.text) if self.model.current else 0
        rows = self.rows() if length else []
        if not rows or (rows[0].start == 0 and len(rows) < height) or rows[-1].end - rows[0].start >= length:
            bar = Segment(" ", self.style_of())
        else:
            first = rows[0].start * height // length
            last = max(rows[-1].end * height // length, first + 1)
            thumb = first <= y < last
            bar = Segment("┃" if thumb else " ", self.style_of("thumb"))
        return Strip([*strip, bar], strip.cell_length + 1)

    # ------------------------------------------------------------------ events

    def on_resize(self, event: events.Resize) -> None:
        """Keep the cursor in sight at the new size, which draws all rows by itself."""
        middle, through = self._waiting
        self._waiting = (False, None)
        top = self.model.place.top
        self.reveal(middle=middle, through=through)
        if self.model.place.top != top:
            self.refresh()

    def on_focus(self, event: events.Focus) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self, event: events.Blur) -> None:
        """Hide the cursor."""
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll three rows."""
        event.stop()
        self.scroll_rows(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll three rows."""
        event.stop()
        self.scroll_rows(-3)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Point, and begin a selection that dragging widens; on the scroll bar, go to that part of the text."""
        self.focus()
        current = self.model.current
        if current is not None and event.x >= self.size.width - 1:
            self._show_from(self.layout_of_text.find(event.y * len(current.source.text) // max(self.size.height, 1)))
            self.refresh()
            return
        self.capture_mouse()
        self._point(event, drag=False)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Widen the selection while a button is held."""
        if self.app.mouse_captured is self and event.button:
            self._point(event, drag=True)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End the dragging."""
        self.release_mouse()

    def _point(self, event: events.MouseEvent, *, drag: bool) -> None:
        rows = self.rows() if self.model.current is not None else []
        if rows:
            row = rows[max(0, min(event.y, len(rows) - 1))]
            offset = self.layout_of_text.offset_at(row, max(event.x - GUTTER, 0))
            self.post_message(self.Pointed(offset, drag))


def layers_cover(layers: list[tuple[int, int, str]], offset: int) -> bool:
    """Tell whether a selection goes on over ``offset``, so that no cursor is drawn there twice."""
    return any(name == "selection" and s <= offset < e - 1 for s, e, name in layers)
