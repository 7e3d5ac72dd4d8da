"""Metadata that the analyst writes: sidecars (``NAME.EXT.yaml``) and the front matter of documents."""

from __future__ import annotations

import datetime
import os
from types import MappingProxyType
from typing import Any

from briefing.errors import SettingsError, Unreadable
from briefing.ingest.opening import contents
from briefing.ingest.source import Metadata
from briefing.settings import RELIABILITY, mapping, marking

SUFFIX = ".yaml"
"""A sidecar is called like its document with this behind it."""

KEYS = (
    *("title", "publisher", "author", "date", "url", "retrieved"),
    *("language", "marking", "reliability", "origin", "tags"),
)
"""What a sidecar or front matter can say; other keys are kept in ``Metadata.extra``."""


_WORDS = frozenset({"title", "publisher", "author", "url", "language", "origin"})
"""Those of them that any line of text can be a value of."""

LIMIT = 1 << 20
"""The largest sidecar, in bytes."""


def sidecar_of(path: str | os.PathLike[str]) -> bytes | None:
    """Return the bytes of the sidecar of the document at ``path``; None when there is none.

    Raises ``Unreadable`` when it is no plain file or too large, ``OSError`` when it cannot be opened.
    """
    beside = os.fspath(path) + SUFFIX
    if not os.access(beside, os.F_OK):  # most have none, and asking so takes a third of an exception
        return None
    try:
        return contents(beside, limit=LIMIT)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def read_sidecar(data: bytes, *, file: str) -> Metadata:
    """Return what a sidecar says. Raises ``Unreadable`` naming file, line and key when it says something it cannot."""
    try:
        values, lines = mapping(data, file=file)
        return metadata(values, lines, file=file)
    except SettingsError as error:
        raise Unreadable(f"sidecar: {error}") from None


def metadata(values: dict[str, Any], lines: dict[str, int], *, file: str) -> Metadata:
    """Check and type the values of a sidecar or of front matter. Raises ``SettingsError``."""
    known: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    for key, value in values.items():
        if key not in KEYS:
            extra[key] = _storable(value)
        elif key in _WORDS and isinstance(value, str):
            known[key] = " ".join(value.split()) or None
        elif value is not None:
            known[key] = _checked(key, value, file, lines.get(key))
    return Metadata(**known, extra=MappingProxyType(extra))


def _storable(value: Any) -> Any:
    """Return a value with keys of text inside it: YAML takes days and numbers for keys, the index and JSON do not."""
    if isinstance(value, dict):
        return {str(key): _storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_storable(each) for each in value]
    return value


def _checked(key: str, value: Any, file: str, line: int | None) -> Any:
    def wrong(what: str) -> SettingsError:
        return SettingsError(what, file=file, line=line, key=key)

    if key == "tags":
        return _tags(value, wrong)
    if key in ("date", "retrieved"):
        return _date(value, wrong)
    if key == "author" and isinstance(value, list):
        value = ", ".join(str(item) for item in value)
    if isinstance(value, bool | list | dict):
        raise wrong("must be a line of text")
    line_of_text = " ".join(str(value).split())
    if key == "marking":
        return marking(line_of_text, wrong=wrong)
    if key == "reliability":
        if line_of_text.upper() not in tuple(RELIABILITY):
            raise wrong(f"{line_of_text!r} is not a letter A to F")
        return line_of_text.upper()
    return line_of_text or None


def _tags(value: Any, wrong: Any) -> tuple[str, ...]:
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, list) or any(isinstance(item, list | dict) for item in items):
        raise wrong("must be a list of words")
    return tuple(word for item in items if (word := str(item).strip()))


def _date(value: Any, wrong: Any) -> str:
    if isinstance(value, datetime.date):  # a datetime is a date too
        return value.isoformat()
    if isinstance(value, int) and 1000 <= value <= 9999:
        return str(value)
    if isinstance(value, str):
        from briefing.ingest.dates import parse

        if day := parse(value):
            return day
    raise wrong(f"{value!r} is not a date like 2025-06-28")
