"""Attributes behind Markdown text: ``{likelihood="very likely" confidence=moderate}``.

Pandoc's and markdown-it's notation. Values are YAML's one-line values, so that numbers, lists and mappings come back as
what they were; a text that would be read as something else is quoted once more inside.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from briefing.errors import BadBrief
from briefing.pins import yamltext

NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)

_PART = r'\s*(?:\.judgement|[A-Za-z_][\w.-]*=(?:"(?:\\.|[^"\\])*"|[^\s"\\{}=]+))(?=[\s}])'
_BLOCK = re.compile(r"[ \t\n]*\{((?:" + _PART + r")+)\s*\}\s*\Z", re.ASCII)
_PAIR = re.compile(r'(\.judgement)|([A-Za-z_][\w.-]*)=(?:"((?:\\.|[^"\\])*)"|([^\s"\\{}=]+))', re.ASCII)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_BARE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")


def split(text: str) -> tuple[str, dict[str, str] | None]:
    """Return the text before the attributes at its end, and these; None when it ends without any.

    The class ``.judgement`` comes back as the key of that name with an empty value.
    """
    if not text.rstrip().endswith("}"):
        return text, None
    at = text.find("{")
    while at >= 0:
        match = _BLOCK.match(text, at)
        if match and not _escaped(text, at):
            pairs = {
                m[1] or m[2]: _ESCAPE.sub(r"\1", m[3]) if m[3] is not None else m[4] or ""
                for m in _PAIR.finditer(match[1])
            }
            return text[:at].rstrip(" \t\n"), pairs
        at = text.find("{", at + 1)
    return text, None


def _escaped(text: str, at: int) -> bool:
    return (at - len(text[:at].rstrip("\\"))) % 2 == 1


def write(pairs: Mapping[str, str]) -> str:
    """Return attributes as they stand behind a text."""
    return "{" + " ".join(f"{key}={_quoted(value)}" for key, value in pairs.items()) + "}"


def _quoted(value: str) -> str:
    if _BARE.match(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _wrong(what: str, line: int | None, key: str | None) -> BadBrief:
    return BadBrief(what, file="", line=line)


def value_of(written: str) -> Any:
    """Return the value that an attribute holds: YAML's, or the text itself when it is none."""
    try:
        node = yamltext.compose(written, _wrong)
        return written if node is None else yamltext.construct(node, _wrong)
    except BadBrief:
        return written


def written(value: Any) -> str:
    """Return an attribute's text from which :func:`value_of` makes the value again."""
    if isinstance(value, str) and value and value.isprintable() and value_of(value) == value:
        return value
    return yamltext.quoted(value) if isinstance(value, str) else yamltext.scalar(value)
