"""Two people changed one brief: what both did is kept where they did not touch the same thing."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from briefing.briefs.brief import Brief, Item, Section


class _Both(Exception):
    """The same thing was changed on both sides, to different ends."""


def merged(base: Brief, mine: Brief, theirs: Brief) -> Brief | None:
    """Return ``theirs`` with what ``mine`` changed against ``base``; None when both changed the same thing.

    The same thing is one key of the head, or one section; items that both added at the end of a section are kept.
    """
    try:
        head = {
            field.name: _one(getattr(base, field.name), getattr(mine, field.name), getattr(theirs, field.name))
            for field in fields(Brief)
            if field.name not in ("sections", "extra")
        }
        extra = _mapping(base.extra, mine.extra, theirs.extra)
        sections = _sections(base.sections, mine.sections, theirs.sections)
    except _Both:
        return None
    return replace(theirs, **head, extra=extra, sections=sections)


def _one(base: Any, mine: Any, theirs: Any) -> Any:
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    raise _Both


def _mapping(base: Any, mine: Any, theirs: Any) -> dict[str, Any]:
    gone = object()
    found = {
        key: _one(base.get(key, gone), mine.get(key, gone), theirs.get(key, gone))
        for key in dict.fromkeys((*theirs, *mine))
    }
    return {key: value for key, value in found.items() if value is not gone}


def _sections(base: tuple[Section, ...], mine: tuple[Section, ...], theirs: tuple[Section, ...]) -> tuple[Section, ...]:
    if mine in (base, theirs) or theirs == base:
        return tuple(_one(base, mine, theirs))
    headings = [section.heading for section in base]
    kept = [[section.heading for section in side[: len(base)]] for side in (mine, theirs)]
    if kept != [headings, headings]:
        raise _Both
    same = [_section(*three) for three in zip(base, mine, theirs, strict=False)]
    return (*same, *theirs[len(base) :], *(added for added in mine[len(base) :] if added not in theirs[len(base) :]))


def _section(base: Section, mine: Section, theirs: Section) -> Section:
    extra = _mapping(base.extra, mine.extra, theirs.extra)
    return replace(base, items=_items(base.items, mine.items, theirs.items), extra=extra)


def _items(base: tuple[Item, ...], mine: tuple[Item, ...], theirs: tuple[Item, ...]) -> tuple[Item, ...]:
    n = len(base)
    if mine[:n] == base == theirs[:n]:
        return (*theirs, *(item for item in mine[n:] if item not in theirs[n:]))
    return tuple(_one(base, mine, theirs))
