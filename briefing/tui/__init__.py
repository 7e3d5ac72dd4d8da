"""The workbench: a face of the desk in the terminal. Textual is imported when it runs, not before."""

from __future__ import annotations

from pathlib import Path


def run(desk_root: Path | None, *, no_mouse: bool = False) -> int:
    """Open the workbench on a desk (None: offer to make one) and return the exit code.

    ``no_mouse`` leaves the mouse to the terminal. Raises what opening a desk raises.
    """
    from briefing.tui.start import start

    return start(desk_root, no_mouse=no_mouse)
