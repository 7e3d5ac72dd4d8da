"""YAML front matter of a Markdown or text document."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from briefing.errors import SettingsError, Unreadable
from briefing.ingest.sidecar import KEYS, metadata
from briefing.ingest.source import UNKNOWN, Metadata
from briefing.settings import mapping

_BLOCK = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n){0,400}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(rf"^(?:{'|'.join(KEYS)}):", re.MULTILINE)
_LINE = re.compile(
    r"(?P<key>[a-z_]+): (?:(?P<day>\d{4}-\d\d-\d\d)|(?P<words>[^\W\d_](?:[^\s:#]++|:(?=\S)|(?<=\S)#| (?=[^\s#]))*+))\n"
)
_NOT_WORDS = frozenset({"yes", "no", "true", "false", "on", "off", "null", "y", "n"})


def split(text: str, *, file: str) -> tuple[Metadata, int]:
    """Return what front matter at the start of ``text`` says, and where it ends (0: there is none).

    Lines between two rules that hold none of our keys and are no YAML mapping are text, not front matter. Raises
    ``Unreadable`` naming file, line and key when front matter says something it cannot.
    """
    block = _BLOCK.match(text)
    if block is None:
        return UNKNOWN, 0
    yaml = block["yaml"]
    try:
        values, lines = plain(yaml) or mapping(yaml.encode("utf-8", "replace"), file=file)
    except SettingsError as error:
        if not _KEY.search(yaml):
            return UNKNOWN, 0
        line = None if error.line is None else error.line + 1
        raise Unreadable(f"front matter: {SettingsError(error.what, file=file, line=line, key=error.key)}") from None
    if not values:
        return UNKNOWN, 0
    try:
        return metadata(values, {key: line + 1 for key, line in lines.items()}, file=file), block.end()
    except SettingsError as error:
        raise Unreadable(f"front matter: {error}") from None


def plain(yaml: str) -> tuple[dict[str, Any], dict[str, int]] | None:
    """Return values and lines of the YAML that most front matter is: ``key: words`` and ``key: 2026-03-01``.

    None for all other YAML. A parser takes longer for these lines than reading the rest of a short report.
    """
    values: dict[str, Any] = {}
    at = 0
    while match := _LINE.match(yaml, at):
        key, day, words = match.groups()
        if key in values or key in _NOT_WORDS or (words and words.lower() in _NOT_WORDS):
            return None
        try:
            values[key] = dt.date.fromisoformat(day) if day else words
        except ValueError:
            return None
        at = match.end()
    if at < len(yaml) or not yaml.replace("\n", "").isprintable():
        return None
    return values, {key: number for number, key in enumerate(values, 1)}
