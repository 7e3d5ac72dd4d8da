"""What is shown where there is no desk: make one to try, or make this folder one."""

from __future__ import annotations

from pathlib import Path

from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from briefing.desk import Desk
from briefing.errors import BriefingError

WORDS = """\
No desk here yet.

A desk is a folder of sources (.txt .md .html .pdf .docx .eml) from which you pin quotes and figures into a brief.

enter   make the sample desk in this folder and open it
esc     leave; then 'briefing init DIR' makes an empty desk"""


class WelcomeApp(App[Path]):
    """Offers the sample desk in a folder that the analyst confirms; returns the folder of the desk made."""

    TITLE = "briefing"
    CSS = """
    Screen { align: center middle; }
    #frame { width: 74; max-width: 95%; height: auto; background: $surface; padding: 1 2; }
    #words { height: auto; margin-bottom: 1; }
    #folder { height: 1; border: none; padding: 0 1; background: $surface-lighten-1; }
    #trouble { height: auto; color: $text-warning; margin-top: 1; }
    """

    def __init__(self, cwd: Path) -> None:
        """Take the folder in which the command was given."""
        super().__init__()
        self.cwd = cwd

    def compose(self) -> ComposeResult:
        """Lay out the words and the folder."""
        with Vertical(id="frame"):
            yield Static(WORDS, id="words", markup=False)
            yield Input(str(self.cwd / "sample-desk"), id="folder", compact=True, select_on_focus=False)
            yield Static("", id="trouble", markup=False)

    def key_escape(self) -> None:
        """Leave."""
        self.exit(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Make the sample desk there."""
        folder = Path(event.value).expanduser()
        try:
            Desk.init(folder, sample=True)
        except BriefingError as error:
            self.query_one("#trouble", Static).update(str(error))
        else:
            self.exit(folder)
