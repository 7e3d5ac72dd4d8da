"""The actions of writing the brief: text, headings, judgements, order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError
from briefing.text import one_line
from briefing.tui.screens.previewing import Previewing

if TYPE_CHECKING:
    from briefing.briefs.brief import Brief, Item, Judgement
    from briefing.tui.widgets.preview_pane import PreviewPane


Put = Callable[["Brief", str], "Brief"]
"""Takes a brief and prose, returns the brief with the prose in it."""

MORE = "…"
"""Stands for what is not written yet, to find where in the preview it will appear; it is never shown."""


class Assembling(Previewing):
    """What changes the brief. Every change is one save and one step of undo."""

    def working_brief(self) -> Brief:
        """Return the brief in use; today's is made when there is none. Raises ``BadBrief``."""
        model = self.model
        if model.brief is None:
            model.brief_name = model.brief_name or self.desk.ensure_brief()
            model.brief = self.desk.brief(model.brief_name)
        return model.brief

    def save(self, brief: Brief, label: str, node: tuple[int, int] | None = None) -> None:
        """Write the brief and put the cursor on ``node``."""
        assert self.model.brief_name is not None
        self.desk.save_brief(self.model.brief_name, brief, label)
        if node is not None:
            self.model.node = node
        self.brief_changed(label)

    def write(self, title: str, was: str, put: Put, keep: Callable[[str], None]) -> None:
        """Let the analyst write prose: ``put`` puts it into a brief, for the preview beside it; ``keep`` saves it."""
        from briefing.tui.screens.text_editor import TextEditor

        brief, typed = self.model.brief, None
        if self.previewing and brief is not None:
            typed = partial(self._text_typed, put, brief)
        self.app.push_screen(TextEditor(title, was, self.model, typed), partial(self._answered, keep))

    def _text_typed(self, put: Put, brief: Brief, pane: PreviewPane, text: str) -> None:
        self.preview_written(pane, put(brief, text), put(brief, f"{text} {MORE}"))

    def _answered(self, keep: Callable[[Any], None], answer: object) -> None:
        """Keep what was written, or not."""
        from briefing.tui.screens.beside import Dropped

        try:
            if isinstance(answer, Dropped):
                self._drop(partial(keep, answer.answer))
            elif answer is not None:
                keep(answer)
        except BriefingError as error:
            self.complain(str(error))
        self.renew_preview()  # of what is saved, whatever was typed

    def _drop(self, keep: Callable[[], None]) -> None:
        """Keep what was discarded as what was undone last: redo brings it back."""
        node, before = self.model.node, self.model.brief
        with self.desk.files.change("what was discarded"):
            keep()
        if self.model.brief != before:
            self.desk.undo()
        self.model.node = node
        self.read_again()
        self.say(self.told("discarded; {redo} brings it back"))

    def _insert(self, item: Item, label: str) -> None:
        """Put an item after the cursor, into a first section when there is none."""
        brief, node = self._inserted(self.working_brief(), item)
        self.save(brief, label, node)

    def _inserted(self, brief: Brief, item: Item) -> tuple[Brief, tuple[int, int]]:
        from briefing.briefs import operations

        if not brief.sections:
            brief = operations.add_section(brief, "Key points")
        s, i = self.model.node
        s = max(s, 0)
        at = i + 1 if (s, i) == self.model.node else len(brief.sections[s].items)
        if self.pane != "brief":
            at = len(brief.sections[s].items)
        return operations.add_item(brief, s, item, at), (s, at)

    def do_add_text(self, count: int) -> None:
        """Write text."""
        from briefing.briefs import Text

        def put(brief: Brief, text: str) -> Brief:
            return self._inserted(brief, Text(text.strip("\n")))[0] if text.strip() else brief

        def keep(text: str) -> None:
            if text.strip():
                self._insert(Text(text.strip("\n")), "add text")

        section = self.model.section
        self.write(f"New text in {one_line(section)}" if section else "New text", "", put, keep)

    def do_add_heading(self, count: int) -> None:
        """Add a section after the current one."""
        from briefing.tui.screens.prompt import Prompt

        self.ask(Prompt("Heading of the new section"), self._add_section)

    def _add_section(self, heading: str) -> None:
        from briefing.briefs import operations

        brief = self.working_brief()
        if any(section.heading == heading for section in brief.sections):
            self.say(f"there is a section {heading} already")
            return
        at = self.model.node[0] + 1 if brief.sections else 0
        self.save(operations.add_section(brief, heading, at), f"add section {one_line(heading)}", (at, -1))

    def do_add_judgement(self, count: int) -> None:
        """Add a judgement."""
        self._judge(None)

    def _judge(self, was: Judgement | None) -> None:
        from briefing.briefs import operations
        from briefing.tui.screens.judgement import JudgementEditor

        brief, node, typed = self.model.brief, self.model.node, None

        def keep(made: Judgement) -> None:
            if was is None:
                self._insert(made, "add judgement")
            else:
                self._replace(node, made, "edit judgement")

        def put(brief: Brief, made: Judgement) -> Brief:
            if was is None:
                return self._inserted(brief, made)[0]
            return operations.replace_item(brief, *node, made)

        if self.previewing and brief is not None:
            typed = partial(self._judgement_typed, put, brief, was)
        self.app.push_screen(JudgementEditor(was, self.model, typed), partial(self._answered, keep))

    def _judgement_typed(
        self,
        put: Callable[[Brief, Judgement], Brief],
        brief: Brief,
        was: Judgement | None,
        pane: PreviewPane,
        made: Judgement | None,
    ) -> None:
        from briefing.briefs import Judgement

        shown = made or was
        longer = replace(shown, text=f"{shown.text} {MORE}") if shown else Judgement(MORE)
        self.preview_written(pane, put(brief, made) if made else brief, put(brief, longer))

    def _replace(self, node: tuple[int, int], item: Item, label: str) -> None:
        from briefing.briefs import operations

        self.save(operations.replace_item(self.working_brief(), *node, item), label, node)

    def do_comment(self, count: int) -> None:
        """Comment on the pin under the cursor."""
        from briefing.briefs import PinItem, operations

        item, node = self.model.item_here(), self.model.node
        if not isinstance(item, PinItem):
            self.say("put the cursor on a pin first")
            return

        def put(brief: Brief, text: str) -> Brief:
            return operations.set_comment(brief, *node, text.strip() or None)

        self.write(
            "Comment", item.comment or "", put, lambda text: self.save(put(self.working_brief(), text), "comment", node)
        )

    def edit_node(self) -> None:
        """Edit what is under the brief's cursor."""
        from briefing.briefs import Judgement, Text

        item, node = self.model.item_here(), self.model.node
        if self.model.brief is None:
            self.say(self.told("no brief yet: {briefs} makes one"))
        elif isinstance(item, Text):
            self.write("Text", item.text, partial(_rewritten, node), lambda text: self._rewrite(node, text))
        elif isinstance(item, Judgement):
            self._judge(item)
        elif node[0] < 0:
            was = self.model.brief.bottom_line or ""
            self.write("Bottom line", was, _with_bottom_line, self._set_bottom_line)
        elif item is None:
            self._rename(node)

    def _rewrite(self, node: tuple[int, int], text: str) -> None:
        label = "edit text" if text.strip() else "take text out"
        self.save(_rewritten(node, self.working_brief(), text), label, node)

    def _set_bottom_line(self, text: str) -> None:
        self.save(_with_bottom_line(self.working_brief(), text), "edit bottom line")

    def _rename(self, node: tuple[int, int]) -> None:
        from briefing.briefs import operations
        from briefing.tui.screens.prompt import Prompt

        was = self.working_brief().sections[node[0]].heading
        self.ask(
            Prompt("Heading", was),
            lambda heading: self.save(
                operations.rename_section(self.working_brief(), node[0], heading), "rename section", node
            ),
        )

    # ------------------------------------------------------------------ order

    def do_move_down(self, count: int) -> None:
        """Move the item or section down."""
        self._shift(1)

    def do_move_up(self, count: int) -> None:
        """Move the item or section up."""
        self._shift(-1)

    def _shift(self, step: int) -> None:
        from briefing.briefs import operations

        brief, (s, i) = self.model.brief, self.model.node
        if brief is None or s < 0:
            self.say("put the cursor on an item first")
            return
        if i < 0:
            moved, node = operations.move_section(brief, s, step), (s + step, -1)
        else:
            moved, place = operations.move_item(brief, s, i, step), operations.target(brief, s, i, step)
            node = place or (s, i)
        if moved == brief:
            self.say("it stands last already" if step > 0 else "it stands first already")
        else:
            self.save(moved, "move section" if i < 0 else "move item", node)

    def do_fold(self, count: int) -> None:
        """Fold or unfold the section."""
        model = self.model
        if (heading := model.section) is not None and model.node[0] >= 0:
            model.folded ^= {heading}
            model.node = (model.node[0], -1)
            self.brief.renew()

    def do_cut(self, count: int) -> None:
        """Take the item, or an empty section, out of the brief."""
        from briefing.briefs import operations

        brief, (s, i) = self.model.brief, self.model.node
        if brief is None or s < 0:
            self.say("put the cursor on an item first")
        elif i >= 0:
            self.model.clipboard = brief.sections[s].items[i]
            self.save(operations.remove_item(brief, s, i), "cut item", (s, i))
            self.say(self.told("cut item; {paste} puts it elsewhere"))
        elif brief.sections[s].items:
            self.say("this section is not empty: cut or move its items first")
        else:
            self.save(operations.remove_section(brief, s), "remove section", (max(s - 1, -1), -1))

    def do_paste(self, count: int) -> None:
        """Put what was cut after the cursor."""
        if self.model.clipboard is None:
            self.say(self.told("nothing was cut: {cut} cuts"))
        else:
            self._insert(self.model.clipboard, "paste item")


def _rewritten(node: tuple[int, int], brief: Brief, text: str) -> Brief:
    from briefing.briefs import operations

    if text.strip():
        return operations.edit_text(brief, *node, text.strip("\n"))
    return operations.remove_item(brief, *node)


def _with_bottom_line(brief: Brief, text: str) -> Brief:
    from briefing.briefs import operations

    return operations.set_bottom_line(brief, text.strip("\n"))
