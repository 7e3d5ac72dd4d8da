"""The actions that open other screens, and those that hold everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.tui.screens.base import Part

if TYPE_CHECKING:
    from textual.screen import Screen


class Seeing(Part):
    """Search, check, export, ledger, pins, editor, undo, quit."""

    def go_to(self, place: tuple[str, int, int] | None) -> None:
        """Open a source at a span: (id, start, end)."""
        if place is None:
            return
        id, start, end = place
        spot = self.model.place_in(id)
        spot.cursor, spot.fresh = start, False
        self.after_reading = lambda: self.show_span(start, end)
        self.open_source(id, focus=True)
        if not self.reading:
            self.show_span(start, end)

    def show_span(self, start: int, end: int) -> None:
        """Put the reader's cursor on a span, in sight."""
        place = self.model.place
        place.cursor, place.fresh = start, False
        if (found := self.model.finding_at(start, end)) is not None:
            place.stop = found.n
        self.reader.reveal(middle=True, through=max(end - 1, start))
        self.reader.refresh()
        self.renew_bars()

    def _open(self, screen: Screen[Any]) -> None:
        self.app.push_screen(screen, self._returned)

    def _returned(self, answer: Any) -> None:
        self.changed()
        if isinstance(answer, tuple):
            self.go_to(answer)
        elif isinstance(answer, list):
            from briefing.tui.screens.export import Where

            self.app.push_screen(Where(answer, self.desk.root))
        elif isinstance(answer, int):
            self.show_pane("brief")

    def do_search(self, count: int) -> None:
        """Search the desk."""
        from briefing.tui.screens.search import Search

        self._open(Search(self.desk))

    def do_check(self, count: int) -> None:
        """Check the brief."""
        from briefing.tui.screens.check import Check

        if self.model.brief_name is None:
            self.say(self.told("no brief to check yet: {pin} pins the finding under the cursor and makes one"))
        else:
            self._open(Check(self.desk, self.model))

    def do_export(self, count: int) -> None:
        """Export the brief."""
        from briefing.tui.screens.export import Export

        if self.model.brief_name is None:
            self.say(self.told("no brief to export yet: {pin} pins the finding under the cursor and makes one"))
        else:
            self._open(Export(self.desk, self.model))

    def do_ledger(self, count: int) -> None:
        """Show the ledger."""
        from briefing.tui.screens.ledger import Ledger

        self._open(Ledger(self.desk, self.model))

    def do_pins(self, count: int) -> None:
        """Show all pins."""
        from briefing.tui.screens.pins import Pins

        self._open(Pins(self.desk, self.model))

    def do_outline(self, count: int) -> None:
        """Show the outline of the source."""
        from briefing.tui.screens.outline import Outline

        if self.model.current is not None:
            self._open(Outline(self.model.current.source, self.model.place.cursor))

    def do_briefs(self, count: int) -> None:
        """Open, make or clone a brief."""
        from briefing.tui.screens.briefs import Briefs

        self.ask(Briefs(self.desk, self.model), self._use_brief)

    def _use_brief(self, name: str) -> None:
        self.model.brief_name = name
        self.model.node = (-1, -1)
        self.changed(f"brief {name}")
        self.show_pane("brief")

    # ------------------------------------------------------------------ everywhere

    def do_editor(self, count: int) -> None:
        """Open the brief (from its pane) or the source in the analyst's editor."""
        from briefing.tui.editor import edit

        if self.pane == "brief" and self.model.brief_name is not None:
            path = self.desk.briefs.path(self.model.brief_name)
        elif (entry := self.model.entry_in_view(self.pane)) is not None:
            path = entry.path
        else:
            self.say("nothing to open in an editor")
            return
        problem = edit(self.app, self.desk.root / path)
        self.refresh_desk()
        self.changed()
        if problem:
            self.complain(problem)

    def do_reload(self, count: int) -> None:
        """Look at the folder again."""
        self.changed("looking at the folder")
        self.refresh_desk()

    def do_theme(self, count: int) -> None:
        """Choose the colours."""
        from briefing.tui.screens.choose import Choose

        names = sorted(self.app.available_themes)
        was = self.app.theme

        def chosen(name: str) -> None:
            self.app.theme = self.model.theme = name

        at = names.index(was) if was in names else 0
        self.ask(Choose("Colours", names, at=at), chosen)

    def do_escape(self, count: int) -> None:
        """Leave the selection, the find, long work, the filter: one at a time."""
        model = self.model
        self.stopping = True
        self.stop_reading()
        if model.anchor is not None:
            model.anchor = None
        elif model.needle and self.pane == "reader":
            model.needle = ""
            model.found(())
        elif model.query and self.pane == "sources":
            model.query = ""
            model.reload_entries()
        self.message = ""
        self.app.clear_notifications()
        self.renew()

    def do_quit(self, count: int) -> None:
        """Leave."""
        self.app.exit(0)
