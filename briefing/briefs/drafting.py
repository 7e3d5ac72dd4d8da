"""A brief filled with the best findings of a desk, ready to cut down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.briefs.brief import Brief, Item, PinItem, Section
from briefing.extract.finding import Finding
from briefing.ingest.source import Source
from briefing.pins.make import make
from briefing.pins.pin import Pin

FIGURES = "Figures"
"""The heading of the section that sets figures of several sources side by side."""

PER_STORY = 5
"""Quotes and statements taken from one story at most."""

FIGURES_PER_STORY = 2
"""Figures taken from one story at most, beside those of the conflicts."""

STORIES = 12
"""Stories taken at most, the newest first."""

GOOD = 0.5
"""Least score of a finding worth drafting; a story with nothing as good gives its best."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Story:
    """The sources that share one origin, the fullest first."""

    origin: str
    sources: tuple[tuple[Source, tuple[Finding, ...]], ...]

    @property
    def date(self) -> str:
        """The newest date of its sources."""
        return max((source.meta.date or "" for source, _ in self.sources), default="")

    @property
    def heading(self) -> str:
        """The title of its fullest source."""
        return " ".join(self.sources[0][0].title.split())


def draft(
    brief: Brief, material: Iterable[tuple[Source, Sequence[Finding]]], *, now: str | None = None
) -> tuple[Brief, list[Pin]]:
    """Return ``brief`` with a section for each story and one for disputed figures, and the pins it needs.

    A story is what one origin reports; its best quotations and statements are taken once, whichever copy has them,
    and stand in the order of the text. The same material gives the same draft. ``now`` is the moment that pins note.
    """
    stories = _stories(material)
    pins: dict[str, Pin] = {}
    disputed = _disputed(stories, pins, now)
    sections = []
    said: set[str] = set()
    for story in stories[:STORIES]:
        items = _best(story, pins, said, {item.pin for item in disputed if isinstance(item, PinItem)}, now)
        if items:
            sections.append(Section(story.heading, tuple(items)))
    if disputed:
        sections.append(Section(FIGURES, tuple(disputed)))
    return replace(brief, sections=(*brief.sections, *_distinct(sections))), _with_sections(pins, sections)


def _stories(material: Iterable[tuple[Source, Sequence[Finding]]]) -> list[_Story]:
    by_origin: dict[str, list[tuple[Source, tuple[Finding, ...]]]] = {}
    for source, findings in material:
        by_origin.setdefault(source.origin, []).append((source, tuple(findings)))
    stories = [
        _Story(origin, tuple(sorted(sources, key=lambda each: (-len(each[1]), each[0].id))))
        for origin, sources in by_origin.items()
    ]
    stories.sort(key=lambda story: story.origin)
    stories.sort(key=lambda story: story.date, reverse=True)
    return stories


def _key(finding: Finding) -> str:
    """Return the words of a finding as copies share them: without case, marks and layout."""
    return " ".join(_WORD.findall(finding.exact.casefold()))


def _best(story: _Story, pins: dict[str, Pin], said: set[str], taken: set[str], now: str | None) -> list[Item]:
    """Return the best findings of a story in the order in which they stand, each wording once."""
    ranked = sorted(
        ((finding.score, -n, finding.n) for n, (_, findings) in enumerate(story.sources) for finding in findings),
        reverse=True,
    )
    chosen: list[tuple[int, Finding]] = []
    room = {"words": PER_STORY, "figure": FIGURES_PER_STORY}
    for score, order, number in ranked:
        finding = next(f for f in story.sources[-order][1] if f.n == number)
        kind = "figure" if finding.kind == "figure" else "words"
        key = f"{kind} {_key(finding)}"
        if not room[kind] or key in said or (score < GOOD and chosen):
            continue
        said.add(key)
        room[kind] -= 1
        chosen.append((-order, finding))
    items: list[Item] = []
    for order, finding in sorted(chosen, key=lambda each: (each[0], each[1].start)):
        pin = _pin(story.sources[order][0], finding, now)
        if pin.id not in taken:
            pins[pin.id] = pin
            items.append(PinItem(pin.id))
    return items


def _pin(source: Source, finding: Finding, now: str | None) -> Pin:
    return make(source, finding.start, finding.end, kind=finding.kind, finding=finding, now=now)


def _disputed(stories: list[_Story], pins: dict[str, Pin], now: str | None) -> list[Item]:
    """Return a block for each value that sources disagree on, one per origin and value."""
    from briefing.extract.ledger import ledger

    sources = {source.id: (source, findings) for story in stories for source, findings in story.sources}
    items: list[Item] = []
    for group in ledger(sources.values()):
        if group.conflict is None:
            continue
        told: set[tuple[object, ...]] = set()
        for row in group.rows:
            figure = row.finding.figure
            value = (figure.value, figure.low, figure.high, figure.unit) if figure else ()
            if value in told:
                continue
            told.add(value)
            pin = _pin(sources[row.source][0], row.finding, now)
            if pin.id not in pins:
                pins[pin.id] = pin
                items.append(PinItem(pin.id))
    return items


def _distinct(sections: list[Section]) -> list[Section]:
    """Join sections that share a heading."""
    joined: dict[str, Section] = {}
    for section in sections:
        there = joined.get(section.heading)
        joined[section.heading] = replace(there, items=there.items + section.items) if there else section
    return list(joined.values())


def _with_sections(pins: dict[str, Pin], sections: list[Section]) -> list[Pin]:
    where = {item.pin: s.heading for s in sections for item in s.items if isinstance(item, PinItem)}
    return [replace(pin, section=where.get(id)) for id, pin in pins.items()]
