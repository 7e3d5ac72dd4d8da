"""Undo and redo, wherever a file can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.tui.screens.keyed import Keys, R

if TYPE_CHECKING:
    from briefing.desk import Desk


class Walking(Keys[R]):
    """What ``u`` and ``ctrl+r`` do: they walk back and forth through what changed a file, and name what it was."""

    desk: Desk

    def do_undo(self, count: int) -> None:
        """Take back the last change, or as many as were counted."""
        self._walk("undone", count)

    def do_redo(self, count: int) -> None:
        """Do it again."""
        self._walk("done again", count)

    def _walk(self, word: str, count: int) -> None:
        for _ in range(count):
            label = self.desk.undo() if word == "undone" else self.desk.redo()
            if label is None:
                self.say("nothing to undo" if word == "undone" else "nothing to redo")
                return
            self.read_again()
            self.say(f"{word}: {label}")

    def say(self, message: str) -> None:
        """Show a short note."""
        self.notify(message, timeout=4, markup=False)
