"""What the workbench shows, read from the desk. Widgets draw this and hold nothing of their own.

Every action ends in the desk; then the model reads the desk again (:meth:`Model.reload`) and the widgets draw anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, NothingFound
from briefing.tui.layout.finding import places
from briefing.tui.layout.shift import shifted
from briefing.tui.opened import Opened, Place, opened

if TYPE_CHECKING:
    from briefing.briefs.brief import Brief, Item
    from briefing.desk import Desk
    from briefing.extract.finding import Finding
    from briefing.library import Changes, Entry
    from briefing.library.entries import Entries
    from briefing.pins import Pin, Resolution


Node = tuple[int, int]
"""A node of the brief: section and item; item -1 is the section's heading, section -1 the title and bottom line."""

HEAD: Node = (-1, -1)


class Model:
    """The desk as the workbench sees it."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing yet but the session."""
        self.desk = desk
        session = desk.load_session()
        self.all: Entries | tuple[()] = ()
        self.entries: Entries | tuple[()] = ()
        self._known: dict[str, Entry | None] = {}
        self.query: str = ""
        self.folding: bool = session.get("folding") is True
        self.unfolded: set[str] = set()
        self.looked = self.stopped = False
        self.index = 0
        self.places: dict[str, Place] = _places(session.get("places"))
        self.current: Opened | None = None
        self.anchor: int | None = None
        self.needle: str = ""
        self.matches: tuple[int, ...] = ()
        self._match_ends: tuple[int, ...] = ()
        self.show_furniture: bool = session.get("furniture") is not False
        self.pins: dict[str, Pin] = {}
        self._pin_counts: Counter[str] = Counter()
        self.brief_name: str | None = _text(session.get("brief"))
        self.brief: Brief | None = None
        self.trouble: str | None = None
        self.node: Node = _node(session.get("node"))
        self.folded: set[str] = _words(session.get("folded"))
        self.clipboard: Item | None = None
        self.outcomes: Mapping[str, Resolution] = {}
        self.seen: dict[str, tuple[int, int]] = {}
        self.gone: str | None = None
        """The open source, where its file was removed."""
        self.stale = False
        """Whether the open source is being read again."""
        self.wanted: str | None = _text(session.get("source"))
        self.pane: str = _text(session.get("pane")) or "sources"
        self.export_choice: dict[str, Any] = dict(session.get("export") or {})
        self.theme: str | None = _text(session.get("theme"))

    # ------------------------------------------------------------------ reading the desk

    def reload_entries(self, moved: Iterable[tuple[str, str]] = ()) -> None:
        """Read the list of sources, keeping the one under the cursor; ``moved`` are ids before and now."""
        kept = self.entry
        library = self.desk.library
        self.all = library.entries()
        self._known = {}
        self.entries = library.filter(self.query, pins=self._pins_by_source()) if self.query else self.all
        if self.folding:
            self.entries = library.fold(self.entries, self.unfolded)
        wanted = dict(moved).get(kept.id, kept.id) if kept is not None else self.wanted
        at = self.entries.index_of(wanted) if wanted is not None else None
        self.index = max(0, min(self.index if at is None else at, len(self.entries) - 1))

    def follow(self, changes: Changes) -> str | None:
        """Take in what happened to the open source; return the id to read it by again, None where nothing did.

        Until it is read, what was read before stays.
        """
        if self.current is None:
            return None
        id = self.current.source.id
        now = dict(changes.moved).get(id, id)
        if now != id:
            self.places[now] = self.place
        elif id in changes.removed and id not in changes.added:
            self.gone = id
            return None
        self.stale = now != id or id in changes.changed or (id == self.gone and id in changes.added)
        return now if self.stale else None

    def show(self, read: Opened) -> None:
        """Show a source; the open one, read again, with the cursor at the same words and what was looked for in it."""
        before, place = self.current, self.place_in(read.source.id)
        text, same = read.source.text, before is not None and read.source.id == before.source.id
        if before is not None and same:
            place.cursor, place.top = shifted(before.source.text, text, (place.cursor, place.top))
        if not same and (before is None or before.source.text != text):
            self.needle = ""
        self.current, self.anchor, self.gone, self.stale = read, None, None, False
        self.found(places(text, self.needle))
        if place.fresh and place.top == 0:
            place.top = place.cursor = read.first
        last = max(len(text) - 1, 0)
        place.cursor, place.top = min(place.cursor, last), min(place.top, last)

    def reload_pins(self) -> None:
        """Read the pins of the desk, and where those of the open source stand, unless that is being read again."""
        self.pins = {pin.id: pin for pin in self.desk.pins.all()}
        self._pin_counts = Counter(pin.source for pin in self.pins.values())
        if self.current is not None and not self.stale:
            source = self.current.source
            self.current = opened(source, self.current.findings, self.desk.resolve_all(source=source.id))

    def reload_brief(self) -> None:
        """Read the brief: the one in use, else the most recent; a brief that does not parse is told, not shown."""
        names = self.desk.briefs.names()
        if self.brief_name not in names:
            self.brief_name = names[0] if names else None
        self.brief, self.trouble = None, None
        if self.brief_name is not None:
            try:
                self.brief = self.desk.brief(self.brief_name)
            except BriefingError as error:
                self.trouble = str(error)
        self.node = self._nearest(self.node)

    def reload(self) -> None:
        """Read everything that a change to a file can have changed."""
        self.see()
        self.reload_pins()
        if self.query and self.desk.library.asks_pins(self.query):
            self.reload_entries()
        self.reload_brief()

    def see(self) -> None:
        """Take note of the state of the files that are about to be read."""
        self.seen = self.stamp()

    def stamp(self) -> dict[str, tuple[int, int]]:
        """Return what changes when another program writes the brief, the open source's pins, or the settings."""
        names = ["desk.yaml", "briefs", "pins"]
        if self.brief_name is not None:
            names += [f"briefs/{self.brief_name}.yaml", f"briefs/{self.brief_name}.md"]
        if self.current is not None:
            names.append(f"pins/{self.current.source.id}.yaml")
        found = {}
        for name in names:
            try:
                state = self.desk.files.path(name).stat()
                found[name] = (state.st_mtime_ns, state.st_size)
            except OSError:
                found[name] = (0, 0)
        return found

    def _pins_by_source(self) -> dict[str, list[Pin]]:
        found: dict[str, list[Pin]] = {}
        for pin in self.pins.values():
            found.setdefault(pin.source, []).append(pin)
        return found

    # ------------------------------------------------------------------ sources

    @property
    def entry(self) -> Entry | None:
        """The source under the cursor of the list."""
        return self.entries[self.index] if 0 <= self.index < len(self.entries) else None

    def copies(self, index: int) -> int:
        """Return how many copies and rewrites the source at a place of the list stands for, in sight or not."""
        return self.entries.copies(index) if self.entries else 0

    def is_copy(self, index: int) -> bool:
        """Tell whether the source at a place of the list is one of the copies below another."""
        return self.entries.is_copy(index) if self.entries else False

    def entry_of(self, source: str) -> Entry | None:
        """Return the entry of a source; the list, which may be long, is not walked."""
        if source not in self._known:
            try:
                self._known[source] = self.desk.library.entry(source)
            except NothingFound:
                self._known[source] = None
        return self._known[source]

    def outlet(self, source: str) -> str:
        """Return who published a source and when, else its name."""
        entry = self.entry_of(source)
        if entry is None:
            return source
        return " ".join(part for part in (entry.publisher or entry.title, (entry.date or "")[:10]) if part)

    @property
    def place(self) -> Place:
        """Where the analyst is in the open source."""
        return self.places.setdefault(self.current.source.id, Place()) if self.current else Place()

    def pins_in(self, source: str) -> int:
        """Return how many pins a source has."""
        return self._pin_counts[source]

    def place_in(self, source: str) -> Place:
        """Return where the analyst is in a source."""
        return self.places.setdefault(source, Place())

    def entry_in_view(self, pane: str) -> Entry | None:
        """Return the source that a pane is about: the one under the list's cursor, else the open one."""
        if pane == "sources" or self.current is None:
            return self.entry
        return self.entry_of(self.current.source.id)

    def finding_at(self, start: int, end: int) -> Finding | None:
        """Return the marked finding with exactly this span."""
        if self.current is None:
            return None
        touching = self.current.marks.touching(start, max(end, start + 1))
        return next((f for s, e, f in touching if (s, e) == (start, end)), None)

    @property
    def selection(self) -> tuple[int, int] | None:
        """The span selected in the reader, both ends included, as offsets with the end excluded."""
        if self.anchor is None or self.current is None:
            return None
        low, high = sorted((self.anchor, self.place.cursor))
        return low, min(high + 1, len(self.current.source.text))

    def found(self, spans: Sequence[tuple[int, int]]) -> None:
        """Take note of where the words looked for stand in the open source."""
        self.matches, self._match_ends = tuple(start for start, _ in spans), tuple(end for _, end in spans)

    def matches_between(self, start: int, end: int) -> Sequence[tuple[int, int]]:
        """Return the spans of the words looked for that have something between two offsets."""
        some = slice(bisect_right(self._match_ends, start), bisect_left(self.matches, end))
        return list(zip(self.matches[some], self._match_ends[some], strict=True))

    def finding_here(self) -> Finding | None:
        """Return the finding under the reader's cursor: the one that starts there, else the shortest over it."""
        if self.current is None:
            return None
        cursor, stop = self.place.cursor, self.place.stop
        over = [f for _, _, f in self.current.marks.covering(cursor)]
        return min(over, key=lambda f: (f.start != cursor, f.n != stop, f.end - f.start), default=None)

    def stop_after(self, steps: int) -> Finding | None:
        """Return the finding that many stops on (back, where negative), the last or first at most; None at the end."""
        if self.current is None:
            return None
        stops, place = self.current.stops, self.place
        here = self.finding_here()
        if here is not None and here.start == place.cursor and here.n == place.stop:
            at = self.current.order[here.n] + steps
        elif steps > 0:
            at = bisect_left(self.current.starts, place.cursor + (not place.fresh)) + steps - 1
        else:
            at = bisect_left(self.current.starts, place.cursor) + steps
        at_most = max(0, min(at, len(stops) - 1))
        target = stops[at_most] if stops else None
        return None if target is here and target is not None and place.stop == target.n else target

    def pin_here(self) -> Pin | None:
        """Return the pin under the reader's cursor, that of the finding there before any other."""
        if self.current is None:
            return None
        found = self.finding_here()
        if found is not None and (pin := self.current.pin_at(found.start, found.end)):
            return pin
        over = self.current.pinned.covering(self.place.cursor)
        return min(((e - s, pin.id, pin) for s, e, pin in over), default=(0, "", None))[2]

    # ------------------------------------------------------------------ the brief

    def nodes(self) -> list[Node]:
        """Return the nodes of the brief that show, in order: folded sections only with their headings."""
        if self.brief is None:
            return []
        found = [HEAD]
        for s, section in enumerate(self.brief.sections):
            found.append((s, -1))
            if section.heading not in self.folded:
                found.extend((s, i) for i in range(len(section.items)))
        return found

    def _nearest(self, node: Node) -> Node:
        nodes = self.nodes()
        return max((n for n in nodes if n <= node), default=HEAD)

    def item_here(self) -> Item | None:
        """Return the item under the brief's cursor; None on a heading."""
        s, i = self.node
        if self.brief is None or s < 0 or i < 0 or s >= len(self.brief.sections):
            return None
        items = self.brief.sections[s].items
        return items[i] if i < len(items) else None

    def suspects(self) -> tuple[tuple[str, str, str], ...]:
        """Return the pins of the brief whose source is not the text they were pinned in; only they can have moved.

        Of each its id, the digest of the text it was pinned in, and that of the source now ("" when it is gone).
        """
        from briefing.briefs import references

        found = []
        for id in dict.fromkeys(references(self.brief)) if self.brief is not None else ():
            if (pin := self.pins.get(id)) is not None:
                entry = self.entry_of(pin.source)
                found.append((id, pin.anchor.digest, entry.digest if entry is not None else ""))
        return tuple(suspect for suspect in found if suspect[1] != suspect[2])

    def broken(self) -> int:
        """Return how many pins do not stand in their sources any more, as far as was looked."""
        return sum(not found.ok for id, found in self.outcomes.items() if id in self.pins)

    @property
    def section(self) -> str | None:
        """The heading of the current section: the one under the brief's cursor, else the first."""
        if self.brief is None or not self.brief.sections:
            return None
        return self.brief.sections[max(self.node[0], 0)].heading

    def find_pin(self, id: str) -> Node | None:
        """Return the node of the block that shows a pin."""
        if self.brief is None:
            return None
        return next(((s, i) for s, i, item in self.brief.items() if getattr(item, "pin", None) == id), None)

    # ------------------------------------------------------------------ the session

    def session(self) -> dict[str, Any]:
        """Return what to restore next time: offsets and names, never text of a source."""
        recent = list(self.places.items())[-500:]
        return {
            "places": {id: [place.cursor, place.top] for id, place in recent},
            "source": self.current.source.id if self.current else self.wanted,
            "brief": self.brief_name,
            "node": list(self.node),
            "folded": sorted(self.folded),
            "pane": self.pane,
            "furniture": self.show_furniture,
            "folding": self.folding,
            "export": self.export_choice,
            "theme": self.theme,
        }


def _places(kept: object) -> dict[str, Place]:
    if not isinstance(kept, dict):
        return {}
    return {
        str(id): Place(max(at[0], 0), max(at[1], 0), fresh=False)
        for id, at in kept.items()
        if isinstance(at, list) and len(at) == 2 and all(isinstance(n, int) for n in at)
    }


def _node(kept: object) -> Node:
    if isinstance(kept, list) and len(kept) == 2 and all(isinstance(n, int) for n in kept):
        return (kept[0], kept[1])
    return HEAD


def _words(kept: object) -> set[str]:
    return {word for word in kept if isinstance(word, str)} if isinstance(kept, list) else set()


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
