"""One line to type into, at the bottom of a pane: for the filter and for finding."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input


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

    def on_key(self, event: events.Key) -> None:
        """Leave, or step."""
        if event.key in ("enter", "escape"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Done(self.purpose, event.key == "enter"))
        elif event.key in ("up", "down"):
            event.stop()
            event.prevent_default()
            self.post_message(self.Step(self.purpose, 1 if event.key == "down" else -1))
