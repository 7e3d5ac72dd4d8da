"""The pins of a desk: one YAML file per source under ``pins/``, shared with people and with other programs."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, is_dataclass
from functools import lru_cache
from typing import Any

import yaml

from briefing.errors import Conflict, NothingFound, SettingsError
from briefing.files import Files
from briefing.pins import cache, form, yamltext
from briefing.pins.pin import Pin

FOLDER = "pins"
SUFFIX = ".yaml"
TRIES = 5
"""Times a file is read again when another program changed it between reading and writing."""

GONE = object()
"""The value of a key that is to be taken out."""


def file_of(source: str) -> str:
    """Return the path below the desk of the file that holds a source's pins."""
    return f"{FOLDER}/{source}{SUFFIX}"


class PinStore:
    """All pins of one desk. Files are parsed when they changed, and edited as text: what a hand wrote there stays."""

    def __init__(self, files: Files) -> None:
        """Take the desk's files; nothing is read yet."""
        self._files = files
        self._kept: dict[str, cache.Kept] | None = None
        self._parsed = 0
        self.broken: Mapping[str, SettingsError] = {}
        """The sources whose pin files could not be read when all were read last, with the reason."""

    # ------------------------------------------------------------------ reading

    def all(self) -> list[Pin]:
        """Return every pin, by source and in the order of the files; files gone wrong are in ``broken`` instead."""
        pins: dict[str, list[Pin]] = {}
        broken: dict[str, SettingsError] = {}
        for source in self.sources():
            try:
                pins[source] = self.of(source)
            except SettingsError as error:
                broken[source] = error
        self.broken = broken
        if self._parsed >= cache.WORTH and self._kept is not None:
            cache.save(self._files.root, {source: self._kept[source] for source in pins if source in self._kept})
            self._parsed = 0
        return [pin for each in pins.values() for pin in each]

    def sources(self) -> list[str]:
        """Return the ids of the sources that have a pin file, sorted."""
        top = self._files.path(FOLDER)
        found = []
        for folder, _, names in os.walk(top):
            inside = os.path.relpath(folder, top).replace(os.sep, "/")
            start = "" if inside == "." else inside + "/"
            found += [start + name[: -len(SUFFIX)] for name in names if name.endswith(SUFFIX) and name[0] != "."]
        return sorted(found)

    def of(self, source: str) -> list[Pin]:
        """Return the pins of one source in the order of its file. Raises ``SettingsError``."""
        stamp = self._stamp(source)
        if stamp is None:
            return []
        if self._kept is None:
            self._kept = cache.load(self._files.root)
        kept = self._kept.get(source)
        if kept is None or kept[0] != stamp:
            _, parsed = form.parse(_decoded(self._read(source), source), source=source, file=file_of(source))
            kept = self._kept[source] = stamp, tuple(item.pin for item in parsed)
            self._parsed += len(parsed)
        return list(kept[1])

    def get(self, id: str) -> Pin:
        """Return the pin with this id, or whose id begins so.

        Raises ``NothingFound`` for none and for several; ``SettingsError`` for none when a file could not be read.
        """
        matching = [pin for pin in self.all() if pin.id.startswith(id)] if id else []
        exact = [pin for pin in matching if pin.id == id]
        if exact:
            return exact[0]
        if len(matching) == 1:
            return matching[0]
        if matching:
            raise NothingFound(f"{id} begins the ids of {len(matching)} pins: {', '.join(p.id for p in matching[:4])}")
        for error in self.broken.values():  # it may stand in there
            raise error
        raise NothingFound(f"there is no pin {id!r}: 'briefing pins' lists them")

    def same(self, pin: Pin) -> Pin | None:
        """Return the pin that already keeps this span of this source as this kind, whatever its id."""
        place = (pin.kind, pin.anchor.start, pin.anchor.end, pin.anchor.exact)
        for kept in self.of(pin.source):
            if kept.id == pin.id or (kept.kind, kept.anchor.start, kept.anchor.end, kept.exact) == place:
                return kept
        return None

    def clashes(self, pins: Iterable[Pin] | None = None) -> dict[str, list[str]]:
        """Return the ids that stand in the files of several sources, with those sources; of ``pins``, else of all."""
        places: dict[str, list[str]] = {}
        for pin in self.all() if pins is None else pins:
            places.setdefault(pin.id, []).append(pin.source)
        return {id: sources for id, sources in places.items() if len(sources) > 1}

    # ------------------------------------------------------------------ writing

    def add(self, pin: Pin) -> bool:
        """Keep a pin; False when the same span was kept already. Raises ``SettingsError`` or ``Conflict``."""
        if self.same(pin) is not None:
            return False
        added = True

        def edit(text: str) -> str:
            nonlocal added
            root, parsed = _parsed(text, pin.source)
            added = all(item.pin.id != pin.id for item in parsed)
            return _appended(text, root, pin) if added else text

        self._edit(pin.source, edit)
        return added

    def remove(self, id: str) -> Pin:
        """Take a pin away and return it; the file goes with its last pin unless it holds comments.

        Raises ``NothingFound``, ``SettingsError`` or ``Conflict``.
        """
        pin = self.get(id)

        def edit(text: str) -> str:
            root, parsed = _parsed(text, pin.source)
            node = next((item.node for item in parsed if item.pin.id == pin.id), None)
            return text if root is None or node is None else _without(text, root, node)

        self._edit(pin.source, edit)
        return pin

    def update(self, pin: Pin, *, base: Pin | None = None) -> None:
        """Write what changed in a pin against ``base`` (by default, the pin as the store read it last).

        What another program changed in other keys meanwhile stays. Raises ``NothingFound``, ``SettingsError`` or
        ``Conflict``.
        """
        was = base or next((kept for kept in self.of(pin.source) if kept.id == pin.id), None)
        if was is None:
            raise NothingFound(f"there is no pin {pin.id} of {pin.source} any more")
        old, new = form.values(was), form.values(pin)
        changed = {key: new.get(key, GONE) for key in (*old, *new) if old.get(key, GONE) != new.get(key, GONE)}

        def edit(text: str) -> str:
            _, parsed = _parsed(text, pin.source)
            item = next((item for item in parsed if item.pin.id == pin.id), None)
            if item is None:
                raise NothingFound(f"there is no pin {pin.id} of {pin.source} any more")
            return _updated(text, item, changed)

        if changed:
            self._edit(pin.source, edit)

    # ------------------------------------------------------------------ files

    def _stamp(self, source: str) -> cache.Stamp | None:
        try:
            found = self._files.path(file_of(source)).stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        return found.st_mtime_ns, found.st_size, found.st_ino

    def _read(self, source: str) -> bytes | None:
        return self._files.read(file_of(source))

    def _edit(self, source: str, edit: Callable[[str], str]) -> None:
        """Write what ``edit`` makes of the file's text; when another program was quicker, do it again on its text."""
        for attempt in range(TRIES):
            try:
                with self._files.exclusive():
                    self._write(source, edit)
            except Conflict:
                if attempt == TRIES - 1:
                    raise
            else:
                return

    def _write(self, source: str, edit: Callable[[str], str]) -> None:
        name = file_of(source)
        was = self._read(source)
        text = _decoded(was, source)
        now = edit(text)
        if now == text:
            return
        _, parsed = _parsed(now, source)
        bom = b"\xef\xbb\xbf" if was and was.startswith(b"\xef\xbb\xbf") else b""
        data = bom + now.encode() if now.strip() else None
        self._files.write(name, data, was=was)
        (self._kept or {}).pop(source, None)
        stamp = self._stamp(source)
        if self._kept is not None and stamp is not None and self._read(source) == data:
            self._kept[source] = stamp, tuple(item.pin for item in parsed)


@lru_cache(maxsize=2)
def _parsed(text: str, source: str) -> tuple[yaml.Node | None, list[form.Parsed]]:
    """Parse a pin file that is being edited; what was written last is what is edited next."""
    return form.parse(text, source=source, file=file_of(source))


def _decoded(data: bytes | None, source: str) -> str:
    try:
        return (data or b"").decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = (data or b"").count(b"\n", 0, error.start) + 1
        raise SettingsError("is not UTF-8 text", file=file_of(source), line=line) from None


def _appended(text: str, root: yaml.Node | None, pin: Pin) -> str:
    if root is not None and not yamltext.is_block(root):
        inner = [*map(_as_written(text), root.value), yamltext.scalar(_plain(form.values(pin)))]
        span = yamltext.Change(root.start_mark.index, root.end_mark.index, "[" + ", ".join(inner) + "]")
        return yamltext.apply(text, [span])
    indent = int(root.start_mark.column) if root is not None else 0
    place = len(text)
    if text.rstrip().endswith("\n..."):
        place = text.rindex("\n...") + 1
    start = "" if not text[:place] or text[place - 1] == "\n" else "\n"
    return yamltext.apply(text, [yamltext.Change(place, place, start + form.render(pin, indent=indent))])


def _as_written(text: str) -> Callable[[yaml.Node], str]:
    return lambda node: text[node.start_mark.index : node.end_mark.index]


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        key: {k: v for k, v in asdict(value).items() if v is not None} if is_dataclass(value) else value  # type: ignore[arg-type]
        for key, value in values.items()
    }


def _without(text: str, root: yaml.Node, node: yaml.Node) -> str:
    if not yamltext.is_block(root):
        kept = [other for other in root.value if other is not node]
        inner = "[" + ", ".join(map(_as_written(text), kept)) + "]" if kept else ""
        return yamltext.apply(text, [yamltext.Change(root.start_mark.index, root.end_mark.index, inner)])
    dash = text.rindex("-", 0, int(node.start_mark.index))
    start = yamltext.line_start(text, dash)
    if text[start:dash].strip():
        start = dash
    end = yamltext.next_line(text, yamltext.content_end(text, node))
    return text[:start] + text[end:]


def _updated(text: str, item: form.Parsed, changed: dict[str, Any]) -> str:
    want = form.values(item.pin) | changed
    want = {key: value for key, value in want.items() if value is not GONE}
    column = int(item.node.start_mark.column)
    if yamltext.is_block(item.node):
        order = [*form.KEYS, *(key for key in want if key not in form.KEYS)]
        lines = {
            key: None if value is GONE else form.written(key, value, indent=column) for key, value in changed.items()
        }
        edited = yamltext.apply(text, yamltext.edit_mapping(text, item.node, lines, order))
        if _reads(edited, item.pin, want):
            return edited
    start, end = int(item.node.start_mark.index), yamltext.content_end(text, item.node)
    edited = yamltext.apply(text, [yamltext.Change(start, end, yamltext.scalar(_plain(want)))])
    if not _reads(edited, item.pin, want):
        raise SettingsError(
            "has a layout that cannot be edited: change it by hand",
            file=file_of(item.pin.source),
            line=yamltext.line_of(item.node),
        )
    return edited


def _reads(text: str, pin: Pin, want: dict[str, Any]) -> bool:
    """Say whether an edited file parses and says of the pin what it should."""
    try:
        _, parsed = _parsed(text, pin.source)
    except SettingsError:
        return False
    found: Iterable[Pin] = (item.pin for item in parsed if item.pin.id == pin.id)
    return any(form.values(other) == want for other in found)
