"""Short texts as rows of words, for panes and lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from briefing.text import visible
from briefing.tui.layout.cells import clip, width
from briefing.tui.layout.wrap import wrap


@lru_cache(maxsize=4096)
def rows(text: str, cells: int, limit: int = 0) -> tuple[str, ...]:
    """Return ``text`` wrapped to ``cells``, line breaks kept; the last of ``limit`` rows ends in an ellipsis."""
    found: list[str] = []
    for line in visible(text).strip("\n").split("\n"):
        start = 0
        for end in wrap(line, max(cells, 4)):
            found.append(line[start:end].rstrip())
            start = end
    if limit and len(found) > limit:
        found = [*found[: limit - 1], clip(f"{found[limit - 1]} {found[limit]}", max(cells, 4))]
    return tuple(found)


def listed(parts: Sequence[str], cells: int, limit: int = 0) -> tuple[str, ...]:
    """Return ``parts`` with dots between them in rows of ``cells``, broken between parts where one fits into a row."""
    found: list[str] = []
    for part in parts:
        joined = f"{found[-1]} · {part}" if found else part
        if found and width(joined) <= cells:
            found[-1] = joined
        else:
            found.extend(rows(part, cells))
    return rows("\n".join(found), cells, limit) if limit and len(found) > limit else tuple(found)


def around(text: str, words: str, cells: int) -> str:
    """Return the part of ``text`` about ``words`` that fits into ``cells``; ellipses stand for what is left out."""
    at = text.find(words)
    if width(text) <= cells or at < 0:
        return clip(text, cells)
    start = at
    while start > 0 and width(text[start - 1 : at + len(words)]) < cells * 2 // 3:
        start -= 1
    if width(text[:at]) + width(words) <= cells * 2 // 3:
        start = 0
    elif start < at and (gap := text.find(" ", start, at)) >= 0:
        start = gap + 1
    return clip(("…" if start else "") + text[start:], cells)
