"""Prose, several lines, with its own undo; pins are put into a sentence by their words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import TextArea

from briefing.text import one_line
from briefing.tui.screens.beside import Dropped, preview_side
from briefing.tui.screens.dialog import Dialog
from briefing.tui.widgets.bars import Bar, Footer

if TYPE_CHECKING:
    from briefing.tui.model import Model
    from briefing.tui.widgets.preview_pane import PreviewPane


Typed = Callable[["PreviewPane", str], None]
"""Takes the preview beside what is being written, and the text so far."""


class TextEditor(Dialog[Any]):
    """Answers with the text. Leaving keeps it: what was typed is never lost, and undo takes it back.

    Text that was discarded is answered as ``Dropped``.
    """

    CSS_PATH = ["dialogs.tcss", "beside.tcss"]  # noqa: RUF012
    LABELS: ClassVar[Mapping[str, str]] = {"close": "keep and close"}

    def __init__(
        self, title: str, text: str, model: Model, typed: Callable[[PreviewPane, str], None] | None = None
    ) -> None:
        """Take what the text is, the text so far, and the model, for the pins.

        ``typed`` is told the preview, which is then beside the text, and the text, at once and after every change.
        """
        super().__init__(classes="-beside" if typed else None)
        self.heading, self.text_before, self.model = title, text, model
        self._typed = typed
        self._told = ""

    def contexts(self) -> tuple[str, ...]:
        """Return the editor's own context."""
        return ("text",)

    def compose(self) -> ComposeResult:
        """Lay out the editor, with the preview on its left, or above it on a narrow terminal."""
        if self._typed is not None:
            yield from preview_side()
        with Vertical(id="frame", classes="tall"):
            yield Bar(lambda row: ([(f" {self.heading}", ("strong",))], []), classes="title")
            yield TextArea(self.text_before, compact=True, highlight_cursor_line=False, id="text")
            yield Footer(self.hints)

    def on_mount(self) -> None:
        """Put the cursor at the end."""
        area = self.area
        area.focus()
        area.move_cursor(area.document.end)
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        if self._typed is not None:
            from briefing.tui.widgets.preview_pane import PreviewPane

            self._told = self.area.text
            self._typed(self.query_one(PreviewPane), self._told)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell what is typed."""
        if self.area.text != self._told:
            self._tell()

    @property
    def area(self) -> TextArea:
        """The text."""
        return self.query_one("#text", TextArea)

    def do_save(self, count: int) -> None:
        """Answer."""
        self.dismiss(self.area.text)

    def do_close(self, count: int = 1) -> None:
        """Answer too: nothing typed is lost."""
        self.dismiss(self.area.text if self.area.text != self.text_before else None)

    def do_discard(self, count: int) -> None:
        """Leave the brief as it was."""
        self.dismiss(Dropped(self.area.text) if self.area.text != self.text_before else None)

    def do_insert_pin(self, count: int) -> None:
        """Choose a pin by its words and put it at the cursor."""
        from briefing.tui.screens.choose import Choose

        pins = list(self.model.pins.values())
        if not pins:
            self.notify("no pins on this desk yet", timeout=3)
            return
        lines = {f"{one_line(pin.exact)}  ({self.model.outlet(pin.source)})  {pin.id}": pin.id for pin in pins}

        def insert(line: str | None) -> None:
            if line in lines:
                self.area.insert(f"<pin:{lines[line]}>")

        self.app.push_screen(Choose("Which pin?", list(lines)), insert)
