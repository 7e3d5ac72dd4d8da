"""What tests share: a desk with reports written for the tests, a fixed clock, and a machine whose settings stay out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.desk import Desk

NOW = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)

HARBOUR = """\
---
title: Harbour board doubles its dredging budget
publisher: Coast Courier
date: 2026-03-03
---
Harbour board doubles its dredging budget

The harbour board will spend €42 million on dredging this year, chairwoman Ilse Brandt said on Tuesday.

"We cannot wait for the next storm to close the channel," Brandt told reporters.

About 1,200 ships used the port last year, 8 percent more than the year before, according to the board.
"""

FERRY = """\
---
title: Ferry line orders two electric ships
publisher: Island Post
date: 2026-03-02
---
Ferry line orders two electric ships

The ferry line has ordered two electric ships for 95 million euros, its director Tomas Vale announced.

"The old boats will sail until 2029," Vale said.

Tickets will not become dearer, he added.
"""


@pytest.fixture(autouse=True)
def _hermetic(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hide the machine: home, editor, desk and colours of whoever runs the tests."""
    home = tmp_path_factory.mktemp("home")
    for name in ("BRIEFING_DESK", "EDITOR", "VISUAL", "NO_COLOR", "COLORFGBG", "TEXTUAL", "TMUX", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / ".cache"))


@pytest.fixture
def clock() -> Callable[[], dt.datetime]:
    return lambda: NOW


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A desk's folder with two short reports."""
    desk = tmp_path / "desk"
    (desk / "sources").mkdir(parents=True)
    (desk / "sources" / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (desk / "sources" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    return desk


@pytest.fixture
def desk(root: Path, clock: Callable[[], dt.datetime]) -> Desk:
    """The desk of :func:`root`, opened and read."""
    opened = Desk.open(root, clock=clock)
    opened.refresh()
    return opened
