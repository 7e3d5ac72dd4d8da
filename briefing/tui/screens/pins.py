"""All pins of the desk, with where each is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

from briefing.text import one_line
from briefing.tui.layout.flow import listed, rows
from briefing.tui.screens.listing import Listing, Row
from briefing.tui.screens.walking import Walking
from briefing.tui.widgets.brief_pane import MARKS

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.pins import Pin
    from briefing.tui.model import Model


@dataclass
class Used(Message):
    """A worker looked up which briefs use which pin."""

    briefs: dict[str, list[str]]


class Pins(Listing["Pin"], Walking[Any]):
    """Enter shows a pin in its source, e edits it, d takes it away."""

    CONTEXT = "pins"
    HINT = "words, speaker:…, tag:…, source:…, kind:figure, section:…, unused"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "show source"}

    def __init__(self, desk: Desk, model: Model) -> None:
        """Take the desk and the model."""
        super().__init__()
        self.desk, self.model = desk, model
        self.used: dict[str, list[str]] | None = None

    def fill(self) -> None:
        """Show the pins; look up their use in the background."""
        self.narrowed(self.query_text)
        self.run_worker(self._look_up, thread=True, exclusive=True, group="used")

    def _look_up(self) -> None:
        self.post_message(Used(self.desk.uses()))

    def on_used(self, event: Used) -> None:
        """Show where pins are used."""
        self.used = event.briefs
        self.narrowed(self.query_text)

    def read_again(self) -> None:
        """Show what is on disk now."""
        self.model.reload()
        self.fill()

    def heading(self) -> str:
        """Return the title."""
        return "Pins"

    def count(self) -> str:
        """Return how many there are."""
        total = len(self.model.pins)
        return f"{len(self.items)} of {total}" if self.query_text else f"{total}"

    def narrowed(self, query: str) -> None:
        """Show the pins that match every word: plain, or kind: speaker: tag: source: section:, or unused."""
        words = query.casefold().split()
        self.items = [pin for pin in self.model.pins.values() if all(self._matches(pin, word) for word in words)]
        self.draw()

    def _matches(self, pin: Pin, word: str) -> bool:
        if word == "unused":
            return self.used is not None and not self.used.get(pin.id)
        key, mark, value = word.partition(":")
        fields = {
            "kind": pin.kind,
            "speaker": pin.speaker or "",
            "tag": " ".join(pin.tags),
            "source": f"{pin.source} {self.model.outlet(pin.source)}",
            "section": pin.section or "",
        }
        if mark and key in fields:
            return value in fields[key].casefold()
        return word in f"{pin.exact} {pin.note or ''} {' '.join(fields.values())}".casefold()

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Say why nothing is shown."""
        none = self.told("no pins yet: {next-finding} goes to a finding, {pin} pins it")
        words = "no pin matches" if self.query_text else none
        return [[(words, ("faint",))]]

    def rows_of(self, item: Pin, cells: int) -> list[Row]:
        """Show the words, and below them who, where, and in which briefs."""
        words = rows(one_line(item.exact), cells - 2, 3)
        found: list[Row] = [
            [(f"{MARKS[item.kind]} " if n == 0 else "  ", ("mark",)), (row, ())] for n, row in enumerate(words)
        ]
        used = self.used.get(item.id, []) if self.used is not None else None
        use = "" if used is None else f"in {', '.join(used)}" if used else "unused"
        speaker = item.speaker if item.kind in ("quote", "statement") else None
        tags = " ".join(f"#{tag}" for tag in item.tags)
        parts = (speaker, self.model.outlet(item.source), item.section, tags, item.note, use)
        about = listed([one_line(part) for part in parts if part], cells - 2, 3)
        return [*found, *([("  ", ()), (row, ("faint",))] for row in about), []]

    def do_choose(self, count: int) -> None:
        """Show the pin in its source."""
        if self.item is None:
            return
        found = self.desk.resolve(self.item.id)
        if found.start is None or found.end is None:
            self.complain(found.why)
        else:
            self.dismiss((self.item.source, found.start, found.end))

    def do_edit_row(self, count: int) -> None:
        """Edit the pin."""
        from briefing.tui.screens.pin_editor import PinEditor

        pin = self.item
        if pin is None:
            return

        def keep(edited: Pin | None) -> None:
            if edited is not None and edited != pin:
                self.desk.update_pin(edited)
                self.model.reload()
                self.narrowed(self.query_text)

        self.app.push_screen(PinEditor(pin, list(self.model.pins.values())), keep)

    def do_drop(self, count: int) -> None:
        """Take the pin away, out of the briefs too."""
        if self.item is not None:
            self.desk.unpin(self.item.id)
            self.model.reload()
            self.say(self.told("unpinned; {undo} brings it back"))
            self.fill()
