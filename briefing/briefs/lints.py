"""The lints: what a reader of a brief would stumble over, found before the reader does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from briefing.briefs import likelihood
from briefing.briefs.brief import Brief, Item, Judgement, PinItem
from briefing.briefs.explanations import EXPLANATIONS
from briefing.briefs.numbers import carried, numbers
from briefing.briefs.prose import Prose, prose, quotations, sentences, unquoted
from briefing.briefs.refs import of_item, prose_of, references
from briefing.briefs.report import Problem, Severity
from briefing.pins.pin import Pin

Place = tuple[int | None, int | None]

_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛′", "'"), **dict.fromkeys("‐‑‒–—", "-")})
_EDGE = re.compile(r"^[\s.,;:!?…'\"-]+|[\s.,;:!?…'\"-]+$")
_GAP = re.compile(r"\s*(?:\[[^\]]*\]|\(?…\)?|\.\.\.)\s*")


def problem(
    code: str, message: str, place: Place = (None, None), *, pin: str | None = None, severity: Severity = "warning"
) -> Problem:
    """Return a problem with the rule that its code stands for."""
    return Problem(code, severity, message, *place, pin, EXPLANATIONS[code].rule)


def lint(brief: Brief, pins: Mapping[str, Pin]) -> Iterator[Problem]:
    """Yield the warnings about a brief; ``pins`` are those of the desk, by id."""
    named = [pins[id] for id in references(brief) if id in pins]
    known, quoted = carried(named), [_folded(pin.exact) for pin in named]
    pieces = list(_pieces(brief))
    for place, item, said in pieces:
        yield from _numbers(place, said, pins, known)
        yield from _quotations(place, said, quoted)
        yield from _one_sentence(place, said)
        if isinstance(item, Judgement):
            yield from _judgement(place, item)
    yield from _mixed(pieces)
    yield from _sections(brief)
    yield from _twice(brief)


def _pieces(brief: Brief) -> Iterator[tuple[Place, Item | None, Prose]]:
    """Yield every piece of the analyst's prose with its place; the bottom line has none."""
    if brief.bottom_line:
        yield (None, None), None, prose(brief.bottom_line)
    for s, i, item in brief.items():
        yield (s, i), item, prose(prose_of(item))


def _numbers(place: Place, said: Prose, pins: Mapping[str, Pin], known: set[Decimal]) -> Iterator[Problem]:
    for number in numbers(said.words):
        if number.value not in known:
            written = said.words[number.start : number.end].strip()
            yield problem("number-without-pin", f"no pin carries the number {written}", place)
    for reference in said.references:
        pin = pins.get(reference.pin)
        own = carried([pin]) if pin else set()
        for number in numbers(reference.words or "") if pin else ():
            if number.value not in own:
                written = (reference.words or "")[number.start : number.end].strip()
                message = f"the text says {written} where the pin says “{_short(pin.exact if pin else '')}”"
                yield problem("number-without-pin", message, place, pin=reference.pin)


def _folded(text: str) -> str:
    return _EDGE.sub("", " ".join(text.translate(_QUOTES).casefold().split()))


def _quotations(place: Place, said: Prose, known: Iterable[str]) -> Iterator[Problem]:
    for start, end in quotations(said.words):
        words = said.words[start:end]
        parts = [part for piece in _GAP.split(words) if (part := _folded(piece))]
        if not any(all(part in text for part in parts) for text in known):
            yield problem("quotation-without-pin", f"no pin carries the quotation “{_short(words)}”", place)


def _one_sentence(place: Place, said: Prose) -> Iterator[Problem]:
    for sentence in sentences(unquoted(said.words)):
        term = next(iter(likelihood.terms(sentence)), None)
        if term and likelihood.speaks_of_confidence(sentence):
            message = f"“{term.word}” and a confidence stand in one sentence: say the confidence in its own"
            yield problem("likelihood-with-confidence", message, place)


def _judgement(place: Place, item: Judgement) -> Iterator[Problem]:
    if not item.because and not of_item(item):
        yield problem("judgement-without-pins", f"no pin is named for the judgement “{_short(item.text)}”", place)
    if item.confidence and item.confidence.lower() not in likelihood.CONFIDENCE:
        words = ", ".join(likelihood.CONFIDENCE)
        yield problem("confidence-word", f"{item.confidence!r} is no confidence: {words}", place)
    if not item.likelihood:
        return
    field = likelihood.place_of(item.likelihood)
    if field is None:
        words = ", ".join(likelihood.ROWS[0])
        yield problem("likelihood-word", f"{item.likelihood!r} is no likelihood of the standard: {words}", place)
        return
    told = {(term.row, term.column) for term in likelihood.terms(unquoted(prose(item.text).words))}
    if told and field[1] not in {column for _, column in told}:
        yield problem("likelihood-differs", f"the text does not say {item.likelihood!r} but another likelihood", place)


def _mixed(pieces: Iterable[tuple[Place, Item | None, Prose]]) -> Iterator[Problem]:
    used: list[tuple[int, str, Place]] = []
    for place, item, said in pieces:
        used += [(term.row, term.word, place) for term in likelihood.terms(unquoted(said.words))]
        field = likelihood.place_of(item.likelihood) if isinstance(item, Judgement) and item.likelihood else None
        if field and isinstance(item, Judgement):
            used.append((field[0], str(item.likelihood).lower(), place))
    rows = Counter(row for row, _, _ in used)
    if len(rows) < 2:
        return
    main = rows.most_common(1)[0][0]
    other = next(word for row, word, _ in used if row == main)
    told = set()
    for row, word, place in used:
        if row != main and (word, place) not in told:
            told.add((word, place))
            yield problem("likelihood-mixed", f"“{word}” is of another row of likelihood words than “{other}”", place)


def _sections(brief: Brief) -> Iterator[Problem]:
    for index, section in enumerate(brief.sections):
        if not section.items:
            yield problem("empty-section", f"the section “{_short(section.heading)}” is empty", (index, None))


def _twice(brief: Brief) -> Iterator[Problem]:
    first: dict[str, Place] = {}
    for s, i, item in brief.items():
        if isinstance(item, PinItem):
            if item.pin in first:
                yield problem("pin-twice", f"pin {item.pin} is shown twice", (s, i), pin=item.pin)
            first.setdefault(item.pin, (s, i))


def _short(text: str, width: int = 48) -> str:
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
