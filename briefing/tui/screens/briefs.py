"""The briefs of the desk: open one, make a new one, clone one to go on with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from briefing.errors import BriefingError
from briefing.tui.layout.cells import fit
from briefing.tui.screens.base import PATIENCE
from briefing.tui.screens.listing import Listing, Row

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.tui.model import Model


class Stopped(Exception):
    """The analyst stopped the draft."""


@dataclass
class Drafting(Message):
    """How far a worker is."""

    request: int
    note: str

    def can_replace(self, message: Message) -> bool:
        """Only the latest counts."""
        return isinstance(message, Drafting)


@dataclass
class Drafted(Message):
    """A worker made a draft, or says why not."""

    request: int
    name: str
    problem: str = ""


class Briefs(Listing[str]):
    """Answers with the name of the brief to work on."""

    CONTEXT = "briefs"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "open"}

    def __init__(self, desk: Desk, model: Model) -> None:
        """Take the desk and the model."""
        super().__init__()
        self.desk, self.model = desk, model
        self.request = 0
        self.drafting = ""

    def note(self) -> str:
        """Tell how far a draft is."""
        return self.drafting

    def fill(self) -> None:
        """Read the names, recent first."""
        self.items = self.desk.briefs.names()
        if self.model.brief_name in self.items:
            self.at = self.items.index(self.model.brief_name)
        self.draw()

    def heading(self) -> str:
        """Return the title."""
        return "Briefs"

    def rows_of(self, item: str, cells: int) -> list[Row]:
        """Show name, title and template."""
        try:
            brief = self.desk.brief(item)
            pins = sum(1 for _ in brief.items())
            about, warn = f"{brief.title} · {brief.template} · {pins} item{'s' * (pins != 1)}", False
        except BriefingError as error:
            about, warn = str(error), True
        mark = "●" if item == self.model.brief_name else " "
        return [[(f"{mark} ", ("mark",)), (fit(item, 24), ("strong",)), ("  " + about, ("warn" if warn else "faint",))]]

    def rows_when_empty(self, cells: int) -> list[Row]:
        """Say how to make one."""
        return [[(self.told("no brief yet: {new} makes one from a template"), ("faint",))], []]

    def do_new(self, count: int) -> None:
        """Choose a template, then a name."""
        self._ask_template(self._make)

    def do_draft(self, count: int) -> None:
        """Choose a template, then a name; the desk's best findings fill it."""
        if not self.drafting:
            self._ask_template(self._draft)

    def _ask_template(self, make: Callable[[str, str], None]) -> None:
        from briefing import export
        from briefing.tui.screens.choose import Choose

        infos = export.templates(self.desk.templates)
        lines = {f"{info.name:<14}{info.purpose}": info.name for info in infos}
        names = list(lines.values())
        at = names.index(self.desk.settings.template) if self.desk.settings.template in names else 0
        self.app.push_screen(
            Choose("What kind of brief?", list(lines), at=at),
            lambda line: self._ask_name(lines[line], make) if line in lines else None,
        )

    def _ask_name(self, template: str, make: Callable[[str, str], None]) -> None:
        from briefing.tui.screens.prompt import Prompt

        self.app.push_screen(
            Prompt("Name of the new brief", self._free(self.desk.today())),
            lambda name: make(name, template) if name else None,
        )

    def _free(self, name: str) -> str:
        taken, n, free = set(self.desk.briefs.names()), 2, name
        while free in taken:
            free, n = f"{name}-{n}", n + 1
        return free

    def _make(self, name: str, template: str) -> None:
        try:
            self.dismiss(self.desk.new_brief(name, template=template))
        except BriefingError as error:
            self.complain(str(error))

    def _draft(self, name: str, template: str) -> None:
        """Draft in the background; escape stops it, and nothing is made then."""
        self.request += 1
        request, began, stops = self.request, monotonic(), self.told("{close} stops")

        def tell(done: int, total: int) -> None:
            if request != self.request:
                raise Stopped
            if monotonic() - began > PATIENCE:
                self.post_message(Drafting(request, f"drafting {done:,} of {total:,} · {stops}"))

        def draft() -> None:
            try:
                made, problem = self.desk.draft_brief(name, template=template, progress=tell), ""
            except Stopped:
                return
            except BriefingError as error:
                made, problem = "", str(error)
            self.post_message(Drafted(request, made, problem))

        self.drafting = f"drafting · {stops}"
        self.draw()
        self.run_worker(draft, thread=True, group="draft")

    def on_drafting(self, event: Drafting) -> None:
        """Show how far it is."""
        if event.request == self.request and self.drafting:
            self.drafting = event.note
            self.draw()

    def on_drafted(self, event: Drafted) -> None:
        """Open the draft, or say why there is none."""
        if event.request != self.request:
            return
        self.drafting = ""
        self.draw()
        if event.problem:
            self.complain(event.problem)
        else:
            self.dismiss(event.name)

    def do_close(self, count: int = 1) -> None:
        """Stop a draft; else leave."""
        if self.drafting:
            self.request += 1
            self.drafting = ""
            self.notify("stopped: no brief was made", timeout=4)
            self.draw()
        else:
            super().do_close()

    def do_clone(self, count: int) -> None:
        """Copy the brief under the cursor under a name of today."""
        was = self.item
        if was is None:
            return
        from briefing.tui.screens.prompt import Prompt

        def make(name: str | None) -> None:
            if not name:
                return
            try:
                brief = replace(self.desk.brief(was), date=self.desk.today())
                with self.desk.files.change(f"clone {was}"):
                    self.dismiss(self.desk.briefs.create(name, brief))
            except BriefingError as error:
                self.complain(str(error))

        self.app.push_screen(Prompt(f"Name of the copy of {was}", self._free(self.desk.today())), make)
