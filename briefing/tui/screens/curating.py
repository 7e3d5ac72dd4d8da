"""The actions of pinning: keep, select, edit, assign, copy."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.text import one_line
from briefing.tui.screens.base import Part

if TYPE_CHECKING:
    from briefing.pins import Pin


class Curating(Part):
    """What ``space``, ``v``, ``e``, ``t``, ``R`` and ``y`` do."""

    def do_pin(self, count: int) -> None:
        """Pin the selection or the finding under the cursor; unpin what is pinned."""
        model, current = self.model, self.model.current
        if current is None:
            self.say(self.told("open a source first: {read}"))
            return
        source = current.source
        if span := model.selection:
            self._pinned(self.desk.pin(source.id, span=self._trimmed(span), brief=self._brief(), section=model.section))
            model.anchor = None
            self.renew()
        elif found := model.finding_here():
            pin = current.pin_at(found.start, found.end)
            if pin is not None:
                self.unpin(pin)
            else:
                self._pinned(self.desk.pin(source.id, finding=found.n, brief=self._brief(), section=model.section))
        elif pin := model.pin_here():
            self.unpin(pin)
        else:
            self.say(self.told("nothing to pin here: {next-finding} goes to a finding, {select} selects freely"))

    def _brief(self) -> str:
        return self.model.brief_name or self.desk.today()

    def _trimmed(self, span: tuple[int, int]) -> tuple[int, int]:
        """Leave out white space at both ends of a selection."""
        current = self.model.current
        assert current is not None
        words = current.source.text[slice(*span)]
        start = span[0] + len(words) - len(words.lstrip())
        return (start, start + len(words.strip())) if words.strip() else span

    def _pinned(self, pin: Pin) -> None:
        model = self.model
        first = model.brief_name is None
        model.brief_name = self._brief()
        into = f"pinned into {one_line(pin.section)}" if pin.section else "pinned"
        then = self.told(": {brief-pane} shows the brief, {export} exports it") if first else ""
        self.changed(into + then)
        if (node := model.find_pin(pin.id)) is not None:
            model.node = node
            self.brief.renew()
        current = model.current
        if current is not None and current.source.text[pin.anchor.start : pin.anchor.end] != pin.exact:
            self.complain(f"this is pinned already, with other words: {self.told('{check} shows them')}")

    def unpin(self, pin: Pin) -> None:
        """Take a pin away, and say where its id still stands in prose."""
        taken = self.desk.unpin(pin.id)
        self.changed(self.told("unpinned; {undo} brings it back"))
        if taken.prose:
            self.complain(
                f"{', '.join(taken.prose)} still name this pin in prose: {self.told('{undo} brings it back')}"
            )

    def do_select(self, count: int) -> None:
        """Begin a selection at the cursor."""
        if self.model.current is None:
            self.say(self.told("open a source first: {read}"))
            return
        self.show_pane("reader")
        self.model.anchor = self.model.place.cursor
        self.message = self.told("selecting: {pin} pins, {copy} copies, {escape} leaves")
        self.reader.refresh()
        self.renew_bars()

    def do_swap(self, count: int) -> None:
        """Move the other end of the selection from now on."""
        place = self.model.place
        if self.model.anchor is not None:
            self.model.anchor, place.cursor = place.cursor, self.model.anchor
            self.reader.reveal()
            self.reader.refresh()

    def pin_under_cursor(self) -> Pin | None:
        """Return the pin that the focused pane's cursor is on."""
        if self.pane == "brief":
            id = getattr(self.model.item_here(), "pin", None)
            return self.model.pins.get(id) if id else None
        return self.model.pin_here()

    def edit_pin(self, pin: Pin) -> None:
        """Open the pin editor."""
        from briefing.tui.screens.pin_editor import PinEditor

        def keep(edited: Pin) -> None:
            if edited != pin:
                self.desk.update_pin(edited)
                self.changed("pin changed")

        self.ask(PinEditor(pin, list(self.model.pins.values())), keep)

    def do_section(self, count: int) -> None:
        """Choose the section of the pin (or the item) under the cursor."""
        model = self.model
        if model.brief is None or not model.brief.sections:
            self.say(self.told("no section yet: {add-heading} adds one"))
            return
        pin = self.pin_under_cursor()
        node = model.node if self.pane == "brief" else model.find_pin(pin.id) if pin else None
        if node is None or node[1] < 0:
            self.say("put the cursor on a pin or an item first")
            return
        from briefing.tui.screens.choose import Choose

        headings = [section.heading for section in model.brief.sections]
        self.ask(
            Choose("Which section?", headings, at=node[0], other="a new section"),
            lambda heading: self._assign(node, heading, pin),
        )

    def _assign(self, node: tuple[int, int], heading: str, pin: Pin | None) -> None:
        from briefing.briefs import operations

        model = self.model
        brief, name = model.brief, model.brief_name
        if brief is None or name is None or heading == brief.sections[node[0]].heading:
            return
        brief, target = operations.with_heading(brief, heading)
        brief = operations.move_to_section(brief, *node, target)
        with self.desk.files.change(f"move to {heading}"):
            self.desk.save_brief(name, brief, f"move to {heading}")
            if pin is not None:
                self.desk.update_pin(replace(pin, section=heading))
        model.node = (target, len(brief.sections[target].items) - 1)
        self.changed(f"moved to {heading}")

    def do_reliability(self, count: int) -> None:
        """Set the letter of the open source's outlet."""
        entry = self.model.entry_in_view(self.pane)
        if entry is None or not entry.publisher:
            self.say(
                self.told("this source names no publisher: set one in its sidecar file ({editor} opens the source)")
            )
            return
        from briefing.tui.screens.choose import Choose

        letters = [f"{letter}  {meaning}" for letter, meaning in MEANINGS.items()]
        at = list(MEANINGS).index(entry.reliability or "F")
        self.ask(
            Choose(f"How reliable is {one_line(entry.publisher)}?", letters, at=at),
            lambda line: self._rate(entry.publisher or "", line[0]),
        )

    def _rate(self, publisher: str, letter: str) -> None:
        self.desk.rate_outlet(publisher, letter)
        self.model.reload_entries()
        self.changed(f"{one_line(publisher)} is {letter} now")
        self.refresh_desk()

    def do_copy(self, count: int) -> None:
        """Copy the selection, the pin or the finding with its citation."""
        text = self._citation()
        if text is None:
            self.say("nothing to copy here")
            return
        from briefing.tui.clipboard import copy

        self.model.anchor = None
        self.reader.refresh()
        self.message = ""
        self.renew_bars()
        self.notify(copy(self.app, text), timeout=4, markup=False)

    def _citation(self) -> str | None:
        pin = self.pin_under_cursor()
        model, current = self.model, self.model.current
        span = model.selection if self.pane == "reader" else None
        if pin is not None and span is None:
            return self.desk.citation(pin)
        if self.pane == "brief" or current is None:
            return None
        found = model.finding_here()
        if span is None and found is None:
            return None
        from briefing.pins import make

        start, end = self._trimmed(span) if span else (found.start, found.end) if found else (0, 0)
        kind = found.kind if found and not span else "passage"
        return self.desk.citation(make(current.source, start, end, kind=kind, finding=None if span else found))


MEANINGS = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
"""The Admiralty letters (NATO AJP-2.1)."""
