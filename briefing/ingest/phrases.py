"""What pages say around their reports: the lists of ``data/furniture.txt``, looked up quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"

_EDGES = " \t\xa0\"'“”‘’«»()[]{}<>|•·–—-+*#.,;:!?…0123456789→←↑↓›‹▶►▼▲×✕✖"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by how they are met: ``whole`` lines, ``start`` of a line, ``inside`` one; each says its reason."""

    whole: Mapping[str, str]
    reasons: Mapping[str, str]
    start: re.Pattern[str]
    inside: re.Pattern[str]

    def look(self, line: str) -> tuple[str, str | None]:
        """Return how ``line`` (in small letters) shows a phrase and the reason, which is None when it shows none."""
        reason = self.whole.get(line) or self.whole.get(line.strip(_EDGES))
        if reason:
            return "whole", reason
        found = self.start.match(line)
        if found:
            return "starts", self.reasons[found[0]]
        found = self.inside.search(line)
        return ("holds", self.reasons[found[0]]) if found else ("", None)


@cache
def load() -> Phrases:
    """Read the lists, once."""
    whole: dict[str, str] = {}
    start: dict[str, str] = {}
    inside: dict[str, str] = {}
    reason = ""
    for row in (DATA / "furniture.txt").read_text("utf-8").splitlines():
        if row.startswith("## "):
            reason = row[3:]
        elif row and not row.startswith("#"):
            kind = inside if row.startswith("…") else start if row.endswith("…") else whole
            kind.setdefault(row.strip("…") if kind is not whole else row, reason)
    whole |= {phrase: why for phrase, why in start.items() if phrase not in whole}
    whole |= {bare: why for phrase, why in whole.items() if (bare := phrase.strip(_EDGES)) and bare not in whole}
    return Phrases(whole, {**inside, **start}, re.compile(f"(?:{trie(start)})(?!\\w)"), re.compile(trie(inside)))


def trie(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of ``words``, sharing their beginnings: far faster than ``|``."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    ends = "" in node
    branches = [re.escape(char) + _pattern(below) for char, below in node.items() if char]
    if not branches:
        return ""
    one = len(branches) == 1 and not ends
    return branches[0] if one else f"(?:{'|'.join(branches)}){'?' if ends else ''}"
