"""Searching the whole desk: what is typed is looked for at once, in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from briefing.errors import BriefingError
from briefing.text import one_line, visible
from briefing.tui.layout.cells import width
from briefing.tui.layout.flow import rows
from briefing.tui.layout.spans import runs
from briefing.tui.layout.wrap import wrap
from briefing.tui.screens.listing import Listing, Row

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.library import Hit

LIMIT = 50


@dataclass
class Found(Message):
    """A worker searched; results of older requests are dropped."""

    request: int
    hits: list[Hit]
    problem: str = ""


class Search(Listing["Hit"]):
    """Answers with the place to open: source, start, end."""

    CONTEXT = "search"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "go there"}
    ASKS = True
    HINT = 'words, "a phrase", publisher:…'

    def __init__(self, desk: Desk) -> None:
        """Take the desk."""
        super().__init__()
        self.desk = desk
        self.request = 0
        self.problem = ""

    def heading(self) -> str:
        """Return the title."""
        return "Search the desk"

    def count(self) -> str:
        """Return how many are shown, and that there may be more."""
        return f"best {LIMIT}" if len(self.items) == LIMIT else super().count()

    def narrowed(self, query: str) -> None:
        """Search."""
        self.request += 1
        request = self.request
        if not query.strip():
            self.items, self.problem = [], ""
            self.draw()
            return
        self.run_worker(lambda: self._search(request, query), thread=True, exclusive=True, group="search")

    def _search(self, request: int, query: str) -> None:
        if request != self.request:
            return
        try:
            self.post_message(Found(request, self.desk.library.search(query, limit=LIMIT, typing=True)))
        except BriefingError as error:
            self.post_message(Found(request, [], str(error)))

    def on_found(self, event: Found) -> None:
        """Show what was found, unless more was typed meanwhile."""
        if event.request == self.request:
            self.items, self.at, self.problem = list(event.hits), 0, event.problem
            self.draw()

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Say why nothing is shown."""
        if self.problem:
            return [[(one_line(self.problem), ("warn",))]]
        return [[("nothing found" if self.query_text.strip() else "type what to look for", ("faint",))]]

    def rows_of(self, item: Hit, cells: int) -> list[Row]:
        """Show title, outlet and the words around the best match."""
        about = " · ".join(part for part in ((item.date or "")[:10], item.publisher) if part)
        title: list[Row] = [[(row, ("strong",))] for row in rows(one_line(item.title), cells)]
        if about and width(title[-1][0][0]) + width(one_line(about)) + 2 <= cells:
            title[-1].append((f"  {one_line(about)}", ("faint",)))
        elif about:
            title.append([(f"  {row}", ("faint",)) for row in rows(one_line(about), cells - 2)[:1]])
        return [*title, *([("  ", ()), *row] for row in self._around(item, cells - 2)), []]

    def _around(self, item: Hit, cells: int) -> list[Row]:
        """Return the words around the best match, in whole rows."""
        words = item.snippet.replace("\n", " ")
        marks = [(start, end, "match") for start, end in item.spans]
        found, at = [], 0
        for end in wrap(words, max(cells, 8)):
            found.append([(visible(words[a:b]), names or ("faint",)) for a, b, names in runs(at, end, marks)])
            at = end
        return found

    def do_choose(self, count: int) -> None:
        """Answer with the best place in the source."""
        hit = self.item
        if hit is not None:
            start = hit.start or 0
            size = hit.spans[0][1] - hit.spans[0][0] if hit.spans and hit.start is not None else 1
            self.dismiss((hit.id, start, start + size))
