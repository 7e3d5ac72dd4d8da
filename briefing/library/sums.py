"""Sums that tell whether what is read from the catalogue is what was put there: SQLite keeps none of its own.

A bad disk or a copy that went wrong can turn a character of a title or a digest into another one, and everything still
looks as it should. So each row carries a sum of its values, its number among them: a row that stands for another one is
damage too. CRC-32 misses one damage of four thousand millions.
"""

from __future__ import annotations

from array import array
from marshal import dumps
from typing import Any
from zlib import crc32

ENTRY = """e.id, e.file, e.name, e.title, e.publisher, e.date, e.author, e.language, e.marking, e.reliability, e.origin,
    e.tags, e.digest, e.size, e.refused, e.format, e.key, e.line, e.sum, e.story, e.told"""
"""The columns of an entry as :func:`check_entry` takes them."""

_SUM, _STORY, _TOLD = 18, 19, 20

COUNTS = "f.quotes, f.statements, f.figures, f.told, f.measured, f.sum"
"""The columns of findings that are counted, as :func:`check_counts` takes them."""

_NO_COUNTS = (None,) * 6

_FORM = 2
"""The form of marshal without references, which is the same for equal values; a third of the time of ``repr``."""


def of_values(values: tuple[Any, ...]) -> int:
    """Return the sum of values, their kinds included."""
    return crc32(dumps(values, _FORM))


def of_bytes(row: int, kept: bytes) -> int:
    """Return the sum of what is kept of a row."""
    return crc32(kept, row & 0xFFFFFFFF)


def of_text(row: int, kept: str | None) -> int | None:
    """Return the sum of what is kept of a row; None when that is nothing."""
    return None if kept is None else crc32(kept.encode("utf-8", "replace"), row & 0xFFFFFFFF)


def of_findings(key: int, speakers: str, found: str) -> int:
    """Return the sum of findings: who speaks, and their JSON."""
    return crc32(found.encode(), crc32(speakers.encode("utf-8", "replace"), key & 0xFFFFFFFF))


def check_entry(row: tuple[Any, ...]) -> None:
    """Raise ``ValueError`` unless the columns :data:`ENTRY`, at the beginning of a row, are as they were put there."""
    story, told = row[_STORY], row[_TOLD]
    told_well = story is told if story is None else of_text(row[0], story) == told
    if not told_well or crc32(dumps(row[:_SUM], _FORM)) != row[_SUM]:
        raise ValueError(f"the entry in row {row[0]} is not as it was put there")


def check_counts(key: int, counts: tuple[Any, ...]) -> None:
    """Raise ``ValueError`` unless the columns :data:`COUNTS` of the findings called ``key`` are as they were put there.

    All of them are None where there are no findings.
    """
    if counts != _NO_COUNTS and of_values((key, *counts[:-1])) != counts[-1]:
        raise ValueError(f"the counts of the findings {key} are not as they were put there")


def check_text(row: int, kept: str | None, told: int | None) -> None:
    """Raise ``ValueError`` unless what is kept of a row is as it was put there."""
    if of_text(row, kept) != told:
        raise ValueError(f"what is kept of row {row} is not as it was put there")


def sealed(order: array[int]) -> bytes:
    """Return rows in the order of a list as bytes, with their sum at the end."""
    rows = order.tobytes()
    return rows + crc32(rows).to_bytes(_END, "big")


def opened(kept: bytes | None) -> array[int]:
    """Return the rows of a list that was :func:`sealed`. Raises ``ValueError``, and ``TypeError`` for another kind."""
    order = array("I")
    if kept is not None:
        rows = kept[:-_END]
        if crc32(rows).to_bytes(_END, "big") != kept[-_END:]:
            raise ValueError("the order of the list is not as it was put there")
        order.frombytes(rows)
    return order


def length(entries: int) -> int:
    """Return the length in bytes of a :func:`sealed` list."""
    return array("I").itemsize * entries + _END


_END = 4
