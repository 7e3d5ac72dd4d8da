"""The brief as its readers will see it, drawn section by section; sections that did not change are not made again."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from briefing.tui.layout.flow import rows
from briefing.tui.layout.markdown import markdown_rows
from briefing.tui.model import Model
from briefing.tui.widgets.lines import Lines
from briefing.tui.widgets.paint import Piece
from briefing.tui.widgets.reader import MEASURE


class PreviewPane(Lines):
    """Draws ``parts`` (heading and Markdown of each section) below the brief's title."""

    def __init__(self, model: Model) -> None:
        """Start empty."""
        super().__init__(id="preview")
        self.model = model
        self.parts: Sequence[tuple[str, str]] = ()
        self.problem = ""
        self._shown: object = None
        self._drawn: list[list[Piece]] = []
        self._starts: list[int] = []

    def show(self, parts: Sequence[tuple[str, str]], problem: str = "") -> None:
        """Show the sections, keeping the place."""
        brief = self.model.brief
        shown = (tuple(parts), problem, brief and (brief.title, brief.date, brief.marking, brief.author))
        if shown != self._shown:
            self._shown, self.parts, self.problem = shown, parts, problem
            self.renew()

    def renew(self) -> None:
        """Lay out what changed."""
        cells = max(min(self.scrollable_content_region.width - 4, MEASURE), 8)
        brief = self.model.brief
        drawn: list[list[Piece]] = [[]]
        if brief is not None:
            drawn += [[(row, ("headline",))] for row in rows(brief.title, cells)]
            meta = " · ".join(part for part in (brief.date, brief.marking, brief.author) if part)
            drawn += [[(meta, ("faint",))], []]
        if self.problem:
            drawn += [[(row, ("faint",))] for row in rows(self.problem, cells)]
        self._starts = []
        for heading, text in self.parts:
            self._starts.append(len(drawn))
            drawn += [[(row, ("heading",))] for row in rows(heading, cells)]
            drawn.append([])
            drawn += [[(word, names) for word, names in row] for row in markdown_rows(text, cells)]
            if drawn[-1]:
                drawn.append([])
        self._drawn = drawn
        super().renew()

    def reveal(self) -> None:
        """Stay where the analyst scrolled to: there is no cursor here."""

    def follow(self, section: int, bottom_line: bool) -> None:
        """Bring a section of the brief into sight, unless it is."""
        at = section + bottom_line
        if 0 <= at < len(self._starts):
            top, height = self.scroll_offset.y, self.page_rows()
            if not top <= self._starts[at] < top + height:
                self.scroll_to(y=self._starts[at], animate=False, force=True)

    def line_count(self) -> int:
        """Return how many rows there are."""
        return len(self._drawn)

    def draw_line(self, line: int, cells: int) -> Strip:
        """Draw a row."""
        return self.strip([("  ", ()), *self._drawn[line]], cells)
