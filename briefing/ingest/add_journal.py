"""What programs that add to one desk at the same time tell each other: the ids of what they added, in a file.

The file lies below ``.briefing/`` and can be deleted at any time: then everything is looked at again. It is read and
written under the desk's lock only.
"""

from __future__ import annotations

import os
from pathlib import Path

from briefing.files import STATE, Files

NAME = "added"
LONG = 1 << 20
"""From how many bytes on a program that begins starts the file anew; those at work look at everything again."""


class Journal:
    """The file, and how far this program has read it."""

    def __init__(self, files: Files) -> None:
        """Nothing is read or made yet."""
        self._path: Path = files.path(f"{STATE}/{NAME}")
        self._file: tuple[int, int] | None = None
        self._read = 0

    def begin(self) -> None:
        """Take everything that is in the file as known."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        if self._path.exists() and self._path.stat().st_size > LONG:
            self._path.unlink()
        self._path.touch()
        status = self._path.stat()
        self._file, self._read = (status.st_dev, status.st_ino), status.st_size

    def news(self) -> list[str] | None:
        """Return what others added since the last look; None when that cannot be told any more."""
        try:
            with self._path.open("rb") as file:
                status = os.fstat(file.fileno())
                if (status.st_dev, status.st_ino) != self._file or status.st_size < self._read:
                    return None
                file.seek(self._read)
                lines = file.read().split(b"\n")
        except OSError:
            return None
        self._read = status.st_size
        return [line.decode() for line in lines if line]

    def tell(self, id: str) -> None:
        """Say what this program added."""
        with self._path.open("ab") as file:
            file.write(id.encode() + b"\n")
            self._read = file.tell()
