"""The words of the standards that a page explains: Admiralty ratings, likelihood, handling.

Likelihood is ICD 203 (2015), two rows that are never mixed; ratings are the Admiralty code as in STANAG 2511; markings
are TLP 2.0 of FIRST.
"""

from __future__ import annotations

LETTERS = {
    "A": "Completely reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}

NUMBERS = {
    1: "Confirmed by other sources",
    2: "Probably true",
    3: "Possibly true",
    4: "Doubtful",
    5: "Improbable",
    6: "Truth cannot be judged",
}

_RANGES = ((1, 5), (5, 20), (20, 45), (45, 55), (55, 80), (80, 95), (95, 99))
_ROWS = (
    (
        "almost no chance",
        "very unlikely",
        "unlikely",
        "roughly even chance",
        "likely",
        "very likely",
        "almost certain",
    ),
    (
        "remote",
        "highly improbable",
        "improbable",
        "roughly even odds",
        "probable",
        "highly probable",
        "nearly certain",
    ),
)

LIKELIHOOD = {word: bounds for row in _ROWS for word, bounds in zip(row, _RANGES, strict=True)}
"""Percent, from and to, of each likelihood word."""

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
    return f"{letter if letter in LETTERS else 'F'}{number if number in NUMBERS else 6}"


def percent(word: str) -> str | None:
    """Return the range of a likelihood word, ``80–95 %``, or None for a word of neither row."""
    bounds = LIKELIHOOD.get(word.strip().lower())
    return f"{bounds[0]}–{bounds[1]}\u00a0%" if bounds else None
