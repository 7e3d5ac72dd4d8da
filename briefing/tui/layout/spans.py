"""Which spans of a text touch a row: answered fast, however many there are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


class Spans(Generic[T]):
    """Values at spans of a text (offsets, ends excluded); spans may overlap and nest."""

    def __init__(self, items: Iterable[tuple[int, int, T]] = ()) -> None:
        """Sort ``items`` (start, end, value) by start."""
        self.items = sorted(items, key=lambda item: (item[0], -item[1]))
        self._starts = [item[0] for item in self.items]
        self._reach = list(accumulate((item[1] for item in self.items), max))

    def __len__(self) -> int:
        return len(self.items)

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Yield the items that share at least one character with ``start`` to ``end``, in order."""
        first = bisect_right(self._reach, start)
        for i in range(first, bisect_left(self._starts, end)):
            if self.items[i][1] > start:
                yield self.items[i]

    def covering(self, offset: int) -> Iterator[tuple[int, int, T]]:
        """Yield the items that cover the character at ``offset``."""
        return self.touching(offset, offset + 1)


def runs(start: int, end: int, layers: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut ``start`` to ``end`` where a layer begins or ends; return the pieces with the names over them, in order."""
    kept = [(max(s, start), min(e, end), name) for s, e, name in layers if s < end and e > start]
    if not kept:
        return [(start, end, ())] if end > start else []
    edges = sorted({start, end, *(s for s, _, _ in kept), *(e for _, e, _ in kept)})
    return [(a, b, tuple(dict.fromkeys(name for s, e, name in kept if s <= a and e >= b))) for a, b in pairwise(edges)]
