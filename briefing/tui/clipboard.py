"""Copying, and an honest word on what happened."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import Any

from textual.app import App

TOOLS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""Native tools, with the variable that says that their clipboard is there."""


def native(environ: dict[str, str] | None = None) -> tuple[str, ...] | None:
    """Return the command that fills the clipboard of this machine; None over ssh or where there is none."""
    variables = os.environ if environ is None else environ
    if variables.get("SSH_CONNECTION"):
        return None
    if sys.platform == "darwin":
        return ("pbcopy",)
    return next((c for name, c in TOOLS if variables.get(name) and shutil.which(c[0])), None)


def copy(app: App[Any], text: str) -> str:
    """Copy ``text`` with the native tool, and through the terminal (OSC 52); return what can be promised of it."""
    app.copy_to_clipboard(text)
    size = f"{len(text):,} characters"
    command = native()
    if command is not None:
        try:
            subprocess.run(command, input=text.encode(), check=True, timeout=2, capture_output=True)  # noqa: S603
        except (OSError, subprocess.SubprocessError):
            return f"{size} handed to the terminal ({command[0]} failed)"
        return f"copied {size}"
    return f"{size} handed to the terminal; it decides whether they reach the clipboard"
