"""Rules that find figures: money, percentages, multiples, measures, durations, counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from briefing.extract.figures_amounts import Amount, amounts, attach_rate
from briefing.extract.figures_context import direction, qualifier
from briefing.extract.figures_multiples import multiples
from briefing.extract.figures_not import is_other
from briefing.extract.figures_nouns import counted
from briefing.extract.figures_ranges import join_ranges
from briefing.extract.figures_score import score
from briefing.extract.finding import Figure, FigureKind, Span
from briefing.extract.measures import measures
from briefing.extract.numbers import numbers, plain
from briefing.extract.periods import periods
from briefing.extract.rule import Candidate, Rule

if TYPE_CHECKING:
    from briefing.extract.document import Document

LARGEST = 10**24
"""Amounts beyond this are noise; the limit also keeps infinities out of what is written."""

_found: WeakKeyDictionary[Document, list[Candidate]] = WeakKeyDictionary()


def _figures(doc: Document) -> list[Candidate]:
    """Return every figure of ``doc``; the rules below share the one pass over the text."""
    known = _found.get(doc)
    if known is None:
        known = _found[doc] = find_figures(doc.text, sentences=doc.sentences, date=doc.source.meta.date)
    return known


def find_figures(text: str, *, sentences: Sequence[Span], date: str | None = None) -> list[Candidate]:
    """Return the figures inside ``sentences`` of ``text``, in order.

    ``date`` (ISO 8601) is the report's: it resolves "next year". Offsets are code points into ``text``.
    """
    kept = _kept(text, sentences)
    return [_candidate(text, one, sentence, date) for one, sentence in kept]


def _kept(text: str, sentences: Sequence[Span]) -> list[tuple[Amount, Span]]:
    found = sorted([*amounts(text, numbers(text)), *multiples(text)], key=lambda a: (a.start, -a.end))
    kept: list[tuple[Amount, Span]] = []
    at = 0
    for one in found:
        if kept and one.start < kept[-1][0].end:
            continue
        while at < len(sentences) and sentences[at][1] <= one.start:
            at += 1
        if at < len(sentences) and sentences[at][0] <= one.start and one.end <= sentences[at][1]:
            kept.append((one, sentences[at]))
    return _joined(text, kept)


def _joined(text: str, kept: list[tuple[Amount, Span]]) -> list[tuple[Amount, Span]]:
    where = {id(one): sentence for one, sentence in kept}
    ranged = join_ranges(text, [one for one, _ in kept])
    result = []
    for one in ranged:
        sentence = where[id(one)]
        if not is_other(text, one, sentence[0]) and max(abs(one.low), abs(one.high)) < LARGEST:
            _count(text, one)
            result.append((one, sentence))
    _convert(text, [one for one, _ in result])
    return result


def _count(text: str, one: Amount) -> None:
    if one.kind is not None:
        return
    noun = counted(text, one.end, one=one.low == one.high == 1)
    if noun:
        one.noun, one.noun_span = noun
        one.rest = one.noun_span[1]
        one.kind = "count"
        attach_rate(text, one, one.noun_span[1])


_ASIDE = re.compile(
    r"(?:,?\s?\(|\s?/\s?|,?\s(?:or|=)\s)(?:or\s|=\s?|about\s|around\s|approximately\s|roughly\s|some\s|nearly\s|almost\s|~|≈|approx\.\s|equal to\s|equivalent to\s)*"
)
_CONVERTIBLE = ("money", "measure", "duration")


def _convert(text: str, found: Sequence[Amount]) -> None:
    """Tie an amount to the one that follows it in parentheses or after "or", in another unit of the same kind."""
    for a, b in zip(found, found[1:], strict=False):
        if (
            a.kind not in _CONVERTIBLE
            or a.kind != b.kind
            or a.unit == b.unit
            or a.rest > b.start
            or b.start - a.rest > 30
        ):
            continue
        if _ASIDE.fullmatch(text, a.rest, b.start) or _ASIDE.fullmatch(text, a.end, b.start):
            first = a.equals if a.equals is not None and a.equals.start < a.start else a
            b.equals = first
            if first.equals is None:
                first.equals = b


def _candidate(text: str, one: Amount, sentence: Span, date: str | None) -> Candidate:
    source = one.equals if one.equals is not None and one.equals.start < one.start else one
    limit = qualifier(text, one, sentence[0]) or (qualifier(text, source, sentence[0]) if source is not one else None)
    way = direction(text, one, sentence[0]) or (direction(text, source, sentence[0]) if source is not one else None)
    what = measures(text, source, sentence, way is not None)
    period = _period(text, source, sentence, date)
    single = one.low == one.high and not one.ranged
    figure = Figure(
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
    equals = (one.equals.start, one.equals.end) if one.equals else None
    return Candidate("figure", one.start, one.end, score(one, figure), figure=figure, equals=equals)


def _period(text: str, one: Amount, sentence: Span, date: str | None) -> str | None:
    """Return the time nearest to ``one`` in its sentence, a later one before an earlier one at the same distance."""
    start, end = max(sentence[0], one.start - 160), min(sentence[1], one.end + 160)
    best: tuple[int, str] | None = None
    for s, e, name in periods(text, start, end, date):
        if s < one.end and one.start < e:
            continue
        distance = s - one.end if s >= one.end else one.start - e + 1
        if best is None or distance < best[0]:
            best = (distance, name)
    return best[1] if best else None


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
