"""Whether the files of a full-text index are those that were written.

The files of its parts are in use as parts of the memory: where one is cut short, the system ends the program that looks
beyond, and where a byte is another one, other sources are found. So the size, time of change and sum of each is kept
beside the index once nobody writes to it. Sizes and times are compared at each opening, sums where a time is another
one, of small indexes, and behind the open workbench.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import crc32

from briefing.library.index import Damaged

SMALL = 4_000_000
"""Bytes of an index whose sums are compared at each opening: that takes 2 ms."""

_CHUNK = 1 << 20

Seal = dict[str, tuple[int, int, int]]
"""Size in bytes, time of change in nanoseconds and sum of files, by name."""

Stamps = dict[str, tuple[int, int]]
"""Size and time of change of files, by name."""

META = "meta.json"
"""The file that names the parts. It is written anew with each commit."""

_LASTING = frozenset({"term", "idx", "pos", "fast", "fieldnorm", "store"})
"""Files of a part of an index, which nobody writes to after the commit that made them."""


def stamps(folder: Path) -> Stamps:
    """Return the stamps of the files that the last commit names, its own among them. Raises ``Damaged``."""
    return _stamps(folder, _parts(folder), lasting=False)


def _parts(folder: Path) -> set[str]:
    try:
        parts = json.loads((folder / META).read_bytes())["segments"]
        return {part["segment_id"].replace("-", "") for part in parts}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged(f"the search index is damaged: {error}") from None


def _stamps(folder: Path, parts: set[str], *, lasting: bool) -> Stamps:
    try:
        with os.scandir(folder) as listing:
            found = {item.name: item.stat() for item in listing if _is_of(parts, item.name, lasting=lasting)}
    except OSError as error:
        raise Damaged(f"the search index is damaged: {error}") from None
    return {name: (status.st_size, status.st_mtime_ns) for name, status in found.items()}


def _is_of(parts: set[str], name: str, *, lasting: bool) -> bool:
    part, _, kind = name.partition(".")
    return part in parts and kind in _LASTING if lasting else part in parts or name == META


def untouched(folder: Path, before: Stamps) -> Stamps:
    """Return the stamps of the files that never change, and of the one that names them.

    Raises ``Damaged`` where they are not as ``before``. Until the next commit only the known files are looked at.
    """
    if before and _stamp(folder, META) == before[META]:
        if any(_stamp(folder, name) != stamp for name, stamp in before.items()):
            raise Damaged(_TOUCHED)
        return before
    named = {META: _stamp(folder, META)}
    parts = _parts(folder)
    now = _stamps(folder, parts, lasting=True)
    if any(now.get(name) != stamp for name, stamp in before.items() if _is_of(parts, name, lasting=True)):
        raise Damaged(_TOUCHED)
    return named | now


_TOUCHED = "the search index was changed from outside"


def _stamp(folder: Path, name: str) -> tuple[int, int]:
    try:
        status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - dozens of them before each search
    except OSError as error:
        raise Damaged(f"the search index is damaged: {error}") from None
    return status.st_size, status.st_mtime_ns


def taken(folder: Path, before: Seal) -> Seal:
    """Return the seal of an index that nobody writes to; sums of ``before`` are taken over. Raises ``Damaged``."""
    made: Seal = {}
    for name, stamp in stamps(folder).items():
        known = before.get(name)
        made[name] = known if known and known[:2] == stamp else (*stamp, _sum(folder / name))
    return made


def written(kept: Seal) -> str:
    """Return a seal as text."""
    return json.dumps(kept, separators=(",", ":"))


def read(text: object) -> Seal:
    """Return a seal that was :func:`written`. Raises ``Damaged`` for what is none."""
    try:
        return {name: (size, time, total) for name, (size, time, total) in json.loads(str(text)).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise Damaged(f"the seal of the search index is damaged: {error}") from None


def compare(folder: Path, kept: Seal) -> Seal:
    """Return the seal of an index with the times of now. Raises ``Damaged`` where it is not as it was sealed."""
    now = stamps(folder)
    _demand(now.keys() == kept.keys())
    _demand(all(now[name][0] == size for name, (size, _, _) in kept.items()))
    small = sum(size for size, _, _ in kept.values()) <= SMALL
    for _ in sums(folder, {name: one for name, one in kept.items() if small or now[name][1] != one[1]}):
        pass
    return {name: (*stamp, kept[name][2]) for name, stamp in now.items()}


def sums(folder: Path, kept: Seal) -> Iterator[None]:
    """Compare the sums of files, with a pause for the caller after each. Raises ``Damaged``."""
    for name, (_, _, total) in kept.items():
        _demand(_sum(folder / name) == total)
        yield


def _demand(so: bool) -> None:
    if not so:
        raise Damaged("the search index is not as it was written")


def _sum(path: Path) -> int:
    total = 0
    try:
        for chunk in _chunks(path):
            total = crc32(chunk, total)
    except OSError as error:
        raise Damaged(f"the search index is damaged: {error}") from None
    return total


def _chunks(path: Path) -> Iterable[bytes]:
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            yield chunk
