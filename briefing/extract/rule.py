"""What a rule of the chain is, and what it hands over: candidates that the chain numbers and links."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.finding import Figure, Form, Kind, Span

if TYPE_CHECKING:
    from briefing.extract.document import Document


@dataclass(slots=True)
class Candidate:
    """A finding before it has a number. Offsets are code points into the source's text, ends excluded.

    ``group`` is any number that the parts of one interrupted quotation share; the chain counts groups anew from 1.
    ``equals`` is the span of the candidate that states the same amount converted; the chain puts its number there.
    """

    kind: Kind
    start: int
    end: int
    score: float
    form: Form | None = None
    speaker: str | None = None
    speaker_span: Span | None = None
    role: str | None = None
    cue: str | None = None
    cue_span: Span | None = None
    group: int | None = None
    figure: Figure | None = None
    equals: Span | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One named step of the chain: ``find`` looks at a document and yields candidates.

    ``about`` says in one sentence what it recognises. A rule sees the document and never another rule's candidates, so
    each can be tested and switched off alone.
    """

    name: str
    about: str
    find: Callable[[Document], Iterable[Candidate]]
