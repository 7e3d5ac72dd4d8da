"""What an export of a brief would write, again and again while it is written: what did not change is not done again."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.briefs import Brief, Edition
    from briefing.desk.exporting import Exporting
    from briefing.export import Part
    from briefing.extract import Finding
    from briefing.extract.ledger import Group
    from briefing.ingest.source import Source
    from briefing.pins import Pin, Resolution

Found = tuple["Source", Sequence["Finding"]]


class Preview:
    """The preview of one brief. Safe to use from several threads."""

    def __init__(self, desk: Exporting, name: str) -> None:
        """Take an open desk and the name of a brief; nothing is read yet."""
        self.desk, self.name = desk, name
        self._pins: dict[str, Pin] = {}
        self._clashes: tuple[str, ...] = ()
        self._sources: dict[str, Source | None] = {}
        self._findings: dict[str, tuple[Source | None, Sequence[Finding]]] = {}
        self._resolved: dict[str, tuple[Pin, Source | None, Resolution]] = {}
        self._alone = threading.Lock()
        self._ledger: tuple[list[Found], list[Group]] = [], []

    def parts(self, brief: Brief | None = None) -> list[Part]:
        """Return the Markdown that an export would write, by section: a draft's where the brief does not pass.

        With ``brief``, of that one, which is being written and is not saved, over sources and pins as they were when
        the saved one was asked for last. Raises ``NothingFound``, ``BadBrief`` or ``TemplateError``.
        """
        from briefing import export

        with self._alone:
            if brief is None or not self._pins:
                self._look()
            edition = self._edition(brief or self.desk.brief(self.name))
        return export.preview(edition, self.desk.templates)

    def _look(self) -> None:
        """Read pins again; sources are asked for again when they are next needed."""
        pins = self.desk.pins.all()
        self._pins = {pin.id: pin for pin in pins}
        self._clashes = tuple(self.desk.pins.clashes(pins))
        self._sources = {}

    def _edition(self, brief: Brief) -> Edition:
        from briefing.briefs import check, edition

        report = check(
            brief,
            pins=self._pins,
            source=self._source,
            name=self.name,
            desk_marking=self.desk.settings.marking,
            pin_clashes=self._clashes,
            resolved=self._resolve,
            lints=False,
        )
        return edition(
            report,
            pins=self._pins,
            source=self._source,
            findings=self._findings_of,
            group=self._group,
            draft=not report.ok,
        )

    def _source(self, id: str) -> Source | None:
        if id not in self._sources:
            self._sources[id] = self.desk.source_or_none(id)
        return self._sources[id]

    def _findings_of(self, id: str) -> Sequence[Finding]:
        known, source = self._findings.get(id), self._source(id)
        if known is None or known[0] is not source:
            known = self._findings[id] = source, self.desk.findings_of(id)
        return known[1]

    def _resolve(self, pin: Pin, source: Source | None) -> Resolution:
        known = self._resolved.get(pin.id)
        if known is None or known[0] is not pin or known[1] is not source:
            from briefing.pins import resolve

            known = self._resolved[pin.id] = pin, source, resolve(pin, source)
        return known[2]

    def _group(self, found: Iterable[Found]) -> list[Group]:
        """Return the ledger's groups, those of before where they are of the same sources."""
        from briefing.extract.ledger import ledger

        now = list(found)
        was = self._ledger[0]
        if len(now) != len(was) or any(a is not b for a, b in zip(_flat(now), _flat(was), strict=True)):
            self._ledger = now, ledger(now)
        return self._ledger[1]


def _flat(found: Iterable[Found]) -> list[object]:
    return [each for pair in found for each in pair]
