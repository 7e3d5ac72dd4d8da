"""One writer at a time: a lock on a file that the system lets go of when the program that holds it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def writer(folder: Path) -> Iterator[bool]:
    """Yield whether this program may write to catalogue and index in ``folder``; False while another one does."""
    folder.mkdir(parents=True, exist_ok=True)  # it can be deleted at any time
    descriptor = os.open(folder / "library.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)
