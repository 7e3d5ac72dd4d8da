"""Where places of a text are in another edition of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable


def shifted(before: str, now: str, places: Iterable[int]) -> list[int]:
    """Return offsets into ``before`` as offsets into ``now``: those behind what changed move with their words.

    Takes what lies between the first and the last difference as what changed.
    """
    most = min(len(before), len(now))
    start = bisect_left(range(1, most + 1), True, key=lambda size: not now.startswith(before[:size]))
    end = bisect_left(range(1, most - start + 1), True, key=lambda size: not now.endswith(before[-size:]))
    by = len(now) - len(before)
    return [at + by if at >= len(before) - end and at >= start else at for at in places]
