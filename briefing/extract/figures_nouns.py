"""What a count counts: the noun phrase after a number, and its singular."""

from __future__ import annotations

import re

from briefing.extract.finding import Span
from briefing.extract.lexicon import words

_WORD = re.compile(r"(?P<gap>[\s\u00a0]|-)(?P<word>[^\W\d_][\w’'-]*)(?P<mark>[.,;:!?)]?)")
_MOST = 6

_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth"}
_IRREGULAR |= {"mice": "mouse", "geese": "goose", "lives": "life", "wives": "wife", "knives": "knife", "wolves": "wolf"}
_IRREGULAR |= {"leaves": "leaf", "halves": "half", "thieves": "thief", "shelves": "shelf", "criteria": "criterion"}
_IRREGULAR |= {
    "media": "medium",
    "phenomena": "phenomenon",
    "crises": "crisis",
    "analyses": "analysis",
    "bases": "base",
}
_IRREGULAR |= {"aircraft": "aircraft", "spacecraft": "spacecraft", "series": "series", "species": "species"}
_IRREGULAR |= {"personnel": "personnel", "police": "police", "cattle": "cattle", "sheep": "sheep", "fish": "fish"}
_IRREGULAR |= {
    "headquarters": "headquarters",
    "oxen": "ox",
    "dice": "die",
    "data": "datum",
    "buses": "bus",
    "movies": "movie",
}
_IRREGULAR |= {
    "gases": "gas",
    "ties": "tie",
    "pies": "pie",
    "cookies": "cookie",
    "rookies": "rookie",
    "zombies": "zombie",
}
_IRREGULAR |= {"axes": "axe", "houses": "house", "hostages": "hostage", "warheads": "warhead"}
_NO_PLURAL = frozenset(
    "previous various serious less plus this its his as is was has does perhaps always across versus towards besides "
    "sometimes us years yes ours theirs hers thus continuous famous dangerous religious numerous enormous tremendous "
    "straight consecutive pass says goes comes makes takes gives gets".split()
) - {"years"}
_LEADING = frozenset("more other additional further extra fewer such of-the".split())


def counted(text: str, at: int, *, one: bool) -> tuple[str, Span] | None:
    """Return what is counted by a number that ends at ``at``: its singular and the span of the words; or None.

    ``one`` says that the number is one, after which the noun stands in singular.
    """
    found = _phrase(text, at, one=one)
    if found is None:
        return None
    start, end = found
    phrase = text[start:end]
    while " " in phrase and phrase.partition(" ")[0].lower() in _LEADING:
        start += phrase.index(" ") + 1
        phrase = text[start:end]
    rest, space, head = phrase.rpartition(" ")
    return rest + space + (head if one else singular(head)), (start, end)


def _phrase(text: str, at: int, *, one: bool) -> Span | None:
    """Return the span of the noun phrase: up to its first plural, or for one thing up to a word that ends phrases."""
    start = last = -1
    plural = False
    for _ in range(_MOST):
        found = _WORD.match(text, at)
        if not found or (found["gap"] == "-" and start >= 0):
            break
        word = found["word"].rstrip("-’'")
        if word.lower() in words("phrase_ends") or (plural and not is_plural(word)):
            break
        start = found.start("word") if start < 0 else start
        at = last = found.start("word") + len(word)
        if word.endswith(("'s", "’s")):
            return (start, last - 2) if is_plural(word[:-2]) else None
        plural = is_plural(word)
        if found["mark"]:
            break
    if start < 0 or (not plural and not one):
        return None
    return start, last


def is_plural(word: str) -> bool:
    """Say whether ``word`` looks like a noun in plural."""
    small = word.lower()
    if small in _IRREGULAR:
        return True
    if small in _NO_PLURAL or len(small) < 3 or not small.endswith("s"):
        return False
    return not small.endswith(("ss", "ous", "sis")) and (not small.endswith("us") or small.endswith("aus"))


def singular(word: str) -> str:
    """Return the singular of a plural noun: irregular ones from a table, the rest by spelling."""
    small = word.lower()
    if small in _IRREGULAR:
        one = _IRREGULAR[small]
        return one.capitalize() if word[0].isupper() else one
    if small.endswith("ies") and len(small) > 4:
        return word[:-3] + "y"
    if small.endswith("men"):
        return word[:-2] + "an"
    if small.endswith(("sses", "ches", "shes", "xes", "zzes", "ruses", "nuses", "oes")):
        return word[:-2]
    return word[:-1] if small.endswith("s") and not small.endswith("ss") else word
