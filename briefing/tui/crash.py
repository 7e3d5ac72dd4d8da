"""When the program breaks: one line on the terminal, and a log of where it broke, without text of a source."""

from __future__ import annotations

import io
import platform
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from briefing import __version__
from briefing.files import STATE, replace_atomically

if TYPE_CHECKING:
    from rich.traceback import Trace

LOG = "crash.log"


class Sink(Console):
    """Takes the place of the console on which Textual prints errors, with all values at hand; keeps the traces only."""

    def __init__(self) -> None:
        """Print nothing anywhere."""
        super().__init__(file=io.StringIO())
        self.traces: list[Trace] = []

    def print(self, *objects: Any, **options: Any) -> None:
        """Keep the traces among ``objects``."""
        self.traces.extend(item.trace for item in objects if hasattr(item, "trace"))


def describe(traces: Sequence[Trace]) -> str:
    """Return the kinds of the errors and the lines of code they came through.

    Messages and values stay out: they could hold words of a source.
    """
    lines = [f"briefing {__version__}, Python {platform.python_version()}, {platform.system()}"]
    for trace in traces:
        for stack in trace.stacks:
            lines.append(stack.exc_type)
            lines += [f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in stack.frames]
    return "\n".join(lines) + "\n"


def write_log(root: Path, traces: Sequence[Trace], now: datetime) -> Path:
    """Write ``.briefing/crash.log`` of the desk and return its path. Raises ``OSError``."""
    path = root / STATE / LOG
    replace_atomically(path, f"{now.isoformat(timespec='seconds')}\n{describe(traces)}".encode())
    return path
