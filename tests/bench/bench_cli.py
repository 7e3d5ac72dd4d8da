"""What a command costs before it does anything: ``briefing --help`` against a bare Python.

The goal is 80 ms of wall time on an idle machine, of which a bare interpreter is the floor.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.measure import Measure, wall

ROUNDS = 15
GOAL_MS = 80


def run() -> Iterator[Measure]:
    """Yield the best of some rounds for the help, alone and beside a bare Python."""
    bare = _best("-c", "pass")
    helped = _best("-m", "briefing", "--help")
    yield Measure("briefing --help", helped, goal=GOAL_MS)
    yield Measure("briefing --help, beside python -c pass", helped, peer=bare, against="ms")


def _best(*words: str) -> float:
    def call() -> None:
        subprocess.run([sys.executable, *words], check=True, capture_output=True)

    return min(wall(call) for _ in range(ROUNDS))
