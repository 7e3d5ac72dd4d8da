"""The briefs of the desk: open one, make a new one, clone one to go on with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from briefing.errors import BriefingError
from briefing.tui.layout.cells import fit
from briefing.tui.screens.listing import Listing, Row

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.tui.model import Model


class Briefs(Listing[str]):
    """Answers with the name of the brief to work on."""

    CONTEXT = "briefs"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "open"}

    def __init__(self, desk: Desk, model: Model) -> None:
        """Take the desk and the model."""
        super().__init__()
        self.desk, self.model = desk, model

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
        return [[("no brief yet: n makes one from a template", ("faint",))], []]

    def do_new(self, count: int) -> None:
        """Choose a template, then a name."""
        from briefing import export
        from briefing.tui.screens.choose import Choose

        infos = export.templates(self.desk.templates)
        lines = {f"{info.name:<14}{info.purpose}": info.name for info in infos}
        names = list(lines.values())
        at = names.index(self.desk.settings.template) if self.desk.settings.template in names else 0
        self.app.push_screen(
            Choose("What kind of brief?", list(lines), at=at),
            lambda line: self._ask_name(lines[line]) if line in lines else None,
        )

    def _ask_name(self, template: str) -> None:
        from briefing.tui.screens.prompt import Prompt

        self.app.push_screen(
            Prompt("Name of the new brief", self._free(self.desk.today())),
            lambda name: self._make(name, template) if name else None,
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
