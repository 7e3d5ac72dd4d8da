"""How wide text is in a terminal, and what is drawn for it.

Terminals disagree on joined emoji, flags, variation selectors and direction marks. What is drawn is therefore reduced
to code points on whose width they agree, one drawn string for each code point of the text, so that columns stay
straight and offsets hold. Widths come from :mod:`rich.cells`, which Textual lays out with.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import get_character_cell_size

from briefing.text import visible

TAB = 4
"""Columns between tab stops."""

LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_DROPPED = frozenset("\u00ad\u200b\u200d\u2060\ufe0e\ufe0f\n\r")
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def plain(text: str) -> bool:
    """Tell whether every code point is printable ASCII, so that each takes one cell."""
    return text.isascii() and text.isprintable()


@lru_cache(maxsize=8192)
def glyph(character: str) -> tuple[str, int]:
    """Return what is drawn for one code point other than a tab, and the cells that it takes (0, 1 or 2)."""
    code = ord(character)
    if character in _DROPPED or code in _SKIN_TONES:
        return "", 0
    if code in _FLAG_LETTERS:
        return chr(ord("A") + code - _FLAG_LETTERS.start), 1
    drawn = visible(character)
    return drawn, get_character_cell_size(drawn)


def glyphs(text: str, column: int = 0) -> list[tuple[str, int]]:
    """Return drawn string and cells of each code point of ``text``, which begins at ``column`` (for tab stops)."""
    if plain(text):
        return [(character, 1) for character in text]
    found = []
    for character in text:
        if character == "\t":
            cells = TAB - column % TAB
            found.append((" " * cells, cells))
        else:
            found.append(glyph(character))
        column += found[-1][1]
    return found


def drawn(text: str, column: int = 0) -> str:
    """Return ``text`` as it is drawn: tabs expanded, controls replaced, joiners gone."""
    return text if plain(text) else _measured(text, column if "\t" in text else 0)[0]


def width(text: str, column: int = 0) -> int:
    """Return the cells that ``text`` takes."""
    return len(text) if plain(text) else _measured(text, column if "\t" in text else 0)[1]


@lru_cache(maxsize=4096)
def _measured(text: str, column: int) -> tuple[str, int]:
    """Return what is drawn of ``text``, and its cells; the same row is asked for several times, and comes again."""
    found = glyphs(text, column)
    return "".join(piece for piece, _ in found), sum(cells for _, cells in found)


def clip(text: str, cells: int) -> str:
    """Return ``text`` drawn in at most ``cells``; where it is longer, cut with an ellipsis, between words if it can."""
    shown = drawn(text)
    if width(shown) <= cells:
        return shown
    if shown.isspace():
        return " " * max(cells, 0)
    kept, room = [], cells - 1
    for piece, taken in glyphs(shown):
        if taken > room:
            break
        kept.append(piece)
        room -= taken
    if cells <= 0:
        return ""
    cut = "".join(kept)
    between = cut.rfind(" ") if not shown.startswith(" ", len(cut)) else len(cut)
    return (cut[:between] if between >= len(cut) * 2 // 3 > 0 else cut).rstrip() + "…"


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return ``text`` clipped and padded to exactly ``cells``."""
    shown = clip(text, cells)
    pad = " " * (cells - width(shown))
    return pad + shown if right else shown + pad


def settled(text: str) -> str:
    """Put direction marks around right-to-left words, so that a reordering terminal leaves the rest of a row."""
    return f"{LEFT_TO_RIGHT}{text}{LEFT_TO_RIGHT}" if _RIGHT_TO_LEFT.search(text) else text
