"""Units of measure as they stand after a number: their names, symbols, and what a rate is per.

The table is ``data/units.txt``; metric names and symbols with a prefix are made from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from briefing.extract.finding import FigureKind

_TABLE = Path(__file__).parent / "data" / "units.txt"
_PREFIXES = {
    "p": "pico",
    "n": "nano",
    "µ": "micro",
    "m": "milli",
    "c": "centi",
    "d": "deci",
    "h": "hecto",
    "k": "kilo",
    "M": "mega",
    "G": "giga",
    "T": "tera",
    "P": "peta",
}

_AFTER = re.compile(
    r"(?P<gap>[\s\u00a0\u202f]{0,2}|\s?[-‐‑–]\s?|\s?[(\[{<](?=[A-Za-zµμ]{1,4}[)\]}>]))"
    r"(?P<words>%|‰|％|٪|″|¢|[°º]\s?[CF]?(?![a-z])|℃|℉|×(?!\s?\d)|[A-Za-zµμΩ]+[²³23]?(?:/[A-Za-z0-9]+[²³23]?)?"
    r"(?:[ \u00a0-][A-Za-zµμ]+[²³23]?(?:/[A-Za-z]+)?){0,3})"
)
_SPLIT = re.compile(r"[ \u00a0-]")
_FIRST = re.compile(r"[^ \u00a0/-]*")
_MOST = 4
"""Words that the pattern above finds at most."""
_TIGHT_INCH = re.compile(r"(?<=[0-9½¼¾])in(?![\w-])")
"""Letters that are a word wherever white space parts them from the digits."""
_SHORT_IN_PROSE = frozenset({"a", "p", "s", "d", "h", "l", "t", "x", "g", "V", "N", "J", "L", "W"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its kind of figure, its common name in singular, what it is per, and what it multiplies a number by."""

    kind: FigureKind
    name: str
    per: str | None = None
    factor: int = 1


@dataclass(slots=True)
class UnitFound:
    """A unit in a text and where it ends."""

    unit: Unit
    end: int


@cache
def table() -> dict[str, Unit]:
    """Return every spelling of every unit: in small letters, or as written where case matters."""
    units: dict[str, Unit] = {}
    kind: FigureKind = "measure"
    for line in _TABLE.read_text("utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("% "):
            kind = line[2:]  # type: ignore[assignment]
            continue
        for spelling, unit in _entries(line, kind):
            units.setdefault(spelling.replace("\N{GREEK SMALL LETTER MU}", "\N{MICRO SIGN}"), unit)
    return units


@cache
def unit_words() -> dict[str, int]:
    """Return the first word of every spelling, in small letters, and how many words a spelling that it opens has.

    Most words behind a number open none.
    """
    most: dict[str, int] = {}
    for spelling in table():
        first = first_word(spelling)
        most[first] = max(most.get(first, 1), len(_SPLIT.split(spelling)))
    return most


def first_word(words: str) -> str:
    """Return the first word of a spelling, in small letters."""
    first = _FIRST.match(words)
    return first.group().lower() if first else ""


def _entries(line: str, kind: FigureKind) -> list[tuple[str, Unit]]:
    head, _, rest = line.partition(": ")
    spellings, _, prefixes = rest.partition(" | ")
    listed = [s.strip() for s in spellings.split(",")]
    factor = 1
    if head.startswith("= "):
        number, head = head[2:].split(" ", 1)
        factor = int(number)
    name, _, per = head.removeprefix("* ").partition(" / ")
    unit = Unit(kind, name, per or None, factor)
    found = [(form, unit) for s in ([] if per or factor > 1 else [name]) + listed for form in _forms(s)]
    for prefix in prefixes.split():
        word = _PREFIXES[prefix]
        larger = Unit(kind, word + name)
        for s in [name, *listed]:
            found += [(form, larger) for form in _forms(word + s if len(s) > 2 else prefix + s)]
    return found


def _forms(spelling: str) -> list[str]:
    if _as_written(spelling):
        return [spelling]
    spelling = spelling.lower()
    if not spelling.isascii() or len(spelling) < 3:
        return [spelling]
    first, space, last = spelling.rpartition(" ")
    plural = last + ("es" if last.endswith(("ch", "sh", "x")) else "s")
    if last.endswith("y") and last[-2] not in "aeiou":
        plural = last[:-1] + "ies"
    forms = [spelling, first + space + plural]
    if first.startswith("degree"):
        forms += [f.replace("degree", "degrees", 1) for f in forms]
    return forms


def _as_written(spelling: str) -> bool:
    return spelling != spelling.lower() or len(spelling) == 1


def unit_after(text: str, end: int) -> UnitFound | None:
    """Return the unit that follows a number that ends at ``end`` (longest spelling first), or None."""
    if text.startswith("in", end) and _TIGHT_INCH.match(text, end):
        return UnitFound(table()["inch"], end + 2)
    found = _AFTER.match(text, end)
    if not found:
        return None
    words, start = found["words"], found.start("words")
    most = _MOST
    if words[0].isascii() and words[0].isalpha():
        most = unit_words().get(first_word(words), 0)
        if not most:
            return None
    cuts = [m.start() for m in _SPLIT.finditer(words)]
    cuts.append(len(words))
    cuts = cuts[_MOST - 1 :: -1] if "/" in words else cuts[most - 1 :: -1]
    if (slash := words.find("/")) > 0:
        cuts.append(slash)  # 12 ounces/340 grams
    for cut in cuts:
        unit = lookup(words[:cut])
        if unit and _fits(text, end, start, cut, words[:cut]):
            return UnitFound(unit, _closed(text, found["gap"], start + cut))
    return None


def _closed(text: str, gap: str, end: int) -> int:
    return end + 1 if gap.strip() and gap.strip() in "([{<" and text[end : end + 1] in ")]}>" else end


@lru_cache(maxsize=8192)
def lookup(words: str) -> Unit | None:
    """Return the unit that ``words`` spell, or None."""
    units = table()
    words = words.replace("\N{GREEK SMALL LETTER MU}", "\N{MICRO SIGN}")
    if len(words) == 1:
        return units.get(words)
    found = units.get(words) or units.get(words.replace("-", " ").replace("\u00a0", " ").lower())
    return found or (_rate(*words.split("/", 1)) if "/" in words else None)


def _rate(what: str, per: str) -> Unit | None:
    """Return the rate that two units with a slash between them spell: kg/ha, barrels/day."""
    unit, time = lookup(what), lookup(per)
    if unit is None or time is None or unit.per or time.per or unit.kind != "measure" or time.kind == "percent":
        return None
    return Unit(unit.kind, unit.name, time.name, unit.factor)


def _fits(text: str, end: int, start: int, cut: int, words: str) -> bool:
    """Say whether a spelling may stand there: letters that are words of their own only right after the digits."""
    after = text[start + cut : start + cut + 1]
    if after.isalnum() or (after in ("'", "’") and len(words) < 3):
        return False
    if len(words) == 1 and words.isupper() and (text[end:start] == "-" or after == "-"):
        return False  # Law 137-V, four V-22 aircraft
    if words in ("pc", "pp", "bar", "pt", "x", "×", "cal", "ms", "mt", "kt", "cup", "fold") or len(words) == 1:
        if words in "%‰％٪″¢°":
            return True
        if start > end and text[end:start] != "-" and words in _SHORT_IN_PROSE | {"x", "bar", "pt", "ms"}:
            return (
                words in ("p", "W", "V", "t", "g", "L")
                and text[end:start] == " "
                and not text[start + 2 : start + 3].isupper()
            )
        scaled = words in ("mt", "kt") and text.endswith(("million", "billion", "thousand", "m", "bn"), 0, end)
        return text[end - 1].isdigit() or scaled or words in ("cup", "bar", "fold")
    return not (words == "min" and start > end and after == ".")
