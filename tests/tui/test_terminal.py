"""The program in a real pseudo-terminal: it types, pins, quits, and the terminal is clean."""

import io
import sys

import pytest

from briefing.desk import Desk

pexpect = pytest.importorskip("pexpect", reason="pexpect drives the pseudo-terminal and is a tool for developers")
pyte = pytest.importorskip("pyte", reason="pyte reads the pseudo-terminal and is a tool for developers")


class Terminal:
    """A program behind a terminal of 80 by 24, and what its screen shows."""

    def __init__(self, *arguments: str, cwd: str) -> None:
        self.screen = pyte.Screen(80, 24)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = io.BytesIO()
        environment = {"TERM": "xterm-256color", "PATH": "/usr/bin:/bin", "HOME": cwd, "LANG": "C.UTF-8"}
        command = [sys.executable, "-m", "briefing", *arguments]
        self.child = pexpect.spawn(command[0], command[1:], dimensions=(24, 80), env=environment, cwd=cwd, timeout=30)

    def read(self) -> bool:
        """Take in what comes; False at the end."""
        try:
            data = self.child.read_nonblocking(65536, timeout=30)
        except pexpect.EOF:
            return False
        self.raw.write(data)
        self.stream.feed(data.replace(b"\x1b[?1049l", b""))
        return True

    def until(self, words: str) -> None:
        """Read until the screen shows ``words``."""
        while words not in "\n".join(self.screen.display):
            assert self.read(), "\n".join(self.screen.display)

    def press(self, keys: str) -> None:
        self.child.send(keys)


@pytest.mark.parametrize("mouse", [True, False])
def test_pin_and_quit_leave_a_clean_terminal(desk: Desk, mouse: bool) -> None:
    options = [] if mouse else ["--no-mouse"]
    terminal = Terminal("-C", str(desk.root), "open", *options, cwd=str(desk.root))
    terminal.until("Harbour yards to grow")
    terminal.press("\r")
    terminal.until("2 reader")
    terminal.until("northern harbour")
    terminal.press("n ")
    terminal.until("pinned into Key points")
    terminal.press("3")
    terminal.until("Mara Lindqvist")
    terminal.press("q")
    while terminal.read():
        pass
    terminal.child.close()
    assert terminal.child.exitstatus == 0
    assert [pin.exact for pin in desk.pins.all()] == ["We will build our yards before the snow comes back,"]
    raw = terminal.raw.getvalue()
    assert raw.rfind(b"\x1b[?1049l") > raw.rfind(b"\x1b[?1049h")
    assert b"\x1b[?25h" in raw
    assert (b"\x1b[?1000h" in raw) is mouse
    assert raw.count(b"\x1b[?1000h") <= raw.count(b"\x1b[?1000l")
