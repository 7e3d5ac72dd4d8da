"""What the mouse does in the workbench."""

from __future__ import annotations

from briefing.tui.screens.reading import Reading
from briefing.tui.widgets.lines import Lines
from briefing.tui.widgets.reader import Reader


class Pointing(Reading):
    """Pointing, opening and selecting with the mouse."""

    def on_lines_clicked(self, event: Lines.Clicked) -> None:
        """Put the cursor where the mouse is; twice opens."""
        if event.lines is self.brief:
            self.show_pane("brief")
            node = self.brief.node_at(event.line)
            if node is not None:
                self.model.node = node
                self.brief.renew()
                if event.twice:
                    self.perform("visit")
        else:
            self.show_pane("sources")
            if self.model.entries:
                self.move_source(event.line // self.sources.each)
            if event.twice:
                self.perform("read")

    def on_reader_pointed(self, event: Reader.Pointed) -> None:
        """Put the cursor where the mouse is; dragging selects."""
        model, place = self.model, self.model.place
        if self.pane != "reader":
            self.show_pane("reader")
        if event.drag and model.anchor is None and event.offset != place.cursor:
            model.anchor = place.cursor
        elif not event.drag:
            model.anchor = None
        place.cursor, place.fresh = event.offset, False
        self.reader.refresh()
        self.renew_bars()
