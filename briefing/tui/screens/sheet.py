"""A short form that is a list: choices that arrows change, switches, lines of words; enter does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.text import one_line
from briefing.tui.actions import Action
from briefing.tui.layout.cells import fit
from briefing.tui.layout.flow import rows
from briefing.tui.screens.listing import Listing, Row


@dataclass(slots=True)
class Field:
    """One line: a choice (``choices``), a switch (``on`` is not None) or words."""

    key: str
    label: str
    value: str = ""
    choices: Sequence[str] = field(default_factory=tuple)
    on: bool | None = None
    about: str = ""


class Sheet(Listing[Field]):
    """Shows its fields; subclasses say what enter does."""

    CONTEXT = "sheet"

    def hints(self) -> list[Action]:
        """Offer what the field under the cursor can do, and the switches wherever there are any."""
        item = self.item
        idle = set() if any(field.on is not None for field in self.items) else {"toggle"}
        if item is None or not item.choices:
            idle.add("other")
        if item is None or item.choices or item.on is not None:
            idle.add("edit-row")
        return [action for action in super().hints() if action.id not in idle]

    def value(self, key: str) -> str:
        """Return what a field says."""
        return next((f.value for f in self.items if f.key == key), "")

    def switched_on(self, prefix: str) -> list[str]:
        """Return the keys, without ``prefix``, of the switches that are on."""
        return [f.key.removeprefix(prefix) for f in self.items if f.on and f.key.startswith(prefix)]

    def count(self) -> str:
        """Return nothing: the number of fields tells nobody anything."""
        return ""

    def rows_of(self, item: Field, cells: int) -> list[Row]:
        """Show label and value."""
        label = (fit(item.label, 14), ("faint",))
        if item.on is not None:
            about = (f"  {item.about}", ("faint",))
            return [[label, ("[x] " if item.on else "[ ] ", ("mark",)), (one_line(item.value), ()), about]]
        if not item.choices:
            return [[label, (one_line(item.value) or "–", ()), (self.told("  {edit-row} edits"), ("faint",))]]
        choice: Row = [label, ("‹ ", ("mark",)), (one_line(item.value) or "–", ("strong",)), (" ›", ("mark",))]
        about_rows = rows(item.about, cells - 16) if item.about else ()
        return [choice, *([(" " * 16, ()), (row, ("faint",))] for row in about_rows)]

    def changed(self, item: Field) -> None:
        """React to a change of a field."""

    def do_toggle(self, count: int) -> None:
        """Switch, or take the next choice."""
        item = self.item
        if item is not None and item.on is not None:
            item.on = not item.on
            self.changed(item)
            self.draw()
        else:
            self.do_other(1)

    def do_other(self, count: int) -> None:
        """Take the next choice."""
        item = self.item
        if item is not None and item.choices:
            at = item.choices.index(item.value) if item.value in item.choices else -1
            item.value = item.choices[(at + count) % len(item.choices)]
            self.changed(item)
            self.draw()

    def do_other_back(self, count: int) -> None:
        """Take the choice before."""
        self.do_other(-count)

    def do_edit_row(self, count: int) -> None:
        """Type the words of a line."""
        item = self.item
        if item is None or item.choices or item.on is not None:
            self.do_toggle(1)
            return
        from briefing.tui.screens.prompt import Prompt

        def typed(text: str | None) -> None:
            if text is not None:
                item.value = text
                self.changed(item)
                self.draw()

        self.app.push_screen(Prompt(item.label.capitalize(), item.value), typed)
