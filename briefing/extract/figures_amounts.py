"""Amounts: numbers with the currency, unit or rate that stands beside them, and ranges of two of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from briefing.extract.finding import FigureKind, Span
from briefing.extract.money import Currency, currency_after, currency_before
from briefing.extract.numbers import Number
from briefing.extract.units import Unit, lookup, table, unit_after


@dataclass(slots=True)
class Amount:
    """A number of a text with what stands beside it; ``kind`` is None while nothing says what is counted.

    ``start`` and ``end`` cover currency, number, scale and unit. ``rest`` is where the words after it begin: behind
    what the rate is per. ``equals`` is the amount that the text gives as the same, converted.
    """

    number: Number
    start: int
    end: int
    low: Fraction
    high: Fraction
    rest: int
    kind: FigureKind | None = None
    unit: str | None = None
    per: str | None = None
    noun: str | None = None
    noun_span: Span | None = None
    signed: str = ""
    ranged: bool = False
    dropped: bool = False
    equals: Amount | None = None

    @property
    def vague(self) -> bool:
        """Whether words like "dozens" give no more than an order of size."""
        return self.number.form == "vague" and not self.ranged


_MINUS = re.compile(r"(?:(?:^|[\s(\[$€£¥,;:/])[-−–]\s?|\b(?:minus|negative)[\s-])$", re.IGNORECASE)
_PLUS = re.compile(r"(?:^|[\s(])\+$")
_SCALE_LETTER = re.compile(r"\s?(?:(m)|(t)|(bn)|(tr?n))(?![\w'’])")
_LETTER_FACTOR = (10**6, 10**12, 10**9, 10**12)
_M_BEFORE_NAME = re.compile(
    r"m(?=\s(?:[A-Z]{3}\b|[a-z]{0,10}\s?(?:euros?|dollars?|pounds?|yen|rupees?|francs?|roubles?|rubles?)\b))"
)


def amount(text: str, number: Number) -> Amount:
    """Return ``number`` with the currency, unit and rate that stand beside it in ``text``."""
    found = Amount(number, number.start, number.end, number.low, number.high, number.end)
    _sign(text, found)
    large = number.large or bool(_SCALE_LETTER.match(text, found.end))
    before = currency_before(text, found.start, large=large)
    if before is None and found.signed and text[found.start : found.start + 1] in "-−–":
        before = currency_before(text, number.start, large=large)
    if before is not None and not _is_word(text, before):
        _money(text, found, before)
    else:
        _after(text, found)
    _rate(text, found)
    return found


def _sign(text: str, found: Amount) -> None:
    at = found.start
    window = text[max(0, at - 10) : at]
    minus = _MINUS.search(window)
    if minus:
        sign = minus.group().lstrip(" \n\t(\\[,;:/")
        if sign[:1] in "$€£¥":
            sign = sign[1:]
        if "- " not in sign or found.number.form == "digits" and window.strip() == "-":
            found.low, found.high, found.signed = -found.low, -found.high, "-"
            found.start -= len(sign)
    elif _PLUS.search(window):
        found.signed = "+"
        found.start -= 1


def _is_word(text: str, currency: Currency) -> bool:
    return (
        currency.start > 0
        and text[currency.start : currency.start + 1].isalpha()
        and text[currency.start - 1] in "'’-."
    )


def _money(text: str, found: Amount, before: Currency) -> None:
    found.kind, found.unit, found.start = "money", before.code, min(before.start, found.start)
    if letter := _SCALE_LETTER.match(text, found.end):
        if found.number.scale == 1:
            _scale(found, _LETTER_FACTOR[(letter.lastindex or 1) - 1], letter.end())
    if before.code == "USD" and (more := re.compile(r"\s(?:US|USD|CAD|AUD|NZD)\b(?!\s[A-Z$])").match(text, found.end)):
        code = more.group().strip()
        found.unit, found.end = ("USD" if code == "US" else code), more.end()
    if after := re.compile(r"[\s-](?:US )?dollars?\b").match(text, found.end):
        found.end = after.end()


def _scale(found: Amount, factor: int, end: int) -> None:
    found.low, found.high, found.end = found.low * factor, found.high * factor, end
    found.number = Number(
        found.number.start, end, found.number.low * factor, found.number.high * factor, "digits", True, scale=factor
    )


def _after(text: str, found: Amount) -> None:
    """Attach the unit or the currency that follows; pounds are money or a weight, as the words around say."""
    if text.startswith("m ", found.end) and _M_BEFORE_NAME.match(text, found.end):
        _scale(found, 10**6, found.end + 1)
    unit = unit_after(text, found.end)
    money = currency_after(text, found.end, large=found.number.large)
    if money and (unit is None or _pounds_are_money(text, found, unit.end)):
        found.kind, found.unit, found.end = "money", money.code, money.end
        _cents(text, found)
    elif unit:
        _measure(found, unit.unit, unit.end)
    if found.end == found.number.end and found.number.scale == 1 and text.startswith("m", found.end):
        return


def _pounds_are_money(text: str, found: Amount, end: int) -> bool:
    if "£" in text or "sterling" in text:
        return True
    return found.number.scale >= 1000 and not text.startswith(" of", end)


_CENTS = re.compile(r"\s(?:and\s)?(\d{1,2})\s(?:cents|pence|p)\b")


def _cents(text: str, found: Amount) -> None:
    cents = _CENTS.match(text, found.end)
    if cents:
        found.low += Fraction(int(cents[1]), 100)
        found.high, found.end = found.low, cents.end()


def _measure(found: Amount, unit: Unit, end: int) -> None:
    found.kind, found.unit, found.per, found.end = unit.kind, unit.name, unit.per, end
    found.low, found.high = found.low * unit.factor, found.high * unit.factor


_RATE = re.compile(
    r"(?:(?P<per>\s?/\s?|[\s-]per[\s-]|\s(?:each|every)\s)|(?P<a>[\s-]an?[\s-]))"
    r"(?P<what>(?:(?:square|cubic|sq|metric)\.?[\s-])?[A-Za-z]+[²³23]?)"
    r"|\s(?P<adverb>annually|yearly|monthly|weekly|daily|hourly|nightly|p\.a\.|apiece|per capita|a head)(?![\w])"
)
_ADVERBS = {"annually": "year", "yearly": "year", "p.a.": "year", "monthly": "month", "weekly": "week"}
_ADVERBS |= {"daily": "day", "hourly": "hour", "nightly": "night", "per capita": "person", "a head": "person"}
_ADVERBS |= {"apiece": "piece"}
_THINGS = frozenset(
    "share head person unit piece barrel seat ticket vehicle household child pupil student worker employee week bottle "
    "pack book game night visit throw pop bag box head student capita member resident passenger room dose".split()
)
_NOT_PER = frozenset("se cent capita the a an".split())


def _rate(text: str, found: Amount) -> None:
    """Read what a rate is per: per day, a barrel, /kg, annually."""
    found.rest = found.end
    if found.kind is None or found.kind in ("duration", "multiple", "percentage point") or found.per:
        return
    attach_rate(text, found, found.end)


def attach_rate(text: str, found: Amount, at: int) -> None:
    """Set what ``found`` is per when a rate stands at ``at``."""
    rate = _RATE.match(text, at)
    if not rate:
        return
    if rate["adverb"]:
        found.per, found.rest = _ADVERBS[rate["adverb"].lower()], rate.end()
        return
    word = rate["what"].rstrip(".")
    unit = lookup(word) if word.lower() in table() or word in table() else None
    name = unit.name if unit and unit.per is None else word.lower()
    if name in _NOT_PER or (rate["a"] and unit is None and name not in _THINGS):
        return
    if rate["per"] and rate["per"].strip() == "/" and unit is None:
        return
    found.per, found.rest = name, rate.end()
    if found.kind == "percent" and name in ("year", "month") and rate["a"] is None and rate["per"] is None:
        found.per = None


def amounts(text: str, found: Iterable[Number]) -> list[Amount]:
    """Return the numbers of ``text`` with what stands beside them, in order, none inside another."""
    result: list[Amount] = []
    for number in found:
        if result and number.start < result[-1].end:
            continue
        result.append(amount(text, number))
    return result
