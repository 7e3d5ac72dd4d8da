"""When the pinned words still stand in the text and yet are not the same text: they became part of something larger.

``255 billion`` stands in ``1255 billion``, ``0.255 billion`` and ``255 billionths``; ``6.9`` stands in ``6.9 million``
where it was ``6.9 billion``; ``attend`` stands in ``will not attend``. What touches the words on both sides is
compared with what touched them when they were pinned, and a difference is a change.
"""

from __future__ import annotations

import re
import unicodedata

from briefing.pins.pin import CONTEXT, Anchor


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words("""
    not no never nor neither without cannot hardly scarcely barely nobody nothing none
    nicht kein keine keinen keiner nie niemals ohne  ne pas jamais aucun aucune sans  sin nunca jamás ninguno ninguna
    não nem sem  non mai senza nessuno nessuna  niet geen nooit zonder  inte ingen inget aldrig  ikke ingen aldri
    не ни нет никогда без  ні немає ніколи  nie bez ani nigdy  ne nikdy není  δεν όχι  değil
""")
"""Words that turn a statement into its opposite, in the languages of most sources."""

SCALES = _words("""
    hundred hundreds thousand thousands million millions billion billions trillion trillions quadrillion dozen dozens
    lakh crore bn mn mln bln tn trn k m b t percent percentage pct
""")
"""Words behind a number that multiply it."""

UNITS = _words("""
    dollar dollars euro euros pound pounds yen yuan renminbi ruble rubles rouble roubles rupee rupees hryvnia hryvnias
    hryvnya hryvnyas franc francs lira liras peso pesos won real reais rand zloty zlotys krona kronor krone kroner
    shekel shekels riyal riyals dirham dirhams dinar dinars cent cents kopecks
    metre metres meter meters kilometre kilometres kilometer kilometers centimetre centimetres centimeter centimeters
    millimetre millimetres millimeter millimeters mile miles yard yards foot feet inch inches km cm mm acre acres
    hectare hectares kg gram grams kilogram kilograms kilogramme kilogrammes ton tons tonne tonnes ounce ounces
    barrel barrels bpd litre litres liter liters gallon gallons watt watts kilowatt kilowatts megawatt megawatts
    gigawatt gigawatts kw mw gw kwh mwh gwh twh degree degrees celsius fahrenheit kmh mph knot knots second seconds
    minute minutes hour hours day days week weeks month months quarter quarters year years decade decades
    point points basis times
""")
"""Words behind a number that say what it counts in."""

_STOP = r"\s()\[\]{}\"“”„«»—…;"
_LEFT_NUMBER = re.compile(rf"(?:(?<!\d)\d{{1,3}}[ \u00a0\u202f\u2009])*[^{_STOP}]*\Z")
_RIGHT_NUMBER = re.compile(rf"[^{_STOP}]*(?:[\u00a0\u202f\u2009 ]\d{{3}}(?!\d))*")
_LEFT_WORD = re.compile(r"(?:\w+['’‐‑-])*\w*\Z")
_RIGHT_WORD = re.compile(r"\w*(?:['’‐‑-]\w+)*")
_POSSESSIVE = re.compile(r"['’]s\Z")
_CURRENCY_BEFORE = re.compile(r"(?<!\w)([A-Z]{3}|Hr|Rs|Fr|kr|zł|[^\w\s()]?[^\w\s()\"“”„«».,;:!?'’–—-]|minus|plus)\s\Z")
_WORD_AFTER = re.compile(r"[\s-]*([^\W\d_]+|%|‰)")
_CURRENCY_AFTER = re.compile(r"\s?([A-Z]{3}\b|[^\w\s])")
_LAST_WORDS = re.compile(r"(?:(?<!\S)([^\W\d_]+(?:['’]t)?)\s+)?(?<!\S)([^\W\d_]+(?:['’]t)?)\s+\Z")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_LAST_TOKEN = re.compile(r"[^\W_]+\W?\Z")


def difference(anchor: Anchor, text: str, start: int) -> str | None:
    """Say how the words at ``start`` became part of something else since they were pinned; None when they did not.

    ``text`` holds ``anchor.exact`` at ``start``.
    """
    end = start + len(anchor.exact)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if before == anchor.prefix and after == anchor.suffix:
        return None
    exact = anchor.exact
    return (
        _compare(_left(anchor.prefix, exact), _left(before, exact), "before")
        or _compare(_right(anchor.suffix, exact), _right(after, exact), "after")
        or _compare(_unit_before(anchor.prefix, exact), _unit_before(before, exact), "before")
        or _compare(_unit_after(anchor.suffix, exact), _unit_after(after, exact), "after")
        or _compare(_negation_before(anchor.prefix), _negation_before(before), "before")
        or _compare(_negation_after(anchor.suffix), _negation_after(after), "after")
    )


def widened(anchor: Anchor, text: str, start: int) -> tuple[int, int]:
    """Return the span of the larger thing that the words at ``start`` became part of."""
    end = start + len(anchor.exact)
    left = _left(text[max(0, start - CONTEXT) : start], anchor.exact)
    right = _right(text[end : end + CONTEXT], anchor.exact)
    return start - len(left), end + len(right)


def _compare(old: str, new: str, side: str) -> str | None:
    if old == new:
        return None
    if not old:
        return f"“{new.strip()}” now stands right {side} the pinned words"
    if not new:
        return f"“{old.strip()}” no longer stands right {side} the pinned words"
    return f"“{old.strip()}” right {side} the pinned words became “{new.strip()}”"


def _is_currency(char: str) -> bool:
    return unicodedata.category(char) == "Sc"


def _left(before: str, exact: str) -> str:
    first = exact[0]
    if first.isdigit() or _is_currency(first) or (first in ".,+-−±" and exact[1:2].isdigit()):
        match = _LEFT_NUMBER.search(before)
    elif first.isalnum() or unicodedata.combining(first):
        match = _LEFT_WORD.search(before)
    else:
        return ""
    return match.group() if match else ""


def _right(after: str, exact: str) -> str:
    last = exact[-1]
    if unicodedata.combining(after[:1] or " "):
        return after[:1]
    if last.isdigit() or (last in ".,:/" and exact[-2:-1].isdigit() and after[:1].isdigit()):
        match = _RIGHT_NUMBER.match(after)
        return match.group().rstrip(".,:!?'’–-/") if match else ""
    if last.isalnum():
        match = _RIGHT_WORD.match(after)
        return _POSSESSIVE.sub("", match.group()) if match else ""
    return ""


def _unit_before(before: str, exact: str) -> str:
    match = _CURRENCY_BEFORE.search(before) if exact[0].isdigit() else None
    return match.group(1) if match else ""


def _unit_after(after: str, exact: str) -> str:
    last = _LAST_TOKEN.search(exact)
    if last is None or not (exact[-1].isdigit() or last.group().lower() in SCALES):
        return ""
    match = _WORD_AFTER.match(after)
    if match and (match.group(1) in "%‰" or match.group(1).lower() in SCALES | UNITS):
        return match.group(1).lower()
    match = _CURRENCY_AFTER.match(after)
    return match.group(1) if match and (match.group(1).isalpha() or _is_currency(match.group(1))) else ""


def _is_negation(word: str | None) -> bool:
    return word is not None and (word.lower() in NEGATIONS or word.lower().endswith(("n't", "n’t")))


def _negation_before(before: str) -> str:
    match = _LAST_WORDS.search(before)
    return " ".join(word for word in match.groups() if word and _is_negation(word)).lower() if match else ""


def _negation_after(after: str) -> str:
    match = _NEXT_WORD.match(after)
    return match.group(1).lower() if match and _is_negation(match.group(1)) else ""
