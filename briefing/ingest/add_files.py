"""What files and folders hold for adding: found by walking, judged by reading, on several cores when it is worth it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import stat
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from briefing.errors import Unreadable
from briefing.ingest.add_names import fitting
from briefing.ingest.child_main import end_with_parent
from briefing.ingest.opening import LIMIT, NOT_A_FILE, contents
from briefing.ingest.read import charset, failed, parsed
from briefing.ingest.reader import HEAD, READABLE, choose, suffix
from briefing.ingest.sidecar import SUFFIX, read_sidecar, sidecar_of
from briefing.ingest.source import Metadata

BATCH = 100
"""How many files go to a process at once, at most."""
WORTH = 0.4
"""From how many seconds of expected work on other processes are worth starting."""
LONG = 1.0
"""About how many seconds of expected work go to a process at once, at most."""

_SECONDS = MappingProxyType(
    {
        ".pdf": 1.2,
        ".html": 0.8,
        ".htm": 0.8,
        ".xhtml": 0.8,
        ".xml": 0.5,
        ".docx": 0.4,
        ".txt": 0.02,
        ".text": 0.02,
    }
)
_SECONDS_OF_OTHERS = 0.3
"""Seconds that a megabyte takes to read, by suffix, measured; and a file as such:"""
_SECONDS_A_FILE = 0.0005


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
    return [_check_one(Path(path), named) for path, named in found]


def _check_one(path: Path, named: bool) -> Checked:
    try:
        data = load(path)
    except Unreadable as refused:
        return Checked(path.name, reason=str(refused))
    return check(data, path.name, named=named, sidecar=beside(path))


def checked(found: Iterable[Found], *, workers: int) -> Iterator[tuple[Found, Checked]]:
    """Read files and return what came of each, in their order; with ``workers`` processes when that is quicker."""
    waiting = list(found)
    total = sum(map(cost, waiting))
    if workers < 2 or len(waiting) < 2 or total < WORTH:
        for one in waiting:
            yield one, _check_one(one.path, one.named)
        return
    yield from _spread(_batches(waiting, min(LONG, total / (4 * workers))), workers)


def cost(one: Found) -> float:
    """Return how many seconds of work a file is expected to be."""
    end = suffix(one.path.name)
    return _SECONDS_A_FILE + _SECONDS.get(end, _SECONDS_OF_OTHERS) * one.size / 1e6


def _batches(waiting: Iterable[Found], seconds: float) -> Iterator[list[Found]]:
    """Part files into batches of at most :data:`BATCH` files and about ``seconds`` of expected work."""
    batch: list[Found] = []
    took = 0.0
    for one in waiting:
        if batch and (len(batch) == BATCH or took + cost(one) > seconds):
            yield batch
            batch, took = [], 0.0
        batch.append(one)
        took += cost(one)
    if batch:
        yield batch


def _spread(batches: Iterable[list[Found]], workers: int) -> Iterator[tuple[Found, Checked]]:
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context(_method()), initializer=_quiet)
    running: deque[tuple[list[Found], Future[list[Checked]]]] = deque()
    try:
        for batch in batches:
            running.append((batch, pool.submit(check_all, [(str(f.path), f.named) for f in batch])))
            if len(running) > 2 * workers:
                yield from _results(*running.popleft())
        while running:
            yield from _results(*running.popleft())
    finally:
        if running:  # who interrupts waits for no document
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
        pool.shutdown(wait=True, cancel_futures=True)


def _quiet() -> None:
    """Let a signal end a reading process without a word: the program that started it says what there is to say."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent()


def _results(batch: list[Found], future: Future[list[Checked]]) -> Iterator[tuple[Found, Checked]]:
    try:
        results = future.result()
    except BrokenProcessPool:
        results = [Checked(one.path.name, reason="was not read: the process that reads ended") for one in batch]
    yield from zip(batch, results, strict=True)


def _method() -> str:
    """Return how processes are started: fork is quick, but safe only on Linux and where nothing else is running."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
