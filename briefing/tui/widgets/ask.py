"""One line to type into, at the bottom of a pane: for the filter and for finding."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

EDITING = frozenset(
    key
    for binding in Input.BINDINGS
    for key in (binding.key if isinstance(binding, Binding) else binding[0]).split(",")
    if key not in ("enter", "ctrl+c")
)
"""The keys by which a line is edited, besides those that are letters."""


class Ask(Input):
    """Tells every change at once; enter keeps, escape leaves, arrows step through what was found."""

    virtual_size = Reactive(Size(0, 0))
    """As in the base class, but nothing is laid out anew with every letter: the line is as wide as its pane."""

    @dataclass
    class Done(Message):
        """The line was left: ``keep`` what it says, or not."""

        purpose: str
        keep: bool

    @dataclass
    class Step(Message):
        """To another of the places found."""

        purpose: str
        steps: int

    def __init__(self, purpose: str, value: str, hint: str) -> None:
        """Take what the words are for (``filter``, ``find``), the words so far, and a hint."""
        super().__init__(value, hint, id="ask", compact=True)
        self.purpose = purpose
        self.arrived = self.left = False
        self.early: list[events.Key] = []
        """Keys that were typed before the line was there; once it was left, those that were typed too late for it."""

    def edits(self, key: str) -> bool:
        """Tell whether a key that is no letter edits the line."""
        return key in EDITING

    def on_focus(self, event: events.Focus) -> None:
        """Take what was typed before the line was there."""
        self.arrived = True
        while self.early and not self.left:
            self._take(self.early.pop(0))

    def _take(self, event: events.Key) -> None:
        if self._steers(event):
            return
        if event.is_printable and event.character is not None:
            self.replace(event.character, *self.selection)
        elif event.key == "backspace":
            self.action_delete_left()

    def on_key(self, event: events.Key) -> None:
        """Leave, or step."""
        if self.left:
            self.early.append(event)
        if self.left or self._steers(event):
            event.stop()
            event.prevent_default()

    def _steers(self, event: events.Key) -> bool:
        """Leave the line or step, if that is what a key means; tell whether it is."""
        if event.key in ("enter", "escape"):
            self.leave(keep=event.key == "enter")
        elif event.key in ("up", "down"):
            self.post_message(self.Step(self.purpose, 1 if event.key == "down" else -1))
        else:
            return False
        return True

    def leave(self, *, keep: bool) -> None:
        """Leave the line, and keep what it says or not."""
        if not self.left:
            self.left = True
            self.screen.set_focus(None)  # what is typed from here on is not lost with the line
            self.post_message(self.Done(self.purpose, keep))
