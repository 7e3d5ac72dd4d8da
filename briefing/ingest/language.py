"""Which language a text is in: a cheap guess by its letters and its commonest words, or none."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from briefing.ingest.letters import plain, runs
from briefing.ingest.phrases import DATA

SAMPLE = 1500
"""How many characters are looked at, from a quarter of the text on: what stands around a report is often in English."""

_GLANCE = 500
"""How many of them are looked at first: they mostly leave no doubt, and a third takes a third of the time."""

_LIKELY = 8, 0.12, 1.3
_CLEAR = 40, 0.16, 3.0
"""How many words there must be, what share of them must be common ones of a language, and how far it must lead."""

_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("ko", "[\uac00-\ud7af]"),
    ("zh", "[\u4e00-\u9fff]"),
    ("el", "[\u0370-\u03ff]"),
    ("he", "[\u0590-\u05ff]"),
    ("th", "[\u0e00-\u0e7f]"),
    ("hi", "[\u0900-\u097f]"),
    ("ka", "[\u10a0-\u10ff]"),
    ("hy", "[\u0530-\u058f]"),
)
"""Scripts that (nearly) one language alone is written in; Japanese before Chinese, whose characters it uses too."""
_OTHER_SCRIPT = "[\u0370-\u03ff\u0530-\u1fff\u2c00-\uffff]"
"""What their letters are among; Latin and Cyrillic letters are not."""
_FIRST_OTHER = "\u0370"

_parted = cache(str.split)
_pattern = cache(re.compile)
"""Compiles a script when a text first needs it: most need none, and such wide sets take long to compile."""


@cache
def _languages() -> dict[str, str]:
    """Return the languages that each of the commonest words is of, parted by blanks: what can be counted fastest."""
    found: dict[str, str] = {}
    for row in (DATA / "stopwords.txt").read_text("utf-8").splitlines():
        if row and row[0] != "#":
            language, *words = row.split()
            found |= {word: f"{found.get(word, '')} {language}" for word in words}
    return found


def guess(text: str) -> str | None:
    """Return the language of ``text`` as BCP 47; None when it is too short or too mixed to tell."""
    first = len(text) // 4 if len(text) > 2 * SAMPLE else 0
    sample = plain(text[first : first + SAMPLE])
    if not sample.isascii() and max(sample) >= _FIRST_OTHER and (language := _by_script(sample)):
        return language
    sample = sample.lower()
    return _by_words(sample[:_GLANCE], clear=True) or _by_words(sample, clear=False)


def _by_words(sample: str, *, clear: bool) -> str | None:
    """Return the language whose commonest words come up most; ``clear`` asks for a lead that more text cannot turn."""
    words = runs(sample)
    scores: dict[str, int] = {}
    for languages, count in Counter(filter(None, map(_languages().get, words))).items():
        for language in _parted(languages):
            scores[language] = scores.get(language, 0) + count
    second, best = [0, 0, *sorted(scores.values())][-2:]
    least, share, lead = _CLEAR if clear else _LIKELY
    if len(words) >= least and best >= max(3, share * len(words)) and best > lead * second:
        return max(scores, key=scores.__getitem__)
    return None


def _by_script(sample: str) -> str | None:
    if not _pattern(_OTHER_SCRIPT).search(sample):
        return None
    letters = sum(map(str.isalpha, sample))
    if letters > 20:
        for language, script in _SCRIPTS:
            if len(_pattern(script).findall(sample)) > 0.15 * letters:
                return language
    return None
