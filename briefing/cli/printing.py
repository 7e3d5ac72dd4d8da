"""Printing for people and for programs: aligned columns, safe text, JSON, and progress that stays off pipes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from briefing.text import one_line


def say(text: str = "") -> None:
    """Print a line on standard output; what a stranger wrote must have gone through :mod:`briefing.text`."""
    print(text)


def note(text: str) -> None:
    """Print a line on standard error, for what is not the answer itself."""
    print(text, file=sys.stderr)


def as_json(value: Any) -> None:
    """Print one JSON value on one line. Everything beyond ASCII is escaped, so no terminal can be steered by it."""
    # in one piece: json.dump writes bit by bit from Python, four times as slowly
    sys.stdout.write(json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(", ", ": ")) + "\n")


def table(rows: Iterable[Sequence[object]], *, right: Sequence[int] = (), widest: int = 60) -> None:
    """Print rows in columns aligned by what they take on a terminal; columns in ``right`` are flush right."""
    from rich.cells import cell_len, set_cell_size

    cells = [[one_line("" if value is None else str(value)) for value in row] for row in rows]
    if not cells:
        return
    widths = [min(widest, max(cell_len(row[i]) for row in cells)) for i in range(len(cells[0]))]
    for row in cells:
        parts = []
        for i, (text, width) in enumerate(zip(row, widths, strict=True)):
            short = text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
            pad = " " * (width - cell_len(short))
            parts.append(pad + short if i in right else short + pad)
        say("  ".join(parts).rstrip())


def counted(number: int, noun: str) -> str:
    """Return ``1 pin``, ``2 pins``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Meter:
    """A line of progress on a terminal that appears only when work takes longer than half a second."""

    def __init__(self, doing: str) -> None:
        """Take what is being done, as ``reading``."""
        import time

        self._doing, self._clock, self._began = doing, time.monotonic, time.monotonic()
        self._shown = 0.0
        self._live = sys.stderr.isatty()

    def update(self, done: int, total: int | None) -> None:
        """Show how far the work is, ten times a second at most."""
        now = self._clock()
        if not self._live or now - self._began < 0.5 or now - self._shown < 0.1:
            return
        self._shown = now
        share = f"{done:,} of {total:,}" if total else f"{done:,}"
        filled = round(20 * done / total) if total else 0
        bar = f"{'█' * filled}{'░' * (20 - filled)} " if total else ""
        sys.stderr.write(f"\r\x1b[2K{self._doing} {bar}{share}")
        sys.stderr.flush()

    def close(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()


def metered(doing: str, work: Callable[[Callable[[Any], None]], Any]) -> Any:
    """Run ``work`` with a callback that takes the library's progress, and return its answer."""
    meter = Meter(doing)
    try:
        return work(lambda progress: meter.update(progress.done, progress.total))
    finally:
        meter.close()
