"""What a figure is of, in the text's own words."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount
from briefing.extract.finding import Span

_BOUNDARY = re.compile(
    r"[.;:!?\n()\[\]“”\"–—]|,(?!\d)|\s(?:that|which|who|whom|where|when|while|whereas|although|though|because|since|after|before|"
    r"until|if|but|and|or|as|than|said|says|say|told|according|is|are|was|were|be|been|has|have|had|will|would|could|can|"
    r"may|might|should|must|does|did|do|he|she|it|they|we|I|not|also|to\s(?:the\s)?(?=[$€£]|\d)|from\s(?=[$€£]|\d)|by\s(?=\d))(?=\s)",
    re.IGNORECASE,
)
_PERIOD_TAIL = re.compile(
    r"\s+(?:(?:in|by|during|for|since|over|from|until|through|on|of|at|within)\s+)?(?:(?:the\s+)?(?:this|next|last|past|coming|first|second|third|"
    r"fourth|same|current|previous|fiscal)\s+(?:(?:half|quarter|year|month|week|decade|\w+\s(?:years|months))\b.*)?|(?:early\s|late\s|mid-?)?(?:19|20)\d\d\b.*|"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b.*|\d.*|annually|yearly|a year|year over year|today|"
    r"yesterday|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*)$"
)
_LEAD = re.compile(
    r"^(?:\s*(?:of|worth|the|a|an|in|for|its|their|his|her|this|these|those|to|on|total|cash|more|other|additional)\s+)+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:\s+(?:of|in|on|at|to|for|from|by|with|and|or|the|a|an|about|around|over|under|than|more|less|nearly|almost|up|down|as|its|their|"
    r"his|her|this|that|these|those|into|only|just|some|further|another|be|not|per|roughly|approximately|between|least|most|"
    r"estimated|sharply|slightly|also|out|off|total|worth|currently|now|still|even|well|much|many|high|fewer|expected|set))+$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"\s*(?:of|in|for|to|on|worth|toward|towards|from|against|into|among)\s", re.IGNORECASE)
_CONVERTED = re.compile(r"\s?\([^()\n]{0,60}\)")
_MOST_AFTER, _MOST_BEFORE = 110, 140
_WORDS_AFTER, _WORDS_BEFORE = 12, 10

_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|could|can|rose|fell|grew|cost|costs|reached|stood|stands|hit|total(?:l?ed|s)?|"
    r"amount(?:s|ed)|averag\w+|exceed\w+|climb\w*|jump\w*|drop\w*|increas(?:e|ed|es)|decreas(?:e|ed|es)|declin(?:e|ed|es)|gain(?:s|ed)|los[te]s?|add(?:s|ed)|"
    r"slid|slipped|plunged|plummeted|soared|surged|advanced|shed|sank|dipped|eased|finished|closed|ended|traded|"
    r"settled|doubled|tripled|halved|quadrupled|jumped|tumbled|pulled|spent|raised|paid|received|produced?|includes?|"
    r"make|makes|made|[a-z]{3,}(?:ed|ing))\b",
    re.IGNORECASE,
)


def measures(text: str, one: Amount, sentence: Span, *, moved: bool) -> str | None:
    """Return the words that say what ``one`` is of: the phrase after it, or the subject before it; or None.

    ``sentence`` bounds where they are looked for; ``moved`` says that the text lets something move by the amount.
    """
    after = _after(text, one, sentence[1])
    if one.noun_span is not None:
        return _clean(text[one.noun_span[0] : one.noun_span[1]] + (f" {after}" if after else ""))
    before = _before(text, one, sentence[0])
    if moved or one.kind == "multiple":
        return before or after
    if after and (before is None or _PREPOSITION.match(_following(text, one, sentence[1])) or len(after.split()) > 1):
        return after
    return before or after


def _following(text: str, one: Amount, end: int) -> str:
    at = one.noun_span[1] if one.noun_span else one.rest
    if one.noun_span and one.rest > at:
        at = one.rest
    if one.equals is not None and (aside := _CONVERTED.match(text, at)):
        at = aside.end()
    return text[at : min(end, at + _MOST_AFTER)]


def _after(text: str, one: Amount, end: int) -> str | None:
    following = _following(text, one, end)
    if not following[:1].isspace() and not following.startswith("-"):
        return None
    if one.noun_span is not None and not _PREPOSITION.match(following):
        return None
    stop = _BOUNDARY.search(following)
    phrase = following[: stop.start()] if stop else following
    if len(phrase) == _MOST_AFTER:
        phrase = phrase.rpartition(" ")[0]
    phrase = " ".join(phrase.strip("- \t").split()[:_WORDS_AFTER])
    phrase = _PERIOD_TAIL.sub("", " " + phrase)
    if one.noun_span is None:
        phrase = _LEAD.sub("", phrase.strip())
    verb = _VERB.search(phrase) if one.noun_span is None else None
    if verb and verb.start() == 0:
        phrase = phrase[verb.end() :].strip()
        phrase = _LEAD.sub("", phrase)
    return _clean(phrase)


def _before(text: str, one: Amount, start: int) -> str | None:
    left = text[max(start, one.start - _MOST_BEFORE) : one.start]
    begin = 0
    for stop in re.finditer(
        r"[.;:!?\n()\[\]“”\"–—](?=\s|$|\w)|,\s|\s(?:that|which|who|where|when|while|although|because|after|before|said|says|but|if|and)\s",
        left,
    ):
        begin = stop.end()
    clause = left[begin:]
    if not clause.strip() and begin:
        return None
    verbs = list(_VERB.finditer(clause))
    tail = clause[verbs[-1].end() :] if verbs else clause
    tail = _clean(tail)
    if tail and len(tail) > 2:
        return tail
    while verbs:
        verb = verbs.pop()
        subject = clause[verbs[-1].end() if verbs else 0 : verb.start()]
        subject = _clean(subject)
        if subject:
            return subject
    return None


def _clean(phrase: str) -> str | None:
    words = phrase.replace("\u00a0", " ").split()
    phrase = _TAIL.sub("", " " + " ".join(words))
    phrase = _LEAD.sub("", phrase.strip() + " ").strip(" ,-–—'\"“”")
    words = phrase.split()
    if len(words) > _WORDS_AFTER:
        phrase = " ".join(words[-_WORDS_BEFORE:])
    return phrase if any(c.isalpha() for c in phrase) else None
