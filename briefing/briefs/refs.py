"""Which pins a brief names, in prose too."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Text

ID = r"[0-9A-Za-z_-]+"
"""What can stand for a pin's id; ids that the program makes are 8 characters of this."""

_PROSE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<fence>^[ ]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=mark)[`~]*[ \t]*$|\Z))"
    r"|(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:.(?!\n[ \t]*\n))*?.(?<!`)(?P=ticks)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    rf"|<pin:(?P<auto>{ID})>"
    rf"|\[(?P<words>(?:\\.|[^\[\]\\])*)\]\(<?pin:(?P<link>{ID})>?\)",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """One place in prose that stands for a pin: ``text[start:end]``; ``words`` are the analyst's own, if any."""

    pin: str
    start: int
    end: int
    words: str | None


def in_prose(text: str) -> Sequence[Reference]:
    """Return the places of Markdown prose that stand for pins: ``<pin:ID>`` and ``[words](pin:ID)``.

    Code, comments and escaped brackets are not prose.
    """
    return _in_prose(text) if "pin:" in text else ()


@lru_cache(maxsize=1024)
def _in_prose(text: str) -> Sequence[Reference]:
    return tuple(
        Reference(pin, match.start(), match.end(), match["words"])
        for match in _PROSE.finditer(text)
        if (pin := match["auto"] or match["link"])
    )


def replaced(text: str, words: Callable[[Reference], str]) -> str:
    """Return prose with each reference replaced by what ``words`` makes of it."""
    for reference in reversed(in_prose(text)):
        text = text[: reference.start] + words(reference) + text[reference.end :]
    return text


def of_item(item: Item) -> list[str]:
    """Return the ids that an item names, in order, each use."""
    if isinstance(item, Text):
        return [reference.pin for reference in in_prose(item.text)]
    if isinstance(item, PinItem):
        return [item.pin, *(reference.pin for reference in in_prose(item.comment or ""))]
    return [*(reference.pin for reference in in_prose(item.text)), *item.because]


def references(brief: Brief) -> list[str]:
    """Return the ids of the pins that a brief names, in the order of their first use, prose included."""
    found: dict[str, None] = {reference.pin: None for reference in in_prose(brief.bottom_line or "")}
    for section in brief.sections:
        found.update((reference.pin, None) for reference in in_prose(section.heading))
        for item in section.items:
            found.update((id, None) for id in of_item(item))
    return list(found)


def prose_of(item: Item) -> str:
    """Return the analyst's own words in an item."""
    if isinstance(item, PinItem):
        return item.comment or ""
    return item.text


def with_prose(item: Item, prose: str) -> Item:
    """Return the item with other words of the analyst's; a pin's empty comment goes."""
    if isinstance(item, PinItem):
        return PinItem(item.pin, prose or None)
    if isinstance(item, Judgement):
        return Judgement(prose, item.likelihood, item.confidence, item.because)
    return Text(prose)
