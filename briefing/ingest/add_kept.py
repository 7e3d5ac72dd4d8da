"""The bytes of feeds, kept as they came beside the entries that were taken from them.

They lie in a hidden folder, which a desk passes over, under the start of their digest. The sidecar of an entry names
that digest in full as ``feed_digest``, so that what an entry was made of can be looked up and compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from briefing.files import create_together, sync_folder
from briefing.ingest.add_leftovers import clear, digest_of

FOLDER = ".feeds"
DIGITS = 16
"""How many digits of the digest a name has."""


@contextmanager
def kept(folder: Path, data: bytes) -> Iterator[None]:
    """Have the feed ``data`` in ``folder``, durable, before the block in which an entry of it is written.

    Where it is already, nothing is written. When the block fails, it goes again if it came here, for nothing refers to
    it. For who holds the desk's lock. Raises ``OSError``.
    """
    came: Path | None = None
    try:
        for path in _names(folder / FOLDER, data):
            if _holds(path, data):
                break
            came = path
            if _made(path, data):
                break
            came = None  # the name is that of something else
        if came is not None:
            sync_folder(came.parent)
            sync_folder(folder)
        yield
    except BaseException:
        if came is not None:
            came.unlink(missing_ok=True)
        raise


def tidy(folder: Path) -> None:
    """Clear away what was left among the feeds kept in ``folder`` by a program that was killed."""
    place = folder / FOLDER
    if not place.is_symlink():
        with suppress(OSError):  # as every folder that cannot be opened, it is passed over
            clear(place, [path.name for path in place.iterdir()])


def _names(folder: Path, data: bytes) -> Iterator[Path]:
    """Return the names that a feed can have: one that is taken by other bytes, which nobody overwrites, is passed."""
    start = digest_of(data).partition(":")[2][:DIGITS]
    yield folder / f"{start}.xml"
    for number in count(2):
        yield folder / f"{start}-{number}.xml"


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _made(path: Path, data: bytes) -> bool:
    """Write a new file; False when its name is taken."""
    try:
        create_together({path: data}, last=path)
    except FileExistsError:
        return False
    return True
