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

STYLES = {"strong": "strong", "em": "em", "link": "link", "code_inline": "code"}


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


@lru_cache(maxsize=512)
def markdown_rows(text: str, cells: int) -> tuple[Row, ...]:
    """Return the rows of ``text`` at ``cells`` columns: words with the names of their styles."""
    made: list[Row] = []
    prefix: list[tuple[str, str]] = []
    bullet = ""
    names: tuple[str, ...] = ()
    numbers: list[int] = []
    for token in _parser().parse(visible(text)):
        kind = token.type
        if kind == "blockquote_open":
            prefix.append(("▎ ", "▎ "))
        elif kind in ("bullet_list_open", "ordered_list_open"):
            numbers.append(0 if kind.startswith("bullet") else 1)
        elif kind == "list_item_open":
            bullet = "• " if not numbers[-1] else f"{numbers[-1]}. "
            numbers[-1] += bool(numbers[-1])
            prefix.append((bullet, " " * len(bullet)))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
            if made and _said(made[-1]):
                made.append(())
        elif kind == "paragraph_close" and token.hidden and made and not _said(made[-1]):
            made.pop()
        elif kind in ("blockquote_close", "list_item_close"):
            prefix.pop()
            if made and not _said(made[-1]):
                made[-1] = tuple((after, ("mark",)) for _, after in prefix)
        elif kind == "heading_open":
            names = ("heading",)
        elif kind == "heading_close":
            names = ()
        elif kind == "inline":
            _flow(made, _words(token, names), prefix, bullet, cells)
            bullet = ""
        elif kind in ("fence", "code_block"):
            made.extend(((line, ("code",)),) for line in token.content.rstrip("\n").split("\n"))
            made.append(())
    return tuple(made)


def _words(token: Token, names: tuple[str, ...]) -> list[Word]:
    found: list[Word] = []
    over: list[str] = list(names)
    for child in token.children or ():
        base = child.type.removesuffix("_open").removesuffix("_close")
        if child.type.endswith("_open") and base in STYLES:
            over.append(STYLES[base])
        elif child.type.endswith("_close") and base in STYLES:
            over.remove(STYLES[base])
        elif child.type in ("softbreak", "hardbreak"):
            found.append((" " if child.type == "softbreak" else "\n", tuple(over)))
        elif child.content:
            extra = (STYLES["code_inline"],) if child.type == "code_inline" else ()
            found.append((child.content, (*over, *extra)))
    return found


def _flow(made: list[Row], words: list[Word], prefix: list[tuple[str, str]], bullet: str, cells: int) -> None:
    """Add the rows of one paragraph, and an empty one after it."""
    first = "".join(after for _, after in prefix[:-1]) + (
        prefix[-1][0] if bullet and prefix else prefix[-1][1] if prefix else ""
    )
    later = "".join(after for _, after in prefix)
    text = "".join(word for word, _ in words)
    start = 0
    for line in text.split("\n"):
        at = 0
        for end in wrap(line, max(cells - width(later), 8)):
            lead = first if start == 0 and at == 0 else later
            piece = _between(words, start + at, start + at + len(line[at:end].rstrip()))
            made.append(((lead, ("mark",)), *piece))
            at = end
        start += len(line) + 1
    made.append(((later.rstrip(), ("mark",)),) if later.strip() else ())


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
