"""The brief as a tree: title, sections, and in them pins, prose and judgements."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.strip import Strip

from briefing.text import one_line
from briefing.tui.layout.flow import listed, rows
from briefing.tui.model import HEAD, Model, Node
from briefing.tui.widgets.lines import Lines, difference
from briefing.tui.widgets.paint import Piece

if TYPE_CHECKING:
    from briefing.briefs.brief import Brief, Item, Judgement, PinItem
    from briefing.pins import Pin

LONGEST = 8
"""Rows that one item takes at most; the rest is in the preview."""

_REFERENCE = re.compile(r"<pin:(\w+)>|\[([^\]]*)\]\(pin:(\w+)\)")

MARKS = {"quote": "“", "statement": "~", "figure": "#", "passage": "¶"}

Rows = list[list[Piece]]


class BriefPane(Lines):
    """Draws ``model.brief``."""

    def __init__(self, model: Model, told: Callable[[str], str]) -> None:
        """Draw ``model``'s brief; ``told`` puts keys into words."""
        super().__init__(id="brief")
        self.model = model
        self._told = told
        self._lines: list[tuple[Node | None, list[Piece]]] = []
        self._spans: dict[Node, tuple[int, int]] = {}
        self._lit: set[int] = set()  # the rows last drawn as those of the cursor
        self._known: dict[Item, Rows] = {}
        self._known_of: tuple[object, ...] = ()

    def renew(self) -> None:
        """Lay the brief out anew, and draw the rows that say something else than before."""
        was = [row for _, row in self._lines]
        self._lines, self._spans = [], {}
        cells = max(self.scrollable_content_region.width - 3, 8)
        brief = self.model.brief
        self._forget_items(cells)
        if brief is None:
            self._add(None, [[]] + [[(" " + row, ("faint",))] for row in rows(self._nothing(), cells)])
        else:
            for node in self.model.nodes():
                self._add(node, self._node_rows(brief, node, cells))
                if node == HEAD or node[1] == len(brief.sections[node[0]].items) - 1:
                    self._add(None, [[]])
        self.renew_rows(self._differ(was))

    def _forget_items(self, cells: int) -> None:
        """Let go of the rows of items when something that they show besides the item changed."""
        model = self.model
        of = (model.pins, model.outcomes, model.all, cells)
        if len(of) != len(self._known_of) or any(a is not b for a, b in zip(of, self._known_of, strict=True)):
            self._known, self._known_of = {}, of

    def _differ(self, was: list[list[Piece]]) -> tuple[int, int]:
        """Return the first row that is drawn otherwise than before, and the one behind the last."""
        start, end = difference(was, [row for _, row in self._lines])
        first, last = self.cursor_lines()
        top = self.scroll_offset.y
        self._lit &= set(range(top, top + self.page_rows()))
        moved = self._lit ^ set(range(first, last + 1))
        if moved and start == end:
            return min(moved), max(moved) + 1
        return min([start, *moved]), max([end, *(line + 1 for line in moved)])

    def _add(self, node: Node | None, added: Rows) -> None:
        if node is not None:
            self._spans[node] = (len(self._lines), len(self._lines) + len(added) - 1)
        self._lines.extend((node, row) for row in added)

    def _nothing(self) -> str:
        model = self.model
        if model.trouble:
            out = self._told("{editor} opens it in your editor, {briefs} another one.")
            return f"This brief cannot be shown.\n\n{model.trouble}\n\n{out}"
        if not model.all:
            return "The brief will grow here."
        return self._told(
            "No brief yet.\n\n{next-finding} goes to the next finding, {pin} pins it: the first pin makes today's"
            " brief.\n\n{briefs} makes one from a template."
        )

    def line_count(self) -> int:
        """Return how many rows there are."""
        return len(self._lines)

    def cursor_lines(self) -> tuple[int, int]:
        """Return the rows of the node under the cursor."""
        return self._spans.get(self.model.node, (0, 0))

    def node_at(self, line: int) -> Node | None:
        """Return the node that a row shows."""
        return self._lines[line][0] if 0 <= line < len(self._lines) else None

    def draw_line(self, line: int, cells: int) -> Strip:
        """Draw a row."""
        node, pieces = self._lines[line]
        here = node is not None and node == self.model.node
        (self._lit.add if here else self._lit.discard)(line)
        fill = (("here" if self.has_focus else "resting"),) if here else ()
        return self.strip([("▌" if here else " ", ()), *pieces], cells, *fill)

    # ------------------------------------------------------------------ what a node says

    def _node_rows(self, brief: Brief, node: Node, cells: int) -> Rows:
        s, i = node
        if node == HEAD:
            return self._head_rows(brief, cells)
        section = brief.sections[s]
        if i < 0:
            folded = section.heading in self.model.folded
            count = f"  {len(section.items)}" if section.items else "  empty"
            first, *rest = rows(one_line(section.heading), cells - 9) or ("",)
            found: Rows = [[("▸ " if folded else "▾ ", ("mark",)), (first, ("heading",)), (count, ("faint",))]]
            return found + [[("  ", ()), (row, ("heading",))] for row in rest]
        item = section.items[i]
        if item not in self._known:
            self._known[item] = self._item_rows(item, cells)
        return self._known[item]

    def _head_rows(self, brief: Brief, cells: int) -> Rows:
        found: Rows = [[(row, ("strong",))] for row in rows(one_line(brief.title), cells)]
        meta = " · ".join(part for part in (brief.date, brief.template, brief.marking) if part)
        found.append([(meta, ("faint",))])
        if brief.bottom_line:
            found += [[(row, ())] for row in rows(self.readable(brief.bottom_line), cells, LONGEST)]
        return found

    def _item_rows(self, item: Item, cells: int) -> Rows:
        from briefing.briefs import Judgement, PinItem

        if isinstance(item, PinItem):
            return self._pin_rows(item, cells)
        if isinstance(item, Judgement):
            return self._judgement_rows(item, cells)
        return [[("  ", ()), (row, ())] for row in rows(self.readable(item.text), cells - 2, LONGEST)]

    def _pin_rows(self, item: PinItem, cells: int) -> Rows:
        pin = self.model.pins.get(item.pin)
        if pin is None:
            found: Rows = [[("! ", ("trouble",)), (f"pin {item.pin} is not on this desk", ("trouble",))]]
        else:
            outcome = self.model.outcomes.get(pin.id)
            words = one_line(pin.exact)
            words = f"{words}”" if pin.kind == "quote" else words
            style = ("strong",) if pin.kind == "figure" else ()
            found = hung(rows(words, cells - 2, LONGEST), MARKS[pin.kind], style)
            if outcome is not None and not outcome.ok:
                found.append([("  ", ()), (f"! {outcome.outcome}: {self._told('{check} shows it')}", ("trouble",))])
            found += [[("  ", ()), (row, ("faint",))] for row in listed(self._about(pin), cells - 2, 2)]
        if item.comment:
            found += [[("  ", ()), (row, ())] for row in rows(self.readable(item.comment), cells - 2, LONGEST)]
        return found

    def _about(self, pin: Pin) -> list[str]:
        parts = [pin.speaker] if pin.kind in ("quote", "statement") else []
        if pin.figure is not None:
            parts.append(pin.figure.measures)
        parts.append(self.model.outlet(pin.source))
        return [one_line(part) for part in parts if part]

    def _judgement_rows(self, item: Judgement, cells: int) -> Rows:
        found = hung(rows(self.readable(item.text), cells - 2, LONGEST), "◆", ("em",))
        sure = f"{item.confidence} confidence" if item.confidence else ""
        pins = f"{len(item.because)} pin{'s' * (len(item.because) != 1)}" if item.because else "no pins"
        about = " · ".join(part for part in (item.likelihood, sure, pins) if part)
        return [*found, [("  ", ()), (about, ("faint",))]]

    def readable(self, text: str) -> str:
        """Return prose with the words of its pins in the place of their ids."""

        def words(match: re.Match[str]) -> str:
            if match[2]:
                return f"‹{match[2]}›"
            pin = self.model.pins.get(match[1])
            return f"‹{one_line(pin.exact)}›" if pin else f"‹no pin {match[1]}›"

        return _REFERENCE.sub(words, text)


def hung(lines: tuple[str, ...], mark: str, style: tuple[str, ...] = ()) -> Rows:
    """Return rows with ``mark`` before the first."""
    return [[(f"{mark} " if n == 0 else "  ", ("mark",)), (line, style)] for n, line in enumerate(lines)]
