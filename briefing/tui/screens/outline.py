"""The outline of a source: its headings, else its paragraphs, by their first words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from briefing.text import one_line
from briefing.tui.screens.listing import Listing, Row

if TYPE_CHECKING:
    from briefing.ingest.source import Source

SHORT = 80
"""Characters up to which a line without a stop at its end counts as a heading."""

MANY = 2000


class Outline(Listing[tuple[int, str, bool]]):
    """Answers with the place to go to."""

    CONTEXT = "outline"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "go there"}
    ASKS = True

    def __init__(self, source: Source, cursor: int) -> None:
        """Take the source and where the reader's cursor is."""
        super().__init__()
        self.source = source
        self.entries = outline(source)
        self.items = list(self.entries)
        self.at = max(sum(start <= cursor for start, _, _ in self.entries) - 1, 0)

    def heading(self) -> str:
        """Return the title."""
        return f"Outline of {self.source.title}"

    def rows_of(self, item: tuple[int, str, bool], cells: int) -> list[Row]:
        """Show the first words."""
        return [[("" if item[2] else "  ", ()), (item[1], ("strong",) if item[2] else ("faint",))]]

    def narrowed(self, query: str) -> None:
        """Show what holds every word."""
        words = query.casefold().split()
        self.items = [item for item in self.entries if all(word in item[1].casefold() for word in words)]
        self.at = 0
        self.draw()

    def do_choose(self, count: int) -> None:
        """Answer."""
        if self.item is not None:
            self.dismiss((self.source.id, self.item[0], self.item[0] + 1))


def outline(source: Source) -> list[tuple[int, str, bool]]:
    """Return start, first words and whether it is a heading, of the paragraphs outside furniture."""
    found: list[tuple[int, str, bool]] = []
    furniture = [(f.start, f.end) for f in source.furniture]
    at = 0
    for line in source.text.split("\n"):
        words = line.strip()
        if words and not any(start <= at < end for start, end in furniture):
            heading = words.startswith("#") or (len(words) <= SHORT and words[-1] not in '.!?…"”’:;,')
            found.append((at, one_line(words.lstrip("# "))[:200], heading))
        at += len(line) + 1
        if len(found) >= MANY:
            break
    return found
