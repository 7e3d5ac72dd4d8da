"""The desk's way out: checks, comparisons, editions and exports."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk.pinning import Pinning
from briefing.errors import BriefingError, CheckFailed
from briefing.files import replace_atomically
from briefing.resources import folder as packaged

if TYPE_CHECKING:
    from briefing.briefs import Changes as BriefChanges
    from briefing.briefs import Edition, Report
    from briefing.desk.previewing import Preview


class Exporting(Pinning):
    """What the desk does with a brief that is to leave it."""

    def check(self, name: str) -> Report:
        """Resolve every pin of a brief and lint it."""
        from briefing.briefs import check

        return check(
            self.briefs.load(name),
            pins={pin.id: pin for pin in self.pins.all()},
            source=self.source_or_none,
            name=name,
            desk_marking=self.settings.marking,
            pin_clashes=self.pins.clashes(),
            unread=[str(error) for error in self.pins.broken.values()],
        )

    def diff(self, old: str, new: str) -> BriefChanges:
        """Say what is new, changed and withdrawn in the brief ``new`` against ``old``."""
        from briefing.briefs import diff

        return diff(self.edition(old, draft=True), self.edition(new, draft=True))

    def edition(self, name: str, *, draft: bool = False, strict: bool = False, since: str | None = None) -> Edition:
        """Return all that an export needs, with what changed since the brief ``since`` when one is named.

        Raises ``CheckFailed`` when the brief does not pass and is no draft.
        """
        from briefing.briefs import edition

        report = self.check(name)
        if not draft and not report.passes(strict):
            raise CheckFailed(_refusal(name, report, strict))
        return edition(
            report,
            pins={pin.id: pin for pin in self.pins.all()},
            source=self.source_or_none,
            findings=self.findings_of,
            draft=draft,
            since=self.diff(since, name) if since else None,
        )

    def preview(self, name: str) -> Preview:
        """Return what shows, as often as asked, what an export of a brief would write."""
        from briefing.desk.previewing import Preview

        return Preview(self, name)

    @property
    def templates(self) -> list[Path]:
        """The folders of templates, the desk's own first."""
        return [self.root / "templates", packaged("templates")]

    def export(
        self,
        name: str,
        formats: Sequence[str] = ("md", "html"),
        *,
        out: Path | None = None,
        draft: bool = False,
        strict: bool = False,
        template: str | None = None,
        since: str | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> list[Path]:
        """Write a brief in each of ``formats``; return the files, below ``exports/`` unless ``out`` says otherwise.

        ``out`` is a folder, or a file when one format is asked for and it has a suffix. ``progress`` hears each format
        before it is made and before it is written; what it raises stops the export there. Raises ``CheckFailed``,
        ``TemplateError``, ``MissingExtra``, or ``BriefingError`` for an unknown format.
        """
        from briefing import export

        unknown = [form for form in formats if form not in export.FORMATS]
        if unknown:
            raise BriefingError(f"{unknown[0]!r} is not a format: choose from {', '.join(export.FORMATS)}")
        edition = self.edition(name, draft=draft, strict=strict, since=since)
        if template:
            edition = replace(edition, brief=replace(edition.brief, template=template))
        written = []
        for form in formats:
            if progress:
                progress(form)
            data = export.render(edition, form, templates=self.templates, original=self.original)
            if progress:
                progress(form)  # the last moment to stop before the file is written
            path = self._target(name, export.FORMATS[form].suffix, out, alone=len(formats) == 1)
            _deliver(path, data)
            written.append(path)
        return written

    def _target(self, name: str, suffix: str, out: Path | None, *, alone: bool) -> Path:
        stem = Path(name).name
        if out is None:
            return self.root / "exports" / (stem + suffix)
        if alone and out.suffix and not out.is_dir():
            return out
        return out / (stem + suffix)


def _deliver(path: Path, data: bytes) -> None:
    try:
        replace_atomically(path, data)
    except OSError as error:
        raise BriefingError(f"{path} cannot be written: {os.strerror(error.errno or 0)}") from None


def _refusal(name: str, report: Report, strict: bool) -> str:
    """Say in one line which pins and rules stand in the way."""
    stops = [p for p in report.problems if strict or p.severity == "error"]
    first = "; ".join(p.message for p in stops[:3])
    more = f"; and {len(stops) - 3} more" if len(stops) > 3 else ""
    return f"{name} is not exported: {first}{more}. 'briefing check {name}' shows all, --draft exports all the same"
