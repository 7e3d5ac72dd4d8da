"""The sources of a desk."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from briefing.errors import NothingFound, Unreadable
from briefing.extract.finding import Finding
from briefing.ingest.source import Source
from briefing.library.entry import Changes, Entry, Hit, Progress
from briefing.settings import Settings


class Library:
    """The sources of one desk: what changed, index, search."""

    def __init__(self, root: Path, settings: Settings) -> None:
        """Take the desk's folder; nothing is read yet."""
        self.root = root
        self.settings = settings
        self._entries: dict[str, Entry] = {}
        self._sources: dict[str, Source] = {}
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._lock = threading.RLock()
        self._seen = False

    def entries(self) -> Sequence[Entry]:
        """Return the list of sources, newest first, then by title."""
        if not self._seen:
            self.refresh()
        ordered = sorted(self._entries.values(), key=lambda e: e.title.casefold())
        return sorted(ordered, key=lambda e: e.date or "", reverse=True)

    def refresh(
        self, *, progress: Callable[[Progress], None] | None = None, cancelled: Callable[[], bool] | None = None
    ) -> Changes:
        """Read what stands below ``sources/``."""
        from briefing.ingest import READABLE, read_file

        base = self.root / "sources"
        found: dict[str, Entry] = {}
        sources: dict[str, Source] = {}
        with self._lock:
            paths = [p for p in sorted(base.rglob("*")) if p.is_file() and p.suffix.lower() in READABLE]
            for n, path in enumerate(paths):
                id = path.relative_to(base).as_posix()
                if progress:
                    progress(Progress("reading", n, len(paths)))
                try:
                    for s in read_file(path, id=id, outlets=self.settings.outlets):
                        sources[s.id] = s
                        found[s.id] = _entry(s, path.stat().st_size)
                except Unreadable as error:
                    found[id] = Entry(id, path.name, size=path.stat().st_size, status="refused", reason=str(error))
            old, self._entries, self._sources, self._seen = self._entries, found, sources, True
        return Changes(
            added=tuple(i for i in found if i not in old),
            changed=tuple(i for i in found if i in old and old[i].digest != found[i].digest),
            removed=tuple(i for i in old if i not in found),
            refused=tuple(i for i, e in found.items() if e.status == "refused"),
        )

    def find(self, name: str) -> Entry:
        """Return the source of that path or unique part of a path. Raises ``NothingFound``."""
        entries = self.entries()
        name = name.removeprefix("sources/")
        exact = [e for e in entries if e.id == name]
        near = exact or [e for e in entries if name.casefold() in e.id.casefold()]
        if len(near) == 1:
            return near[0]
        if near:
            raise NothingFound(f"{name!r} could be {', '.join(e.id for e in near[:5])}: name one")
        raise NothingFound(f"no source is called {name!r}")

    def source(self, id: str) -> Source:
        """Return the source, read. Raises ``Unreadable`` or ``NothingFound``."""
        entry = self.find(id)
        if entry.status == "refused":
            raise Unreadable(entry.reason or "")
        return self._sources[entry.id]

    def findings(self, id: str) -> tuple[Finding, ...]:
        """Return the findings of a source, computed when first needed."""
        from briefing.extract import find

        source = self.source(id)
        if source.digest not in self._findings:
            self._findings[source.digest] = find(source)
        return self._findings[source.digest]

    def prefetch(self, ids: Sequence[str]) -> None:
        """Compute the findings of sources that will be needed soon."""
        for id in ids:
            self.findings(id)

    def search(self, query: str, *, limit: int = 20) -> list[Hit]:
        """Return sources whose text holds all words of the query."""
        words = [w.strip('"*').casefold() for w in query.split()]
        hits = []
        for entry in self.entries():
            source = self._sources.get(entry.id)
            if source is None or not words or not all(w in source.text.casefold() for w in words):
                continue
            at = source.text.casefold().find(words[0])
            start = max(0, at - 60)
            snippet = source.text[start : at + 140].replace("\n", " ")
            span = (at - start, at - start + len(words[0]))
            hits.append(Hit(entry.id, entry.title, entry.publisher, entry.date, 1.0, snippet, [span], at))
        return hits[:limit]

    def filter(self, query: str, *, pins: Mapping[str, Sequence[Any]] | None = None) -> Sequence[Entry]:
        """Return the entries whose title or publisher holds every word of the query."""
        words = query.casefold().split()
        return [e for e in self.entries() if all(w in f"{e.title} {e.publisher or ''}".casefold() for w in words)]

    def watch(self, stop: threading.Event) -> Iterator[Changes]:
        """Yield what other programs changed, until ``stop`` is set."""
        from watchfiles import watch

        for _ in watch(self.root / "sources", stop_event=stop, debounce=400, step=50, rust_timeout=500):
            changes = self.refresh()
            if changes:
                yield changes

    def close(self) -> None:
        """Let go of everything that is open."""


def _entry(source: Source, size: int) -> Entry:
    m = source.meta
    return Entry(
        source.id,
        source.title,
        m.publisher,
        m.date,
        m.author,
        m.language,
        m.marking,
        m.reliability,
        source.origin,
        m.tags,
        source.digest,
        size,
    )
