"""A bar at the bottom of a terminal that stays there while results are printed above it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Self

from briefing.text import one_line

TICK = 0.25
"""Seconds after which the bar is drawn again though nothing was told, so that it moves over one long item too."""
_OFTEN = 0.05
_WIDTH = 20
_ERASE = "\r\x1b[2K"


class Bar:
    """Says what is being done, how far it is, on what it works, and for how long when that takes over a second.

    It is drawn on standard error where that is a terminal, and nowhere else. A timer's signal draws it, not a thread:
    processes that read are forked, which is safe only where there are no threads.
    """

    def __init__(self, doing: str) -> None:
        """Take what is being done, as ``adding``; nothing is drawn yet."""
        self._doing = doing
        self._live = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._done, self._total, self._name = 0, 0, ""
        self._since = self._drawn = 0.0
        self._printing = False
        self._before: Any = None

    def __enter__(self) -> Self:
        """Draw the bar, and again from time to time."""
        if self._live:
            self._since = time.monotonic()
            self._draw()
            if threading.current_thread() is threading.main_thread():
                self._before = signal.signal(signal.SIGALRM, self._tick)
                signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self._before is not None:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            self._before = None
        self._write(_ERASE)
        self._live = False

    def update(self, done: int, total: int | None, name: str) -> None:
        """Take how many are done, of how many, and what is being worked on."""
        if not self._live:
            return
        now = time.monotonic()
        if (done, name) != (self._done, self._name):
            self._since = now
        self._done, self._total, self._name = done, total or 0, name
        if now - self._drawn > _OFTEN:
            self._draw()

    @contextmanager
    def above(self) -> Iterator[None]:
        """Let lines be printed inside the block, to standard output or standard error."""
        if not self._live:
            yield
            return
        self._printing = True
        self._write(_ERASE)
        try:
            yield
            sys.stdout.flush()
            sys.stderr.flush()
        finally:
            self._printing = False
        self._draw()

    def _tick(self, _number: int, _frame: FrameType | None) -> None:
        if not self._printing:
            self._draw()

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        self._write(_ERASE + self._line(_columns() - 1, int(self._drawn - self._since)))

    def _line(self, width: int, seconds: int) -> str:
        from rich.cells import cell_len, set_cell_size

        head = self._doing
        if self._total:
            filled = min(_WIDTH, _WIDTH * self._done // self._total)
            full, empty = ("█", "░") if _can("█░") else ("#", ".")
            head += f" {full * filled}{empty * (_WIDTH - filled)} {self._done:,} of {self._total:,}"
        tail = f" {seconds} s" if seconds else ""
        name = self._name if "://" in self._name else self._name.rstrip("/").rpartition("/")[2]
        name = one_line(name).encode(sys.stderr.encoding, "backslashreplace").decode(sys.stderr.encoding)
        room = width - cell_len(head) - len(tail) - 3
        if not name or room < 8:
            return head[:width]
        if cell_len(name) > room:
            name = (set_cell_size(name, room - 1).rstrip() + "…") if _can("…") else set_cell_size(name, room)
        return f"{head} {'·' if _can('·') else '-'} {name}{tail}"

    def _write(self, text: str) -> None:
        """Write in one piece and past the stream's buffer, which may be in use when a signal comes."""
        if self._live:
            try:
                os.write(sys.stderr.fileno(), text.encode(sys.stderr.encoding, "backslashreplace"))
            except OSError:  # the terminal is gone
                self._live = False


def _columns() -> int:
    with suppress(OSError):
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    return 80


def _can(text: str) -> bool:
    """Say whether the terminal shows ``text``."""
    with suppress(UnicodeEncodeError):
        return bool(text.encode(sys.stderr.encoding))
    return False
