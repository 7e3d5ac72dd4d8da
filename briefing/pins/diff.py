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
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    runs: list[tuple[str, str]] = []
    for op in Indel.opcodes(a[head : len(a) - tail], b[head : len(b) - tail]):
        left = "".join(a[head + op.src_start : head + op.src_end])
        right = "".join(b[head + op.dest_start : head + op.dest_end])
        if op.tag == "equal":
            runs.append((left, left))
        else:
            runs.append((left if op.tag == "delete" else "", right if op.tag == "insert" else ""))
    ends = "".join(a[:head]), "".join(a[len(a) - tail :])
    return _spelled(_merged([(ends[0], ends[0]), *runs, (ends[1], ends[1])]))


def _common(a: list[str], b: list[str]) -> int:
    """Return how many words two wordings begin with alike."""
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _merged(runs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Join neighbouring changes, changes that only a blank parts, and what is the same."""
    runs = [run for run in runs if run != ("", "")]
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
            if spelled and spelled[-1][0] == "same":
                spelled[-1] = ("same", spelled[-1][1] + left)
            else:
                spelled.append(("same", left))
            continue
        if left:
            spelled.append(("old", left))
        if right:
            spelled.append(("new", right))
    return spelled
