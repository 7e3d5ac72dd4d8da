"""Signals that end a program, told to it as ctrl+c is, so that it can leave everything whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self


class Stopped(KeyboardInterrupt):
    """The program was told to end by a signal."""

    def __init__(self, number: int) -> None:
        """Take the signal's number."""
        super().__init__(number)
        self.number = number

    @property
    def exit_code(self) -> int:
        """What a shell says of a program that ended by the signal."""
        return 128 + self.number


class Stopping:
    """Raises ``Stopped`` on ctrl+c, TERM and HUP inside its ``with`` block; not in what must be done as a whole."""

    def __init__(self) -> None:
        """Nothing is changed yet."""
        self._before: dict[int, Any] = {}
        self._holding = False
        self._told: int | None = None

    def __enter__(self) -> Self:
        """Listen, unless the program was started to ignore a signal (``nohup``)."""
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
                    self._before[number] = signal.signal(number, self._stop)
        return self

    def __exit__(self, *_: object) -> None:
        """Let signals do what they did before."""
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Let signals wait for the end of the block, which must not take long."""
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._told is not None:
            raise Stopped(self._told)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        first, self._told = self._told is None, number
        if first and not self._holding:  # once: what is cleared away then must not be interrupted
            raise Stopped(number)
