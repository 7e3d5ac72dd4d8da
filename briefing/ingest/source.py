"""A source: one document on the desk, read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Furniture:
    """A span of a source's text that is not the report. Offsets are code points, ``end`` is excluded."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page of a paginated document starts in its text, and what the page is called there."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document beside its text; ``None`` means that nothing says so (never a guess).

    ``date`` is ISO 8601 (a day, or a moment), ``language`` BCP 47, ``marking`` and ``reliability`` are of the kinds in
    :mod:`briefing.settings`. ``extra`` keeps keys of sidecars and front matter that the program does not know.
    """

    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    date: str | None = None
    url: str | None = None
    retrieved: str | None = None
    language: str | None = None
    marking: str | None = None
    reliability: str | None = None
    origin: str | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def over(self, other: Metadata) -> Metadata:
        """Return these values, with those of ``other`` where nothing is said here."""
        if other is UNKNOWN or self is UNKNOWN:
            return self if other is UNKNOWN else other
        known = [mine or others for mine, others in zip(_facts(self), _facts(other), strict=True)]
        known.append(MappingProxyType({**other.extra, **self.extra}) if other.extra else self.extra)
        return Metadata(*known)


UNKNOWN = Metadata()
"""What is known of a document that nothing says anything of."""

_facts = attrgetter(*(each.name for each in fields(Metadata) if each.name != "extra"))
"""Gives all but ``extra``, which is the last field."""


@dataclass(frozen=True, slots=True)
class Source:
    """One document: full text, metadata and furniture spans. All offsets are code points into ``text``.

    ``id`` is the path below ``sources/`` with slashes (an entry of a feed file adds ``#`` and a name), ``digest`` is
    :func:`briefing.text.digest` of ``text``.
    """

    id: str
    path: str
    text: str
    digest: str
    meta: Metadata = Metadata()
    furniture: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    format: str = "text"

    @property
    def title(self) -> str:
        """The title, or the file's name when nothing gives one."""
        return self.meta.title or self.id.rsplit("/", 1)[-1]

    @property
    def reliability(self) -> str:
        """The outlet's Admiralty letter; unknown is F."""
        return self.meta.reliability or "F"

    @property
    def origin(self) -> str:
        """The name of the independent report; a source that shares none is its own."""
        return self.meta.origin or self.id

    def page_at(self, offset: int) -> str | None:
        """Return the label of the page that holds ``offset``, or None for a document without pages."""
        label = None
        for page in self.pages:
            if page.start > offset:
                break
            label = page.label
        return label
