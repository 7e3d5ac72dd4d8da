"""The boxes that panes stand in, and rows that are all alike."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Alike(Widget):
    """A box with nothing of its own on its rows: one is drawn and stands for all, where Textual draws each.

    It may have a border at its sides, and none above or below.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in ``crop``."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, min(crop.height, 1))) * crop.height


class Pane(Vertical, Alike):
    """What a pane shows, from top to bottom."""


class Panes(Horizontal, Alike):
    """The panes, from left to right."""
