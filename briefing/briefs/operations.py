"""Every edit of a brief as a pure function: a brief goes in, the changed brief comes out.

Sections and items are named by their index from 0. An index that is not there raises ``IndexError``: the caller holds
an older brief than the one it edits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Section
from briefing.briefs.refs import with_prose

Place = tuple[int, int]


def _section(brief: Brief, index: int) -> Section:
    if not 0 <= index < len(brief.sections):
        raise IndexError(f"the brief has no section {index}")
    return brief.sections[index]


def _with_section(brief: Brief, index: int, section: Section) -> Brief:
    sections = list(brief.sections)
    sections[index] = section
    return replace(brief, sections=tuple(sections))


def _with_items(brief: Brief, index: int, items: Iterable[Item]) -> Brief:
    return _with_section(brief, index, replace(_section(brief, index), items=tuple(items)))


def item_at(brief: Brief, section: int, item: int) -> Item:
    """Return an item. Raises ``IndexError``."""
    items = _section(brief, section).items
    if not 0 <= item < len(items):
        raise IndexError(f"section {section} of the brief has no item {item}")
    return items[item]


# -- items -----------------------------------------------------------------------------------------------------------


def add_item(brief: Brief, section: int, item: Item, at: int | None = None) -> Brief:
    """Put an item into a section, before index ``at`` or at its end."""
    items = list(_section(brief, section).items)
    items.insert(len(items) if at is None else at, item)
    return _with_items(brief, section, items)


def remove_item(brief: Brief, section: int, item: int) -> Brief:
    """Take an item out."""
    item_at(brief, section, item)
    items = brief.sections[section].items
    return _with_items(brief, section, items[:item] + items[item + 1 :])


def replace_item(brief: Brief, section: int, item: int, new: Item) -> Brief:
    """Put ``new`` in an item's place."""
    item_at(brief, section, item)
    items = brief.sections[section].items
    return _with_items(brief, section, (*items[:item], new, *items[item + 1 :]))


def target(brief: Brief, section: int, item: int, step: int) -> Place | None:
    """Return where an item lands when it moves up (``step`` -1) or down (1); None when it cannot move further.

    The last item of a section moves down to the head of the next, the first one up to the end of the one before.
    """
    item_at(brief, section, item)
    if 0 <= item + step < len(brief.sections[section].items):
        return section, item + step
    if not 0 <= section + step < len(brief.sections):
        return None
    return section + step, (0 if step > 0 else len(brief.sections[section - 1].items))


def move_item(brief: Brief, section: int, item: int, step: int) -> Brief:
    """Move an item one place up (-1) or down (1), across sections; at the end of the brief nothing changes."""
    place = target(brief, section, item, step)
    if place is None:
        return brief
    moved = item_at(brief, section, item)
    return add_item(remove_item(brief, section, item), place[0], moved, place[1])


def move_to_section(brief: Brief, section: int, item: int, to: int) -> Brief:
    """Move an item to the end of another section."""
    moved = item_at(brief, section, item)
    _section(brief, to)
    return add_item(remove_item(brief, section, item), to, moved)


def edit_text(brief: Brief, section: int, item: int, text: str) -> Brief:
    """Give an item other words: a text's or a judgement's own, a pin's comment."""
    return replace_item(brief, section, item, with_prose(item_at(brief, section, item), text))


def set_comment(brief: Brief, section: int, item: int, comment: str | None) -> Brief:
    """Give a pin's block a comment, or take it away. Raises ``TypeError`` when the item is no pin."""
    found = item_at(brief, section, item)
    if not isinstance(found, PinItem):
        raise TypeError("only a pin has a comment")
    return replace_item(brief, section, item, PinItem(found.pin, comment or None))


# -- pins ------------------------------------------------------------------------------------------------------------


def find_pin(brief: Brief, pin: str) -> Place | None:
    """Return the place of the first block that shows a pin, or None."""
    return next(((s, i) for s, i, item in brief.items() if isinstance(item, PinItem) and item.pin == pin), None)


def without_pin(brief: Brief, pin: str) -> Brief:
    """Take out every block that shows a pin, and the pin from what judgements rest on; prose stays as it is."""

    def kept(item: Item) -> Item | None:
        if isinstance(item, PinItem) and item.pin == pin:
            return None
        if isinstance(item, Judgement) and pin in item.because:
            return replace(item, because=tuple(id for id in item.because if id != pin))
        return item

    return _map_items(brief, kept)


def _map_items(brief: Brief, change: Callable[[Item], Item | None]) -> Brief:
    sections = []
    for section in brief.sections:
        items = tuple(new for item in section.items if (new := change(item)) is not None)
        sections.append(section if items == section.items else replace(section, items=items))
    return replace(brief, sections=tuple(sections))


def with_heading(brief: Brief, heading: str) -> tuple[Brief, int]:
    """Return the brief with a section of this heading, which is added when there is none, and its index."""
    for index, section in enumerate(brief.sections):
        if section.heading == heading:
            return brief, index
    return add_section(brief, heading), len(brief.sections)


# -- sections --------------------------------------------------------------------------------------------------------


def add_section(brief: Brief, heading: str, at: int | None = None) -> Brief:
    """Add an empty section before index ``at``, or at the end."""
    sections = list(brief.sections)
    sections.insert(len(sections) if at is None else at, Section(heading))
    return replace(brief, sections=tuple(sections))


def rename_section(brief: Brief, section: int, heading: str) -> Brief:
    """Give a section another heading."""
    return _with_section(brief, section, replace(_section(brief, section), heading=heading))


def remove_section(brief: Brief, section: int) -> Brief:
    """Take a section out, with its items."""
    _section(brief, section)
    return replace(brief, sections=brief.sections[:section] + brief.sections[section + 1 :])


def move_section(brief: Brief, section: int, step: int) -> Brief:
    """Move a section one place up (-1) or down (1); at the end nothing changes."""
    moved = _section(brief, section)
    if not 0 <= section + step < len(brief.sections):
        return brief
    sections = list(brief.sections)
    del sections[section]
    sections.insert(section + step, moved)
    return replace(brief, sections=tuple(sections))


# -- the head --------------------------------------------------------------------------------------------------------


def set_bottom_line(brief: Brief, text: str | None) -> Brief:
    """Give the brief its bottom line up front, or take it away."""
    return replace(brief, bottom_line=text or None)
