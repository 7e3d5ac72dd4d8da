"""A finding: something in a source worth pinning. Offsets are code points into the source's text, ends excluded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Span = tuple[int, int]
Kind = Literal["quote", "statement", "figure"]
Form = Literal["direct", "fragment", "unmarked"]
FigureKind = Literal["money", "percent", "percentage point", "basis point", "multiple", "count", "measure", "duration"]
Qualifier = Literal["over", "under", "at least", "at most", "about"]
Direction = Literal["up", "down"]

TRIVIAL = 0.5
"""Findings that score lower are kept and listed, but the workbench neither marks them nor stops or counts there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a figure, normalised.

    ``unit`` is ISO 4217 for money, ``times`` for a multiple, the common name in singular for measures and durations,
    null for counts, whose ``noun`` says what is counted. A range has ``low`` and ``high`` and no ``value``.
    ``measures`` says in the text's words what the figure is of; ``period`` the time it is about; ``equals`` is the
    number of the finding with the same amount converted in the text.
    """

    kind: FigureKind
    value: int | float | None = None
    low: int | float | None = None
    high: int | float | None = None
    unit: str | None = None
    per: str | None = None
    noun: str | None = None
    qualifier: Qualifier | None = None
    direction: Direction | None = None
    measures: str | None = None
    period: str | None = None
    equals: int | None = None


class Finding(NamedTuple):
    """A quote, a statement or a figure.

    ``n`` counts the findings of one source from 1 in the order of the text. A quote's span lies between its marks, a
    statement's is its content without the attribution, a figure's covers currency, number, scale and unit. ``speaker``
    is the fullest name that the document gives, ``speaker_span`` the nearest mention. ``group`` ties the parts of an
    interrupted quotation. ``score`` (0 to 1) ranks; ``rule`` names the rule that found it. A text has hundreds of
    findings: named tuples are made several times faster than frozen dataclasses.
    """

    n: int
    kind: Kind
    start: int
    end: int
    exact: str
    score: float
    rule: str
    form: Form | None = None
    speaker: str | None = None
    speaker_span: Span | None = None
    role: str | None = None
    cue: str | None = None
    cue_span: Span | None = None
    group: int | None = None
    figure: Figure | None = None
