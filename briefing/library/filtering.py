"""The language of ``/``: which entries of the list are shown while the analyst types.

Words must all stand in title, publisher or date, in any order, as parts of words; ``"two words"`` next to each other.
``-`` before anything turns it round. ``publisher:``, ``author:``, ``speaker:``, ``tag:``, ``marking:`` and
``language:`` look there; ``after:`` and ``before:`` take a day, month or year; ``has:`` takes quote, statement, figure
or pin; ``unpinned`` and ``refused`` stand alone. Whatever has no sensible value is taken as words; one that is still
being typed (``publisher:``, ``has:fig``, ``after:2024-1``) leaves everything, or what its day leaves so far.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from briefing.library.catalogue import Catalogue
from briefing.library.haystack import Chosen, Haystack, plain
from briefing.library.query import first_day
from briefing.library.words import fold, words

_PART = re.compile(r'(?P<not>-?)(?:(?P<key>[A-Za-z]+):)?(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')
_KINDS = {
    **dict.fromkeys(("quote", "quotes"), "quotes"),
    **dict.fromkeys(("statement", "statements"), "statements"),
    **dict.fromkeys(("figure", "figures"), "figures"),
}
_COLUMNS = ("author", "marking", "language")
_KEYS = ("publisher", "speaker", "tag", "after", "before", "has", *_COLUMNS)
_YEAR = 4
_BEGUN_DAY = re.compile(r"(\d{4})-[01]?|(\d{4}-\d\d)-[0-3]?")
_OF_LINES = ("", "publisher", "after", "before")
"""Conditions on what the lines say."""
_WITH_FINDINGS = "select id from entry where key in (select key from finding where {})"

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
        if _begun(key, value):
            continue
        if key in ("after", "before"):
            value = _day_so_far(value)
        if key and not _sensible(key, value):
            key, value = "", f"{match['key']}:{value}"
        if not key and match["word"] is not None and value.lower() in ("unpinned", "refused"):
            key, value = value.lower(), ""
        if key or value != "-":  # a minus whose word is still to come
            parts.append(Part(key, value, bool(match["not"])))
    return parts


def _begun(key: str, value: str) -> bool:
    """Tell whether a condition is still being typed, so that it asks nothing yet."""
    if not key:
        return value.endswith(":") and value[:-1].lower() in _KEYS
    if key == "has":
        return not _sensible(key, value) and any(kind.startswith(value.lower()) for kind in (*_KINDS, "pins"))
    return key in ("after", "before") and value.isdecimal() and len(value) < _YEAR


def _day_so_far(value: str) -> str:
    """Return the year or month of a day that is still being typed, else the value as it is."""
    begun = _BEGUN_DAY.fullmatch(value)
    return (begun[1] or begun[2]) if begun else value


def _sensible(key: str, value: str) -> bool:
    if key in ("after", "before"):
        return first_day(value) is not None
    if key == "has":
        return value.lower() in (*_KINDS, "pin", "pins")
    return key in ("publisher", "speaker", "tag", *_COLUMNS) and bool(words(value))


def asks_findings(part: Part) -> bool:
    """Whether the answer to a condition depends on which findings are known."""
    return part.key == "speaker" or (part.key == "has" and part.value.lower() in _KINDS)


def asks_pins(part: Part) -> bool:
    """Whether the answer to a condition depends on the pins."""
    return part.key in ("unpinned", "speaker") or (part.key == "has" and part.value.lower() not in _KINDS)


def choose(
    haystack: Haystack, catalogue: Catalogue, parts: Iterable[Part], pins: Mapping[str, Sequence[Pinned]]
) -> Sequence[int]:
    """Return the rows of the entries that fulfil all conditions, in the list's order."""
    asked = list(parts)
    places = _left_by([part for part in asked if part.key in _OF_LINES], haystack)
    for part in asked:
        if part.key not in _OF_LINES:
            places = _kept(part, _test(part, haystack, catalogue, pins), places)
    return Chosen(haystack.rows, places)


def _left_by(parts: Sequence[Part], haystack: Haystack) -> Sequence[int]:
    """Return the places that conditions on nothing but the lines leave.

    A letter typed can only take away from what those before it left: that is where it is looked for, unless that was
    most of the list, which is faster gone along.
    """
    before, places = haystack.last
    if len(places) > len(haystack.lines) // 2 or not all(any(_narrows(old, new) for new in parts) for old in before):
        places = haystack.places()
    for part in sorted(parts, key=_cost):
        places = _kept(part, _line_test(part, haystack), places)
    haystack.last = (tuple(parts), places)
    return places


def _cost(part: Part) -> tuple[int, int]:
    """Return when a condition is looked at: days leave a stretch of the list, at no cost, when they come first.

    A long word leaves less than a short one.
    """
    return (0 if part.key in ("after", "before") and not part.negated else 1 if not part.key else 2, -len(part.value))


def _narrows(old: Part, new: Part) -> bool:
    """Tell whether all that fulfils a new condition fulfils an old one."""
    if old == new:
        return True
    alike = old.key == new.key and old.key in ("", "publisher") and not old.negated and not new.negated
    return alike and _needle(old.value) in _needle(new.value)


def _kept(part: Part, test: Test, places: Sequence[int]) -> Sequence[int]:
    """Return those of ``places`` that pass the test of a condition, or fail it where it is negated."""
    kept = test(places)
    if part.negated and part.key:  # the test of a word turns itself round
        dropped = set(kept)
        return [at for at in places if at not in dropped]
    return kept


def _line_test(part: Part, haystack: Haystack) -> Test:
    match part.key:
        case "":
            return _text(part, haystack.lines)
        case "publisher":
            return _publisher(part.value, haystack)
        case _:
            return _day(part, haystack)


def _test(part: Part, haystack: Haystack, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> Test:
    rows = haystack.rows
    if part.key in ("tag", *_COLUMNS):
        return _column(part, haystack, catalogue)
    if part.key == "unpinned":
        pinned = _rows_of(catalogue, _with_pins(pins))
        return lambda places: [at for at in places if rows[at] not in pinned] if pinned else places
    wanted = _asked(part, haystack, catalogue, pins)
    return lambda places: [at for at in places if wanted[rows[at]]]


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
    return " ".join(plain(fold(value)).encode("utf-8", "replace").decode().split())


def _column(part: Part, haystack: Haystack, catalogue: Catalogue) -> Test:
    needle, rows = plain(fold(part.value)), haystack.rows
    numbers, own = haystack.column(catalogue, "tags" if part.key == "tag" else part.key)
    wanted = {number for text, number in numbers.items() if needle in plain(fold(text))}
    return lambda places: [at for at in places if own[rows[at]] in wanted] if wanted else []


def _asked(part: Part, haystack: Haystack, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]) -> bytes:
    """Return by row whether it fulfils a condition which only the catalogue or the pins can answer."""
    value = part.value.lower()
    if part.key == "refused":
        return haystack.found(catalogue, "select id from entry where refused is not null")
    if part.key == "speaker":
        return _speaker(words(part.value), haystack, catalogue, pins)
    if value in _KINDS:
        return haystack.found(catalogue, _WITH_FINDINGS.format(f"{_KINDS[value]} > 0"))
    return haystack.marked(_rows_of(catalogue, _with_pins(pins)))


def _speaker(
    names: Sequence[str], haystack: Haystack, catalogue: Catalogue, pins: Mapping[str, Sequence[Pinned]]
) -> bytes:
    """Return by row whether someone of that name speaks there, by pins and by the findings known so far."""
    name = " ".join(names)
    found = haystack.found(catalogue, _WITH_FINDINGS.format("instr(speakers, ?)"), f" {name}")
    by_pin = {id for id, kept in pins.items() if any(_speaks(pin, name) for pin in kept)}
    return haystack.marked(_rows_of(catalogue, by_pin), found) if by_pin else found


def _speaks(pin: Pinned, name: str) -> bool:
    return bool(pin.speaker) and f" {name}" in " " + " ".join(words(pin.speaker or ""))


def _with_pins(pins: Mapping[str, Sequence[Pinned]]) -> list[str]:
    return [id for id, kept in pins.items() if kept]


def _rows_of(catalogue: Catalogue, ids: Iterable[str]) -> set[int]:
    return {row for (row,) in catalogue.among("select id from entry where name in (*)", ids)}
