"""Numbers in the analyst's prose, and whether a pin carries them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from briefing.pins.pin import Pin

KEPT = 4096
"""Texts whose numbers are kept: more pieces than a long brief has."""

_SCALE = {
    "hundred": 2, "thousand": 3, "k": 3, "lakh": 5, "crore": 7,
    "million": 6, "millions": 6, "m": 6, "mn": 6, "mln": 6, "billion": 9, "billions": 9, "bn": 9, "bln": 9, "b": 9,
    "trillion": 12, "trillions": 12, "tn": 12, "trn": 12, "t": 12,
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SPELLED = {
    word: n
    for n, word in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

_NUMBERED = (
    "Art|Article|Sect|Section|Chapter|Part|Para|Paragraph|P|Pp|Page|Pages|No|Nos|Number|Resolution|Annex|Table|Figure|Fig"
    "|Box|Note|Item|Step|Phase|Tier|Level|Version|V|Route|Highway|Flight|Unit|Room|Point|Option|Group|Day|Week|Round"
)
_MEASURED = r"\s*(?:%|per\s?cent|thousand|million|billion|trillion|bn\b|mn\b|m\b|k\b)|,\d|\.\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{1,2})?"
_NOT = re.compile(
    "|".join(
        (
            rf"\b{_DAY}\s+(?:of\s+)?{_MONTH}(?:,?\s+\d{{4}})?\b",  # 28 June 2025
            rf"\b{_MONTH}\s+{_DAY}(?:,?\s+\d{{4}}(?!-\d))?\b(?!,\d)",  # June 28, 2025
            rf"\b{_MONTH}\s+\d{{4}}\b",
            r"\b\d{4}-\d\d(?:-\d\d)?(?:T[\d:.Z+-]+)?\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b",  # 2025-06-28, 28.06.2025
            r"\b\d{1,2}[:.]\d\d\s*(?:a\.?m\.?|p\.?m\.?|h|hrs|UTC|GMT|[A-Z]{2,3}T)\b",  # 14.30 GMT
            r"\b\d{1,2}:\d\d(?::\d\d)?\b|\b\d{1,2}\s*(?:a\.m\.|p\.m\.|am|pm)\b",
            r"\b\d+(?:st|nd|rd|th)\b|(?<!\w)['’]\d\ds?\b",  # 3rd, '24
            rf"\b[12]\d{{3}}s?(?:\s*[-–/]\s*(?:[12]\d{{3}}|\d\d))?\b(?!{_MEASURED})",  # years
            rf"(?:§+|\b(?:{_NUMBERED})\b\.?)\s*\d+(?:[.\-–/]\d+)*\w?\b",
            r"\b[A-Za-z]+[-–]?\d[\w-]*|\b\d+[A-Za-z]?[-–][A-Za-z][\w-]*",  # T-72, G7, COVID-19, a 155-millimetre gun
            r"\b\d+(?:\.\d+){2,}\b",  # 1.2.3
            r"^[ ]{0,6}\d{1,9}[.)](?=\s)",  # list markers
            r"^[ ]{0,3}\#{1,6}\s+\d+(?:\.\d+)*\.?\s",  # numbered headings
        )
    ),
    re.IGNORECASE | re.MULTILINE,
)
_MONEY = r"(?:[$€£¥₴₽₹₺₩₪₫₦₱฿]|(?<![A-Za-z])(?-i:[A-Z]{3})\s|(?<![A-Za-z])(?:Hr|Rs|US\$|kr)\s?)"
_NUMBER = re.compile(
    rf"(?:{_MONEY}\s?)?(?<![\w.,])"
    r"(?P<digits>\d{1,3}(?:[,'’\u00a0\u202f\u2009]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    rf"(?:[\s\u00a0-]?(?P<scale>{'|'.join(_SCALE)})\b)?(?!\w)",
    re.IGNORECASE,
)
_WORDED = re.compile(
    rf"\b(?P<word>{'|'.join(_SPELLED)}|half an?|an?)[\s-](?P<scale>hundred|thousand|million|billion|trillion)\b",
    re.IGNORECASE,
)


_MAYBE = re.compile(r"\d|hundred|thousand|million|billion|trillion", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in prose: its value with the scale applied, and where it stands."""

    value: Decimal
    start: int
    end: int


@lru_cache(maxsize=KEPT)
def numbers(words: str) -> tuple[Number, ...]:
    """Return the numbers of prose that say how much or how many.

    Dates, times, years, ordinals, numbers of sections, articles and models, and list markers are not such. What was
    found in a text is kept: a brief is checked after each change of one of its texts.
    """
    return tuple(_found(words))


def _found(words: str) -> Iterator[Number]:
    if not _MAYBE.search(words):
        return
    hidden = _NOT.sub(lambda match: _kept(match, words), words)
    for match in _NUMBER.finditer(hidden):
        value = _value(match["digits"])
        if value is not None:
            yield Number(_scaled(value, match["scale"]), match.start(), match.end())
    for match in _WORDED.finditer(hidden):
        word = match["word"].lower()
        value = Decimal(_SPELLED.get(word, 1)) if not word.startswith("half") else Decimal("0.5")
        yield Number(_scaled(value, match["scale"]), match.start(), match.end())


def _kept(match: re.Match[str], words: str) -> str:
    """Blank what is not a quantity, unless money stands before it: ``$2024`` is no year."""
    before = words[max(0, match.start() - 4) : match.start()]
    if match[0][0].isdigit() and re.search(_MONEY + r"\s?\Z", before):
        return match[0]
    return re.sub(r"[^\n]", " ", match[0])


def _value(digits: str) -> Decimal | None:
    plain = re.sub(r"[\u00a0\u202f\u2009'’]", "", digits)
    plain = plain.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain) else plain.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _scaled(value: Decimal, scale: str | None) -> Decimal:
    return value.scaleb(_SCALE[scale.lower()]) if scale else value


def carried(pins: Iterable[Pin]) -> set[Decimal]:
    """Return the values that pins carry: in the words pinned, and as the figure read from them."""
    found: set[Decimal] = set()
    for pin in pins:
        found.update(number.value for number in _all(pin.exact))
        figure = pin.figure
        for value in (figure.value, figure.low, figure.high) if figure else ():
            if value is not None:
                found.add(Decimal(str(value)))
    return found


def _all(text: str) -> Iterator[Number]:
    """Yield every number of pinned words, years and dates too: what is pinned is carried whatever it is."""
    yield from numbers(text)
    for match in _NUMBER.finditer(text):
        value = _value(match["digits"])
        if value is not None:
            yield Number(value, match.start(), match.end())
