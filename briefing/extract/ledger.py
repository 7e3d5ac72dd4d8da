"""The ledger: the figures of all sources side by side, grouped by what they measure. It shows and never chooses.

Figures come together when the text ties them as one amount converted, when they give the same value for what shares
its words, or when their words say the same thing of the same time. Groups are found through buckets of key words, so
that the work grows with the number of figures and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import combinations
from typing import Literal

from briefing.extract.finding import TRIVIAL, Figure, Finding
from briefing.extract.ledger_conflicts import conversion_conflict, value_conflict
from briefing.extract.ledger_words import fate, key_words, names, number_key, same_story, unit_key
from briefing.extract.periods import read_date
from briefing.ingest.source import Source
from briefing.text import one_line

Conflict = Literal["conversion", "value"]

_KEY_WORDS = 6
"""Words of what a figure measures that are used to find its like; more make more pairs and find no more."""
_REPRESENTATIVES = 24
"""Groups looked at in one bucket: a bucket with more of them is of words too common to say anything."""
_SAME_WORDS = 0.7
"""Share of all their key words that two figures with different values must have in common."""
_SAME_TIME = 45
"""Days between two reports that name no period, after which their values are not of one time."""
_SAME_NEWS = 3
"""Days between reports of one event."""
_SAME_EVENT = 2
"""Key words that the sentences must share when the words of the figures and the days of the reports are the same."""
_SAME_STORY = 4
"""Key words that the sentences around two different values must share."""
_FARTHEST = 5
"""How many times as large one of two values for one thing may be."""
_SAME_COUNT = 2
"""Key words around that two reports of the same large count must share."""
_MANY = 1000
"""A count from here on is hardly the same by coincidence."""
_SAID_WHAT = 2
"""Key words that say what a figure is of, where a single one does not."""
_CONTEXT = 90

_STOP = re.compile(r"\n|(?<![A-Z])[.!?][”\"’)]?\s")


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one source: who reports it, when, who said it, and the words around it on one line."""

    source: str
    n: int
    finding: Finding
    publisher: str | None
    date: str | None
    origin: str
    speaker: str | None
    context: str


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that measure one thing. ``origins`` counts independent reports; ``conflict`` says how they disagree."""

    measures: str
    kind: str
    unit: str | None
    conflict: Conflict | None
    rows: tuple[Row, ...]
    origins: int


def ledger(rows: Iterable[tuple[Source, Sequence[Finding]]]) -> list[Group]:
    """Group the figures of all sources by what they measure: conflicts first, then what most origins report."""
    entries = [entry for source, findings in rows for entry in _entries(source, findings)]
    together = _Together(len(entries))
    _tie_conversions(entries, together)
    _tie_equal_values(entries, together)
    _tie_same_things(entries, together)
    groups = [_group([entries[i] for i in members]) for members in together.sets()]
    return sorted(groups, key=_order)


def _order(group: Group) -> tuple[int, int, int, float, str, int]:
    rank = {"conversion": 0, "value": 1, None: 2}[group.conflict]
    first = group.rows[0]
    best = max(row.finding.score for row in group.rows)
    return rank, -group.origins, -len(group.rows), -best, first.source, first.n


@dataclass(slots=True)
class _Entry:
    row: Row
    figure: Figure
    words: tuple[str, ...]
    around: frozenset[str]
    names: Callable[[], frozenset[str]]
    """The names in the whole report, read when they are first asked for."""


def _entries(source: Source, findings: Sequence[Finding]) -> Iterable[_Entry]:
    report_names = cache(partial(names, source.text))
    said = [f for f in findings if f.kind != "figure" and f.speaker]
    at = 0
    for finding in findings:
        if finding.kind != "figure" or finding.figure is None:
            continue
        while at < len(said) and said[at].end < finding.start:
            at += 1
        speaker = next(
            (f.speaker for f in said[at : at + 2] if f.start <= finding.start and finding.end <= f.end), None
        )
        context = _context(source.text, finding)
        row = Row(
            source.id, finding.n, finding, source.meta.publisher, source.meta.date, source.origin, speaker, context
        )
        figure = finding.figure
        words = (*key_words(f"{figure.noun or ''} {figure.measures or ''}"), *fate(source.text, finding))
        yield _Entry(row, figure, words, frozenset(key_words(context)), report_names)


def _context(text: str, finding: Finding) -> str:
    """Return the line of text around a figure, cut at its sentence where that is near."""
    start, end = max(0, finding.start - _CONTEXT), min(len(text), finding.end + _CONTEXT)
    left, right = text[start : finding.start], text[finding.end : end]
    stops = list(_STOP.finditer(left))
    left = left[stops[-1].end() :] if stops else _from_word(left, start)
    stop = _STOP.search(right)
    right = right[: stop.end()] if stop else (right if end == len(text) else right.rpartition(" ")[0])
    return one_line(left + text[finding.start : finding.end] + right)


def _from_word(left: str, start: int) -> str:
    return left if start == 0 else left.partition(" ")[2]


class _Together:
    """Disjoint sets of entries, by number (union by the smaller number, with path halving)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def find(self, i: int) -> int:
        parent = self._parent
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    def join(self, i: int, j: int) -> None:
        a, b = sorted((self.find(i), self.find(j)))
        self._parent[b] = a

    def sets(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for i in range(len(self._parent)):
            found.setdefault(self.find(i), []).append(i)
        return list(found.values())


def _tie_conversions(entries: Sequence[_Entry], together: _Together) -> None:
    places = {(e.row.source, e.row.n): i for i, e in enumerate(entries) if e.figure.equals is not None}
    for i, entry in enumerate(entries):
        other = places.get((entry.row.source, entry.figure.equals or 0))
        if other is not None:
            together.join(i, other)


def _tie_equal_values(entries: Sequence[_Entry], together: _Together) -> None:
    """Tie the same value of the same unit where the words around it are alike."""
    buckets: dict[tuple[object, ...], list[int]] = {}
    for i, entry in enumerate(entries):
        key = number_key(entry.figure)
        if key is None:
            continue
        keys = [key] if _telling(entry.figure) else [(*key, word) for word in entry.words[:_KEY_WORDS]]
        for one in keys:
            known = buckets.setdefault(one, [])
            match = next((j for j in known if _alike(entries[j], entry)), None)
            if match is not None:
                together.join(match, i)
            elif len(known) < _REPRESENTATIVES:
                known.append(i)


def _telling(figure: Figure) -> bool:
    """Say whether a value is so particular that two reports of it are hardly a coincidence: 255 billion, 43.7 %."""
    value = figure.value if figure.value is not None else figure.high
    digits = f"{abs(value or 0):.6e}".partition("e")[0].rstrip("0").replace(".", "")
    return len(digits) >= 3


def _alike(a: _Entry, b: _Entry) -> bool:
    if not _same_period(a, b) or {a.figure.direction, b.figure.direction} == {"up", "down"}:
        return False
    shared, around = len(set(a.words) & set(b.words)), len(a.around & b.around)
    if a.figure.equals is not None and b.figure.equals is not None:
        return shared >= 1 or around >= 2
    if a.figure.noun and (a.figure.value or 0) >= _MANY and _same_days(a, b):
        return around >= _SAME_COUNT and shared >= 1
    if _telling(a.figure):
        return around >= (2 if shared else 3)
    if shared < 1 or around < (4 if shared == 1 else 3):
        return False
    return _dated(a, b) or same_story(a.names(), b.names())


def _same_period(a: _Entry, b: _Entry) -> bool:
    """Say whether two figures may be of one time: a day lies in its month; "next year" without a date may be any."""
    one, other = _resolved(a.figure.period), _resolved(b.figure.period)
    return one is None or other is None or one.startswith(other) or other.startswith(one)


def _resolved(period: str | None) -> str | None:
    return period if period and any(c.isdigit() for c in period) else None


def _tie_same_things(entries: Sequence[_Entry], together: _Together) -> None:
    """Tie different values of different sources when their words say the same thing of the same time."""
    buckets: dict[tuple[object, ...], list[int]] = {}
    for i, entry in enumerate(entries):
        if (
            not entry.words
            or (entry.row.finding.score < TRIVIAL and len(entry.words) < _SAID_WHAT)
            or (entry.figure.kind == "count" and len(entry.words) < _SAID_WHAT)
        ):
            continue
        unit = unit_key(entry.figure)
        words = sorted(entry.words[:_KEY_WORDS])
        for pair in combinations(words, 2) if len(words) > 1 else [(words[0], "")]:
            known = buckets.setdefault((unit, *pair), [])
            match = next((j for j in known if _same_thing(entries[j], entry)), None)
            if match is not None:
                together.join(match, i)
            elif len(known) < _REPRESENTATIVES:
                known.append(i)


def _same_thing(a: _Entry, b: _Entry) -> bool:
    if a.row.source == b.row.source or a.figure.direction != b.figure.direction or not _near(a.figure, b.figure):
        return False
    if not _same_period(a, b) or (_resolved(a.figure.period) is None and not _same_days(a, b)):
        return False
    one, other = set(a.words), set(b.words)
    exact = one == other and _of_same_days(a, b)
    alike = (len(one & other) >= _SAID_WHAT or exact) and len(one & other) >= _SAME_WORDS * len(one | other)
    if not alike or len(a.around & b.around) < (_SAME_EVENT if exact else _SAME_STORY):
        return False
    return _dated(a, b) or same_story(a.names(), b.names())


def _dated(a: _Entry, b: _Entry) -> bool:
    """Say whether something tells the time of both figures: without it a sentence is no proof of one event."""
    if _resolved(a.figure.period) is not None and _resolved(b.figure.period) is not None:
        return True
    return read_date(a.row.date) is not None and read_date(b.row.date) is not None


def _of_same_days(a: _Entry, b: _Entry) -> bool:
    """Say whether two reports are of the same few days, both dates known."""
    first, second = read_date(a.row.date), read_date(b.row.date)
    return first is not None and second is not None and abs((first - second).days) <= _SAME_NEWS


def _near(a: Figure, b: Figure) -> bool:
    """Say whether two values may be of one thing: neither so many times the other that the things must differ."""
    one, other = sorted(abs(f.value if f.value is not None else f.high or 0) for f in (a, b))
    return other <= _FARTHEST * one


def _same_days(a: _Entry, b: _Entry) -> bool:
    first, second = read_date(a.row.date), read_date(b.row.date)
    return first is None or second is None or abs((first - second).days) <= _SAME_TIME


def _group(entries: Sequence[_Entry]) -> Group:
    rows = tuple(entry.row for entry in entries)
    figures = [(entry.row.source, entry.row.n, entry.figure) for entry in entries]
    conflict: Conflict | None = None
    if conversion_conflict(figures):
        conflict = "conversion"
    elif value_conflict(figures):
        conflict = "value"
    first = entries[0].figure
    return Group(_named(entries), first.kind, first.unit, conflict, rows, len({row.origin for row in rows}))


def _named(entries: Sequence[_Entry]) -> str:
    """Return what the group measures: the words most rows use, the longer of two as common."""
    words = Counter(e.figure.measures or e.figure.noun for e in entries if e.figure.measures or e.figure.noun)
    if not words:
        return entries[0].row.context
    return max(words, key=lambda w: (words[w], len(w or ""), w or "")) or ""
