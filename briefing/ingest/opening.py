"""Opening a file that anybody may have put there: a plain file of bounded size, or a reason, and never a wait.

Opening a pipe waits for somebody to write into it, and reading a device may never end. The kind is asked again of what
was opened, so that a file cannot become a pipe between the question and the reading.
"""

from __future__ import annotations

import os
import stat

from briefing.errors import Unreadable

LIMIT = 200 << 20
"""The largest file that is read, in bytes."""

NOT_A_FILE = "is not a file but a device, pipe or socket"


def contents(path: str | os.PathLike[str], *, limit: int = LIMIT) -> bytes:
    """Return the bytes of the plain file at ``path``, as many as it has when it is opened.

    Raises ``Unreadable`` when it is something else or larger than ``limit`` bytes, ``OSError`` when it cannot be opened
    (also for a folder).
    """
    # before opening, which with some devices does something; as a string, since thousands are opened
    _judge(os.stat(path), limit)  # noqa: PTH116
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # half the price of a file object
    try:
        status = os.fstat(descriptor)
        _judge(status, limit)
        return os.read(descriptor, status.st_size)
    finally:
        os.close(descriptor)


def opener(path: str, flags: int) -> int:
    """Open as :func:`open` does, without waiting for the other end of a pipe; for its ``opener``."""
    return os.open(path, flags | os.O_NONBLOCK)


def _judge(status: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
        raise Unreadable(NOT_A_FILE)
    if status.st_size > limit:
        raise Unreadable(f"is larger than {limit >> 20} MB")
