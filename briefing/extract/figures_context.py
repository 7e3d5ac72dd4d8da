"""What the words beside an amount do to it: over, under, about; up or down."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount
from briefing.extract.finding import Direction, Qualifier

_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (
        "at least",
        r"at least|at the least|no less than|no fewer than|not less than|not fewer than|a? ?minimum of|minimum|starting (?:at|from)|≥|>=",
    ),
    (
        "at most",
        r"up to|at most|at the most|no more than|not more than|as (?:many|much|high|long|far|few|little|low) as|"
        r"a? ?maximum of|maximum|capped at|not exceeding|≤|<=",
    ),
    (
        "over",
        r"(?:more|greater|larger|higher|bigger|longer|better|wider|heavier|older|worse|faster|over) than|over|above|"
        r"exceed(?:s|ed|ing)?|(?:in )?excess of|upwards? of|beyond|topp(?:ed|ing)|surpass(?:ed|ing)|north of|>",
    ),
    (
        "under",
        r"(?:less|fewer|lower|smaller|shorter|younger|cheaper|slower) than|under|below|short of|shy of|south of|<",
    ),
    (
        "about",
        r"about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca?\.|~|≈|∼|close to|an? estimated|"
        r"estimated(?: at)?|in the region of|in the neighbou?rhood of|near|averag(?:es|ed|ing)|an? average of|average|"
        r"barely|something like|an? approximate|virtually|more or less|reportedly",
    ),
)
_QUALIFIER = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<q{i}>{words})" for i, (_, words) in enumerate(_BEFORE)) + r")"
    r"[\s\u00a0]*(?:an?\s|the\s|just\s|only\s|just about\s|another\s|total of\s|of\s|roughly\s|about\s)?$",
    re.IGNORECASE,
)
_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(
            r"\+|-?\s?plus\b|\s(?:[\w-]+\s){0,2}?or (?:more|older|above|over|higher|greater|longer|better)\b|\sat (?:the very )?least\b"
        ),
    ),
    (
        "at most",
        re.compile(
            r"\s(?:[\w-]+\s){0,2}?or (?:less|fewer|younger|under|below|lower)\b|\sat (?:the )?most\b|\smaximum\b|\stops\b"
        ),
    ),
    (
        "about",
        re.compile(r"\s(?:[\w-]+\s){0,2}?or so\b|-odd\b|-ish\b|\sor thereabouts|\son average\b|\sapproximately\b"),
    ),
)
_WINDOW = 44
_SPENT_OVER = re.compile(r"\b(?:over|within|in)\s+(?:the\s)?$", re.IGNORECASE)
_OVER_TIME = re.compile(r"\b(?:for|well|just|of|after|took|takes|been|little)\s+over\s+$", re.IGNORECASE)


def qualifier(text: str, one: Amount, floor: int) -> Qualifier | None:
    """Return what the words right before (from ``floor`` on) or after ``one`` say of its precision."""
    window = text[max(floor, one.start - _WINDOW) : one.start]
    found = _QUALIFIER.search(window)
    if found and not _is_preposition(found.group(), window, one):
        return _BEFORE[next(i for i in range(len(_BEFORE)) if found[f"q{i}"] is not None)][0]
    for name, pattern in _AFTER:
        if pattern.match(text, one.end):
            return name
    return None


def _is_preposition(words: str, window: str, one: Amount) -> bool:
    """Say whether "over", "above" … is about place or time: "over three years" is while they last."""
    if one.kind == "duration" and re.match(r"over\b", words, re.IGNORECASE) and "than" not in words:
        return not _OVER_TIME.search(window)
    return bool(re.match(r"(?:some|near|minimum|maximum|average)\b", words, re.IGNORECASE)) and one.kind == "multiple"


_UP = (
    r"up|rose|rises?|risen|rising|rallied|rall(?:y|ies|ying)|gain(?:s|ed|ing)?|add(?:s|ed|ing)?|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|"
    r"increas(?:e|es|ed|ing)|grew|grows?|grown|growing|soar(?:s|ed|ing)?|surg(?:e|es|ed|ing)|advanc(?:e|es|ed|ing)|"
    r"accelerat(?:e|es|ed|ing)|expand(?:s|ed|ing)?|leap(?:s|ed|t)?|spik(?:e|es|ed|ing)|swell(?:s|ed)?|rocket(?:s|ed)?|"
    r"higher|improv(?:e|es|ed|ing)|rebound(?:s|ed)?|rais(?:e|es|ed|ing)|upward|strengthen(?:s|ed)?|firm(?:s|ed)|hik(?:e|es|ed|ing)|"
    r"put on|picked up|appreciat(?:e|es|ed|ing)|inch(?:es|ed)? up|edg(?:e|es|ed) (?:up|higher)|multipl(?:y|ied)|outperform(?:s|ed)?"
)
_DOWN = (
    r"down|fell|falls?|fallen|falling|drop(?:s|ped|ping)?|los(?:e|es|t|ing)|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|slid(?:e|es|ing)?|"
    r"slip(?:s|ped|ping)?|plung(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|tumbl(?:e|es|ed|ing)|shed(?:s|ding)?|sank|sinks?|sunk|sinking|"
    r"dip(?:s|ped|ping)?|shr[aiu]nk|shrinks?|eas(?:e|es|ed|ing)|retreat(?:s|ed)?|reduc(?:e|es|ed|ing)|cut(?:s|ting)?|slash(?:es|ed|ing)?|"
    r"contract(?:s|ed|ing)|lower(?:s|ed|ing)?|weaken(?:s|ed)?|crash(?:es|ed)?|collaps(?:e|es|ed)|div(?:es|ed)|dove|tank(?:s|ed)|"
    r"slump(?:s|ed|ing)?|worsen(?:s|ed)?|narrow(?:s|ed)|trim(?:s|med)?|pared?|gave up|halv(?:e|es|ed)|depreciat(?:e|es|ed|ing)|down by"
)
_FILL = (
    r"(?:\s+(?:by|another|further|an additional|an?|some|just|only|about|around|nearly|almost|roughly|approximately|over|under|"
    r"more|less|than|as|much|up|to|at|least|most|sharp|the|of|average|estimated|between|from|well|even|total|whopping|"
    r"record|combined|on|respectively|over|price|share|prices|[a-z]+ly)){0,5}?\s*"
)
_MOVES_BEFORE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_FILL}$", re.IGNORECASE)
_TO = re.compile(
    r"\b(?:to|at|from)\s+(?:(?:about|around|nearly|almost|just|only|over|under|an?|some)\s+){0,2}$", re.IGNORECASE
)
_MOVES_AFTER = re.compile(
    r"[\s-](?:(?:[a-z-]+\s){0,2}?)(?:(?P<up>increase|rise|gain|jump|growth|surge|hike|climb|uptick|higher|improvement|upsurge|"
    r"boost)|(?P<down>decrease|drop|fall|decline|loss|dip|plunge|slump|reduction|lower|cut|slide|contraction|downturn))\b"
)
_PROMISED = re.compile(r"\b(?:lost|gained|added|cut|raised?|shed)\b", re.IGNORECASE)


def direction(text: str, one: Amount, floor: int) -> Direction | None:
    """Return whether the words from ``floor`` on say that something moved up or down by ``one``."""
    if one.signed == "+":
        return "up"
    window = text[max(floor, one.start - 60) : one.start]
    found = _MOVES_BEFORE.search(window)
    if found and not _TO.search(window) and _moves(one, found.group()):
        return "up" if found["up"] else "down"
    after = (
        _MOVES_AFTER.match(text, one.end)
        if one.kind in ("percent", "percentage point", "basis point", "multiple", "money")
        else None
    )
    if after:
        return "up" if after["up"] else "down"
    return None


_EVENT = re.compile(r"^(?:add|los|lost|cut|rais|gain|grow|grew|div|improv|put on)", re.IGNORECASE)


def _moves(one: Amount, words: str) -> bool:
    """Say whether the verb moves a quantity: people are lost, games are lost, but neither goes down."""
    if one.kind in (None, "count", "duration"):
        return not _EVENT.match(words) and (re.search(r"\bby\b", words) is not None)
    return True
