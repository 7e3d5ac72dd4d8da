"""Jinja in a sandbox: the desk's templates over the built-in ones, escaping on, limits on, errors that say where."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing.errors import TemplateError
from briefing.export import views
from briefing.export.clean import clean
from briefing.export.markup import trusted
from briefing.export.mdtext import escape
from briefing.resources import folder

BUILTIN = "builtin/"
"""The prefix under which a desk's template extends the built-in one of the same name."""

SECONDS = 20.0
CHARACTERS = 64_000_000
REPEATS = 10_000
KEPT = 4_096
"""Bounds of one rendering: time in seconds, output, and the longest ``range`` of a template; and how many pieces of
output are kept before all are forgotten."""


class Sandbox(ImmutableSandboxedEnvironment):
    """Templates see values, call what they are given, and change nothing; large powers and repeats are refused."""

    intercepted_binops = frozenset(["**", "*"])

    def __init__(self, **options: Any) -> None:
        """Take the options of a Jinja environment."""
        super().__init__(**options)
        self.kept: dict[Any, Any] | None = {}
        """What macros wrote, see :mod:`briefing.export.repeats`; None where nobody knows what they depend on."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Let templates see all of a view, which is made for them and holds nothing else; judge other objects."""
        if type(obj).__module__ == views.__name__ and attribute[:1] != "_" and hasattr(obj, attribute):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply numbers; refuse powers, and repeating text or lists."""
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"templates may not use {operator} on these values")
        return left * right


def _range(*args: int) -> range:
    found = range(*args)
    if len(found) > REPEATS:
        raise SecurityError(f"a template may count to {REPEATS} at most")
    return found


@jinja2.pass_context  # so that constants of a template go through it when it runs, as everything else does
def _html(context: Any, value: Any) -> Any:
    return value if isinstance(value, Markup) else clean(value) if isinstance(value, str) else value


@jinja2.pass_context
def _markdown(context: Any, value: Any) -> Any:
    return value if isinstance(value, Markup) or value is None else _escaped(str(value))


@lru_cache(maxsize=8192)
def _escaped(text: str) -> Markup:
    return trusted(escape(text))


def _stamp(folders: Sequence[Path]) -> tuple[tuple[str, int], ...]:
    """Name every template with its time of change, so that an edited template is read anew."""
    files = (f for place in folders if place.is_dir() for f in place.glob("*.j2"))
    return tuple(sorted((str(f), f.stat().st_mtime_ns) for f in files))


def environment(folders: Sequence[Path], form: str) -> Sandbox:
    """Return the environment for ``html`` or ``md``; kept until a template's file changes."""
    return _environment(tuple(folders), form, _stamp(folders))


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...], form: str, stamp: object) -> Sandbox:
    built_in = folder("templates")
    loader = jinja2.ChoiceLoader(
        [
            jinja2.FileSystemLoader([str(f) for f in (*folders, built_in)]),
            jinja2.PrefixLoader({BUILTIN.rstrip("/"): jinja2.FileSystemLoader(str(built_in))}),
        ]
    )
    env = Sandbox(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        finalize=_html if form == "html" else _markdown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    if any(place.is_dir() and any(place.glob("*.j2")) for place in folders if place != built_in):
        env.kept = None
    env.globals["range"] = _range
    for name in ("lipsum", "cycler", "joiner"):
        env.globals.pop(name, None)
    return env


def render(folders: Sequence[Path], name: str, form: str, values: Mapping[str, Any]) -> str:
    """Render template ``name`` (``daily.html.j2``). Raises ``TemplateError`` naming file and line."""
    env = environment(folders, form)
    started, size, parts = time.monotonic(), 0, []
    with guarded(folders):
        for part in env.get_template(name).generate(**values):
            size += len(part)
            if size > CHARACTERS or time.monotonic() - started > SECONDS:
                raise TemplateError(f"{name}: writes too much or takes too long: look for a loop that repeats itself")
            parts.append(part)
    return "".join(parts)


class guarded:  # noqa: N801 - reads as a word: with guarded(folders)
    """Turn whatever a template raises into a ``TemplateError`` with the template's file and line."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Take the folders whose files are templates."""
        self._folders = [*folders, folder("templates")]

    def __enter__(self) -> None:
        """Start watching."""

    def __exit__(self, kind: object, error: BaseException | None, trace: Any) -> None:
        """Raise a ``TemplateError`` in the place of what Jinja raised."""
        if error is None or isinstance(error, TemplateError):
            return
        if isinstance(error, jinja2.TemplateNotFound):
            raise TemplateError(f"there is no template {error.name}: put it into the desk's templates/") from None
        if isinstance(error, jinja2.TemplateSyntaxError):
            where = f"{_short(error.filename or error.name or 'template')}:{error.lineno}"
            raise TemplateError(f"{where}: {error.message}") from None
        place = self._place(trace)
        if isinstance(error, jinja2.TemplateError | RecursionError) or (place and isinstance(error, _FAULTS)):
            said = "templates include each other" if isinstance(error, RecursionError) else str(error)
            raise TemplateError(f"{place or 'template'}: {_one_line(said)}") from None

    def _place(self, trace: Any) -> str:
        """Return file and line of the innermost template in a traceback."""
        found = ""
        while trace is not None:
            file = trace.tb_frame.f_code.co_filename
            if file.endswith(".j2") and any(Path(file).is_relative_to(f) for f in self._folders):
                found = f"{_short(file)}:{trace.tb_lineno}"
            trace = trace.tb_next
        return found


_FAULTS = (TypeError, ValueError, KeyError, IndexError, AttributeError, ZeroDivisionError, OverflowError)


def _short(file: str) -> str:
    return "/".join(Path(file).parts[-2:])


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip() or "does not render"
