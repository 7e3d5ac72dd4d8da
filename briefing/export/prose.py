"""The analyst's prose: Markdown in, with ``<pin:ID>`` and ``[words](pin:ID)``, and safe HTML or safe Markdown out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.export.clean import address, clean

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

Cite = Callable[[str, str | None], str]
"""Takes a pin's id, and the analyst's words in the format (None: show the pinned words); returns both, cited."""

LOWEST_HEADING = 3
"""Headings in prose start below a section's heading; deeper ones stay at this level."""

_PIN = re.compile(r"pin:([0-9A-Za-z_-]+)")
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w.-]+", re.ASCII)


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the one CommonMark parser with tables, no raw HTML, and no addresses but web, mail and pins."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]  # judged when the link is rendered
    return markdown


def without_comments(text: str) -> str:
    """Return prose without ``<!-- … -->``: what the analyst wrote for nobody else. Code keeps its own."""
    return _MARKS.sub(lambda m: "" if m["comment"] else m[0], text) if "<!--" in text else text


def plain(text: str, words: Callable[[str], str]) -> str:
    """Return a heading without references: ``words`` gives a pin's own, the analyst's stay."""

    def said(match: re.Match[str]) -> str:
        if match["pin"]:
            return words(match["pin"])
        return match["words"] if match["linked"] else match[0]

    return _MARKS.sub(said, text) if "pin:" in text else text


def html(text: str, cite: Cite) -> str:
    """Return ``text`` as HTML blocks."""
    markdown = parser()
    tokens = markdown.parse(without_comments(clean(text)))
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{LOWEST_HEADING}"
        if token.children is not None:
            token.children = _inline(token.children, cite)
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def inline_html(text: str, cite: Cite) -> str:
    """Return ``text`` as HTML inside one paragraph; block marks are read as words."""
    markdown = parser()
    tokens = markdown.parseInline(without_comments(clean(text)).replace("\n", " "))
    for token in tokens:
        token.children = _inline(token.children or [], cite)
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _inline(children: Sequence[Token], cite: Cite) -> list[Token]:
    """Put citations in the place of pins, and drop images and links that may not stand."""
    markdown = parser()
    out: list[Token] = []
    i = 0
    while i < len(children):
        token = children[i]
        if token.type == "image":
            out.append(_raw("text", token.content))
        elif token.type == "link_open":
            close = _close(children, i)
            out += _link(token, children[i + 1 : close], children[close], cite, markdown)
            i = close
        else:
            out.append(token)
        i += 1
    return out


def _close(children: Sequence[Token], i: int) -> int:
    return next(j for j in range(i, len(children)) if children[j].type == "link_close")


def _link(opening: Token, inner: Sequence[Token], closing: Token, cite: Cite, markdown: Any) -> list[Token]:
    url = str(opening.attrGet("href") or "")
    inside = _inline(inner, cite)
    if pin := _PIN.fullmatch(url):
        words = None if opening.markup == "autolink" else markdown.renderer.render(inside, markdown.options, {})
        return [_raw("html_inline", cite(pin[1], words))]
    safe = url if _MAIL.fullmatch(url) else address(url)
    if safe is None:
        return inside
    opening.attrs = {"href": safe}
    return [opening, *inside, closing]


def _raw(kind: str, content: str) -> Token:
    from markdown_it.token import Token

    return Token(kind, "", 0, content=content)


# ---------------------------------------------------------------------- Markdown

_MARKS = re.compile(
    r"(?=[`<\\\[!\]{]|^[ ]{0,3}[#=~`\[-])(?:"  # what all that follow begin with: most places are settled by this alone
    r"(?P<fence>^[ ]{0,3}(?P<ticks>`{3,}|~{3,})[^\n]*(?:\n.*?(?:^[ ]{0,3}(?P=ticks)[`~]*[ ]*$|\Z)|\Z))"
    r"|(?P<code>(?<!`)(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<escape>\\.)"
    r"|<pin:(?P<pin>[0-9A-Za-z_-]+)>"
    r"|\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(<?pin:(?P<linked>[0-9A-Za-z_-]+)>?\)"
    r"|(?P<image>!)(?=\[)"
    r"|(?P<link>\]\(\s*<?)(?P<target>[^\s()<>]*)"
    r"|(?P<definition>^[ ]{0,3}\[[^\]\n]+\]:[ ]*\S.*$)"
    r"|(?P<auto><(?:https?://[^\s<>]*|[\w.+-]+@[\w.-]+)>)"
    r"|(?P<tag><(?=[A-Za-z/!?]))"
    r"|(?P<note>\[\^)"
    r"|(?P<braces>\{(?=[{%#]|=\w+\}))"
    r"|^(?P<hashes>[ ]{0,3}#{1,6})(?=[ \t]|$)"
    r"|(?P<setext>^[ ]{0,3}(?:=+|-{2,})[ \t]*$))",
    re.MULTILINE | re.DOTALL,
)


SHORT = 8_192
"""Code points up to which what prose is rewritten to is kept: an edition is written again at every key in the preview,
and all but one of its texts are what they were."""


class Mention(NamedTuple):
    """A pin in prose: its id, and the analyst's words for it, if any."""

    pin: str
    words: str | None


Part = str | Mention


def markdown(text: str, cite: Cite) -> str:
    """Return ``text`` as Markdown for any reader's program: pins cited, no raw HTML, no images, no acting links."""
    parts = _kept_parts(text) if len(text) <= SHORT else _parts(text)
    return "".join(part if isinstance(part, str) else _cited(part, cite) for part in parts).strip("\n")


def _cited(mention: Mention, cite: Cite) -> str:
    return cite(mention.pin, None if mention.words is None else markdown(mention.words, cite))


def _parts(text: str) -> tuple[Part, ...]:
    """Return prose rewritten, cut where pins stand, which are cited anew each time: their notes are numbered."""
    text = clean(text)
    found: list[Part] = []
    at = 0
    for match in _MARKS.finditer(text):
        found += (text[at : match.start()], _rewrite(match))
        at = match.end()
    return (*found, text[at:])


_kept_parts = lru_cache(maxsize=1024)(_parts)


def inline_markdown(text: str, cite: Cite) -> str:
    """Return ``text`` as Markdown on one line."""
    return " ".join(markdown(" ".join(text.split()), cite).split())


def _rewrite(match: re.Match[str]) -> Part:
    group, found = match.lastgroup, match[0]
    if match["pin"] or match["linked"]:
        return Mention(match["pin"] or match["linked"], match["words"])
    if match["target"] is not None:
        target = match["target"]
        kept = target if _MAIL.fullmatch(target) else address(target)
        return match["link"] + (kept or "#")
    if match["hashes"]:
        return "#" * LOWEST_HEADING
    if match["setext"]:
        return "\n---" if "-" in found else ""
    if group == "definition":
        return _definition(found)
    if group == "fence":
        return _closed(found, match["ticks"])
    return {"image": "", "comment": "", "tag": r"\<", "note": r"\[^", "braces": r"\{"}.get(group or "", found)


def _closed(fence: str, ticks: str) -> str:
    """Return a fenced block with its end, so that it does not swallow what follows."""
    last = fence.rstrip().rpartition("\n")[2].strip()
    ended = "\n" in fence and last.startswith(ticks) and not last.strip("`~")
    return fence if ended else f"{fence.rstrip()}\n{ticks}"


def _definition(line: str) -> str:
    label, _, target = line.partition("]:")
    where, *rest = target.split(maxsplit=1)
    return f"{label}]: {address(where.strip('<>')) or '#'}" + (f" {rest[0]}" if rest else "")
