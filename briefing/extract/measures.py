"""What a figure is of, in the text's own words: the phrase behind it, or the subject before it."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount
from briefing.extract.finding import Span
from briefing.extract.lexicon import verbs, words

_STOP = re.compile(
    r"[;:!?](?=\s|$)|(?<![A-Z])(?<!\bMr)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bv)(?<!\bNo)\.(?=\s|$)|[\n()\[\]“”\"–—]|,(?!\d)|\s-+\s"
)
_ASIDE = re.compile(r"(?:-[a-z]+)?\s?\([^()\n]{0,60}\)")
_AFTER, _BEFORE = 110, 140
"""Characters looked at behind and before a figure."""
_MOST = 10
"""Words of the phrase that is returned."""
_JOINS = frozenset(
    ("of", "for", "in", "on", "to", "from", "with", "against", "toward", "towards", "into", "among", "worth")
)
_OPENS = frozenset(("of", "for", "in", "on", "worth", "to", "toward", "towards", "against", "into", "among", "from"))
_ARTICLES = frozenset(
    ("a", "an", "the", "its", "his", "her", "their", "our", "this", "that", "these", "those", "another")
)
_TIME = re.compile(
    r"(?:\s(?:in|by|during|for|since|over|from|until|through|on|of|at|within|as of|to))?\s(?:"
    r"(?:the\s)?(?:this|next|last|past|coming|same|current|previous|fiscal)\s(?:half|quarter|year|month|week|decade|few|"
    r"[a-z]+\s(?:years|months|weeks|days)|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|summer|spring|autumn|winter)\b.*|"
    r"(?:the\s)?(?:first|second|third|fourth|final)\s(?:half|quarter)\b.*|(?:early\s|late\s|mid-?)?(?:19|20)\d\d\b.*|"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)(?:[a-z]*\.?)?(?:\s\d.*)?|\$?\d.*|"
    r"annually|yearly|a year|year over year|today|yesterday|tomorrow|ago|earlier|later|so far|already|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*)$"
)
_SKIPPED = (
    _OPENS
    | _ARTICLES
    | {"old", "more", "other", "additional", "total", "wide", "long", "high", "tall", "deep", "thick"}
)
_NEVER_VERBS = frozenset(
    ("need", "speed", "feed", "seed", "deed", "breed", "bed", "red", "hundred", "united", "armed", "aged")
)
_MOMENT = re.compile(r"\s(?:ago|later|earlier|after|before|from now|since)\b")


def measures(text: str, one: Amount, sentence: Span, *, moved: bool) -> str | None:
    """Return the words that say what ``one`` is of; None when there are none nearby.

    ``sentence`` bounds where they are looked for; ``moved`` says that something rises or falls by the amount, so that
    its subject comes first.
    """
    behind = _words_behind(text, one, sentence[1])
    if one.noun_span is not None:
        return _counted(text, one, behind)
    if one.kind == "duration" and one.end == one.number.end:
        return _name_before(text, one.start, sentence[0]) or _subject(text, one, sentence[0])
    if moved or one.kind == "multiple":
        return _subject(text, one, sentence[0]) or _phrase(behind)
    modifies = _modifies(text, one, behind)
    if modifies or (behind and behind[0].lower() in _OPENS):
        return _phrase(behind) or _subject(text, one, sentence[0])
    return _subject(text, one, sentence[0]) or _phrase(behind)


def places_in_time(text: str, one: Amount) -> bool:
    """Say whether a duration only places something in time: "three years ago"."""
    return one.kind == "duration" and bool(_MOMENT.match(text, one.end))


def _words_behind(text: str, one: Amount, end: int) -> list[str]:
    """Return the words behind a figure (and behind its conversion in parentheses) up to the end of their phrase."""
    at = max(one.rest, one.noun_span[1] if one.noun_span else 0)
    if one.equals is not None and (aside := _ASIDE.match(text, at)):
        at = aside.end()
    piece = text[at : min(end, at + _AFTER)]
    cut = len(piece) == _AFTER
    if piece[:1] == "-":
        piece = " " + piece[1:]
    if not piece[:1].isspace():
        return []
    stop = _STOP.search(piece)
    piece = piece[: stop.start()] if stop else (piece.rpartition(" ")[0] if cut else piece)
    return _TIME.sub("", " " + " ".join(piece.split())).split()


def _counted(text: str, one: Amount, behind: list[str]) -> str | None:
    start, end = one.noun_span or (one.end, one.end)
    phrase = " ".join(text[start:end].split())
    if behind and behind[0].lower() in _JOINS:
        more = _until_end(behind[1:], _MOST)
        while more and more[-1].lower() in words("phrase_ends"):
            more.pop()
        if more:
            return f"{phrase} {behind[0]} {' '.join(more)}"
    return phrase


def _until_end(listed: list[str], most: int) -> list[str]:
    """Return the words up to one that begins another clause."""
    kept: list[str] = []
    for word in listed[:most]:
        small = word.lower()
        if small in words("new_clause") or (
            small in words("phrase_ends") and small not in _JOINS | _ARTICLES | {"at", "by"}
        ):
            break
        if kept and _is_past(word):
            break
        kept.append(word)
    return kept


def _phrase(behind: list[str]) -> str | None:
    start = 0
    while start < len(behind) and behind[start].lower() in _OPENS | _ARTICLES | {
        "old",
        "more",
        "other",
        "additional",
        "total",
    }:
        start += 1
    if start == 0 and behind and (behind[0].lower() in words("phrase_ends") or behind[0].lower().endswith("ly")):
        return None
    kept = _until_end(behind[start:], _MOST)
    while kept and (kept[-1].lower() in words("phrase_ends") or kept[-1].lower().endswith("ly")):
        kept.pop()
    return _text(kept)


def _modifies(text: str, one: Amount, behind: list[str]) -> bool:
    """Say whether the figure stands before its noun: a $40 million loan, the 3-inch pipe, 12% growth."""
    if (
        not behind
        or behind[0].lower() in words("phrase_ends") | words("new_clause")
        or behind[0].lower().endswith("ly")
    ):
        return False
    return text[one.end : one.end + 1] == " " or "-" in text[one.start : one.end + 1]


def _subject(text: str, one: Amount, floor: int) -> str | None:
    """Return the words before a figure: what its verb has as object, or else as subject."""
    left = text[max(floor, one.start - _BEFORE) : one.start]
    start = 0
    for stop in _STOP.finditer(left.rstrip(" –—")):
        start = stop.end()
    clause = left[start:].rstrip(" –—").split()
    if one.start - floor > _BEFORE and start == 0:
        clause = clause[1:]
    while clause:
        at = next((i for i in range(len(clause) - 1, -1, -1) if _parts(clause, i)), -1)
        phrase = _trimmed(clause[at + 1 :])
        if phrase:
            return _text(phrase[-_MOST:])
        clause = clause[: max(at, 0)]
    return None


def _parts(clause: list[str], i: int) -> bool:
    """Say whether word ``i`` parts what a figure is of from the rest: a verb (but not "cost of"), another clause."""
    if clause[i].lower() in words("new_clause"):
        return True
    following = clause[i + 1].lower() if i + 1 < len(clause) else ""
    if i == 0 and _is_past(clause[0]) and following and following not in words("phrase_ends"):
        return False  # "armoured carriers"
    return _is_verb(clause[i]) and following != "of"


def _is_verb(word: str) -> bool:
    small = word.lower()
    if small in verbs("figures_moves") or small in words("figures_verbs"):
        return True
    return _is_past(word)


def _is_past(word: str) -> bool:
    return word.endswith("ed") and len(word) > 4 and word.islower() and word not in _NEVER_VERBS


def _trimmed(listed: list[str]) -> list[str]:
    """Drop the words at both ends that carry no meaning: articles, prepositions, adverbs, hedges."""
    start, end = 0, len(listed)
    while end > start and _empty(listed[end - 1]):
        end -= 1
    while start < end and _empty(listed[start]):
        start += 1
    return listed[start:end]


def _empty(word: str) -> bool:
    small = word.lower().strip("'’‘,")
    if not any(c.isalpha() for c in small):
        return True
    return (
        small in words("phrase_ends")
        or small in _AMOUNT_WORDS
        or small in words("figures_fillers")
        or small.endswith("ly")
        or small in _ARTICLES
    )


_AMOUNT_WORDS = frozenset(("percent", "per", "cent", "million", "billion", "trillion", "thousand", "percentage"))


def _name_before(text: str, start: int, floor: int) -> str | None:
    """Return the name before an age: "Ann Lee, 61"."""
    left = text[max(floor, start - 60) : start].rstrip(" ,(").split()
    at = len(left)
    while at and left[at - 1][:1].isupper():
        at -= 1
    return _text(left[at:])


def _text(listed: list[str]) -> str | None:
    phrase = " ".join(listed).strip(" ,-–—'‘’\"“”")
    return phrase if any(c.isalpha() for c in phrase) else None
