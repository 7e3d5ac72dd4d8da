"""The workbench's state and plumbing, which its actions build on."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from textual import events

from briefing.errors import BriefingError
from briefing.text import one_line
from briefing.tui.model import Model
from briefing.tui.opened import opened
from briefing.tui.screens.walking import Walking

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.library import Progress
    from briefing.tui.screens.said import PinsResolved
    from briefing.tui.widgets.ask import Ask
    from briefing.tui.widgets.bars import Bar, Footer
    from briefing.tui.widgets.brief_pane import BriefPane
    from briefing.tui.widgets.reader import Reader
    from briefing.tui.widgets.source_list import SourceList

PATIENCE = 0.5
"""Seconds before progress is shown."""

AHEAD = 2
"""Sources after the one that is read whose findings are computed ahead."""

LIGHT = 200_000
"""Bytes of the largest source that is read ahead: in half a second, while keys take their turns with it."""

PANE_NAMES = ("sources", "reader", "brief")


class Bench(Walking[None]):
    """The workbench without its actions."""

    def __init__(self, desk: Desk) -> None:
        """Take an open desk."""
        super().__init__()
        self.desk = desk
        self.model = Model(desk)
        self.pane = "sources"
        self.message = ""
        self.note = ""
        self.reading = self.starting = True
        self.waiting: deque[events.Key | tuple[str, int]] = deque()
        self.request = 0
        self.stopping = self.growing = self.behind = False
        self.stop_watching = threading.Event()
        self.narrow = False
        self._bars: list[Bar | Footer] = []
        self.watching = False
        self.since = 0.0
        self.previewing = False
        self.suspects: tuple[tuple[str, str, str], ...] = ()
        self.line: Ask | None = None
        """The line that is typed into, from when it was asked for until it was left."""

    # ------------------------------------------------------------------ the panes

    @property
    def sources(self) -> SourceList:
        """The list of sources."""
        from briefing.tui.widgets.source_list import SourceList

        return self.query_one("#sources", SourceList)

    @property
    def reader(self) -> Reader:
        """The reader."""
        from briefing.tui.widgets.reader import Reader

        return self.query_one("#reader", Reader)

    @property
    def brief(self) -> BriefPane:
        """The brief."""
        from briefing.tui.widgets.brief_pane import BriefPane

        return self.query_one("#brief", BriefPane)

    def contexts(self) -> tuple[str, ...]:
        """Return the focused pane (``select`` while selecting) and the workbench."""
        if self.pane == "reader" and self.previewing:
            return ("preview", "workbench")
        inside = "select" if self.pane == "reader" and self.model.anchor is not None else self.pane
        return (inside, "workbench")

    def show_pane(self, name: str) -> None:
        """Put the cursor into a pane; on a narrow terminal the others leave."""
        self.pane = self.model.pane = name
        for other in PANE_NAMES:
            side = self.query_one(f"#{other}-side")
            shown = other == name or not self.narrow
            if side.display != shown:
                side.display = shown
        self.query_one("#preview" if name == "reader" and self.previewing else f"#{name}").focus()
        self.renew_bars()

    def say(self, message: str) -> None:
        """Show a short note until the next key."""
        self.message = message
        self.renew_bars()

    def renew_bars(self) -> None:
        """Draw header, titles and footer anew."""
        from briefing.tui.widgets.bars import Bar, Footer

        if not self._bars:
            self._bars = [*self.query(Bar), *self.query(Footer)]
        for bar in self._bars:
            bar.renew()

    def renew(self) -> None:
        """Draw everything anew from the model."""
        self.sources.renew()
        self.reader.refresh()
        self.brief.renew()
        self.renew_bars()

    def changed(self, message: str = "") -> None:
        """Read the model again after a change to a file, and draw it."""
        self.model.reload()
        self.message = message
        self.renew()
        self.look_after_pins()
        if self.previewing:
            self.renew_preview()

    def brief_changed(self, message: str) -> None:
        """Read the brief again after a change to it alone, and draw it: what it costs is felt at every key."""
        self.model.see()
        self.model.reload_brief()
        self.message = message
        self.brief.renew()
        self.renew_bars()
        self.look_after_pins()
        if self.previewing:
            self.renew_preview()

    def look_after_pins(self) -> None:
        """Look in the background whether the pins of the brief still hold; where no source changed, they do."""
        before, self.suspects = self.suspects, self.model.suspects()
        if self.suspects != before:
            suspects, ids = self.suspects, [id for id, _, _ in self.suspects]
            self.run_worker(lambda: self._resolve(suspects, ids), thread=True, group="pins")

    def _resolve(self, suspects: tuple[tuple[str, str, str], ...], ids: list[str]) -> None:
        from briefing.tui.screens.said import PinsResolved

        try:
            self.post_message(PinsResolved(suspects, {id: self.desk.resolve(id) for id in ids}))
        except BriefingError:
            self.post_message(PinsResolved(suspects, {}))  # a pin went meanwhile: what took it makes us look again

    def on_pins_resolved(self, event: PinsResolved) -> None:
        """Mark in the brief what does not hold any more, and say so once."""
        if event.suspects != self.suspects:
            return
        before = self.model.broken()
        self.model.outcomes = event.outcomes
        broken = self.model.broken()
        if broken > before:
            many = f"{broken} pins no longer hold" if broken > 1 else "a pin no longer holds"
            self.message = f"{many}: {self.told('{check} shows why')}"
        self.brief.renew()
        self.renew_bars()

    def read_again(self) -> None:
        """Show what is on disk now."""
        self.changed()

    def renew_preview(self) -> None:
        """Make the preview anew; the workbench says how."""

    # ------------------------------------------------------------------ reading in the background

    def begin(self) -> None:
        """Read the desk: first what is known already, then what changed."""
        self.since = monotonic()
        self.run_worker(self._begin, thread=True, exclusive=True, group="desk")

    def _begin(self) -> None:
        from briefing.tui.screens.said import DeskRead

        try:
            self.model.reload_entries()
            self.model.reload_pins()
            self.model.reload_brief()
        except BriefingError as error:
            self.post_message(DeskRead(str(error)))
        else:
            self.post_message(DeskRead(next((str(error) for error in self.desk.pins.broken.values()), "")))
        self._refresh()

    def watch_folder(self) -> None:
        """Take in what other programs change, until the end: sources by a thread, the rest by a look every second."""
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        self.set_interval(1, self.look_outside)

    def _watch(self) -> None:
        from briefing.tui.screens.said import Refreshed

        try:
            for changes in self.desk.library.watch(self.stop_watching):
                self.post_message(Refreshed(changes))
        except (BriefingError, OSError) as error:
            self.post_message(Refreshed(None, f"changes by other programs are not seen any more: {error}"))

    def look_outside(self) -> None:
        """Show what another program wrote into the brief, the pins of the open source, or the settings."""
        before, now = self.model.seen, self.model.stamp()
        if any(before.get(name, state) != state for name, state in now.items()):
            self.desk.reload_settings()
            self.changed("changed by another program")

    def refresh_desk(self) -> None:
        """Look at the folder in the background."""
        self.stopping, self.since = False, monotonic()
        self.run_worker(self._refresh, thread=True, exclusive=True, group="desk")

    def _refresh(self) -> None:
        from briefing.tui.screens.said import Refreshed

        try:
            changes = self.desk.refresh(progress=self._progress, cancelled=lambda: self.stopping)
            self.post_message(Refreshed(changes, stopped=self.stopping))
        except (BriefingError, OSError) as error:
            self.post_message(Refreshed(None, str(error)))

    def _progress(self, progress: Progress) -> None:
        from briefing.tui.screens.said import Working

        of = f" of {progress.total:,}" if progress.total else ""
        listed = len(self.desk.library.entries()) if progress.stage == "reading" else 0
        self.post_message(Working(f"{progress.stage} {progress.done:,}{of} · {self.told('{escape} stops')}", listed))

    def open_source(self, id: str, *, focus: bool, again: bool = False) -> None:
        """Read a source in the background and show it, the open one only if ``again``; the latest request counts."""
        current = self.model.current
        if current is not None and current.source.id == id and not (again or self.model.stale):
            self.request += 1
            self.reading = False
            if focus:
                self.show_pane("reader")
            return
        self.request += 1
        self.reading = focus or self.reading
        request, following = self.request, self._following(id)
        if focus:
            self.set_timer(PATIENCE, lambda: self._say_reading(request, id))
        self.run_worker(lambda: self._read(request, id, focus, following), thread=True, exclusive=True, group="source")

    def _following(self, id: str) -> list[str]:
        """Return the sources that will probably be read after one: the next on the list, where the cursor is on it."""
        entries, index, here = self.model.entries, self.model.index, self.model.entry
        if here is None or here.id != id:
            return []
        after = [entries[at] for at in range(index + 1, min(index + 1 + AHEAD, len(entries)))]
        return [entry.id for entry in after if entry.quotes is None and entry.status == "ok" and entry.size <= LIGHT]

    def _say_reading(self, request: int, id: str) -> None:
        """Say what takes so long, if it is not there yet."""
        if self.reading and request == self.request:
            self.note = f"reading {one_line(id)} · {self.told('{escape} stops')}"
            self.renew_bars()

    def stop_reading(self) -> None:
        """Let go of the source that is being read, and of what was typed for it."""
        if self.reading and not self.starting:
            self.request += 1
            self.reading, self.note = False, ""
            self.waiting.clear()

    def _read(self, request: int, id: str, focus: bool, following: Sequence[str]) -> None:
        from briefing.tui.screens.said import SourceRead

        if request != self.request:
            return
        try:
            source = self.desk.library.source(id)
            found = opened(source, self.desk.findings(id), self.desk.resolve_all(source=id))
            self.post_message(SourceRead(request, id, found, focus))
        except BriefingError as error:
            self.post_message(SourceRead(request, id, None, focus, str(error)))
        self._look_ahead(request, following)

    def _look_ahead(self, request: int, ids: Sequence[str]) -> None:
        """Compute the findings of sources that will probably be read next, until another one is asked for."""
        from briefing.tui.screens.said import Known

        if not ids:
            return
        with suppress(BriefingError):  # it is said where they are needed
            self.desk.library.prefetch(ids, cancelled=lambda: request != self.request)
            self.post_message(Known(ids))

    def ready(self) -> None:
        """Do what was typed while reading; what was typed for a dialog that opened meanwhile goes there."""
        self.reading = False
        while self.waiting and not self.reading:
            typed = self.waiting.popleft()
            if isinstance(typed, tuple):
                self.perform_now(*typed)
            elif self.app.screen is not self:
                self.hand_over(typed)
            elif not self.typed_early(typed):
                self.take(typed)

    def typed_early(self, event: events.Key) -> bool:
        """Keep a key for a line that is not there yet; the workbench says how."""
        return False

    def take(self, event: events.Key) -> None:
        """Do what a key means here; the workbench says what."""

    def hand_over(self, event: events.Key) -> None:
        """Give a key to the dialog that opened before it was read."""
        self.app.screen.call_after_refresh(self.app.post_message, events.Key(event.key, event.character))

    def perform_now(self, id: str, count: int) -> None:
        """Do an action without waiting for what is being read."""
        super().perform(id, count)

    def ask(self, screen: Any, then: Any) -> None:
        """Show a dialog; call ``then`` with its answer unless it was left."""

        def answered(answer: Any) -> None:
            if answer is not None:
                try:
                    then(answer)
                except BriefingError as error:
                    self.complain(str(error))

        self.app.push_screen(screen, answered)


if TYPE_CHECKING:
    Part = Bench
else:
    Part = object
"""The base of the workbench's parts: only what they are joined in is a screen, as each costs the start its time."""
