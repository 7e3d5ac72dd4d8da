"""The settings of a desk: ``desk.yaml``, each key declared once."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from briefing.errors import SettingsError
from briefing.yaml_bounds import refuse_bomb

FILE = "desk.yaml"

MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""Handling labels of TLP 2.0 (FIRST), from the least to the most strict."""

RELIABILITY = "ABCDEF"
"""Admiralty letters of an outlet; F means that its reliability cannot be judged, not that it is worst."""


def _nothing() -> Mapping[str, Any]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``desk.yaml`` says; every key may be absent."""

    title: str | None = None
    """What the desk is called; new briefs take it into their title."""
    author: str | None = None
    """Who signs new briefs."""
    marking: str | None = None
    """The handling label of new briefs. Nothing defaults to CLEAR: a desk without it stays unmarked."""
    template: str = "daily"
    """The template of new briefs."""
    feeds: tuple[str, ...] = ()
    """Addresses of RSS or Atom feeds that ``briefing fetch`` reads."""
    outlets: Mapping[str, str] = field(default_factory=_nothing)
    """Admiralty letter of each publisher, by name."""
    keys: Mapping[str, str] = field(default_factory=_nothing)
    """Keys of the workbench by action: ``pin: space``; several keys are separated by commas."""
    theme: str | None = None
    """A Textual theme for the workbench."""
    export: tuple[str, ...] = ("md", "html")
    """The formats in which briefs are exported where nobody names others."""


def parse(data: bytes | None, *, file: str = FILE) -> Settings:
    """Return the settings in ``data`` (None: no file, all defaults).

    Raises ``SettingsError`` naming file, line and key.
    """
    if data is None or all(not line.strip() or line.lstrip().startswith(b"#") for line in data.splitlines()):
        return Settings()
    values, lines = mapping(data, file=file)
    known = {f.name for f in dataclasses.fields(Settings)}
    kept: dict[str, Any] = {}
    for key, value in values.items():
        if key not in known:
            raise SettingsError(
                f"is not a setting; settings are {', '.join(sorted(known))}", file=file, line=lines[key], key=key
            )
        if value is not None:
            kept[key] = _checked(key, value, file, lines[key])
    return Settings(**kept)


def _checked(key: str, value: Any, file: str, line: int) -> Any:
    def wrong(what: str) -> SettingsError:
        return SettingsError(what, file=file, line=line, key=key)

    if key in ("feeds", "export"):
        values = [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
            raise wrong("must be a list of words, one a line after a dash")
        return tuple(values)
    if key in ("outlets", "keys"):
        if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
            raise wrong("must be a mapping, NAME: VALUE a line")
        if odd := [k for k, v in value.items() if not _is_words(v)]:
            raise wrong(f"the value of {odd[0]!r} must be a word{_QUOTE_IT}")
        pairs = {k: str(v) for k, v in value.items()}
        if key == "outlets" and (bad := [k for k, v in pairs.items() if v.upper() not in tuple(RELIABILITY)]):
            raise wrong(f"the reliability of {bad[0]!r} must be a letter A to F")
        return MappingProxyType({k: v.upper() if key == "outlets" else v for k, v in pairs.items()})
    if not _is_words(value):
        raise wrong(f"must be a word or a line of text{_QUOTE_IT}")
    if key == "marking":
        return marking(str(value), wrong=wrong)
    return str(value)


_QUOTE_IT = "; yes, no and dates stand between quotation marks"


def _is_words(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def marking(value: str, *, wrong: Callable[[str], Exception] = ValueError) -> str:
    """Return a handling label in its one spelling, ``TLP:AMBER+STRICT``. Raises what ``wrong`` makes of a message."""
    label = value.upper().replace(" ", "")
    label = label if label.startswith("TLP:") else f"TLP:{label}"
    if label not in MARKINGS:
        raise wrong(f"{value!r} is not a marking; markings are {', '.join(MARKINGS)}")
    return label


def mapping(data: bytes, *, file: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Parse a YAML mapping; return its values and the line (from 1) of each key.

    A key is the text that it is written as, also where YAML has a value for that: ``no``, ``2024``. Raises
    ``SettingsError`` for bytes that are not UTF-8, bad YAML, anything but a mapping, a key that is a list or a mapping,
    or one given twice, and for YAML beyond the bounds of
    :func:`briefing.yaml_bounds.refuse_bomb`.
    """
    import yaml  # a desk that says nothing of itself opens without it

    loader_type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = data.decode("utf-8-sig")
        refuse_bomb(text, loader_type)
        loader = loader_type(text)
        try:
            node = loader.get_single_node()
            if node is None:
                return {}, {}
            if not isinstance(node, yaml.MappingNode):
                raise SettingsError("must hold KEY: VALUE lines", file=file, line=node.start_mark.line + 1)
            lines: dict[str, int] = {}
            for key, _ in node.value:
                line = key.start_mark.line + 1
                if not isinstance(key, yaml.ScalarNode):
                    raise SettingsError("a key must be one word", file=file, line=line)
                key.tag = "tag:yaml.org,2002:str"
                if key.value in lines:
                    raise SettingsError("stands twice", file=file, line=line, key=key.value)
                lines[key.value] = line
            values = loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        raise SettingsError(
            f"is not YAML: {error.problem or error.context}", file=file, line=where.line + 1 if where else None
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise SettingsError(f"is not YAML: {str(error).splitlines()[0]}", file=file) from None
    return values, lines


def with_outlet(data: bytes | None, publisher: str, letter: str, *, file: str = FILE) -> bytes:
    """Return ``desk.yaml`` with the Admiralty ``letter`` of ``publisher``; comments and other keys stay.

    Raises ``SettingsError`` when ``data`` is not readable, ``ValueError`` for a letter that is none.
    """
    if letter not in tuple(RELIABILITY):
        raise ValueError(f"{letter!r} is not a letter from A to F")
    parse(data, file=file)
    from ruamel.yaml import YAML

    yaml_file = YAML()
    yaml_file.preserve_quotes = True
    text = (data or b"").decode("utf-8-sig")
    values = yaml_file.load(text)
    if values is None:
        comments = text if not text or text.endswith("\n") else text + "\n"
        return (comments + _dumped(yaml_file, {"outlets": {publisher: letter}})).encode()
    if not values.get("outlets"):
        values["outlets"] = {}
    outlets = values["outlets"]
    known = next((name for name in outlets if str(name).casefold() == publisher.casefold()), publisher)
    outlets[known] = letter
    return _dumped(yaml_file, values).encode()


def _dumped(yaml_file: Any, values: Any) -> str:
    import io

    written = io.StringIO()
    yaml_file.dump(values, written)
    return written.getvalue()
