"""Importing the export loads none of its engines: they come when something is exported."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("jinja2", "babel", "markdown_it", "weasyprint", "textual", "lxml", "trafilatura", "zipfile")


def test_no_engine_is_loaded_before_it_is_needed() -> None:
    code = "import sys, briefing.export as e; e.FORMATS; e.templates([]); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())
