"""Which sources tell the same story in the same words: copies and rewrites of one report share an origin.

Sources whose sketches (see :mod:`briefing.library.sketch`) share enough hashes are joined. Hashes are counted first, so
that only sources that share one are ever compared, and the whole is near linear. What many sources share is boilerplate
and does not count; sources of one publisher must share far more, since an outlet repeats its own paragraphs of
background.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from briefing.library.catalogue import Catalogue
from briefing.library.sketch import shared
from briefing.library.sums import of_text

ENOUGH = 3
"""Hashes that two sketches must share: one or two can be a set phrase."""

SHARE = 0.1
"""The part of the smallest hashes that must be shared. A tenth of the words changed leaves .36, a fifth .15."""

SAME_OUTLET = 0.4
"""The same for two sources of one publisher."""

WIDE = 10
"""A hash in more sources than this may be an outlet's boilerplate where publishers are not known: it joins only
sources that share as much as two of one publisher must."""

COMMON = 50
"""A hash in more sources than this, and in more than :data:`COMMON_SHARE` of them, is boilerplate."""

COMMON_SHARE = 0.02

_NEIGHBOURS = 3
"""With how many of the next sources that hold the same hash a source is compared: enough to chain a group together."""

_COUNTED = 20_000
"""Hashes that are counted at once, about: more are parted first. What counts so many stays in the processor's cache,
which takes half the time of counting millions, and keeps the memory small.
"""


@dataclass(slots=True)
class Sketches:
    """Sketches of many sources side by side: rows, publishers as numbers (0: unknown), hashes, where each one's end."""

    rows: array[int] = field(default_factory=lambda: array("Q"))
    outlets: array[int] = field(default_factory=lambda: array("I"))
    hashes: array[int] = field(default_factory=lambda: array("I"))
    ends: array[int] = field(default_factory=lambda: array("Q"))
    numbers: dict[str, int] = field(default_factory=dict)

    def add(self, row: int, publisher: str | None, packed: bytes) -> None:
        """Add one sketch."""
        self.rows.append(row)
        self.outlets.append(self.numbers.setdefault(publisher.casefold(), len(self.numbers) + 1) if publisher else 0)
        self.hashes.frombytes(packed)
        self.ends.append(len(self.hashes))

    def __len__(self) -> int:
        return len(self.rows)

    def of(self, at: int) -> array[int]:
        """Return the hashes of the source at a place."""
        return self.hashes[self.ends[at - 1] if at else 0 : self.ends[at]]


def groups(sketches: Sketches, boilerplate: Iterable[int] = ()) -> list[list[int]]:
    """Return the rows of sources that tell one story, in groups of two and more.

    ``boilerplate`` are hashes known to be such from sources that are not among these.
    """
    holders = _holders(sketches)
    cap = _cap(len(sketches))
    often = {value: len(places) for value, places in holders.items() if len(places) > WIDE}
    common = {value for value, count in often.items() if count > cap}.union(boilerplate)
    judge = _Judge(sketches, common, often.keys() - common)
    join = _Joined(len(sketches))
    for places in holders.values():
        if len(places) <= cap:
            _compare(judge, places, join)
    return [[sketches.rows[at] for at in group] for group in join.groups()]


def _cap(total: int) -> int:
    return max(COMMON, int(total * COMMON_SHARE))


def _holders(sketches: Sketches) -> dict[int, list[int]]:
    """Return the places of the sources that hold a hash, for every hash that two and more hold."""
    shared_by_some: set[int] = set()
    for part in _parts(sketches.hashes):
        shared_by_some.update(value for value, count in Counter(part).items() if count > 1)
    holders: dict[int, list[int]] = {}
    start = 0
    for at, end in enumerate(sketches.ends):
        for value in shared_by_some.intersection(sketches.hashes[start:end]):
            holders.setdefault(value, []).append(at)
        start = end
    return holders


def _parts(hashes: array[int]) -> list[array[int]]:
    """Return hashes in parts, equal ones in the same."""
    count = len(hashes) // _COUNTED + 1
    if count == 1:
        return [hashes]
    parts: list[array[int]] = [array("I") for _ in range(count)]
    put = [part.append for part in parts]
    for value in hashes:
        put[value % count](value)
    return parts


def _compare(judge: _Judge, places: Sequence[int], join: _Joined) -> None:
    for at, one in enumerate(places):
        for other in places[at + 1 : at + 1 + _NEIGHBOURS]:
            if join.root(one) != join.root(other) and judge.same(one, other):
                join.union(one, other)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Tells whether two sources tell one story; ``common`` hashes do not count, ``wide`` ones count with care."""

    sketches: Sketches
    common: set[int]
    wide: set[int]

    def same(self, one: int, other: int) -> bool:
        a, b = set(self.sketches.of(one)), set(self.sketches.of(other))
        if a - self.common == b - self.common:
            return not a <= self.common
        # what is common is left out behind, not before: of its larger hashes, few sketches have room for, and those
        # would not count as common but as shared
        both, of = (hashes - self.common for hashes in shared(a, b))
        return len(both) >= ENOUGH and len(both) >= len(of) * self._need(one, other, both)

    def _need(self, one: int, other: int, both: set[int]) -> float:
        outlets = self.sketches.outlets[one], self.sketches.outlets[other]
        if outlets[0] and outlets[0] == outlets[1]:
            return SAME_OUTLET
        unknown = not all(outlets)
        return SAME_OUTLET if unknown and len(both - self.wide) < ENOUGH else SHARE


class _Joined:
    """Union-find over places."""

    def __init__(self, size: int) -> None:
        self.parent = array("I", range(size))

    def root(self, at: int) -> int:
        parent = self.parent
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    def union(self, one: int, other: int) -> None:
        a, b = self.root(one), self.root(other)
        self.parent[max(a, b)] = min(a, b)

    def groups(self) -> list[list[int]]:
        members: dict[int, list[int]] = {}
        for at in range(len(self.parent)):
            if (root := self.root(at)) != at:
                members.setdefault(root, [root]).append(at)
        return list(members.values())


# ---------------------------------------------------------------------- kept in the catalogue


def regroup(catalogue: Catalogue, touched: Iterable[int], stories: Iterable[str]) -> None:
    """Bring the origins in the catalogue up to date.

    ``touched`` are the rows of sources that were added or changed, ``stories`` the origins that changed and removed
    sources had: such a group may fall apart. A few are compared with what shares a hash with them; many, with all.
    """
    rows = set(touched) | _members(catalogue, stories)
    if not rows:
        return
    (total,) = catalogue.one("select count(*) from sketch") or (0,)
    if len(rows) * 20 > total:
        _write(catalogue, groups(_load(catalogue, None)), None)
        return
    near, boilerplate = _near(catalogue, rows)
    _write(catalogue, groups(_load(catalogue, near), boilerplate), near)


def _load(catalogue: Catalogue, rows: Iterable[int] | None) -> Sketches:
    sql = "select s.entry, e.publisher, s.hashes from sketch s join entry e on e.id = s.entry"
    sketches = Sketches()
    if rows is None:
        found = catalogue.stream(f"{sql} order by s.entry")
    else:
        found = iter([catalogue.among(f"{sql} where s.entry in (*) order by s.entry", rows)])
    for some in found:
        for row in some:
            sketches.add(*row)
    return sketches


def _members(catalogue: Catalogue, stories: Iterable[str]) -> set[int]:
    return {row for (row,) in catalogue.among("select id from entry where story in (*)", set(stories))}


def _near(catalogue: Catalogue, rows: set[int]) -> tuple[set[int], set[int]]:
    """Return ``rows`` and all that share a hash with them, with their groups; and the hashes that are boilerplate."""
    wanted: set[int] = set()
    for (packed,) in catalogue.among("select hashes from sketch where entry in (*)", rows):
        wanted.update(array("I", packed))
    holders: dict[int, list[int]] = {}
    total = 0
    for some in catalogue.stream("select entry, hashes from sketch"):
        total += len(some)
        for row, packed in some:
            for value in wanted.intersection(array("I", packed)):
                holders.setdefault(value, []).append(row)
    boilerplate = {value for value, found in holders.items() if len(found) > _cap(total)}
    near = rows.union(*(found for value, found in holders.items() if value not in boilerplate))
    told = catalogue.among("select distinct story from entry where id in (*)", near)
    return near | _members(catalogue, {story for (story,) in told if story}), boilerplate


def _write(catalogue: Catalogue, found: Sequence[Sequence[int]], among: set[int] | None) -> None:
    """Name the groups and keep the names; of the sources ``among`` these rows (None: all), the others lose theirs."""
    names = _named(catalogue, found)
    old: dict[int, str] = dict(catalogue.all("select id, story from entry where story is not null"))
    changes: list[tuple[str | None, int]] = [
        (None, row) for row in old if row not in names and (among is None or row in among)
    ]
    changes += [(name, row) for row, name in names.items() if old.get(row) != name]
    if changes:
        with catalogue.writing() as connection:
            told = ((name, of_text(row, name), row) for name, row in changes)
            connection.executemany("update entry set story = ?, told = ? where id = ?", told)


def _named(catalogue: Catalogue, found: Sequence[Sequence[int]]) -> Mapping[int, str]:
    """Return the origin of every row: what the earliest source that names one says, else the earliest source's id."""
    sql = "select id, coalesce(date, '9'), name, origin from entry where id in (*)"
    facts = {fact[0]: fact[1:] for fact in catalogue.among(sql, (row for group in found for row in group))}
    names: dict[int, str] = {}
    for group in found:
        members = sorted((facts[row] for row in group if row in facts), key=lambda fact: fact[:2])
        if members:
            name = next((origin for _, _, origin in members if origin), members[0][1])
            names.update(dict.fromkeys(group, name))
    return names
