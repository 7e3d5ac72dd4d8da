"""The brief as its readers will see it: what an export writes, by section. What did not change is not made again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from textual.message import Message
from textual.strip import Strip

from briefing.errors import BriefingError
from briefing.tui.layout.flow import rows
from briefing.tui.layout.markdown import Row, markdown_rows
from briefing.tui.widgets.lines import Lines, difference
from briefing.tui.widgets.reader import MEASURE

if TYPE_CHECKING:
    from briefing.export import Part

_FRONT = re.compile(r"---\n(?P<lines>.*?)\n---\n", re.DOTALL)
_TITLE = re.compile(r'^title: (".*")$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


class Wanted(NamedTuple):
    """What to show next: what makes the parts, and where to begin when nothing is shown yet.

    That is where the parts that ``longer`` makes differ from them, else the section under ``heading``.
    """

    request: int
    make: Callable[[], Sequence[Part]]
    heading: str
    cells: int
    longer: Callable[[], Sequence[Part]] | None = None


class PreviewPane(Lines):
    """Draws the parts of an exported brief, each from its Markdown.

    One worker at a time makes them, from what was asked for last: keys wait for nothing, and what they ask for while
    the worker is at it is made once it is through.
    """

    @dataclass
    class Made(Message):
        """The worker made what a request asked for, or could not, with the reason."""

        wanted: Wanted
        parts: Sequence[Part]
        problem: str = ""
        longer: Sequence[Part] = ()

    @dataclass
    class Rests(Message):
        """The worker has made all that it knew of, up to a request."""

        wanted: Wanted

    def __init__(self) -> None:
        """Start empty."""
        super().__init__(id="preview")
        self._wanted = Wanted(0, tuple, "", 0)
        self._making = False
        self.parts: Sequence[Part] = ()
        self.problem = ""
        self._drawn: list[Row] = []
        self._starts: dict[str, int] = {}

    @property
    def cells(self) -> int:
        """The width of the text."""
        return max(min(self.scrollable_content_region.width - 4, MEASURE), 8)

    # ------------------------------------------------------------------ making

    def make(
        self,
        parts: Callable[[], Sequence[Part]],
        heading: str = "",
        longer: Callable[[], Sequence[Part]] | None = None,
    ) -> None:
        """Show what ``parts`` returns, called in a worker, unless other parts are asked for before it is there.

        When nothing is shown yet, the place where what ``longer`` returns differs is brought into sight, else the
        section under ``heading``.
        """
        self._wanted = Wanted(self._wanted.request + 1, parts, heading, self.cells if self.size else 0, longer)
        if not self._making:
            self._making = True
            self.run_worker(self._make, thread=True, group="preview")

    def _make(self) -> None:
        """Make what is wanted until nothing more is."""
        wanted = None
        while wanted is not self._wanted:
            wanted = self._wanted
            self.post_message(self._made(wanted))
        self.post_message(self.Rests(wanted))

    def _made(self, wanted: Wanted) -> Made:
        try:
            longer = wanted.longer() if wanted.longer is not None and not self.parts else ()
            parts = wanted.make()
        except BriefingError as error:
            return self.Made(wanted, (), str(error))
        for part in parts[1:] if wanted.cells else ():
            markdown_rows(part.text, wanted.cells)  # keeps the rows: the screen then has them at once
        return self.Made(wanted, parts, longer=longer)

    def on_preview_pane_rests(self, event: Rests) -> None:
        """Let the next request start a worker; one that came just when this one ended does so now."""
        event.stop()
        self._making = False
        if event.wanted is not self._wanted:
            self.make(self._wanted.make, self._wanted.heading, self._wanted.longer)

    def on_preview_pane_made(self, event: Made) -> None:
        """Show what was asked for last."""
        event.stop()
        if event.wanted is self._wanted:
            fresh = not self.parts
            self.show(event.parts, event.problem)
            if fresh and event.longer:
                self._bring(difference(self._drawn, self._laid_out(event.longer)[0])[0])
            elif fresh:
                self.follow(event.wanted.heading)

    # ------------------------------------------------------------------ showing

    def show(self, parts: Sequence[Part], problem: str = "") -> None:
        """Show other parts, keeping the place; only rows that say something else are drawn anew.

        Where what changed is out of sight, it is brought into sight.
        """
        if (parts, problem) == (self.parts, self.problem):
            return
        self.parts, self.problem = parts, problem
        was = self._drawn
        self._drawn, self._starts = self._laid_out(parts)
        start, end = difference(was, self._drawn)
        self.renew_rows((start, end))
        if was and (start < end or len(was) != len(self._drawn)):
            self._bring(start)

    def renew(self) -> None:
        """Lay out everything, for another width."""
        self._drawn, self._starts = self._laid_out(self.parts)
        super().renew()

    def _laid_out(self, parts: Sequence[Part]) -> tuple[list[Row], dict[str, int]]:
        """Return the rows of parts, and where each heading stands among them."""
        cells = self.cells
        drawn: list[Row] = [()]
        starts: dict[str, int] = {}
        if self.problem:
            drawn += [((row, ("faint",)),) for row in rows(self.problem, cells)]
        for number, (heading, text) in enumerate(parts):
            starts.setdefault(_ESCAPE.sub("", heading), len(drawn))
            front = _FRONT.match(text) if number == 0 else None
            if front and (title := _TITLE.search(front["lines"])):
                drawn += [((row, ("headline",)),) for row in rows(json.loads(title[1]), cells)]
                drawn.append(())
            drawn += markdown_rows(text[front.end() :] if front else text, cells)
        return drawn, starts

    def reveal(self) -> None:
        """Stay where the analyst scrolled to: there is no cursor here."""

    def follow(self, heading: str) -> None:
        """Bring the section under a heading into sight, unless it is or there is none."""
        if heading in self._starts:
            self._bring(self._starts[heading], top=True)

    def _bring(self, row: int, *, top: bool = False) -> None:
        """Bring a row into sight: on top, or with as much before it as behind it."""
        first, height = self.scroll_offset.y, self.page_rows()
        if not first <= row < first + height:
            self.scroll_to(y=max(row - (0 if top else height // 2), 0), animate=False, force=True)

    def line_count(self) -> int:
        """Return how many rows there are."""
        return len(self._drawn)

    def draw_line(self, line: int, cells: int) -> Strip:
        """Draw a row."""
        return self.strip([("  ", ()), *self._drawn[line]], cells)
