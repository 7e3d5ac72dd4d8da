"""Rules that find figures: money, percentages, multiples, measures, durations, counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from briefing.extract.figures_ages import is_age
from briefing.extract.figures_amounts import Amount, amounts, before_unit
from briefing.extract.figures_context import direction, qualifier, same_move, words_before
from briefing.extract.figures_equals import tie_equals
from briefing.extract.figures_foreign import find_foreign, is_foreign
from briefing.extract.figures_not import is_moment, is_other
from briefing.extract.figures_nouns import counted
from briefing.extract.figures_ranges import join_ranges, share_nouns
from briefing.extract.figures_rates import rate_after
from briefing.extract.figures_score import score
from briefing.extract.figures_shared import share_count_nouns
from briefing.extract.figures_times import period_of
from briefing.extract.finding import Direction, Figure, FigureKind, Qualifier, Span
from briefing.extract.measures import measures, places_in_time
from briefing.extract.measures_tables import Tables
from briefing.extract.numbers import numbers, plain
from briefing.extract.numbers_words import small_letters
from briefing.extract.periods import Period, periods
from briefing.extract.rule import Candidate, Rule
from briefing.extract.units import Unit, lookup

if TYPE_CHECKING:
    from briefing.extract.document import Document

LARGEST = 10**24
"""Amounts beyond this are noise; the limit also keeps infinities out of what is written."""

_found: WeakKeyDictionary[Document, dict[str, list[Candidate]]] = WeakKeyDictionary()


def _figures(doc: Document) -> dict[str, list[Candidate]]:
    """Return the figures of ``doc`` by the rule that finds them; the rules below share the one pass over the text."""
    known = _found.get(doc)
    if known is None:
        known = _found[doc] = {}
        for candidate in _read(doc):
            if candidate.figure is not None:
                known.setdefault(_RULE_OF[candidate.figure.kind], []).append(candidate)
    return known


def _read(doc: Document) -> Iterable[Candidate]:
    if is_foreign(doc.text, doc.source.meta.language):
        return find_foreign(doc.text, sentences=doc.sentences)
    return find_figures(doc.text, sentences=doc.sentences, date=doc.source.meta.date)


def find_figures(text: str, *, sentences: Sequence[Span], date: str | None = None) -> list[Candidate]:
    """Return the figures inside ``sentences`` of ``text``, in order.

    ``date`` (ISO 8601) is the report's: it resolves "next year". Offsets are code points into ``text``.
    """
    small = small_letters(text)
    kept = _kept(text, amounts(text, numbers(text, small)), sentences)
    return _Reading(text, small, kept, date).candidates()


def _kept(text: str, found: Sequence[Amount], sentences: Sequence[Span]) -> list[tuple[Amount, Span]]:
    placed: list[tuple[Amount, Span]] = []
    at = 0
    for one in found:
        if (placed and one.start < placed[-1][0].end) or is_moment(text, one):
            continue
        while at < len(sentences) and sentences[at][1] <= one.start:
            at += 1
        if at < len(sentences) and sentences[at][0] <= one.start and one.end <= sentences[at][1]:
            placed.append((one, sentences[at]))
    return _figures_of(text, placed)


def _figures_of(text: str, placed: Sequence[tuple[Amount, Span]]) -> list[tuple[Amount, Span]]:
    where = {id(one): sentence for one, sentence in placed}
    kept: list[tuple[Amount, Span]] = []
    past = 0
    for one in join_ranges(text, [one for one, _ in placed]):
        sentence = where[id(one)]
        if one.start < past or is_other(text, one, sentence[0]) or not -LARGEST < one.low <= one.high < LARGEST:
            continue
        _count(text, one)
        past = one.noun_span[1] if one.noun_span and "(" not in text[one.end : one.noun_span[0]] else one.end
        kept.append((one, sentence))
    share_nouns(text, [one for one, _ in kept])
    share_count_nouns(text, kept)
    tie_equals(text, [one for one, _ in kept])
    return kept


def _count(text: str, one: Amount) -> None:
    """Say what a bare number counts: a noun, a unit that other words part from it, or years of age."""
    if one.kind is not None:
        return
    if is_age(text, one):
        one.kind, one.unit = "duration", "year"
        return
    between = before_unit(text, one)
    if one.number.form == "fraction":
        one.kind, one.unit = "multiple", "times"
        return
    found = counted(text, between, one=one.low == one.high == 1)
    if not found and one.number.scaled and (rate := rate_after(text, between)):
        one.per, one.rest = rate
    if not found:
        return
    noun, span = found
    rate = rate_after(text, span[1])
    one.rest = span[1]
    if rate:
        one.per, one.rest = rate
    unit = _unit_at_end(text[span[0] : span[1]])
    if unit and unit.kind in ("measure", "duration") and len(unit.name) > 3:
        one.kind, one.unit, one.noun_span = unit.kind, unit.name, span
        return
    one.kind, one.noun, one.noun_span = "count", noun, span


def _unit_at_end(phrase: str) -> Unit | None:
    """Return the unit that a noun phrase ends in, the longest one: standard cubic metres, short tons."""
    rest = phrase.split()[1:]
    if not rest:
        return None
    return next((unit for i in range(max(0, len(rest) - 2), len(rest)) if (unit := lookup(" ".join(rest[i:])))), None)


class _Reading:
    """What the words around the figures of a text say of them, read in the order of the text."""

    def __init__(self, text: str, small: str, kept: Sequence[tuple[Amount, Span]], date: str | None) -> None:
        self._text, self._small, self._kept, self._date = text, small, kept, date
        self._starts = [one.start for one, _ in kept]
        self._tables = Tables(text)
        self._sentence: Span | None = None
        self._times: list[Period] = []
        self._last: Amount | None = None
        self._before: tuple[Amount, str | None] | None = None
        self._ways: dict[int, Direction | None] = {}
        self._known: dict[int, str | None] = {}

    def candidates(self) -> list[Candidate]:
        """Return a candidate for each figure."""
        found: list[Candidate] = []
        for one, sentence in self._kept:
            if sentence != self._sentence:
                self._sentence, self._last, self._before = sentence, None, None
                times = periods(self._text, *sentence, self._date, self._small)
                self._times = [time for time in times if not self._is_counted(time)]
            found.append(self._candidate(one, sentence))
            self._last = one
        return found

    def _candidate(self, one: Amount, sentence: Span) -> Candidate:
        """Read what is said of ``one``; of an amount converted, most is said of the ``first`` of the two."""
        text, start = self._text, sentence[0]
        first = one.equals if one.equals is not None and one.equals.start < one.start else one
        before, last = words_before(self._small, one, start)
        way = self._ways[id(one)] = direction(text, one, before, last) or self._same_way(one, first)
        limit = qualifier(text, one, before, last)
        if limit is None and first is not one:
            limit = qualifier(text, first, *words_before(self._small, first, start))
        behind = self._next(first.equals if first.equals is not None else first)
        if first is one:
            self._known[id(one)] = self._what(one, sentence, moved=way is not None, behind=behind)
        what = self._known.get(id(first))
        if one.kind != "duration" or one.noun_span is not None:
            self._before = one, what
        moment = self._is_moment(one)
        time = period_of(text, self._times, first, moved=way is not None, behind=behind)
        figure = _figure(one, limit, way, None if moment else what, time)
        equals = (one.equals.start, one.equals.end) if one.equals else None
        return Candidate("figure", one.start, one.end, score(one, figure, moment=moment), figure=figure, equals=equals)

    def _same_way(self, one: Amount, first: Amount) -> Direction | None:
        """Return the way of the amount that ``one`` converts, or of that before it whose verb it leaves out."""
        way = self._ways.get(id(first))
        if way is None and self._last is not None and same_move(self._text, self._last, one):
            return self._ways[id(self._last)]
        return way

    def _what(self, one: Amount, sentence: Span, *, moved: bool, behind: int) -> str | None:
        named = _shared_noun(self._text, one) or (self._tables.names(one.start) if one.noun_span is None else None)
        if named:
            return named
        floor = max(self._last.end, self._last.rest) if self._last is not None else 0
        return measures(self._text, one, sentence, moved=moved, before=self._before, floor=floor, behind=behind)

    def _next(self, one: Amount) -> int:
        """Return where the figure behind ``one`` begins, or the end of the text."""
        at = bisect_right(self._starts, one.start)
        return self._starts[at] if at < len(self._starts) else len(self._text)

    def _is_moment(self, one: Amount) -> bool:
        if one.kind != "duration":
            return False
        return places_in_time(self._text, one) or any(time[0] <= one.start < time[1] for time in self._times)

    def _is_counted(self, time: Period) -> bool:
        """Say whether what looks like a year is a count: about 2000 jobs."""
        at = bisect_right(self._starts, time[0]) - 1
        return at >= 0 and self._kept[at][0].kind == "count" and time[1] <= self._kept[at][0].end


def _shared_noun(text: str, one: Amount) -> str | None:
    if one.like is None or one.like.noun_span is None:
        return None
    return " ".join(text[slice(*one.like.noun_span)].split())


def _figure(
    one: Amount, limit: Qualifier | None, way: Direction | None, what: str | None, period: str | None
) -> Figure:
    single = (one.low is one.high or one.low == one.high) and not one.ranged
    return Figure(
        kind=one.kind or "count",
        value=plain(one.low) if single else None,
        low=None if single else plain(one.low),
        high=None if single else plain(one.high),
        unit=one.unit,
        per=one.per,
        noun=one.noun,
        qualifier=limit,
        direction=way,
        measures=what,
        period=period,
    )


_RULE_OF: dict[FigureKind, str] = {
    "money": "money",
    "percent": "percentages",
    "percentage point": "percentages",
    "basis point": "percentages",
    "multiple": "multiples",
    "measure": "measures",
    "duration": "durations",
    "count": "counts",
}


def _rule(name: str, about: str) -> Rule:
    return Rule(name, about, lambda doc: _figures(doc).get(name, ()))


RULES: tuple[Rule, ...] = (
    _rule("money", "Amounts with a currency: signs, ISO codes, names and their aliases, before or after."),
    _rule("percentages", "Percent, percentage points and basis points."),
    _rule("multiples", "Times, -fold, doubled and halved, fractions."),
    _rule("measures", "Amounts with a unit of measure, and rates of them."),
    _rule("durations", "Lengths of time, ages included."),
    _rule("counts", "Numbers with the noun that they count, and bare numbers that are nothing else."),
)
