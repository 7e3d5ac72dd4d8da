"""Making pins: the anchor of a span, and the id that makes pinning the same thing twice one pin."""

from __future__ import annotations

import datetime
import hashlib
from typing import Any

from briefing.errors import BriefingError
from briefing.extract.finding import Finding
from briefing.ingest.source import Source
from briefing.pins.pin import CONTEXT, Anchor, Pin, PinKind
from briefing.text import moment

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""32 characters without look-alikes (Crockford's: no i, l, o, u)."""

LENGTH = 8
"""Characters of an id: 40 bits, so that 100,000 pins collide with a chance of half a percent."""


def pin_id(digest: str, start: int, end: int, kind: str) -> str:
    """Return the id of what stands at ``start``–``end`` of the text with this digest.

    Ids that YAML could read as a number are passed over, so an id never needs quotation marks in a brief.
    """
    seed = f"{digest}\n{start}\n{end}\n{kind}".encode()
    while True:
        seed = hashlib.sha256(seed).digest()
        number = int.from_bytes(seed[:5], "big")
        name = "".join(ALPHABET[number >> shift & 31] for shift in range(35, -1, -5))
        if name[0] != "0" and name.strip("0123456789e"):
            return name


def anchor(source: Source, start: int, end: int) -> Anchor:
    """Return the anchor of ``source.text[start:end]``. Raises ``BriefingError`` for a span that holds nothing."""
    if not 0 <= start < end <= len(source.text):
        raise BriefingError(f"{source.id} has no characters {start} to {end}: it holds {len(source.text)}")
    exact = source.text[start:end]
    if not exact.strip():
        raise BriefingError(f"characters {start} to {end} of {source.id} are blank: pin words")
    if any("\ud800" <= c <= "\udfff" for c in source.text[max(0, start - CONTEXT) : end + CONTEXT]):
        raise BriefingError(f"characters {start} to {end} of {source.id} hold half a character: the file is damaged")
    return Anchor(
        exact=exact,
        prefix=source.text[max(0, start - CONTEXT) : start],
        suffix=source.text[end : end + CONTEXT],
        start=start,
        end=end,
        digest=source.digest,
    )


def make(
    source: Source,
    start: int,
    end: int,
    *,
    kind: PinKind,
    finding: Finding | None = None,
    now: str | None = None,
    **fields: Any,
) -> Pin:
    """Return a pin of ``source.text[start:end]`` (code points, end excluded).

    Speaker, role, cue and figure come from ``finding`` unless ``fields`` (any of :class:`Pin`'s) say otherwise;
    ``now`` is the moment to note, by default the clock's, in UTC. Raises ``BriefingError`` for an empty span.
    """
    known: dict[str, Any] = {}
    if finding is not None:
        known = {"speaker": finding.speaker, "role": finding.role, "cue": finding.cue, "figure": finding.figure}
    known.update({name: value for name, value in fields.items() if value is not None})
    return Pin(
        id=pin_id(source.digest, start, end, kind),
        source=source.id,
        kind=kind,
        anchor=anchor(source, start, end),
        pinned=now or moment(datetime.datetime.now(datetime.UTC)),
        **known,
    )
