"""What every screen shares: keys become actions through the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import events
from textual.screen import Screen

from briefing.errors import BriefingError, Conflict
from briefing.tui.actions import BY_ID, Action
from briefing.tui.screens.counting import LONGEST
from briefing.tui.widgets.bars import Footer
from briefing.tui.widgets.paint import Painted

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp

R = TypeVar("R")

WHILE_TYPING = frozenset(
    {"up", "down", "pageup", "pagedown", "enter", "escape", "ctrl+s", "ctrl+o", "ctrl+g", "ctrl+q", "ctrl+p"}
)
"""Keys that a screen takes while a line or a text is typed; the others edit it."""


def key_name(event: events.Key) -> str:
    """Return the name of a key as the registry writes it: the character where it prints, else Textual's name."""
    character = event.character
    if character and character.isprintable() and not character.isspace():
        return character
    return event.key


class Keys(Screen[R]):
    """Finds the action of a key and calls ``do_ID(count)``."""

    AUTO_FOCUS = "*"
    LABELS: ClassVar[Mapping[str, str]] = {}
    """What actions are called in the footer here, where the registry's word is too general."""

    typed = ""
    """The number typed before a motion."""

    @property
    def briefing(self) -> BriefingApp:
        """The app, as what it is."""
        return cast("BriefingApp", self.app)

    def contexts(self) -> tuple[str, ...]:
        """Return where the analyst is, the most particular first."""
        return ()

    def told(self, words: str) -> str:
        """Return ``words`` with keys in the place of the actions they name."""
        return self.briefing.keymap.told(words)

    def hints(self) -> list[Action]:
        """Return the actions for the footer."""
        found = self.briefing.keymap.hints(self.contexts())
        labels = self.labels()
        return [replace(action, label=labels.get(action.id, action.label)) for action in found]

    def labels(self) -> Mapping[str, str]:
        """Return what actions are called in the footer now."""
        return self.LABELS

    def on_key(self, event: events.Key) -> None:
        """Do what the key means here, as often as the number before it says."""
        name = key_name(event)
        typing = self.focused is not None and not isinstance(self.focused, Painted)
        keymap = self.briefing.keymap
        if typing and name not in WHILE_TYPING and (event.is_printable or name not in keymap.own):
            return
        action = keymap.find(name, self.contexts())
        if action is None and name == "escape":
            action = BY_ID["close"]  # whatever closes a screen now, nobody is caught in one
        if action is None and name.isdigit() and (self.typed or name != "0"):
            self._count_typed((self.typed + name)[-LONGEST:])
        elif action is not None:
            count, dropped = int(self.typed or 1), self.typed and action.id == "close"
            self._count_typed("")
            if not dropped:
                self.perform(action.id, count)
        else:
            return
        event.stop()
        event.prevent_default()

    def _count_typed(self, digits: str) -> None:
        if digits != self.typed:
            self.typed = digits
            for footer in self.query(Footer):
                footer.refresh()

    def perform(self, id: str, count: int = 1) -> None:
        """Do an action; what an analyst can understand of its errors is shown as a notice."""
        handler: Callable[[int], Any] | None = getattr(self, "do_" + id.replace("-", "_"), None)
        if handler is None:
            return
        try:
            handler(count)
        except Conflict as error:
            self.complain(str(error))
            self.read_again()
        except BriefingError as error:
            self.complain(str(error))
        except OSError as error:
            self.complain(f"{error.filename or 'the desk'}: {error.strerror or error}: nothing was changed")

    def read_again(self) -> None:
        """Show what is on disk now."""

    def complain(self, message: str) -> None:
        """Show what went wrong and what to do."""
        self.notify(message, severity="warning", timeout=8, markup=False)

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """Do what was clicked in the footer."""
        self.perform(event.action)

    def do_close(self, count: int = 1) -> None:
        """Leave this screen."""
        self.dismiss(None)

    def do_palette(self, count: int = 1) -> None:
        """Show all actions."""
        self.app.action_command_palette()

    def do_help(self, count: int = 1) -> None:
        """Show what the keys do."""
        from briefing.tui.screens.help import Help

        self.app.push_screen(Help(self.contexts()))
