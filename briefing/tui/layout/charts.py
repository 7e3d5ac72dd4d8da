"""Small charts out of block characters."""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEVELS = "▁▂▃▄▅▆▇█"


def bar(value: float, largest: float, cells: int) -> str:
    """Return a bar of at most ``cells`` for ``value``, to an eighth of a cell; at least a sliver for what is not 0."""
    if largest <= 0 or value <= 0:
        return ""
    eighths = max(round(value / largest * cells * 8), 1)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")


def sparkline(points: Sequence[tuple[str | None, float]]) -> str:
    """Return values by their dates as a line of blocks; nothing for fewer than three days, or where all are equal."""
    by_day = {day[:10]: value for day, value in points if day}
    if len(by_day) < 3 or len(set(by_day.values())) < 2:
        return ""
    values = [by_day[day] for day in sorted(by_day)]
    low, high = min(values), max(values)
    return "".join(_LEVELS[round((value - low) / (high - low) * (len(_LEVELS) - 1))] for value in values)
