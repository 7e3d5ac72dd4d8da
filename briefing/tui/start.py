"""Starting and ending: the desk is opened first, and a crash leaves a log and a clean terminal."""

from __future__ import annotations

from pathlib import Path

from briefing.desk import Desk


def start(desk_root: Path | None, *, no_mouse: bool) -> int:
    """Run the workbench; return the exit code."""
    from briefing.tui.app import BriefingApp

    if desk_root is None:
        from briefing.tui.welcome import WelcomeApp

        chosen = WelcomeApp(Path.cwd()).run(mouse=not no_mouse)
        if chosen is None:
            return 0
        desk_root = chosen
    app = BriefingApp(Desk.open(desk_root))
    code = app.run(mouse=not no_mouse)
    return code if isinstance(code, int) else app.return_code or 0
