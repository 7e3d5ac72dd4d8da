"""Markdown as rows of styled words, for the preview. Kept by piece and width, to make anew only what changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.text import visible
from briefing.tui.layout.cells import width
from briefing.tui.layout.tables import Table
from briefing.tui.layout.wrap import wrap

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

Word = tuple[str, tuple[str, ...]]
Row = tuple[Word, ...]

STYLES = {"strong": "strong", "em": "em", "link": "link"}
QUOTE = "▎ "
NOTE = ("link",)
"""The style of the number of a note."""

SHORT = 8_192
"""Code points up to which the rows of a piece are kept: of a longer one, which is typed in, every version would be."""

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ZERO = "⁰"
_NUMBER = re.compile(r"(?<=(?<!\\)\[\^)\d+(?=\])")
_ACTS = re.compile(r"[\\`*_\[\]<&!\n]")
"""What inline marks of CommonMark begin with."""
_NOTE = re.compile(r"\[\^(\d+)\](:(?= ))?")
_CUT = re.compile(
    r"^[ ]{0,3}(?:(?P<ticks>`{3,})[^`\n]*|(?P<waves>~{3,})[^\n]*)\n"  # code and comments are cut nowhere
    r"(?:.*?^[ ]{0,3}(?:(?P=ticks)`*|(?P=waves)~*)[ \t]*$|.*\Z)"
    r"|<!--.*?(?:-->|\Z)"
    r"|(?P<gap>\n(?:[ \t]*\n)+)(?=(?![-+*]\s|\d{1,9}[.)]\s)\S)",
    re.MULTILINE | re.DOTALL,
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:.*$", re.MULTILINE)


@lru_cache(maxsize=2)
def _parser(*, blocks: bool = False) -> MarkdownIt:
    """Return the parser: of all, or of blocks alone, whose words are looked at when they are laid out."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.at("reference", _definition)
    parser.inline.ruler.before("link", "note", _note)
    if blocks:
        parser.core.ruler.disable("inline")
    return parser


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the definition of a link; a note, which looks like one, is a paragraph."""
    from markdown_it.rules_block import reference

    at = state.bMarks[start] + state.tShift[start]
    return not state.src.startswith("[^", at) and reference(state, start, end, silent)


def _note(state: StateInline, silent: bool) -> bool:
    """Read the mark of a note, ``[^1]``, also before its text, ``[^1]: …``."""
    match = _NOTE.match(state.src, state.pos)
    if match is None:
        return False
    defines = match[2] and state.pos == 0
    if not silent:
        state.push("note", "", 0).content = match[1].translate(_SUPERSCRIPT)
    state.pos = match.end() if defines else match.end(1) + 1
    return True


@lru_cache(maxsize=256)
def markdown_rows(text: str, cells: int) -> tuple[Row, ...]:
    """Return the rows of ``text`` at ``cells`` columns: words with the names of their styles."""
    text = visible(text)
    links = "\n".join(_DEFINITION.findall(text))
    return tuple(row for piece in pieces(text) for row in _rows(piece, cells, links))


def pieces(text: str) -> Iterator[str]:
    """Cut Markdown at blank lines after which a block begins that belongs to nothing above it.

    A line that begins neither with a blank nor with the mark of a list does, outside of code and comments (CommonMark
    0.31, 5.2: what goes on with a list item is indented). Each piece alone reads as it does in the whole, but for the
    links that are defined elsewhere.
    """
    start = 0
    for match in _CUT.finditer(text):
        if match["gap"]:
            yield text[start : match.end()]
            start = match.end()
    yield text[start:]


def _rows(piece: str, cells: int, links: str) -> tuple[Row, ...]:
    """Return the rows of a piece. Those of the same words with other numbers of notes are kept as one.

    A note more renumbers all that follow it, in text that is what it was.
    """
    kept = _kept_rows if len(piece) <= SHORT else _long_rows
    numbers = [] if "`" in piece or "|" in piece else _NUMBER.findall(piece)
    if numbers:
        rows = kept(_NUMBER.sub(_zeros, piece), cells, links)
        numbered = _numbered(rows, "".join(numbers).translate(_SUPERSCRIPT))
        if numbered is not None:
            return numbered
    return kept(piece, cells, links)


def _zeros(number: re.Match[str]) -> str:
    return "0" * len(number[0])


def _numbered(rows: tuple[Row, ...], digits: str) -> tuple[Row, ...] | None:
    """Return rows with ``digits`` in the places of the zeros of notes; None when there are not as many."""
    found, at = [], 0
    for row in rows:
        for n, (word, names) in enumerate(row):
            if names[-1:] == NOTE and not word.strip(_ZERO):
                row = (*row[:n], (digits[at : at + len(word)], names), *row[n + 1 :])
                at += len(word)
        found.append(row)
    return tuple(found) if at == len(digits) else None


def _laid_out(piece: str, cells: int, links: str) -> tuple[Row, ...]:
    """Return the rows of a piece; ``links`` are the definitions of links of the whole text."""
    page = _Page(cells, links)
    for token in _parser(blocks=True).parse(piece, _known(links)):
        handle = getattr(page, token.type, None)
        if handle is not None:
            handle(token)
    return tuple(page.rows)


_kept_rows = lru_cache(maxsize=4096)(_laid_out)
_long_rows = lru_cache(maxsize=4)(_laid_out)


def _known(links: str) -> dict[str, object]:
    return {"references": _links(links)} if links else {}


@lru_cache(maxsize=4)
def _links(definitions: str) -> dict[str, object]:
    known: dict[str, dict[str, object]] = {}
    _parser().parse(definitions, known)
    return known.get("references", {})


class _Page:
    """The rows so far, and what stands before the next one. Its methods are named after the tokens they take."""

    def __init__(self, cells: int, links: str) -> None:
        self.rows: list[Row] = []
        self.cells, self.links = cells, links
        self.prefix: list[str] = []
        self.bullet = ""
        self.heading: tuple[str, ...] = ()
        self.numbers: list[int] = []
        self.table: Table | None = None

    def blockquote_open(self, token: Token) -> None:
        self.prefix.append(QUOTE)

    def blockquote_close(self, token: Token) -> None:
        self.prefix.pop()
        if self.rows and not _said(self.rows[-1]):
            self.rows[-1] = self._blank()

    def bullet_list_open(self, token: Token) -> None:
        self.numbers.append(0)

    def ordered_list_open(self, token: Token) -> None:
        self.numbers.append(int(token.attrs.get("start", 1)))

    def bullet_list_close(self, token: Token) -> None:
        self.numbers.pop()
        if self.rows and _said(self.rows[-1]):
            self.rows.append(self._blank())

    ordered_list_close = bullet_list_close

    def list_item_open(self, token: Token) -> None:
        number = self.numbers[-1]
        self.bullet = f"{number}. " if token.info else "• "
        self.numbers[-1] += 1
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

    def hr(self, token: Token) -> None:
        self.rows += [(("─" * self.cells, ("faint",)),), ()]

    def fence(self, token: Token) -> None:
        self.rows += [((line, ("code",)),) for line in token.content.rstrip("\n").split("\n")]
        self.rows.append(())

    code_block = fence

    def table_open(self, token: Token) -> None:
        self.table = Table()

    def tr_open(self, token: Token) -> None:
        if self.table:
            self.table.rows.append([])

    def th_open(self, token: Token) -> None:
        if self.table and "right" in str(token.attrs.get("style", "")):
            self.table.right.add(len(self.table.rows[-1]))

    def table_close(self, token: Token) -> None:
        if self.table:
            lead = "".join(self.prefix)
            lines = self.table.lines(max(self.cells - width(lead), 8))
            self.rows += [((lead, ("mark",)), *line) if lead else line for line in lines]
            self.rows.append(self._blank())
        self.table = None

    def inline(self, token: Token) -> None:
        words = _words(token.content, self.links, self.heading)
        if self.table:
            self.table.rows[-1].append("".join(word for word, _ in words))
            return
        later = "".join(self.prefix)
        lead = "".join(self.prefix[:-1]) + self.bullet if self.bullet else later
        self.bullet = ""
        for line in _lines(words):
            text = "".join(word for word, _ in line)
            for row in _cut_at(line, text, wrap(text, max(self.cells - width(later), 8))):
                self.rows.append(((lead, ("mark",)), *row))
                lead = later
        self.rows.append(self._blank())

    def _blank(self) -> Row:
        mark = "".join(self.prefix).rstrip()
        return ((mark, ("mark",)),) if mark else ()


def _words(text: str, links: str, names: tuple[str, ...]) -> list[Word]:
    if not _ACTS.search(text):
        return [(text, names)]
    found: list[Word] = []
    over: list[str] = list(names)
    for child in _parser().parseInline(text, _known(links))[0].children or ():
        base = child.type.removesuffix("_open").removesuffix("_close")
        if base in STYLES:
            if child.nesting > 0:
                over.append(STYLES[base])
            else:
                over.remove(STYLES[base])
        elif child.type in ("softbreak", "hardbreak"):
            found.append((" " if child.type == "softbreak" else "\n", tuple(over)))
        elif child.content:
            extra = {"code_inline": ("code",), "note": NOTE}.get(child.type, ())
            found.append((child.content, (*over, *extra)))
    return found


def _said(row: Row) -> bool:
    """Tell whether a row holds more than the marks of quotes."""
    return any(names != ("mark",) for _, names in row)


def _lines(words: list[Word]) -> Iterator[list[Word]]:
    """Yield the words between line breaks."""
    line: list[Word] = []
    for word, names in words:
        first, *rest = word.split("\n")
        line.append((first, names))
        for part in rest:
            yield line
            line = [(part, names)]
    yield line


def _cut_at(words: list[Word], text: str, ends: list[int]) -> Iterator[list[Word]]:
    """Yield the words of each row of ``text``, rows that end at ``ends``, without the blanks at their ends."""
    waiting = iter(words)
    word, names = next(waiting, ("", ()))
    at = start = 0  # of the word, of the row
    for end in ends:
        kept, row = start + len(text[start:end].rstrip()), []
        while True:
            low, high = max(start - at, 0), min(kept - at, len(word))
            if low < high:
                row.append((word[low:high], names))
            if at + len(word) > end:
                break
            at += len(word)
            following = next(waiting, None)
            if following is None:
                word = ""
                break
            word, names = following
        yield row
        start = end
