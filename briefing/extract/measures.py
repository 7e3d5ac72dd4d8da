"""What a figure is of, in the text's own words: the phrase behind it, or the subject before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.extract.figures_amounts import Amount
from briefing.extract.finding import Span
from briefing.extract.lexicon import words
from briefing.extract.measures_subject import MOST, STOP, Known, Subject, name_before
from briefing.extract.measures_times import is_time, until_time
from briefing.extract.measures_words import ARTICLES, OBJECTS, is_participle, is_past, phrase_of

_PLUS_OR_ODD = re.compile(r"-(?:plus|odd)\b")
_ASIDE = re.compile(r"(?:-[a-z]+)?\s?\([^()\n]{0,60}\)")
_AFTER = 110
"""Characters looked at behind a figure."""
_JOINS = frozenset(
    ("of", "for", "in", "on", "to", "from", "with", "against", "toward", "towards", "into", "among", "worth")
)
_OPENS = frozenset(("of", "for", "in", "on", "worth", "to", "toward", "towards", "against", "into", "among", "from"))
_SKIPPED = _OPENS | ARTICLES | {"old", "more", "other", "additional", "total"}
_GOES_ON = _JOINS | ARTICLES | {"at", "by"}
_HEDGES = frozenset(
    ("more", "less", "at", "least", "most", "up", "nearly", "about", "around", "than", "some", "over", "just")
)
"""Words of the figure that comes next, at the end of a phrase."""
_MOMENT = re.compile(r"\s(?:ago|later|earlier|after|before|from now|since)\b")

_DONE_TO = frozenset(("cut", "cuts", "reduction", "change", "hike"))
_SPAN = re.compile(r"\b(?:past|last|next|coming|previous|preceding|following)\s(?:about\s|few\s)?$")
_ALONG = frozenset(("from", "to", "for", "in", "on"))
"""What may follow the sum in "loans of $5m to farmers", which is of what stands before it."""
_IS_AT = re.compile(r"\bat\s(?:(?:about|around|just|nearly|almost|over|under)\s)?$")
_AT = re.compile(r"\b(?:at|to|of)\s$")


def measures(
    text: str,
    one: Amount,
    sentence: Span,
    *,
    moved: bool,
    behind: int,
    before: Known | None = None,
    floor: int = 0,
) -> str | None:
    """Return the words that say what ``one`` is of; None when there are none nearby.

    ``sentence`` bounds where they are looked for; ``moved`` says that something rises or falls by the amount, so that
    its subject comes first. ``before`` is the amount before it in the sentence (durations apart), whose words are not
    its own but whose subject may be; ``floor`` is where any amount before it ends, ``behind`` where the next starts.
    """
    following = _words_behind(text, one, min(behind, sentence[1]))
    if one.noun_span is not None:
        return _counted(text, one, following)
    if (grown := _growth(following)) is not None:
        return _phrase(grown)
    subject = Subject(text, one, sentence[0], before, floor)
    if one.kind == "duration" and one.end == one.number.end:
        return name_before(text, one.start, sentence[0]) or subject.words()
    part = one.number.form == "fraction" and following[:1] == ["of"]
    if (moved or one.kind == "multiple" or following[:1] == ["against"]) and not part:
        return subject.words() or (None if moved and following[:1] == ["to"] else _phrase(following))
    if (
        following
        and following[0].lower() in _OPENS
        and following[0] != "of"
        and _IS_AT.search(text, max(0, one.start - 12), one.start)
    ):
        return subject.words() or (_phrase(following) if following[0] != "from" else None)
    if one.kind == "percent" and following[:2] in (["of", "GDP"], ["of", "gross"]):
        return subject.words() or _phrase(following)
    if one.kind == "money" and following and following[0] in _ALONG and text.endswith(" of ", 0, one.start):
        return subject.words() or _phrase(following)
    if _modifies(text, one, following) or (following and following[0].lower() in _OPENS):
        return _phrase(following) or subject.words()
    return subject.words() or _phrase(following)


def places_in_time(text: str, one: Amount) -> bool:
    """Say whether a duration only places something in time: "three years ago", "in the past two years"."""
    if one.kind != "duration":
        return False
    return bool(_MOMENT.match(text, one.end) or _SPAN.search(text, max(0, one.start - 20), one.start))


def _words_behind(text: str, one: Amount, end: int) -> list[str]:
    """Return the words behind a figure (and behind its conversion in parentheses) up to the end of their phrase."""
    at = max(one.rest, one.noun_span[1] if one.noun_span else 0)
    if one.equals is not None and (aside := _ASIDE.match(text, at)):
        at = aside.end()
    if text[at : at + 1] != "-" and not text[at : at + 1].isspace():
        return []
    piece = text[at : min(end, at + _AFTER)]
    cut = len(piece) == _AFTER
    if piece[:1] == "-":
        if ending := _PLUS_OR_ODD.match(piece):
            piece = piece[ending.end() :]
        if piece[:1] == "-":
            piece = " " + piece[1:]
        if not piece[:1].isspace():
            return []
    piece = piece.replace("\u00ad", "")
    stop = STOP.search(piece)
    piece = piece[: stop.start()] if stop else (piece.rpartition(" ")[0] if cut else piece)
    return until_time(piece.split())


def _counted(text: str, one: Amount, behind: list[str]) -> str | None:
    start, end = one.noun_span or (one.end, one.end)
    phrase = " ".join(text[start:end].split())
    if behind and behind[0].lower() in _JOINS and not _is_infinitive(behind):
        more = _until_end(behind[1:], MOST)
        while more and (more[-1].lower() in words("phrase_ends") or more[-1].lower() in _HEDGES):
            more.pop()
        if more:
            return f"{phrase} {behind[0]} {' '.join(more)}"
    return phrase


def _is_infinitive(behind: Sequence[str]) -> bool:
    """Say whether words that begin with "to" go on with a verb and its object: to administer them, to find a way."""
    return len(behind) > 2 and behind[0] == "to" and (behind[2] in ARTICLES or behind[2] in OBJECTS)


def _until_end(listed: list[str], most: int) -> list[str]:
    """Return the words up to one that begins another clause."""
    clauses, ends, verbs = words("new_clause"), words("phrase_ends"), words("figures_verbs")
    for i, word in enumerate(listed[:most]):
        small = word.lower()
        if (
            (small == "to" and _is_infinitive(listed[i:]))
            or small in clauses
            or (small in ends and small not in _GOES_ON)
            or (i and (is_past(word) or (word in verbs and word not in words("also_nouns"))))
        ):
            return listed[:i]
    return listed[:most]


def _growth(behind: Sequence[str]) -> list[str] | None:
    """Return what grew or fell where the words behind a figure name it: a 5% rise in exports, a 9% funding increase."""
    for i, word in enumerate(behind[:3]):
        if _is_growth(word.lower()):
            rest = list(behind[i + 1 :])
            if len(rest) > 1 and (rest[0] == "in" or (rest[0] == "to" and word.lower() in _DONE_TO)):
                return rest[1:]
            return None if is_time(list(behind[:i])) else list(behind[:i])
        if word.lower() in words("phrase_ends"):
            break
    return None


def _is_growth(small: str) -> bool:
    if small in ("higher", "lower"):
        return False
    return small in words("figures_rises") or small in words("figures_falls") or small in ("change", "swing")


def _phrase(behind: list[str]) -> str | None:
    if _is_infinitive(behind):
        return None
    start = 0
    while start < len(behind) and behind[start].lower() in _SKIPPED:
        start += 1
    if start == 0 and behind and (behind[0].lower() in words("phrase_ends") or behind[0].lower().endswith("ly")):
        return None
    kept = _until_end(behind[start:], MOST)
    if not kept and start and behind[start - 1].lower() in ARTICLES and start < len(behind) and is_past(behind[start]):
        kept = [behind[start], *_until_end(behind[start + 1 :], MOST - 1)]  # of the injured soldiers
    if is_time(kept):
        return None
    while kept and ((last := kept[-1].lower()) in words("phrase_ends") or last in _HEDGES or last.endswith("ly")):
        kept.pop()
    if (
        kept
        and ((len(kept) == 1 and kept[0].lower() in words("figures_no_nouns")) or is_past(kept[0]))
        and not _is_noun_next(kept)
    ):
        return None
    return phrase_of(kept)


def _is_noun_next(kept: Sequence[str]) -> bool:
    """Say whether a past form is an adjective: "reduced rates", not "expected by analysts"."""
    return len(kept) > 1 and kept[1].lower() not in words("phrase_ends")


def _modifies(text: str, one: Amount, behind: list[str]) -> bool:
    """Say whether the figure stands before its noun: a $40 million loan, the 3-inch pipe, 12% growth."""
    if (
        not behind
        or is_participle(behind[0], "", behind[1].lower() if len(behind) > 1 else "")
        or (behind[0].endswith("ing") and _AT.search(text, max(0, one.start - 4), one.start))
        or (small := behind[0].lower()) in words("phrase_ends")
        or small in words("new_clause")
        or small.endswith("ly")
        or behind[0] in words("irregular-past")
    ):
        return False
    return text[one.end : one.end + 1] == " " or "-" in text[one.start : one.end + 1]
