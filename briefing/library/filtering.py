"""The language of ``/``: which entries of the list are shown while the analyst types.

Words must all stand in title, publisher or date, in any order, as parts of words; ``"two words"`` next to each other.
``-`` before anything turns it round. ``publisher:``, ``author:``, ``speaker:``, ``tag:``, ``marking:`` and
``language:`` look there; ``after:`` and ``before:`` take a day, month or year; ``has:`` takes quote, statement, figure
or pin; ``unpinned`` and ``refused`` stand alone. Whatever has no sensible value is taken as words.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from briefing.library.catalogue import Catalogue
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
    """The lines of all entries in the list's order, folded, as bytes: half the memory of text with accents."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Read the lines from the catalogue; takes a tenth of a second for 100,000."""
        self.rows = array("I")
        self.lines: list[bytes] = []
        sql = "select id, line from entry order by refused is not null, substr(line, -10) desc, line"
        for some in catalogue.stream(sql):
            self.rows.extend(row for row, _ in some)
            self.lines.extend(line.encode() for _, line in some)

    def places(self) -> range:
        """Return the places of all entries."""
        return range(len(self.lines))


def choose(haystack: Haystack, catalogue: Catalogue, query: str, pins: Mapping[str, Sequence[Pinned]]) -> array[int]:
    """Return the rows of the entries that match, in the list's order."""
    places: Sequence[int] = haystack.places()
    for part in sorted(parse(query), key=lambda part: part.key not in ("", "after", "before")):
        kept = _test(part, haystack, catalogue, pins)(places)
        if part.negated:
            dropped = set(kept)
            kept = [at for at in places if at not in dropped]
        places = kept
    rows = haystack.rows
    return array("I", [rows[at] for at in places])


def _test(part: Part, haystack: Haystack, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> Test:
    lines, rows = haystack.lines, haystack.rows
    match part.key:
        case "":
            return _text(fold(part.value), lines)
        case "publisher":
            return _publisher(fold(part.value), lines)
        case "after" | "before":
            return _day(part, lines)
        case "unpinned":
            pinned = _rows_of(catalogue, _with_pins(pins))
            return lambda places: [at for at in places if rows[at] not in pinned]
        case _:
            wanted = _asked(part, catalogue, pins)
            return lambda places: [at for at in places if rows[at] in wanted]


def _text(value: str, lines: Sequence[bytes]) -> Test:
    needle = _bytes(value)

    def test(places: Sequence[int]) -> Sequence[int]:
        if isinstance(places, range):  # all of them: going along the lines is twice as fast as going by number
            return [at for at, line in enumerate(lines) if needle in line]
        return [at for at in places if needle in lines[at]]

    return test


def _publisher(value: str, lines: Sequence[bytes]) -> Test:
    needle, mark = _bytes(value), FIELD.encode()
    return lambda places: [at for at in places if needle in lines[at] and needle in lines[at].split(mark)[1]]


def _bytes(value: str) -> bytes:
    return b" ".join(value.encode("utf-8", "replace").split())


def _day(part: Part, lines: Sequence[bytes]) -> Test:
    day = (first_day(part.value) or "").encode()
    none = NO_DATE.encode()
    if part.key == "after":
        return lambda places: [at for at in places if lines[at][-10:] >= day]
    return lambda places: [at for at in places if none != lines[at][-10:] < day]


def _asked(part: Part, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> Container[int]:
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
