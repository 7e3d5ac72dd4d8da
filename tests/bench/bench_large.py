"""The workbench on a large generated desk: first paint, memory, a key in the list, a keystroke of the filter, search.

The desk is indexed first. Its first paint is set against a bare Textual app, and against a desk a tenth as large.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from briefing.desk import Desk
from tests.bench import desks
from tests.bench.measure import Measure, at
from tests.bench.screen import IDLE, cpu_of, first_paint, pressed, rest

ROOT = Path(__file__).parents[2]

_FILTERS = ("the kova gazette", "port 2025-02", "publisher:ilava", "bale -tarn", "after:2025 dev")
"""What is typed into the filter: words of the titles that the desks are made of, outlets and days."""

_NAMES = {" ": "space", "-": "minus", ":": "colon"}
"""What keys are called that are no letters."""

_USED = """
import asyncio, sys
from pathlib import Path
from briefing.tui.start import quicken
quicken()
from briefing.desk import Desk
from briefing.tui.app import BriefingApp
async def use():
    app = BriefingApp(Desk.open(Path(sys.argv[1])))
    async with app.run_test(size=(160, 48)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.press("1", "j", "j", "pagedown", "slash", "t", "h", "e", "escape", "enter", "j", "j", "n")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
asyncio.run(use())
print(int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0]) / 1024)
"""


def run(size: int, folder: Path) -> Iterator[Measure]:
    """Measure on a desk of ``size`` reports and on one of a tenth."""
    large, small = desks.desk(folder, size), desks.desk(folder, max(size // 10, 50))
    for root in (large, small):
        Desk.open(root).refresh()
    bare, ours, fewer = (1000 * seconds for seconds in first_paint(large, small))
    yield Measure(f"first paint of {size:,} reports", ours, peer=bare, against="bare app", goal=1.4)
    yield Measure("first paint", ours, peer=fewer, against="a tenth", goal=1.15)
    yield Measure("memory after reading, filtering and a search", _peak(large), "MiB", goal=120)
    yield Measure("a key in the list", pressed(large, "1", "j"), goal=12)
    times = asyncio.run(_typed(large, _FILTERS))
    yield Measure("a keystroke of the filter, until the list is drawn, p50", at(times, 0.5))
    yield Measure("a keystroke of the filter, until the list is drawn, p95", at(times, 0.95), goal=50)


def _peak(root: Path) -> float:
    done = subprocess.run([sys.executable, "-c", _USED, root], capture_output=True, text=True, check=True, cwd=ROOT)
    return float(done.stdout.split()[-1])


async def _typed(root: Path, texts: Sequence[str]) -> list[float]:
    """Return the CPU milliseconds of each keystroke that types ``texts`` into the filter, with all that it set going.

    Each text is typed into an empty line. What pressing a key that does nothing costs the measuring itself is taken
    off, as for every other key.
    """
    from briefing.tui.app import BriefingApp

    app = BriefingApp(Desk.open(root))
    async with app.run_test(size=(160, 48)) as pilot:
        await rest(pilot)
        await pilot.press("1", "slash")  # in the list, whatever pane was left last
        await rest(pilot)
        await pilot.press("x", "backspace")  # loads what watching the folder, which is off here, loads beforehand
        await rest(pilot)
        idle = await cpu_of(pilot, IDLE, 20, rests=True) / 20
        times = []
        for text in texts:
            for letter in text:
                times.append(1000 * max(await cpu_of(pilot, _NAMES.get(letter, letter), 1, rests=True) - idle, 0))
            await pilot.press("ctrl+u")
            await rest(pilot)
        return times
