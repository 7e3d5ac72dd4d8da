"""The Textual app: opens the workbench, holds the keymap, and leaves the terminal clean whatever happens."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from briefing.tui.actions import Keymap
from briefing.tui.crash import Sink
from briefing.tui.widgets.paint import STYLES

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.tui.screens.workbench import Workbench


class BriefingApp(App[int]):
    """The workbench on one desk."""

    TITLE = "briefing"
    CSS_PATH = [Path(__file__).parent / "widgets/paint.tcss", Path(__file__).parent / "screens/workbench.tcss"]  # noqa: RUF012
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"paint--{name}" for name in STYLES}
    PAUSE_GC_ON_SCROLL = True
    CSS = "Toast { width: auto; max-width: 80%; padding: 0 1; }"
    NOTIFICATION_TIMEOUT = 4
    ENABLE_COMMAND_PALETTE = False  # binds a key of its own; the registry's opens it

    def __init__(self, desk: Desk, *, watches: bool = False) -> None:
        """Take an open desk; ``watches`` takes in what other programs change there.

        Raises ``SettingsError`` when the desk's settings cannot be read.
        """
        super().__init__()
        self.use_command_palette = True
        self.desk = desk
        self.watches = watches
        self.keymap = Keymap(desk.settings.keys)
        self.animation_level = "none"
        self.error_console = self.sink = Sink()
        self.workbench: Workbench | None = None

    @property
    def broke(self) -> bool:
        """Whether the program ended because of an error of its own."""
        return bool(self.sink.traces)

    def on_mount(self) -> None:
        """Say what is wrong with the keys."""
        for problem in self.keymap.problems:
            self.notify(problem, severity="warning", timeout=10, markup=False)

    def get_default_screen(self) -> Screen[None]:
        """Return the workbench, which is the first screen."""
        from briefing.tui.screens.workbench import Workbench

        self.workbench = bench = Workbench(self.desk)
        theme = bench.model.theme or self.desk.settings.theme
        if theme and theme in self.available_themes:
            self.theme = theme
        return bench

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer the actions of the registry in the palette, and nothing else."""
        from briefing.tui.screens.keyed import Keys

        if not isinstance(screen, Keys):
            return
        places = screen.contexts()
        for action in self.keymap.actions:
            if any(place in action.where for place in places) and action.id != "palette":
                keys = self.keymap.keys(action.id)
                yield SystemCommand(
                    f"{action.label}  {keys}",
                    action.help,
                    lambda id=action.id: screen.perform(id),
                )

    def on_unmount(self) -> None:
        """Remember where the analyst was."""
        if self.workbench is not None:
            self.desk.save_session(self.workbench.model.session())
