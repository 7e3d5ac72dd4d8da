"""What pin files held when read last, kept below ``.briefing/``: parsing YAML is slow, and files rarely change.

A file counts as unchanged when its time, size and inode are what they were. The whole can be deleted at any time, and
is of no use where its sum does not fit: a bad disk can turn a digit into another one.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any
from zlib import crc32

from briefing.extract.finding import Figure
from briefing.files import STATE, replace_atomically
from briefing.pins.pin import Anchor, Pin

NAME = "pins.json"
VERSION = 2
WORTH = 50
"""Pins that must have been parsed anew before the whole is written again."""

_FILES = b',"files":'
"""Behind this stands what the sum is of."""

Stamp = tuple[int, int, int]
Kept = tuple[Stamp, tuple[Pin, ...]]


def load(root: Path) -> dict[str, Kept]:
    """Return the pins by source with the stamps of their files; nothing when there is no cache or it is of no use."""
    try:
        text = (root / STATE / NAME).read_bytes()
        data = json.loads(text)
        if data["version"] != VERSION or data["sum"] != crc32(text.partition(_FILES)[2]):
            return {}
        return {
            source: (tuple(stamp), tuple(_pin(source, values) for values in pins))
            for source, (stamp, pins) in data["files"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(root: Path, kept: Mapping[str, Kept]) -> None:
    """Keep pins by source; what JSON cannot hold is left out, and a folder that cannot be written is left alone."""
    files = {
        source: [stamp, [_values(pin) for pin in pins]]
        for source, (stamp, pins) in kept.items()
        if all(_is_plain(pin.extra) for pin in pins)
    }
    body = json.dumps(files, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"}"
    head = f'{{"version":{VERSION},"sum":{crc32(body)}'.encode()
    with contextlib.suppress(OSError):
        replace_atomically(root / STATE / NAME, head + _FILES + body)


def _is_plain(extra: Mapping[str, Any]) -> bool:
    """Say whether the keys by hand come back from JSON as they were."""
    if not extra:
        return True
    try:
        return bool(json.loads(json.dumps(dict(extra))) == extra)
    except (TypeError, ValueError):
        return False


def _values(pin: Pin) -> dict[str, Any]:
    values = {name: getattr(pin, name) for name in Pin.__slots__ if name not in ("anchor", "figure", "extra", "source")}
    values = {name: value for name, value in values.items() if value not in (None, ())}
    anchor = pin.anchor
    values["anchor"] = [anchor.exact, anchor.prefix, anchor.suffix, anchor.start, anchor.end, anchor.digest]
    if pin.figure is not None:
        values["figure"] = {name: value for name, value in asdict(pin.figure).items() if value is not None}
    return values | ({"extra": dict(pin.extra)} if pin.extra else {})


def _pin(source: str, values: dict[str, Any]) -> Pin:
    figure = values.pop("figure", None)
    return Pin(
        source=source,
        anchor=Anchor(*values.pop("anchor")),
        figure=Figure(**figure) if figure else None,
        tags=tuple(values.pop("tags", ())),
        extra=MappingProxyType(values.pop("extra", {})),
        **values,
    )
