"""What files and folders hold for adding: found by walking, judged by reading."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import Unreadable
from briefing.ingest.add_names import fitting
from briefing.ingest.opening import LIMIT, NOT_A_FILE, contents
from briefing.ingest.read import charset, failed, parsed
from briefing.ingest.reader import HEAD, READABLE, choose, suffix
from briefing.ingest.sidecar import SUFFIX, read_sidecar, sidecar_of
from briefing.ingest.source import Metadata


@dataclass(frozen=True, slots=True)
class Found:
    """A file to add: its path, the folder it keeps below ``sources/``, and whether the analyst named it."""

    path: Path
    folder: str
    named: bool
    size: int


@dataclass(frozen=True, slots=True)
class Left:
    """What is not taken, and why."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What reading a document said: the name that fits it, or the reason against it."""

    name: str
    reason: str | None = None


def find(path: Path, *, desk: Path) -> Iterator[Found | Left]:
    """Return the files at ``path``: itself, or what the folder holds, in order.

    Hidden files and sidecars are passed over, links out of the folder, devices and pipes are left with a reason.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        yield Left(path, "there is no such file" if missing else f"cannot be opened: {error.strerror}")
        return
    except ValueError:
        yield Left(path, "is not a name that a file can have")
        return
    if stat.S_ISDIR(mode):
        if path.resolve() == desk.resolve():
            yield Left(path, "is the desk itself: name files outside of it")
        else:
            yield from _walk(path, desk)
    elif stat.S_ISREG(mode):
        yield Found(path, "", named=True, size=path.stat().st_size)
    else:
        yield Left(path, NOT_A_FILE)


def _walk(top: Path, desk: Path) -> Iterator[Found | Left]:
    inside = top.resolve()
    home = desk.resolve()
    waiting = [(top, inside.name)]
    while waiting:
        folder, place = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Left(folder, f"cannot be opened: {error.strerror}")
            continue
        names = {entry.name for entry in entries}
        deeper = []
        for entry in entries:
            if entry.name.startswith(".") or _is_sidecar(entry.name, names):
                continue
            if entry.is_dir(follow_symlinks=False):
                if Path(entry.path).resolve() != home:
                    deeper.append((Path(entry.path), f"{place}/{entry.name}"))
            else:
                yield from _entry(entry, place, inside)
        waiting.extend(reversed(deeper))


def _is_sidecar(name: str, names: set[str]) -> bool:
    return name.endswith(SUFFIX) and name.removesuffix(SUFFIX) in names


def _entry(entry: os.DirEntry[str], place: str, inside: Path) -> Iterator[Found | Left]:
    path = Path(entry.path)
    if entry.is_symlink():
        with suppress(OSError, RuntimeError):
            if path.resolve(strict=True).is_relative_to(inside):
                return  # found where it really is
        yield Left(path, "is a link that leads out of the folder, or nowhere: add what it leads to")
        return
    try:
        status = entry.stat()
    except OSError as error:
        yield Left(path, f"cannot be opened: {error.strerror}")
        return
    if stat.S_ISREG(status.st_mode):
        yield Found(path, place, named=False, size=status.st_size)
    else:
        yield Left(path, NOT_A_FILE)


def load(path: Path) -> bytes:
    """Return the bytes of a file. Raises ``Unreadable``."""
    try:
        return contents(path)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from None


def beside(path: Path) -> bytes | None:
    """Return the bytes of a file's sidecar, if it has one that can be read."""
    try:
        return sidecar_of(path)
    except (OSError, ValueError, Unreadable):
        return None


def check(data: bytes, name: str, *, named: bool = True, declared: str = "", sidecar: bytes | None = None) -> Checked:
    """Read a document to see whether a desk can. A kind that nobody named is taken only when its content is clear."""
    try:
        if not data:
            raise Unreadable("is empty")
        if len(data) > LIMIT:  # what came from elsewhere than a file
            raise Unreadable(f"is larger than {LIMIT >> 20} MB")
        if not named and suffix(name) not in READABLE and not _clear(data, name):
            raise Unreadable(
                f"is of a kind that is not read ({suffix(name) or 'no suffix'}): name it to add it as text"
            )
        fitted = fitting(name, data, declared=declared)
        said = Metadata() if sidecar is None else read_sidecar(sidecar, file=name + SUFFIX)
        served = charset(declared or said.extra.get("type"))
        parsed(data, fitted, served=served)
    except Unreadable as refused:
        return Checked(name, reason=str(refused))
    except Exception as error:  # noqa: BLE001 - bytes of strangers: one of them must not stop the whole folder
        return Checked(name, reason=failed("reader", error))
    return Checked(fitted)


def _clear(data: bytes, name: str) -> bool:
    return choose(data[:HEAD], name).binary


def check_all(found: Sequence[tuple[str, bool]]) -> list[Checked]:
    """Read the files at these paths, each with whether the analyst named it."""
    return [check_one(Path(path), named) for path, named in found]


def check_one(path: Path, named: bool) -> Checked:
    """Read the file at ``path``."""
    try:
        data = load(path)
    except Unreadable as refused:
        return Checked(path.name, reason=str(refused))
    return check(data, path.name, named=named, sidecar=beside(path))
