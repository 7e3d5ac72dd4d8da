"""The list of sources: title, and below it date, publisher, reliability and counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from textual.strip import Strip

from briefing.text import one_line
from briefing.tui.layout.flow import rows
from briefing.tui.model import Model
from briefing.tui.widgets.lines import Lines
from briefing.tui.widgets.paint import Piece, measure, spread

if TYPE_CHECKING:
    from briefing.library import Entry

WIDE = 60
"""Cells from which a title has room in one row; below, it may take two."""


class SourceList(Lines):
    """The sources that the filter leaves."""

    def __init__(self, model: Model, told: Callable[[str], str]) -> None:
        """Draw ``model``'s entries; ``told`` puts keys into words."""
        super().__init__(id="sources")
        self.model = model
        self._told = told
        self._marked = ""

    @property
    def each(self) -> int:
        """Rows of a source: its title in one or two, what is known of it, an empty one."""
        return _each(self.scrollable_content_region.width)

    def line_count(self) -> int:
        """Return how many rows there are."""
        return len(self.model.entries) * self.each or len(self._nothing()) + 1

    def _nothing(self) -> tuple[str, ...]:
        """Return what is said in the place of sources."""
        model = self.model
        if model.all and model.query:
            words = self._told("No source matches.\n\n{escape} shows all again.")
        elif not model.looked:
            words = "Reading the folder …"
        elif model.stopped:
            words = "The reading was stopped."
        else:
            words = (
                "No sources yet.\n\nPut reports into\nsources/ of this folder"
                " (.txt .md .html .pdf .docx .eml), or run\n\nbriefing add FILE…\n\nThey appear here by themselves."
            )
        return rows(words, max(self.scrollable_content_region.width - 3, 8))

    def resized(self) -> None:
        """Keep the cursor in sight: the rows are made as they are drawn, and a new size draws them."""
        self.fit()

    def cursor_lines(self) -> tuple[int, int]:
        """Return the rows of the source under the cursor."""
        first = self.model.index * self.each
        return first, first + self.each - 2

    def reveal_below(self, count: int) -> None:
        """Bring so many sources below the cursor into sight, as far as the cursor stays there."""
        first, _ = self.cursor_lines()
        last = first + (count + 1) * self.each - 2
        if last >= self.scroll_offset.y + self.page_rows():
            self.scroll_to(y=min(first, last + 1 - self.page_rows()), animate=False, force=True)

    def draw_line(self, line: int, cells: int) -> Strip:
        """Draw a row of a source."""
        if not self.model.entries:
            words = ["", *self._nothing()][line]
            return self.strip([(f" {words}", ("faint",))], cells)
        each = _each(cells)
        index, row = divmod(line, each)
        entry = self.model.entries[index]
        inset = "   " if self.model.is_copy(index) else ""
        title = rows(one_line(entry.title), max(cells - 3 - len(inset), 8), each - 2) or ("",)
        here = index == self.model.index and row <= len(title)
        fill = (("here" if self.has_focus else "resting"),) if here else ()
        mark = ("▌" if here else " ") + inset
        if row < len(title):
            shown = row == 0 and entry.id == self._open()
            if shown:
                self._marked = entry.id
            style = ("trouble",) if entry.status != "ok" else ("strong",)
            left: list[Piece] = [(mark, ()), (title[row], style)]
            return self.strip(spread(left, [("◂ " if shown else " ", ("faint",))], cells), cells, *fill)
        if row == len(title):
            return self.strip(self._meta_row(mark, index, entry, cells), cells, *fill)
        return self.blank(cells)

    def _open(self) -> str | None:
        return self.model.current.source.id if self.model.current is not None else None

    def renew_some(self, ids: Collection[str] = ()) -> None:
        """Draw anew some sources, and those that the mark of the open source leaves or comes to."""
        each, top, wanted = self.each, self.scroll_offset.y, {self._marked, self._open(), *ids}
        for index in range(top // each, min(-(-(top + self.page_rows()) // each), len(self.model.entries))):
            if self.model.entries[index].id in wanted:
                self.refresh_lines(index * each, each - 1)

    def _meta_row(self, mark: str, index: int, entry: Entry, cells: int) -> list[Piece]:
        """Return what is known of a source, and its counts where there is room beside it."""
        left, counts = [(mark, ()), *self._meta(entry)], self._counts(index, entry)
        while counts and measure(left) + measure(counts) > cells:
            counts = counts[1:]
        return spread(left, counts, cells)

    def _meta(self, entry: Entry) -> list[Piece]:
        if entry.status != "ok":
            return [(one_line(entry.reason or "cannot be read"), ("trouble",))]
        known = [
            (entry.date or "")[:10], one_line(entry.publisher or ""), entry.reliability or "", entry.marking or ""
        ]  # fmt: skip
        said = " · ".join(part for part in known if part and part != "F")
        return [(said or one_line(entry.id), ("faint",))]

    def _counts(self, index: int, entry: Entry) -> list[Piece]:
        """Return the counts of a source, those first that are left out first."""
        pins, copies = self.model.pins_in(entry.id), self.model.copies(index)
        counts = " " if entry.notable is None else f" {entry.notable[0]}“ {entry.notable[1]}# "
        found: list[Piece] = [(counts, ("faint",))]
        if copies and entry.origin not in self.model.unfolded:
            found.append((f"+{copies} ", ("mark",)))
        return [*found, *([(f"{pins}● ", ("good",))] if pins else [])]


def _each(cells: int) -> int:
    return 3 if cells >= WIDE else 4
