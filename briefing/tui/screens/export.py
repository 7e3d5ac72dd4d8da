"""Exporting: template, formats, folder; then where it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message

from briefing.errors import BriefingError, CheckFailed
from briefing.text import one_line
from briefing.tui.layout.flow import rows
from briefing.tui.screens.listing import Listing, Row
from briefing.tui.screens.sheet import Field, Sheet

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.tui.model import Model


@dataclass
class Exported(Message):
    """A worker wrote the files, or says why not."""

    request: int
    paths: list[Path]
    problem: str = ""


@dataclass
class Writing(Message):
    """Which format is being written."""

    request: int
    format: str


class Stopped(Exception):
    """The analyst stopped the export."""


class Export(Sheet):
    """Offers what was chosen last; enter accepts, escape stops what is being written."""

    LABELS: ClassVar[Mapping[str, str]] = {"choose": "export"}

    def __init__(self, desk: Desk, model: Model) -> None:
        """Take the desk and the model, whose brief is exported."""
        super().__init__()
        self.desk, self.model = desk, model
        self.writing = ""
        self.request = 0
        self.problem = ""
        self.items = self._fields()

    def _fields(self) -> list[Field]:
        from briefing import export

        kept = self.model.export_choice
        template = self.model.brief.template if self.model.brief else self.desk.settings.template
        known = {info.name: info.purpose for info in export.templates(self.desk.templates)}
        self._purposes = known
        names = list(dict.fromkeys([template, *known]))
        chosen = [f for f in kept.get("formats", self.desk.settings.export) if f in export.FORMATS]
        return [
            Field("template", "template", template, names, about=one_line(known.get(template, ""))),
            *(
                Field(f"to:{name}", "formats" if n == 0 else "", name, on=name in chosen, about=form.label)
                for n, (name, form) in enumerate(export.FORMATS.items())
            ),
            Field("out", "folder", str(kept.get("out") or "exports")),
            Field("draft", "draft", "print DRAFT and export whatever the check says", on=False),
        ]

    def heading(self) -> str:
        """Return the title."""
        return f"Export {self.model.brief_name}"

    def count(self) -> str:
        """Tell what is being written."""
        return self.told(f"writing {self.writing} … {{close}} stops" if self.writing else "{choose} exports")

    def rows_before(self, index: int, cells: int) -> list[Row]:
        """Say first why the brief was not exported."""
        if index or not self.problem:
            return []
        said: list[Row] = [[(row, ("warn",))] for row in rows(one_line(self.problem), cells)]
        return [*said, []]

    def changed(self, item: Field) -> None:
        """Say what the template is for."""
        if item.key == "template":
            item.about = one_line(self._purposes.get(item.value, ""))

    def do_choose(self, count: int) -> None:
        """Export."""
        formats = self.switched_on("to:")
        if self.writing:
            return
        if not formats:
            self.complain(self.told("no format is switched on: {toggle} switches one on"))
            return
        out = self.value("out") or "exports"
        self.model.export_choice = {"formats": formats, "out": out}
        self.writing, self.problem = "starting", ""
        self.request += 1
        request = self.request
        self.draw()
        draft = bool(self.switched_on("draft"))
        template = self.value("template")
        self.run_worker(
            lambda: self.post_message(self._write(request, formats, out, template, draft)), thread=True, group="export"
        )

    def _write(self, request: int, formats: list[str], out: str, template: str, draft: bool) -> Exported:
        """Write the files, in a worker; return what to say of it."""
        assert self.model.brief_name is not None
        assert self.model.brief is not None
        folder = Path(out).expanduser()
        folder = folder if folder.is_absolute() else self.desk.root / folder

        def tell(form: str) -> None:
            if request != self.request:
                raise Stopped
            at = f" ({formats.index(form) + 1} of {len(formats)})" if len(formats) > 1 else ""
            self.post_message(Writing(request, form + at))

        try:
            return Exported(
                request,
                self.desk.export(
                    self.model.brief_name,
                    formats,
                    out=None if out == "exports" else folder,
                    draft=draft,
                    template=template if template != self.model.brief.template else None,
                    progress=tell,
                ),
            )
        except Stopped:
            return Exported(request, [])
        except CheckFailed as error:
            said = str(error).rpartition(". ")[0]
            shows = self.told("{close} {check} shows all; draft, switched on, exports all the same")
            return Exported(request, [], f"{said}. {shows}")
        except BriefingError as error:
            return Exported(request, [], str(error))
        except OSError as error:
            return Exported(request, [], f"{error.filename or folder}: {error.strerror or error}")

    def do_close(self, count: int = 1) -> None:
        """Stop: what is being made is not written; else leave."""
        if self.writing:
            self.request += 1
            self.writing, self.problem = "", "stopped: what was written before stays, nothing else is written"
            self.draw()
        else:
            super().do_close()

    def on_writing(self, event: Writing) -> None:
        """Show the progress."""
        if event.request == self.request:
            self.writing = event.format
            self.draw()

    def on_exported(self, event: Exported) -> None:
        """Show where it went, or why it did not go."""
        if event.request != self.request:
            return
        self.writing, self.problem = "", event.problem
        self.draw()
        if self.problem:
            self.lines.scroll_home(animate=False)
        else:
            self.dismiss(event.paths)


class Where(Listing[Path]):
    """The files that were written: enter opens one, y copies its path."""

    CONTEXT = "exported"
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "open"}

    def __init__(self, paths: list[Path], root: Path) -> None:
        """Take the files and the desk's folder."""
        super().__init__()
        self.items, self.root = paths, root

    def heading(self) -> str:
        """Return the title."""
        return "Exported"

    def rows_of(self, item: Path, cells: int) -> list[Row]:
        """Show the path and the size."""
        size = item.stat().st_size if item.exists() else 0
        about = f"  {max(size // 1024, 1):,} KB"
        return [
            [(row, ("strong",)), (about if n == 0 else "", ("faint",))]
            for n, row in enumerate(rows(one_line(_below(item, self.root)), cells - 10))
        ]

    def do_choose(self, count: int) -> None:
        """Open the file with what the system opens such files with."""
        import webbrowser

        if self.item is not None and not webbrowser.open(self.item.as_uri()):
            self.complain(f"nothing here opens {self.item}: {self.told('{copy-row} copies its path')}")

    def do_copy_row(self, count: int) -> None:
        """Copy the path."""
        from briefing.tui.clipboard import copy

        if self.item is not None:
            self.notify(copy(self.app, str(self.item)), timeout=4, markup=False)


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
