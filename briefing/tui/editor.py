"""Opening a file in the analyst's own editor, in the terminal or outside it, and coming back."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from textual.app import App, SuspendNotSupported

WAIT = {
    "code": "--wait", "codium": "--wait", "code-insiders": "--wait", "subl": "--wait", "atom": "--wait",
    "zed": "--wait", "mate": "--wait", "bbedit": "--wait", "gvim": "-f", "mvim": "-f", "gedit": "--standalone",
    "kate": "--block", "kwrite": "--block", "notepadqq": "--wait",
}  # fmt: skip
"""Editors with a window of their own, and what makes their command wait until the file is closed."""


def command(environ: Mapping[str, str]) -> list[str]:
    """Return the editor's command: $VISUAL, else $EDITOR, else the first of a few that are there; [] when none is."""
    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:  # a quotation mark without its other half
        words = named.split()
    if not words:
        found = next((name for name in ("sensible-editor", "nano", "vim", "vi") if shutil.which(name)), None)
        words = [found] if found else []
    if words and (flag := WAIT.get(Path(words[0]).stem)) and flag not in words:
        words.append(flag)
    return words


def edit(app: App[Any], path: Path) -> str:
    """Open ``path``; return what went wrong in words for people, or nothing. The file is never touched here."""
    words = command(os.environ)
    if not words:
        return "no editor found: set $EDITOR to the command that opens yours"
    try:
        with app.suspend():
            if Path(words[0]).stem in WAIT:  # its window is elsewhere, and this one would stand empty
                sys.stdout.write(f"{path.name} is open in {words[0]}: close it there to go on here.\n")
                sys.stdout.flush()
            code = subprocess.run([*words, str(path)], check=False).returncode  # noqa: S603
    except SuspendNotSupported:
        return "an editor cannot be opened from a browser: open the file itself"
    except OSError as error:
        return f"{words[0]} cannot be started: {error.strerror}; set $EDITOR to the command that opens your editor"
    app.refresh()
    return f"{words[0]} ended with code {code}: the file is as it left it" if code else ""
