"""What stands beside the preview while it is being written, and how it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.containers import Vertical

from briefing.tui.widgets.bars import Bar


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that is not to be kept; undo's other half can still bring it back."""

    answer: Any


def preview_side() -> ComposeResult:
    """Lay out the preview, on the left of a form or above it on a narrow terminal."""
    from briefing.tui.widgets.preview_pane import PreviewPane

    with Vertical(id="side"):
        yield Bar(lambda row: ([(" Preview", ("strong",))], [(" as you type ", ())]), classes="title")
        yield PreviewPane()
