"""An edition laid out for reading: what every template, the preview and the charts start from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Text
from briefing.export import figures, statement
from briefing.export.clean import address, direction
from briefing.export.locale import Locale, locale
from briefing.export.views import (
    Block,
    ChangeView,
    ChartView,
    FigureGroup,
    JudgementBlock,
    LikelihoodWord,
    Outlet,
    PinBlock,
    PinView,
    SectionView,
    SourceView,
    Statement,
    TextBlock,
)
from briefing.export.words import LETTERS, LIKELIHOOD, percent, rating

if TYPE_CHECKING:
    from briefing.briefs import Edition, Evidence
    from briefing.ingest.source import Source

LONG_SECTIONS = 4
LONG_BLOCKS = 24
"""A brief with more sections and blocks than these gets a contents list: about three printed pages."""

_LIKELIHOOD = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, LIKELIHOOD), key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_tag(value: object) -> str | None:
    """Return a BCP 47 tag as it may stand in ``lang``, or None for anything else."""
    text = str(value or "").replace("_", "-")
    return text if _TAG.fullmatch(text) else None


class Page:
    """One edition for one reader. Everything is made when first asked for, so a template pays for what it shows."""

    def __init__(self, edition: Edition) -> None:
        """Take an edition; nothing is computed yet."""
        self.edition = edition
        self.brief: Brief = edition.brief
        self._pins: dict[str, PinView] = {}
        self._sources: dict[str, SourceView] = {}

    # ------------------------------------------------------------------ the title block

    @property
    def title(self) -> str:
        """The brief's title, else its name."""
        return self.brief.title or self.edition.name

    @cached_property
    def lang(self) -> str:
        """The language of the page, BCP 47: the front matter's ``lang`` or ``language``, else English."""
        extra = self.brief.extra
        return language_tag(extra.get("lang") or extra.get("language")) or "en"

    @property
    def locale(self) -> Locale:
        """How this page writes dates and numbers."""
        return locale(self.lang)

    @property
    def date(self) -> str:
        """The brief's date in words, or nothing."""
        return self.locale.date(self.brief.date)

    @property
    def author(self) -> str:
        """Who signs, or nothing."""
        return self.brief.author or ""

    @property
    def marking(self) -> str:
        """The handling label, or nothing."""
        return self.brief.marking or ""

    @property
    def draft(self) -> bool:
        """Whether every page says DRAFT."""
        return self.edition.draft

    @property
    def bottom_line(self) -> str:
        """What to know when nothing else is read, Markdown."""
        return (self.brief.bottom_line or "").strip()

    @cached_property
    def extra(self) -> Mapping[str, str]:
        """Lines of the front matter that a template may print, such as ``to`` of a memo; only single values."""
        return {k: str(v) for k, v in self.brief.extra.items() if isinstance(v, str | int | float)}

    @property
    def description(self) -> str:
        """One line about the page, for readers' programs."""
        what = self.extra.get("description") or self.bottom_line or ", ".join(s.heading for s in self.sections)
        plain = re.sub(r"<pin:[^>]*>|\]\([^)]*\)|[\[\]*_`#>]", "", what)
        return " ".join(plain.split())[:200] or self.title

    # ------------------------------------------------------------------ what stands in it

    @cached_property
    def sections(self) -> tuple[SectionView, ...]:
        """The sections in the analyst's order."""
        return tuple(
            SectionView(f"s{n}", s.heading, tuple(self._block(item, s.heading) for item in s.items))
            for n, s in enumerate(self.brief.sections, 1)
        )

    @cached_property
    def judgements(self) -> tuple[JudgementBlock, ...]:
        """Every judgement, in order."""
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, JudgementBlock))

    @property
    def long(self) -> bool:
        """Whether the page needs a list of contents."""
        return len(self.sections) > LONG_SECTIONS and sum(len(s.blocks) for s in self.sections) > LONG_BLOCKS

    @cached_property
    def used(self) -> tuple[PinView, ...]:
        """Every pin of the brief once, in order of first use."""
        return tuple(self.pin(id) for id in self.edition.evidence)

    @cached_property
    def figures(self) -> tuple[FigureGroup, ...]:
        """The figures of the brief by what they measure, conflicts first."""
        return figures.groups(self.used, self.edition.groups, self.locale)

    @cached_property
    def charts(self) -> tuple[ChartView, ...]:
        """Charts of figures that compare or form a series."""
        from briefing.export.charts import choose

        return choose(self.figures, self.sections)

    @cached_property
    def outlets(self) -> tuple[Outlet, ...]:
        """Who the brief rests on, the most used first."""
        return statement.outlets(self.used)

    @cached_property
    def statement(self) -> Statement:
        """The source summary statement."""
        conflicts = sum(1 for group in self.figures if group.conflict)
        return statement.summary(self.used, self.judgements, conflicts, self.locale)

    @cached_property
    def likelihood(self) -> tuple[LikelihoodWord, ...]:
        """The likelihood words that the judgements and their texts use, from the least to the most likely."""
        said = " ; ".join(f"{j.likelihood or ''} ; {j.text}" for j in self.judgements)
        used = {match.lower() for match in _LIKELIHOOD.findall(said)}
        return tuple(LikelihoodWord(w, percent(w) or "") for w in LIKELIHOOD if w in used)

    @cached_property
    def confidence(self) -> tuple[str, ...]:
        """The confidence levels that the judgements use, from low to high."""
        used = {(j.confidence or "").strip().lower() for j in self.judgements}
        return tuple(c for c in ("low", "moderate", "high") if c in used)

    @cached_property
    def since(self) -> tuple[ChangeView, ...]:
        """What changed since the edition that this one is compared with."""
        if self.edition.since is None:
            return ()
        from briefing.export.since import changes

        return changes(self.edition.since)

    # ------------------------------------------------------------------ pins and sources

    def pin(self, id: str) -> PinView:
        """Return the pin ``id`` as the reader meets it; one that is gone says so."""
        if id not in self._pins:
            evidence = self.edition.evidence.get(id)
            self._pins[id] = self._gone(id) if evidence is None else self._view(evidence)
        return self._pins[id]

    def source(self, id: str, source: Source | None) -> SourceView:
        """Return a source as the reader meets it; ``None`` stands for one whose file is gone."""
        if id not in self._sources:
            self._sources[id] = source_view(id, source, self.locale)
        return self._sources[id]

    def _view(self, evidence: Evidence) -> PinView:
        pin, found, source = evidence.pin, evidence.resolution, evidence.source
        start = pin.anchor.start if found.start is None else found.start
        end = pin.anchor.end if found.end is None else found.end
        view = self.source(pin.source, source)
        return PinView(
            id=pin.id,
            kind=pin.kind,
            words=pin.exact,
            source=view,
            speaker=pin.speaker,
            role=pin.role,
            figure=pin.figure,
            value=self.locale.figure(pin.figure) if pin.figure else "",
            rating=rating(view.letter, pin.credibility),
            start=start,
            end=end,
            page=source.page_at(start) if source else None,
            lang=view.lang,
            dir=direction(pin.exact),
            outcome="" if found.ok else str(found.outcome),
            why="" if found.ok else found.why,
            pages=pages_of(source, start, end) if source else "",
        )

    def _gone(self, id: str) -> PinView:
        return PinView(
            id=id,
            kind="passage",
            words="no such pin",
            source=self.source("", None),
            speaker=None,
            role=None,
            figure=None,
            value="",
            rating="F6",
            start=0,
            end=0,
            page=None,
            lang=None,
            dir="ltr",
            outcome="missing",
            why=f"there is no pin {id}",
        )

    def _block(self, item: Item, section: str) -> Block:
        match item:
            case Text():
                return TextBlock(item.text)
            case PinItem():
                return PinBlock(self.pin(item.pin), item.comment)
            case Judgement():
                return self._judgement(item, section)

    def _judgement(self, item: Judgement, section: str) -> JudgementBlock:
        pins = tuple(self.pin(id) for id in item.because)
        return JudgementBlock(
            text=item.text,
            likelihood=item.likelihood,
            range=percent(item.likelihood or ""),
            confidence=item.confidence,
            because=pins,
            single=bool(pins) and len({p.source.origin for p in pins}) == 1,
            section=section,
        )


def source_view(id: str, source: Source | None, words: Locale) -> SourceView:
    """Return what a reader is told of a source; without the source, only its name."""
    if source is None:
        name = id.rsplit("/", 1)[-1] or "unknown source"
        return SourceView(id, name, None, None, "", None, None, "", "F", LETTERS["F"], id, None, "ltr", "", gone=True)
    meta, letter = source.meta, source.reliability if source.reliability in LETTERS else "F"
    return SourceView(
        id=id,
        title=source.title,
        publisher=meta.publisher,
        author=meta.author,
        date=words.date(meta.date),
        iso=meta.date,
        url=address(meta.url),
        retrieved=words.date(meta.retrieved),
        letter=letter,
        letter_words=LETTERS[letter],
        origin=source.origin,
        lang=language_tag(meta.language),
        dir=direction(source.title),
        digest=source.digest,
    )


def pages_of(source: Source, start: int, end: int) -> str:
    """Return the pages that hold ``start`` to ``end`` (code points) as a citation names them: ``p. 5``, ``pp. 5–6``."""
    first, last = source.page_at(start), source.page_at(max(start, end - 1))
    if first is None or last is None:
        return ""
    return f"p. {first}" if first == last else f"pp. {first}–{last}"
