"""The preview beside the brief."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from briefing.tui.screens.base import Part

if TYPE_CHECKING:
    from briefing.briefs import Brief
    from briefing.desk import Desk
    from briefing.desk.previewing import Preview
    from briefing.tui.widgets.preview_pane import PreviewPane


class Previewing(Part):
    """``p`` shows the preview in the place of the reader; it follows every change, and every key typed into prose."""

    def __init__(self, desk: Desk) -> None:
        """Take an open desk."""
        super().__init__(desk)
        self._exported: Preview | None = None
        self._before_preview = "brief"

    def do_preview(self, count: int) -> None:
        """Show or hide the preview."""
        if self.previewing:
            self.close_preview()
            return
        if self.model.brief_name is None:
            self.say(self.told("no brief to show yet: {pin} pins the finding under the cursor and makes one"))
            return
        from briefing.tui.widgets.preview_pane import PreviewPane

        if not self.query("#preview"):
            self.query_one("#reader-side").mount(PreviewPane())
        self.previewing, self._before_preview = True, self.pane
        self.add_class("-previewing")
        if self.narrow:
            self.show_pane("reader")
        else:
            self.show_pane("brief" if self.pane == "brief" else "reader")
        self.renew_preview()

    def close_preview(self) -> None:
        """Show the reader again; on a narrow terminal, the pane from which the preview was opened."""
        covered = self.narrow and self.previewing and self.pane == "reader"
        self.previewing = False
        self.remove_class("-previewing")
        self.show_pane(self._before_preview if covered else self.pane)

    def renew_preview(self) -> None:
        """Make the preview of the saved brief anew in the background."""
        from briefing.tui.widgets.preview_pane import PreviewPane

        if self.previewing:
            for pane in self.query(PreviewPane):
                self._show_in(pane, None)

    def preview_written(self, pane: PreviewPane, brief: Brief, longer: Brief) -> None:
        """Show, beside what is being written, a brief with it; ``longer`` differs from it where the writing goes on.

        The pane beside does its own work: whatever reached the workbench, below, would draw all of the screen anew.
        """
        self._show_in(pane, brief, longer)

    def _show_in(self, pane: PreviewPane, brief: Brief | None, longer: Brief | None = None) -> None:
        name = self.model.brief_name
        if name is None:
            return
        if self._exported is None or self._exported.name != name:
            self._exported = self.desk.preview(name)
        make = self._exported.parts
        pane.make(partial(make, brief), self._heading(), partial(make, longer) if longer is not None else None)

    def _heading(self) -> str:
        """Return the heading in the preview of what is under the brief's cursor."""
        return "Bottom line" if self.model.node[0] < 0 else self.model.section or ""

    def scroll_preview(self, rows: int) -> None:
        """Scroll the preview."""
        pane = self.query_one("#preview")
        pane.scroll_to(y=pane.scroll_offset.y + rows, animate=False, force=True)
