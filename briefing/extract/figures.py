"""Rules that find figures: money, percentages, multiples, measures, durations, counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from briefing.extract.figures_ages import is_age
from briefing.extract.figures_amounts import Amount, amounts, before_unit
from briefing.extract.figures_context import direction, qualifier, same_move
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
from briefing.extract.numbers import numbers, plain
from briefing.extract.periods import Period, periods
from briefing.extract.rule import Candidate, Rule
from briefing.extract.units import Unit, lookup

if TYPE_CHECKING:
    from briefing.extract.document import Document

LARGEST = 10**24
"""Amounts beyond this are noise; the limit also keeps infinities out of what is written."""

_found: WeakKeyDictionary[Document, list[Candidate]] = WeakKeyDictionary()


def _figures(doc: Document) -> list[Candidate]:
    """Return every figure of ``doc``; the rules below share the one pass over the text."""
    known = _found.get(doc)
    if known is None and is_foreign(doc.text, doc.source.meta.language):
        known = _found[doc] = list(find_foreign(doc.text, sentences=doc.sentences))
    if known is None:
        known = _found[doc] = find_figures(doc.text, sentences=doc.sentences, date=doc.source.meta.date)
    return known


def find_figures(text: str, *, sentences: Sequence[Span], date: str | None = None) -> list[Candidate]:
    """Return the figures inside ``sentences`` of ``text``, in order.

    ``date`` (ISO 8601) is the report's: it resolves "next year". Offsets are code points into ``text``.
    """
    return list(_candidates(text, _kept(text, sentences), date))


def _kept(text: str, sentences: Sequence[Span]) -> list[tuple[Amount, Span]]:
    found = amounts(text, numbers(text))
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
    if not one.bare:
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
    return next((unit for i in range(max(0, len(rest) - 2), len(rest)) if (unit := lookup(" ".join(rest[i:])))), None)


def _candidates(text: str, kept: Sequence[tuple[Amount, Span]], date: str | None) -> Iterator[Candidate]:
    last: tuple[Amount, Span] | None = None
    ways: dict[int, Direction | None] = {}
    known: dict[int, str | None] = {}
    times: list[Period] = []
    before: tuple[Amount, str | None] | None = None
    starts = [one.start for one, _ in kept]
    for one, sentence in kept:
        if last is None or last[1] != sentence:
            times = [time for time in periods(text, *sentence, date) if not _counted_there(kept, starts, time)]
        first = one.equals if one.equals is not None and one.equals.start < one.start else one
        way = direction(text, one, sentence[0]) or ways.get(id(first))
        if way is None and last is not None and last[1] == sentence and same_move(text, last[0], one):
            way = ways[id(last[0])]
        ways[id(one)] = way
        limit = qualifier(text, one, sentence[0]) or (qualifier(text, first, sentence[0]) if first is not one else None)
        moment = places_in_time(text, one) or (one.kind == "duration" and any(t[0] <= one.start < t[1] for t in times))
        if last is None or last[1] != sentence:
            before = None
        if first is one:
            following = bisect_right(starts, one.equals.start if one.equals is not None else one.start)
            behind = starts[following] if following < len(starts) else None
            floor = max(last[0].end, last[0].rest) if last is not None else 0
            known[id(one)] = _shared_noun(text, one) or measures(
                text, one, sentence, moved=way is not None, before=before, floor=floor, behind=behind
            )
        what = None if moment else known.get(id(first))
        following = bisect_right(starts, first.equals.start if first.equals is not None else first.start)
        then = starts[following] if following < len(starts) else len(text)
        figure = _figure(one, limit, way, what, period_of(text, times, first, moved=way is not None, behind=then))
        equals = (one.equals.start, one.equals.end) if one.equals else None
        if one.kind != "duration" or one.noun_span is not None:
            before = one, known.get(id(first))
        yield Candidate("figure", one.start, one.end, score(one, figure, moment=moment), figure=figure, equals=equals)
        last = one, sentence


def _counted_there(kept: Sequence[tuple[Amount, Span]], starts: Sequence[int], time: Period) -> bool:
    """Say whether what looks like a year is a count: about 2000 jobs."""
    at = bisect_right(starts, time[0]) - 1
    return at >= 0 and kept[at][0].kind == "count" and time[1] <= kept[at][0].end


def _shared_noun(text: str, one: Amount) -> str | None:
    if one.like is None or one.like.noun_span is None:
        return None
    return " ".join(text[slice(*one.like.noun_span)].split())


def _figure(
    one: Amount, limit: Qualifier | None, way: Direction | None, what: str | None, period: str | None
) -> Figure:
    single = one.low == one.high and not one.ranged
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


def _of(*kinds: FigureKind) -> Callable[[Document], Iterable[Candidate]]:
    def find(doc: Document) -> Iterator[Candidate]:
        return (c for c in _figures(doc) if c.figure is not None and c.figure.kind in kinds)

    return find


RULES: tuple[Rule, ...] = (
    Rule("money", "Amounts with a currency: signs, ISO codes, names and their aliases, before or after.", _of("money")),
    Rule(
        "percentages",
        "Percent, percentage points and basis points.",
        _of("percent", "percentage point", "basis point"),
    ),
    Rule("multiples", "Times, -fold, doubled and halved, fractions.", _of("multiple")),
    Rule("measures", "Amounts with a unit of measure, and rates of them.", _of("measure")),
    Rule("durations", "Lengths of time, ages included.", _of("duration")),
    Rule("counts", "Numbers with the noun that they count, and bare numbers that are nothing else.", _of("count")),
)
