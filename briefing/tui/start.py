"""Starting and ending: the desk is opened first, and a crash leaves a log and a clean terminal."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.desk import Desk

if TYPE_CHECKING:
    from briefing.tui.app import BriefingApp


def quicken() -> None:
    """Put garbage collection off until the first paint: nothing is garbage before, and looking takes a fifth of it."""
    gc.disable()


def start(desk_root: Path | None, *, no_mouse: bool) -> int:
    """Run the workbench; return the exit code."""
    quicken()
    if desk_root is None:
        from briefing.tui.welcome import WelcomeApp

        desk_root = WelcomeApp(Path.cwd()).run(mouse=not no_mouse)
        if desk_root is None:
            return 0
    from briefing.tui.app import BriefingApp

    app = BriefingApp(Desk.open(desk_root), watches=True)
    code = app.run(mouse=not no_mouse)
    return crashed(app) if app.broke else code or 0


def crashed(app: BriefingApp) -> int:
    """Write the log, say so in one line, and return the exit code of a crash."""
    from briefing.tui.crash import write_log

    try:
        where = f"Details: {write_log(app.desk.root, app.sink.traces, app.desk.clock())}"
    except OSError as error:
        where = f"No log could be written: {error.strerror}"
    kinds = ", ".join(trace.stacks[0].exc_type for trace in app.sink.traces[:1])
    sys.stderr.write(f"the workbench broke ({kinds}); all that you pinned and wrote is in its files. {where}\n")
    return 1
