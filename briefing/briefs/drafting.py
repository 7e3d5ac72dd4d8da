"""A brief filled with the best findings of a desk, ready to cut down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from briefing.briefs.brief import Brief, Item, PinItem, Section
from briefing.extract.finding import Finding
from briefing.ingest.source import Source
from briefing.pins.make import make
from briefing.pins.pin import Pin

FIGURES = "Where figures disagree"
"""The heading of the section that sets figures of several sources side by side."""

PER_STORY = 5
"""Quotes and statements taken from one story at most."""

FIGURES_PER_STORY = 2
"""Figures taken from one story at most, beside those of the conflicts."""

STORIES = 12
"""Stories taken at most, the newest first."""

HEADING = 90
"""Characters of a heading at most."""

QUOTED = 0.15
"""What a whole quotation is worth over a statement of the same score."""

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
        """The title of its fullest source, or how its report begins, as far as a heading goes; no Markdown."""
        source = self.sources[0][0]
        title = " ".join((source.meta.title or _beginning(source) or source.title).split())
        title = re.sub(r"([\\`*_\[\]<>#])", r"\\\1", title)
        return title if len(title) <= HEADING else title[:HEADING].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _beginning(source: Source) -> str:
    """Return the first words of the report, before its furniture and after a date line."""
    gone = {(span.start, span.end) for span in source.furniture}
    start = max((end for begin, end in gone if not source.text[:begin].strip()), default=0)
    lines = (line.strip() for line in source.text[start : start + 2000].split("\n"))
    first = next((line for line in lines if len(line) > HEADING // 3), "")
    return re.sub(r"^(?:\w+:?\s+)?\d{4}-\d{2}-\d{2}\W+", "", first)


@dataclass(slots=True)
class _Draft:
    """What is chosen so far: the pins by id, and the wordings that stand in the draft already."""

    now: str | None
    pins: dict[str, Pin] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def is_told(self, finding: Finding) -> bool:
        """Say whether the draft has this wording already, or a longer one around it."""
        key = _key(finding)
        return any(key in other for other in self.said)

    def keep(self, source: Source, finding: Finding) -> Item | None:
        """Pin a finding and return its block, None when it is pinned already."""
        pin = make(source, finding.start, finding.end, kind=finding.kind, finding=finding, now=self.now)
        if pin.id in self.pins:
            return None
        self.pins[pin.id] = pin
        self.said.append(_key(finding))
        return PinItem(pin.id)


def draft(
    brief: Brief, material: Iterable[tuple[Source, Sequence[Finding]]], *, now: str | None = None
) -> tuple[Brief, list[Pin]]:
    """Return ``brief`` with a section for each story and one for disputed figures, and the pins it needs.

    A story is what one origin reports; its best quotations and statements are taken once, whichever copy has them,
    and stand in the order of the text. The same material gives the same draft. ``now`` is the moment that pins note.
    """
    stories = _stories(material)
    made = _Draft(now)
    disputed = _disputed(stories, made)
    sections = [Section(story.heading, tuple(_best(story, made))) for story in stories[:STORIES]]
    if disputed:
        sections.append(Section(FIGURES, tuple(disputed)))
    sections = _distinct([section for section in sections if section.items])
    where = {item.pin: s.heading for s in sections for item in s.items if isinstance(item, PinItem)}
    pins = [replace(pin, section=where.get(id)) for id, pin in made.pins.items()]
    return replace(brief, sections=(*brief.sections, *sections)), pins


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
    return " " + " ".join(_WORD.findall(finding.exact.casefold())) + " "


def _worth(finding: Finding) -> float:
    """Return how good a finding is for a draft: words that were said as they stand go before words retold."""
    if finding.kind == "quote":
        return finding.score + (QUOTED if finding.form != "fragment" else 0.0)
    return finding.score


def _best(story: _Story, made: _Draft) -> list[Item]:
    """Return the best findings of a story in the order in which they stand, each wording once."""
    ranked = sorted(
        ((n, finding) for n, (_, findings) in enumerate(story.sources) for finding in findings),
        key=lambda each: (-_worth(each[1]), each[0], each[1].n),
    )
    room = {"words": PER_STORY, "figure": FIGURES_PER_STORY}
    chosen: list[tuple[int, int, Item]] = []
    for n, finding in ranked:
        kind = "figure" if finding.kind == "figure" else "words"
        if room[kind] <= 0 or (finding.score < GOOD and chosen) or made.is_told(finding):
            continue
        for part in _whole(finding, story.sources[n][1]):
            item = made.keep(story.sources[n][0], part)
            if item is not None:
                chosen.append((n, part.start, item))
        room[kind] -= 1
    return [item for _, _, item in sorted(chosen, key=lambda each: each[:2])]


def _whole(finding: Finding, findings: Sequence[Finding]) -> list[Finding]:
    """Return all parts of a quotation that its attribution interrupts."""
    if finding.group is None:
        return [finding]
    return [part for part in findings if part.group == finding.group and part.kind == finding.kind]


def _disputed(stories: list[_Story], made: _Draft) -> list[Item]:
    """Return a block for each value that sources disagree on, once per value."""
    from briefing.extract.ledger import ledger

    sources = {source.id: (source, findings) for story in stories for source, findings in story.sources}
    items: list[Item] = []
    for group in ledger(sources.values()):
        told: set[tuple[object, ...]] = set()
        for row in group.rows if group.conflict else ():
            figure = row.finding.figure
            value = (figure.value, figure.low, figure.high, figure.unit) if figure else ()
            item = None if value in told else made.keep(sources[row.source][0], row.finding)
            told.add(value)
            if item is not None:
                items.append(item)
    return items


def _distinct(sections: list[Section]) -> list[Section]:
    """Join sections that share a heading."""
    joined: dict[str, Section] = {}
    for section in sections:
        there = joined.get(section.heading)
        joined[section.heading] = replace(there, items=there.items + section.items) if there else section
    return list(joined.values())
