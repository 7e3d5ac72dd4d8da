"""Which language a text is in: a cheap guess by its letters and its commonest words, or none."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from briefing.ingest.phrases import DATA

SAMPLE = 6000
"""How many characters are looked at."""

_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
)
"""Scripts that (nearly) one language alone is written in; Japanese before Chinese, whose characters it uses too."""
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _lists() -> dict[str, frozenset[str]]:
    rows = [row for row in (DATA / "stopwords.txt").read_text("utf-8").splitlines() if row and row[0] != "#"]
    return {row.split()[0]: frozenset(row.split()[1:]) for row in rows}


def guess(text: str) -> str | None:
    """Return the language of ``text`` as BCP 47; None when it is too short or too mixed to tell."""
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for language, script in _SCRIPTS:
        if letters > 20 and len(script.findall(sample)) > 0.15 * letters:
            return language
    words = Counter(_WORD.findall(sample.lower()))
    count = words.total()
    scores = sorted(((sum(words[w] for w in stops), code) for code, stops in _lists().items()), reverse=True)
    (best, language), (second, _) = scores[0], scores[1]
    return language if count >= 8 and best >= max(3, 0.12 * count) and best > 1.3 * second else None
