"""The chain: which rules look at a document, in which order, and how what they find becomes numbered findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.extract import figures, quotes, statements, unmarked
from briefing.extract.document import Document
from briefing.extract.finding import Figure, Finding
from briefing.extract.rule import Candidate, Rule
from briefing.ingest.source import Source

RULES: tuple[Rule, ...] = (*quotes.RULES, *unmarked.RULES, *statements.RULES, *figures.RULES)
"""Every rule, in the order in which they run. Where two find the same span and kind, the earlier one counts."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One thing that one rule found: the rule's name, the span, and what it is, in words."""

    rule: str
    start: int
    end: int
    what: str


def find(source: Source, *, without: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of ``source`` in the order of its text, numbered from 1.

    ``without`` names rules to leave out.
    """
    return tuple(_numbered(source.text, _found(source, without)))


def explain(source: Source) -> list[Explanation]:
    """Return what each rule found in ``source``, rule by rule."""
    doc = Document(source)
    return [
        Explanation(rule.name, c.start, c.end, _in_words(c))
        for rule in RULES
        for c in sorted(rule.find(doc), key=lambda c: (c.start, c.end))
        if not doc.in_furniture(c.start, c.end)
    ]


def _in_words(candidate: Candidate) -> str:
    what = f"{candidate.form} {candidate.kind}" if candidate.form else candidate.kind
    if candidate.speaker:
        what += f" by {candidate.speaker}"
    if candidate.cue:
        what += f" ({candidate.cue})"
    return what


def _found(source: Source, without: Collection[str]) -> list[tuple[Candidate, str]]:
    doc = Document(source)
    found: dict[tuple[int, int, str], tuple[Candidate, str]] = {}
    for rule in RULES:
        if rule.name in without:
            continue
        for candidate in rule.find(doc):
            start, end = candidate.start, candidate.end
            key = start, end, candidate.kind
            if key not in found and not doc.in_furniture(start, end):
                found[key] = candidate, rule.name
    return [found[key] for key in sorted(found)]


def _numbered(text: str, found: Sequence[tuple[Candidate, str]]) -> Iterator[Finding]:
    groups = _groups(c for c, _ in found)
    numbers = {(c.start, c.end): n for n, (c, _) in enumerate(found, 1) if c.kind == "figure"}
    for n, (c, rule) in enumerate(found, 1):
        start, end = c.start, c.end
        group = groups[c.group] if c.group is not None else None
        figure = c.figure if c.equals is None else _linked(c, numbers)
        score = round(c.score, 2)
        said = c.form, c.speaker, c.speaker_span, c.role, c.cue, c.cue_span
        yield Finding(n, c.kind, start, end, text[start:end], score, rule, *said, group, figure)


def _groups(candidates: Iterable[Candidate]) -> dict[int, int]:
    """Number the groups from 1 in the order of the text."""
    numbers: dict[int, int] = {}
    for c in candidates:
        if c.group is not None:
            numbers.setdefault(c.group, len(numbers) + 1)
    return numbers


def _linked(candidate: Candidate, numbers: dict[tuple[int, int], int]) -> Figure | None:
    if candidate.figure is None or candidate.equals is None:
        return candidate.figure
    return replace(candidate.figure, equals=numbers.get(candidate.equals))
