"""The actions of moving and reading."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from time import monotonic
from typing import TYPE_CHECKING

from briefing.errors import BriefingError
from briefing.tui.layout import motions
from briefing.tui.layout.finding import places
from briefing.tui.screens.asking import Asking
from briefing.tui.screens.base import PANE_NAMES, PATIENCE
from briefing.tui.screens.previewing import Previewing

if TYPE_CHECKING:
    from textual.timer import Timer

    from briefing.tui.screens.said import Computed

PREVIEW_AFTER = 0.15
"""Seconds that the cursor rests on a source before it is shown; holding a key down must not read every source."""


class Reading(Previewing, Asking):
    """Moving in the panes, opening, finding, filtering."""

    _resting: Timer | None = None
    """Runs while the cursor of the list rests on a source that is not shown yet."""

    # ------------------------------------------------------------------ lines

    def _move(self, rows: int) -> None:
        if self.pane == "reader" and self.previewing:
            self.scroll_preview(rows)
        elif self.pane == "reader":
            self.reader.move_rows(rows)
            self._cursor_moved()
        elif self.pane == "sources":
            self.move_source(self.model.index + rows)
        else:
            self._move_node(rows)

    def move_source(self, index: int) -> None:
        """Put the cursor of the list on another source, and show it once it rests there."""
        model = self.model
        was = self.sources.cursor_lines()
        model.index = max(0, min(index, len(model.entries) - 1))
        self.sources.move_cursor(was)
        self.renew_bars()
        self._rest()

    def _rest(self) -> None:
        """Show the source under the cursor of the list once it rests there."""
        if self._resting is not None:
            self._resting.stop()
        request = self.request
        self._resting = self.set_timer(PREVIEW_AFTER, lambda: self._preview(request))

    def _preview(self, request: int) -> None:
        self._resting, entry = None, self.model.entry
        if request == self.request and entry is not None and not self.reading:
            self.open_source(entry.id, focus=False)

    def _move_node(self, rows: int) -> None:
        nodes = self.model.nodes()
        if not nodes:
            return
        at = nodes.index(self.model.node) if self.model.node in nodes else 0
        was = self.brief.cursor_lines()
        self.model.node = nodes[max(0, min(at + rows, len(nodes) - 1))]
        self.brief.move_cursor(was)
        self.renew_bars()

    def _cursor_moved(self, *, middle: bool = False, through: int | None = None) -> None:
        self.model.place.fresh = False
        self.reader.reveal(middle=middle, through=through)
        self.reader.redraw()

    def _page(self) -> int:
        return self.query_one(f"#{'preview' if self.pane == 'reader' and self.previewing else self.pane}").size.height

    def do_down(self, count: int) -> None:
        """Move down."""
        self._move(count)

    def do_up(self, count: int) -> None:
        """Move up."""
        self._move(-count)

    def _half(self) -> int:
        return max(self._page() // (2 * self.sources.each if self.pane == "sources" else 2), 1)

    def do_half_down(self, count: int) -> None:
        """Move half a screen down."""
        self._move(self._half() * count)

    def do_half_up(self, count: int) -> None:
        """Move half a screen up."""
        self._move(-self._half() * count)

    def do_page_down(self, count: int) -> None:
        """Move a screen down."""
        self._move(self._half() * 2 * count)

    def do_page_up(self, count: int) -> None:
        """Move a screen up."""
        self._move(-self._half() * 2 * count)

    def do_top(self, count: int) -> None:
        """Go to the start."""
        self._to_edge(first=True)

    def do_bottom(self, count: int) -> None:
        """Go to the end."""
        self._to_edge(first=False)

    def _to_edge(self, *, first: bool) -> None:
        if self.pane == "reader" and not self.previewing:
            self._jump(lambda text, at: 0 if first else motions.last(text))
        else:
            self._move(-(10**9) if first else 10**9)

    # ------------------------------------------------------------------ panes

    def do_sources_pane(self, count: int) -> None:
        """Go to the sources."""
        self.show_pane("sources")

    def do_reader_pane(self, count: int) -> None:
        """Go to the reader."""
        self.show_pane("reader")

    def do_brief_pane(self, count: int) -> None:
        """Go to the brief."""
        self.show_pane("brief")

    def do_next_pane(self, count: int) -> None:
        """Go to the next pane."""
        self.show_pane(PANE_NAMES[(PANE_NAMES.index(self.pane) + 1) % 3])

    def do_previous_pane(self, count: int) -> None:
        """Go to the pane before."""
        self.show_pane(PANE_NAMES[(PANE_NAMES.index(self.pane) - 1) % 3])

    # ------------------------------------------------------------------ motions in the text

    def _jump(self, motion: motions.Motion, count: int = 1) -> None:
        current = self.model.current
        if current is None:
            return
        place = self.model.place
        for _ in range(min(count, 1000)):
            place.cursor = motion(current.source.text, place.cursor)
        self._cursor_moved()

    def do_word(self, count: int) -> None:
        """Go to the next word."""
        self._jump(motions.next_word, count)

    def do_back(self, count: int) -> None:
        """Go to the word before."""
        self._jump(motions.previous_word, count)

    def do_word_end(self, count: int) -> None:
        """Go to the end of the word."""
        self._jump(motions.end_of_word, count)

    def do_line_start(self, count: int) -> None:
        """Go to the start of the line."""
        self._jump(lambda text, at: self.reader.line_edges()[0])

    def do_line_end(self, count: int) -> None:
        """Go to the end of the line."""
        self._jump(lambda text, at: self.reader.line_edges()[1])

    def do_sentence(self, count: int) -> None:
        """Go to the next sentence; while selecting, to the end of this one."""
        self._jump(motions.sentence_end if self.model.anchor is not None else motions.next_sentence, count)

    def do_sentence_back(self, count: int) -> None:
        """Go to the start of the sentence."""
        self._jump(motions.previous_sentence, count)

    def do_paragraph(self, count: int) -> None:
        """Go to the next paragraph."""
        self._jump(motions.next_paragraph, count)

    def do_paragraph_back(self, count: int) -> None:
        """Go to the paragraph before."""
        self._jump(motions.previous_paragraph, count)

    def do_left(self, count: int) -> None:
        """Go a character left."""
        self._jump(lambda text, at: motions.left(text, at), count)

    def do_right(self, count: int) -> None:
        """Go a character right."""
        self._jump(lambda text, at: motions.right(text, at), count)

    # ------------------------------------------------------------------ findings

    def do_next_finding(self, count: int) -> None:
        """Go to the next finding."""
        self._to_finding(count)

    def do_previous_finding(self, count: int) -> None:
        """Go to the finding before."""
        self._to_finding(-count)

    def _to_finding(self, steps: int) -> None:
        current, entry = self.model.current, self.model.entry if self.pane == "sources" else None
        if entry is not None and entry.status == "ok" and (current is None or current.source.id != entry.id):
            self.open_source(entry.id, focus=True)  # what is under the cursor is meant, not what was shown before it
            self.after_reading = lambda: self._to_finding(steps)
            return
        if current is None:
            self.say(self.told("open a source first: {read}"))
            return
        if self.previewing:
            self.close_preview()
        stops = current.stops
        if not stops:
            self.say(self.told("nothing was found in this source; {select} selects freely"))
            return
        if self.pane != "reader":
            self.show_pane("reader")
        target = self.model.stop_after(steps)
        if target is None:
            self.say("no finding further on" if steps > 0 else "no finding before this one")
            return
        place = self.model.place
        place.cursor, place.stop = target.start, target.n
        at = current.order[target.n] + 1
        self.message = f"{target.kind} {at} of {len(stops)}"
        self._cursor_moved(middle=True, through=target.end - 1)

    # ------------------------------------------------------------------ sources

    def do_read(self, count: int) -> None:
        """Open the source under the cursor."""
        entry = self.model.entry
        if entry is None:
            self.say("no source here")
        elif entry.status != "ok":
            self.complain(f"{entry.id} cannot be read: {entry.reason}")
        else:
            self.open_source(entry.id, focus=True)

    def do_filter(self, count: int) -> None:
        """Ask what sources to show."""
        self.show_pane("sources")
        self.open_line("filter", self.model.query, "words, publisher:…, after:2025-06, tag:…, has:figure, unpinned")

    def filter_sources(self, query: str) -> None:
        """Show only the sources that match."""
        was, self.model.query = self.model.entry, query.strip()
        try:
            self.model.reload_entries()
        except BriefingError as error:
            self.say(str(error))  # half a query is no error while it is typed
            return
        self.message = ""
        self.sources.renew()
        self.renew_bars()
        now = self.model.entry
        if self._resting is not None or (now is not None and (was is None or was.id != now.id)):
            self._rest()  # each letter typed begins the wait anew
        if self.desk.library.asks_findings(self.model.query):
            asked = self.model.query
            self.set_timer(PATIENCE, lambda: self.compute_for(asked))

    def compute_for(self, query: str) -> None:
        """Compute the findings that a query asks for, unless it is another one by now."""
        if query == self.model.query:
            self.stopping, self.since = False, monotonic()
            self.run_worker(lambda: self._computed_for(query), thread=True, exclusive=True, group="filter")

    def _computed_for(self, query: str) -> None:
        from briefing.tui.screens.said import Computed

        def over() -> bool:
            return self.stopping or query != self.model.query

        try:
            self.desk.matching(query, progress=self._progress, cancelled=over)
        except (BriefingError, OSError) as error:
            self.post_message(Computed(query, str(error)))
        else:
            self.post_message(Computed(query))

    def on_computed(self, event: Computed) -> None:
        """Show the sources that match now that their findings are known."""
        self.note = ""
        if event.problem:
            self.complain(event.problem)
        if event.query == self.model.query:
            self.model.reload_entries()
            self.sources.renew()
        self.renew_bars()

    def do_find(self, count: int) -> None:
        """Ask what words to find."""
        if self.model.current is not None:
            self._find_from = self.model.place.cursor
            self.open_line("find", self.model.needle, "words in this source")

    def find_in_source(self, needle: str) -> None:
        """Find words in the open source and go to the first place from where the finding began."""
        current = self.model.current
        if current is None:
            return
        self.model.needle = needle
        self.model.found(places(current.source.text, needle))
        if self.model.matches:
            later = [m for m in self.model.matches if m >= self._find_from]
            self._to_match(later[0] if later else self.model.matches[0])
        elif needle:
            self.message = "not found"
            self._cursor_moved()
        else:
            self._cursor_moved()

    def _to_match(self, at: int, round_end: str = "") -> None:
        matches = self.model.matches
        self.message = f"{bisect_left(matches, at) + 1:,}/{len(matches):,}{round_end}"
        self.model.place.cursor = at
        self._cursor_moved(middle=True)

    def step_match(self, steps: int) -> None:
        """Go to another place found, round the ends of the text."""
        matches, cursor = self.model.matches, self.model.place.cursor
        if not matches:
            self.say(self.told("nothing to find: {find} asks what"))
            return
        before = bisect_left(matches, cursor) if steps < 0 else bisect_right(matches, cursor) - 1
        at = before + steps
        round_end = "" if 0 <= at < len(matches) else ", from the top again" if steps > 0 else ", from the end again"
        self._to_match(matches[at % len(matches)], round_end)

    def do_next_match(self, count: int) -> None:
        """Go to the next place found."""
        self.step_match(count)

    def do_previous_match(self, count: int) -> None:
        """Go to the place found before."""
        self.step_match(-count)

    def do_furniture(self, count: int) -> None:
        """Fold furniture away, or show it."""
        self.model.show_furniture = not self.model.show_furniture
        self.message = "furniture is shown" if self.model.show_furniture else "furniture is folded away"
        if self.model.current is not None:
            self._cursor_moved()
