"""YAML as text: reading with places, writing values, and editing a file without touching the rest of it.

Pins and briefs are files that people also write by hand. A dumper would lose their comments, order and layout, so a
changed value is put into the text at the place the parser gives for the old one, and everything else stays as it is,
byte for byte. (ruamel.yaml keeps comments too, but at thirteen times the time and not always the layout.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml

from briefing.yaml_bounds import refuse_bomb, suspicious

try:
    from yaml import CSafeLoader as _BaseLoader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _BaseLoader  # type: ignore[assignment]

Wrong = Callable[[str, int | None, str | None], Exception]
"""Makes the error to raise of a message, a line (from 1) and a key."""


class Loader(_BaseLoader):
    """YAML 1.2's plain words: ``yes`` is a word, ``2024-01-02`` is text, ``012`` is text, ``1:30`` is text."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own interface


for _tag, _pattern, _first in (
    ("null", r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    (
        "float",
        r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$|[-+]?\.(?:inf|Inf|INF)$|\.(?:nan|NaN|NAN)$",
        list("-+.0123456789"),
    ),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


class Entry(NamedTuple):
    """One ``key: value`` of a mapping: the key, its line (from 1), its node and the value's node."""

    key: str
    line: int
    name: yaml.Node
    node: yaml.Node


def compose(text: str, wrong: Wrong) -> yaml.Node | None:
    """Return the root node of a YAML text, None when it holds nothing.

    Raises what ``wrong`` makes, also beyond the bounds of :func:`briefing.yaml_bounds.refuse_bomb`.
    """
    try:
        if suspicious(text):
            refuse_bomb(text, Loader)
        loader = Loader(text)
        try:
            return loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise wrong(f"is not YAML: {error.problem or error.context}", mark.line + 1 if mark else None, None) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise wrong(f"is not YAML: {str(error).splitlines()[0]}", None, None) from None


def construct(node: yaml.Node, wrong: Wrong) -> Any:
    """Return the value of a node as plain Python. Raises what ``wrong`` makes."""
    loader = Loader("")
    try:
        return loader.construct_document(node)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        raise wrong(f"is not a value: {problem}", line_of(node), None) from None
    finally:
        loader.dispose()


def line_of(node: yaml.Node) -> int:
    """Return the line (from 1) on which a node starts."""
    return int(node.start_mark.line) + 1


def entries(node: yaml.Node, wrong: Wrong) -> list[Entry]:
    """Return the entries of a mapping node. Raises what ``wrong`` makes when it is none or a key stands twice."""
    if not isinstance(node, yaml.MappingNode):
        raise wrong("must hold KEY: VALUE lines", line_of(node), None)
    found: dict[str, Entry] = {}
    for name, value in node.value:
        if not isinstance(name, yaml.ScalarNode):
            raise wrong("a key must be one word", line_of(name), None)
        if name.value in found:
            raise wrong("stands twice", line_of(name), name.value)
        found[name.value] = Entry(name.value, line_of(name), name, value)
    return list(found.values())


def is_null(node: yaml.Node) -> bool:
    """Say whether a node is YAML's nothing."""
    return bool(node.tag == "tag:yaml.org,2002:null")


# -- writing values --------------------------------------------------------------------------------------------------

_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}
_ID = re.compile(r"[1-9][0-9a-z]*[a-df-z][0-9a-z]*\Z")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\dZ)?\Z")


def _escaped(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    if char.isprintable():
        return char
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def quoted(text: str) -> str:
    """Return a double-quoted scalar: one line, whatever the text holds."""
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return '"' + "".join(map(_escaped, text)) + '"'


def _is_plain(text: str) -> bool:
    """Say whether a text can stand without quotation marks and be read as the same text by any YAML reader."""
    if not text or not text.isprintable() or text[-1] in ": " or ": " in text or " #" in text:
        return False
    if text[0].isalpha():
        return text.lower() not in _WORDS
    return bool(_ID.match(text))


def scalar(value: Any, *, flow: bool = False, date: bool = False) -> str:
    """Return a value on one line: plain where that is safe, else quoted; lists and mappings in flow style.

    ``flow`` keeps out what would end a value inside brackets; ``date`` lets an ISO date stand plain.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(k, flow=True)}: {scalar(v, flow=True)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(scalar(v, flow=True) for v in value) + "]"
    text = str(value)
    if date and _DATE.match(text):
        return text
    plain = _is_plain(text) and not (flow and any(c in text for c in ",[]{}:#"))
    return text if plain else quoted(text)


def _number(value: float) -> str:
    if value != value:  # the one number that differs from itself
        return ".nan"
    if value in (float("inf"), float("-inf")):
        return ".inf" if value > 0 else "-.inf"
    text = repr(value)
    mantissa, e, exponent = text.partition("e")
    return text if not e or "." in mantissa else f"{mantissa}.0e{exponent}"


def literal(text: str, indent: int, *, chomp: str = "") -> str | None:
    """Return a block literal (``|``) of plain lines, or None when the text does not suit one.

    With ``chomp="-"`` it is read without a line end behind the last line, otherwise with one.
    """
    lines = text.split("\n")
    if not lines[0] or not lines[-1] or lines[0][0] == " ":
        return None
    if any(line and (not line.isprintable() or line[-1] == " ") for line in lines):
        return None
    pad = " " * indent
    return f"|{chomp}\n" + "\n".join(pad + line if line else "" for line in lines)


# -- editing the text ------------------------------------------------------------------------------------------------


def content_end(text: str, node: yaml.Node) -> int:
    """Return the index after the last character of a node, without the blanks and comments that follow it."""
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode):
        if node.style in ("|", ">"):
            while end > node.start_mark.index and text[end - 1] in "\r\n":
                end -= 1
        return end
    if getattr(node, "flow_style", None) or not node.value:
        return end
    last = node.value[-1]
    if isinstance(node, yaml.MappingNode):
        return content_end_of(text, *last)
    return max(content_end(text, last), int(node.start_mark.index))


def content_end_of(text: str, name: yaml.Node, value: yaml.Node) -> int:
    """Return the index after the last character of an entry, also when its value is empty."""
    if value.start_mark.index == value.end_mark.index:
        return text.index(":", int(name.end_mark.index)) + 1
    return content_end(text, value)


def next_line(text: str, index: int) -> int:
    """Return the start of the line after the one that holds ``index``."""
    end = text.find("\n", index)
    return len(text) if end < 0 else end + 1


def line_start(text: str, index: int) -> int:
    """Return the start of the line that holds ``index``."""
    return text.rfind("\n", 0, index) + 1


def is_block(node: yaml.Node) -> bool:
    """Say whether a collection is written over lines, not in brackets."""
    return not isinstance(node, yaml.ScalarNode) and not getattr(node, "flow_style", None) and bool(node.value)


class Change(NamedTuple):
    """Replace ``text[start:end]`` by ``new``."""

    start: int
    end: int
    new: str


def apply(text: str, changes: Sequence[Change]) -> str:
    """Return the text with changes applied that do not overlap, with the line ends that the text has."""
    crlf = "\r\n" in text
    for change in sorted(changes, key=lambda c: (c.start, c.end), reverse=True):
        new = change.new.replace("\n", "\r\n") if crlf else change.new
        text = text[: change.start] + new + text[change.end :]
    return text


def edit_mapping(
    text: str, node: yaml.MappingNode, values: Mapping[str, str | None], order: Sequence[str]
) -> list[Change]:
    """Return the changes that give keys of a block mapping new written values; None takes the key out.

    ``values`` are as :func:`scalar` or :func:`literal` write them; keys that are new go behind the nearest key that
    precedes them in ``order``. The keys that are not in ``values`` are not touched.
    """
    names = [name.value for name, _ in node.value]
    nodes = {name.value: (name, value) for name, value in node.value}
    changes: list[Change] = []
    added: dict[int, list[tuple[int, str]]] = {}
    pad = " " * int(node.start_mark.column)
    for key, written in values.items():
        if key in nodes:
            changes.extend(_replace(text, names, nodes, key, written))
        elif written is not None:
            before = [k for k in order[: order.index(key)] if k in nodes and values.get(k, "") is not None]
            anchor = nodes[before[-1]] if before else nodes[names[0]]
            place = next_line(text, content_end_of(text, *anchor))
            added.setdefault(place, []).append(
                (order.index(key), f"{pad}{scalar(key, flow=True)}:{_spaced(written)}\n")
            )
    for place, found in added.items():
        lines = [line for _, line in sorted(found)]
        missing = "" if not place or text[place - 1] == "\n" else "\n"
        changes.append(Change(place, place, missing + "".join(lines)))
    return changes


def _spaced(written: str) -> str:
    """Put a blank before a value that stands on its key's line; a value that begins with a line end stands below."""
    return written if written[:1] == "\n" else " " + written


def _replace(
    text: str, names: list[str], nodes: Mapping[str, tuple[yaml.Node, yaml.Node]], key: str, written: str | None
) -> Iterator[Change]:
    name, value = nodes[key]
    end = content_end_of(text, name, value)
    if written is not None:
        after_colon = text.index(":", int(name.end_mark.index)) + 1
        yield Change(after_colon, end, _spaced(written))
        return
    position = names.index(key)
    start = int(name.start_mark.index)
    if text[line_start(text, start) : start].strip() and position + 1 < len(names):
        yield Change(start, int(nodes[names[position + 1]][0].start_mark.index), "")
        return
    yield Change(line_start(text, start), next_line(text, end), "")
