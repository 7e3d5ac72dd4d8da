"""The base of every screen that is a list to move in: a title, rows, keys at the bottom, a line to narrow it down."""

from __future__ import annotations

from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip
from textual.types import CSSPathType
from textual.widgets import Input

from briefing.text import one_line
from briefing.tui.screens.dialog import Dialog
from briefing.tui.widgets.bars import Bar, Footer
from briefing.tui.widgets.lines import Lines
from briefing.tui.widgets.paint import Piece

T = TypeVar("T")
Row = list[Piece]


class ListLines(Lines):
    """The rows of a :class:`Listing`; each item takes one or more."""

    def __init__(self, owner: Listing[Any]) -> None:
        """Draw the items of ``owner``."""
        super().__init__(id="rows")
        self.owner = owner
        self._drawn: list[tuple[int, Row]] = []
        self._spans: list[tuple[int, int]] = []

    def renew(self) -> None:
        """Lay the items out anew."""
        before, self._drawn, self._spans = len(self._drawn), [], []
        cells = max(self.scrollable_content_region.width - 2, 8)
        for index, item in enumerate(self.owner.items):
            self._drawn.extend((-1, row) for row in self.owner.rows_before(index, cells))
            rows = self.owner.rows_of(item, cells)
            self._spans.append((len(self._drawn), len(self._drawn) + len(rows) - 1))
            self._drawn.extend((index, row) for row in rows)
        if not self.owner.items:
            self._drawn = [(-1, []), *((-1, row) for row in self.owner.rows_when_empty(cells))]
        if self.styles.is_auto_height:
            self.styles.max_height = max(self.screen.size.height * 9 // 10 - self.owner.bars(), 2)
            if len(self._drawn) != before:  # while it is being laid out, a wish for another height is not heard
                self.call_after_refresh(self.refresh, layout=True)
        super().renew()

    def line_count(self) -> int:
        """Return how many rows there are."""
        return len(self._drawn)

    def cursor_lines(self) -> tuple[int, int]:
        """Return the rows of the item under the cursor, with the heading that stands before the first one."""
        at = self.owner.at
        if not 0 <= at < len(self._spans):
            return (0, 0)
        first, last = self._spans[at]
        return (0 if at == 0 and last < self.page_rows() else first, last)

    def item_at(self, line: int) -> int:
        """Return the index of the item that a row shows, -1 for none."""
        return self._drawn[line][0] if 0 <= line < len(self._drawn) else -1

    def draw_line(self, line: int, cells: int) -> Strip:
        """Draw a row."""
        index, row = self._drawn[line]
        here = index >= 0 and index == self.owner.at
        return self.strip([("▌" if here else " ", ("mark",)), *row], cells, *(("here",) if here else ()))


class Listing(Dialog[Any], Generic[T]):
    """Shows ``items``, ``at`` being the one under the cursor. Subclasses say how an item looks and what enter does."""

    CSS_PATH: ClassVar[CSSPathType | None] = "listing.tcss"
    CONTEXT = "choose"
    ASKS = False
    HINT = "type to narrow down"

    def __init__(self) -> None:
        """Start without items."""
        super().__init__()
        self.items: list[T] = []
        self.at = 0
        self.query_text = ""
        self._narrowing = False

    def contexts(self) -> tuple[str, ...]:
        """Return the list's own context."""
        return (self.CONTEXT,)

    def compose(self) -> ComposeResult:
        """Lay out title, line, rows and footer."""
        with Vertical(id="frame"):
            yield Bar(self._title_bar, classes="title")
            line = Input(self.query_text, self.HINT, id="narrow", compact=True, select_on_focus=False)
            line.display = self.ASKS
            yield line
            yield ListLines(self)
            yield Footer(self.hints, self.note, lambda: self.typed)

    def on_mount(self) -> None:
        """Show what there is."""
        self.fill()
        self.query_one("#narrow" if self.ASKS else "#rows").focus()

    def _title_bar(self, row: int) -> tuple[list[Piece], list[Piece]]:
        return [(f" {one_line(self.heading())}", ("strong",))], [(f" {one_line(self.count())} ", ())]

    # ------------------------------------------------------------------ what subclasses say

    def heading(self) -> str:
        """Return the title."""
        return ""

    def count(self) -> str:
        """Return what stands at the right of the title."""
        return f"{len(self.items)}" if self.items else ""

    def note(self) -> str:
        """Return what stands before the keys."""
        return ""

    def fill(self) -> None:
        """Read the items and draw them."""
        self.draw()

    def rows_of(self, item: T, cells: int) -> list[Row]:
        """Return what an item looks like."""
        return [[(str(item), ())]]

    def rows_before(self, index: int, cells: int) -> list[Row]:
        """Return headings that stand before an item."""
        return []

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Return what is shown when there is nothing."""
        return [[("nothing here", ("faint",))]]

    def narrowed(self, query: str) -> None:
        """Show only what matches."""

    # ------------------------------------------------------------------ moving

    @property
    def lines(self) -> ListLines:
        """The rows."""
        return self.query_one("#rows", ListLines)

    @property
    def item(self) -> T | None:
        """The item under the cursor."""
        return self.items[self.at] if 0 <= self.at < len(self.items) else None

    def draw(self) -> None:
        """Draw anew."""
        self.at = max(0, min(self.at, len(self.items) - 1))
        self.lines.renew()
        for bar in self.query(".bar, #footer"):
            bar.refresh()

    def move(self, steps: int) -> None:
        """Move the cursor."""
        was = self.lines.cursor_lines()
        self.at = max(0, min(self.at + steps, len(self.items) - 1))
        self.lines.move_cursor(was)

    def do_down(self, count: int) -> None:
        """Move down."""
        self.move(count)

    def do_up(self, count: int) -> None:
        """Move up."""
        self.move(-count)

    def do_top(self, count: int) -> None:
        """Go to the first item."""
        self.move(-len(self.items))

    def do_bottom(self, count: int) -> None:
        """Go to the last item."""
        self.move(len(self.items))

    def _page(self) -> int:
        """Return about how many items a screen shows."""
        lines = self.lines
        return max(lines.page_rows() * max(len(self.items), 1) // max(lines.line_count(), 1), 1)

    def do_half_down(self, count: int) -> None:
        """Move half a screen down."""
        self.move(max(self._page() // 2, 1) * count)

    def do_half_up(self, count: int) -> None:
        """Move half a screen up."""
        self.move(-max(self._page() // 2, 1) * count)

    def do_page_down(self, count: int) -> None:
        """Move a screen down."""
        self.move(self._page() * count)

    def do_page_up(self, count: int) -> None:
        """Move a screen up."""
        self.move(-self._page() * count)

    def bars(self) -> int:
        """Return how many rows the title, the line that narrows down and the footer take."""
        return 2 + bool(self.query_one("#narrow").display)

    def do_narrow(self, count: int) -> None:
        """Open the line that narrows down."""
        line = self.query_one("#narrow", Input)
        line.display = self._narrowing = True
        line.focus()

    def on_key(self, event: events.Key) -> None:
        """Type into the line that narrows down from the key on that asked for it, before it has the focus."""
        line = self.query_one("#narrow", Input)
        self._narrowing = self._narrowing and self.focused is not line
        if self._narrowing and event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            line.insert_text_at_cursor(event.character)

    def perform(self, id: str, count: int = 1) -> None:
        """Do an action; while a filter is typed, enter and escape leave its line first."""
        line = self.query_one("#narrow", Input)
        if id in ("choose", "close") and (line.has_focus or self._narrowing) and not self.ASKS:
            self._narrowing = False
            if id == "close":
                line.value = ""
            line.display = bool(line.value)
            self.lines.focus()
            return
        super().perform(id, count)

    def do_choose(self, count: int) -> None:
        """Answer with the item under the cursor."""
        if self.item is not None:
            self.dismiss(self.item)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow down while it is typed."""
        if event.input.id == "narrow" and event.value != self.query_text:
            self.query_text = event.value
            self.narrowed(event.value)

    def on_lines_clicked(self, event: Lines.Clicked) -> None:
        """Put the cursor where the mouse is; twice chooses."""
        index = self.lines.item_at(event.line)
        if index >= 0:
            self.move(index - self.at)
            if event.twice:
                self.perform("choose")
