"""Playing keys on the workbench without a terminal, and what they and its first paint cost."""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk import Desk

if TYPE_CHECKING:
    from textual.pilot import Pilot

_BARE = """
import time
from textual.app import App
class Bare(App):
    def on_mount(self):
        self.screen.call_after_refresh(self.painted)
    def painted(self):
        self.when = time.process_time()
        self.exit()
app = Bare()
app.run(headless=True, size=(120, 36))
print(app.when)
"""

_WORKBENCH = """
import sys, time
from pathlib import Path
from briefing.tui.start import quicken
quicken()
from briefing.desk import Desk
from briefing.tui.app import BriefingApp
class Painted(BriefingApp):
    def on_mount(self):
        super().on_mount()
        self.screen.call_after_refresh(self.painted)
    def painted(self):
        self.when = time.process_time()
        self.exit()
app = Painted(Desk.open(Path(sys.argv[1])))
app.run(headless=True, size=(120, 36))
print(app.when)
"""

IDLE = "f12"
"""A key that does nothing."""


def _cpu(code: str, *arguments: str) -> float:
    """Return what a program prints last."""
    run = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(run, capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def first_paint(*roots: Path, turns: int = 20) -> list[float]:
    """Return the CPU seconds until the first paint of a bare app, and of the workbench on each desk.

    They are started in turns, and once each before: that leaves the session that every later start finds. The mean of
    the lower half of each counts: what else the machine does only ever adds, and of the measures that pass over it this
    one differed least from run to run.
    """
    starts = [(_BARE, ""), *((_WORKBENCH, str(root)) for root in roots)]
    times = [[_cpu(*start) for start in starts] for _ in range(turns + 1)][1:]
    return [statistics.fmean(sorted(taken)[: turns // 2]) for taken in zip(*times, strict=True)]


async def _keys(root: Path, before: list[str], key: str, count: int, *, rests: bool) -> float:
    """Return the CPU milliseconds of one press of ``key``; where it ``rests``, with all that it set going."""
    from briefing.tui.app import BriefingApp

    app = BriefingApp(Desk.open(root))
    async with app.run_test(size=(160, 48)) as pilot:
        await rest(pilot)
        await pilot.press(*before)
        await rest(pilot)
        idle = await cpu_of(pilot, IDLE, count, rests=rests)  # what pressing and waiting costs the measuring itself
        return max(await cpu_of(pilot, key, count, rests=rests) - idle, 0) / count * 1000


async def cpu_of(pilot: Pilot[int], key: str, count: int, *, rests: bool) -> float:
    """Return the CPU seconds of pressing ``key`` so often; where it ``rests``, each time with all that it set going."""
    began = time.process_time()
    if not rests:
        await pilot.press(*[key] * count)
    for _ in range(count * rests):
        await pilot.press(key)
        await rest(pilot)
    return time.process_time() - began


async def rest(pilot: Pilot[int]) -> None:
    """Wait for workers and for what they said to be drawn."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def pressed(root: Path, before: str, key: str, count: int = 60, *, rests: bool = False) -> float:
    """Return the CPU milliseconds of one press of ``key`` on the desk in ``root``, after the keys ``before``."""
    return asyncio.run(_keys(root, before.split(), key, count, rests=rests))
