"""The preview beside the brief."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.tui.screens.base import Bench

if TYPE_CHECKING:
    from briefing.briefs import Brief
    from briefing.desk import Desk
    from briefing.desk.previewing import Preview
    from briefing.tui.screens.text_editor import TextEditor
    from briefing.tui.widgets.preview_pane import PreviewPane


class Previewing(Bench):
    """``p`` shows the preview in the place of the reader; it follows every change, and every key typed into prose."""

    def __init__(self, desk: Desk) -> None:
        """Take an open desk."""
        super().__init__(desk)
        self._exported: Preview | None = None
        self.writing: TextEditor | None = None

    def do_preview(self, count: int) -> None:
        """Show or hide the preview."""
        if self.previewing:
            self.close_preview()
            return
        if self.model.brief_name is None:
            self.say("no brief to show yet: space pins the finding under the cursor and makes one")
            return
        from briefing.tui.widgets.preview_pane import PreviewPane

        if not self.query("#preview"):
            self.query_one("#reader-side").mount(PreviewPane())
        self.previewing = True
        self.add_class("-previewing")
        if self.narrow:
            self.show_pane("reader")
        else:
            self.show_pane("brief" if self.pane == "brief" else "reader")
        self.renew_preview()

    def close_preview(self) -> None:
        """Show the reader again."""
        self.previewing = False
        self.remove_class("-previewing")
        self.show_pane(self.pane)

    def renew_preview(self, brief: Brief | None = None) -> None:
        """Make the preview anew in the background: of the saved brief, or of one that is being written."""
        name, pane = self.model.brief_name, self._preview_pane()
        if not self.previewing or name is None or pane is None:
            return
        if self._exported is None or self._exported.name != name:
            self._exported = self.desk.preview(name)
        pane.make(partial(self._exported.parts, brief), self._heading())

    def _heading(self) -> str:
        """Return the heading in the preview of what is under the brief's cursor."""
        return "Bottom line" if self.model.node[0] < 0 else self.model.section or ""

    def _preview_pane(self) -> PreviewPane | None:
        """Return what shows the preview: the pane beside what is being written, else that of the workbench.

        The pane beside does its own work: whatever reached the workbench, below, would draw all of the screen anew.
        """
        from briefing.tui.widgets.preview_pane import PreviewPane

        found = (self.writing or self).query(PreviewPane)
        return found.first() if found else None

    def scroll_preview(self, rows: int) -> None:
        """Scroll the preview."""
        pane = self.query_one("#preview")
        pane.scroll_to(y=pane.scroll_offset.y + rows, animate=False, force=True)
