"""A source as the reader shows it, and where in it the analyst is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.tui.layout.spans import Spans

if TYPE_CHECKING:
    from briefing.extract.finding import Finding
    from briefing.ingest.source import Source
    from briefing.pins import Pin, Resolution


@dataclass(slots=True)
class Place:
    """Where the analyst is in one source: cursor and first row shown, as offsets into its text.

    ``stop`` is the number of the finding that the cursor was last taken to; ``fresh`` until the cursor first moves.
    """

    cursor: int = 0
    top: int = 0
    stop: int = 0
    fresh: bool = True


@dataclass(frozen=True)
class Opened:
    """A source in the reader, with what was found in it and where its pins stand now."""

    source: Source
    findings: tuple[Finding, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    marks: Spans[Finding] = field(default_factory=Spans)
    pinned: Spans[Pin] = field(default_factory=Spans)
    furniture: Spans[str] = field(default_factory=Spans)

    @property
    def first(self) -> int:
        """Where the report begins: after the furniture at the top of the text."""
        at, text = 0, self.source.text
        for start, end, _ in self.furniture.items:
            if text[at:start].strip():
                break
            at = max(at, end)
        rest = text[at:]
        return at + len(rest) - len(rest.lstrip()) if rest.strip() else 0

    @cached_property
    def stops(self) -> tuple[Finding, ...]:
        """The findings that ``n`` stops at."""
        return tuple(f for _, _, f in self.marks.items)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where they start."""
        return tuple(f.start for f in self.stops)

    @cached_property
    def order(self) -> Mapping[int, int]:
        """Their places in that order by their numbers."""
        return {f.n: at for at, f in enumerate(self.stops)}

    def pin_at(self, start: int, end: int) -> Pin | None:
        """Return the pin with exactly this span."""
        return next((pin for s, e, pin in self.pinned.touching(start, end) if (s, e) == (start, end)), None)


def opened(source: Source, findings: Sequence[Finding], resolutions: Sequence[Resolution]) -> Opened:
    """Prepare a source for the reader: spans sorted for drawing, trivial findings left out."""
    from briefing.extract.finding import TRIVIAL

    furniture = [(f.start, f.end, f.reason) for f in source.furniture]
    return Opened(
        source,
        tuple(findings),
        tuple(resolutions),
        Spans((f.start, f.end, f) for f in findings if f.score >= TRIVIAL),
        Spans((r.start, r.end, r.pin) for r in resolutions if r.ok and r.start is not None and r.end is not None),
        Spans(furniture),
    )
