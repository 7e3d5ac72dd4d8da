"""The preview beside the brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from briefing.errors import BriefingError
from briefing.tui.screens.base import Bench


@dataclass
class Previewed(Message):
    """A worker made the sections of the preview; those of older requests are dropped."""

    request: int
    parts: Sequence[tuple[str, str]]
    problem: str = ""


class Previewing(Bench):
    """``p`` shows the preview in the place of the reader; it follows every change."""

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
            self.query_one("#reader-side").mount(PreviewPane(self.model))
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

    def renew_preview(self) -> None:
        """Make the preview anew in the background."""
        self.preview_request += 1
        request, name = self.preview_request, self.model.brief_name
        if self.previewing and name is not None:
            self.run_worker(lambda: self._preview_parts(request, name), thread=True, exclusive=True, group="preview")

    def _preview_parts(self, request: int, name: str) -> None:
        if request != self.preview_request:
            return
        from briefing import export

        try:
            self.post_message(Previewed(request, export.preview(self.desk.edition(name, draft=True))))
        except BriefingError as error:
            self.post_message(Previewed(request, (), str(error)))

    def on_previewed(self, event: Previewed) -> None:
        """Show it, and the current section of the brief in it."""
        from briefing.tui.widgets.preview_pane import PreviewPane

        if event.request == self.preview_request and self.query("#preview"):
            pane = self.query_one("#preview", PreviewPane)
            pane.show(event.parts, event.problem)
            brief = self.model.brief
            pane.follow(self.model.node[0], bool(brief and brief.bottom_line))

    def scroll_preview(self, rows: int) -> None:
        """Scroll the preview."""
        pane = self.query_one("#preview")
        pane.scroll_to(y=pane.scroll_offset.y + rows, animate=False, force=True)
