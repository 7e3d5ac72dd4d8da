"""The briefs of a desk: ``briefs/NAME.yaml`` or ``briefs/NAME.md``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from briefing.briefs.brief import Brief, BriefForm
from briefing.briefs.merge import merged
from briefing.errors import BadBrief, BriefingError, Conflict, NothingFound
from briefing.files import Files

FOLDER = "briefs"
SUFFIXES: dict[str, BriefForm] = {".yaml": "yaml", ".yml": "yaml", ".md": "md"}

_BOM = b"\xef\xbb\xbf"
_BAD = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\]|(?:^|/)[.~]|/$|//|^/|[ .](?:/|$)")


class BriefStore:
    """All briefs of one desk, by name: the path below ``briefs/`` without suffix. A name with its suffix, or the
    path below the desk, will do as well."""

    def __init__(self, files: Files) -> None:
        """Take the desk's files; nothing is read yet."""
        self._files = files
        self._known: dict[str, bytes | None] = {}

    def names(self) -> list[str]:
        """Return the names of all briefs, the one changed last first."""
        dated = sorted(((-path.stat().st_mtime_ns, name) for name, path in self._found()))
        return list(dict.fromkeys(name for _, name in dated))

    def _found(self) -> Iterator[tuple[str, Path]]:
        top = self._files.path(FOLDER)
        for path in sorted(top.rglob("*")) if top.is_dir() else ():
            if path.suffix in SUFFIXES and not path.name.startswith(".") and path.is_file():
                yield path.relative_to(top).with_suffix("").as_posix(), path

    def path(self, name: str) -> str:
        """Return the path of a brief below the desk. Raises ``NothingFound``, which names what is there."""
        pure, suffixes = self._split(name)
        for suffix in suffixes:
            candidate = f"{FOLDER}/{pure}{suffix}"
            if self._files.path(candidate).is_file():
                return candidate
        names = self.names()
        known = f"there are {', '.join(names[:5])}{'…' if len(names) > 5 else ''}" if names else "there is none yet"
        raise NothingFound(f"there is no brief {name!r}: {known}")

    def _split(self, name: str) -> tuple[str, list[str]]:
        """Return a name without folder and suffix, and the suffixes to try."""
        named = name.removeprefix("./").removeprefix(f"{FOLDER}/")
        suffix = PurePosixPath(named).suffix
        if suffix in SUFFIXES:
            named = named[: -len(suffix)]
        self._checked(named)
        return named, [suffix] if suffix in SUFFIXES else list(SUFFIXES)

    @staticmethod
    def _checked(name: str) -> str:
        """Return a name that stays inside ``briefs/`` on every system. Raises ``BriefingError``."""
        if not name.strip() or _BAD.search(name) or len(name.encode()) > 200:
            raise BriefingError(
                f"{name!r} cannot name a brief: use letters, digits, blanks, dashes and dots, and / for folders"
            )
        return name

    def load(self, name: str) -> Brief:
        """Return a brief. Raises ``NothingFound``, or ``BadBrief`` naming file and line."""
        path = self.path(name)
        self._known[path] = self._files.read(path)
        return _read(_decoded(self._known[path], path), path)

    def save(self, name: str, brief: Brief) -> None:
        """Write a brief back in the form it has; comments, order and text that did not change stay as they are.

        What another program changed since the brief was loaded is kept as well. Raises ``NothingFound``, or
        ``Conflict``, writing nothing, when both changed the same thing.
        """
        path = self.path(name)
        was = self._files.read(path)
        known = self._known.get(path, was)
        if known != was:
            brief = self._merged(path, known, brief, was)
        data = _written(brief, path, over=_decoded(was, path)).encode()
        if was is not None and was.startswith(_BOM):
            data = _BOM + data
        self._files.write(path, data, was=was)
        self._known[path] = data

    def _merged(self, path: str, known: bytes | None, mine: Brief, now: bytes | None) -> Brief:
        """Return what both sides changed since ``known`` was read. Raises ``Conflict``."""
        base, theirs = (_read(_decoded(data, path), path) for data in (known, now))
        both = merged(base, mine, theirs)
        if both is None:
            raise Conflict(
                f"{path} was changed by another program in the same place: read it again, then make the change"
            )
        return both

    def create(self, name: str, brief: Brief, *, form: BriefForm = "yaml") -> str:
        """Write a new brief and return its name. Raises ``BriefingError`` when there is one of this name."""
        named, _ = self._split(name)
        try:
            there = self.path(named)
        except NothingFound:
            pass
        else:
            raise BriefingError(f"there is {there} already: choose another name")
        path = f"{FOLDER}/{named}.{form}"
        data = _written(brief, path).encode()
        self._files.write(path, data, was=None)
        self._known[path] = data
        return named

    def convert(self, name: str, form: BriefForm) -> str:
        """Write a brief in the other form instead, and return its path below the desk.

        A brief that has the form already stays as it is. Raises ``NothingFound``, ``BadBrief`` or ``Conflict``.
        """
        path = self.path(name)
        if SUFFIXES[PurePosixPath(path).suffix] == form:
            return path
        was = self._files.read(path)
        target = str(PurePosixPath(path).with_suffix(f".{form}"))
        if self._files.read(target) is not None:
            raise BriefingError(f"there is {target} already: move one of the two away first")
        with self._files.change(f"convert {path}"):
            self._files.write(target, _written(_read(_decoded(was, path), path), target).encode(), was=None)
            self._files.write(path, None, was=was)
        for each in (path, target):
            self._known.pop(each, None)
        return target

    def delete(self, name: str) -> None:
        """Take a brief away. Raises ``NothingFound`` or ``Conflict``."""
        path = self.path(name)
        self._files.write(path, None, was=self._files.read(path))
        self._known.pop(path, None)


def _decoded(data: bytes | None, path: str) -> str:
    try:
        return (data or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = (data or b"").count(b"\n", 0, error.start) + 1
        raise BadBrief("is not UTF-8 text", file=path, line=line) from None


def _read(text: str, path: str) -> Brief:
    if path.endswith(".md"):
        from briefing.briefs.markdown_read import from_markdown

        return from_markdown(text, file=path)
    from briefing.briefs.yaml_form import from_yaml

    return from_yaml(text, file=path)


def _written(brief: Brief, path: str, *, over: str | None = None) -> str:
    if path.endswith(".md"):
        from briefing.briefs.markdown_form import to_markdown

        return to_markdown(brief, over=over)
    from briefing.briefs.yaml_form import to_yaml

    return to_yaml(brief, over=over)
