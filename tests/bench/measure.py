"""What a benchmark returns, and how it is timed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    ``peer`` is what the same work costs done by something else in the same run, in the same unit; ``goal`` is the most
    (with ``at_least`` the least) that the value may be, or with a peer, its ratio to the peer.
    """

    what: str
    value: float
    unit: str = "ms"
    peer: float | None = None
    against: str = ""
    goal: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """The value as a multiple of the peer's."""
        return self.value / self.peer if self.peer else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without one."""
        if self.goal is None:
            return None
        judged = self.value if self.ratio is None else self.ratio
        return judged >= self.goal if self.at_least else judged <= self.goal


def wall(work: Callable[[], object]) -> float:
    """Return the milliseconds that ``work`` takes by the clock."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def cpu(work: Callable[[], object]) -> float:
    """Return the milliseconds of this process's CPU, all threads, that ``work`` takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def at(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies: ``.95`` for p95."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def table(measures: Sequence[Measure]) -> str:
    """Return measures as lines of text with columns."""
    rows = [("", "measured", "peer", "ratio", "goal", "")]
    for m in measures:
        goal = "" if m.goal is None else f"{'≥' if m.at_least else '≤'} {m.goal:g}{' ×' if m.peer else ' ' + m.unit}"
        peer = f"{m.peer:,.1f} {m.against}" if m.peer else ""
        ratio = f"{m.ratio:.2f} ×" if m.ratio is not None else ""
        verdict = {None: "", True: "met", False: "MISSED"}[m.met]
        rows.append((m.what, f"{m.value:,.1f} {m.unit}", peer, ratio, goal, verdict))
    widths = [max(len(row[n]) for row in rows) for n in range(6)]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)
