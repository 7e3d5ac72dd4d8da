"""One file becomes records, whatever its reader thinks of it."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import Unreadable
from briefing.ingest.opening import contents, opener
from briefing.ingest.read import beside, failed, read_bytes
from briefing.ingest.reader import HEAD, READABLE, choose, suffix
from briefing.ingest.source import Source
from briefing.library.record import Record, record, refusal
from briefing.library.sketch import words_and_sketch


def records(sources: Path, name: str) -> list[Record]:
    """Read the file called ``name`` below ``sources``; return its records.

    A file that is no source or that is gone gives none, one that cannot be read a refusal.
    """
    path = f"{sources}/{name}"  # a tenth of reading a short report would go into objects of paths
    try:
        if not is_source(path):
            return []
        data = contents(path)
        found = read_bytes(data, name=name.rpartition("/")[2], id=name, sidecar=beside(path))
    except FileNotFoundError:
        return []
    except OSError as error:
        return [_refusal(path, name, f"cannot be opened: {error.strerror}")]
    except Unreadable as error:
        return [_refusal(path, name, str(error))]
    except Exception as error:  # noqa: BLE001 - a mistake about one file must not keep the others off the list
        return [_refusal(path, name, failed("reader", error))]
    return [_record(source, len(data)) for source in found]


def _refusal(path: str, name: str, reason: str) -> Record:
    try:
        size = Path(path).stat().st_size
    except OSError:
        size = 0
    return refusal(name, reason, size=size)


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
