"""What looks like a figure and is none: dates, years, times, ordinals, scores, versions, designations, identifiers."""

from __future__ import annotations

import re
import string

from briefing.extract.figures_amounts import Amount
from briefing.extract.figures_idioms import is_idiom
from briefing.extract.figures_near import counts_many, last_word
from briefing.extract.lexicon import words
from briefing.extract.months import MONTH, MONTH_NAMES

_MONTH_BEFORE = re.compile(
    rf"\b{MONTH}\.?\s(?:the\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?(?:,\s|\s?(?:-|–|and|or|to)\s?))?$", re.IGNORECASE
)
_MONTH_AFTER = re.compile(
    rf"(?:\s?(?:[-–/]|and|to|or)\s?\d{{1,2}})?\s?(?:of\s)?[-\s/.]?{MONTH}\b\.?(?!\s+(?:be|have|not|also|well|need)\b)"
)
_TIME_AFTER = re.compile(
    r"(?:\s?[-–]\s?\d{1,2})?\s?(?:[ap]\.?\s?m\b|o[’']clock|noon\b|(?:GMT|UTC|EST|EDT|ET|PT|PST|PDT|CET|BST|IST)\b"
    r"|hours (?:GMT|local))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_QUALIFIED = re.compile(
    r"\b(?:than|over|under|about|around|nearly|almost|least|most|roughly|approximately|some|to|totall?ed)\s$",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|by|from|until|till|before|after|of|year|circa|between|during|for|and|to|the|early|late|mid|fiscal|"
    r"through|throughout|this|season|summer|spring|autumn|fall|winter|than|around|about)[\s-]$",
    re.IGNORECASE,
)
_TIME_PREPOSITION = re.compile(r"\b(?:in|since|the|by|after|of)\s$", re.IGNORECASE)
_ADDRESS = re.compile(r"://|www\.|@")


_UNIT_AFTER_YEAR = re.compile(r"\s(?:day|week|month|night|year|hour)")

_CODE_BEFORE = re.compile(r"[^\W\d_]$|\d[:/.-]$|[A-Z]-$|[#@_]$")
_JOINED_AFTER = re.compile(
    r"[:/.]\d|-\d|-(?:for|to)-\d|-[A-Z][a-z]|\s[–—-]\s\d|[-–][A-Z]{1,3}\b|[–—]\d|['’]s\b|[A-Za-z_]"
)
_JOINED_BEFORE = re.compile(r"(?:\d[:/.,-]|\d-to-|\d[–—]|\d\s[–—-]\s|[#@&_=+\\]|[^\W\d_][-‑–./]|[^\W\d_])$")
_OPENERS = frozenset("(“‘\"'[")
"""Marks before a number that tie it to nothing."""
_BEFORE_DAY = MONTH_NAMES | {"the", "and", "or", "to"}
"""Words that may stand between the name of a month and its day, or are one."""
_ORDINALS = frozenset(("st", "nd", "rd", "th"))
_DIGIT = re.compile(r"\d")
_TIME_LETTERS = "-–aponguecbihAPONGUECBIH"
_DAY_LETTERS = "-–/.atoJFMASOND"
_STREET_LETTERS = string.ascii_uppercase + string.digits + "zp"
"""What the patterns of what stands behind a number begin with, a blank apart."""
_BLANK_LETTER = frozenset(" " + letter for letter in string.ascii_letters)
_DASHED = re.compile(r"\d\s?[-–—]\s?\d")
_GROUP = 3
_LONGEST = 15
"""Digits of an ungrouped number; longer ones are identifiers."""
_VERSIONS = ("version", "release", "update", "firmware", "ios", "android", "macos", "windows", "v")
_VERSION = re.compile(rf"\b(?:{'|'.join(_VERSIONS)})\.?\s?$", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"[.)](?:\s|[A-Z][a-z])")
_DIGITS_OF = re.compile(r"[\s-](?:digits?|figures?)\b")
"""What stands behind a number that says how long another is: a three-digit sum."""
_ORDINAL_AFTER = re.compile(r"\s(?:st|nd|rd|th)\b")
_LISTED_NAME = re.compile(r"\b([A-Z][a-z]+)\s\d{1,3}(?:,\s\d{1,3}){0,6}(?:,\s|,?\s(?:and|or|to)\s)$")
_LAW_PART = re.compile(
    r"\b(?:Act|Code|Law|Ordinance|Regulations?|Rules)\s(?:of\s)?(?:1[6-9]|20)\d\d,?\s(?:ss?|arts?|regs?)\.?\s$"
)
"""What stands before a number that goes on a list of names, or names a part of a law: Region 6, 7; the Act 1977 s 1."""
_BEFORE_REFERENCE = re.compile(r"(?:^|[\w.,;:!?)\]”\"’'])\s?\[$")
_AFTER_REFERENCE = re.compile(r"\](?:$|\s*$|\s?[A-Z\[(.,;]|\n)")
_LETTERED = re.compile(r"\d{1,2}[BKMbk]")
_PER = re.compile(r"\bper\s$")
"""Cases per 100,000: what a rate is per is no figure of its own."""
_CALLED = re.compile(
    r"\b(?:call(?:s|ed|ing)?|dial(?:s|l?ed|l?ing)?|phon(?:e|es|ed|ing)|rang|text(?:s|ed|ing)?)\s$", re.IGNORECASE
)
"""What stands before a short telephone number: called 911."""
_TELEPHONE = re.compile(
    r"\+\d{1,3}[\s.-]?(?:\(\d{1,4}\)|\d{1,4})(?:[\s.-]?\d{2,4}){1,4}|\(\d{2,4}\)[\s-]?\d{3,4}[\s-]\d{3,4}"
    r"|(?<![\d.,-])(?:1-)?\d{3}[.-]\d{3}[.-]\d{4}\b|(?<![\d.,])0\d{2,4}[\s-]\d{3,4}(?:[\s-]?\d{3,4})?\b"
    r"|\b(?:tel|phone|telephone|fax|mobile|whatsapp|hotline|helpline|call|dial)\b\.?:?\s\d{3,4}(?:[\s-]\d{3,4}){1,3}\b",
    re.IGNORECASE,
)
_DIGITS_BEFORE = re.compile(r"[\d)][\s.-]$|[+(]$|\d\)$")
_DIGITS_AFTER = re.compile(r"\)?[\s.-]?\(?\d")
_AS_FAR = 30
"""Characters of the longest telephone number, its label included."""
_INDEX = re.compile(r"\s(?:stock\s|share\s|composite\s|blue-chip\s)?(?:index|Index|average)\b")
_INDEX_SIZES = frozenset((30, 35, 40, 50, 60, 100, 200, 225, 250, 300, 350, 400, 500, 600, 1000, 2000, 3000, 5000))
_FOR_WICKETS = re.compile(r"\sfor\s(?:[1-9]|10)(?!\d|[,.]\d|\s?%|\s[a-z]+s\b)")
_RUNS_FOR = re.compile(r"(?<![\d$£€.,])\d{1,3}\sfor\s$")
_CAPITAL = re.compile(r"(?:^|[\s(\[\"“‘'/-])([A-Z][\w’'&.-]*)[^\S\t]$")
_PLURAL_NEXT = re.compile(r"\s(?:[a-z][\w-]*\s){0,2}?[a-z][\w-]+[^su\W]s\b")
_WORD_BEFORE = re.compile(r"([A-Za-z][\w&.-]*?)[.:]?\s?#?$")
_STREET = re.compile(
    r"\s(?:[NSEW]\.?\s)?(?:[A-Z0-9][\w’'.-]*\s){0,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Way|Boulevard|"
    r"Blvd|Square|Place|Court|Terrace|Highway|Crescent|Parkway|Wharf|Quay)\b|\s(?:ZIP|zip|postal|postcode)\b"
)


def is_moment(text: str, one: Amount) -> bool:
    """Say whether ``one`` is a year, a day of a month or a time: such numbers stand inside other figures' words."""
    if one.number.form != "digits" or one.kind not in (None, "measure", "duration"):
        return False
    end = one.number.end
    if _clock(text, one) or (_may_go_on(text, end, _TIME_LETTERS) and _TIME_AFTER.match(text, end)):
        return True
    if not one.number.integer:
        return False
    before, after = _around(text, one)
    if one.kind == "duration" and _UNIT_AFTER_YEAR.fullmatch(text, one.number.end, one.end):
        return "1900" <= one.number.integer <= "2100"
    if one.kind is not None:
        return one.unit == "second" and text[one.number.end : one.end] == "s" and is_year(one, before, " ")
    return is_year(one, before, after) or _day_of_month(one, before, after)


def is_other(text: str, one: Amount, sentence_start: int) -> bool:
    """Say whether ``one`` is part of a score, a name, a list or an identifier instead of a figure.

    ``sentence_start`` is where its sentence begins: there a capital says nothing.
    """
    before, after = _around(text, one)
    bare = one.kind is None
    if bare and text[one.end + 1 : one.end + 2] in "df" and _DIGITS_OF.match(text, one.end):
        return True
    if one.number.form != "digits":
        if one.kind == "percentage point":
            return False
        said = text[one.number.start : one.number.end]
        return is_idiom(before, text[one.number.end : one.number.end + 32], said) or (
            said[0].isdigit() and _in_address(text, one)
        )
    if bare:
        return _undetermined(text, one, before, after, sentence_start) or _in_address(text, one)
    if (
        one.unit == "second"
        and text[one.number.end : one.end] == "s"
        and _names(before, after, sentence_start - one.start)
    ):
        return True
    if one.kind in ("measure", "duration", "multiple") and _joined(before, one):
        return True
    return _in_address(text, one)


def _may_go_on(text: str, at: int, letters: str) -> bool:
    """Say whether the first letter or sign at ``at``, behind a blank if there is one, is one of ``letters``."""
    first = text[at : at + 1]
    if first == " ":
        first = text[at + 1 : at + 2]
    return first in letters or first.isspace()


def _around(text: str, one: Amount) -> tuple[str, str]:
    return text[max(0, one.start - 28) : one.start], text[one.end : one.end + 32]


def _joined(before: str, one: Amount) -> bool:
    """Say whether a number with a unit is the tail of a code: letters right before it, or a capital and a hyphen."""
    return bool(_CODE_BEFORE.search(before)) and not one.signed


def _undetermined(text: str, one: Amount, before: str, after: str, sentence_start: int) -> bool:
    """Judge a number with neither unit nor currency."""
    if not one.signed and _may_be_joined(before) and _JOINED_BEFORE.search(before):
        return True
    if after[:2] not in _BLANK_LETTER and _JOINED_AFTER.match(after) and not (one.ranged and after[0] == "-"):
        return True
    if _telephone(text, one) or _short_number(one, before, after) or ("per" in before[-6:] and _PER.search(before)):
        return True
    if _of_index(one, after) or _wickets(text, one):
        return True
    digits = one.number.integer
    if one.signed == "+" and (one.number.grouped or (after[:1] in ("-", " ") and after[1:2].isdigit())):
        return True
    if _alone(text, one) or _is_reference(text, one) or (after[1:3] in _ORDINALS and _ORDINAL_AFTER.match(after)):
        return True
    if _DIGIT.search(before) and _goes_on_names(before, after):
        return True
    if not digits:
        return _is_version(before) or _lettered_name(text, one, before)
    if (len(digits) > 1 and digits[0] == "0") or len(digits) > _LONGEST or before.endswith(('="', "='")):
        return True
    if len(digits) <= 2 and _LIST_NUMBER.match(after) and _line_start(text, one.start):
        return True
    if one.ranged and _DASHED.search(text, one.start, one.end) and _score(after):
        return True
    return _names(before, after, sentence_start - one.start) and not _QUALIFIED.search(before)


def _may_be_joined(before: str) -> bool:
    """Say whether the last signs may tie a number to what is before it: a blank alone and an opening mark do not."""
    last = before[-1:]
    return before[-2:-1] in "–—-" if last == " " else last not in _OPENERS


def _is_version(before: str) -> bool:
    return last_word(before).lower().rstrip(".").endswith(_VERSIONS) and _VERSION.search(before) is not None


def _goes_on_names(before: str, after: str) -> bool:
    if _LAW_PART.search(before):
        return True
    name = _LISTED_NAME.search(before)
    if name is None or _PLURAL_NEXT.match(after) or counts_many(after, persons=True):
        return False
    return _designates(name[1].lower())


def _designates(small: str) -> bool:
    """Say whether a word in small letters names what its number stands beside: article, flights, annexes."""
    listed = words("figures_designations")
    return small in listed or small.removesuffix("s") in listed or small.removesuffix("es") in listed


def _is_reference(text: str, one: Amount) -> bool:
    """Say whether the number is a note's in square brackets: the fire was put out.[73]"""
    if text[one.end : one.end + 1] != "]" or len(one.number.integer) not in (1, 2, 3):
        return False
    return bool(
        _BEFORE_REFERENCE.search(text, max(0, one.start - 3), one.start)
        and _AFTER_REFERENCE.match(text, one.end, one.end + 3)
    )


def _lettered_name(text: str, one: Amount, before: str) -> bool:
    """Say whether the letter behind a number is no scale but part of a name: Phase 2B, Gate 3B."""
    if one.end - one.start > len("12B") or not _LETTERED.fullmatch(text, one.start, one.end):
        return False
    word = _WORD_BEFORE.search(before)
    return word is not None and word[1].lower() in words("figures_designations")


def _short_number(one: Amount, before: str, after: str) -> bool:
    """Say whether three digits are what somebody calls: 911, but no 911 witnesses."""
    return len(one.number.integer) == _GROUP and bool(_CALLED.search(before)) and not _PLURAL_NEXT.match(after)


def _telephone(text: str, one: Amount) -> bool:
    """Say whether the number is a part of a telephone number: groups of digits after +44, (212), 0800 or "call"."""
    if not one.number.integer and (not one.number.grouped or text.find(",", one.start, one.end) >= 0):
        return False  # none has decimals or commas
    left = max(0, one.start - _AS_FAR)
    if not (
        one.number.grouped
        or _DIGITS_BEFORE.search(text, max(left, one.start - 2), one.start)
        or _DIGITS_AFTER.match(text, one.end)
    ):
        return False
    found = _TELEPHONE.finditer(text, left, one.end + _AS_FAR)
    return any(f.start() <= one.start and one.end <= f.end() for f in found)


def _of_index(one: Amount, after: str) -> bool:
    """Say whether the number belongs to the name of an index: the 500 index."""
    return after[1:2] in "sScCbBiIaA" and one.low in _INDEX_SIZES and bool(_INDEX.match(after))


def _wickets(text: str, one: Amount) -> bool:
    """Say whether the number is half of a score in cricket: 139 for 4."""
    if not one.number.integer or len(one.number.integer) > _GROUP:
        return False
    if text.startswith("for", one.end + 1) and _FOR_WICKETS.match(text, one.end):
        return True
    if len(one.number.integer) > 2 or text.find("for", max(0, one.start - 5), one.start) < 0:
        return False
    return bool(_RUNS_FOR.search(text, max(0, one.start - 10), one.start)) and not _PLURAL_NEXT.match(text, one.end)


def _alone(text: str, one: Amount) -> bool:
    """Say whether the number is a line of its own among others: a counter, a page number, a cell of a table."""
    first = one.start == 0 or text[one.start - 1] == "\n"
    last = one.end == len(text) or text[one.end] == "\n"
    return first and last and one.end - one.start < len(text)


def _score(after: str) -> bool:
    """Say whether a bare range is a score: nothing that is counted in plural follows."""
    return not re.match(r"[\s-](?:[\w-]+\s){0,3}?(?:[\w-]{2,}s|people|men|women|children)\b", after)


def _day_of_month(one: Amount, before: str, after: str) -> bool:
    digits = one.number.integer
    if not digits:
        return False
    last = last_word(before)
    if (last.lower() in _BEFORE_DAY or not last.isalpha()) and _MONTH_BEFORE.search(before):
        return True
    return len(digits) <= 2 and _may_go_on(after, 0, _DAY_LETTERS) and _MONTH_AFTER.match(after) is not None


def is_year(one: Amount, before: str, after: str) -> bool:
    """Say whether a bare number of four digits is a year."""
    digits = one.number.integer
    if len(digits) != 4 or digits[0] not in "12" or one.signed:
        return False
    if counts_many(after, persons=False):
        return bool(_TIME_PREPOSITION.search(before)) and "1900" <= digits <= "2100"
    if "1900" <= digits <= "2100":
        return True
    return digits < "2200" and bool(_YEAR_BEFORE.search(before)) and not re.match(r"\s[a-z]+s\b", after)


def _line_start(text: str, at: int) -> bool:
    near = text[max(0, at - 4) : at]
    return (at <= 4 or "\n" in near) and not near.rsplit("\n", 1)[-1].strip("( \t")


def _names(before: str, after: str, sentence_start: int) -> bool:
    """Say whether the number belongs to a name: Article 9, Boeing 737, 358 Mill Road.

    ``sentence_start`` counts from the number, so it is negative or 0.
    """
    last = last_word(before)
    if last.isascii() and last.isalpha() and last.islower() and not _designates(last):  # most words
        return _may_go_on(after, 0, _STREET_LETTERS) and _STREET.match(after) is not None
    word = _WORD_BEFORE.search(before)
    if word:
        small = word[1].lower().rstrip(".")
        if _designates(small):
            return small not in words("figures_weak_designations") or not re.match(r"\s[a-z-]+s\b", after)
    return bool(_STREET.match(after)) or _after_capital(before, after, sentence_start)


def _after_capital(before: str, after: str, sentence_start: int) -> bool:
    word = _CAPITAL.search(before)
    if not word or word[1].lower() in words("figures_starters") or word[1].endswith((".", "'s", "’s")):
        return False
    if counts_many(after, persons=True):
        return False
    if word.start(1) - len(before) <= sentence_start:
        return not _PLURAL_NEXT.match(after)
    headline = word[1].endswith(("s", "ed")) and re.match(r"\s(?:[A-Z]\w+\s)?[A-Z]\w+s\b", after)
    return not headline


def _clock(text: str, one: Amount) -> bool:
    if text[one.number.end : one.number.end + 1] == ":" and one.number.integer:
        return bool(_CLOCK.match(text, one.number.start))
    return one.start > 1 and text[one.start - 1] == ":" and text[one.start - 2].isdigit()


def _in_address(text: str, one: Amount) -> bool:
    """Say whether the number stands inside a web or mail address, a hashtag or a handle."""
    left = text[max(0, one.start - 60) : one.start]
    if not left or left[-1].isspace():
        return False
    token = last_word(left)
    return token[0] in "#@" or _ADDRESS.search(token) is not None
