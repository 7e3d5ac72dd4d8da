"""Where the content of a statement ends: hand-readable evidence, weighed.

What somebody *said* may run to the end of its sentence or only to *, while*, *; and*, *, according to*. Without a parse
no single sign tells, so each place where the content could end has pieces of evidence with weights in
``data/ending-evidence.txt``, and the greatest sum wins. The weights were fitted to marked-up news by a conditional
logit and rounded.
"""

from __future__ import annotations

import re

from briefing.extract.attributions import Attribution
from briefing.extract.contents import VERB, kind_of, length
from briefing.extract.lexicon import weights
from briefing.extract.tokens import Tokens

_MARK = re.compile("[,;:()cbswWLMP-]")
"""Tags before which a content may end; before a preposition when it is a phrase, or when that tells a time."""
_MOST = 14
"""Places that are looked at, and the end of the sentence."""
_TIMES = frozenset(["after", "before", "during", "since", "until", "amid", "despite"])
_NP = "(?:[DES]?[RdgnN0zM]*[nNzO0](?:[fP][DES]?[dgnN0z]*[nNz])?|[HhI])"
_NP_OPENS = "DESRdgnN0zMOHhI"
_FOLLOWS = (
    ("speech -ing", "cbRG", re.compile("[cb]?R*G")),
    ("speech verb", "cbRV", re.compile("[cb]?R*V")),
    ("verb", "cbRAv", re.compile("[cb]?R*[Av]")),
    ("-ed", "cbRd", re.compile("[cb]?R*d")),
    ("-ing", "cbRg", re.compile("[cb]?R*g")),
    ("speech clause", "cbs" + _NP_OPENS, re.compile(f"[cbs]?{_NP}R*A?R*[VG]")),
    ("clause", "cbs" + _NP_OPENS, re.compile(f"[cbs]?{_NP}R*[Avhd]")),
    ("that", "cbt", re.compile("[cb]?t")),
    ("relative", "PwW", re.compile("P?[wW]")),
    ("preposition", "cbPTf", re.compile("[cb]?[PTf]")),
    ("noun phrase", "cb" + _NP_OPENS, re.compile(f"[cb]?{_NP}")),
)
"""What may follow a mark: its name, the tags that it can open with, its pattern."""
_FOLLOWS_BY_TAG = {
    tag: tuple((name, pattern) for name, opens, pattern in _FOLLOWS if tag in opens)
    for tag in "cbsRGVAvdgtPwWTf" + _NP_OPENS
}
_NEXT_VERB = re.compile("[cb]?R*[AVvd]")
_CLOSES = re.compile(",[^,;]{1,14},R*[AVvdcb]")
_QUOTED = re.compile("[Qkq]")
_RELATIVE = re.compile("(?:,[Pf]?[wW]|W)[^,]*$")
"""What stands before a cue in a relative clause: the ministry, which has said; residents who said."""
_SEGMENT = re.compile("[,;:()-]")
_SPEECH = re.compile("[VGL]")
_NEAR = 20
"""Tokens before a cue in which the relative clause that holds it opens."""
_FINITE = re.compile("[Avh]")
_PAST = frozenset(["was", "were", "had", "did", "said", "told", "wrote", "made", "took"])
_PRESENT = frozenset(["is", "are", "has", "have", "do", "does", "say", "tell", "write"])
_OPENERS = frozenset("scbwWPRL")


def ending(tokens: Tokens, found: Attribution, first: int, end: int) -> int:
    """Return where the content that starts at token ``first`` ends, at the latest at ``end``."""
    places = possible_endings(tokens, first, end)
    if len(places) == 1:
        return end
    weigh = weights("ending-evidence").get
    verb = _first_verb(tokens.tags, first, end)
    cues: dict[tuple[str, bool], float] = {}
    sums = []
    for place in places:
        mark, clause = "whole" if place == end else tokens.tags[place], verb < place
        if (mark, clause) not in cues:
            cues[mark, clause] = sum(filter(None, map(weigh, _cue(tokens, found, first, mark, clause))))
        beside = _beside(tokens, found, first, end, place, clause)
        sums.append(cues[mark, clause] + sum(filter(None, map(weigh, beside))))
    best = places[sums.index(max(sums))]
    on_a_day = best < end and tokens.tags[best] == "M" and tokens.tags[best - 1] == "P" and best - 1 > first
    return best - 1 if on_a_day else best


def _first_verb(tags: str, first: int, end: int) -> int:
    verb = VERB.search(tags, first, end)
    return verb.start() if verb else end


def possible_endings(tokens: Tokens, first: int, end: int) -> list[int]:
    """Return the tokens before which a content may end, in order; the last is ``end``."""
    places: list[int] = []
    verb = _first_verb(tokens.tags, first, end)
    for match in _MARK.finditer(tokens.tags, first + 1, end):
        at = match.start()
        if tokens.tags[at] == "P" and verb < at and tokens.lower(at) not in _TIMES:
            continue
        if not places or at > places[-1] + 1 or tokens.tags[places[-1]] not in ",-":
            places.append(at)
            if len(places) == _MOST:
                break
    return [*places, end]


def ending_evidence(tokens: Tokens, found: Attribution, first: int, end: int, place: int) -> list[str]:
    """Return the names of what speaks for or against a content ending before the token ``place``."""
    clause = _first_verb(tokens.tags, first, end) < place
    mark = "whole" if place == end else tokens.tags[place]
    return _cue(tokens, found, first, mark, clause) + _beside(tokens, found, first, end, place, clause)


def _beside(tokens: Tokens, found: Attribution, first: int, end: int, place: int, clause: bool) -> list[str]:
    """Return what the place itself says, and what stands around it."""
    kind, has = kind_of(found), "clause" if clause else "no clause"
    if place == end:
        return _whole(tokens.tags, found, first, end, kind, has)
    that = "that" if tokens.tags[first - 1] == "t" else "bare"
    return _mark(tokens.tags, first, end, place, kind, has) + _following(tokens, found, end, place, f"{that}, {has}")


def _cue(tokens: Tokens, found: Attribution, first: int, mark: str, clause: bool) -> list[str]:
    """Return what the cue and the start of its content say about an end at a mark."""
    tags, start = tokens.tags, tokens.sentences[found.sentence][0]
    at, opens = found.cue[0], tags[first]
    that = "that" if tags[first - 1] == "t" else "bare"
    names = [
        f"at {mark}: {that}",
        f"at {mark}: {that} {opens if opens in 'TPGgsw' else ''} {'clause' if clause else 'no clause'}",
        f"at {mark}: content {opens}",
        f"at {mark}: cue {tags[at]}{' passive' if found.passive else ''}",
        f"at {mark}: cue behind {tags[at - 1] if at > start else '^'}",
        f"at {mark}: {found.verb}",
    ]
    if opens in "sPw":
        names.append(f"at {mark}: content {tokens.lower(first)}")
    if found.left - start > 1:
        names.append(f"at {mark}: inner")
    if found.left > start:
        names.append(f"at {mark}: subject behind {tags[found.left - 1]}")
    return names


def _whole(tags: str, found: Attribution, first: int, end: int, kind: str, clause: str) -> list[str]:
    return [
        "whole",
        f"whole, {kind}",
        f"whole, {clause}",
        f"whole, {length(end - first)}",
        f"whole, commas: {min(3, tags.count(',', first, end))}",
        *(["whole, passive"] if found.passive else []),
    ]


def _mark(tags: str, first: int, end: int, place: int, kind: str, clause: str) -> list[str]:
    """Return what the mark at ``place`` and the words before it say."""
    mark, inside = tags[place], tags[first:place]
    names = [
        f"at {mark}",
        f"at {mark} after {clause}",
        f"at {mark} after {kind}, {clause}",
        f"at {mark} behind {tags[place - 1]}",
        f"at {mark} after {length(place - first)}",
        f"at {mark} with {length(end - place)} to come",
        f"at {mark}, such before: {min(3, inside.count(mark))}",
        f"marks before: {min(3, inside.count(','))}",
    ]
    opened = max(inside.rfind("s"), inside.rfind("t"), inside.rfind("w"), inside.rfind("W"))
    if opened >= 0:
        names.append(f"at {mark}, behind {'a whole' if VERB.search(inside, opened) else 'an open'} subordinate clause")
    if _CLOSES.match(tags, place, end):
        names.append("an insertion")
    if mark in "-(" and tags.find("-" if mark == "-" else ")", place + 1, end) > 0:
        names.append(f"a pair of {mark}")
    if _QUOTED.search(inside):
        names.append(f"at {mark} behind a quotation")
    return names


def _following(tokens: Tokens, found: Attribution, end: int, place: int, content: str) -> list[str]:
    """Return what the words behind ``place`` say; ``content`` is what kind of words stand before it."""
    tags, mark = tokens.tags, tokens.tags[place]
    opens = place + 1 if mark in ",;:-" else place
    patterns = _FOLLOWS_BY_TAG.get(tags[opens], ()) if opens < end else ()
    follows = next((name for name, pattern in patterns if pattern.match(tags, opens, end)), "other")
    names = [
        f"at {mark}, {follows} follows",
        f"at {mark}, {follows} follows {content}",
        *_segment(tags, opens, end, mark),
    ]
    if _RELATIVE.search(tags, max(tokens.sentences[found.sentence][0], found.cue[0] - _NEAR), found.cue[0]):
        names.append(f"at {mark}, {follows} follows, in a relative clause")
    if mark == "M" and tokens.lower(place).endswith("day"):
        names.append(f"at a day, {content}, {'at the end' if place + 1 == end else 'inside'}")
    if tags[place - 1] in "Qkq":
        names.append(f"at {mark} right behind a quotation, {follows} follows")
    verb = _NEXT_VERB.match(tags, opens, end)
    if verb:
        names.append(f"{_form(tokens.lower(found.cue[0]))}, then {_form(tokens.lower(verb.end() - 1))}")
    if opens >= end:
        return names
    if mark in ",-":
        names.append(f"at {mark} then {tags[opens]}")
    word = tokens.lower(opens)
    if tags[opens] in _OPENERS:
        names.append(f"{mark} then {word}" if opens > place else f"at {word}")
    while opens < end - 1 and tags[opens] in "cb":
        opens += 1
        word = tokens.lower(opens)
    names.append(f"at {mark} to {word}")
    if tags[opens] in "ndgv":
        names.append(f"at {mark} to -{word[-2:]}")
    return names


def _segment(tags: str, opens: int, end: int, mark: str) -> tuple[str, str]:
    """Return what kind of verb stands between a mark and the next."""
    close = _SEGMENT.search(tags, min(opens + 1, end), end)
    stop = close.start() if close else end
    if _SPEECH.search(tags, opens, stop):
        verb = "a speech verb"
    elif _FINITE.search(tags, opens, stop):
        verb = "a verb"
    else:
        verb = "-ed" if tags.find("d", opens, stop) >= 0 else "no verb"
    return f"at {mark}, {verb} before the next", f"at {mark}, {verb} before {tags[stop] if close else 'the end'}"


def _form(verb: str) -> str:
    """Return the tense of a verb as far as its spelling tells: says, was and would are not said of the same time."""
    if verb in _PAST:
        return "past"
    if verb in _PRESENT or verb.endswith("s"):
        return "present"
    return "past" if verb.endswith("ed") else verb[-2:] if verb.endswith(("ld", "id", "ll")) else "other"
