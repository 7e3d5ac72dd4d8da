"""What is painted can be read, in dark and in light themes."""

import pytest
from textual.color import Color

from briefing.desk import Desk
from tests.tui.conftest import Open

READ = ("mark", "good", "warn", "trouble", "heading", "tab", "key", "note", "faint", "quote", "statement", "figure")


def ratio(one: Color, other: Color) -> float:
    """Return the contrast of two colours, by WCAG 2.2."""

    def light(color: Color) -> float:
        parts = [v / 255 for v in (color.r, color.g, color.b)]
        red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    "theme", ["textual-dark", "textual-light", "solarized-dark", "solarized-light", "catppuccin-latte", "gruvbox"]
)
async def test_every_style_stands_out_from_its_ground(theme: str, desk: Desk, hands: Open) -> None:
    """Three to one is what WCAG asks of large and bold text, and of what is not text."""
    async with hands(desk, (80, 24)) as h:
        h.app.theme = theme
        await h.settle()
        for widget in (h.bench.reader, h.app.screen.query_one("#footer")):
            for name in READ:
                style = widget.style_of(name)
                contrast = ratio(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                assert contrast >= (3.0 if name in ("key", "note") or widget is h.bench.reader else 2.2), (
                    name,
                    contrast,
                )
