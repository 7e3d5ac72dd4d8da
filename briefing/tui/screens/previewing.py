"""The preview beside the brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message

from briefing.errors import BriefingError
from briefing.tui.screens.base import PANE_NAMES, Bench

if TYPE_CHECKING:
    from briefing.briefs import Brief
    from briefing.desk import Desk
    from briefing.desk.previewing import Preview
    from briefing.export import Part
    from briefing.tui.widgets.preview_pane import PreviewPane


@dataclass
class Wanted:
    """What the preview is to show: a brief by name, or one that is being written, laid out for so many columns."""

    request: int = 0
    name: str = ""
    brief: Brief | None = None
    cells: int = 0


@dataclass
class Previewed(Message):
    """A worker made the sections of the preview; only those of the latest request count."""

    request: int
    parts: Sequence[Part]
    problem: str = ""


@dataclass
class PreviewRests(Message):
    """The worker has made all that it knew of, up to a request."""

    request: int


class Previewing(Bench):
    """``p`` shows the preview in the place of the reader; it follows every change, and every key while prose is typed.

    One worker at a time makes it, from what was asked for last: keys that come meanwhile wait for nothing, and what
    they ask for is made once it is through.
    """

    def __init__(self, desk: Desk) -> None:
        """Take an open desk."""
        super().__init__(desk)
        self.preview_wanted = Wanted()
        self.preview_of: Preview | None = None
        self.making_preview = False
        self.writing = False

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

    def make_room(self, writing: bool) -> None:
        """Give all the room to the preview and the editor beside it (below it, if narrow), or theirs to the panes."""
        if writing:
            for pane in PANE_NAMES:
                self.query_one(f"#{pane}-side").display = pane == "reader" or (pane == "brief" and not self.narrow)
        elif self.writing:
            self.show_pane(self.pane)
        self.writing = writing
        self.set_class(writing, "-writing")
        self.renew_bars()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the room for what is being written."""
        if self.writing:
            self.make_room(True)

    def renew_preview(self, brief: Brief | None = None) -> None:
        """Make the preview anew in the background: of the saved brief, or of one that is being written."""
        name = self.model.brief_name
        if not self.previewing or name is None:
            return
        pane = self._preview_pane() if self.query("#preview") else None
        cells = pane.cells if pane is not None and pane.size else 0
        self.preview_wanted = Wanted(self.preview_wanted.request + 1, name, brief, cells)
        if not self.making_preview:
            self.making_preview = True
            self.run_worker(self._make_previews, thread=True, group="preview")

    def _make_previews(self) -> None:
        """Make what is wanted until nothing more is."""
        made = None
        while made is not self.preview_wanted:
            made = self.preview_wanted
            self.post_message(self._made(made))
        self.post_message(PreviewRests(made.request))

    def on_preview_rests(self, event: PreviewRests) -> None:
        """Let the next request start a worker; one that came just when this one ended does so now."""
        self.making_preview = False
        if event.request != self.preview_wanted.request:
            self.renew_preview(self.preview_wanted.brief)

    def _made(self, wanted: Wanted) -> Previewed:
        from briefing.tui.layout.markdown import markdown_rows

        if self.preview_of is None or self.preview_of.name != wanted.name:
            self.preview_of = self.desk.preview(wanted.name)
        try:
            parts = self.preview_of.parts(wanted.brief)
        except BriefingError as error:
            return Previewed(wanted.request, (), str(error))
        for part in parts[1:] if wanted.cells else ():
            markdown_rows(part.text, wanted.cells)  # keeps the rows: the screen then has them at once
        return Previewed(wanted.request, parts)

    def _preview_pane(self) -> PreviewPane:
        from briefing.tui.widgets.preview_pane import PreviewPane

        return self.query_one("#preview", PreviewPane)

    def on_previewed(self, event: Previewed) -> None:
        """Show it; when there was none, with the current section of the brief in sight."""
        if event.request != self.preview_wanted.request or not self.query("#preview"):
            return
        pane = self._preview_pane()
        fresh = not pane.parts
        pane.show(event.parts, event.problem)
        if fresh:
            self.follow_in_preview()

    def follow_in_preview(self) -> None:
        """Bring the section of the brief that the cursor is in into sight in the preview."""
        if self.previewing and self.query("#preview"):
            at_head = self.model.node[0] < 0
            self._preview_pane().follow("Bottom line" if at_head else self.model.section or "")

    def scroll_preview(self, rows: int) -> None:
        """Scroll the preview."""
        pane = self.query_one("#preview")
        pane.scroll_to(y=pane.scroll_offset.y + rows, animate=False, force=True)
