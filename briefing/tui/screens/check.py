"""What the check says of the brief, each problem with its place; changed pins with old and new words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

from briefing.errors import BriefingError
from briefing.text import one_line
from briefing.tui.actions import Action
from briefing.tui.layout.cells import width
from briefing.tui.layout.flow import rows
from briefing.tui.screens.listing import Listing, Row
from briefing.tui.screens.walking import Walking

if TYPE_CHECKING:
    from briefing.briefs import Problem, Report
    from briefing.desk import Desk
    from briefing.tui.model import Model


@dataclass
class Checked(Message):
    """A worker checked the brief."""

    report: Report | None
    problem: str = ""


class Check(Listing["Problem"], Walking[Any]):
    """Enter goes to the place, a accepts the words that stand there now, d drops the pin."""

    CONTEXT = "check"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "go there"}

    def __init__(self, desk: Desk, model: Model) -> None:
        """Take the desk and the model, whose brief is checked."""
        super().__init__()
        self.desk, self.model = desk, model
        self.report: Report | None = None
        self.trouble = ""

    def fill(self) -> None:
        """Check in the background."""
        self.draw()
        self.run_worker(self._check, thread=True, exclusive=True, group="check")

    def _check(self) -> None:
        assert self.model.brief_name is not None
        try:
            self.post_message(Checked(self.desk.check(self.model.brief_name)))
        except BriefingError as error:
            self.post_message(Checked(None, str(error)))

    def on_checked(self, event: Checked) -> None:
        """Show the problems, errors first."""
        self.report, self.trouble = event.report, event.problem
        problems = event.report.problems if event.report else ()
        self.items = sorted(problems, key=lambda problem: problem.severity != "error")
        if event.report is not None:
            self.model.outcomes = event.report.resolutions
        self.draw()

    def read_again(self) -> None:
        """Show what is on disk now."""
        self.model.reload()
        self.fill()

    def heading(self) -> str:
        """Return the title."""
        return f"Check of {self.model.brief_name}"

    def count(self) -> str:
        """Return how many errors and warnings there are."""
        if self.report is None:
            return ""
        errors = sum(problem.severity == "error" for problem in self.items)
        return f"{errors} to solve, {len(self.items) - errors} to look at"

    def hints(self) -> list[Action]:
        """Offer only what makes sense of the problem under the cursor."""
        keep = (
            {"close", "help"}
            | ({"choose"} if self.item else set())
            | ({"drop"} if self.item and self.item.pin else set())
        )
        if self.item and self.item.code == "pin-changed":
            keep.add("accept")
        return [action for action in super().hints() if action.id in keep]

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Say that all is well, or why nothing is known."""
        if self.report is not None:
            pins = len(self.report.resolutions)
            return [
                [(f"✓ {pins} pin{'s' * (pins != 1)}: all stand in their sources. Nothing to solve.", ("good",))],
                [],
            ]
        words = self.trouble or "checking …"
        return [[(row, ("warn",) if self.trouble else ("faint",))] for row in rows(words, cells)]

    def rows_of(self, item: Problem, cells: int) -> list[Row]:
        """Show the problem; of a changed pin, old and new words."""
        error = item.severity == "error"
        found: list[Row] = [
            [("✗ " if error and n == 0 else "! " if n == 0 else "  ", ("warn",)), (row, ("strong",) if error else ())]
            for n, row in enumerate(rows(one_line(item.message), cells - 2))
        ]
        found += self._difference(item, cells - 4)
        if place := self._place(item):
            found += [[("  ", ()), (row, ("faint",))] for row in rows(place, cells - 2, 1)]
        return [*found, []]

    def _place(self, item: Problem) -> str:
        """Return where a problem is: its section, and the first words of the item or the pin."""
        if self.report is None:
            return ""
        sections = self.report.brief.sections
        section = sections[item.section] if item.section is not None and item.section < len(sections) else None
        at = section.items[item.item] if section and item.item is not None and item.item < len(section.items) else None
        pin = self.model.pins.get(item.pin or str(getattr(at, "pin", "")))
        words = pin.exact if pin else getattr(at, "text", "")
        parts = (section.heading if section else "", f"“{words}”" if words else "")
        return " · ".join(one_line(part) for part in parts if part)

    def _difference(self, item: Problem, cells: int) -> list[Row]:
        resolution = self.report.resolutions.get(item.pin) if self.report and item.pin else None
        if resolution is None or resolution.outcome != "changed" or resolution.text is None:
            return []
        from briefing.pins import words_diff

        words: Row = []
        for kind, text in words_diff(resolution.pin.exact, resolution.text):
            shown = one_line(text)
            if kind == "same":
                words.append((f"{shown} ", ("faint",)))
            else:
                words.append((f"{'-' if kind == 'old' else '+'}[{shown}] ", ("warn",) if kind == "old" else ("good",)))
        return [[("    ", ()), *row] for row in flowed(words, cells)]

    # ------------------------------------------------------------------ doing something about it

    def do_choose(self, count: int) -> None:
        """Go to the pin in its source, else to the place in the brief."""
        problem = self.item
        if problem is None:
            self.dismiss(None)
            return
        if problem.section is not None:
            self.model.node = (problem.section, problem.item if problem.item is not None else -1)
        resolution = self.report.resolutions.get(problem.pin) if self.report and problem.pin else None
        if resolution is not None and resolution.start is not None and resolution.end is not None:
            self.dismiss((resolution.pin.source, resolution.start, resolution.end))
        else:
            self.dismiss(problem.section if problem.section is not None else 0)

    def do_accept(self, count: int) -> None:
        """Anchor the pin to the words that stand there now."""
        if self.item is not None and self.item.pin:
            self.desk.accept([self.item.pin])
            self.model.reload()
            self.fill()

    def do_drop(self, count: int) -> None:
        """Take the pin away."""
        if self.item is not None and self.item.pin:
            self.desk.unpin(self.item.pin)
            self.model.reload()
            self.say(self.told("unpinned; {undo} brings it back"))
            self.fill()


CLOSING = ",.;:!?)”’»"
"""What stands close to the word before it."""


def flowed(pieces: Row, cells: int) -> list[Row]:
    """Break styled words into rows of at most ``cells``."""
    found: list[Row] = [[]]
    room = cells
    for text, names in pieces:
        for word in text.split(" "):
            if not word:
                continue
            cells_taken = width(word) + 1
            if word[0] in CLOSING and found[-1]:
                before, style = found[-1].pop()
                found[-1].append((before.rstrip(), style))
            elif cells_taken > room and found[-1]:
                found.append([])
                room = cells
            found[-1].append((word + " ", names))
            room -= cells_taken
    return found
