"""The sources of a desk: the one object that the other stages ask."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from briefing.errors import NothingFound
from briefing.files import STATE
from briefing.library.entry import Changes, Entry, Hit, Progress
from briefing.settings import Settings

if TYPE_CHECKING:
    from briefing.extract.finding import Finding
    from briefing.ingest.source import Source
    from briefing.library.entries import Entries
    from briefing.library.filtering import Part, Pinned
    from briefing.library.haystack import Haystack
    from briefing.library.parts import Parts

_SMALL = 5_000
"""Up to so many files a look at the whole folder costs a fiftieth of a second."""

_AGAIN = 0.3
"""Seconds between two tries while another program writes."""

Told = Callable[[Progress], None]
Stop = Callable[[], bool]
T = TypeVar("T")


class Library:
    """The sources of one desk: what changed, index, search. Every method may be called from any thread."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Take the desk's folder; nothing is opened yet."""
        self.root = root
        self.sources = root / "sources"
        self.settings = settings
        self._refreshing = threading.Lock()
        self._lock = threading.RLock()
        self._opened: Parts | None = None
        self._haystack: tuple[object, Haystack] | None = None
        self._stories: tuple[object, Mapping[int, str]] | None = None
        self._seen: tuple[object, int] | None = None
        self._watched = False
        self._within = threading.local()
        self._reader = 0

    # ------------------------------------------------------------------ opened when first used

    @property
    def _parts(self) -> Parts:
        with self._lock:
            if self._opened is None:
                from briefing.library.parts import Parts

                self._opened = Parts(self.root / STATE, self.sources, self.settings.outlets)
            return self._opened

    def close(self) -> None:
        """Let go of everything that is open; it is opened again when asked for."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    # ------------------------------------------------------------------ mended when damaged

    def surely(self, ask: Callable[[], T]) -> T:
        """Return ``ask()``; where the catalogue turns out to be damaged meanwhile, once more, from a new one.

        The folder is read again for that, unless another thread watches it and does so at once: until then the new one
        is empty. Raises ``Lost`` where that is damaged as well, and what ``ask`` raises.

        What is asked within goes by the outermost of these: of several answers that belong together none is kept.
        """
        from briefing.library.catalogue import Lost

        if getattr(self._within, "surely", False):
            return ask()
        self._within.surely = True
        try:
            return ask()
        except Lost:
            if not (self._watched or self._refreshing.locked()):
                self.refresh()
            return ask()
        finally:
            self._within.surely = False

    # ------------------------------------------------------------------ the list

    def entries(self) -> Entries:
        """Return the list as it was when last looked at: newest first, then by title, what was refused last.

        It is there at once whatever its size, and reads what is looked at; it stays as it is when the desk changes.
        """
        return self.surely(self._entries)

    def _entries(self) -> Entries:
        from briefing.library import sums
        from briefing.library.entries import Entries

        with self._parts.catalogue.sound():
            order = sums.opened(self._parts.catalogue.get("order"))
        return Entries(self._parts.rows, order)

    def entry(self, id: str) -> Entry:
        """Return the entry of a source. Raises ``NothingFound``."""
        return self.surely(lambda: self._entry(id))

    def _entry(self, id: str) -> Entry:
        rows, since = self._parts.rows, self._parts.catalogue.lost
        found = rows.by_name(id)
        if found is not None:
            return found
        if self._parts.shelf.has_file(id) and rows.unlisted(id):
            raise self._parts.catalogue.lose(since)
        raise NothingFound(f"no source is called {id!r}: 'briefing list' shows all")

    def find(self, name: str) -> Entry:
        """Return the source whose path below ``sources/`` is ``name``, or holds it and no other does.

        The folder is looked at again when nothing is called so. Raises ``NothingFound``, naming what is near.
        """
        from briefing.library.names import resolve

        def resolved() -> Entry:
            return self._entry(resolve(self._parts.catalogue, name))

        try:
            return self.surely(resolved)
        except NothingFound:
            if self._refreshing.locked() or not self.refresh():
                raise
        return self.surely(resolved)

    def filter(self, query: str, *, pins: Mapping[str, Sequence[Pinned]] | None = None) -> Entries:
        """Return the entries that match a query in the language of ``/`` (:mod:`briefing.library.filtering`).

        ``pins`` are the pins by the id of their source, for ``has:pin``, ``unpinned`` and ``speaker:``. Nothing is
        read: of sources whose findings are not known yet (see :meth:`prepare`), ``has:`` and ``speaker:`` find none.
        """
        from briefing.library.filtering import parse

        return self.surely(lambda: self._fulfilling(parse(query), pins))

    def asks_findings(self, query: str) -> bool:
        """Whether the answer of :meth:`filter` to a query depends on which findings are known."""
        from briefing.library.filtering import asks_findings, parse

        return any(map(asks_findings, parse(query)))

    def asks_pins(self, query: str) -> bool:
        """Whether the answer of :meth:`filter` to a query depends on the pins."""
        from briefing.library.filtering import asks_pins, parse

        return any(map(asks_pins, parse(query)))

    def prepare(
        self,
        query: str,
        *,
        pins: Mapping[str, Sequence[Pinned]] | None = None,
        progress: Told | None = None,
        cancelled: Stop | None = None,
    ) -> None:
        """Compute the findings on which the answer of :meth:`filter` to a query depends, where they are not known."""
        from briefing.library.filtering import asks_findings, parse

        parts = parse(query)
        others = [part for part in parts if not asks_findings(part)]
        if len(others) < len(parts):
            ids = self.surely(lambda: [entry.id for entry in self._fulfilling(others, pins)])
            self.prefetch(ids, progress=progress, cancelled=cancelled)

    def _fulfilling(self, conditions: Iterable[Part], pins: Mapping[str, Sequence[Pinned]] | None) -> Entries:
        from briefing.library.entries import Entries
        from briefing.library.filtering import choose

        return Entries(self._parts.rows, choose(self._lines(), self._parts.catalogue, conditions, pins or {}))

    def fold(self, entries: Entries, unfolded: Collection[str] = ()) -> Entries:
        """Return a list with one entry for each story, the first of those that share an origin.

        Of the stories with the origins ``unfolded``, the others stand right below it.
        """
        from briefing.library.entries import Entries
        from briefing.library.folding import fold

        folded = fold(entries.order, self.surely(self._told), unfolded)
        return Entries(self._parts.rows, folded.order, folded.under)

    def _told(self) -> Mapping[int, str]:
        from briefing.library.folding import stories

        now = self._now()
        with self._lock:
            if self._stories is None or self._stories[0] != now:
                self._stories = (now, stories(self._parts.catalogue))
            return self._stories[1]

    def _now(self) -> tuple[object, int]:
        """Return what is another value once the list is another one."""
        return self._parts.catalogue.get("generation"), self._parts.catalogue.lost

    def _lines(self) -> Haystack:
        from briefing.library.haystack import Haystack

        now = self._now()
        with self._lock:
            if self._haystack is None or self._haystack[0] != now:
                self._haystack = (now, Haystack(self._parts.catalogue))
            return self._haystack[1]

    # ------------------------------------------------------------------ what changed

    def refresh(
        self, *, progress: Told | None = None, cancelled: Stop | None = None, only: Iterable[str] | None = None
    ) -> Changes:
        """Take in what changed below ``sources/``, or of it only some paths; return what that was.

        ``progress`` is told how far it is and ``cancelled`` asked whether to stop, both in this thread; what was read
        until then stays. While another program writes, nothing is done and the answer says ``busy``.
        """
        from briefing.library.catalogue import Lost
        from briefing.library.index import Damaged

        paths = None if only is None else list(only)
        for _ in ("catalogue", "index"):  # either can be damaged, or go while it is written
            try:
                return self._refresh(progress, cancelled, paths)
            except Damaged:
                self._parts.indexes.damaged()
            except Lost:
                pass
            paths = None
        return self._refresh(progress, cancelled, None)

    def _refresh(self, progress: Told | None, cancelled: Stop | None, only: list[str] | None) -> Changes:
        from briefing.library.lock import writer
        from briefing.library.refresh import Refresh

        parts = self._parts
        with self._refreshing, writer(parts.catalogue.folder) as alone:
            self._reader = threading.get_ident()
            parts.check()
            elsewhere = self._moved_on()
            if not alone:
                return Changes(busy=True, elsewhere=elsewhere)
            if only is None:
                parts.verifier.few()
            parts.indexes.check()
            run = Refresh(
                parts.catalogue,
                self.sources,
                parts.indexes.writing,
                progress=progress,
                cancelled=cancelled,
                changed=parts.changed,
            )
            changes = run.run(only)
            self._moved_on()
        return replace(changes, elsewhere=elsewhere)

    def _moved_on(self) -> bool:
        """Whether another program changed the list since this was asked last."""
        now = self._now()
        before, self._seen = self._seen, now
        if before in (None, now):
            return False
        self._parts.changed()
        return True

    def ready(self, *, progress: Told | None = None, cancelled: Stop | None = None) -> Changes:
        """Make sure that the index can answer, at a cost that does not grow with the desk.

        A small desk is looked at whole; on a large one only a folder in which files came or went gives rise to that.
        """
        self._parts.check()
        if self.surely(self._looks_read):
            return Changes()
        return self.refresh(progress=progress, cancelled=cancelled)

    def _looks_read(self) -> bool:
        parts = self._parts
        (files,) = parts.catalogue.one("select count(*) from (select 1 from file limit ?)", _SMALL + 1) or (0,)
        return bool(files > _SMALL and parts.indexes.reading() is not None and self._folders_unchanged())

    def _folders_unchanged(self) -> bool:
        from briefing.library import scan

        for path, stamp in self._parts.catalogue.all("select path, stamp from folder"):
            try:
                if scan.stamp_of((self.sources / path).stat()) != stamp:
                    return False
            except OSError:
                return False
        return True

    def watch(self, stop: threading.Event) -> Iterator[Changes]:
        """Yield what changed from outside as soon as it was taken in, until ``stop`` is set."""
        from briefing.library.watching import watch

        def look(paths: list[str] | None) -> Changes:
            changes = self.refresh(only=paths)
            while changes.busy and not stop.wait(_AGAIN):
                changes = self.refresh(only=paths)
            self.surely(self._lines)  # the next key in the filter need not wait for them
            return changes

        def lost() -> bool:
            self._parts.check()
            return self._seen is not None and self._seen[1] != self._parts.catalogue.lost

        self.surely(self._lines)
        self._watched = True
        parts, busy = self._parts, self._refreshing.locked
        threading.Thread(target=lambda: parts.verifier.behind(stop, busy), name="verify", daemon=True).start()
        return self._preparing(watch(self.sources, stop, look, lost))

    def _preparing(self, told: Iterator[Changes]) -> Iterator[Changes]:
        """Yield what is ``told``, and read in between what the next key in the filter may ask for."""
        self.surely(lambda: self._lines().prepare(self._parts.catalogue))
        for changes in told:
            yield changes
            self.surely(lambda: self._lines().prepare(self._parts.catalogue))

    # ------------------------------------------------------------------ one source

    def source(self, id: str) -> Source:
        """Return a source, read: text, furniture, metadata with the origin it shares and its outlet's rating.

        Raises ``Unreadable`` with the reason, or ``NothingFound``.
        """
        return self.surely(lambda: self._parts.shelf.source(id))

    def findings(self, id: str) -> tuple[Finding, ...]:
        """Return the findings of a source, computed when first needed and kept. Raises as :meth:`source` does."""
        return self.surely(lambda: self._findings(id))

    def _findings(self, id: str) -> tuple[Finding, ...]:
        return self._parts.findings.of(self._parts.shelf.source(id))

    def prefetch(self, ids: Iterable[str], *, progress: Told | None = None, cancelled: Stop | None = None) -> None:
        """Compute the findings of sources that will be asked for, where they are not known; many on all cores.

        What cannot be read is passed over.
        """
        from briefing.library.prefetch import compute

        parts, here, wanted = self._parts, self._findings, list(ids)
        self.surely(
            lambda: compute(
                parts.catalogue, parts.findings, self.sources, wanted, here=here, progress=progress, cancelled=cancelled
            )
        )

    # ------------------------------------------------------------------ search

    def search(self, query: str, *, limit: int = 20, typing: bool = False, thorough: bool = False) -> list[Hit]:
        """Return the sources that match a query (:mod:`briefing.library.query`) best, at most ``limit``.

        While ``typing``, the last word counts as a prefix. Whatever the query, there is an answer and no error. A
        missing or damaged index is built first, which takes as long as :meth:`refresh`; only before and while the
        desk is first read, or another program does, the answer is what can be found so far. ``speaker:`` goes by
        the findings that are known, and finds who is only mentioned where they are not; when ``thorough``, those of the
        best matches are computed first.
        """
        from briefing.library.catalogue import Lost
        from briefing.library.index import Damaged, Missing
        from briefing.library.searching import search

        prepare = self.prefetch if thorough else None
        if not self._refreshing.locked():
            self._parts.check()
        for _ in ("as it is", "built again"):
            try:
                return search(self._parts, query, limit=limit, typing=typing, prepare=prepare)
            except (Damaged, Lost) as error:
                reads = self._refreshing.locked()
                if isinstance(error, Missing) and (reads or self._never_read()):
                    break
                if reads and self._reader == threading.get_ident():
                    break
                self.refresh()  # behind the one that runs, if any: what that goes on with is damaged as well
        return []

    def _never_read(self) -> bool:
        catalogue = self._parts.catalogue
        return self.surely(lambda: not catalogue.lost and catalogue.one("select 1 from file limit 1") is None)
