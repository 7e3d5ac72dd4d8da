"""The head of a brief: the keys that stand in its YAML form and in the front matter of its Markdown form alike."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import yaml

from briefing.briefs.brief import Brief
from briefing.pins import yamltext
from briefing.pins.yamltext import Entry, Wrong
from briefing.settings import marking

KEYS = ("title", "date", "template", "marking", "author", "bottom_line")
"""The keys of the head in the order in which they are written."""


def text_of(entry: Entry, wrong: Wrong) -> str | None:
    """Return the text behind a key, None when there is none; numbers count as the text they are written as."""
    if not isinstance(entry.node, yaml.ScalarNode):
        raise wrong("must be text", entry.line, entry.key)
    return None if yamltext.is_null(entry.node) else str(entry.node.value)


def prose_of(entry: Entry, wrong: Wrong) -> str:
    """Return prose without the line ends around it, which YAML's block style adds."""
    return (text_of(entry, wrong) or "").strip("\n")


def _date(text: str) -> str | None:
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return "must be a day as 2025-06-28"
    return None


def read(found: Mapping[str, Entry], wrong: Wrong, *, default_title: str | None = None) -> dict[str, Any]:
    """Return the fields of a :class:`Brief` that the head gives. Raises what ``wrong`` makes."""
    values: dict[str, Any] = {}
    for key, entry in found.items():
        if key not in KEYS:
            continue
        text = prose_of(entry, wrong) if key == "bottom_line" else text_of(entry, wrong)
        if text:
            values[key] = text
    if "title" not in values:
        if default_title is None:
            raise wrong("is missing: write 'title: …' at the top", 1, "title")
        values["title"] = default_title
    if "date" in values and (problem := _date(values["date"])):
        raise wrong(problem, found["date"].line, "date")
    if "marking" in values:
        values["marking"] = marking(
            values["marking"], wrong=lambda message: wrong(message, found["marking"].line, "marking")
        )
    known = {*KEYS, "sections"}
    extra = {key: yamltext.construct(entry.node, wrong) for key, entry in found.items() if key not in known}
    return {**values, "extra": MappingProxyType(extra)}


def values(brief: Brief) -> dict[str, Any]:
    """Return what the head says, by key, in order; keys without a value are left out."""
    every = {key: getattr(brief, key) for key in KEYS}
    return {**{key: value for key, value in every.items() if value is not None}, **brief.extra}


def written(key: str, value: Any) -> str:
    """Return a value of the head as it is written behind its key."""
    if key == "bottom_line":
        return yamltext.literal(value, 2) or yamltext.scalar(value)
    return yamltext.scalar(value, date=key == "date")


def render(brief: Brief) -> str:
    """Return the head as YAML."""
    return "".join(f"{yamltext.scalar(k, flow=True)}: {written(k, v)}\n" for k, v in values(brief).items())


def edited(text: str, root: yaml.MappingNode, old: Brief, new: Brief) -> list[yamltext.Change]:
    """Return the changes that make the head of ``text`` say what ``new`` says where it differs from ``old``."""
    was, now = values(old), values(new)
    keys = [key for key in {**was, **now} if was.get(key) != now.get(key) or (key in was) != (key in now)]
    changed = {key: written(key, now[key]) if key in now else None for key in keys}
    order = [*KEYS, *(key for key in now if key not in KEYS), "sections"]
    return yamltext.edit_mapping(text, root, changed, order)
