"""Pins: anchors, finding their text again, and the store."""

from __future__ import annotations

from briefing.pins.accept import accept
from briefing.pins.diff import words_diff
from briefing.pins.make import make, pin_id
from briefing.pins.pin import CONTEXT, Anchor, Pin, PinKind
from briefing.pins.resolve import Outcome, Resolution, resolve
from briefing.pins.store import PinStore

__all__ = [
    "CONTEXT",
    "Anchor",
    "Outcome",
    "Pin",
    "PinKind",
    "PinStore",
    "Resolution",
    "accept",
    "make",
    "pin_id",
    "resolve",
    "words_diff",
]
