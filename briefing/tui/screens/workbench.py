"""The workbench: sources, reader, brief."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult

from briefing.tui.screens.assembling import Assembling
from briefing.tui.screens.base import PANE_NAMES, PATIENCE, Bench
from briefing.tui.screens.counting import KEPT, Count
from briefing.tui.screens.curating import Curating
from briefing.tui.screens.folding import Folding
from briefing.tui.screens.keyed import key_name
from briefing.tui.screens.pointing import Pointing
from briefing.tui.screens.seeing import Seeing
from briefing.tui.screens.titles import Titles
from briefing.tui.widgets.bars import Bar, Footer
from briefing.tui.widgets.brief_pane import BriefPane
from briefing.tui.widgets.paint import Painted
from briefing.tui.widgets.panes import Alike, Pane, Panes
from briefing.tui.widgets.reader import Reader
from briefing.tui.widgets.source_list import SourceList

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.tui.screens.said import DeskRead, Known, Refreshed, SourceRead, Working

NARROW = 100
"""Columns below which the panes become tabs."""

TYPED_AHEAD = 200
"""Keys that wait while something is read; more than that is a cat on the keyboard."""

AT_ONCE = frozenset({"quit", "escape", "palette", "help"})
"""Actions that do not wait for what is being read."""


AGAIN = 1.0
"""Seconds until the folder is looked at again while another program reads it."""

OTHERS = "another program reads the folder"
"""What is said meanwhile."""


def _nothing() -> None:
    """Do nothing after reading."""


class Workbench(Titles, Pointing, Curating, Assembling, Seeing, Folding, Bench, Alike):
    """Three panes side by side, or one at a time on a narrow terminal."""

    AUTO_FOCUS = ".first"

    def __init__(self, desk: Desk) -> None:
        """Take an open desk."""
        super().__init__(desk)
        self.count = Count()
        self.after_reading: Callable[[], None] = _nothing

    def compose(self) -> ComposeResult:
        """Lay out the panes; the one to begin in has the focus from the first paint on."""
        panes: dict[str, Painted] = {
            "sources": SourceList(self.model, self.told),
            "reader": Reader(self.model),
            "brief": BriefPane(self.model, self.told),
        }
        panes[self._first_pane()].add_class("first")
        self.fit_width(self.app.size.width)
        yield Bar(self.header, id="header")
        with Panes(id="panes"):
            with Pane(id="sources-side", classes="side"):
                yield Bar(self.sources_title, classes="title", lit=lambda: self.pane == "sources")
                yield panes["sources"]
            with Pane(id="reader-side", classes="side"):
                yield Bar(self.reader_title, classes="title", lit=lambda: self.pane == "reader")
                yield Bar(self.reader_about, classes="about")
                yield panes["reader"]
            with Pane(id="brief-side", classes="side"):
                yield Bar(self.brief_title, classes="title", lit=lambda: self.pane == "brief")
                yield panes["brief"]
        yield Footer(self.hints, lambda: self.note, lambda: self.count.digits if self.count.shown else "")

    def on_mount(self) -> None:
        """Show what is there and read the rest in the background."""
        self.show_pane(self._first_pane())
        self.call_after_refresh(self.begin)  # reading beside the first paint would only slow it down
        self.call_after_refresh(self._painted)

    def _first_pane(self) -> str:
        """Return the pane that was left last, if there was a source to come back to."""
        return self.model.pane if self.model.pane in PANE_NAMES and self.model.wanted else "sources"

    def _painted(self) -> None:
        """Let garbage collection pass over what stays until the end, and begin."""
        gc.freeze()
        gc.enable()

    # ------------------------------------------------------------------ keys

    def on_key(self, event: events.Key) -> None:
        """Do what the key means, once what was asked for before is there."""
        event.prevent_default()  # Textual would call the handler of the base class as well, and do it twice
        action = self.briefing.keymap.find(key_name(event), self.contexts())
        if self.app.screen is not self:
            event.stop()
            self.hand_over(event)
        elif self.typed_early(event) or self.edits_line(event):
            pass
        elif (self.reading or self.waiting) and not (action and action.id in AT_ONCE):
            event.stop()
            if len(self.waiting) < TYPED_AHEAD:
                self.waiting.append(event)
        else:
            self.take(event)

    def take(self, event: events.Key) -> None:
        """Count, then do what the key means."""
        name, keymap, count = key_name(event), self.briefing.keymap, 1
        action = keymap.find(name, self.contexts())
        if name.isdigit():
            selecting = self.contexts()[0] == "select"  # no number is a way to a pane then
            only_counts = self.count.digit(name, None if selecting else action, self.pane, event.time)
        else:
            only_counts = bool(self.count.digits and not self.count.led and action and action.id == "escape")
            meant = keymap.find(name, (self.count.pane, "workbench")) if self.count.led else action
            count, pane = self.count.taken(meant, event.time)
            if pane:
                self.show_pane(pane)
                action = meant
        if action is not None and not only_counts:
            event.stop()
            event.prevent_default()
            self.message = ""
            self.perform_at_once(action.id, count)
        self._show_count()

    def _show_count(self) -> None:
        """Show the number typed so far; one that led to a pane until it counts no more."""
        self.renew_bars()
        if self.count.led:
            when = self.count.when
            self.set_timer(KEPT, lambda: self._fade_count(when))

    def _fade_count(self, when: float) -> None:
        self.count.fade(when)
        self.renew_bars()

    def perform(self, id: str, count: int = 1) -> None:
        """Do an action, after what is being read and what was typed before."""
        if id in AT_ONCE or not (self.reading or self.waiting):
            self.perform_at_once(id, count)
        elif len(self.waiting) < TYPED_AHEAD:
            self.waiting.append((id, count))

    def perform_at_once(self, id: str, count: int) -> None:
        """Do an action; what was typed ahead is dropped with escape."""
        if id == "escape":
            self.waiting.clear()
        self.perform_now(id, count)

    def do_edit(self, count: int) -> None:
        """Edit the pin under the cursor, or what stands there in the brief."""
        pin = self.pin_under_cursor()
        if pin is not None:
            self.edit_pin(pin)
        elif self.pane == "brief":
            self.edit_node()
        else:
            self.say(self.told("no pin here: {pin} pins the finding under the cursor"))

    def do_visit(self, count: int) -> None:
        """Show the pin in its source; edit anything else."""
        pin = self.pin_under_cursor()
        if pin is None:
            self.edit_node()
            return
        found = self.desk.resolve(pin.id)
        if found.start is None or found.end is None:
            self.complain(f"{found.why}: {self.told('{check} shows what to do')}")
        else:
            self.go_to((pin.source, found.start, found.end))

    # ------------------------------------------------------------------ what workers say

    def on_desk_read(self, event: DeskRead) -> None:
        """Show the list, the brief, and the source that was open last."""
        if event.problem:
            self.complain(event.problem)
        self.renew()
        if self.model.entries or event.problem:
            self._show_first()

    def _show_first(self) -> None:
        """Show the source under the cursor, or do what was typed already; on a new desk, once the folder was read."""
        self.starting = False
        entry = self.model.entry
        if entry is None or entry.status != "ok" or self._reads_first():
            self.ready()
        else:
            self.open_source(entry.id, focus=False)

    def _reads_first(self) -> bool:
        """Tell whether the first thing typed ahead opens a source anyway."""
        typed = self.waiting[0] if self.waiting else None
        if isinstance(typed, events.Key):
            action = self.briefing.keymap.find(key_name(typed), self.contexts())
            return action is not None and action.id == "read"
        return typed is not None and typed[0] == "read"

    def on_source_read(self, event: SourceRead) -> None:
        """Show a source, unless another one was asked for meanwhile."""
        if event.request != self.request:
            return
        self.note = ""
        if event.opened is None:
            self.waiting.clear()
            self.complain(f"{event.id} cannot be read: {event.problem}")
        else:
            self.model.show(event.opened)
            self.sources.renew_some()
            self.reader.refresh()
            self.renew_bars()
            if event.focus:
                self.previewing = False
                self.remove_class("-previewing")
                self.show_pane("reader")
            self.after_reading()
        self.after_reading = _nothing
        self.ready()

    def on_known(self, event: Known) -> None:
        """Show the counts of sources whose findings are known now."""
        self.sources.renew_some(event.ids)

    def fit_width(self, columns: int) -> None:
        """Show one pane at a time where there is no room for three."""
        self.narrow = columns < NARROW
        self.set_class(self.narrow, "-narrow")

    def on_resize(self, event: events.Resize) -> None:
        """Change between tabs and panes."""
        if self.narrow != (event.size.width < NARROW):
            self.fit_width(event.size.width)
            self.show_pane(self.pane)

    def on_unmount(self) -> None:
        """Stop what runs in the background."""
        self.stopping = True
        self.stop_watching.set()

    def on_refreshed(self, event: Refreshed) -> None:
        """Take in what changed in the folder."""
        self.note = ""
        self.model.looked, self.model.stopped = True, event.stopped
        if self.briefing.watches and not self.watching:
            self.watching = True
            self.watch_folder()
        self.model.see()
        if event.problem:
            self.complain(event.problem)
        busy = event.changes is not None and event.changes.busy
        if event.changes is not None and (event.changes or busy or self.behind):
            if self.growing:
                self._list_more()
            else:
                self.model.reload_entries(event.changes.moved)
            if not self.starting:
                self._say_changes(event)
            again = self.model.follow(event.changes)
            if again is not None:
                self.open_source(again, focus=False, again=True)
            self.model.reload()
            if self.desk.library.asks_findings(self.model.query):
                self.compute_for(self.model.query)
        if busy:
            self.note = OTHERS
            self.set_timer(AGAIN, self.refresh_desk)
        self.behind = busy
        if event.stopped:
            self.message = f"stopped: {self.briefing.keymap.keys('reload').split(' ')[0]} reads the rest"
        self.growing = False
        self.renew()
        self.look_after_pins()
        if self.starting:
            self._show_first()

    def _say_changes(self, event: Refreshed) -> None:
        assert event.changes is not None
        found = [
            f"{len(ids)} {word}"
            for ids, word in (
                (event.changes.added, "new"),
                (event.changes.changed, "changed"),
                (event.changes.removed, "gone"),
                (event.changes.refused, "cannot be read"),
            )
            if ids
        ]
        if found:
            self.message = f"sources: {', '.join(found)}"

    def on_working(self, event: Working) -> None:
        """Show how far long work is; what takes less than half a second is not worth a word."""
        if monotonic() - self.since < PATIENCE:
            return
        self.note = event.note
        self.query_one("#footer").refresh()
        if event.listed > len(self.model.all) and not self.model.query:
            self.growing = True
            self._list_more()

    def _list_more(self) -> None:
        """Show the list with what was read meanwhile; a cursor that is at its top stays there."""
        top = self.model.index == 0 and self.pane == "sources" and (self.starting or not self.reading)
        self.model.reload_entries()
        if top:
            self.model.index = 0
        self.sources.renew()
        self.renew_bars()
        if self.starting or top:
            self._show_first()
