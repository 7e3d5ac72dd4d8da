"""What the words beside an amount do to it: over, under, about; up or down."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount
from briefing.extract.figures_moves import moved_after, moved_before
from briefing.extract.figures_near import last_word
from briefing.extract.finding import Direction, Qualifier

_BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (
        "at least",
        r"at (?:the )?(?:very )?least|(?:no|not) (?:less|fewer|lower|smaller|shorter|younger) than|"
        r"minimum(?: of)?|starting (?:at|from)|≥|>=",
    ),
    (
        "at most",
        r"up to|at (?:the )?(?:very )?most|(?:no|not) (?:more|longer|later|higher|larger|greater|bigger|older) than|"
        r"as (?:many|much|high|long|far|few|little|low) as|"
        r"maximum(?: of)?|capped at|not exceeding|≤|<=",
    ),
    (
        "over",
        r"(?:more|greater|larger|higher|bigger|longer|better|wider|heavier|older|worse|faster|over) than|over|above|"
        r"exceed(?:s|ed|ing)?|(?:in )?excess of|upwards? of|beyond|topp(?:ed|ing)|surpass(?:ed|ing)|north of|>",
    ),
    (
        "under",
        r"(?:less|fewer|lower|smaller|shorter|younger|cheaper|slower) than|under|below|short of|shy of|south of|sub-|<",
    ),
    (
        "about",
        r"about|around|approximately|approx\.?|roughly|nearly|almost|some|circa|ca?\.|~|≈|∼|closer? to|nearer(?: to)?|"
        r"an? estimated|"
        r"estimated(?: at)?|in the region of|in the neighbou?rhood of|near|averag(?:es|ed|ing)|barely|something like|"
        r"an? approximate|virtually|more or less",
    ),
)
_QUALIFIER = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"(?P<q{i}>{words})" for i, (_, words) in enumerate(_BEFORE)) + r")"
    r"[\s\u00a0]*(?:an?\s|just\s|only\s|just about\s|another\s|total of\s|of\s|roughly\s|about\s)?$",
)
_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "at least",
        re.compile(
            r"\+|-?\s?plus\b|\s(?:[\w-]+\s){0,2}?"
            r"(?:or (?:more|older|above|over|higher|greater|longer|better)|and (?:older|over|above|up))\b"
            r"|\sat (?:the very )?least\b"
        ),
    ),
    (
        "at most",
        re.compile(
            r"\s(?:[\w-]+\s){0,2}?(?:or (?:less|fewer|younger|under|below|lower)|and (?:younger|under))\b"
            r"|\sat (?:the )?most\b|\stops\b|\smax(?:imum)?\b"
        ),
    ),
    (
        "about",
        re.compile(r"\s(?:[\w-]+\s){0,2}?or so\b|-odd\b|-ish\b|\sor thereabouts\b|\sapproximately\b"),
    ),
)
_MAY_FOLLOW = re.compile(r"[+-]|plus|\s(?:[\w-]+\s){0,2}?(?:or|and|at|tops|plus|max\w*|approximately)\b")
"""What any of these has in it: most figures are followed by nothing of the kind."""
_BETWEEN: dict[str, Qualifier] = {"-plus": "at least", "-odd": "about"}
"""What may stand between a number and its unit."""
_WORD = re.compile(r"[a-z]+|[^\sa-z]")
_HEDGES = re.sub(r"[\\(){}?:|\[\]+*]", " ", " ".join(words for _, words in _BEFORE))
_INFLECTED = (
    "exceeds",
    "exceeded",
    "averages",
    "averaged",
    "averaging",
    "topped",
    "topping",
    "surpassed",
    "surpassing",
)
_KEYS = frozenset((*_WORD.findall(_HEDGES), *_INFLECTED, "close", "upward", "c"))
"""Every word and sign of the hedges: most figures have none before them."""
_ENDS = _KEYS.union(("a", "an", "just", "only", "another", "total", "of", "roughly", "about"))
"""The last word before a figure, where it is hedged."""
_NO_HEDGE = frozenset(',;:()"“”')
"""Marks that end no hedge."""
_CLOSES = frozenset(",.;:!?)")
_WINDOW = 44
_WIDER = 64
"""Characters before a figure that a hedge and a movement may take up."""
_OVER = re.compile(r"over\b(?!\sthan)")
_FOR_OVER = re.compile(
    r"\b(?:for|well|just|of|after|took|takes|take|taking|wait|waits|waited|waiting|spend|spent|spending|last|lasts|lasted|serve|served|been|little|a|an|aged?)\s+over\s+$",
)
_ADJECTIVE = re.compile(r"(?:some|near|minimum|maximum)\b")

_MULTIPLIED = re.compile(r"(?:(?:doubl|tripl|trebl|quadrupl)|(halv))(?:ed|es|ing)\b", re.IGNORECASE)
_WILL_MULTIPLY = re.compile(r"\b(?:will|would|could|should|may|might|can|to)\s(?:[\w-]+\s){0,2}$")
_ELLIPSIS = re.compile(r"[,;]?\s(?:and\s|while\s)?[^,.;:()\d\n]{1,44}?\s(?:by|–|—|-)\s(?:about\s|around\s|nearly\s)?")
_LONGEST_ELLIPSIS = 70
"""Characters that the pattern before can stand for."""
_OR = re.compile(r",?\sor\s(?:(?:about|around|nearly|almost|roughly|some)\s)?")
_MOVES = frozenset(("percent", "percentage point", "basis point", "money", "measure"))


def words_before(small: str, one: Amount, floor: int) -> tuple[str, str]:
    """Return what stands before ``one`` in ``small`` (the text in small letters) from ``floor`` on; its last word."""
    before = small[max(floor, one.start - _WIDER) : one.start]
    return before, last_word(before)


def qualifier(text: str, one: Amount, before: str, last: str) -> Qualifier | None:
    """Return what the words right before or after ``one`` say of its precision; see :func:`words_before`."""
    window = before[-_WINDOW:]
    found = _hedge(window, last)
    if found and not _is_preposition(found.group(), window, one):
        return _BEFORE[next(i for i in range(len(_BEFORE)) if found[f"q{i}"] is not None)][0]
    if text[one.end : one.end + 1] not in _CLOSES and _MAY_FOLLOW.match(text, one.end):
        for name, pattern in _AFTER:
            if pattern.match(text, one.end):
                return name
    if text[one.number.end : one.number.end + 1] == "-":
        return _BETWEEN.get(text[one.number.end : one.number.end + 5].strip())
    return None


def _hedge(window: str, last: str) -> re.Match[str] | None:
    """Return the hedge that ends ``window``, tried at each of its last words that one begins with."""
    if last[-1:] in _NO_HEDGE or (last not in _ENDS and last.isascii() and last.isalpha()):
        return None
    for word in list(_WORD.finditer(window))[-5:]:
        if word.group() in _KEYS and (found := _QUALIFIER.match(window, word.start())):
            return found
    return None


def _is_preposition(words: str, window: str, one: Amount) -> bool:
    """Say whether "over", "above" … is about place or time: "over three years" is while they last."""
    if one.kind == "duration" and _OVER.match(words):
        return not _FOR_OVER.search(window)
    return one.kind == "multiple" and bool(_ADJECTIVE.match(words))


def direction(text: str, one: Amount, before: str, last: str) -> Direction | None:
    """Return whether the words beside ``one`` say that something moved up or down by it; see :func:`words_before`."""
    if one.signed == "+":
        return "up"
    if one.number.form == "multiple":
        if verb := _MULTIPLIED.match(text, one.number.start):
            return "down" if verb[1] else "up"
        if _WILL_MULTIPLY.search(text, one.start - min(len(before), 30), one.start):
            return "up"
    points = one.kind in (None, "count") and one.noun is None and one.number.decimals > 0
    way = moved_before(before, last, "measure" if points else one.kind)
    return way or moved_after(text, one.end, one.kind)


def same_move(text: str, before: Amount, one: Amount) -> bool:
    """Say whether ``one`` leaves out the verb of the amount before it: "rose 2.3%, the other by 2.6%", "or 2.6%"."""
    if before.rest > one.start:
        return False
    if one.kind in _MOVES and before.kind != one.kind and _OR.fullmatch(text, before.rest, one.start):
        return True
    if before.kind != one.kind or one.start - before.rest > _LONGEST_ELLIPSIS:
        return False
    return bool(_ELLIPSIS.fullmatch(text, before.rest, one.start))
