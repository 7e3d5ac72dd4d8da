"""The text of WordprocessingML (ECMA-376 part 1, 17), as it reads on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_SKIPPED = frozenset(
    {
        *(f"{_W}{tag}" for tag in ("rPr", "pPr", "sectPr", "sdtPr", "tblPr", "instrText")),
        *(f"{_W}{tag}" for tag in ("del", "delText", "moveFrom")),  # tracked changes: taken out
        f"{_COMPATIBLE}Fallback",  # the same again for old programs
    }
)
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_TEXT, _BOX, _PARAGRAPH, _TABLE = f"{_W}t", f"{_W}txbxContent", f"{_W}p", f"{_W}tbl"
_NOTES = {f"{_W}footnoteReference": "footnote", f"{_W}endnoteReference": "endnote"}

_FORMULA, _RUN = f"{_MATH}t", f"{_W}r"
_LEAVES = frozenset((_TEXT, _FORMULA, _BOX, *_MARKS, *_NOTES))
_BLOCKS = frozenset((_PARAGRAPH, _TABLE))


def _value(element: _Element | None, path: str) -> str | None:
    found = None if element is None else element.find(path)
    return None if found is None else found.get(f"{_W}val")


class Numbering:
    """Which paragraphs are items of lists, and their numbers."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        """Take the roots of ``numbering.xml`` and ``styles.xml``, if the package has them."""
        self._formats: dict[tuple[str, str], str] = {}
        self._styles: dict[str, tuple[str, str]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        for style in styles.iterfind(f"{_W}style") if styles is not None else ():
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None and (number := _value(properties, f"{_W}numId")):
                self._styles[style.get(f"{_W}styleId", "")] = number, _value(properties, f"{_W}ilvl") or "0"

    def _read(self, root: _Element) -> None:
        abstract = {item.get(f"{_W}abstractNumId", ""): item for item in root.iterfind(f"{_W}abstractNum")}
        for item in root.iterfind(f"{_W}num"):
            definition = abstract.get(_value(item, f"{_W}abstractNumId") or "")
            for level in definition.iterfind(f"{_W}lvl") if definition is not None else ():
                key = item.get(f"{_W}numId", ""), level.get(f"{_W}ilvl", "")
                self._formats[key] = _value(level, f"{_W}numFmt") or "bullet"

    def mark(self, paragraph: _Element) -> str:
        """Return what stands before an item of a list, "- " or "3. ", and nothing for another paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return ""
        style = _value(properties, f"{_W}pStyle") or ""
        by_style = self._styles.get(style)
        own = properties.find(f"{_W}numPr")
        number = _value(own, f"{_W}numId") or (by_style[0] if by_style else None)
        level = _value(own, f"{_W}ilvl") or (by_style[1] if by_style else "0")
        if not number or number == "0" or not level.isdecimal() or "heading" in style.casefold():
            return ""
        return self._count(number, int(level)) if self._formats.get((number, level)) == "decimal" else "- "

    def _count(self, number: str, level: int) -> str:
        levels = self._counts.setdefault(number, {})
        for deeper in [other for other in levels if other > level]:
            del levels[deeper]
        levels[level] = levels.get(level, 0) + 1
        return f"{levels[level]}. "


def notes(root: _Element | None, kind: str) -> dict[str, str]:
    """Return the texts of the footnotes or endnotes in ``root`` by id."""
    found: dict[str, str] = {}
    for note in root.iterfind(f"{_W}{kind}") if root is not None else ():
        if note.get(f"{_W}type") is None:  # separators have one
            text = " ".join(" ".join(_Run().words(paragraph).split()) for paragraph in note.iter(_PARAGRAPH))
            found[note.get(f"{_W}id", "")] = text.strip()
    return found


@dataclass(slots=True)
class _Run:
    """Collects the words of a paragraph; what else stands in it is kept aside."""

    boxes: list[_Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def words(self, paragraph: _Element) -> str:
        """Return the words of ``paragraph`` itself, without text boxes inside it."""
        parts: list[str] = []
        for element in _below(paragraph, _LEAVES):
            tag = element.tag
            if tag in (_TEXT, _FORMULA):
                parts.append(element.text or "")
            elif tag in _MARKS:
                parts.append(_MARKS[tag])
            elif tag in _NOTES:
                self.notes.append((_NOTES[tag], element.get(f"{_W}id", "")))
            else:
                self.boxes.append(element)
        return "".join(parts)


def _below(root: _Element, wanted: Container[str]) -> Iterator[_Element]:
    """Return the elements below ``root`` whose tag is ``wanted``, in order, without looking inside them.

    Without recursion, and with one iterator a level instead of lists of children: a document may nest deeply and be
    wide.
    """
    levels = [root.iterchildren()]
    while levels:
        element = next(levels[-1], None)
        if element is None:
            levels.pop()
        elif element.tag in wanted:
            yield element
        elif element.tag not in _SKIPPED and not (element.tag == _RUN and _hidden(element)):
            levels.append(element.iterchildren())


def _hidden(run: _Element) -> bool:
    """Whether a run is formatted as hidden text, which no page shows."""
    mark = run.find(f"{_W}rPr/{_W}vanish")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


@dataclass(slots=True)
class Body:
    """Turns a document's body into text. Paragraphs are set apart by a blank line, items and rows by a line end."""

    numbering: Numbering
    notes: Mapping[str, Mapping[str, str]]
    _met: Counter[str] = field(default_factory=Counter)

    def text(self, root: _Element) -> str:
        """Return the text under ``root``."""
        parts: list[str] = []
        last = ""
        for kind, text in self._blocks(root):
            if parts and text:
                parts.append("\n" if kind == last and kind in ("item", "row") else "\n\n")
            if text:
                parts.append(text)
            last = kind
        return "".join(parts)

    def _blocks(self, root: _Element) -> Iterator[tuple[str, str]]:
        """Return the blocks under ``root`` in order: ``paragraph``, ``item`` or ``row``, and its text.

        An ``end`` without text sets tables apart that follow each other.
        """
        waiting = [_below(root, _BLOCKS)]
        while waiting:
            element = next(waiting[-1], None)
            if element is None:
                waiting.pop()
            elif element.tag == _TABLE:
                yield from self._rows(element)
                yield "end", ""
            else:
                run = _Run()
                yield from self._paragraph(element, run)
                waiting.extend(_below(box, _BLOCKS) for box in reversed(run.boxes))

    def _paragraph(self, element: _Element, run: _Run) -> Iterator[tuple[str, str]]:
        text = _tidy(run.words(element))
        if text:
            mark = self.numbering.mark(element)
            yield ("item" if mark else "paragraph"), mark + text
        for kind, name in run.notes:
            self._met[kind] += 1  # the number on the page; ids are in no order
            if note := self.notes.get(kind, {}).get(name):
                yield "paragraph", f"[{kind.capitalize()} {self._met[kind]}: {note}]"

    def _rows(self, table: _Element) -> Iterator[tuple[str, str]]:
        for row in table.iter(f"{_W}tr"):
            cells = [_cell(cell) for cell in row.iterchildren(f"{_W}tc")]
            if any(cells):
                yield "row", "\t".join(cells)


def _cell(cell: _Element) -> str:
    """Return the words of a table cell on one line; a table inside it has rows of its own."""
    paragraphs = (_Run().words(paragraph) for paragraph in cell.iterchildren(_PARAGRAPH))
    return " ".join(" ".join(paragraphs).split())


def _tidy(text: str) -> str:
    """Return a paragraph without white space at the ends of its lines."""
    return "\n".join(line for part in text.split("\n") if (line := " ".join(part.split())))
