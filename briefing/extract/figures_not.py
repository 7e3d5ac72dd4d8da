"""What looks like a figure and is none: dates, years, times, ordinals, scores, versions, designations, identifiers."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_BEFORE = re.compile(
    rf"\b{_MONTH}\.?\s(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,\s|\s?(?:-|–|and|or|to)\s?))?$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(
    rf"(?:\s?[-–/]\s?\d{{1,2}})?\s?(?:of\s)?[-\s/.]?{_MONTH}\b\.?(?!\s+(?:be|have|not|also|well|need)\b)"
)
_TIME_AFTER = re.compile(
    r"(?:\s?[-–]\s?\d{1,2})?\s?(?:[ap]\.?\s?m\b|o[’']clock|noon|GMT|UTC|EST|EDT|ET|PT|CET|BST|hours? (?:GMT|local))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_JOINED_AFTER = re.compile(r"[:/.]\d|-\d|[-–][A-Z]{1,3}\b|[–—]\d|['’]s\b|-(?:year|month|day)-?old(?=s)")
_JOINED_BEFORE = re.compile(r"(?:\d[:/.,-]|\d[–—]|[#@&_=+\\]|[^\W\d_][-‑–./]|[^\W\d_])$")
_LIST_NUMBER = re.compile(r"[.)]\s")
_DESIGNATION = re.compile(
    r"\b(?:nos?|nrs?|numbers?|articles?|sections?|chapters?|pages?|pp?|parts?|rooms?|flights?|routes?|highways?|interstate|"
    r"paragraphs?|clauses?|annex|appendix|schedules?|volumes?|vol|issues?|figures?|fig|tables?|exercises?|items?|rules?|"
    r"category|phases?|levels?|types?|channels?|units?|groups?|games?|days?|weeks?|years?|episodes?|seasons?|versions?|"
    r"models?|gates?|terminals?|platforms?|lines?|bus|train|district|precinct|ward|zone|area|sector|square|building|"
    r"apartment|apt|suite|floor|box|zip|code|grade|class|form|act|scene|round|week|lot|hole|turn|stage|formula|"
    r"resolutions?|decrees?|orders?|laws?|bills?|proposition|question|step|tier|ranked|seeded|seed|"
    r"aged|under-?|over-?|last|top|route|size|division|bundesliga|ligue|serie|iphone|windows|android|ios|covid|apollo)"
    r"[.:]?\s?#?$",
    re.IGNORECASE,
)
_QUALIFIED = re.compile(
    r"\b(?:than|over|under|about|around|nearly|almost|least|most|roughly|approximately|some|to|totall?ed)\s$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|from|until|till|before|after|of|year|circa|between|during|for|and|to|the|early|late|mid|fiscal|"
    r"through|throughout|this|season|summer|spring|autumn|fall|winter|than|around|about)[\s-]$",
    re.IGNORECASE,
)
_MANY_PEOPLE = re.compile(
    r"\s(?:\w+\s){0,2}?(?:people|troops|soldiers|workers|employees|jobs|homes|men|women|children|prisoners|refugees|"
    r"civilians|students|patients|members|vehicles|tonnes|tons|houses|deaths|cases|units|copies|flights)\b"
)
_ADDRESS = re.compile(r"://|www\.|@")
_SPACE = re.compile(r"\s")


def is_other(text: str, one: Amount, sentence_start: int) -> bool:
    """Say whether ``one`` is part of a date, a time, a score, a name or an identifier instead of a figure.

    ``sentence_start`` is where its sentence begins: there a capital says nothing.
    """
    before = text[max(0, one.start - 28) : one.start]
    after = text[one.end : one.end + 28]
    if one.number.form != "digits":
        return _not_counted(before, after, text[one.start : one.end])
    if one.kind in ("money", "percent", "percentage point", "basis point"):
        return _in_address(text, one)
    if _TIME_AFTER.match(text, one.number.end) or _clock(text, one):
        return True
    if one.kind is None and _undetermined(text, one, before, after, sentence_start):
        return True
    if one.kind is not None and _joined(before, one):
        return True
    return _in_address(text, one)


def _joined(before: str, one: Amount) -> bool:
    """Say whether a number with a unit is the tail of a code: letters right before it, or a capital and a hyphen."""
    return bool(re.search(r"[^\W\d_]$|\d[:/.-]$|[A-Z]-$|[#@_]$", before)) and not one.signed


def _undetermined(text: str, one: Amount, before: str, after: str, sentence_start: int) -> bool:
    """Judge a number with neither unit nor currency."""
    if after[:1].isalpha() or after[:1] == "_" or (_JOINED_BEFORE.search(before) and not one.signed):
        return True
    if _JOINED_AFTER.match(after) and not one.ranged:
        return True
    if one.number.integer and (
        _MONTH_BEFORE.search(before) or (len(one.number.integer) <= 2 and _MONTH_AFTER.match(after))
    ):
        return True
    if is_year(one, before, after):
        return True
    if one.number.integer and len(one.number.integer) > 1 and one.number.integer[0] == "0":
        return True
    if _LIST_NUMBER.match(after) and one.number.integer and _line_start(text, one.start):
        return len(one.number.integer) <= 2
    if one.number.integer and not _QUALIFIED.search(before):
        return bool(_DESIGNATION.search(before)) or _named(text, one, before, after, sentence_start)
    return False


def is_year(one: Amount, before: str, after: str) -> bool:
    """Say whether a bare number of four digits is a year."""
    digits = one.number.integer
    if len(digits) != 4 or digits[0] not in "12" or one.signed:
        return False
    if _MANY_PEOPLE.match(after):
        return (
            bool(re.search(r"\b(?:in|since|the|by|after|of)\s$", before, re.IGNORECASE)) and "1900" <= digits <= "2100"
        )
    if "1900" <= digits <= "2100":
        return True
    return digits < "2200" and bool(_YEAR_BEFORE.search(before)) and not re.match(r"\s[a-z]+s\b", after)


def _line_start(text: str, at: int) -> bool:
    line = text[max(0, at - 4) : at].rsplit("\n", 1)[-1]
    return (at <= 4 or "\n" in text[max(0, at - 4) : at]) and not line.strip("( \t")


_CAPITAL = re.compile(r"(?:^|[\s(\[\"“‘'/-])([A-Z][\w’'&.-]*)\s$")
_WEEKDAY = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Today Yesterday".split())
_PEOPLE = re.compile(
    r"\s(?:\w+\s){0,2}?(?:people|men|women|children|civilians|soldiers|troops|students|patients|prisoners|"
    r"[a-z]{3,}(?:ers|ors|ians|ists|ees|ants))\b"
)
_PLURAL_NEXT = re.compile(r"\s(?:[a-z][\w-]*\s){0,2}?[a-z][\w-]+[^su\W]s\b")
_LEADING = frozenset(
    "A An The In On At By For From With Of And Or But So If As To After Before About Around Over Under Some Only Just Nearly "
    "Almost Roughly Approximately Up Down Between Within Since Until During Every Each All Any Both These Those This That "
    "Their His Her Its Our My Your More Less Fewer At Least Another Other There Here They We He She It I You When While Then "
    "Now Still Even Also Yet Total Totally Additional Further Exactly Of Than Not No Is Was Were Are Has Have Had".split()
)


def _named(text: str, one: Amount, before: str, after: str, sentence_start: int) -> bool:
    """Say whether the number belongs to the capitalised word before it: Boeing 737, Group 3, Area 51."""
    word = _CAPITAL.search(before)
    if not word or word[1] in _LEADING or word[1] in _WEEKDAY or word[1].endswith((".", "'s", "’s")):
        return False
    if one.number.integer == "" or _PEOPLE.match(after):
        return False
    if one.start - len(before) + word.start(1) <= sentence_start:
        return not _PLURAL_NEXT.match(after)
    headline = word[1].endswith(("s", "ed")) and re.match(r"\s(?:[A-Z]\w+\s)?[A-Z]\w+s\b", after)
    return not headline


def _clock(text: str, one: Amount) -> bool:
    if one.number.end < len(text) and text[one.number.end] == ":" and one.number.integer:
        return bool(_CLOCK.match(text, one.number.start))
    return one.start > 1 and text[one.start - 1] == ":" and text[one.start - 2].isdigit()


def _in_address(text: str, one: Amount) -> bool:
    """Say whether the number stands inside a web or mail address, a hashtag or a handle."""
    left = text[max(0, one.start - 60) : one.start]
    spaces = list(_SPACE.finditer(left))
    token = left[spaces[-1].end() :] if spaces else left
    return bool(token) and (bool(_ADDRESS.search(token)) or token[0] in "#@")


_ONE_IDIOM_BEFORE = re.compile(
    r"\b(?:no|any|some|every|each|the|this|that|another|which|only|last|first|next|number|day|not|little|loved|big|right|"
    r"new|good|bad|great|whole|other|square|rule|year)[\s-]$",
    re.IGNORECASE,
)
_ONE_IDIOM_AFTER = re.compile(
    r"\s(?:another|day|thing|way|else|might|can|could|should|would|must|has|is|was|more time|last time|who|whose|which|that|"
    r"side|hand|by one|after|side|point|to\b|side)\b|[’']s|-(?:time|off|on|sided|way|stop|third|half|size|shot|man)|\s?[,.;:!?)”\"]",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(
    r"\b(?:first|second|latter|other|better|in|each|final|opening|by|back|front|top|bottom|cut|the)\s$", re.IGNORECASE
)
_HALF_AFTER = re.compile(r"-[a-z]|\s(?:time|hour|an hour|brother|sister|term|way|year|mile|empty|full)", re.IGNORECASE)
_THIRD_AFTER = re.compile(
    r"\s(?:of|the|as|less|more|from|off|to|higher|lower|below|above)\b|\s?[,.;:)]|$", re.IGNORECASE
)


def _not_counted(before: str, after: str, words: str) -> bool:
    small = words.lower()
    if small == "one":
        return bool(_ONE_IDIOM_BEFORE.search(before) or _ONE_IDIOM_AFTER.match(after))
    if small == "half":
        return bool(_HALF_BEFORE.search(before) or _HALF_AFTER.match(after))
    if small.startswith(("a ", "an ")) and small.split()[-1] in (
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "quarter",
        "tenth",
    ):
        return not _THIRD_AFTER.match(after)
    if re.search(r"[^\W\d_]-$", before):
        return True
    return False
