"""The workbench: its first paint against a bare Textual app, and the CPU that a key costs in list and reader.

Every number is a ratio or a time of this process's CPU within one run, so that a busy machine does not tell lies.
"""

from __future__ import annotations

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from briefing.desk import Desk

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

LINE = "The ferry sails again in June, and \u201cnobody knows why,\u201d the captain said of 12,000 passengers. "


def _cpu(code: str, *arguments: str) -> float:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return float(done.stdout.split()[-1])


def first_paint(root: Path, rounds: int = 5) -> tuple[float, float]:
    """Return the CPU seconds until the first paint of a bare app and of the workbench (medians, taken in turns)."""
    bare, ours = [], []
    for _ in range(rounds):
        bare.append(_cpu(_BARE))
        ours.append(_cpu(_WORKBENCH, str(root)))
    return statistics.median(bare), statistics.median(ours)


async def _keys(root: Path, before: list[str], key: str, count: int) -> float:
    """Return the CPU seconds of one press of ``key``."""
    from briefing.tui.app import BriefingApp

    app = BriefingApp(Desk.open(root))
    async with app.run_test(size=(160, 48)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*before)
        await app.workers.wait_for_complete()
        await pilot.pause()
        began = time.process_time()
        for _ in range(count):
            await pilot.press(key)
        return (time.process_time() - began) / count


def _long_desk(root: Path, size: int) -> Path:
    (root / "sources").mkdir(parents=True)
    (root / "sources/long.txt").write_text((LINE * 5 + "\n\n") * (size // (len(LINE) * 5)), encoding="utf-8")
    Desk.open(root).refresh()
    return root


def _wide_desk(root: Path, files: int) -> Path:
    (root / "sources").mkdir(parents=True)
    for n in range(files):
        (root / f"sources/{n:05}.txt").write_text(f"Report {n}\n\n{LINE}", encoding="utf-8")
    Desk.open(root).refresh()
    return root


def run() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        Desk.init(folder / "sample", sample=True)
        bare, ours = first_paint(folder / "sample")
        print(f"first paint: workbench {ours * 1e3:.0f} ms, bare app {bare * 1e3:.0f} ms, ratio {ours / bare:.2f}")
        wide = _wide_desk(folder / "wide", 1000)
        print(f"CPU per key, list of 1,000: {asyncio.run(_keys(wide, [], 'j', 60)) * 1e3:.1f} ms")
        short = asyncio.run(_keys(_long_desk(folder / "short", 20_000), ["enter"], "j", 60))
        long = asyncio.run(_keys(_long_desk(folder / "long", 2_000_000), ["enter"], "j", 60))
        print(f"CPU per key, reader: 20 KB {short * 1e3:.1f} ms, 2 MB {long * 1e3:.1f} ms, ratio {long / short:.2f}")


if __name__ == "__main__":
    run()
