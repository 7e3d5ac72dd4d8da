"""Figures of texts in other languages than English: amounts of money, percentages, measures by symbol, large numbers.

What is counted or measured is not said there: the rules that know are those of English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from functools import cache

from briefing.extract.finding import Figure, FigureKind, Span
from briefing.extract.lexicon import entries, heads
from briefing.extract.money import currency_after, currency_before
from briefing.extract.numbers import plain
from briefing.extract.numbers_words import Exact
from briefing.extract.rule import Candidate
from briefing.extract.units import unit_after

_SAMPLE = 4000
_ENGLISH = re.compile(
    r"\b(?:the|of|and|with|from|by|were|been|said|which|would|has|than|for|its?|after|this|that)\b", re.IGNORECASE
)
_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_ANY_WORD = re.compile(r"[^\W\d_]+")
_WORDS_FOR_ONE = 20
"""A text with one English function word among so many is English, whatever its metadata say."""
_LETTERS_FOR_ONE = 300
"""Characters with one letter among them that English lacks."""
_FEWEST = 100
"""Words; in fewer a guess at the language is no more than one, unless letters that English lacks bear it out."""
_NUMBER = re.compile(
    r"(?<![A-Za-z\u00c0-\u024f\u0400-\u04ff0-9_.,:/万萬億亿兆만억조-])[-−–]?"
    r"(?P<digits>\d{1,3}(?:[.,\u00a0\u202f\u2009 '’]\d{3}){1,5}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,9})?)"
    r"(?![\d:/]|[.,-]\d)"
)
_WORD = re.compile(r"[\s\u00a0\u202f]?(?P<word>[^\W\d_]+\.?|[^\W\d_]+-[^\W\d_]+)")
_OF = re.compile(r"[\s\u00a0](?:(?:de|di)\s|d['’])")
_SYMBOL = re.compile(r"[\s\u00a0\u202f]?(?:[kMGT]?Wh?|[kcm]?m[²³2]?|kg|km/h|ha|°C|t|[GMT]B)(?!\w|\.\w)")
_OF_UNIT = re.compile(r"[\s\u00a0\u202f](?:de\s|di\s|d['’])?(?P<word>[^\W\d_]{3,})")
_LEAST = 1000
_YEARS = range(1800, 2101)


def is_foreign(text: str, language: str | None) -> bool:
    """Say whether ``text`` is in another language than English, by ``language`` (BCP 47 or None) and its own words."""
    if language is None or language.lower().startswith("en"):
        return False
    sample = text[:_SAMPLE]
    count = len(_ANY_WORD.findall(sample))
    if len(_LETTER.findall(sample)) * _LETTERS_FOR_ONE < len(sample) and count < _FEWEST:
        return False
    return len(_ENGLISH.findall(sample)) * _WORDS_FOR_ONE < count


def find_foreign(text: str, *, sentences: Sequence[Span]) -> Iterator[Candidate]:
    """Yield the figures inside ``sentences`` of ``text`` (not English), in order, with value, unit and span only."""
    at = 0
    for start, end in sentences:
        for found in _NUMBER.finditer(text, start, end):
            if found.start() < at or (value := _value(found["digits"])) is None:
                continue
            one = _figure(text, found, -value if found.group()[0] in "-−–" else value, end)
            if one is not None:
                at = one.end
                yield one


def _value(digits: str) -> Exact | None:
    """Return what digits say where points, blanks or commas group them; None when a comma may do either."""
    bare = re.sub(r"[\u00a0\u202f\u2009 '’]", "", digits)
    marks = [c for c in bare if c in ".,"]
    last = marks[-1] if marks else ""
    tail = bare.rpartition(last)[2] if last else ""
    if not last:
        return int(bare)
    if len(tail) == len("000") and (len(set(marks)) == 1) and (last == "." or len(marks) > 1):
        return int(bare.replace(last, ""))
    if marks.count(last) > 1 or len(tail) == len("000"):
        return None
    whole = bare[: -len(tail) - 1].replace(".", "").replace(",", "")
    return Fraction(int(whole + tail), 10 ** len(tail)) if whole else None


def _figure(text: str, found: re.Match[str], value: Exact, stop: int) -> Candidate | None:
    start, end = found.span()
    factor, end = _scaled(text, end)
    large = factor > 1 or value.denominator != 1 or not -_LEAST < value < _LEAST
    if factor > 1 and text[end : end + 1].isdigit():
        return None  # 112兆5717億円
    value *= factor
    if percent := _percent().match(text, end, stop):
        return _candidate("percent", "percent", value, start, percent.end(), 0.8)
    if before := currency_before(text, start, large=large):
        return _candidate("money", before.code, value, before.start, end, 0.85)
    code, behind = _currency(text, end, large=large)
    if code:
        return _candidate("money", code, value, start, behind, 0.85)
    word = _OF_UNIT.match(text, end)
    if word and (name := heads("foreign_units").get(word["word"].lower())):
        return _candidate("measure", name, value, start, word.end(), 0.6)
    if _SYMBOL.match(text, end) and (unit := unit_after(text, end)) and unit.unit.kind == "measure":
        return _candidate("measure", unit.unit.name, value * unit.unit.factor, start, unit.end, 0.6, unit.unit.per)
    grouped = not found["digits"].isdigit() and value.denominator == 1
    if factor > 1 or (
        value >= _LEAST and (grouped or int(value) not in _YEARS) and len(found["digits"]) <= len("000.000.000.000")
    ):
        return _candidate("count", None, value, start, end, 0.4) if factor > 1 or grouped else None
    return None


def _scaled(text: str, end: int) -> tuple[int, int]:
    """Return what scale words multiply by and where they end: 3 Mio., 2 mil millones."""
    factor = 1
    for _ in range(2):
        word = _WORD.match(text, end)
        scale = _scale(word["word"].lower()) if word else None
        if word is None or scale is None:
            break
        factor, end = factor * scale[0], word.end() - scale[1]
    return factor, end


def _scale(word: str) -> tuple[int, int] | None:
    """Return the factor of a scale word and how many characters behind it are not its own: a full stop, 円 of 万円."""
    scales = heads("foreign_scales")
    for cut in (0, 1):
        if factor := scales.get(word[: len(word) - cut]):
            return int(factor), cut
    if (first := scales.get(word[:1])) and not word[0].isascii():
        return int(first), len(word) - 1
    return None


def _currency(text: str, end: int, *, large: bool) -> tuple[str | None, int]:
    of = _OF.match(text, end)
    at = of.end() - (text[of.end() - 1] == " ") if of else end
    if found := currency_after(text, at, large=large):
        return found.code, found.end
    word = _WORD.match(text, at)
    if word is None:
        return None, end
    name = word["word"].rstrip(".")
    currencies = heads("foreign_currencies")
    if code := currencies.get(name.lower()):
        return code, word.start("word") + len(name)
    code = currencies.get(name[:1]) if not name[0].isascii() else None
    return code, word.start("word") + 1


@cache
def _percent() -> re.Pattern[str]:
    """Return a pattern of what stands for "percent" behind digits, from ``data/foreign_percent.txt``."""
    forms = (re.escape(said).replace(r"\*", r"\w*").replace(r"\ ", r"\s") for said in entries("foreign_percent"))
    ends = (form if form.endswith((".", "*")) else form + r"\b" for form in forms)
    return re.compile(rf"[\s\u00a0\u202f]?(?:%|{'|'.join(ends)})", re.IGNORECASE)


def _candidate(
    kind: FigureKind, unit: str | None, value: Exact, start: int, end: int, score: float, per: str | None = None
) -> Candidate:
    figure = Figure(kind, plain(value), None, None, unit, per, None, None, None, None, None)
    return Candidate("figure", start, end, score, figure=figure)
