"""Attributions that stand apart from the clause they report: *…, Smith said on Monday*.

Where several stand one behind the other at the end of a sentence, the first reports the clause, and the others tell who
relays that it was reported: *…, Ruiz said, Reuters reports*. No content reaches over them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.extract.attributions import Attribution
from briefing.extract.contents import QUESTIONS
from briefing.extract.lexicon import speech_forms
from briefing.extract.tokens import Tokens

_APART = re.compile(r"(?:D?n{0,2}M|[RM])*(?=[.,;\n\-PMRTscG]|$)")
_APART_FROM_HEARER = re.compile(
    r"(?:[OS]|D[nN]*g|[DES]?[nN0z]*[nNz](?:f[DES]?[nN0z]*[nNz](?:c[nN0z]*[nNz])?)?)?[RMO]*(?=[.,;\n\-PMRTsc]|$)"
)
"""What follows a cue that stands apart from the clause: nothing, a day, a hearer, a place or an occasion."""
_STOPS = re.compile(r"R*[,.;\n]")
"""What follows a verb of thinking that stands apart."""
TO_THAT = re.compile(
    r"(?:(?:[DES]{1,2}[dgnN0z]*[nNz]|[nN0z]*[nNz])(?:c(?:[DES]?[dgnN0z]*[nNz]|[EO]))?(?:WR*[Av][^,tscbWwVAvkqQ;:()-]*|,W[^,]*,)?)?"
    r"(?:[RMO]|[TPf][DES]?[RdgnN0zM]*[nNzM0Og](?:[Vd](?=[TP]))?|,[TPf][^,.]{1,8},|,[DES]?[nN0zM]+,)*,?t"
)
"""What may stand between a cue and its *that*: told reporters on Monday that."""
CLAUSE = re.compile("[AVvdh]")
TO_DO = re.compile("[nNz]T[nv]")
"""What a heading has for a verb in the future: Bridge to close."""
_SHARED = re.compile("[VGtc]")
"""Tags that stand between a subject and a verb only when other verbs come first."""
_RELATIVE = re.compile(",?W[^,]*(?:,|$)")
_INSERTION = re.compile("O?,[AVv]")
_SUBJECT = re.compile("[DES]?[dgnN0z]*[nN],")
"""What a clause opens with that goes on with a verb of any form behind its attribution: Inflation, he said, remains."""
_QUOTING = re.compile("[,-](?:[DES]?[dgnN0zf]*[nN]|[OH])R*A?R*V[^AVvhtWw;:]*s$")
"""Who quotes whom before *saying*, behind a clause: …, NNA quoted the mayor as; …, the mayor was quoted by NNA as."""
_QUOTED_BY = re.compile(r"(?:P[^AVvhtWw;:,]*)?(?=[.,;\n-]|$)")
_REST = re.compile("(?:[^AVvhtWwQkq:;,b]|,[DNGPM])*")
"""What follows an attribution at the end of a sentence: a place, an occasion, an apposition, but no clause."""
_LEAST = frozenset(["least", "most"])
_ROUND = frozenset(["about", "around", "over", "under", "up", "nearly"])
_SOURCES = frozenset(["cite", "quote", "refer"])
_HAS = frozenset(["has", "have", "had", "’s", "'s"])


def is_parenthesis(tokens: Tokens, found: Attribution, first: int, end: int) -> bool:
    """Say whether subject and cue stand apart from a clause: …, Smith said on Monday."""
    tags = tokens.tags
    left = left_of(tokens, found, first)
    if found.subject is None or tags[found.subject[0]] in "Ww" or not _is_done(tokens, found):
        return False
    if found.order == "participle":
        return tags[left] in ",-" and _QUOTED_BY.match(tags, found.right) is not None
    between = tags[found.subject[1] : found.cue[0]]
    if between and _SHARED.search(_RELATIVE.sub("", between, 1)):
        return False  # a subject that other verbs share opens a clause
    kinds = kinds_of(tokens, found)
    if left > first and tokens.lowers[left - 1] == "as" and (left - 1 == first or tags[left - 2] in ",-("):
        return tags[found.right] in ",M" or (left - 1 > first and _behind(kinds).match(tags, found.right) is not None)
    if found.order != "subject first" or left - first < 2 or tags[left - 1] not in ",-kqQ":
        return False
    goes_on = _INSERTION.match(tags, found.right) is not None or (
        _SUBJECT.fullmatch(tags, first, left) is not None and tags[found.right : found.right + 2] in (",n", ",R")
    )
    if left - first < 3 and not goes_on:
        return False
    if not kinds & {"say", "tell", "think", "utter"} or not (
        CLAUSE.search(tags, first, left)
        or left - first > 6
        or TO_DO.search(tags, first, left)
        or goes_on
        or (tags[first] == "P" and tags[found.right] == ",")
    ):
        return False
    if tags[found.right] in ",:" and tags[found.right + 1] in "qkQ":
        return False
    if tags[found.right] in "PTs" and (tokens.lower(found.right) in QUESTIONS or _counts(tokens, found.right)):
        return False
    if tags[found.right] in "PTs" and tags[first] in "Psgd":
        comma = tags.find(",", first, left - 1)  # When it rained, Smith apologised to the guests
        if comma < 0 or not CLAUSE.search(tags, comma, left):
            return False
    return _behind(kinds).match(tags, found.right) is not None and TO_THAT.match(tags, found.right, end) is None


def _counts(tokens: Tokens, at: int) -> bool:
    """Say whether a preposition opens a number, not an occasion: NNA reported at least six planes were seen."""
    if tokens.tags[at] != "P":
        return False
    return tokens.lower(at + 1) in _LEAST or (tokens.tags[at + 1] == "0" and tokens.lower(at) in _ROUND)


def _behind(kinds: frozenset[str]) -> re.Pattern[str]:
    """Return what may follow a cue of some kinds that stands apart."""
    return _APART_FROM_HEARER if "tell" in kinds else _STOPS if "think" in kinds else _APART


def left_of(tokens: Tokens, found: Attribution, first: int) -> int:
    """Return where an attribution starts: with the *one* of *one official*, or with who quotes somebody as saying."""
    if found.order == "participle" and found.cue[0] > first and tokens.tags[found.cue[0] - 1] == "s":
        quoting = _QUOTING.search(tokens.tags, first + 1, found.cue[0])
        return quoting.start() if quoting else found.left
    if found.passive:
        if tokens.tags[found.cue[0] - 1] in ",s":
            return found.cue[0]  # Ruiz said at a briefing, quoted by NNA
        if announced := impersonal(tokens, found, first):
            return announced
    left = found.left
    return left - 1 if left > first and tokens.lowers[left - 1] == "one" else left


def impersonal(tokens: Tokens, found: Attribution, first: int) -> int | None:
    """Return where *it was announced* starts that stands apart from the clause it reports."""
    if not found.passive or found.subject is not None:
        return None
    tags, at = tokens.tags, found.cue[0] - 1
    while at > first and tags[at] in "AR":
        at -= 1
    apart = first < at < found.cue[0] - 1 and tags[at - 1] in ",-" and tokens.lower(at) == "it"
    return at if apart and _APART.match(tags, found.cue[1]) and found.cue[1] > at else None


def kinds_of(tokens: Tokens, found: Attribution) -> frozenset[str]:
    """Return the classes of the verb that is a cue."""
    return speech_forms(tokens.lowers[found.cue[0]])


def chain(tokens: Tokens, together: Sequence[Attribution], first: int, end: int) -> list[Attribution]:
    """Return those of the attributions ``together`` in a sentence that stand behind one another at its end."""
    behind: list[Attribution] = []
    for found in reversed(together):
        if found.order == "participle" and found.verb in _SOURCES:
            continue  # Reuters reports, citing the ministry
        if found.right > end or not _ends(tokens, found, first, end):
            break
        behind.append(found)
        end = start_of(tokens, found, first)
    return behind[::-1]


def start_of(tokens: Tokens, found: Attribution, first: int) -> int:
    """Return the token at which an attribution that stands apart starts, with the comma or the *as* before it."""
    left = left_of(tokens, found, first)
    while left > first and tokens.tags[left - 1] in ",-s":
        left -= 1
    return left


def _ends(tokens: Tokens, found: Attribution, first: int, end: int) -> bool:
    """Say whether an attribution stands apart and nothing but what belongs to it follows up to ``end``."""
    left = left_of(tokens, found, first)
    if left <= first or (found.subject is None and not found.passive):
        return False
    if found.order == "according":
        rest = tokens.tags.find(",", found.right, end)
        return rest < 0 or _REST.fullmatch(tokens.tags, rest, end) is not None
    before = tokens.tags[left - 1]
    if before not in ",-s" or _REST.fullmatch(tokens.tags, found.right, end) is None:
        return False
    if found.passive or found.order == "verb first":
        return True
    return _tells(tokens, found) and is_parenthesis(tokens, found, first, end)


def _tells(tokens: Tokens, found: Attribution) -> bool:
    """Say whether a cue tells that something was said, not that it goes on."""
    kinds = kinds_of(tokens, found)
    return bool(kinds & {"say", "tell", "think"}) or found.verb in ("write", "quote")


def _is_done(tokens: Tokens, found: Attribution) -> bool:
    """Say whether a verb tells what somebody says or has said, not what he should have said or never said."""
    at = auxiliaries = found.cue[0]
    while tokens.tags[auxiliaries - 1] in "ART":
        auxiliaries -= 1
    before = tokens.tags[auxiliaries:at].strip("R")
    return not before or (before == "A" and tokens.lower(at - 1) in _HAS)
