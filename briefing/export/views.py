"""What a template sees: the brief laid out for reading, nothing of the stores behind it.

All strings are as they stand in the files; each format cleans and escapes what it prints. Dates and numbers that are
meant for reading are written already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefing.export.svg import Chart
from briefing.extract.finding import Figure

SHORT = 60
"""Characters of a title that stands for a publisher."""


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as the reader meets it. ``letter`` is the Admiralty letter, ``url`` an address that is safe to link."""

    id: str
    title: str
    publisher: str | None
    author: str | None
    date: str
    iso: str | None
    url: str | None
    retrieved: str
    letter: str
    letter_words: str
    origin: str
    lang: str | None
    dir: str
    digest: str
    gone: bool = False

    @property
    def name(self) -> str:
        """The publisher, else the title, shortened to what a line can bear."""
        if self.publisher or len(self.title) <= SHORT:
            return self.publisher or self.title
        return self.title[: SHORT - 1].rsplit(" ", 1)[0].rstrip(" ,;:.-–—") + "…"

    @property
    def outlet(self) -> str:
        """What tells one outlet from another."""
        return (self.publisher or self.title).casefold()


@dataclass(frozen=True, slots=True)
class PinView:
    """A pin with what became of it. ``outcome`` is empty unless a draft has to say it; ``why`` is the reason then.

    ``start`` and ``end`` are code points of the source's text as it is now, or as pinned when it is not found.
    ``pages`` says where they stand as a citation does, ``p. 5`` or ``pp. 5–6``; empty without pages.
    """

    id: str
    kind: str
    words: str
    source: SourceView
    speaker: str | None
    role: str | None
    figure: Figure | None
    value: str
    rating: str
    start: int
    end: int
    page: str | None
    lang: str | None
    dir: str
    outcome: str = ""
    why: str = ""
    pages: str = ""

    @property
    def quoted(self) -> bool:
        """Whether the words stand between quotation marks: quotes and passages, not figures and reported speech."""
        return self.kind in ("quote", "passage")


@dataclass(frozen=True, slots=True)
class Note:
    """One use of one pin: the end note ``number`` (from 1). ``shown`` says that the text shows the pinned words."""

    number: int
    pin: PinView
    shown: bool


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The analyst's prose, Markdown with references to pins."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class PinBlock:
    """A pin on its own, with the analyst's comment."""

    pin: PinView
    comment: str | None
    kind: Literal["pin"] = "pin"


@dataclass(frozen=True, slots=True)
class JudgementBlock:
    """A judgement; ``range`` is the likelihood word in percent, ``single`` that its pins share one origin."""

    text: str
    likelihood: str | None
    range: str | None
    confidence: str | None
    because: tuple[PinView, ...]
    single: bool
    section: str
    kind: Literal["judgement"] = "judgement"


Block = TextBlock | PinBlock | JudgementBlock


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with its blocks; ``id`` is unique in the page."""

    id: str
    heading: str
    blocks: tuple[Block, ...]

    @property
    def body(self) -> tuple[Block, ...]:
        """The blocks that are not judgements."""
        return tuple(b for b in self.blocks if b.kind != "judgement")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of the figures table: who gives which value for what. ``pin`` is None for what only the ledger knows."""

    measures: str
    printed: str
    value: str
    period: str
    name: str
    date: str
    pin: PinView | None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Rows that measure the same; ``conflict`` says in words how they differ, or is empty."""

    measures: str
    conflict: str
    rows: tuple[FigureRow, ...]
    elsewhere: int = 0


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart with the pins behind its points, in the points' order."""

    id: str
    chart: Chart
    pins: tuple[PinView, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher of the brief's sources: how much of the brief comes from it."""

    name: str
    letter: str
    letter_words: str
    pieces: int
    quotes: int
    figures: int
    origins: int


@dataclass(frozen=True, slots=True)
class Statement:
    """The source summary statement (ICD 206), counted from the pins."""

    pins: int
    sources: int
    outlets: int
    origins: int
    letters: tuple[tuple[str, int], ...]
    judgements: int
    single: int
    oldest: str
    newest: str
    undated: int
    conflicts: int


@dataclass(frozen=True, slots=True)
class LikelihoodWord:
    """A likelihood word that the brief uses, and its range in percent."""

    word: str
    range: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One line of "changes since": ``kind`` is new, changed, withdrawn or figure."""

    kind: str
    text: str
    before: str = ""
    after: str = ""
