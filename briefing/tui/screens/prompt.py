"""One line of words."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from briefing.tui.screens.dialog import Dialog
from briefing.tui.widgets.bars import Bar


class Prompt(Dialog[str]):
    """Answers with what was typed; nothing typed is no answer."""

    CSS_PATH = "dialogs.tcss"

    def __init__(self, question: str, value: str = "") -> None:
        """Take the question and the words so far."""
        super().__init__()
        self.question, self.value = question, value

    def contexts(self) -> tuple[str, ...]:
        """Return the dialog's own context."""
        return ("prompt",)

    def compose(self) -> ComposeResult:
        """Lay out the line."""
        with Vertical(id="frame"):
            yield Bar(lambda row: ([(f" {self.question}", ("strong",))], []), classes="title")
            yield Input(self.value, id="line", compact=True, select_on_focus=False)
            yield Bar(lambda row: ([(self.told(" enter keeps, {close} leaves"), ("faint",))], []), classes="note")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer."""
        self.dismiss(event.value.strip() or None)
