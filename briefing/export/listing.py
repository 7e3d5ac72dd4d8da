"""Which templates there are, what each is for, and where it comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import TemplateError
from briefing.resources import folder

BASE = "base"
PARTS = ("base", "macros")
"""Files that templates are made of and that are none themselves."""

_PURPOSE = re.compile(r"\A\s*\{#-?\s*purpose:\s*(.*?)\s*-?#\}", re.DOTALL)
_EXTENDS = re.compile(r"\{%-?\s*extends\s+[\"'](?:builtin/)?([\w.-]+)\.(?:html|md)\.j2[\"']")
_NAME = re.compile(r"[\w][\w.-]*")


@dataclass(frozen=True, slots=True)
class TemplateInfo:
    """A template: its name in ``template:``, what it is for, its file, and ``built-in`` or ``desk``."""

    name: str
    purpose: str
    path: Path
    origin: str


def templates(folders: Sequence[Path]) -> list[TemplateInfo]:
    """Return the templates of ``folders`` (the desk's first) and the built-in ones; the first of a name counts."""
    found: dict[str, TemplateInfo] = {}
    built_in = folder("templates")
    for place in [*folders, built_in]:
        for path in sorted([*place.glob("*.html.j2"), *place.glob("*.md.j2")]) if place.is_dir() else ():
            name = path.name.rsplit(".", 2)[0]
            if name not in PARTS and name not in found:
                origin = "built-in" if place.resolve() == built_in.resolve() else "desk"
                found[name] = TemplateInfo(name, _purpose(path, built_in), path, origin)
    return sorted(found.values(), key=lambda t: t.name)


def _purpose(path: Path, built_in: Path, depth: int = 0) -> str:
    """Return the ``{# purpose: … #}`` on top of a template, else that of the one it extends."""
    text = path.read_text("utf-8", "replace")
    if match := _PURPOSE.match(text):
        return " ".join(match[1].split())
    parent = _EXTENDS.search(text)
    above = built_in / f"{parent[1]}.html.j2" if parent else None
    if above and above.is_file() and above != path and depth < 4:
        return _purpose(above, built_in, depth + 1)
    return ""


def file_of(name: str, form: str, folders: Sequence[Path]) -> str:
    """Return the file name of template ``name`` in a form (html, md).

    A desk's template that exists in one form only borrows the other from the template it extends, else from ``base``.
    Raises ``TemplateError`` for a name that is no template.
    """
    places = [*folders, folder("templates")]
    seen = name
    for _ in range(0 if name in PARTS else 8):
        if _NAME.fullmatch(seen) and any((p / f"{seen}.{form}.j2").is_file() for p in places):
            return f"{seen}.{form}.j2"
        other = _other(seen, form, places)
        if other is None:
            break
        parent = _EXTENDS.search(other.read_text("utf-8", "replace"))
        seen = parent[1] if parent and parent[1] != seen else BASE
    known = ", ".join(t.name for t in templates(folders))
    raise TemplateError(f"{name!r} is not a template: choose from {known}, or put {name}.html.j2 into templates/")


def _other(name: str, form: str, places: Sequence[Path]) -> Path | None:
    """Return the file of ``name`` in the other form."""
    if not _NAME.fullmatch(name):
        return None
    form = "md" if form == "html" else "html"
    return next((p / f"{name}.{form}.j2" for p in places if (p / f"{name}.{form}.j2").is_file()), None)
