"""Writing the Markdown form of a brief: anew, or over a text in which what did not change stays as it is.

What Markdown would read as something else is held together by comments, see :mod:`briefing.briefs.markdown_read`; each
item that is not plainly one paragraph is read back before it is written, and so is the whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from briefing.briefs import attributes, head, match
from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Section, Text
from briefing.briefs.markdown_read import Parsed, from_markdown, heading_of, is_list_like, item_of, parse
from briefing.briefs.refs import ID
from briefing.briefs.yaml_form import item_values
from briefing.errors import BadBrief
from briefing.pins import yamltext

_SIMPLE = re.compile(r"[^\W\d_][^\n]*[^\s}]\Z")
_ID = re.compile(ID + r"\Z")


def _is_simple(text: str) -> bool:
    """Say whether a text is one line that can only be a paragraph."""
    return bool(_SIMPLE.match(text)) and text.isprintable()


def _coded(kind: str, values: dict[str, Any]) -> str:
    text = json.dumps(values, ensure_ascii=False)
    text = "".join(c if c.isprintable() else _unicode(c) for c in text)
    return f"<!-- {kind}: {text.replace('<', _unicode('<')).replace('>', _unicode('>'))} -->"


def _unicode(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))


# -- items -----------------------------------------------------------------------------------------------------------


def item_text(item: Item) -> str:
    """Return an item as a block of Markdown that is read as just this item."""
    for text in _spellings(item):
        if _is_plainly(item) or item_of(text) == item:
            return text
    return _coded("item", item_values(item))


def _is_plainly(item: Item) -> bool:
    if isinstance(item, Text):
        return _is_simple(item.text)
    if isinstance(item, PinItem):
        return bool(_ID.match(item.pin)) and (item.comment is None or _is_simple(item.comment))
    words = [*filter(None, (item.likelihood, item.confidence)), *item.because]
    return _is_simple(item.text) and all(attributes.NAME.match(word.replace(" ", "")) for word in words)


def _spellings(item: Item) -> Iterator[str]:
    """Yield ways to write an item, best first."""
    if isinstance(item, Text):
        yield item.text
        yield f"<!-- text -->\n\n{item.text}\n\n<!-- /text -->"
    elif isinstance(item, PinItem):
        yield f"<pin:{item.pin}>" + (f"\n{item.comment}" if item.comment else "")
        lines = f"<pin:{item.pin}>\n\n{item.comment}".split("\n")
        yield "\n".join(f"> {line}" if line else ">" for line in lines)
    else:
        lines = f"{item.text} {_judgement_attributes(item)}".split("\n")
        yield "\n".join(("- " if n == 0 else "  " if line else "") + line for n, line in enumerate(lines))


def _judgement_attributes(item: Judgement) -> str:
    pairs = {"likelihood": item.likelihood, "confidence": item.confidence, "because": " ".join(item.because) or None}
    said = {key: value for key, value in pairs.items() if value is not None}
    return attributes.write(said) if said else "{.judgement}"


def heading_text(section: Section) -> str:
    """Return a line that opens just this section."""
    named = all(attributes.NAME.match(key) for key in section.extra)
    if named:
        pairs = {key: attributes.written(value) for key, value in section.extra.items()}
        line = f"## {section.heading}".rstrip(" ") + (" " + attributes.write(pairs) if pairs else "")
        simple = not pairs and _is_simple(section.heading) and "#" not in section.heading
        if simple or heading_of(line) == (section.heading, dict(section.extra)):
            return line
    return _coded("section", {"heading": section.heading, **section.extra})


# -- the whole -------------------------------------------------------------------------------------------------------

_Row = tuple[str, Item | None]


def _rows(brief: Brief) -> Iterator[tuple[match.Place | None, int, Item | None]]:
    """Yield what stands in the body: the place of an item, or None and the section whose heading it is."""
    for s, section in enumerate(brief.sections):
        if not _is_headless(brief, s):
            yield None, s, None
        for i, item in enumerate(section.items):
            yield (s, i), s, item


def _is_headless(brief: Brief, index: int) -> bool:
    """Say whether a section stands before every heading: the first one, without heading and keys."""
    section = brief.sections[index]
    return index == 0 and not section.heading and not section.extra and bool(section.items)


def _gap(before: Item | None, item: Item | None) -> str:
    """Return what stands between two blocks."""
    if isinstance(before, Judgement) and isinstance(item, Judgement):
        return "\n"
    was_list = isinstance(before, Judgement) or (isinstance(before, Text) and is_list_like(before.text))
    if was_list and isinstance(item, Text):
        clings = item.text[:1] in " \t" or (isinstance(before, Text) and is_list_like(item.text))
        return "\n\n<!-- -->\n\n" if clings else "\n\n"
    return "\n\n"


def render(brief: Brief, *, coded: bool = False) -> str:
    """Return the Markdown form, written anew; ``coded`` puts every item that is not plain into a comment."""
    parts = [f"---\n{head.render(brief)}---\n"]
    before: Item | None = None
    for index, (_, s, item) in enumerate(_rows(brief)):
        parts.append("\n" if index == 0 else _gap(before, item))
        if item is None:
            parts.append(heading_text(brief.sections[s]))
        elif coded and not _is_plainly(item):
            parts.append(_coded("item", item_values(item)))
        else:
            parts.append(item_text(item))
        before = item
    return "".join(parts) + ("\n" if len(parts) > 1 else "")


def to_markdown(brief: Brief, *, over: str | None = None) -> str:
    """Return the Markdown form; ``over`` is the text to edit, of which every block that did not change stays."""
    if over is not None:
        try:
            parsed = parse(over, file="")
        except BadBrief:
            parsed = None
        if parsed is not None:
            text = over if parsed.brief == brief else _edited(over, parsed, brief)
            if _says(text, brief):
                return text
    text = render(brief)
    return text if _says(text, brief) else render(brief, coded=True)


def _says(text: str, brief: Brief) -> bool:
    try:
        return from_markdown(text, file="") == brief
    except BadBrief:
        return False


# -- editing ---------------------------------------------------------------------------------------------------------


def _edited(over: str, parsed: Parsed, brief: Brief) -> str:
    body = _body(parsed, brief)
    text = _front(parsed, brief) + body
    return text.replace("\n", "\r\n") if "\r\n" in over else text


def _front(parsed: Parsed, brief: Brief) -> str:
    """Return everything above the body, with what changed in it."""
    lines = parsed.lines[: parsed.body]
    above = "\n".join(lines) + ("\n" if lines else "")
    if head.values(parsed.brief) == head.values(brief):
        return above
    if parsed.front is None:
        return f"---\n{head.render(brief)}---\n\n" + above
    root = yamltext.compose(parsed.front, lambda what, line, _: BadBrief(what, file="", line=line))
    if not isinstance(root, yaml.MappingNode) or not yamltext.is_block(root):
        return f"---\n{head.render(brief)}---\n"
    edited = yamltext.apply(parsed.front, head.edited(parsed.front, root, parsed.brief, brief))
    return above.replace(parsed.front, edited, 1)


def _body(parsed: Parsed, brief: Brief) -> str:
    old, lines = parsed.brief, parsed.lines
    of_section = match.sections(old.sections, brief.sections)
    of_item = match.items(old, brief, of_section)
    by_place = {(s.section, s.item): n for n, s in enumerate(parsed.segments)}
    parts: list[str] = []
    last: int | None = None
    before: Item | None = None
    for place, s, item in _rows(brief):
        number = _segment(by_place, of_section, of_item, old, brief, place, s)
        follows = number is not None and (number == 0 if not parts else last == number - 1)
        if number is not None and follows:
            top = parsed.segments[number - 1].end if number else parsed.body
            gap = lines[top : parsed.segments[number].start]
            parts.append(("\n" if number else "") + "".join(line + "\n" for line in gap))
        else:
            parts.append(_gap(before, item) if parts else "\n")
        if number is not None and (
            item is None or old.sections[_at(parsed, number)[0]].items[_at(parsed, number)[1]] == item
        ):
            segment = parsed.segments[number]
            parts.append("\n".join(lines[segment.start : segment.end]))
        else:
            parts.append(heading_text(brief.sections[s]) if item is None else item_text(item))
        last, before = number, item
    if parts and parsed.segments and last == len(parsed.segments) - 1:
        rest = lines[parsed.segments[-1].end :]
        return "".join(parts) + ("\n" if rest else "") + "\n".join(rest)
    return "".join(parts) + "\n"


def _at(parsed: Parsed, number: int) -> tuple[int, int]:
    segment = parsed.segments[number]
    return segment.section, segment.item or 0


def _segment(
    by_place: dict[tuple[int, int | None], int],
    of_section: dict[int, int],
    of_item: dict[match.Place, match.Place],
    old: Brief,
    new: Brief,
    place: match.Place | None,
    section: int,
) -> int | None:
    """Return the number of the old segment that a heading or an item was."""
    if place is not None:
        return by_place.get(of_item.get(place, (-1, -1)))
    was = of_section.get(section)
    if was is None:
        return None
    a, b = old.sections[was], new.sections[section]
    return by_place.get((was, None)) if (a.heading, a.extra) == (b.heading, b.extra) else None
