"""Choosing one of a few, or naming another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.text import one_line
from briefing.tui.layout.flow import rows
from briefing.tui.screens.listing import Listing, Row

COLUMN = re.compile(r"\S+ {2,}")
"""A name, and the spaces before what is said of it."""

ROOM = 40
"""Cells up to which both follow each other."""


class Choose(Listing[str]):
    """Answers with the chosen line. With ``other``, what was typed counts when nothing matches it."""

    ASKS = True

    def __init__(self, question: str, choices: Sequence[str], *, at: int = 0, other: str = "") -> None:
        """Take the question, the choices, the one to begin at, and what a new one is called."""
        super().__init__()
        self.question, self.choices, self.other = question, list(choices), other
        self.items, self.at = list(choices), at

    def heading(self) -> str:
        """Return the question."""
        return self.question

    def rows_of(self, item: str, cells: int) -> list[Row]:
        """Return the line; further rows stand under its second column, where it has one."""
        named = COLUMN.match(item)
        name = named.group() if named and cells > ROOM else ""
        words = rows(one_line(item[len(name) :]), cells - len(name), 4) or ("",)
        return [[(name if n == 0 else " " * len(name), ()), (row, ())] for n, row in enumerate(words)]

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Say what enter does."""
        makes = f"{self.told('{choose}')} makes {self.other}: {self.query_text}"
        text = makes if self.other else "no such choice"
        return [[(one_line(text), ("faint",))]]

    def narrowed(self, query: str) -> None:
        """Show the lines that hold every word, those that begin so first."""
        words = query.casefold().split()
        fitting = [choice for choice in self.choices if all(word in choice.casefold() for word in words)]
        self.items = sorted(fitting, key=lambda choice: not choice.casefold().startswith(query.casefold()))
        self.at = 0
        self.draw()

    def do_choose(self, count: int) -> None:
        """Answer."""
        if self.item is not None:
            self.dismiss(self.item)
        elif self.other and self.query_text.strip():
            self.dismiss(self.query_text.strip())
