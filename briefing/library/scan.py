"""What stands below ``sources/``: names and stamps, one folder after the other, without opening a file.

A stamp is a number made of size, times of change and inode of a file and of its sidecar; a file whose stamp is as it
was is not read again. Of its two times one can be set back, as programs do that copy or convert: the other, of the
inode, cannot. Names that begin with a dot and the leftovers of editors are passed over. What cannot be a
source's name, and links that lead out of the desk, are reported with the reason.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from briefing.text import visible

SIDECAR = ".yaml"
_LEFTOVERS = ("~", ".swp", ".swx", ".tmp", ".part", ".crdownload")

UNREAD = 0
"""The stamp of a file that is not in the index yet; no file has it."""

UNSURE = -1
"""The stamp of a file that has to be looked at again; no file has it."""

FRESH = 2_000_000_000
"""Nanoseconds for which a file counts as still being written: file systems keep times in steps of up to two seconds,
so a second change within one step would leave no trace. The stamp of such a file is kept as :data:`UNSURE`. A time
further in the future is that of another clock, and waiting for it would mean reading the file every time till then."""


@dataclass(slots=True)
class Folder:
    """One folder: its path below ``sources/`` ("" for itself, else with a slash at its end), its own time, its files.

    ``stamps`` are by name; ``refused`` names what cannot be read, with the reason; ``fresh`` what just changed.
    """

    path: str
    stamp: int
    stamps: dict[str, int] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)


def stamp_of(status: os.stat_result) -> int:
    """Return the stamp of one file, never one of the two above."""
    return hash((status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)) or 1


def stamp(path: Path) -> int:
    """Return the stamp of a file with its sidecar as :func:`walk` gives it. Raises ``OSError``."""
    own = stamp_of(path.stat())
    try:
        beside = path.with_name(path.name + SIDECAR).stat()
    except OSError:
        return own
    return own if stat.S_ISDIR(beside.st_mode) else hash((own, stamp_of(beside))) or 1


def walk(root: Path, *, now: int, below: str = "", cancelled: Callable[[], bool] | None = None) -> Iterator[Folder]:
    """Yield every folder below ``root``, starting at the folder ``below``; ``now`` is the time in nanoseconds.

    Links to folders are not followed, so that no loop can be entered.
    """
    home = os.path.realpath(root)
    waiting = [below]
    while waiting and not (cancelled and cancelled()):
        path = waiting.pop()
        try:
            folder, inner = _look(root, path, home, now)
        except OSError as error:
            if path and not isinstance(error, FileNotFoundError):
                yield Folder(path, UNSURE, refused={"": f"the folder cannot be opened: {error.strerror}"})
            continue
        yield folder
        waiting += sorted(inner, reverse=True)


def _look(root: Path, path: str, home: str, now: int) -> tuple[Folder, list[str]]:
    place = os.path.join(root, path) if path else os.fspath(root)  # noqa: PTH118 - Path costs more than the stat
    own = os.stat(place)  # noqa: PTH116
    folder = Folder(path, stamp_of(own))
    inner: list[str] = []
    sidecars = _Sidecars()
    with os.scandir(place) as listing:
        for item in listing:
            if item.name.startswith(".") or item.name.endswith(_LEFTOVERS):
                continue
            if problem := _problem(item.name):
                folder.refused[_shown(item.name)] = problem
            elif item.is_dir(follow_symlinks=False):
                inner.append(f"{path}{item.name}/")
            else:
                _file(item, home, folder, sidecars, now)
    folder.stamps = dict(sorted(folder.stamps.items()))  # new names in order cost the catalogue far less
    for name in sidecars.stamps.keys() & folder.stamps.keys():
        folder.stamps[name] = hash((folder.stamps[name], sidecars.stamps[name])) or 1
    folder.fresh |= sidecars.fresh & folder.stamps.keys()
    return folder, inner


@dataclass(slots=True)
class _Sidecars:
    """The sidecars of one folder, by the name of their document."""

    stamps: dict[str, int] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)


def _file(item: os.DirEntry[str], home: str, folder: Folder, sidecars: _Sidecars, now: int) -> None:
    try:
        if item.is_symlink() and (reason := _astray(item, home)):
            folder.refused[item.name] = reason
            return
        status = item.stat()
    except OSError as error:
        folder.refused[item.name] = f"cannot be opened: {error.strerror}"
        return
    beside = item.name.endswith(SIDECAR)
    if not stat.S_ISREG(status.st_mode) and not beside:  # a sidecar that is none is told with its document
        folder.refused[item.name] = "is not a file but a device, pipe or socket"
        return
    name = item.name.removesuffix(SIDECAR) if beside else item.name
    (sidecars if beside else folder).stamps[name] = stamp_of(status)
    if abs(status.st_mtime_ns - now) < FRESH:
        (sidecars if beside else folder).fresh.add(name)


def _astray(item: os.DirEntry[str], home: str) -> str | None:
    """Return why a link is not followed, or None."""
    target = os.path.realpath(item.path)
    if target != home and not target.startswith(home + os.sep):
        return "is a link that leads out of sources/: copy the file here"
    if item.is_dir():
        return "is a link to a folder, which is not followed"
    return None if os.path.exists(target) else "is a link that leads nowhere"  # noqa: PTH110


def _problem(name: str) -> str | None:
    """Return why a name cannot be a source's, or None."""
    if name.isascii() and name.isprintable():
        return None
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8: rename it"
    return "its name holds control characters: rename it" if visible(name) != name or "\n" in name else None


def _shown(name: str) -> str:
    """Return a name that can stand in a list: bytes and control characters are written out."""
    plain = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(c if visible(c) == c and c not in "\n\t" else f"\\x{ord(c):02x}" for c in plain)


def one(root: Path, path: str, *, now: int) -> Folder | None:
    """Return the folder ``path`` (with a slash at its end, or "") without those in it; None when it is gone."""
    try:
        return _look(root, path, os.path.realpath(root), now)[0]
    except OSError:
        return None


def file(root: Path, path: str) -> int | None:
    """Return the stamp of a plain file with its sidecar as :func:`walk` gives it; None when only a look can tell."""
    place = root / path
    if place.name.startswith(".") or place.name.endswith(_LEFTOVERS) or _problem(place.name) or place.is_symlink():
        return None
    try:
        return stamp(place) if place.is_file() else None
    except OSError:
        return None
