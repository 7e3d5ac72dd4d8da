"""Accepting what became of a pin: the only way, beside a hand, in which an anchor changes."""

from __future__ import annotations

from dataclasses import replace

from briefing.errors import BriefingError
from briefing.extract.finding import Figure
from briefing.ingest.source import Source
from briefing.pins.make import anchor
from briefing.pins.pin import Pin
from briefing.pins.resolve import Resolution


def accept(pin: Pin, resolution: Resolution, source: Source, *, figure: Figure | None = None) -> Pin:
    """Return the pin anchored to what stands in ``source`` now; the id and the analyst's own fields stay.

    A figure's value was read from the old words: when those changed, it becomes ``figure`` (read from the new ones), or
    is dropped when none is given. Raises ``BriefingError`` when there is no one place to anchor to.
    """
    if resolution.start is None or resolution.end is None:
        raise BriefingError(f"pin {pin.id} cannot be accepted: {resolution.why}; pin the words anew")
    moved = anchor(source, resolution.start, resolution.end)
    kept = pin.figure if moved.exact == pin.exact else None
    return replace(pin, anchor=moved, figure=kept or figure)
