"""Markdown as rows of styled words, for the preview. Kept by content and width, to make anew only what changed."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.text import visible
from briefing.tui.layout.cells import width
from briefing.tui.layout.wrap import wrap

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Word = tuple[str, tuple[str, ...]]
Row = tuple[Word, ...]

STYLES = {"strong": "strong", "em": "em", "link": "link"}
QUOTE = "▎ "


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


@lru_cache(maxsize=512)
def markdown_rows(text: str, cells: int) -> tuple[Row, ...]:
    """Return the rows of ``text`` at ``cells`` columns: words with the names of their styles."""
    page = _Page(cells)
    for token in _parser().parse(visible(text)):
        handle = getattr(page, token.type, None)
        if handle is not None:
            handle(token)
    return tuple(page.rows)


class _Page:
    """The rows so far, and what stands before the next one. Its methods are named after the tokens they take."""

    def __init__(self, cells: int) -> None:
        self.rows: list[Row] = []
        self.cells = cells
        self.prefix: list[str] = []
        self.bullet = ""
        self.heading: tuple[str, ...] = ()
        self.numbers: list[int] = []

    def blockquote_open(self, token: Token) -> None:
        self.prefix.append(QUOTE)

    def blockquote_close(self, token: Token) -> None:
        self.prefix.pop()
        if self.rows and not _said(self.rows[-1]):
            self.rows[-1] = self._blank()

    def bullet_list_open(self, token: Token) -> None:
        self.numbers.append(0)

    def ordered_list_open(self, token: Token) -> None:
        self.numbers.append(1)

    def bullet_list_close(self, token: Token) -> None:
        self.numbers.pop()
        if self.rows and _said(self.rows[-1]):
            self.rows.append(self._blank())

    ordered_list_close = bullet_list_close

    def list_item_open(self, token: Token) -> None:
        number = self.numbers[-1]
        self.bullet = f"{number}. " if number else "• "
        self.numbers[-1] += bool(number)
        self.prefix.append(" " * len(self.bullet))

    def list_item_close(self, token: Token) -> None:
        self.prefix.pop()

    def paragraph_close(self, token: Token) -> None:
        if token.hidden and self.rows and not _said(self.rows[-1]):
            self.rows.pop()

    def heading_open(self, token: Token) -> None:
        self.heading = ("heading",)

    def heading_close(self, token: Token) -> None:
        self.heading = ()

    def fence(self, token: Token) -> None:
        self.rows += [((line, ("code",)),) for line in token.content.rstrip("\n").split("\n")]
        self.rows.append(())

    code_block = fence

    def inline(self, token: Token) -> None:
        words = _words(token, self.heading)
        later = "".join(self.prefix)
        lead = "".join(self.prefix[:-1]) + self.bullet if self.bullet else later
        self.bullet = ""
        start = 0
        for line in "".join(word for word, _ in words).split("\n"):
            at = 0
            for end in wrap(line, max(self.cells - width(later), 8)):
                kept = start + at + len(line[at:end].rstrip())
                self.rows.append(((lead, ("mark",)), *_between(words, start + at, kept)))
                at, lead = end, later
            start += len(line) + 1
        self.rows.append(self._blank())

    def _blank(self) -> Row:
        mark = "".join(self.prefix).rstrip()
        return ((mark, ("mark",)),) if mark else ()


def _words(token: Token, names: tuple[str, ...]) -> list[Word]:
    found: list[Word] = []
    over: list[str] = list(names)
    for child in token.children or ():
        base = child.type.removesuffix("_open").removesuffix("_close")
        if base in STYLES:
            if child.nesting > 0:
                over.append(STYLES[base])
            else:
                over.remove(STYLES[base])
        elif child.type in ("softbreak", "hardbreak"):
            found.append((" " if child.type == "softbreak" else "\n", tuple(over)))
        elif child.content:
            extra = ("code",) if child.type == "code_inline" else ()
            found.append((child.content, (*over, *extra)))
    return found


def _said(row: Row) -> bool:
    """Tell whether a row holds more than the marks of quotes."""
    return any(names != ("mark",) for _, names in row)


def _between(words: list[Word], start: int, end: int) -> list[Word]:
    found, at = [], 0
    for word, names in words:
        low, high = max(start - at, 0), min(end - at, len(word))
        if low < high:
            found.append((word[low:high], names))
        at += len(word)
    return found
