"""What pages say around their reports: the lists of ``data/furniture.txt``, looked up quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from briefing.ingest.letters import plain, runs

DATA = Path(__file__).resolve().parent / "data"

_EDGES = " \t\xa0\"'“”‘’«»()[]{}<>|•·–—-+*#.,;:!?…0123456789→←↑↓›‹▶►▼▲×✕✖"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by how they are met: ``whole`` lines, ``start`` of a line, ``inside`` one; each says its reason.

    ``keys`` holds a long word of each phrase of ``inside``: a line without any of them need not be searched.
    ``always`` are the phrases that have none, and ``literals`` what one of them begins with, behind a word that it
    holds ("" where every word may go on).
    """

    whole: Mapping[str, str]
    reasons: Mapping[str, str]
    start: re.Pattern[str]
    inside: re.Pattern[str]
    keys: frozenset[str]
    always: re.Pattern[str]
    literals: tuple[tuple[str, str], ...]
    looked_up: frozenset[str]
    """The keys, and the words of ``literals``: all that is looked up at once."""

    def hints(self, text: str) -> Hints:
        """Return what tells that lines of ``text`` may hold a phrase of ``inside``."""
        text = plain(text).lower()
        met = self.looked_up.intersection(runs(text))
        literals = any(literal in text for word, literal in self.literals if not word or word in met)
        return Hints(met & self.keys, literals)

    def look(self, line: str, hints: Hints) -> tuple[str, str | None]:
        """Return how ``line`` (in small letters, of a text with these hints) shows a phrase, and the reason if so."""
        reason = self.whole.get(line) or (self.whole.get(line.strip(_EDGES)) if len(line) < 60 else None)
        if reason and not (reason == "navigation" and _COUNTED.match(line)):
            return "whole", reason
        found = self.start.match(line)
        if found and (len(line) <= 100 or self.reasons[found[0]] not in _SHORT):
            return "starts", self.reasons[found[0]]
        found = None
        # a key is found inside of words, too, but that takes far less than taking the line apart
        if hints.keys and any(key in line for key in hints.keys) and not hints.keys.isdisjoint(runs(line)):
            found = self.inside.search(line)
        if hints.literals and not found:
            found = self.always.search(line)
        return ("holds", self.reasons[found[0]]) if found else ("", None)


@dataclass(frozen=True, slots=True)
class Hints:
    """Which keys of phrases a text holds, and whether it holds any beginning of a phrase without a key."""

    keys: frozenset[str]
    literals: bool


def long_words(text: str) -> set[str]:
    """Return the words of five letters and more in ``text``."""
    return {word for word in runs(text) if len(word) > 4}


_COUNTED = re.compile(r"\d[\d,.]* [a-z]")
"""What counts something and is no entry of a menu: "250 jobs"."""

_BEGINNING = 8
"""Characters of a phrase that are looked for first."""

_SHORT = frozenset({"byline", "navigation", "counter", "share", "player"})
"""What starts like a line of these and goes on for long is a sentence: "By noon the river had risen …"."""


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
    keyed = {phrase: max(sorted(whole_words), key=len) for phrase in inside if (whole_words := _inner(phrase))}
    keyless = [phrase for phrase in inside if phrase not in keyed]
    literals = {(_whole_word(phrase), plain(phrase[:_BEGINNING])) for phrase in keyless}
    return Phrases(
        whole=whole,
        reasons={**inside, **start},
        start=re.compile(f"(?:{trie(start)})(?!\\w)"),
        inside=re.compile(trie(keyed)),
        keys=frozenset(keyed.values()),
        always=re.compile(trie(keyless)),
        literals=tuple(sorted(literals)),
        looked_up=frozenset(keyed.values()).union(word for word, _ in literals if word),
    )


def _inner(phrase: str) -> set[str]:
    """Return the long words of a phrase that are whole wherever it stands: not the first and last, which may go on."""
    return long_words(phrase) & {*phrase.split(" ")[1:-1], *(word.strip("/().:,'’") for word in phrase.split(" "))}


def _whole_word(phrase: str) -> str:
    """Return the longest word of a phrase that is whole wherever it stands; "" when there is none."""
    words = runs(phrase)
    whole = words[phrase[0].isalpha() : len(words) - phrase[-1].isalpha()]
    return max(sorted(whole), key=len, default="")


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
