"""The YAML form of a brief: read with places, written anew, or edited so that what did not change stays as written."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import yaml

from briefing.briefs import head, match
from briefing.briefs.brief import Brief, Item, Judgement, PinItem, Section, Text
from briefing.errors import BadBrief
from briefing.pins import yamltext
from briefing.pins.yamltext import Change, Entry, Wrong

ITEM_KEYS: Mapping[str, tuple[str, ...]] = {
    "text": ("text",),
    "pin": ("pin", "comment"),
    "judgement": ("judgement", "likelihood", "confidence", "because"),
}
"""The keys of an item by the one that says what it is."""


PROSE = ("text", "comment", "judgement")
"""The keys whose values are prose, which line ends around it do not change."""


class Parsed(NamedTuple):
    """A brief and the nodes of its file."""

    brief: Brief
    root: yaml.MappingNode
    sections: yaml.SequenceNode | None


def _wrong(file: str) -> Wrong:
    def wrong(what: str, line: int | None, key: str | None) -> BadBrief:
        return BadBrief(f"{key}: {what}" if key else what, file=file, line=line)

    return wrong


def from_yaml(text: str, *, file: str) -> Brief:
    """Return the brief that a YAML text holds. Raises ``BadBrief`` naming file and line."""
    return parse(text, file=file).brief


def parse(text: str, *, file: str) -> Parsed:
    """Return a brief with the nodes of its file. Raises ``BadBrief`` naming file and line."""
    try:
        return _kept(text)
    except BadBrief:
        return _parse(text, file)  # raises it again, with the name of the file


@lru_cache(maxsize=4)
def _kept(text: str) -> Parsed:
    """Return what :func:`parse` does, kept: a text is read, edited, looked over when written, and read again."""
    return _parse(text, "")


def _parse(text: str, file: str) -> Parsed:
    wrong = _wrong(file)
    root = yamltext.compose(text, wrong)
    if not isinstance(root, yaml.MappingNode):
        raise wrong("a brief begins with lines KEY: VALUE, title first", 1, None)
    found = {entry.key: entry for entry in yamltext.entries(root, wrong)}
    values = head.read(found, wrong)
    listed = found.get("sections")
    if listed is None or yamltext.is_null(listed.node):
        return Parsed(Brief(**values), root, None)
    if not isinstance(listed.node, yaml.SequenceNode):
        raise wrong("must be a list, each section after a dash", listed.line, "sections")
    sections = tuple(section(node, wrong) for node in listed.node.value)
    return Parsed(Brief(**values, sections=sections), root, listed.node)


def section(node: yaml.Node, wrong: Wrong) -> Section:
    """Return the section that a node holds. Raises what ``wrong`` makes."""
    found = {entry.key: entry for entry in yamltext.entries(node, wrong)}
    heading = head.text_of(found["heading"], wrong) if "heading" in found else None
    listed = found.get("items")
    items: tuple[Item, ...] = ()
    if listed is not None and not yamltext.is_null(listed.node):
        if not isinstance(listed.node, yaml.SequenceNode):
            raise wrong("must be a list, each item after a dash", listed.line, "items")
        items = tuple(item(child, wrong) for child in listed.node.value)
    extra = {k: yamltext.construct(e.node, wrong) for k, e in found.items() if k not in ("heading", "items")}
    return Section(heading or "", items, MappingProxyType(extra))


def item(node: yaml.Node, wrong: Wrong) -> Item:
    """Return the item that a node holds; a bare text is prose. Raises what ``wrong`` makes."""
    if isinstance(node, yaml.ScalarNode) and not yamltext.is_null(node):
        return Text(str(node.value).strip("\n"))
    found = {entry.key: entry for entry in yamltext.entries(node, wrong)}
    kinds = [key for key in ITEM_KEYS if key in found]
    if len(kinds) != 1:
        raise wrong("an item holds one of text, pin and judgement", yamltext.line_of(node), None)
    if odd := [key for key in found if key not in ITEM_KEYS[kinds[0]]]:
        known = ", ".join(ITEM_KEYS[kinds[0]])
        raise wrong(f"is not a key of this item, whose keys are {known}", found[odd[0]].line, odd[0])
    return _READ[kinds[0]](found, wrong)


def _text(found: Mapping[str, Entry], wrong: Wrong) -> Item:
    return Text(head.prose_of(found["text"], wrong))


def _pin(found: Mapping[str, Entry], wrong: Wrong) -> Item:
    id = (head.text_of(found["pin"], wrong) or "").removeprefix("pin:")
    if not id:
        raise wrong("must name a pin", found["pin"].line, "pin")
    comment = head.prose_of(found["comment"], wrong) if "comment" in found else ""
    return PinItem(id, comment or None)


def _judgement(found: Mapping[str, Entry], wrong: Wrong) -> Item:
    words = {key: head.text_of(found[key], wrong) for key in ("likelihood", "confidence") if key in found}
    because = _because(found["because"], wrong) if "because" in found else ()
    return Judgement(
        head.prose_of(found["judgement"], wrong), words.get("likelihood"), words.get("confidence"), because
    )


def _because(entry: Entry, wrong: Wrong) -> tuple[str, ...]:
    if yamltext.is_null(entry.node):
        return ()
    if isinstance(entry.node, yaml.ScalarNode):
        return tuple(entry.node.value.split())
    if not isinstance(entry.node, yaml.SequenceNode) or not all(
        isinstance(node, yaml.ScalarNode) for node in entry.node.value
    ):
        raise wrong("must be a list of pins", entry.line, "because")
    return tuple(str(node.value) for node in entry.node.value)


_READ = {"text": _text, "pin": _pin, "judgement": _judgement}


# -- writing ---------------------------------------------------------------------------------------------------------


def item_values(made: Item) -> dict[str, Any]:
    """Return what the YAML form says of an item, by key, in order; keys without a value are left out."""
    if isinstance(made, Text):
        return {"text": made.text}
    if isinstance(made, PinItem):
        values: dict[str, Any] = {"pin": made.pin, "comment": made.comment}
    else:
        because = list(made.because) or None
        values = {"judgement": made.text, "likelihood": made.likelihood}
        values |= {"confidence": made.confidence, "because": because}
    first = next(iter(values))
    return {key: value for key, value in values.items() if value is not None or key == first}


def _written(value: Any, indent: int, *, prose: bool = False) -> str:
    """Return a value as it is written behind its key, which stands ``indent`` columns in."""
    if prose and "\n" in value and (block := yamltext.literal(value, indent + 2)):
        return block
    return yamltext.scalar(value)


def _mapping(values: Mapping[str, Any], indent: int, *, prose: Collection[str] = ()) -> str:
    """Return ``- key: value`` lines whose dash stands ``indent`` columns in."""
    pad = " " * (indent + 2)
    lines = [
        f"{pad}{yamltext.scalar(key, flow=True)}: {_written(v, indent + 2, prose=key in prose)}\n"
        for key, v in values.items()
    ]
    return " " * indent + "- " + "".join(lines)[indent + 2 :]


def _render_item(made: Item, indent: int) -> str:
    return _mapping(item_values(made), indent, prose=PROSE)


def _render_section(section: Section, indent: int) -> str:
    text = _mapping({"heading": section.heading, **section.extra}, indent)
    if not section.items:
        return text + " " * (indent + 2) + "items: []\n"
    return text + " " * (indent + 2) + "items:\n" + "".join(_render_item(i, indent + 4) for i in section.items)


def to_yaml(brief: Brief, *, over: str | None = None) -> str:
    """Return the YAML form; ``over`` is the text to edit, whose comments, order and layout stay where nothing changed.

    A layout that cannot be edited safely is written anew.
    """
    if over is not None:
        try:
            parsed = parse(over, file="")
        except BadBrief:
            return render(brief)
        text = over if parsed.brief == brief else _edited(over, parsed, brief)
        if _says(text, brief):
            return text
    return render(brief)


def _says(text: str, brief: Brief) -> bool:
    try:
        return from_yaml(text, file="") == brief
    except BadBrief:
        return False


def render(brief: Brief) -> str:
    """Return the YAML form, written anew."""
    text = head.render(brief)
    if not brief.sections:
        return text + "sections: []\n"
    return text + "sections:\n" + "".join(_render_section(section, 2) for section in brief.sections)


# -- editing ---------------------------------------------------------------------------------------------------------


class _Chunks:
    """The items of a block list as stretches of text that join to the whole list: each with the comments above it."""

    def __init__(self, text: str, node: yaml.SequenceNode) -> None:
        self.text = text
        self.nodes: list[yaml.Node] = list(node.value)
        self.indent = int(node.start_mark.column)
        self.heads: list[int] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for child in self.nodes:
            dash = yamltext.line_start(text, text.rindex("-", 0, int(child.start_mark.index) + 1))
            self.starts.append(dash)
            self.heads.append(self.ends[-1] if self.ends else dash)
            self.ends.append(yamltext.next_line(text, yamltext.content_end(text, child)))

    def above(self, index: int) -> str:
        """Return what stands between the item before and this one: comments and blank lines."""
        return self.text[self.heads[index] : self.starts[index]]

    def own(self, index: int) -> str:
        """Return the lines of one item, complete."""
        return _complete(self.text[self.starts[index] : self.ends[index]])


def _complete(text: str) -> str:
    return text if text.endswith("\n") else text + "\n"


def _edited(text: str, parsed: Parsed, brief: Brief) -> str:
    """Return the text with what changed between ``parsed.brief`` and ``brief`` written into it."""
    if not yamltext.is_block(parsed.root):
        return render(brief)
    changes = head.edited(text, parsed.root, parsed.brief, brief)
    if parsed.brief.sections != brief.sections:
        changes += _sections_changed(text, parsed, brief)
    return yamltext.apply(text, changes)


def _sections_changed(text: str, parsed: Parsed, brief: Brief) -> list[Change]:
    node = parsed.sections
    if node is None or not yamltext.is_block(node) or not brief.sections:
        body = "".join(_render_section(section, 2) for section in brief.sections)
        written = "\n" + body.rstrip("\n") if body else "[]"
        return yamltext.edit_mapping(
            text, parsed.root, {"sections": written}, [*head.KEYS, *parsed.brief.extra, "sections"]
        )
    chunks = _Chunks(text, node)
    of_section = match.sections(parsed.brief.sections, brief.sections)
    of_item = match.items(parsed.brief, brief, of_section)
    writer = _Writer(text, parsed.brief, brief, chunks, of_section, of_item)
    return [Change(chunks.starts[0], chunks.ends[-1], writer.all())]


class _Writer:
    """Puts the list of sections together from old stretches of text and new ones."""

    def __init__(
        self,
        text: str,
        old: Brief,
        new: Brief,
        chunks: _Chunks,
        of_section: dict[int, int],
        of_item: dict[match.Place, match.Place],
    ) -> None:
        self.text, self.old, self.new, self.chunks = text, old, new, chunks
        self.of_section, self.of_item = of_section, of_item
        self.inner = [self._items_of(node) for node in chunks.nodes]

    def _items_of(self, node: yaml.Node) -> _Chunks | None:
        if not isinstance(node, yaml.MappingNode) or not yamltext.is_block(node):
            return None
        listed = next((value for name, value in node.value if name.value == "items"), None)
        if isinstance(listed, yaml.SequenceNode) and yamltext.is_block(listed):
            return _Chunks(self.text, listed)
        return None

    def all(self) -> str:
        """Return the lines of the new list of sections."""
        written = [(self.of_section.get(n), self._section(n)) for n in range(len(self.new.sections))]
        return _joined(self.chunks, written)

    def _section(self, n: int) -> str:
        new, o = self.new.sections[n], self.of_section.get(n)
        if o is None:
            return self._fresh(n)
        old, node, inner = self.old.sections[o], self.chunks.nodes[o], self.inner[o]
        if old == new:
            return self.chunks.own(o)
        if not isinstance(node, yaml.MappingNode) or not yamltext.is_block(node):
            return self._fresh(n)
        was = {"heading": old.heading, **old.extra}
        now = {"heading": new.heading, **new.extra}
        column = int(node.start_mark.column)
        changed = {
            key: _written(now[key], column) if key in now else None
            for key in {**was, **now}
            if was.get(key) != now.get(key) or (key in was) != (key in now)
        }
        order = ["heading", *(key for key in now if key != "heading"), "items"]
        changes: list[Change] = []
        if old.items != new.items:
            if inner is None or not new.items:
                body = "".join(self._item(n, i, column + 2) for i in range(len(new.items)))
                changed["items"] = "\n" + body.rstrip("\n") if body else "[]"
            else:
                rows = [(self._same_list(n, i, o), self._item(n, i, inner.indent)) for i in range(len(new.items))]
                changes.append(Change(inner.starts[0], inner.ends[-1], _joined(inner, rows)))
        changes += yamltext.edit_mapping(self.text, node, changed, order)
        return _complete(_apply_within(self.text, self.chunks.starts[o], self.chunks.ends[o], changes))

    def _same_list(self, n: int, i: int, section: int) -> int | None:
        place = self.of_item.get((n, i))
        return place[1] if place and place[0] == section else None

    def _fresh(self, n: int) -> str:
        """Return a section written anew, its items as they were where they came from another section."""
        section, indent = self.new.sections[n], self.chunks.indent
        if not section.items:
            return _render_section(section, indent)
        top = _mapping({"heading": section.heading, **section.extra}, indent) + " " * (indent + 2) + "items:\n"
        return top + "".join(self._item(n, i, indent + 4) for i in range(len(section.items)))

    def _item(self, n: int, i: int, indent: int) -> str:
        made, place = self.new.sections[n].items[i], self.of_item.get((n, i))
        inner = self.inner[place[0]] if place else None
        if place is None or inner is None or inner.indent != indent:
            return _render_item(made, indent)
        was, node = self.old.sections[place[0]].items[place[1]], inner.nodes[place[1]]
        if was == made:
            return inner.own(place[1])
        if not isinstance(node, yaml.MappingNode) or not yamltext.is_block(node):
            return _render_item(made, indent)
        old, new = item_values(was), item_values(made)
        column = int(node.start_mark.column)
        changed = {
            key: _written(new[key], column, prose=key in PROSE) if key in new else None
            for key in {**old, **new}
            if old.get(key) != new.get(key)
        }
        changes = yamltext.edit_mapping(self.text, node, changed, list({**new, **old}))
        return _complete(_apply_within(self.text, inner.starts[place[1]], inner.ends[place[1]], changes))


def _apply_within(text: str, start: int, end: int, changes: list[Change]) -> str:
    moved = [Change(c.start - start, c.end - start, c.new) for c in changes]
    return yamltext.apply(text[start:end], moved)


def _joined(chunks: _Chunks, rows: list[tuple[int | None, str]]) -> str:
    """Join the lines of items with what stood above them; comments above items that are gone stay in their place."""
    used = {o for o, _ in rows if o is not None}
    parts: list[str] = []
    following = 0
    for o, lines in rows:
        if o is None:
            parts.append(lines)
            continue
        while following < o and following not in used:
            parts.append(_comments(chunks.above(following)))
            following += 1
        following = max(following, o + 1)
        parts += [chunks.above(o), lines]
    parts += [_comments(chunks.above(o)) for o in range(following, len(chunks.nodes)) if o not in used]
    return "".join(parts)


def _comments(above: str) -> str:
    return above if above.strip() else ""
