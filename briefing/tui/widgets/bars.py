"""Single rows: the header, the titles of panes, the footer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.strip import Strip

from briefing.tui.actions import Action, shown
from briefing.tui.layout.cells import width
from briefing.tui.widgets.paint import Painted, Piece, measure, spread


class Bar(Painted):
    """One row (or a few) whose words a function gives, left and right."""

    def __init__(
        self,
        content: Callable[[int], tuple[list[Piece], list[Piece]]],
        *,
        id: str | None = None,
        classes: str = "",
        lit: Callable[[], bool] = bool,
    ) -> None:
        """Take a function from the row's number to its left and right pieces, and one that says whether it is lit."""
        super().__init__(id=id, classes=f"bar {classes}")
        self._content = content
        self._lit = lit
        self._shown: object = None

    def renew(self) -> None:
        """Draw anew if it would say something else now than when it was drawn."""
        if self._shown is not None and self._shown != (self._content(0), self._lit()):
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw a row."""
        self._shown = (self._content(0), self._lit())
        left, right = self._content(y)
        cells = self.size.width
        return self.strip(spread(left, right, cells), cells, *(("tab",) if self._lit() else ()))


class Footer(Painted):
    """The most useful keys for the place; as many as fit, none cut."""

    @dataclass
    class Pressed(Message):
        """An action was clicked."""

        action: str

    def __init__(
        self, hints: Callable[[], list[Action]], note: Callable[[], str] = str, count: Callable[[], str] = str
    ) -> None:
        """Take functions that give the actions, best first, a note before them, and the number typed so far."""
        super().__init__(id="footer")
        self._hints = hints
        self._note = note
        self._count = count
        self._places: list[tuple[int, int, str]] = []
        self.shown: list[tuple[str, str]] = []
        """The keys in sight, and what they do."""
        self._shown: object = None

    def renew(self) -> None:
        """Draw anew if it would say something else now than when it was drawn."""
        if self._shown is not None and self._shown != (self._hints(), self._note(), self._count()):
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the row."""
        cells = self.size.width
        note, count = self._note(), self._count()
        self._shown = (self._hints(), note, count)
        pieces: list[Piece] = [(f" {note} ", ("note",)), (" ", ())] if note else [(" ", ())]
        at = width(note) + 3 if note else 1
        self._places, self.shown = [], []
        hints = self._hints()
        last = [action for action in hints if action.id == "help"]
        typed: list[Piece] = [(f" {count} ", ("note",))] if count else []
        room = cells - at - sum(_cells(action) - 2 for action in last)
        kept = chosen([action for action in hints if action not in last], room)
        if typed and sum(map(_cells, kept)) + measure(typed) > room:
            if measure(typed) > cells - at - room:
                kept = chosen(kept, room - measure(typed))
            else:
                last = []  # the number stands in its place, so that nothing moves
        for action in [*kept, *last]:
            key = shown(action.keys[0])
            pieces += [(key, ("key",)), (f" {action.label}", ()), ("  ", ())]
            self.shown.append((key, action.label))
            taken = width(key) + 1 + width(action.label)
            self._places.append((at, at + taken, action.id))
            at += taken + 2
        return self.strip(spread(pieces, typed, cells) if typed else pieces, cells)

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        for start, end, id in self._places:
            if start <= event.x < end:
                self.post_message(self.Pressed(id))


def chosen(hints: list[Action], cells: int) -> list[Action]:
    """Return the actions that fit into ``cells``, whole, in their order."""
    kept: list[Action] = []
    for action in hints:
        if _cells(action) <= cells:
            kept.append(action)
            cells -= _cells(action)
    return kept


def _cells(action: Action) -> int:
    """Return how many cells an action takes, with the gap behind it."""
    return width(shown(action.keys[0])) + 3 + width(action.label)
