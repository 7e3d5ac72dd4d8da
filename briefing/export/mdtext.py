"""Text of strangers as Markdown: every character that GitHub, Obsidian, pandoc or Quarto could act on is escaped."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from briefing.export.clean import one_line

_ALWAYS = re.compile(r"[\\`*_\[\]<>|~^${}]")
_ENTITY = re.compile(r"&(?=#|[A-Za-z])")
_DOUBLED = re.compile(r"(==|%%|!(?=\\\[)|--(?=-))")
_HASH = re.compile(r"#(?=\w)")
_AT = re.compile(r"@(?=[\w{])")
_SCHEME = re.compile(r"(?<=\w):(?=//|\w+:)|(?<=mailto):|(?<=xmpp):|:(?=[\w+-]+:)", re.IGNORECASE)
_WWW = re.compile(r"\bwww\.", re.IGNORECASE)
_OPENER = re.compile(r"^(?:[#+\-=:%]|(?:\d{1,9}|[A-Za-z]{1,9})(?=[.)](?:\s|$))|\((?=[A-Za-z0-9@]{1,9}\)))")


@lru_cache(maxsize=8192)
def escape(text: str) -> str:
    """Return ``text`` as one line of Markdown that says the same letters and does nothing, also at the line's start."""
    return _OPENER.sub(_open, inside(text))


def inside(text: str) -> str:
    """Return ``text`` as :func:`escape` does, for the inside of a line: ``p. 5`` opens no list there."""
    text = _ALWAYS.sub(lambda m: "\\" + m[0], one_line(text))
    text = _ENTITY.sub(r"\\&", text)
    text = _DOUBLED.sub(lambda m: "\\" + m[0][0] + ("\\" + m[0][1:] if m[0][1:] else ""), text)
    text = _HASH.sub(r"\\#", text)
    text = _AT.sub(r"\\@", text)
    text = _SCHEME.sub(r"\\:", text)
    return _WWW.sub(lambda m: m[0][:-1] + "\\.", text)


def _open(match: re.Match[str]) -> str:
    """Escape what would open a list, a heading or a definition: the mark itself, or the point after a number."""
    mark = match[0]
    return mark + "\\" if mark[-1].isalnum() else "\\" + mark


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Return the columns that ``text`` takes in a monospaced view."""
    marks = sum(unicodedata.combining(c) != 0 or unicodedata.category(c) in ("Mn", "Cf") for c in text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) - marks + wide


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Return a pipe table with padded columns. Cells are Markdown already; columns in ``right`` are right-aligned."""
    cells = [list(head), *(list(row) for row in rows)]
    widths = [max(3, *(width(row[i]) for row in cells)) for i in range(len(head))]

    def line(row: Sequence[str]) -> str:
        padded = (_pad(cell, widths[i], right=i in right) for i, cell in enumerate(row))
        return "| " + " | ".join(padded) + " |"

    rule = ["-" * (w - 1) + ":" if i in right else "-" * w for i, w in enumerate(widths)]
    return "\n".join([line(cells[0]), line(rule), *(line(row) for row in cells[1:])])


def _pad(cell: str, columns: int, *, right: bool) -> str:
    space = " " * (columns - width(cell))
    return space + cell if right else cell + space
