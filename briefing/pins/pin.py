"""A pin: what the analyst kept, anchored to a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from briefing.extract.finding import Figure

PinKind = Literal["quote", "statement", "figure", "passage"]

CONTEXT = 32
"""Code points of prefix and of suffix that an anchor keeps."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a pin finds its text again: the text itself, its surroundings, its place, and the digest of the whole."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Pin:
    """One kept span of one source. ``source`` is the source's id; ``extra`` keeps keys that only a hand wrote.

    ``credibility`` is the Admiralty number 1 to 6; None is unjudged, which counts as 6. ``pinned`` is a moment in UTC.
    """

    id: str
    source: str
    kind: PinKind
    anchor: Anchor
    figure: Figure | None = None
    speaker: str | None = None
    role: str | None = None
    cue: str | None = None
    credibility: int | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    pinned: str | None = None
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def exact(self) -> str:
        """The pinned words."""
        return self.anchor.exact
