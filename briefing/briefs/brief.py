"""A brief: the document being assembled. The same model stands behind its YAML form and its Markdown form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

BriefForm = Literal["yaml", "md"]


@dataclass(frozen=True, slots=True)
class Text:
    """The analyst's prose: any Markdown, in which ``<pin:ID>`` and ``[words](pin:ID)`` stand for pins."""

    text: str


@dataclass(frozen=True, slots=True)
class PinItem:
    """A pin as a block of its own: a quotation with its attribution, or a figure with its source."""

    pin: str
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the analyst concludes, how likely it is, how sure the analyst is, and the pins it rests on (ICD 203)."""

    text: str
    likelihood: str | None = None
    confidence: str | None = None
    because: tuple[str, ...] = ()


Item = Text | PinItem | Judgement


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. ``extra`` keeps keys that a hand wrote and we do not know."""

    heading: str
    items: tuple[Item, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole document. ``date`` is ISO 8601; ``extra`` keeps the front matter keys that we do not know, in order."""

    title: str
    date: str | None = None
    template: str = "daily"
    marking: str | None = None
    author: str | None = None
    bottom_line: str | None = None
    sections: tuple[Section, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    def items(self) -> Iterator[tuple[int, int, Item]]:
        """Yield section index, item index and item, in order."""
        for s, section in enumerate(self.sections):
            for i, item in enumerate(section.items):
                yield s, i, item
