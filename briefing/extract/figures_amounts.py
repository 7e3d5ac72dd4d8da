"""Amounts: numbers with the currency, unit or rate that stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from briefing.extract.figures_letters import before_currency, degrees, meant, millions
from briefing.extract.figures_rates import rate_after
from briefing.extract.finding import FigureKind, Span
from briefing.extract.money import (
    Currency,
    currency_after,
    currency_before,
    currency_words,
    may_follow_currency,
    named_before,
)
from briefing.extract.numbers import Number
from briefing.extract.numbers_words import Exact
from briefing.extract.units import Unit, unit_after, unit_words

_MINUS = re.compile(r"(?:(?:^|(?<=[\s(\[,;:/$€£¥]))[-−–]|\b(?:minus|negative)[\s-])$", re.IGNORECASE)
_LONE_MINUS = re.compile(r"^-\s$")
"""A minus apart from its number, at the beginning of a text; at that of a line it begins a point of a list."""
_SIGNS = frozenset("-−–+")
_SAID_SIGNS = ("- ", "minus ", "negative ", "Minus ", "Negative ")
_PLUS = re.compile(r"(?:^|[\s(])\+$")
_SCALE_LETTER = re.compile(
    r"\s?(?:(m)|(t)|(bn)|(tr?n))(?![\w'’])|\s{1,2}(?:(millions)|(billions)|(trillions))\b(?!\sof)"
)
_LETTER = re.compile(r"\s?[mtCF]\b")
_LETTER_FACTOR = (10**6, 10**12, 10**9, 10**12, 10**6, 10**9, 10**12)
_DOLLARS_AFTER = re.compile(r"\s(US|USD|CAD|AUD|NZD)\b(?!\s[A-Z$])|\s(U\.S\.?)(?=\s(?:per|an?)\b)")
_CLOSES = frozenset(',.;:!?)"”’')
"""Marks behind a number that nothing which belongs to it follows."""
_WORD_BEHIND = re.compile(r"[ \u00a0]([A-Za-z]+)(?=[\s,;:!?)]|\.?\s|$)")
"""A word behind a number that ends in a blank or a mark: most are neither units nor currencies."""
_NAMED_AGAIN = re.compile(r"[\s-](?:US )?dollars?\b")
_TABLE, _TABLE_GAP = 40, 4
"""So many numbers with no more than so many characters between them are a table or noise: what follows is left out."""
_PLUS_OR_ODD = re.compile(r"-(?:plus|odd)\b")
_BEFORE_UNIT = {
    "vague": re.compile(r"\sof(?=\s)"),
    "fraction": re.compile(r"\s(?:of\s)?(?:an?|one)(?=\s)|(?=\s)"),
    "digits": re.compile(r"-(?:plus|odd)\b|\sof\san?(?=\spercentage\spoint)"),
    "words": _PLUS_OR_ODD,
}
"""What may stand between a number and its unit: dozens of miles, half a mile, 40-odd miles."""
_NEAR = 600
"""Characters on both sides in which a sign of pounds sterling decides what "pounds" are."""
_CENTS_GAP = re.compile(r",?\s(?:and\s)?")


@dataclass(slots=True)
class Amount:
    """A number of a text with what stands beside it; ``kind`` is None while nothing says what is counted.

    ``start`` and ``end`` cover currency, number, scale and unit. ``rest`` is where the words after it begin: behind
    what the rate is per. ``equals`` is the amount that the text gives as the same, converted,
    ``like`` the count whose noun this one shares.
    """

    number: Number
    start: int
    end: int
    low: Exact
    high: Exact
    rest: int
    kind: FigureKind | None = None
    unit: str | None = None
    per: str | None = None
    noun: str | None = None
    noun_span: Span | None = None
    signed: str = ""
    ranged: bool = False
    equals: Amount | None = None
    like: Amount | None = None

    @property
    def vague(self) -> bool:
        """Whether words like "dozens" give no more than an order of size."""
        return self.number.form == "vague" and not self.ranged

    @property
    def bare(self) -> bool:
        """Whether neither unit nor currency nor rate stands beside the number."""
        return self.kind is None


def amounts(text: str, found: Iterable[Number]) -> list[Amount]:
    """Return the numbers of ``text`` with what stands beside them, in order, none inside another."""
    result: list[Amount] = []
    run = last = 0
    for number in found:
        run = run + 1 if number.start - last <= _TABLE_GAP else 0
        last = number.end
        if run <= _TABLE and (not result or number.start >= result[-1].end):
            result.append(amount(text, number))
    return _with_cents(text, result)


def amount(text: str, number: Number) -> Amount:
    """Return ``number`` with the currency, unit and rate that stand beside it in ``text``."""
    found = Amount(number, number.start, number.end, number.low, number.high, number.end)
    if number.form == "multiple":
        found.kind, found.unit = "multiple", "times"
        return found
    _sign(text, found)
    before = _currency(text, found) if found.signed or may_follow_currency(text, found.start) else None
    if before is None and number.scale > 1:
        before = named_before(text, found.start)
    if before is not None and not _inside_name(text, before):
        _money(text, found, before)
    else:
        _after(text, found)
    rate = None
    if found.kind not in (None, "duration", "multiple", "percentage point") and not found.per:
        rate = rate_after(text, found.end)
    found.rest = found.end
    if rate:
        found.per, found.rest = rate
    return found


def _currency(text: str, found: Amount) -> Currency | None:
    """Return the currency before an amount, or between its sign and its number."""
    large = found.number.large or bool(_SCALE_LETTER.match(text, found.end))
    before = currency_before(text, found.start, large=large)
    if before is None and found.signed == "-":
        return currency_before(text, found.number.start, large=large)
    return before


def _sign(text: str, found: Amount) -> None:
    last = text[found.start - 1 : found.start]
    if last not in _SIGNS and not (last == " " and text.endswith(_SAID_SIGNS, 0, found.start)):
        return
    window = text[max(0, found.start - 10) : found.start]
    minus = _MINUS.search(window) or (found.start == len("- ") and "\n" not in text and _LONE_MINUS.search(window))
    if minus and not _after_number(text, found.start - len(minus.group())):
        found.low, found.high, found.signed = -found.low, -found.high, "-"
        found.start -= len(minus.group().lstrip("\n"))
    elif _PLUS.search(window) and found.kind is None:
        found.signed = "+"
        found.start -= 1


def _after_number(text: str, at: int) -> bool:
    """Say whether a number ends before ``at``: then a dash there is no minus, unless a cell of a table begins."""
    return text[at - 1 : at] != "\t" and text[max(0, at - 2) : at].strip()[-1:].isdigit()


def _inside_name(text: str, currency: Currency) -> bool:
    """Say whether the letters taken for a currency are the end of a longer word or code."""
    start = currency.start
    return start > 0 and text[start].isalpha() and text[start - 1] in "'’-."


def _money(text: str, found: Amount, before: Currency) -> None:
    found.kind, found.unit, found.start = "money", before.code, min(before.start, found.start)
    if not found.signed:
        _sign(text, found)
    letter = _SCALE_LETTER.match(text, found.end)
    if letter and found.number.scale == 1:
        _scale(found, _LETTER_FACTOR[(letter.lastindex or 1) - 1], letter.end())
    if before.code == "USD" and (more := _DOLLARS_AFTER.match(text, found.end)):
        found.unit, found.end = ("USD" if more[2] or more[1] == "US" else more[1]), more.end()
    if again := _NAMED_AGAIN.match(text, found.end):
        found.end = again.end()


def _scale(found: Amount, factor: int, end: int) -> None:
    found.low, found.high, found.end = found.low * factor, found.high * factor, end
    low, high = found.number.low * factor, found.number.high * factor
    found.number = Number(found.number.start, end, low, high, "digits", scaled=True, scale=factor)


def _after(text: str, found: Amount) -> None:
    """Attach the unit or the currency that follows; pounds are money or a weight, as the words around say."""
    if text[found.end : found.end + 1] in _CLOSES:
        return
    word = _WORD_BEHIND.match(text, found.end)
    if word is not None and word[1].lower() not in _attached():
        return
    if _LETTER.match(text, found.end) and _lettered(text, found):
        return
    at = before_unit(text, found)
    unit = unit_after(text, at)
    money = currency_after(text, at, large=found.number.large or found.number.form == "vague")
    if money and (unit is None or _pounds_are_money(text, found, unit.end)):
        found.kind, found.unit, found.end = "money", money.code, money.end
    elif unit:
        _measure(found, unit.unit, unit.end)
        found.unit = meant(text, unit.unit, found.start, found.end)
        if found.number.form == "fraction" and found.unit == "point":
            found.kind = found.unit = "percentage point"  # a quarter point: of an interest rate


@cache
def _attached() -> frozenset[str]:
    """Return the words in small letters that a unit, a currency or what stands before one may begin with."""
    return frozenset((*unit_words(), *currency_words(), "of", "a", "an", "one", "m", "t", "c", "f"))


def _lettered(text: str, found: Amount) -> bool:
    """Read the letter behind digits: as a scale, or (then nothing else follows) as that of a temperature."""
    if before_currency(text, found.end):
        _scale(found, 10**6 if text[found.end] == "m" else 10**12, found.end + 1)
    elif not found.signed and (end := millions(text, found.number)):
        _scale(found, 10**6, end)
    elif warm := degrees(text, found.number):
        _measure(found, *warm)
        return True
    return False


def before_unit(text: str, found: Amount) -> int:
    """Return where the unit or noun of ``found`` may begin: behind "of", "a", "-odd"."""
    between = _BEFORE_UNIT[found.number.form].match(text, found.end) if found.number.form in _BEFORE_UNIT else None
    return between.end() if between else found.end


def _pounds_are_money(text: str, found: Amount, end: int) -> bool:
    near = text[max(0, found.start - _NEAR) : end + _NEAR]
    if "£" in near or "sterling" in near:
        return True
    return found.number.scale >= 1000 and not text.startswith(" of", end)


def _measure(found: Amount, unit: Unit, end: int) -> None:
    found.kind, found.unit, found.per, found.end = unit.kind, unit.name, unit.per, end
    if unit.factor != 1:
        found.low, found.high = found.low * unit.factor, found.high * unit.factor


def _with_cents(text: str, found: list[Amount]) -> list[Amount]:
    """Add "50 cents" to the "3 dollars" before them."""
    result: list[Amount] = []
    for one in found:
        last = result[-1] if result else None
        if last is not None and last.kind == "money" and _are_cents(text, last, one):
            last.low = last.high = last.low + Fraction(one.low) / 100
            last.end = last.rest = one.end
        else:
            result.append(one)
    return result


def _are_cents(text: str, money: Amount, one: Amount) -> bool:
    if not 0 < one.low < 100 or one.low != one.high or money.number.large or text[money.start] in "$£€":
        return False
    if one.unit in ("cent", "penny"):
        return bool(_CENTS_GAP.fullmatch(text, money.end, one.start))
    return one.bare and one.number.form == "words" == money.number.form and text[money.end : one.start] == " "
