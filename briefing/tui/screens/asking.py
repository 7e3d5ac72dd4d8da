"""The line at the bottom of a pane that filters the list or finds words in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from briefing.tui.screens.base import Part

if TYPE_CHECKING:
    from textual.widgets import Input

    from briefing.tui.widgets.ask import Ask


class Asking(Part):
    """What is typed goes into the line from the key on that asked for it, however fast it comes."""

    def open_line(self, purpose: str, value: str, hint: str) -> None:
        """Open a line at the bottom of the pane."""
        from briefing.tui.widgets.ask import Ask

        if self.line is None:
            self.line = Ask(purpose, value, hint)
            self.query_one(f"#{'sources' if purpose == 'filter' else 'reader'}-side").mount(self.line)
            self.line.focus()
            self.call_after_refresh(self.renew_bars)

    def typed_early(self, event: events.Key) -> bool:
        """Keep a key that comes before the line asked for is there, or before it is gone; tell whether it did."""
        if self.line is None or (self.line.arrived and not self.line.left):
            return False
        event.stop()
        self.line.early.append(event)
        return True

    def edits_line(self, event: events.Key) -> bool:
        """Tell whether a key edits the line that is typed into, which then does it by itself."""
        return self.line is not None and self.line.has_focus and self.line.edits(event.key)

    def do_close(self, count: int = 1) -> None:
        """Leave the line that is typed into, else the preview."""
        if not self._leave_line(keep=False):
            self.close_preview()

    def do_choose(self, count: int) -> None:
        """Keep what the line says, else leave the preview for the brief."""
        if not self._leave_line(keep=True):
            self.close_preview()
            self.show_pane("brief")

    def _leave_line(self, *, keep: bool) -> bool:
        if self.line is None:
            return False
        self.line.leave(keep=keep)
        return True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter or find while it is typed."""
        purpose = getattr(event.input, "purpose", "")
        if purpose == "filter":
            self.filter_sources(event.value)
        elif purpose == "find":
            self.find_in_source(event.value)
            self.renew_bars()

    async def on_ask_done(self, event: Ask.Done) -> None:
        """Leave the line; what was typed behind the key that left it is done then."""
        line = self.line
        if line is None:
            return
        await line.remove()
        self.line = None
        if not event.keep and event.purpose == "filter":
            self.filter_sources("")
        self.show_pane("sources" if event.purpose == "filter" else "reader")
        self.waiting.extend(line.early)
        if not self.reading:
            self.ready()

    def on_ask_step(self, event: Ask.Step) -> None:
        """Go to another place found, or source."""
        if event.purpose == "find":
            self.step_match(event.steps)
            self.renew_bars()
        else:
            self.move_source(self.model.index + event.steps)

    def close_preview(self) -> None:
        """Show the reader again; the workbench says how."""

    def filter_sources(self, query: str) -> None:
        """Show only the sources that match; the workbench says how."""

    def find_in_source(self, needle: str) -> None:
        """Find words in the open source; the workbench says how."""

    def step_match(self, steps: int) -> None:
        """Go to another place found; the workbench says how."""

    def move_source(self, index: int) -> None:
        """Put the cursor of the list on another source; the workbench says how."""
