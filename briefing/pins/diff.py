"""What changed between two wordings, word by word, for people to look at."""

from __future__ import annotations

import re
from typing import Literal

Mark = Literal["same", "old", "new"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]+(?:['’][^\W\d]+)*|\s+|.", re.DOTALL)


def words_diff(old: str, new: str) -> list[tuple[Mark, str]]:
    """Return runs of ``new`` against ``old``: words of both, of the old wording only, of the new only.

    The runs marked same and old are ``old`` again when joined, those marked same and new are ``new``.
    Where both change, the old words come first; a blank between two changes belongs to both.
    """
    from rapidfuzz.distance import Indel

    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    runs: list[tuple[str, str]] = []
    for op in Indel.opcodes(a, b):
        left, right = "".join(a[op.src_start : op.src_end]), "".join(b[op.dest_start : op.dest_end])
        if op.tag == "equal":
            runs.append((left, left))
        else:
            runs.append((left if op.tag == "delete" else "", right if op.tag == "insert" else ""))
    return _spelled(_merged(runs))


def _merged(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbouring changes, and changes that only a blank parts."""
    merged: list[tuple[str, str]] = []
    for index, (left, right) in enumerate(runs):
        between = 0 < index < len(runs) - 1 and left.isspace() and runs[index + 1][0] != runs[index + 1][1]
        changed = left != right or (between and bool(merged) and merged[-1][0] != merged[-1][1])
        if changed and merged and merged[-1][0] != merged[-1][1]:
            merged[-1] = (merged[-1][0] + left, merged[-1][1] + right)
        else:
            merged.append((left, right))
    return merged


def _spelled(runs: list[tuple[str, str]]) -> list[tuple[Mark, str]]:
    spelled: list[tuple[Mark, str]] = []
    for left, right in runs:
        if left == right:
            spelled.append(("same", left))
            continue
        if left:
            spelled.append(("old", left))
        if right:
            spelled.append(("new", right))
    return spelled
