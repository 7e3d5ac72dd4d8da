"""What pages say around their reports: the lists of ``data/furniture.txt``, looked up quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.ingest.letters import plain, runs

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

DATA = Path(__file__).resolve().parent / "data"

_EDGES = " \t\xa0\"'“”‘’«»()[]{}<>|•·–—-+*#.,;:!?…0123456789→←↑↓›‹▶►▼▲×✕✖"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by how they are met: ``whole`` lines, ``start`` of a line, ``inside`` one; each says its reason.

    ``keys`` holds a long word of each phrase of ``inside``, which is a word of the line, too; ``always`` are the
    phrases inside a line that have none. ``sought`` finds all of both.
    """

    whole: Mapping[str, str]
    reasons: Mapping[str, str]
    start: re.Pattern[str]
    inside: re.Pattern[str]
    keys: frozenset[str]
    always: re.Pattern[str]
    sought: AhoCorasick

    def met(self, text: str) -> bool:
        """Say whether ``text`` holds a phrase that may stand inside a line."""
        # as strings: for indexes all of the text would be counted in characters first, matches or not
        return bool(self.sought.find_matches_as_strings(plain(text).lower()))

    def look(self, line: str, *, met: bool) -> tuple[str, str | None]:
        """Return how ``line`` shows a phrase, and the reason if so.

        ``met`` tells whether one is met in its text: nearly all texts hold none, and their lines need no look.
        """
        low = line[:_SHORTER].lower()  # all of a paragraph would take far longer
        if len(line) < _SHORTER:
            reason = self.whole.get(low) or self.whole.get(low.strip(_EDGES))
            if reason and not (reason == "navigation" and _COUNTED.match(low)):
                return "whole", reason
        found = self.start.match(low)
        if found and (len(line) <= 100 or self.reasons[found[0]] not in _SHORT):
            return "starts", self.reasons[found[0]]
        if met and self.met(line) and (found := self._inside(line.lower())):
            return "holds", self.reasons[found[0]]
        return "", None

    def _inside(self, line: str) -> re.Match[str] | None:
        found = None if self.keys.isdisjoint(runs(line)) else self.inside.search(line)
        return found or self.always.search(line)


def long_words(text: str) -> set[str]:
    """Return the words of five letters and more in ``text``."""
    return {word for word in runs(text) if len(word) > 4}


_SHORTER = 60
"""All phrases that are whole lines, or that one starts with, are shorter than this, in characters."""

_COUNTED = re.compile(r"\d[\d,.]* [a-z]")
"""What counts something and is no entry of a menu: "250 jobs"."""

_SHORT = frozenset({"byline", "navigation", "counter", "share", "player"})
"""What starts like a line of these and goes on for long is a sentence: "By noon the river had risen …"."""


@cache
def load() -> Phrases:
    """Read the lists, once."""
    from ahocorasick_rs import AhoCorasick, Implementation

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
    keyed = {phrase: max(sorted(whole_words), key=len) for phrase in inside if (whole_words := _inner(phrase))}
    keyless = [phrase for phrase in inside if phrase not in keyed]
    return Phrases(
        whole=whole,
        reasons={**inside, **start},
        start=re.compile(f"(?:{trie(start)})(?!\\w)"),
        inside=re.compile(trie(keyed)),
        keys=frozenset(keyed.values()),
        always=re.compile(trie(keyless)),
        sought=AhoCorasick([plain(phrase) for phrase in inside], implementation=Implementation.DFA),
    )


def _inner(phrase: str) -> set[str]:
    """Return the long words of a phrase that are whole wherever it stands: not the first and last, which may go on."""
    return long_words(phrase) & {*phrase.split(" ")[1:-1], *(word.strip("/().:,'’") for word in phrase.split(" "))}


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
