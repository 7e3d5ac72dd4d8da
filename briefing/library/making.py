"""Files become records, whatever their readers think of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from briefing.errors import Unreadable
from briefing.ingest.opening import contents, opener
from briefing.ingest.read import beside, failed, read_bytes
from briefing.ingest.reader import HEAD, READABLE, choose, suffix
from briefing.ingest.source import Source
from briefing.library.record import Record, record, refusal
from briefing.library.sketch import words_and_sketch

_TOGETHER = 25
_LARGE = 1_000_000
"""How many files are taken together, and with how many bytes no other is added to them.

Each step is taken for all of them before the next: its code and tables are then in the processor's cache, which is
worth a tenth of the time.
"""


class _File(NamedTuple):
    """A file's name and bytes, and those of its sidecar."""

    name: str
    data: bytes
    sidecar: bytes | None


def records(sources: Path, names: Iterable[str]) -> Iterator[tuple[str, list[Record]]]:
    """Read the files called ``names`` below ``sources``; yield the records of each.

    A file that is no source or that is gone gives none, one that cannot be read a refusal.
    """
    for files in _together(sources, names):
        read = [(name, _read(sources, file) if isinstance(file, _File) else file) for name, file in files]
        for name, found in read:
            yield name, [each if isinstance(each, Record) else _record(*each) for each in found]


def _together(sources: Path, names: Iterable[str]) -> Iterator[list[tuple[str, _File | list[Record]]]]:
    files: list[tuple[str, _File | list[Record]]] = []
    size = 0
    for name in names:
        file = _opened(sources, name)
        files.append((name, file))
        size += len(file.data) if isinstance(file, _File) else 0
        if len(files) >= _TOGETHER or size >= _LARGE:
            yield files
            files, size = [], 0
    yield files


def _opened(sources: Path, name: str) -> _File | list[Record]:
    path = f"{sources}/{name}"  # a tenth of reading a short report would go into objects of paths
    try:
        return _File(name, contents(path), beside(path)) if is_source(path) else []
    except Exception as error:  # noqa: BLE001 - a mistake about one file must not keep the others off the list
        return _given(path, name, error)


def _read(sources: Path, file: _File) -> Sequence[tuple[Source, int] | Record]:
    """Return a file's sources, each with the file's size."""
    name = file.name
    try:
        found = read_bytes(file.data, name=name.rpartition("/")[2], id=name, sidecar=file.sidecar)
        return [(source, len(file.data)) for source in found]
    except Exception as error:  # noqa: BLE001 - as above
        return _given(f"{sources}/{name}", name, error)


def _given(path: str, name: str, error: Exception) -> list[Record]:
    """Return the records of a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return []
    if isinstance(error, OSError):
        reason = f"cannot be opened: {error.strerror}"
    else:
        reason = str(error) if isinstance(error, Unreadable) else failed("reader", error)
    try:
        size = Path(path).stat().st_size
    except OSError:
        size = 0
    return [refusal(name, reason, size=size)]


def _record(source: Source, size: int) -> Record:
    words, sketch = words_and_sketch(source.text, source.furniture)
    plain = source.format == "text" and _bytes(source.text) == size
    return record(source, size=size, plain=plain, words=words, sketch=sketch)


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "replace"))


def is_source(path: str) -> bool:
    """Whether a file is for the readers: by its suffix, or by content when its suffix says nothing about documents.

    Text under a suffix of its own (``.csv``, ``.json``) is not; text without a suffix is. Raises ``Unreadable`` for
    formats that are known not to be documents, ``OSError`` when the file cannot be opened.
    """
    own = suffix(path)
    if own in READABLE:
        return True
    with open(path, "rb", opener=opener) as file:
        head = file.read(HEAD)
    return bool(head) and (choose(head, path.rpartition("/")[2]).name != "text" or not own)
