"""What YAML of strangers may not do: nest so deeply that its parser breaks, or repeat itself without end.

libyaml's parser calls itself for each level and takes the program with it when there are too many; an alias in an alias
makes a few lines stand for more values than memory holds. The events of a document tell both before it is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

SMALL = 500
"""Bytes without an alias that can do neither."""
DEPTH = 50
"""The most levels of lists and mappings inside one another."""
VALUES = 200_000
"""The most values, those of an alias counted each time it stands: more than a sidecar of the largest size lists."""

_ANCHOR = re.compile(r"&(?<![^\s\[{,:]&)\S")
"""What an alias stands for. The sign comes first in the pattern, which makes ``re`` search for it."""
_OPENERS = 512
"""Brackets that a text may have in all. The parser breaks at some 20,000 levels with a stack of 8 MB."""
_INDENT = " " * 250
_RUNS = tuple(re.compile(rf"{sign} +(?:[-?:] +){{100}}") for sign in ("-", "[?]", ":"))
"""Lines that open a level with each sign; a pattern that begins with one certain sign is found ten times as fast."""


def suspicious(text: str) -> bool:
    """Say whether :func:`refuse_bomb` may have something against a text that people edit, in a tenth of its time.

    Without anchors, with few brackets and no line far in, nothing repeats and nothing nests deeply enough to do harm.
    """
    return (
        text.count("[") + text.count("{") > _OPENERS
        or _INDENT in text
        or ("&" in text and _ANCHOR.search(text) is not None)
        or any(run.search(text) for run in _RUNS)
    )


def refuse_bomb(text: str, loader_type: Any) -> None:
    """Raise ``ValueError`` with the reason for YAML beyond the bounds, ``yaml.YAMLError`` for none at all."""
    if len(text) <= SMALL and "*" not in text:
        return
    import yaml

    _count(yaml.parse(text, Loader=loader_type))


def _count(events: Iterable[Any]) -> None:
    import yaml

    sizes: dict[str | None, int] = {}
    open_anchors: list[tuple[str | None, int]] = []
    values = 0
    for event in events:
        if isinstance(event, yaml.AliasEvent):
            if any(event.anchor == anchor for anchor, _ in open_anchors):
                raise ValueError("a value holds itself")
            values += sizes.get(event.anchor, 0)
        elif isinstance(event, yaml.NodeEvent):
            values += 1
            if isinstance(event, yaml.CollectionStartEvent):
                open_anchors.append((event.anchor, values - 1))
            elif event.anchor:
                sizes[event.anchor] = 1
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = open_anchors.pop()
            if anchor:
                sizes[anchor] = values - before
        if len(open_anchors) > DEPTH:
            raise ValueError(f"nests more than {DEPTH} levels deep")
        if values > VALUES:
            raise ValueError(f"stands for more than {VALUES:,} values: it looks like a bomb")
