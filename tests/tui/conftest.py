"""A small desk of our own reports, a fixed clock, and an app to press keys in."""

import datetime as dt
import html
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from briefing.desk import Desk
from briefing.tui.app import BriefingApp
from briefing.tui.screens.workbench import Workbench

HARBOUR = """\
---
title: Harbour yards to grow
publisher: Coast Courier
date: 2025-03-04
---
The northern harbour is getting new yards.

"We will build our yards before the snow comes back," Mara Lindqvist, head of the port authority, said on Monday.

The yards are expected to cost $4.2 million.

"The money comes from the harbour fees alone," Lindqvist said.
"""

FERRY = """\
---
title: Ferry line to return
publisher: Island Post
date: 2025-03-02
---
The ferry between the islands is about to return.

"Our ships are ready to sail every single morning," Captain Jonas Berg said at the quay.

The line carried 12,000 passengers last year.
"""

PLAIN = "Notes without any findings.\n\nJust a line and another line.\n"


def clock() -> dt.datetime:
    return dt.datetime(2025, 3, 5, 9, 30, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Hide what the machine is set to."""
    for name in ("NO_COLOR", "EDITOR", "VISUAL", "DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("webbrowser.open", lambda address: False)


def make_desk(root: Path, sources: dict[str, str]) -> Desk:
    for name, text in sources.items():
        path = root / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "sources").mkdir(parents=True, exist_ok=True)
    return Desk.open(root, clock=clock)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "desk", {"ferry.md": FERRY, "harbour.md": HARBOUR, "plain.txt": PLAIN})


class ToldApp(BriefingApp):
    """The app, with all that its toasts said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.told: list[str] = []

    def notify(self, message: str, **options: Any) -> None:  # type: ignore[override]
        self.told.append(message)
        super().notify(message, **options)


CELL = re.compile(
    r'<text class="[^"]*-r\d+" x="([\d.]+)" y="[\d.]+" textLength="[\d.]+" clip-path="[^"]*-line-(\d+)[^"]*">([^<]*)<'
)
CELL_WIDTH = 12.2
"""Of a cell in Textual's pictures, which are the public way to see what the terminal shows."""


def plain_screen(app: App[Any]) -> str:
    """Return what the terminal shows, as plain rows."""
    rows = [""] * app.size.height
    for x, row, text in CELL.findall(app.export_screenshot()):
        before = rows[int(row)]
        rows[int(row)] = before + " " * (round(float(x) / CELL_WIDTH) - cell_len(before)) + html.unescape(text)
    return "\n".join(row.replace("\N{NO-BREAK SPACE}", " ").rstrip() for row in rows)


@dataclass
class Hands:
    """What a test does: press keys, type words, look."""

    app: ToldApp
    pilot: Pilot[int]

    async def settle(self) -> None:
        """Wait for workers and for what they said to be drawn."""
        for _ in range(2):
            await self.pilot.pause()
            await self._workers_done()
        await self.pilot.pause()

    async def _workers_done(self) -> None:
        for _ in range(20):
            try:
                await self.app.workers.wait_for_complete()
                break
            except WorkerCancelled:  # a later one took its place
                await self.pilot.pause()

    async def press(self, keys: str) -> None:
        """Press the keys, separated by spaces, and wait until all is done."""
        await self.pilot.press(*keys.split())
        await self.settle()

    async def type(self, words: str) -> None:
        """Type words, then wait."""
        await self.pilot.press(*("space" if c == " " else "full_stop" if c == "." else c for c in words))
        await self.settle()

    @property
    def bench(self) -> Workbench:
        assert self.app.workbench is not None
        return self.app.workbench

    @property
    def screen_name(self) -> str:
        return type(self.app.screen).__name__

    @property
    def messages(self) -> list[str]:
        return [*self.app.told, self.bench.message]

    def text(self) -> str:
        """Return what the terminal shows, as plain rows."""
        return plain_screen(self.app)


Open = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def hands() -> Open:
    @asynccontextmanager
    async def opened(desk: Desk, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Hands]:
        app = ToldApp(desk)
        async with app.run_test(size=size, notifications=True) as pilot:
            found = Hands(app, pilot)
            await found.settle()
            yield found

    return opened
