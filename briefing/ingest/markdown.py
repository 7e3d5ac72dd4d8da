"""Reads Markdown: the body as plain text, front matter as metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.errors import Unreadable
from briefing.ingest.decode import decode
from briefing.ingest.frontmatter import split
from briefing.ingest.reader import Document
from briefing.ingest.source import Metadata

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[/!?a-zA-Z][^<>]*>", re.DOTALL)


def read(data: bytes, name: str, served: str | None = None) -> list[Document]:
    """Return the text that a reader of the rendered page would see. Raises ``Unreadable``."""
    whole = decode(data, served=served)
    stated, end = split(whole, file=name)
    tokens = _parsed(whole[end:])
    text = _text(tokens)
    if not text:
        raise Unreadable("has no text behind its front matter" if end else "has no text")
    return [Document(text, found=Metadata(title=_heading(tokens)), stated=stated)]


def plain(markdown: str) -> str:
    """Return Markdown as plain text: blocks apart by a blank line, items and rows by a line end, no marks left."""
    return _text(_parsed(markdown))


def _parsed(markdown: str) -> list[Token]:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)


def _text(tokens: Sequence[Token]) -> str:
    return "".join(_pieces(tokens)).strip("\n")


def _heading(tokens: Sequence[Token]) -> str | None:
    """Return the words of the first heading of the first level."""
    for token, inner in pairwise(tokens):
        if token.type == "heading_open" and token.tag == "h1":
            return " ".join(_inline(inner.children or []).split()) or None
    return None


_TIGHT = {"list_item_open": "\n", "tr_open": "\n", "td_open": "\t", "th_open": "\t"}


def _pieces(tokens: Sequence[Token]) -> list[str]:
    """Return the texts of the blocks, each with what stands between it and the one before."""
    pieces: list[str] = []
    gap = ""
    for token in tokens:
        gap = _wider(gap, _gap(token))
        text = _own(token)
        if text:
            gap = gap if token.type == "inline" else "\n\n"
            pieces += [gap, text]
            gap = ""
    return pieces


def _gap(token: Token) -> str:
    """Return what a token puts between the texts before and behind it."""
    if token.type in _TIGHT:
        return _TIGHT[token.type]
    if token.type in _LISTS:
        return "\n" if token.level else "\n\n"
    opens = token.nesting == 1 and not token.hidden and token.type not in ("thead_open", "tbody_open")
    return "\n\n" if opens or token.type == "table_close" else ""


_LISTS = frozenset({"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"})


def _wider(gap: str, other: str) -> str:
    """Return the wider of two gaps; a tab separates cells of one row only."""
    return gap if gap.count("\n") >= other.count("\n") and gap else other


def _own(token: Token) -> str:
    if token.type == "inline":
        return _inline(token.children or [])
    if token.type in ("fence", "code_block"):
        return token.content.rstrip("\n")
    if token.type == "html_block":
        return _TAG.sub("", token.content).strip()
    return ""


def _inline(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
    return "".join(parts).strip()
