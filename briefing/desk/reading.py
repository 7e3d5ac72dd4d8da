"""The desk's sources: read, found in, selected, compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from briefing.desk.folder import Folder
from briefing.errors import BriefingError, NothingFound

if TYPE_CHECKING:
    from briefing.extract import Finding
    from briefing.extract.ledger import Group
    from briefing.ingest.source import Source
    from briefing.library import Changes, Entry, Progress
    from briefing.library.entries import Entries
    from briefing.pins import Pin


class Reading(Folder):
    """What the desk knows of its sources."""

    def refresh(
        self,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Changes:
        """Look at the folder and take in what changed there."""
        return self.library.refresh(progress=progress, cancelled=cancelled)

    def source(self, name: str) -> Source:
        """Return a source, read. Raises ``NothingFound`` or ``Unreadable``."""
        return self.library.source(self.library.find(name).id)

    def source_or_none(self, id: str) -> Source | None:
        """Return the source with this id, or None when it is gone or cannot be read any more."""
        try:
            return self.library.source(id)
        except BriefingError:
            return None

    def findings(self, name: str) -> tuple[Finding, ...]:
        """Return what the program found in a source."""
        return self.library.findings(self.library.find(name).id)

    def findings_of(self, id: str) -> tuple[Finding, ...]:
        """Return what the program found in the source with this id; nothing when it cannot be read any more."""
        try:
            return self.library.findings(id)
        except BriefingError:
            return ()

    def matching(
        self,
        query: str | None = None,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Entries:
        """Return the sources that match ``query`` (the language of ``/``), or all; what was refused is among them.

        Findings that the query asks for are computed first where they are not known; ``progress`` is told of that.
        """
        if not query:
            return self.library.entries()
        pins = self.pins_by_source()
        self.library.prepare(query, pins=pins, progress=progress, cancelled=cancelled)
        return self.library.filter(query, pins=pins)

    def selected(
        self,
        query: str | None = None,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Entry]:
        """Return those of the sources of :meth:`matching` that can be read."""

        def found() -> list[Entry]:
            entries = self.matching(query, progress=progress, cancelled=cancelled)
            return [entry for entry in entries if entry.status == "ok"]

        return self.library.surely(found)

    def ledger(
        self,
        query: str | None = None,
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Group]:
        """Return the figures of the desk grouped by what they measure, conflicts first.

        ``progress`` is told of sources whose findings are computed on the way. When ``cancelled``, only what was known
        until then is grouped.
        """
        from briefing.extract.ledger import ledger

        ids = [entry.id for entry in self.selected(query, progress=progress, cancelled=cancelled)]
        self.library.prefetch(ids, progress=progress, cancelled=cancelled)
        if cancelled and cancelled():
            ids = [id for id in ids if self.library.entry(id).figures is not None]
        return ledger(self.material(ids))

    def material(self, ids: Iterable[str]) -> Iterator[tuple[Source, tuple[Finding, ...]]]:
        """Yield sources with their findings; what cannot be read any more, since it changed meanwhile, is left out."""
        for id in ids:
            try:
                read, findings = self.library.source(id), self.library.findings(id)
            except BriefingError:
                continue
            yield read, findings

    def original(self, id: str) -> bytes:
        """Return the bytes of a source's file as they are on disk. Raises ``NothingFound``."""
        data = self.files.read("sources/" + id.split("#", 1)[0])
        if data is None:
            raise NothingFound(f"the file of {id} is gone")
        return data

    def pins_by_source(self) -> dict[str, list[Pin]]:
        """Return all pins by the id of their source."""
        by_source: dict[str, list[Pin]] = {}
        for pin in self.pins.all():
            by_source.setdefault(pin.source, []).append(pin)
        return by_source
