"""The workbench in a real pseudo-terminal: type, pin, export, quit, and leave the terminal clean."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pyte
import pytest

COLUMNS, LINES = 80, 24
PATIENCE = 30
"""Seconds to wait for something to appear before the test fails; nothing is asserted about time."""


class Terminal:
    """A program in a pseudo-terminal whose screen can be read."""

    def __init__(self, desk: Path) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-m", "briefing", str(desk)],
            dimensions=(LINES, COLUMNS),
            env={"TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": str(desk), "LANG": "C.UTF-8"},
        )

    def read(self) -> None:
        try:
            data = self.child.read_nonblocking(65536, timeout=0.1)
        except pexpect.TIMEOUT:
            return
        self.raw += data
        self.stream.feed(data)

    def wait(self, true: Callable[[str], bool]) -> str:
        """Read until ``true`` of what the screen shows."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read()
            shown = "\n".join(self.screen.display)
            if true(shown):
                return shown
        raise AssertionError("the screen stayed:\n" + "\n".join(self.screen.display))

    def press(self, keys: str) -> None:
        for key in keys:
            self.child.send(key)
            self.read()

    def leave(self) -> None:
        """Read until the program has ended."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            try:
                self.raw += self.child.read_nonblocking(65536, timeout=0.1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                self.child.wait()
                return
        raise AssertionError("the program goes on:\n" + "\n".join(self.screen.display))


@pytest.fixture
def terminal(root: Path) -> Iterator[Terminal]:
    running = Terminal(root)
    yield running
    running.child.close(force=True)


def test_from_a_report_to_an_exported_brief_and_out(terminal: Terminal, root: Path) -> None:
    terminal.wait(lambda shown: "Harbour board" in shown)
    terminal.press("\r")
    terminal.wait(lambda shown: "dredging this year" in shown)
    terminal.press("n ")
    terminal.wait(lambda _: any((root / "pins").rglob("*.yaml")) if (root / "pins").exists() else False)
    terminal.press("x")
    terminal.wait(lambda shown: "export" in shown.lower())
    terminal.press("\r")
    terminal.wait(lambda _: len(list((root / "exports").glob("*.html"))) == 1 if (root / "exports").exists() else False)
    terminal.wait(lambda shown: "Exported" in shown)
    terminal.press("\x1b")
    terminal.wait(lambda shown: "Exported" not in shown)
    terminal.press("q")
    terminal.leave()
    assert terminal.child.exitstatus == 0
    for mode in (b"1049", b"1000", b"2004"):
        assert terminal.raw.rfind(b"\x1b[?" + mode + b"l") > terminal.raw.rfind(b"\x1b[?" + mode + b"h"), mode
    assert terminal.raw.rfind(b"\x1b[?25h") > terminal.raw.rfind(b"\x1b[?25l")
