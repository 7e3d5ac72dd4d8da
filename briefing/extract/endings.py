"""Where the content of a statement ends: hand-readable evidence, weighed.

What somebody *said* may run to the end of its sentence or only to *, while*, *; and*, *, according to*. Without a parse
no single sign tells, so each place where the content could end has pieces of evidence with weights in
``data/ending-evidence.txt``, and the greatest sum wins. The weights were fitted to marked-up news by a conditional
logit and rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.extract.attributions import Attribution
from briefing.extract.contents import VERB, kind_of, length
from briefing.extract.lexicon import weights
from briefing.extract.tokens import Tokens

_MARK = re.compile("[,;:()cbswWLM-]")
"""Tags before which a content may end."""
_MOST = 14
"""Places that are looked at, and the end of the sentence."""
_SHORTEST = 2
"""Tokens that a content has at least."""
_NP = "(?:[DES]?[RdgnN0zM]*[nNzO0](?:[fP][DES]?[dgnN0z]*[nNz])?|[HhI])"
_FOLLOWS = (
    ("speech -ing", re.compile("[cb]?R*G")),
    ("speech verb", re.compile("[cb]?R*V")),
    ("verb", re.compile("[cb]?R*[Av]")),
    ("-ed", re.compile("[cb]?R*d")),
    ("-ing", re.compile("[cb]?R*g")),
    ("speech clause", re.compile(f"[cbs]?{_NP}R*A?R*[VG]")),
    ("clause", re.compile(f"[cbs]?{_NP}R*[Avhd]")),
    ("that", re.compile("[cb]?t")),
    ("relative", re.compile("P?[wW]")),
    ("preposition", re.compile("[cb]?[PTf]")),
    ("noun phrase", re.compile(f"[cb]?{_NP}")),
)
_NEXT_VERB = re.compile("[cb]?R*[AVvd]")
_CLOSES = re.compile(",[^,;]{1,14},R*[AVvdcb]")
_QUOTED = re.compile("[Qkq]")
_SEGMENT = re.compile("[,;:()-]")
_SPEECH = re.compile("[VGL]")
_FINITE = re.compile("[Avh]")
_PAST = frozenset(["was", "were", "had", "did", "said", "told", "wrote", "made", "took"])
_PRESENT = frozenset(["is", "are", "has", "have", "do", "does", "say", "tell", "write"])
_OPENERS = frozenset("scbwWPRL")


def ending(tokens: Tokens, found: Attribution, first: int, end: int) -> int:
    """Return where the content that starts at token ``first`` ends, at the latest at ``end``."""
    places = possible_endings(tokens, first, end)
    if len(places) == 1:
        return end
    known = weights("ending-evidence")
    verb = _first_verb(tokens.tags, first, end)
    cues: dict[tuple[str, bool], float] = {}
    sums = []
    for place in places:
        mark, clause = "whole" if place == end else tokens.tags[place], verb < place
        if (mark, clause) not in cues:
            cues[mark, clause] = sum(known.get(name, 0.0) for name in _cue(tokens, found, first, mark, clause))
        beside = _beside(tokens, found, first, end, place, clause)
        sums.append(cues[mark, clause] + sum(known.get(name, 0.0) for name in beside))
    return places[sums.index(max(sums))]


def _first_verb(tags: str, first: int, end: int) -> int:
    verb = VERB.search(tags, first, end)
    return verb.start() if verb else end


def possible_endings(tokens: Tokens, first: int, end: int) -> list[int]:
    """Return the tokens before which a content may end, in order; the last is ``end``."""
    places: list[int] = []
    for match in _MARK.finditer(tokens.tags, first + _SHORTEST, end):
        if not places or match.start() > places[-1] + 1 or tokens.tags[places[-1]] not in ",-":
            places.append(match.start())
            if len(places) == _MOST:
                break
    return [*places, end]


def ending_evidence(tokens: Tokens, found: Attribution, first: int, end: int, place: int) -> Iterator[str]:
    """Yield the names of what speaks for or against a content ending before the token ``place``."""
    clause = _first_verb(tokens.tags, first, end) < place
    yield from _cue(tokens, found, first, "whole" if place == end else tokens.tags[place], clause)
    yield from _beside(tokens, found, first, end, place, clause)


def _beside(tokens: Tokens, found: Attribution, first: int, end: int, place: int, clause: bool) -> Iterator[str]:
    """Yield what the place itself says, and what stands around it."""
    kind, has = kind_of(found), "clause" if clause else "no clause"
    if place == end:
        yield from _whole(tokens.tags, found, first, end, kind, has)
    else:
        yield from _mark(tokens.tags, first, end, place, kind, has)
        yield from _following(tokens, found, first, end, place)


def _cue(tokens: Tokens, found: Attribution, first: int, mark: str, clause: bool) -> Iterator[str]:
    """Yield what the cue and the start of its content say about an end at a mark."""
    tags, start = tokens.tags, tokens.sentences[found.sentence][0]
    at = found.cue[0]
    that = "that" if tags[first - 1] == "t" else "bare"
    yield f"at {mark}: {that}"
    yield f"at {mark}: {that} {tags[first] if tags[first] in 'TPGgsw' else ''} {'clause' if clause else 'no clause'}"
    yield f"at {mark}: content {tags[first]}"
    if tags[first] in "sPw":
        yield f"at {mark}: content {tokens.lower(first)}"
    yield f"at {mark}: cue {tags[at]}{' passive' if found.passive else ''}"
    yield f"at {mark}: cue behind {tags[at - 1] if at > start else '^'}"
    yield f"at {mark}: {found.verb}"
    if found.left - start > 1:
        yield f"at {mark}: inner"
    if found.left > start:
        yield f"at {mark}: subject behind {tags[found.left - 1]}"


def _whole(tags: str, found: Attribution, first: int, end: int, kind: str, clause: str) -> Iterator[str]:
    yield "whole"
    yield f"whole, {kind}"
    yield f"whole, {clause}"
    yield f"whole, {length(end - first)}"
    yield f"whole, commas: {min(3, tags.count(',', first, end))}"
    if found.passive:
        yield "whole, passive"


def _mark(tags: str, first: int, end: int, place: int, kind: str, clause: str) -> Iterator[str]:
    """Yield what the mark at ``place`` and the words before it say."""
    mark, inside = tags[place], tags[first:place]
    yield f"at {mark}"
    yield f"at {mark} after {clause}"
    yield f"at {mark} after {kind}, {clause}"
    yield f"at {mark} behind {tags[place - 1]}"
    yield f"at {mark} after {length(place - first)}"
    yield f"at {mark} with {length(end - place)} to come"
    yield f"at {mark}, such before: {min(3, inside.count(mark))}"
    yield f"marks before: {min(3, inside.count(','))}"
    opened = max(inside.rfind("s"), inside.rfind("t"), inside.rfind("w"), inside.rfind("W"))
    if opened >= 0:
        yield f"at {mark}, behind {'a whole' if VERB.search(inside, opened) else 'an open'} subordinate clause"
    if _CLOSES.match(tags, place, end):
        yield "an insertion"
    if mark in "-(" and tags.find("-" if mark == "-" else ")", place + 1, end) > 0:
        yield f"a pair of {mark}"
    if _QUOTED.search(inside):
        yield f"at {mark} behind a quotation"


def _following(tokens: Tokens, found: Attribution, first: int, end: int, place: int) -> Iterator[str]:
    """Yield what the words behind ``place`` say."""
    tags, mark = tokens.tags, tokens.tags[place]
    opens = place + 1 if mark in ",;:-" else place
    follows = next((name for name, pattern in _FOLLOWS if pattern.match(tags, opens, end)), "other")
    yield f"at {mark}, {follows} follows"
    verb = _NEXT_VERB.match(tags, opens, end)
    if verb:
        yield f"{_form(tokens.lower(found.cue[0]))}, then {_form(tokens.lower(verb.end() - 1))}"
    yield from _segment(tags, opens, end, mark)
    if opens >= end:
        return
    if mark in ",-":
        yield f"at {mark} then {tags[opens]}"
    if tags[opens] in _OPENERS:
        yield f"{mark} then {tokens.lower(opens)}" if opens > place else f"at {tokens.lower(opens)}"
    while opens < end - 1 and tags[opens] in "cb":
        opens += 1
    word = tokens.lower(opens)
    yield f"at {mark} to {word}"
    if tags[opens] in "ndgv":
        yield f"at {mark} to -{word[-2:]}"


def _segment(tags: str, opens: int, end: int, mark: str) -> Iterator[str]:
    """Yield what kind of verb stands between a mark and the next."""
    close = _SEGMENT.search(tags, min(opens + 1, end), end)
    stop = close.start() if close else end
    if _SPEECH.search(tags, opens, stop):
        verb = "a speech verb"
    elif _FINITE.search(tags, opens, stop):
        verb = "a verb"
    else:
        verb = "-ed" if tags.find("d", opens, stop) >= 0 else "no verb"
    yield f"at {mark}, {verb} before the next"
    yield f"at {mark}, {verb} before {tags[stop] if close else 'the end'}"


def _form(verb: str) -> str:
    """Return the tense of a verb as far as its spelling tells: says, was and would are not said of the same time."""
    if verb in _PAST:
        return "past"
    if verb in _PRESENT or verb.endswith("s"):
        return "present"
    return "past" if verb.endswith("ed") else verb[-2:] if verb.endswith(("ld", "id", "ll")) else "other"
