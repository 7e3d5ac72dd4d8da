"""Reading the Markdown form of a brief.

Each block of the body is an item: a paragraph, a list, a code fence, HTML, a heading deeper than 2.
A heading of level 1 or 2 opens a section. On top of DESIGN section 3:

- The lines behind ``<pin:ID>`` in the same paragraph are the analyst's comment on that pin; in a block quotation whose
  first line is the pin, the rest of the quotation is the comment, of any number of paragraphs.
- Several lines of nothing but ``<pin:ID>`` are as many pins.
- ``<!-- text -->`` to ``<!-- /text -->`` hold several blocks together as one item.
- ``<!-- item: {…} -->`` and ``<!-- section: {…} -->`` hold, as JSON, what Markdown has no words for.
- ``<!-- -->`` keeps two lists apart.
- Without a title in the front matter, a heading of level 1 at the top is the title.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import yaml

from briefing.briefs import attributes, head, yaml_form
from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Section, Text
from briefing.briefs.refs import ID
from briefing.errors import BadBrief
from briefing.pins import yamltext
from briefing.pins.yamltext import Wrong

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

JUDGEMENT_KEYS = ("likelihood", "confidence", "because")
PIN_LINE = re.compile(rf" {{0,3}}<pin:({ID})>[ \t]*\Z")
_OPEN, _CLOSE, _NOTHING = "<!-- text -->", "<!-- /text -->", "<!-- -->"
_CODED = re.compile(r"<!-- (item|section): (\{.*\}) -->\Z")
_MARKER = re.compile(r"( {0,3}(?:[-*+]|\d{1,9}[.)]))( {1,4}(?! )|\t|(?= {5})| *\Z)")
_QUOTE = re.compile(r" {0,3}> ?")


@dataclass(slots=True)
class Segment:
    """Lines ``start`` to ``end`` (excluded) that make one thing: a section's heading (``item`` is None) or an item."""

    start: int
    end: int
    section: int
    item: int | None = None


@dataclass(slots=True)
class Parsed:
    """A brief and where its parts stand: ``body`` is the line on which the body begins."""

    brief: Brief
    lines: list[str]
    front: str | None
    body: int
    segments: list[Segment]


@dataclass(slots=True)
class _Building:
    """A section as it is read."""

    heading: str
    extra: dict[str, Any] = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    md = MarkdownIt("commonmark")
    md.core.ruler.disable(["inline"])
    return md


def from_markdown(text: str, *, file: str) -> Brief:
    """Return the brief that a Markdown text holds. Raises ``BadBrief`` naming file and line."""
    return parse(text, file=file).brief


def parse(text: str, *, file: str) -> Parsed:
    """Return a brief with the places of its parts. Raises ``BadBrief`` naming file and line."""
    lines = _lines(text)
    front, body = _front(lines)

    def wrong(what: str, line: int | None, key: str | None) -> BadBrief:
        shown = None if line is None else line + (1 if front is not None else 0)
        return BadBrief(f"{key}: {what}" if key else what, file=file, line=shown)

    root = yamltext.compose(front, wrong) if front is not None else None
    found = {}
    if root is not None and not yamltext.is_null(root):
        found = {entry.key: entry for entry in yamltext.entries(root, wrong)}
    if "sections" in found:
        raise wrong("belongs to the YAML form; here a heading opens a section", found["sections"].line, "sections")
    reader = _Reader(lines, body, file)
    title = None
    if "title" not in found or yamltext.is_null(found["title"].node):
        title = reader.take_title()
    values = head.read(found, wrong, default_title=title)
    reader.read()
    sections = tuple(Section(b.heading, tuple(b.items), MappingProxyType(b.extra)) for b in reader.sections)
    return Parsed(Brief(**values, sections=sections), lines, front, reader.body, reader.segments)


def _lines(text: str) -> list[str]:
    """Return the lines of a text as CommonMark counts them."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _front(lines: list[str]) -> tuple[str | None, int]:
    """Return the front matter without its fences, and the line on which the body begins."""
    if lines[0].lstrip("\ufeff").rstrip() != "---":
        return None, 0
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() in ("---", "..."):
            return "\n".join(lines[1:number]) + "\n", number + 1
    return None, 0


def item_of(text: str) -> Item | None:
    """Return the one item that a piece of a body holds, None when it is none or several."""
    reader = _Reader(_lines(text), 0, "")
    try:
        reader.read()
    except BadBrief:
        return None
    if len(reader.sections) == 1 and not reader.sections[0].heading and len(reader.sections[0].items) == 1:
        return reader.sections[0].items[0]
    return None


def heading_of(line: str) -> tuple[str, dict[str, Any]] | None:
    """Return the heading and the extra keys that a line opens a section with, None when it opens none."""
    reader = _Reader(_lines(line), 0, "")
    try:
        reader.read()
    except BadBrief:
        return None
    if len(reader.sections) == 1 and not reader.sections[0].items:
        return reader.sections[0].heading, reader.sections[0].extra
    return None


class _Reader:
    """Cuts the body into segments and makes sections and items of them."""

    def __init__(self, lines: list[str], body: int, file: str) -> None:
        self.lines, self.body, self.file = lines, body, file
        self.tokens = _markdown().parse("\n".join(lines[body:]))
        self.sections: list[_Building] = []
        self.segments: list[Segment] = []

    def take_title(self) -> str | None:
        """Return the text of a level 1 heading at the top and leave it out of the body; None when there is none."""
        first = self.tokens[0] if self.tokens else None
        if first is None or first.type != "heading_open" or first.tag != "h1" or not first.map:
            return None
        if any(line.strip() for line in self.lines[self.body : self.body + first.map[0]]):
            return None
        title = self.tokens[1].content.strip()
        self.body += first.map[1]
        self.tokens = _markdown().parse("\n".join(self.lines[self.body :]))
        return title or None

    def read(self) -> None:
        """Fill ``sections`` and ``segments``. Raises ``BadBrief``."""
        position = self.body
        blocks = list(self._blocks())
        index = 0
        while index < len(blocks):
            at, start, end = blocks[index]
            self._gap(position, start)
            closing = self._guard_end(blocks, index)
            if closing is None:
                self._block(at, start, end)
            else:
                index, end = closing, blocks[closing][2]
                self._add(Text("\n".join(self.lines[start + 1 : end - 1]).strip("\n")), start, end)
            position = end
            index += 1
        self._gap(position, len(self.lines))

    def _blocks(self) -> Iterator[tuple[int, int, int]]:
        """Yield index of the token, first line and line after the last of each block of the top level."""
        for index, token in enumerate(self.tokens):
            if token.level == 0 and token.nesting >= 0 and token.map:
                start, end = self._trimmed(self.body + token.map[0], self.body + token.map[1])
                yield index, start, end

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        while end > start + 1 and not self.lines[end - 1].strip(" \t"):
            end -= 1
        return start, end

    def _gap(self, start: int, end: int) -> None:
        """Keep lines that make no block, as definitions of links do."""
        while start < end and not self.lines[start].strip():
            start += 1
        if start < end:
            start, end = self._trimmed(start, end)
            self._add(Text("\n".join(self.lines[start:end])), start, end)

    def _guard_end(self, blocks: list[tuple[int, int, int]], index: int) -> int | None:
        if not self._is_marker(blocks[index], _OPEN):
            return None
        return next((n for n in range(index + 1, len(blocks)) if self._is_marker(blocks[n], _CLOSE)), None)

    def _is_marker(self, block: tuple[int, int, int], marker: str) -> bool:
        at, start, end = block
        return self.tokens[at].type == "html_block" and end == start + 1 and self.lines[start].strip() == marker

    # -- blocks

    def _block(self, at: int, start: int, end: int) -> None:
        token = self.tokens[at]
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            self._open(self.tokens[at + 1].content, start, end)
        elif token.type == "html_block":
            self._html(start, end)
        elif token.type == "paragraph_open":
            self._paragraph(start, end)
        elif token.type == "blockquote_open":
            self._quotation(start, end)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            self._list(at, start, end)
        else:
            self._add(Text("\n".join(self.lines[start:end])), start, end)

    def _add(self, item: Item, start: int, end: int) -> None:
        if not self.sections:
            self.sections.append(_Building(""))
        items = self.sections[-1].items
        items.append(item)
        self.segments.append(Segment(start, end, len(self.sections) - 1, len(items) - 1))

    def _open(self, content: str, start: int, end: int) -> None:
        text, pairs = attributes.split(content.strip())
        if pairs is None or ".judgement" in pairs:
            text, pairs = content.strip(), {}
        extra = {key: attributes.value_of(value) for key, value in pairs.items()}
        self.sections.append(_Building(text, extra))
        self.segments.append(Segment(start, end, len(self.sections) - 1))

    def _html(self, start: int, end: int) -> None:
        raw = "\n".join(self.lines[start:end])
        coded = _CODED.match(raw.strip())
        if raw.strip() == _NOTHING:
            return
        if coded is None:
            self._add(Text(raw), start, end)
            return
        node, wrong = self._decoded(coded[2], start)
        if coded[1] == "item":
            self._add(yaml_form.item(node, wrong), start, end)
        else:
            section = yaml_form.section(node, wrong)
            self.sections.append(_Building(section.heading, dict(section.extra)))
            self.segments.append(Segment(start, end, len(self.sections) - 1))

    def _decoded(self, text: str, line: int) -> tuple[yaml.Node, Wrong]:
        """Return what a comment holds, as the YAML form reads it. Raises ``BadBrief``."""

        def wrong(what: str, _line: int | None, key: str | None) -> BadBrief:
            return BadBrief(f"{key}: {what}" if key else what, file=self.file, line=line + 1)

        try:
            values = json.loads(text)
        except ValueError:
            raise wrong("the comment does not hold JSON", None, None) from None
        node = yamltext.compose(yamltext.scalar(values), wrong)
        if not isinstance(node, yaml.MappingNode):
            raise wrong("the comment does not hold an item", None, None)
        return node, wrong

    def _paragraph(self, start: int, end: int) -> None:
        first = start
        while start < end and (match := PIN_LINE.match(self.lines[start])):
            last = start + 1 == end or not PIN_LINE.match(self.lines[start + 1])
            comment = "\n".join(self.lines[start + 1 : end]) if last else ""
            self._add(PinItem(match[1], comment or None), start, end if last else start + 1)
            if last:
                return
            start += 1
        raw = "\n".join(self.lines[first:end])
        self._add(judgement(raw) or Text(raw), first, end)

    def _quotation(self, start: int, end: int) -> None:
        lines = self.lines[start:end]
        inner = [_QUOTE.sub("", line, count=1) for line in lines]
        match = PIN_LINE.match(inner[0])
        if match and all(_QUOTE.match(line) for line in lines):
            self._add(PinItem(match[1], "\n".join(inner[1:]).strip("\n") or None), start, end)
        else:
            self._add(Text("\n".join(lines)), start, end)

    def _list(self, at: int, start: int, end: int) -> None:
        """Take judgements out of a list; the points between them stay lists."""
        points = [(a, b, judgement(_unmarked(self.lines[a:b]))) for a, b in self._points(at)]
        if not any(found for _, _, found in points):
            self._add(Text("\n".join(self.lines[start:end])), start, end)
            return
        run: list[tuple[int, int]] = []
        for a, b, found in [*points, (end, end, None)]:
            if (found or a == end) and run:
                self._add(Text("\n".join(self.lines[run[0][0] : run[-1][1]])), run[0][0], run[-1][1])
                run = []
            if found:
                self._add(found, a, b)
            elif a < end:
                run.append((a, b))

    def _points(self, at: int) -> Iterator[tuple[int, int]]:
        for token in self.tokens[at + 1 :]:
            if token.level == 0:
                return
            if token.type == "list_item_open" and token.level == 1 and token.map:
                yield self._trimmed(self.body + token.map[0], self.body + token.map[1])


def _unmarked(lines: list[str]) -> str:
    """Return a list item's text without its marker and indent."""
    match = _MARKER.match(lines[0])
    if match is None:
        return "\n".join(lines)
    width = len(match[0].expandtabs(4))
    rest = [line[min(width, len(line) - len(line.lstrip(" "))) :] for line in lines[1:]]
    return "\n".join([lines[0][match.end() :], *rest])


def judgement(text: str) -> Judgement | None:
    """Return the judgement that a paragraph or list item makes, None when its end does not say that it is one."""
    words, pairs = attributes.split(text)
    if pairs is None or not pairs or set(pairs) - {*JUDGEMENT_KEYS, ".judgement"}:
        return None
    return Judgement(words, pairs.get("likelihood"), pairs.get("confidence"), tuple(pairs.get("because", "").split()))


def is_list_like(text: str) -> bool:
    """Say whether a line of the text begins as a list item does."""
    return any(_MARKER.match(line) for line in text.split("\n"))
