"""What the workbench says of itself: header, titles of panes, and the keys in the footer."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.text import one_line
from briefing.tui.layout.cells import width
from briefing.tui.screens.base import PANE_NAMES, Part
from briefing.tui.widgets.paint import Piece, measure

if TYPE_CHECKING:
    from briefing.tui.actions import Action

Pieces = tuple[list[Piece], list[Piece]]

LEADING: Mapping[str, tuple[str, ...]] = {
    "sources": ("read", "next-finding", "filter", "search", "export"),
    "select": ("pin", "copy", "escape", "sentence", "swap"),
    "brief": ("visit", "add-text", "add-judgement", "move-down", "move-up", "preview", "check", "export"),
}
"""The actions that come first in the footer of a pane, where the registry's order would push them out of it."""

OF_A_BRIEF = frozenset({"export", "check", "preview"})
"""Actions that mean nothing until there is a brief."""


ASKING = {"choose": ("enter", "keep"), "close": ("escape", "leave")}
"""What keys do in the line for the filter and for finding."""


class Titles(Part):
    """The rows around the panes."""

    def hints(self) -> list[Action]:
        """Return the actions for the footer: those of the line that is typed into, else those of the pane."""
        if self.line is not None:
            return [self._called(action) for action in self.briefing.keymap.hints(("ask",))]
        place = self.contexts()[0]
        leading = LEADING.get(place, ())
        found = [a for a in super().hints() if self.model.brief_name is not None or a.id not in OF_A_BRIEF]
        return sorted(
            (a for a in found if (a.id != "filter" or place == "sources") and (a.id != "escape" or place == "select")),
            key=lambda a: leading.index(a.id) if a.id in leading else len(leading),
        )

    def _called(self, action: Action) -> Action:
        """Return an action of the line as the line does it: by keys of its own, which nobody can change."""
        key, label = ASKING[action.id]
        return replace(action, keys=(key,), label=label)

    def labels(self) -> Mapping[str, str]:
        """Say what keys do in the preview."""
        return {"choose": "brief", "close": "back"} if "preview" in self.contexts() else super().labels()

    # ------------------------------------------------------------------ bars

    def header(self, row: int) -> Pieces:
        """Return the desk's name or the tabs, and what was just done or which brief it is."""
        model = self.model
        name = self.desk.settings.title or self.desk.root.name
        pins = f"{len(model.pins)} pin{'s' * (len(model.pins) != 1)}"
        if broken := model.broken():
            pins += f", {broken} no longer hold{'s' * (broken == 1)}"
        status = self.message or (f"{model.brief_name} · {pins}" if model.brief_name else pins)
        if self.narrow and self.pane == "sources" and not self.message and (model.query or model.folding):
            status = f"{f'/{model.query}  ' if model.query else ''}{self._counted()}"
        right: list[Piece] = [(f"{one_line(status)} ", ("strong",) if self.message else ("faint",))]
        if not self.narrow:
            return [(" briefing ", ("strong",)), (f" {one_line(name)}", ("faint",))], right
        tabs = self._tabs(PANE_NAMES)
        if measure(tabs) + measure(right) > self.app.size.width:
            tabs = self._tabs([pane for pane in PANE_NAMES if pane == self.pane])
        return tabs, right

    def _tabs(self, named: Sequence[str]) -> list[Piece]:
        """Return the tabs, those ``named`` with their names."""
        return [
            (f" {number} {pane} " if pane in named else f" {number} ", ("tab",) if pane == self.pane else ("faint",))
            for number, pane in enumerate(PANE_NAMES, 1)
        ]

    def sources_title(self, row: int) -> Pieces:
        """Return what the list shows, and how many."""
        model, count = self.model, self._counted()
        left: list[Piece] = [(" 1 Sources", ("strong",))]
        if model.query:
            left.append((f"  /{one_line(model.query)}", ("warn",)))
        return left, [(f" {count} ", ())]

    def _counted(self) -> str:
        """Return how many sources the list shows, and of how many."""
        shown, total = len(self.model.entries), len(self.model.all)
        return f"{shown} of {total}" if shown != total or self.model.query else f"{total}"

    def reader_title(self, row: int) -> Pieces:
        """Return the title of the open source, and where among its findings the cursor is."""
        current = self.model.current
        if self.previewing:
            return [(" 2 Preview", ("strong",))], [(self.told(" {preview} or {close} leads back "), ())]
        if current is None:
            return [(" 2 Reader", ("strong",))], []
        stops = current.stops
        here = self.model.finding_here()
        at = f"{current.order[here.n] + 1} of {len(stops)}" if here is not None else f"{len(stops)} findings"
        return [(f" 2 {one_line(current.source.title)}", ("strong",))], [(f"  {at} ", ())]

    def reader_about(self, row: int) -> Pieces:
        """Return who published the open source and when, or what is looked for in it."""
        current = self.model.current
        if current is None or self.previewing:
            return [], []
        if self.model.gone == current.source.id:
            return [("   its file is gone from sources/", ("warn",))], []
        meta = current.source.meta
        origin = f"origin {meta.origin}" if meta.origin else None
        known = (
            meta.publisher or current.source.id,
            (meta.date or "")[:10],
            meta.author,
            f"reliability {current.source.reliability}",
        )
        parts = [one_line(part) for part in (*known, meta.marking, origin) if part]
        if self.model.needle:
            return [(f"   /{one_line(self.model.needle)}", ("warn",)), (f"  {self._matched()}", ("faint",))], []
        while len(parts) > 1 and width("   " + " · ".join(parts)) > self.reader.size.width:
            parts.pop()
        return [("   " + " · ".join(parts), ("faint",))], []

    def _matched(self) -> str:
        """Return how many places were found, and on which of them the cursor is."""
        matches, cursor = self.model.matches, self.model.place.cursor
        if not matches:
            return "0 found"
        at = bisect_left(matches, cursor)
        which = f"{at + 1:,}/" if matches[at : at + 1] == (cursor,) else ""
        steps = self.told(" · {next-match} next  {previous-match} before  {escape} leaves")
        return f"{which}{len(matches):,} found{steps}"

    def brief_title(self, row: int) -> Pieces:
        """Return the brief's name, and the section under the cursor."""
        name = self.model.brief_name
        return [(f" 3 {one_line(name)}" if name else " 3 Brief", ("strong",))], [(f" {self.model.section or ''} ", ())]
