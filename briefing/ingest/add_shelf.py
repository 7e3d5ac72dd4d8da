"""Where added documents are put: below ``sources/``, under a free name, with a sidecar, each only once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from briefing.errors import SettingsError
from briefing.files import Files, create_together, sync_folder
from briefing.ingest import add_kept
from briefing.ingest.add_journal import Journal
from briefing.ingest.add_leftovers import clear, digest_of
from briefing.ingest.add_names import folder, safe
from briefing.ingest.reader import suffix
from briefing.ingest.sidecar import SUFFIX
from briefing.settings import mapping

SOURCES = "sources"


NOT_SOURCES = (SUFFIX, "~", ".swp", ".swx", ".tmp", ".part", ".crdownload")
"""Ends of names that no source has: sidecars and what editors and browsers leave, which a desk passes over."""


class Shelf:
    """The sources of one desk, as far as adding to them needs to know them."""

    def __init__(self, files: Files, *, to: str = "") -> None:
        """Put into the folder ``to``. Raises ``BriefingError`` when it leads out of ``sources/``."""
        self._files = files
        self._to = folder(to)
        self._sizes: dict[int, list[str]] | None = None
        self._digests: dict[str, str] = {}
        self._unsettled: set[Path] = set()
        self._feeds: set[tuple[Path, str]] = set()
        self._journal = Journal(files)

    def may_hold(self, size: int) -> bool:
        """Say whether a file of ``size`` bytes is there, which must be compared."""
        return size in self._by_size()

    def find(self, data: bytes) -> str | None:
        """Return the id of the source whose file holds ``data``.

        Only files of the same size are read, so that a desk of any size is searched at once, and what a hand changed
        counts as it is now.
        """
        digest = digest_of(data)
        for id in self._by_size().get(len(data), ()):
            if self._digest(id) == digest:
                return id
        return None

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Keep other programs from adding inside the block; what they added before is known there."""
        with self._files.exclusive():
            if self._sizes is not None:
                self._catch_up()
            yield

    def _catch_up(self) -> None:
        added = self._journal.news()
        if added is None:
            self._sizes = None
            self._digests.clear()
        for id in added or ():
            self._note(self._files.path(f"{SOURCES}/{id}"), id)

    def _by_size(self) -> dict[int, list[str]]:
        if self._sizes is None:
            with self._files.exclusive():
                self._journal.begin()
                self._sizes = {}
                self._look()
        return self._sizes

    def _look(self) -> None:
        """Look at every source, and clear away what programs left that were killed while they added."""
        root = self._files.path(SOURCES)
        for place, folders, names in os.walk(root):
            if add_kept.FOLDER in folders:
                add_kept.tidy(Path(place))
            folders[:] = [name for name in folders if not name.startswith(".")]
            if clear(Path(place), names):
                names = [path.name for path in Path(place).iterdir()]
            for name in names:
                if not (name.startswith(".") or name.endswith(NOT_SOURCES)):
                    path = Path(place, name)
                    self._note(path, path.relative_to(root).as_posix())

    def _note(self, path: Path, id: str) -> None:
        try:
            size = path.stat().st_size
        except OSError:
            return  # gone since, or a link to nowhere
        assert self._sizes is not None
        self._sizes.setdefault(size, []).append(id)

    def _digest(self, id: str) -> str | None:
        if id not in self._digests:
            try:
                self._digests[id] = digest_of(self._files.path(f"{SOURCES}/{id}").read_bytes())
            except OSError:
                return None
        return self._digests[id]

    def holds(self, place: str, name: str) -> str | None:
        """Return the id that a document ``name`` in the folder ``place`` has, if there is one."""
        id = self._id(place, name)
        return id if self._files.path(f"{SOURCES}/{id}").exists() else None

    def _id(self, place: str, name: str) -> str:
        return "/".join(filter(None, (self._to, folder(place), name)))

    def put(self, place: str, name: str, data: bytes, *, learnt: Mapping[str, Any], sidecar: bytes | None) -> str:
        """Write ``data`` and its sidecar below the folder ``place`` and return the id. Raises ``OSError``.

        The sidecar is there before the source is. A name that is taken gets a number. For use inside :meth:`placing`.
        """
        beside = _sidecar({**learnt, "digest": digest_of(data)}, sidecar)
        clean, number = safe(name), 1
        while True:
            id = self._id(place, clean if number == 1 else _numbered(clean, number))
            path = self._files.path(f"{SOURCES}/{id}")
            if not path.exists():
                self._journal.tell(id)  # before it is there: told in vain does no harm
                if self._write(path, data, beside):
                    break
            number += 1
        self._unsettled.add(path.parent)
        self._digests[id] = digest_of(data)
        self._by_size().setdefault(len(data), []).append(id)
        return id

    @contextmanager
    def beside_feed(self, place: str, data: bytes) -> Iterator[None]:
        """Keep the bytes of a feed in the folder ``place`` before an entry of it is put, inside the block.

        For use inside :meth:`placing`. Raises ``OSError``.
        """
        where = self._files.path("/".join(filter(None, (SOURCES, self._to, folder(place)))))
        if (where, digest := digest_of(data)) in self._feeds:
            yield
            return
        with add_kept.kept(where, data):
            yield
        self._feeds.add((where, digest))

    def settle(self) -> None:
        """Make the names of what was put durable. Each file is whole before; this is half of the time a file takes."""
        while self._unsettled:
            sync_folder(self._unsettled.pop())

    @staticmethod
    def _write(path: Path, data: bytes, beside: bytes) -> bool:
        """Write both files; False when one of the names is taken after all."""
        try:
            create_together({path.with_name(path.name + SUFFIX): beside, path: data}, last=path)
        except FileExistsError:
            return False
        return True


def _numbered(name: str, number: int) -> str:
    end = suffix(name)
    return f"{name[: len(name) - len(end)]}-{number}{name[len(name) - len(end) :]}"


def _sidecar(learnt: Mapping[str, Any], given: bytes | None) -> bytes:
    """Return the bytes of a sidecar: what the analyst gave stays as it is, and what it does not say is added."""
    said: Mapping[str, Any] = {}
    if given is not None:
        try:
            said, _ = mapping(given, file="sidecar")
        except SettingsError:
            return given  # the reader says what is wrong with it
    more = {key: value for key, value in learnt.items() if value is not None and key not in said}
    text = yaml.safe_dump(more, allow_unicode=True, sort_keys=False, width=1000).encode() if more else b""
    if not given:
        return text
    return given if not text else given.rstrip(b"\n") + b"\n" + text
