"""The ledger: figures side by side, conflicts first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.message import Message

from briefing.errors import BriefingError
from briefing.text import one_line
from briefing.tui.layout.align import aligned
from briefing.tui.layout.cells import clip, fit, width
from briefing.tui.layout.charts import bar, sparkline
from briefing.tui.layout.flow import around
from briefing.tui.screens.listing import Listing, Row
from briefing.tui.screens.walking import Walking

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.extract.ledger import Group
    from briefing.extract.ledger import Row as Line
    from briefing.library import Progress
    from briefing.tui.model import Model

SLIM = 96
"""Cells up to which there is no room for the words around a figure beside its outlet."""

BARRED = 70
"""Cells up to which there is no room for bars."""

VALUE, NARROW_VALUE = 26, 20
"""Cells of the column of values, with and without bars."""

BAR = 12
"""Cells of the longest bar."""

Unit = tuple[str | None, str | None]
"""Kind and unit of a figure."""

CONFLICTS = {"conversion": "converted differently", "value": "sources disagree"}


@dataclass
class Counted(Message):
    """A worker made the ledger."""

    groups: list[Group]
    problem: str = ""


@dataclass
class Counting(Message):
    """How far a worker is that makes the ledger."""

    note: str

    def can_replace(self, message: Message) -> bool:
        """Only the latest counts."""
        return isinstance(message, Counting)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the ledger and its group."""

    group: Group
    row: Line
    first: bool


class Ledger(Listing[Entry], Walking[Any]):
    """Enter goes to the figure in its source, space pins it."""

    CONTEXT = "ledger"
    HINT = "what is measured, a number, an outlet"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "go there"}

    def __init__(self, desk: Desk, model: Model) -> None:
        """Take the desk and the model."""
        super().__init__()
        self.desk, self.model = desk, model
        self.groups: list[Group] | None = None
        self.problem = ""
        self.doing = "reading the figures …"
        self.left = False
        self._cells = 0
        self._values: dict[int, dict[int, str]] = {}
        self._scales: dict[int, Mapping[Unit, float]] = {}
        self._pinned: dict[tuple[str, int, int], str] = {}

    def fill(self) -> None:
        """Read the ledger in the background."""
        self.draw()
        self.run_worker(self._count_figures, thread=True, exclusive=True, group="ledger")

    def _count_figures(self) -> None:
        try:
            groups = self.desk.ledger(progress=self._progress, cancelled=lambda: self.left)
            self.post_message(Counted(groups))
        except BriefingError as error:
            self.post_message(Counted([], str(error)))

    def _progress(self, progress: Progress) -> None:
        stops = self.told("{close} stops")
        self.post_message(Counting(f"reading the figures of {progress.done:,} of {progress.total:,} sources · {stops}"))

    def on_counting(self, event: Counting) -> None:
        """Show how far it is; nothing stands there yet."""
        self.doing = event.note
        if self.groups is None:
            self.draw()

    def on_unmount(self) -> None:
        """Stop computing findings that nobody waits for; those that are known by now stay known."""
        self.left = True

    def on_counted(self, event: Counted) -> None:
        """Show the ledger."""
        self.groups, self.problem = event.groups, event.problem
        self.narrowed(self.query_text)

    def narrowed(self, query: str) -> None:
        """Show the groups that speak of every word."""
        words = query.casefold().split()
        self._values, self._scales = {}, {}
        ordered = sorted(self.groups or (), key=lambda group: len(group.rows) == 1)
        self.items = [
            Entry(group, row, n == 0)
            for group in ordered
            if all(word in _said(group) for word in words)
            for n, row in enumerate(group.rows)
        ]
        self.draw()

    def read_again(self) -> None:
        """Show what is on disk now."""
        self.model.reload()
        self.fill()

    def draw(self) -> None:
        """Draw anew, with the pins as they are now."""
        self._pinned = {(p.source, p.anchor.start, p.anchor.end): p.id for p in self.model.pins.values()}
        super().draw()

    def heading(self) -> str:
        """Return the title."""
        return "Ledger"

    def count(self) -> str:
        """Return how many groups disagree."""
        shown = {id(entry.group): entry.group for entry in self.items}
        conflicts = sum(group.conflict is not None for group in shown.values())
        said = f"{conflicts} conflict{'s' * (conflicts != 1)} · " if conflicts else ""
        return f"{said}{len(shown)} measured things" if shown else ""

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Say why nothing is shown."""
        words = self.problem or (self.doing if self.groups is None else "no figures here")
        return [[(one_line(words), ("faint",))]]

    def rows_before(self, index: int, cells: int) -> list[Row]:
        """Head each group with what it measures and how its sources disagree."""
        entry = self.items[index]
        group = entry.group
        if len(group.rows) == 1 and (index == 0 or len(self.items[index - 1].group.rows) > 1):
            return [*([[]] if index else []), [("  reported once", ("faint",))]]
        if not entry.first or len(group.rows) == 1:
            return []
        head: Row = [
            (
                "≠ " if group.conflict else "= " if group.origins > 1 else "  ",
                ("warn",) if group.conflict else ("good",),
            )
        ]
        head.append((one_line(group.measures or "what is counted is not said"), ("strong",)))
        if group.conflict:
            head.append((f"  {CONFLICTS[group.conflict]}", ("warn",)))
        elif group.origins > 1:
            head.append((f"  {group.origins} independent reports", ("faint",)))
        if group.origins == 1 and len({line.source for line in group.rows}) > 1:
            head.append(("  copies of one report", ("faint",)))
        series = sparkline([(line.date, _size(line)) for line in group.rows]) if len(_units(group)) == 1 else ""
        return [*([[]] if index else []), [*head, (f"  {series}", ("mark",))]]

    def rows_of(self, item: Entry, cells: int) -> list[Row]:
        """Show the value, its bar, who reports it, and the words around it."""
        line = item.row
        barred, wide = cells > BARRED, cells > SLIM
        largest = self._largest(item.group).get(_unit(line)) if barred else None
        drawn = bar(_size(line), largest, BAR) if largest is not None else ""
        pinned = self._pin_of(line) is not None
        outlet = " ".join(part for part in (line.publisher or line.source, (line.date or "")[:10]) if part)
        value = self._value(item, cells)
        alone = len(item.group.rows) == 1
        said = one_line(item.group.measures if alone else line.context)
        row: Row = [("● " if pinned else "  ", ("good",)), (value, ("strong",)), ("  ", ())]
        room = cells - 4 - width(value)
        if barred and not (alone and not wide):
            row.append((f"{drawn:<{BAR}} ", ("chart",)))
            room -= BAR + 1
        if alone and not wide:  # the outlet stands in the source, one key away; what was counted must be read here
            return [[*row, (clip(said, room), ("strong",))]]
        about = fit(one_line(outlet), min(room, 34)) if wide else clip(one_line(outlet), room)
        row.append((about, ()))
        if wide:
            shown = around(said, one_line(line.finding.exact), room - width(about) - 2)
            row.append((f"  {shown}", ("strong",) if alone else ("faint",)))
        return [row]

    def _largest(self, group: Group) -> Mapping[Unit, float]:
        """Return the largest amount of each unit that has more than one in the group."""
        if id(group) not in self._scales:
            sizes: dict[Unit, list[float]] = {}
            for line in group.rows:
                sizes.setdefault(_unit(line), []).append(_size(line))
            self._scales[id(group)] = {unit: max(same) for unit, same in sizes.items() if len(same) > 1}
        return self._scales[id(group)]

    def _value(self, item: Entry, cells: int) -> str:
        """Return the figure's words in their column: aligned within the group, those reported once with each other."""
        if self._cells != cells:
            self._cells, self._values = cells, {}
        key = 0 if len(item.group.rows) == 1 else id(item.group)
        if key not in self._values:
            lines = item.group.rows if key else [e.row for e in self.items if len(e.group.rows) == 1]
            self._values[key] = _column(lines, VALUE if cells > BARRED else NARROW_VALUE)
        return self._values[key][id(item.row)]

    def _pin_of(self, line: Line) -> str | None:
        """Return the id of the pin of this figure."""
        return self._pinned.get((line.source, line.finding.start, line.finding.end))

    def do_choose(self, count: int) -> None:
        """Go to the figure."""
        if self.item is not None:
            found = self.item.row.finding
            self.dismiss((self.item.row.source, found.start, found.end))

    def do_pin_row(self, count: int) -> None:
        """Pin the figure, or unpin it."""
        if self.item is None:
            return
        line = self.item.row
        if (id := self._pin_of(line)) is not None:
            self.desk.unpin(id)
        else:
            brief = self.model.brief_name or self.desk.today()
            self.desk.pin(line.source, finding=line.n, brief=brief, section=self.model.section)
            self.model.brief_name = brief
        self.model.reload()
        self.draw()


def _column(lines: Sequence[Line], cells: int) -> dict[int, str]:
    """Return the words of the figures, aligned and ``cells`` wide, by the identity of their lines."""
    words = aligned([one_line(line.finding.exact) for line in lines], cells)
    return {id(line): fit(word, cells, right=True) for line, word in zip(lines, words, strict=True)}


def _size(line: Line) -> float:
    figure = line.finding.figure
    if figure is None:
        return 0
    return float(next((v for v in (figure.value, figure.high, figure.low) if v is not None), 0))


def _unit(line: Line) -> Unit:
    figure = line.finding.figure
    return (figure.kind, figure.unit) if figure else (None, None)


def _units(group: Group) -> set[Unit]:
    return {_unit(line) for line in group.rows}


def _said(group: Group) -> str:
    rows = " ".join(f"{r.finding.exact} {r.publisher or ''} {r.speaker or ''} {r.source}" for r in group.rows)
    return f"{group.measures} {group.conflict or ''} {rows}".casefold()
