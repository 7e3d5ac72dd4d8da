"""Rates: what an amount is per ("a barrel", "/kg", "per square metre", "annually")."""

from __future__ import annotations

import re

from briefing.extract.lexicon import words
from briefing.extract.units import lookup

_RATE = re.compile(
    r"(?:(?P<per>\s?/\s?|[\s-]per[\s-]|\s(?:each|every)\s)|(?P<a>[\s-]an?[\s-]))"
    r"(?P<what>(?:(?:square|cubic|sq|metric|ordinary|preference|preferred|common|diluted|troy|short|long)\.?[\s-])?[A-Za-z]+[²³23]?)(?![\w])(?!\s(?:ago|earlier|later|before)\b)"
    r"|\s(?P<adverb>annually|yearly|monthly|weekly|daily|hourly|nightly|p\.a\.|apiece|per capita|a head)(?![\w])"
    r"(?!\s[a-z]+(?:s|tion|age)\b)"
)
_CLOSES = frozenset(",.;:!?)")
_FIRST = frozenset("/peaymwdhn")
"""What a rate begins with behind a blank."""
_ADVERBS = {
    "annually": "year",
    "yearly": "year",
    "p.a.": "year",
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "hourly": "hour",
    "nightly": "night",
    "per capita": "person",
    "a head": "person",
    "apiece": "piece",
}
_NOT_PER = frozenset(("se", "cent", "capita", "the", "a", "an", "person's"))


def rate_after(text: str, at: int) -> tuple[str, int] | None:
    """Return what an amount that ends at ``at`` is per, and where that ends; or None."""
    if text[at : at + 1] in _CLOSES or (text[at : at + 1] == " " and text[at + 1 : at + 2] not in _FIRST):
        return None
    rate = _RATE.match(text, at)
    if not rate:
        return None
    if rate["adverb"]:
        return _ADVERBS[rate["adverb"].lower()], rate.end()
    word = rate["what"].rstrip(".")
    if word.lower() in words("phrase_ends"):
        return None
    unit = lookup(word)
    name = unit.name if unit and unit.per is None else word.lower().rpartition(" ")[2]
    if name in _NOT_PER or (unit is None and not rate["per"] and name not in words("figures_per")):
        return None
    if unit is None and (rate["per"] or "").strip() == "/":
        return None
    return name, rate.end()
