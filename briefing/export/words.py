"""The words of the standards that a page explains: Admiralty ratings, likelihood, handling.

Likelihood is ICD 203 (2015), two rows that are never mixed; ratings are the Admiralty code as in STANAG 2511; markings
are TLP 2.0 of FIRST.
"""

from __future__ import annotations

from briefing.briefs import likelihood

LETTERS = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}

LIKELIHOOD = tuple(word for words in zip(*likelihood.ROWS, strict=True) for word in words)
"""The likelihood words of both rows, from the least to the most likely."""

CONFIDENCE = {
    "low": "information is scant, questionable or very fragmented, or the sources give great concern",
    "moderate": "information is credibly sourced and plausible, but not of sufficient quality or corroboration",
    "high": "judgements rest on high-quality information from several sources",
}

HANDLING = {
    "TLP:RED": "for the eyes and ears of the individual recipients only",
    "TLP:AMBER+STRICT": "need to know, within the recipient's organisation only",
    "TLP:AMBER": "need to know, within the recipient's organisation and its clients",
    "TLP:GREEN": "within the recipient's community, not by public channels",
    "TLP:CLEAR": "no limit on disclosure",
}

INK = {
    "TLP:RED": "#FF2B2B",
    "TLP:AMBER+STRICT": "#FFC000",
    "TLP:AMBER": "#FFC000",
    "TLP:GREEN": "#33FF00",
    "TLP:CLEAR": "#FFFFFF",
}
"""The colour of each marking's letters, on black (TLP 2.0)."""


def rating(letter: str, number: int | None) -> str:
    """Return an Admiralty rating such as ``B2``; unjudged is ``F`` and ``6``."""
    return f"{letter if letter in LETTERS else 'F'}{number if number in range(1, 7) else 6}"


def percent(word: str) -> str | None:
    """Return the range of a likelihood word, ``80–95 %``, or None for a word of neither row."""
    bounds = likelihood.range_of(word)
    return f"{bounds[0]}–{bounds[1]}\u00a0%" if bounds else None
