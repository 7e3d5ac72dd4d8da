"""Currencies as they stand before or after a number: signs, ISO codes, names.

Codes and names come from ``data/currencies.txt`` (CLDR), what reports write beside them from
``data/currency_aliases.txt``. Both are read when the first number with a letter or sign beside it is met.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from briefing.extract.lexicon import classes

_DATA = Path(__file__).parent / "data"

_LETTER_SIGN = re.compile(
    r"(?<![^\W_])(?:\$(?:US|A|C|HK|NZ|Cdn)|[A-Za-z]{2}[A-Za-z]?\.?\s?\$|U\.S\.?\s?\$|[ASRCJNBGZ]\$|[cC]\s\$|GH[₵¢]|[A-Za-z]{1,5}\.?|Y=|W=)"
    r"[\s\u00a0]?$"
)
_SIGNS = "$£€¥₴₹₽₺₪₦₩₫₱₸₾₵₡₲₭₮₼৳៛฿￥￡＄﹩"
_SIGN = re.compile(rf"[{_SIGNS}][\s\u00a0]{{0,2}}$|zł\s?$|Kč\s?$")
_WINDOW = 9
_NAME_BEFORE = re.compile(r"(?<![\w.-])[A-Z][a-z]{2,9}[\s\u00a0]$")
_NAME_WINDOW = 11
_ENDS_AMOUNT = re.compile(
    r"\s?(?:[^\w\s]|$)|\s(?:of|in|for|to|from|on|at|by|per|an?|and|or|is|was|were|are|as|with|since|last|this|each|every)\b"
)
"""What may follow a name that is also an ordinary word: "1,000 won a day", not "1,000 won seats"."""
_SPLIT = re.compile(r"[ \u00a0-]")
_FIRST = re.compile(r"[^ \u00a0-]+")
_AFTER = re.compile(
    r"[\s\u00a0]?-?(?P<sign>[€£$¥₴₹₽₺₪₦₩₫₱₸₾₵₡₲₭₮₼元円]|ரூ|Kč|zł)(?![\d\w])"
    r"|[\s\u00a0-](?P<words>[^\W\d_]+(?:\.[^\W\d_]\.)?(?:[ \u00a0-][^\W\d_]+(?:\.[^\W\d_]\.)?){0,3})"
    r"|(?P<code>[A-Z]{3})(?![A-Za-z0-9])",
)
_DEFAULTS = {"pound": "GBP", "crown": "CZK", "mark": "DEM", "won": "KRW", "real": "BRL", "shilling": "KES"}
_MEANT_BY_PLACE = 1500
"""Characters on both sides in which the country that is spoken of decides whose rupees or pesos are meant."""
_STEM = 5
"""Letters that the name of a country and its adjective share: Pakistan, Pakistani."""


@dataclass(slots=True)
class Currency:
    """A currency in a text: its ISO 4217 code, and where it stands. ``sure`` is False for a bare ambiguous name."""

    code: str
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Tables:
    signs: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
    shared: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    firsts: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()


@cache
def _tables() -> _Tables:
    names, codes, last_words = _cldr()
    signs: dict[str, str] = {}
    letters: dict[str, str] = {}
    shared: dict[str, tuple[tuple[str, str], ...]] = {}
    for word, owners in last_words.items():
        if len({code for code, _ in owners}) == 1:
            names.setdefault(word, owners[0][0])
        else:
            shared[word] = tuple(owners)
    tables = {"[signs]": signs, "[letters]": letters, "[names]": names}
    into = signs
    for line in _lines("currency_aliases.txt"):
        if line.startswith("["):
            into = tables.get(line, {})
            continue
        code, _, spellings = line.partition(": ")
        into.update((s.strip(), code) for s in spellings.split(","))
    firsts = frozenset(name.replace("-", " ").split()[0].lower() for name in (*names, *shared, *codes))
    ends = frozenset(s[-3:] if s[-1].isascii() and s[-1].islower() else s[-1] for s in (*signs, *letters, *codes))
    return _Tables(signs, letters, names, frozenset(codes), shared, firsts, ends | frozenset(_SIGNS))


def _lines(name: str) -> list[str]:
    lines = (line.strip() for line in (_DATA / name).read_text("utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _cldr() -> tuple[dict[str, str], set[str], dict[str, list[tuple[str, str]]]]:
    """Read the table of CLDR: names, codes, and who shares the last word of a name (code and first word)."""
    names: dict[str, str] = {}
    codes: set[str] = set()
    last_words: dict[str, list[tuple[str, str]]] = {}
    lines = _lines("currencies.txt")
    for line in sorted(lines, key=lambda line: " (old)" in line):
        head, _, rest = line.partition(": ")
        code = head.removesuffix(" (old)")
        codes.add(code)
        for name in rest.split(", "):
            names.setdefault(name, code)
            first, _, last = name.rpartition(" ")
            if first and last not in classes("currency_words")["never"] and (code == head or last not in last_words):
                last_words.setdefault(last, []).append((code, first.split()[0]))
    return names, codes, last_words


def may_follow_currency(text: str, start: int) -> bool:
    """Say whether what stands before ``start`` ends as a sign or letters of a currency do: most words do not."""
    left = text[max(0, start - _WINDOW) : start].rstrip()
    ends = _tables().ends
    return left[-1:] in ends or left[-3:] in ends or left[-2:] in ends


def currency_before(text: str, start: int, *, large: bool) -> Currency | None:
    """Return the currency that stands right before ``start``, or None.

    ``large`` says that the amount has a scale, grouped digits or decimals, which letters that may also be words need.
    """
    window = text[max(0, start - _WINDOW) : start]
    base = start - len(window)
    tables = _tables()
    lettered = _LETTER_SIGN.search(window)
    if lettered and (found := _lettered(lettered.group(), tables, large)):
        return Currency(found, base + lettered.start(), start)
    sign = _SIGN.search(window)
    if sign:
        return Currency(tables.signs.get(sign.group().strip(), "USD"), base + sign.start(), start)
    return None


def named_before(text: str, start: int) -> Currency | None:
    """Return the currency whose name, with a capital, stands before a scaled amount: Birr 50 million."""
    found = _NAME_BEFORE.search(text, max(0, start - _NAME_WINDOW), start)
    if found is None:
        return None
    name = found.group().strip().lower()
    tables = _tables()
    if name in classes("currency_words")["ordinary"] or name in tables.codes:
        return None
    if name in tables.shared:
        return Currency(_sharer(text, name, found.start(), tables), found.start(), start, sure=False)
    return Currency(tables.names[name], found.start(), start) if name in tables.names else None


def _lettered(group: str, tables: _Tables, large: bool) -> str | None:
    spelling = group.strip()
    tight = spelling.replace(" ", "").replace("\u00a0", "")
    for form in (spelling, tight, tight.removesuffix(".") if len(tight) > 3 else tight):
        if form in tables.signs and (
            form not in ("US", "PS", "Re", "LE", "LL", "SR", "Fr", "BD", "Br", "RO", "JD", "DM")
            or large
            or group == "DM "
        ):
            return tables.signs[form]
    if tight.endswith("$") and tight[0].isupper():
        return None
    if spelling in tables.codes:
        return spelling if large or spelling not in classes("currency_words")["codes"] else None
    if large and group == spelling:
        return tables.letters.get(spelling)
    return None


def currency_words() -> frozenset[str]:
    """Return the first word of every name and code, in small letters: most words behind a number are none of them."""
    return _tables().firsts


def currency_after(text: str, end: int, *, large: bool) -> Currency | None:
    """Return the currency whose sign, code or name follows a number that ends at ``end``, or None."""
    found = _AFTER.match(text, end)
    if not found:
        return None
    tables = _tables()
    if found["sign"]:
        code = tables.signs.get(found["sign"]) or tables.names.get(found["sign"], "CNY")
        return Currency(code, end, found.end())
    if found["code"]:
        return Currency(found["code"], end, found.end()) if found["code"] in tables.codes else None
    return _named(text, found, tables, large)


def _named(text: str, found: re.Match[str], tables: _Tables, large: bool) -> Currency | None:
    words, start = found["words"], found.start("words")
    if (first := _FIRST.match(words)) is None or first.group().lower() not in tables.firsts:
        return None
    cuts = [len(words), *(m.start() for m in reversed(list(_SPLIT.finditer(words))))]
    for cut in cuts:
        name = words[:cut].replace("\u00a0", " ").replace("-", " ")
        end = start + cut
        if name in tables.codes and (large or name not in classes("currency_words")["codes"]):
            return Currency(name, start, end)
        small = name.lower()
        if small in classes("currency_words")["ordinary"] and not (large and _ENDS_AMOUNT.match(text, end)):
            continue
        if small in tables.shared:
            return Currency(_sharer(text, small, start, tables), start, end, sure=False)
        if small in tables.names:
            return Currency(tables.names[small], start, end)
    return None


def _sharer(text: str, word: str, at: int, tables: _Tables) -> str:
    """Return whose currency a shared name ("rupees") means: the country spoken of most nearby, else the usual one.

    Dollars and pounds without an adjective are American and British: reports convert into them everywhere.
    """
    usual = tables.names.get(word) or _DEFAULTS.get(word.removesuffix("s")) or tables.shared[word][0][0]
    if word.startswith(("dollar", "pound")):
        return usual
    near = text[max(0, at - _MEANT_BY_PLACE) : at + _MEANT_BY_PLACE]
    best, most = usual, near.count(_stem_of(usual, word, tables)) if _stem_of(usual, word, tables) else 0
    for code, first in tables.shared[word]:
        count = near.count(first[:_STEM].capitalize()) if len(first) >= _STEM else 0
        if count > most:
            best, most = code, count
    return best


def _stem_of(code: str, word: str, tables: _Tables) -> str:
    return next((first[:_STEM].capitalize() for owner, first in tables.shared[word] if owner == code), "")
