"""Drawing rows: styles by name, rows of exactly the right width."""

from __future__ import annotations

from collections.abc import Iterable

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from briefing.tui.layout.cells import clip, drawn, settled, width

STYLES = (
    "strong", "faint", "em", "mark", "good", "warn", "trouble", "heading", "headline", "link", "code", "chart", "tab",
    "key", "note", "here", "resting", "furniture", "quote", "statement", "figure", "pinned", "current", "match",
    "selection", "cursor", "thumb",
)  # fmt: skip
"""The names of all styles that text is painted in."""

Piece = tuple[str, tuple[str, ...]]
"""Words to draw, and the names of the styles over them, the last one winning."""


class Painted(Widget):
    """A widget that draws strips in the styles of ``paint.tcss``, by name. Text is data: segments, never markup.

    The styles belong to the app, not to each widget: the style sheet is then matched against each of them once.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        """Make the widget."""
        super().__init__(id=id, classes=classes)
        self._palette: dict[tuple[str, ...], Style] = {}
        self._blank: Strip | None = None

    def notify_style_update(self) -> None:
        """Forget styles that a theme or a focus changed."""
        self._palette = {}
        self._blank = None
        super().notify_style_update()

    def style_of(self, *names: str) -> Style:
        """Return the widget's style with those of the named components over it."""
        found = self._palette.get(names)
        if found is None:
            found = self.rich_style
            for name in names:
                found += self._component(name)
            self._palette[names] = found
        return found

    def _component(self, name: str) -> Style:
        """Return what a component says, translucent colours mixed with the widget's background."""
        styles = self.app.get_component_styles(f"paint--{name}")
        below = self.background_colors[1]
        colors: dict[str, RichColor] = {}
        dim = False
        for rule, key in (("color", "color"), ("background", "bgcolor")):
            if not styles.has_rule(rule):
                continue
            color = styles.color if rule == "color" else styles.background
            if color.a == 0:
                continue
            dim = dim or (rule == "color" and color.ansi is not None and color.a < 1)
            colors[key] = (color if color.ansi is not None else below.blend(color, color.a, 1)).rich_color
        if styles.has_rule("color") and styles.auto_color:
            ground = styles.background if styles.has_rule("background") else below
            colors["color"] = ground.get_contrast_text(styles.color.a).rich_color
        text_style = styles.text_style if styles.has_rule("text_style") else Style()
        return Style(color=colors.get("color"), bgcolor=colors.get("bgcolor"), dim=dim or None) + text_style

    def strip(self, pieces: Iterable[Piece], cells: int, *fill: str) -> Strip:
        """Return one row of exactly ``cells`` from ``pieces``, cut or filled with the style named ``fill``."""
        segments: list[Segment] = []
        room = cells
        for text, names in pieces:
            if room <= 0:
                break
            shown = clip(text, room)
            room -= width(shown)
            segments.append(Segment(settled(shown), self.style_of(*fill, *names)))
        if room > 0:
            segments.append(Segment(" " * room, self.style_of(*fill)))
        return Strip(segments, cells)

    def rows_drawn(self) -> int:
        """Return how many rows of the widget say something; those below are blank, and one is drawn for all."""
        return self.size.height

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the rows in ``crop``."""
        said = min(max(self.rows_drawn() - crop.y, 0), crop.height)
        blank = crop.height - said
        if blank < 2:
            return super().render_lines(crop)
        first = super().render_lines(Region(crop.x, crop.y, crop.width, said)) if said else []
        return first + super().render_lines(Region(crop.x, crop.y + said, crop.width, 1)) * blank

    def blank(self, cells: int) -> Strip:
        """Return an empty row."""
        if self._blank is None or self._blank.cell_length != cells:
            self._blank = Strip([Segment(" " * cells, self.style_of())], cells)
        return self._blank


def measure(pieces: Iterable[Piece]) -> int:
    """Return the cells that ``pieces`` take."""
    return sum(width(drawn(text)) for text, _ in pieces)


def spread(left: list[Piece], right: list[Piece], cells: int) -> list[Piece]:
    """Put ``right`` at the right edge; ``left`` gives way where both do not fit."""
    room = cells - measure(right)
    if room <= 0:
        return left
    kept: list[Piece] = []
    for text, names in left:
        shown = clip(text, room)
        kept.append((shown, names))
        room -= width(shown)
        if room <= 0:
            break
    return [*kept, (" " * room, ()), *right]
