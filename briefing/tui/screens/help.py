"""What every key does, by where it does it; type to search."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from briefing.tui.actions import Action, shown
from briefing.tui.layout.cells import fit
from briefing.tui.layout.flow import listed, rows
from briefing.tui.screens.listing import Listing, Row

MARKS = ("“ quote", "~ statement", "# figure", "¶ passage", "● pinned", "◆ judgement", "◂ in the reader", "+2 copies")
"""What the marks beside texts and sources mean."""

KEYS, NAME = 16, 19
"""Cells of the columns of keys and of names."""


class Help(Listing[Action]):
    """The registry, to read and to choose from."""

    CONTEXT = "help"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "do it"}
    ASKS = True
    HINT = "type to search the keys"

    def __init__(self, places: tuple[str, ...]) -> None:
        """Take where the analyst was; what holds there comes first."""
        super().__init__()
        self.places = places

    def heading(self) -> str:
        """Return the title."""
        return "Keys"

    def fill(self) -> None:
        """Show all actions."""
        self.narrowed("")

    def narrowed(self, query: str) -> None:
        """Show the actions that speak of every word."""
        words = query.casefold().split()
        self.items = [
            action
            for action in self.briefing.keymap.actions
            if action.keys
            and all(w in f"{action.id} {action.label} {action.help} {' '.join(action.keys)}".casefold() for w in words)
        ]
        self.at = 0
        self.draw()

    def rows_before(self, index: int, cells: int) -> list[Row]:
        """Head each group."""
        action = self.items[index]
        if index and self.items[index - 1].group == action.group:
            return []
        legend: list[Row] = [] if index or self.query_text else [[(row, ("faint",))] for row in listed(MARKS, cells)]
        return [*legend, *([[]] if index or legend else []), [(action.group, ("strong",))]]

    def rows_of(self, item: Action, cells: int) -> list[Row]:
        """Show keys, place and what it does."""
        keys = " ".join(map(shown, item.keys))
        head: Row = [(fit(keys, KEYS), ("mark",)), (fit(item.id, NAME), ())]
        first, *more = rows(item.help, cells - KEYS - NAME)
        return [[*head, (first, ("faint",))], *([(" " * (KEYS + NAME), ()), (row, ("faint",))] for row in more)]

    def do_choose(self, count: int) -> None:
        """Do it, where the analyst was."""
        action = self.item
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if action is not None and any(place in action.where for place in self.places):
            perform = getattr(below, "perform", None)
            if perform is not None:
                below.call_later(perform, action.id)
