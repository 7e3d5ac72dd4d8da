"""A pin as YAML: what a pin file may say, checked, and what the program writes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of
from types import MappingProxyType
from typing import Any, NamedTuple, get_args

import yaml

from briefing.errors import SettingsError
from briefing.extract.finding import Direction, Figure, FigureKind, Qualifier
from briefing.pins import yamltext
from briefing.pins.pin import Anchor, Pin, PinKind
from briefing.pins.yamltext import Wrong

ANCHOR = ("exact", "prefix", "suffix", "start", "end", "digest")
KEYS = (
    *("id", "kind", *ANCHOR, "figure", "speaker", "role", "cue", "credibility"),
    *("section", "tags", "note", "pinned"),
)
"""The keys of a pin in the order in which they are written."""

NEEDED = ("id", "kind", "exact", "start")

FIGURE = (
    *("value", "low", "high", "unit", "per", "noun", "kind"),
    *("qualifier", "direction", "measures", "period", "equals"),
)
"""The keys of a figure in the order in which they are written."""

_NUMBERS = ("value", "low", "high")


class Parsed(NamedTuple):
    """A pin and the node of the file that holds it."""

    pin: Pin
    node: yaml.MappingNode


def parse(text: str, *, source: str, file: str) -> tuple[yaml.Node | None, list[Parsed]]:
    """Return the root node (None: nothing there) and the pins of a pin file.

    Raises ``SettingsError`` naming file, line and key for anything a pin cannot hold, and for an id given twice.
    """

    def wrong(what: str, line: int | None, key: str | None) -> SettingsError:
        return SettingsError(what, file=file, line=line, key=key)

    root = yamltext.compose(text, wrong)
    if root is None or yamltext.is_null(root):
        return None, []
    if not isinstance(root, yaml.SequenceNode):
        raise wrong("must be a list of pins, each after a dash", yamltext.line_of(root), None)
    parsed: list[Parsed] = []
    seen: set[str] = set()
    for node in root.value:
        pin = _pin(node, source, wrong)
        if pin.id in seen:
            raise wrong(f"{pin.id} stands twice in this file", yamltext.line_of(node), "id")
        seen.add(pin.id)
        parsed.append(Parsed(pin, node))
    return root, parsed


def _pin(node: yaml.Node, source: str, wrong: Wrong) -> Pin:
    found = {entry.key: entry for entry in yamltext.entries(node, wrong)}
    if missing := [key for key in NEEDED if key not in found]:
        raise wrong("is missing: every pin needs " + ", ".join(NEEDED), yamltext.line_of(node), missing[0])
    values = {key: _READ[key](entry, wrong) for key, entry in found.items() if key in _READ}
    extra = {key: yamltext.construct(entry.node, wrong) for key, entry in found.items() if key not in _READ}
    exact, start = values["exact"], values["start"]
    if not exact:
        raise wrong("must hold the pinned words", found["exact"].line, "exact")
    anchor = Anchor(
        exact=exact,
        prefix=values.get("prefix") or "",
        suffix=values.get("suffix") or "",
        start=start,
        end=values.get("end") or start + len(exact),
        digest=values.get("digest") or "",
    )
    rest = {key: value for key, value in values.items() if key not in ANCHOR and value is not None}
    return Pin(source=source, anchor=anchor, extra=MappingProxyType(extra), **rest)


def _text(entry: yamltext.Entry, wrong: Wrong) -> str | None:
    if not isinstance(entry.node, yaml.ScalarNode):
        raise wrong("must be text", entry.line, entry.key)
    return None if yamltext.is_null(entry.node) else str(entry.node.value)


def _needed_text(entry: yamltext.Entry, wrong: Wrong) -> str:
    text = _text(entry, wrong)
    if not text:
        raise wrong("must not be empty", entry.line, entry.key)
    return text


def _whole(low: int, high: int | None) -> Callable[[yamltext.Entry, Wrong], int | None]:
    def read(entry: yamltext.Entry, wrong: Wrong) -> int | None:
        value = yamltext.construct(entry.node, wrong)
        if value is None and entry.key not in NEEDED:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < low or (high and value > high):
            wanted = f"a whole number from {low}" + (f" to {high}" if high else "")
            raise wrong(f"must be {wanted}, not {value!r}", entry.line, entry.key)
        return value

    return read


def _kind(entry: yamltext.Entry, wrong: Wrong) -> str:
    kind = _needed_text(entry, wrong)
    if kind not in get_args(PinKind):
        raise wrong(f"must be one of {', '.join(get_args(PinKind))}, not {kind!r}", entry.line, entry.key)
    return kind


def _tags(entry: yamltext.Entry, wrong: Wrong) -> tuple[str, ...]:
    if yamltext.is_null(entry.node):
        return ()
    if isinstance(entry.node, yaml.ScalarNode):
        return tuple(tag.strip() for tag in entry.node.value.split(",") if tag.strip())
    if not isinstance(entry.node, yaml.SequenceNode) or not all(
        isinstance(tag, yaml.ScalarNode) for tag in entry.node.value
    ):
        raise wrong("must be a list of words", entry.line, entry.key)
    return tuple(str(tag.value) for tag in entry.node.value)


def _figure(entry: yamltext.Entry, wrong: Wrong) -> Figure | None:
    if yamltext.is_null(entry.node):
        return None
    values: dict[str, Any] = {}
    for part in yamltext.entries(entry.node, wrong):
        if part.key in FIGURE:
            values[part.key] = _figure_part(part, wrong)
    values = {key: value for key, value in values.items() if value is not None}
    if "kind" not in values:
        raise wrong("is missing: a figure needs a kind", entry.line, "figure: kind")
    return Figure(**values)


def _figure_part(part: yamltext.Entry, wrong: Wrong) -> Any:
    key = f"figure: {part.key}"
    if part.key in _NUMBERS or part.key == "equals":
        value = yamltext.construct(part.node, wrong)
        kinds: tuple[type, ...] = (int,) if part.key == "equals" else (int, float)
        if value is not None and (isinstance(value, bool) or not isinstance(value, kinds)):
            raise wrong(f"must be a number, not {value!r}", part.line, key)
        return value
    text = _text(part, wrong)
    allowed = {"kind": FigureKind, "qualifier": Qualifier, "direction": Direction}.get(part.key)
    if text is not None and allowed is not None and text not in get_args(allowed):
        raise wrong(f"must be one of {', '.join(get_args(allowed))}, not {text!r}", part.line, key)
    return text


_READ: Mapping[str, Callable[[yamltext.Entry, Wrong], Any]] = {
    "id": _needed_text,
    "kind": _kind,
    "exact": _needed_text,
    "prefix": _text,
    "suffix": _text,
    "start": _whole(0, None),
    "end": _whole(0, None),
    "digest": _text,
    "figure": _figure,
    "speaker": _text,
    "role": _text,
    "cue": _text,
    "credibility": _whole(1, 6),
    "section": _text,
    "tags": _tags,
    "note": _text,
    "pinned": _text,
}


def values(pin: Pin) -> dict[str, Any]:
    """Return what a pin file says of a pin, by key, in order; keys without a value are left out."""
    anchor = {key: getattr(pin.anchor, key) for key in ANCHOR}
    every = {key: anchor[key] if key in anchor else getattr(pin, key) for key in KEYS}
    kept = {key: value for key, value in every.items() if key in ANCHOR or value not in (None, ())}
    return {**kept, **pin.extra}


def written(key: str, value: Any, *, indent: int = 2) -> str:
    """Return a value as it is written behind its key, which stands ``indent`` columns in."""
    if isinstance(value, Figure):
        parts = {name: getattr(value, name) for name in FIGURE}
        return yamltext.scalar({name: part for name, part in parts.items() if part is not None})
    if key == "note" and "\n" in value and (block := yamltext.literal(value, indent + 2, chomp="-")):
        return block
    return yamltext.scalar(value, date=key == "pinned")


def render(pin: Pin, *, indent: int = 0) -> str:
    """Return a pin as an item of a list whose dash stands ``indent`` columns in."""
    pad = " " * (indent + 2)
    lines = [
        f"{pad}{yamltext.scalar(key, flow=True)}: {written(key, value, indent=indent + 2)}\n"
        for key, value in values(pin).items()
    ]
    return " " * indent + "- " + "".join(lines)[indent + 2 :]


assert {field.name for field in fields_of(Figure)} == set(FIGURE)
