"""The language of ``/``: which entries of the list are shown while the analyst types.

Words must all stand in title, publisher or date, in any order, as parts of words; ``"two words"`` next to each other.
``-`` before anything turns it round. ``publisher:``, ``author:``, ``speaker:``, ``tag:``, ``marking:`` and
``language:`` look there; ``after:`` and ``before:`` take a day, month or year; ``has:`` takes quote, statement, figure
or pin; ``unpinned`` and ``refused`` stand alone. Whatever has no sensible value is taken as words.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, Protocol

from briefing.library.catalogue import ORDER, Catalogue
from briefing.library.query import first_day
from briefing.library.record import FIELD, NO_DATE
from briefing.library.words import fold, words

_PART = re.compile(r'(?P<not>-?)(?:(?P<key>[A-Za-z]+):)?(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')
_KINDS = {
    **dict.fromkeys(("quote", "quotes"), "quotes"),
    **dict.fromkeys(("statement", "statements"), "statements"),
    **dict.fromkeys(("figure", "figures"), "figures"),
}
_COLUMNS = ("author", "marking", "language")

Test = Callable[[Sequence[int]], Sequence[int]]


class Pinned(Protocol):
    """What the filter asks of a pin."""

    @property
    def speaker(self) -> str | None:
        """Who said it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One condition: ``key`` "" is for words. ``value`` is as typed."""

    key: str
    value: str
    negated: bool = False


def parse(query: str) -> list[Part]:
    """Return the conditions of a query; every query has a meaning."""
    parts = []
    for match in _PART.finditer(query):
        key, value = (match["key"] or "").lower(), match["quoted"] if match["quoted"] is not None else match["word"]
        if key and not _sensible(key, value):
            key, value = "", f"{match['key']}:{value}"
        if not key and match["word"] is not None and value.lower() in ("unpinned", "refused"):
            key, value = value.lower(), ""
        if key or value != "-":  # a minus whose word is still to come
            parts.append(Part(key, value, bool(match["not"])))
    return parts


def _sensible(key: str, value: str) -> bool:
    if key in ("after", "before"):
        return first_day(value) is not None
    if key == "has":
        return value.lower() in (*_KINDS, "pin", "pins")
    return key in ("publisher", "speaker", "tag", *_COLUMNS) and bool(words(value))


class Haystack:
    """The lines of all entries in the list's order, folded.

    They are text, not bytes: looking for bytes in bytes takes Python several times as long.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the lines from the catalogue; takes a tenth of a second for 100,000."""
        self.rows = array("I")
        self.lines: list[str] = []
        for some in catalogue.stream(f"select id, line from entry order by {ORDER}"):  # noqa: S608
            self.rows.extend(row for row, _ in some)
            self.lines.extend(line for _, line in some)

    def places(self) -> range:
        """Return the places of all entries."""
        return range(len(self.lines))

    def rows_at(self, places: Sequence[int]) -> array[int]:
        """Return the rows of the entries at ``places``."""
        if isinstance(places, range):
            return self.rows[places.start : places.stop]
        return array("I", map(self.rows.__getitem__, places))

    @cached_property
    def dated(self) -> int:
        """How many entries have a day. They stand first, the newest before the others: the list's order."""
        return bisect_left(self.lines, True, key=lambda line: line[-10:] == NO_DATE)

    def since(self, day: str) -> int:
        """Return how many entries are of ``day`` or younger; they are the first ones."""
        return bisect_left(self.lines, True, hi=self.dated, key=lambda line: line[-10:] < day)

    @cached_property
    def publishers(self) -> tuple[dict[str, int], array[int]]:
        """The publishers, folded, with their numbers, and the number of each entry's publisher."""
        numbers: dict[str, int] = {}
        own = array("I", [numbers.setdefault(line.split(FIELD, 2)[1], len(numbers)) for line in self.lines])
        return numbers, own


def asks_findings(part: Part) -> bool:
    """Whether the answer to a condition depends on which findings are known."""
    return part.key == "speaker" or (part.key == "has" and part.value.lower() in _KINDS)


def choose(
    haystack: Haystack, catalogue: Catalogue, parts: Iterable[Part], pins: Mapping[str, Sequence[Pinned]]
) -> array[int]:
    """Return the rows of the entries that fulfil all conditions, in the list's order."""
    places: Sequence[int] = haystack.places()
    for part in sorted(parts, key=_cost):
        kept = _test(part, haystack, catalogue, pins)(places)
        if part.negated and part.key:
            dropped = set(kept)
            kept = [at for at in places if at not in dropped]
        places = kept
    return haystack.rows_at(places)


def _cost(part: Part) -> int:
    """Return when a condition is looked at: days leave a stretch of the list, at no cost, when they come first."""
    return 0 if part.key in ("after", "before") and not part.negated else 1 if not part.key else 2


def _test(part: Part, haystack: Haystack, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> Test:
    rows = haystack.rows
    match part.key:
        case "":
            return _text(part, haystack.lines)
        case "publisher":
            return _publisher(part.value, haystack)
        case "after" | "before":
            return _day(part, haystack)
        case "unpinned":
            pinned = _rows_of(catalogue, _with_pins(pins))
            return lambda places: [at for at in places if rows[at] not in pinned] if pinned else places
        case _:
            wanted = _asked(part, catalogue, pins)
            return lambda places: [at for at in places if rows[at] in wanted] if wanted else []


def _text(part: Part, lines: Sequence[str]) -> Test:
    needle, negated = _needle(part.value), part.negated

    def test(places: Sequence[int]) -> Sequence[int]:
        if isinstance(places, range):  # going along the lines is twice as fast as going by number
            some = enumerate(islice(lines, places.start, places.stop), places.start)
            return [at for at, line in some if (needle in line) is not negated]
        return [at for at in places if (needle in lines[at]) is not negated]

    return test


def _publisher(value: str, haystack: Haystack) -> Test:
    needle = _needle(value)
    numbers, own = haystack.publishers
    wanted = {number for name, number in numbers.items() if needle in name}
    return lambda places: [at for at in places if own[at] in wanted] if wanted else []


def _day(part: Part, haystack: Haystack) -> Test:
    since = haystack.since(first_day(part.value) or "")
    first, end = (0, since) if part.key == "after" else (since, haystack.dated)

    def test(places: Sequence[int]) -> Sequence[int]:
        if isinstance(places, range):
            return range(max(places.start, first), max(places.start, first, min(places.stop, end)))
        return [at for at in places if first <= at < end]

    return test


def _needle(value: str) -> str:
    return " ".join(fold(value).encode("utf-8", "replace").decode().split())


def _asked(part: Part, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> set[int]:
    """Return the rows that fulfil a condition which only the catalogue or the pins can answer."""
    value = part.value.lower()
    if part.key == "refused":
        return _set(catalogue.all("select id from entry where refused is not null"))
    if part.key == "has" and value in _KINDS:
        kind = _KINDS[value]
        return _set(catalogue.all(f"select e.id from finding f join entry e on e.key = f.key where f.{kind} > 0"))  # noqa: S608
    if part.key == "has":
        return _rows_of(catalogue, _with_pins(pins))
    if part.key == "speaker":
        return _speaker(words(part.value), catalogue, pins)
    column = "tags" if part.key == "tag" else part.key
    needle = fold(part.value)
    found = catalogue.all(f"select id, {column} from entry where {column} is not null")  # noqa: S608
    return {row for row, text in found if needle in fold(text)}


def _speaker(names: Sequence[str], catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> set[int]:
    """Return the rows of sources in which someone of that name speaks, by pins and by the findings known so far."""
    name = " ".join(names)
    sql = "select e.id from finding f join entry e on e.key = f.key where instr(f.speakers, ?)"
    found = _set(catalogue.all(sql, f" {name}"))
    by_pin = {id for id, kept in pins.items() if any(_speaks(pin, name) for pin in kept)}
    return found | _rows_of(catalogue, by_pin)


def _speaks(pin: Pinned, name: str) -> bool:
    return bool(pin.speaker) and f" {name}" in " " + " ".join(words(pin.speaker or ""))


def _with_pins(pins: Mapping[str, Sequence[Pinned]]) -> list[str]:
    return [id for id, kept in pins.items() if kept]


def _rows_of(catalogue: Catalogue, ids: Iterable[str]) -> set[int]:
    return _set(catalogue.among("select id from entry where name in (*)", ids))


def _set(rows: Iterable[tuple[Any, ...]]) -> set[int]:
    return {row for (row,) in rows}
