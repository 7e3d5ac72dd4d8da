"""One writer at a time: a lock on a file that the system lets go of when the program that holds it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from briefing.files import discard, in_the_way


@contextlib.contextmanager
def writer(folder: Path) -> Iterator[bool]:
    """Yield whether this program may write to catalogue and index in ``folder``; False while another one does."""
    descriptor = _opened(folder / "library.lock")
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _opened(path: Path) -> int:
    path.parent.mkdir(parents=True, exist_ok=True)  # it can be deleted at any time
    if in_the_way(path):
        discard(path)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
