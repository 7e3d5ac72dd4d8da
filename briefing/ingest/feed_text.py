"""HTML of which every word counts (an entry of a feed) becomes plain text."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav"),
        *("ol", "p", "pre", "section", "summary", "table", "tbody", "thead", "tfoot", "ul"),
    )
)
_TIGHT = frozenset(("li", "tr", "br"))
_CELLS = frozenset(("td", "th"))
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "math", "head", "title", "select")
)
_TAG = re.compile(r"<[^<>]*>")
_SPACE = re.compile(r"[ \t\n\r\f\v]+")


def plain(html: str) -> str:
    """Return the words of a piece of HTML: paragraphs apart by a blank line, items, rows and ``<br>`` by a line end."""
    if "<" not in html and "&" not in html:
        return html.strip()
    root = _parsed(html)
    text = _walk(root) if root is not None else ""
    return text or unescape(_TAG.sub(" ", html)).strip()


def _parsed(html: str) -> _Element | None:
    from lxml import etree
    from lxml import html as parser

    try:
        # the element around it keeps a text that starts without one
        return parser.fragment_fromstring(html.replace("\0", ""), create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _walk(root: _Element) -> str:
    """Return the words below ``root``. Without recursion: pages of strangers nest as deeply as they like."""
    writer = _Writer()
    waiting: list[_Element | _Words | _Gap] = [root]
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Gap):
            writer.gap(item)
        elif isinstance(item, _Words):
            writer.words(item)
        else:
            if item.tail:
                waiting.append(_Words(item.tail))
            if isinstance(item.tag, str) and item.tag not in _SILENT:
                gap = _gap(item.tag)
                waiting.append(_Gap("" if item.tag == "br" else gap))
                waiting.extend(reversed(item))
                waiting.append(_Words(item.text or ""))
                writer.gap(gap)
    return writer.text()


def _gap(tag: str) -> str:
    return "\n\n" if tag in _BLOCKS else "\n" if tag in _TIGHT else "\t" if tag in _CELLS else ""


class _Words(str):
    """Words to write."""

    __slots__ = ()


class _Gap(str):
    """A gap to leave."""

    __slots__ = ()


_WIDTH = {"": 0, "\t": 1, "\n": 2, "\n\n": 3}


class _Writer:
    """Collects words and the gaps between them; of gaps that meet the widest stays."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._gap = ""

    def gap(self, gap: str) -> None:
        if _WIDTH[gap] > _WIDTH[self._gap]:
            self._gap = gap

    def words(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if not text or (self._gap and text == " "):
            return
        if self._gap:
            if self._parts:
                self._parts[-1] = self._parts[-1].rstrip()
                self._parts.append(self._gap)
            self._gap, text = "", text.lstrip()
        elif self._parts and self._parts[-1].endswith(" "):
            text = text.lstrip()
        self._parts.append(text)

    def text(self) -> str:
        return "".join(self._parts).strip()
