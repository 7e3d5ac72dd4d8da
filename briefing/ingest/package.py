"""Parts of an Office package (a ZIP archive of XML parts), read within limits."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from briefing.errors import Unreadable

PARTS = 20_000
"""The most files that an archive may hold."""
PART = 64 << 20
"""The most bytes that one part may unpack to."""

TAGS = 4_000_000
"""The most tags of one part: a thousand pages have about as many."""

_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DAMAGED = "is damaged or truncated"


class Package:
    """An Office package in memory."""

    def __init__(self, data: bytes, *, part: int = PART) -> None:
        """Open ``data``; ``part`` is the most bytes that a part may unpack to. Raises ``Unreadable``."""
        self._limit = part
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError):
            raise Unreadable(_DAMAGED) from None
        self.names = frozenset(self._archive.namelist())
        if len(self.names) > PARTS:
            raise Unreadable(f"holds more than {PARTS:,} files: it looks like a ZIP bomb")

    def read(self, name: str) -> bytes | None:
        """Return the XML of a part, or None when there is none of that name.

        Raises ``Unreadable`` for a part that unpacks to more than the limit (what the archive declares is not trusted),
        is encrypted or damaged, or declares entities.
        """
        if name not in self.names:
            return None
        info = self._archive.getinfo(name)
        if info.flag_bits & 1:
            raise Unreadable("is encrypted: save it without a password and add it again")
        if info.file_size > self._limit:
            raise self._bomb(name)
        try:
            with self._archive.open(info) as part:
                data = part.read(self._limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError):
            raise Unreadable(_DAMAGED) from None
        if len(data) > self._limit:
            raise self._bomb(name)
        if data.count(b"<") > TAGS:
            raise Unreadable(f"has more than {TAGS:,} tags ({name}): it looks like a bomb")
        if _DECLARATION.search(data.replace(b"\0", b"")):
            raise Unreadable("declares XML entities, which a document never needs: it looks like an entity bomb")
        return data

    def _bomb(self, name: str) -> Unreadable:
        return Unreadable(f"unpacks to more than {self._limit >> 20} MB ({name}): it looks like a ZIP bomb")
