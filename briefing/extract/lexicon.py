"""The short word lists that rules need, from ``data/``.

A list is a text file: one entry a line, ``#`` starts a comment, the first comment says what belongs in it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of ``data/NAME.txt``, in small letters."""
    return frozenset(entries(name))


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/NAME.txt`` in the order of the file, in small letters."""
    lines = (line.partition("#")[0].strip() for line in (_DATA / f"{name}.txt").read_text("utf-8").splitlines())
    return tuple(line.lower() for line in lines if line)
