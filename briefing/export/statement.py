"""What the brief rests on, counted from its pins: the source summary statement of ICD 206, and the table of outlets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.export.views import JudgementBlock, Outlet, PinView, SourceView, Statement

if TYPE_CHECKING:
    from briefing.export.locale import Locale

_DAY = re.compile(r"\d{4}(-\d{2}){0,2}(?!\d)")


def _sources(pins: Sequence[PinView]) -> list[SourceView]:
    return list({p.source.id: p.source for p in pins if not p.source.gone}.values())


def summary(pins: Sequence[PinView], judgements: Sequence[JudgementBlock], conflicts: int, words: Locale) -> Statement:
    """Count pins, sources, outlets, origins, ratings, judgements on one origin, and the span of dates."""
    sources = _sources(pins)
    days = sorted(s.iso[:10] for s in sources if s.iso and _DAY.match(s.iso))
    return Statement(
        pins=len(pins),
        sources=len(sources),
        outlets=len({s.outlet for s in sources}),
        origins=len({s.origin for s in sources}),
        letters=tuple(sorted(Counter(s.letter for s in sources).items())),
        judgements=len(judgements),
        single=sum(j.single for j in judgements),
        oldest=words.date(days[0]) if days else "",
        newest=words.date(days[-1]) if days else "",
        undated=len(sources) - len(days),
        conflicts=conflicts,
    )


def outlets(pins: Sequence[PinView]) -> tuple[Outlet, ...]:
    """Count the pins of each publisher, the most used first, then by name."""
    by_name: dict[str, list[PinView]] = {}
    for pin in pins:
        if not pin.source.gone:
            by_name.setdefault(pin.source.outlet, []).append(pin)
    rows = [_outlet(group) for group in by_name.values()]
    return tuple(sorted(rows, key=lambda o: (-(o.quotes + o.figures), o.name.casefold())))


def _outlet(pins: Sequence[PinView]) -> Outlet:
    first, sources = pins[0].source, _sources(pins)
    figures = sum(p.kind == "figure" for p in pins)
    return Outlet(
        name=first.name,
        letter=first.letter,
        letter_words=first.letter_words,
        pieces=len(sources),
        quotes=len(pins) - figures,
        figures=figures,
        origins=len({s.origin for s in sources}),
    )
