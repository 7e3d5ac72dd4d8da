"""What an export writes, by section, so that a screen lays out again only the section that changed.

It is the exported Markdown itself, cut before its headings: joined, the sections are the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from briefing.export.markdown import render

if TYPE_CHECKING:
    from briefing.briefs import Edition

_PLACES = re.compile(
    r"^[ ]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=ticks)[`~]*[ ]*$|\Z)"  # code, which has no headings
    r"|^## (?P<heading>[^\n]*)$",
    re.MULTILINE | re.DOTALL,
)


class Part(NamedTuple):
    """A section of an exported brief: the Markdown of its heading (none above the first), and all of its text."""

    heading: str
    text: str


def preview(edition: Edition, templates: Sequence[Path] = ()) -> list[Part]:
    """Return the exported Markdown by section; ``templates`` are folders, the desk's first.

    Raises ``TemplateError``.
    """
    return list(_cut(render(edition, templates)))


def _cut(text: str) -> Iterator[Part]:
    start, heading = 0, ""
    for match in _PLACES.finditer(text):
        if match["heading"] is not None:
            if match.start() > start:
                yield Part(heading, text[start : match.start()])
            start, heading = match.start(), match["heading"]
    yield Part(heading, text[start:])
