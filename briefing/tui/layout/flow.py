"""Short texts as rows of words, for panes and lists."""

from __future__ import annotations

from functools import lru_cache

from briefing.text import visible
from briefing.tui.layout.cells import clip
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
