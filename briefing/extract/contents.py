"""Where the content of a statement ends, and whether it is one: hand-readable evidence, weighed.

What somebody *said* may run to the end of its sentence or only to *, while*, *; and*, *, according to*. Without a parse
no single sign tells, so each place where the content could end has pieces of evidence with weights in
``data/ending-evidence.txt``, and the greatest sum wins. Whether a cue reports at all is weighed likewise, with
``data/statement-evidence.txt``. Both were fitted to marked-up news and rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.extract.attributions import Attribution
from briefing.extract.finding import Span
from briefing.extract.lexicon import speech_class, verbs, weights
from briefing.extract.tokens import Tokens

_KINDS = ("think", "say", "tell", "judge", "act", "utter", "beside")
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
_VERB = re.compile("[AVvdh]")
_NEXT_VERB = re.compile("[cb]?R*[AVvd]")
_CLOSES = re.compile(",[^,;]{1,14},R*[AVvdcb]")
_QUOTED = re.compile("[Qkq]")
_LENGTHS = ((2, "2"), (4, "4"), (7, "7"), (12, "12"), (20, "20"), (10_000, "more"))
_PAST = frozenset(["was", "were", "had", "did", "said", "told", "wrote", "made", "took"])
_PRESENT = frozenset(["is", "are", "has", "have", "do", "does", "say", "tell", "write"])
_CLASSES = frozenset("scbwWPRL")


def ending(tokens: Tokens, found: Attribution, first: int, end: int) -> int:
    """Return where the content that starts at token ``first`` ends, at the latest at ``end``."""
    places = possible_endings(tokens, first, end)
    if len(places) == 1:
        return end
    known = weights("ending-evidence")
    sums = [sum(known.get(name, 0.0) for name in ending_evidence(tokens, found, first, end, p)) for p in places]
    return places[sums.index(max(sums))]


def possible_endings(tokens: Tokens, first: int, end: int) -> list[int]:
    """Return the tokens before which a content may end, in order; the last is ``end``."""
    places: list[int] = []
    for match in _MARK.finditer(tokens.tags, first + _SHORTEST, end):
        if not places or match.start() > places[-1] + 1 or tokens.tags[places[-1]] not in ",-":
            places.append(match.start())
            if len(places) == _MOST:
                break
    return [*places, end]


def _length(number: int) -> str:
    return next(name for most, name in _LENGTHS if number <= most)


def kind_of(found: Attribution) -> str:
    """Return what kind of cue an attribution has: think, say, tell, judge, … or according."""
    return "according" if found.order == "according" else speech_class(found.verb, _KINDS)


def ending_evidence(tokens: Tokens, found: Attribution, first: int, end: int, place: int) -> Iterator[str]:
    """Yield the names of what speaks for or against a content ending before the token ``place``."""
    tags = tokens.tags
    inside = tags[first:place]
    kind = kind_of(found)
    clause = "clause" if _VERB.search(inside) else "no clause"
    if place == end:
        yield from _whole(tags, found, first, end, kind, clause)
        return
    mark = tags[place]
    yield f"at {mark}"
    yield f"at {mark} after {clause}"
    yield f"at {mark} after {kind}"
    yield f"at {mark} behind {tags[place - 1]}"
    yield f"at {mark} after {_length(place - first)}"
    yield f"at {mark} with {_length(end - place)} to come"
    yield f"marks before: {min(3, inside.count(','))}"
    opens = place + 1 if mark in ",;:-" else place
    follows = next((name for name, pattern in _FOLLOWS if pattern.match(tags, opens, end)), "other")
    yield f"at {mark}, {follows} follows"
    verb = _NEXT_VERB.match(tags, opens, end)
    if verb:
        yield f"{_form(tokens.lower(found.cue[0]))}, then {_form(tokens.lower(verb.end() - 1))}"
    if mark in ",-" and opens < end:
        yield f"at {mark} then {tags[opens]}"
    if opens < end and tags[opens] in _CLASSES:
        yield f"{mark if mark in ',;:-' else ''} {tokens.lower(opens)}"
    if _CLOSES.match(tags, place, end):
        yield "an insertion"
    if mark in "-(" and tags.find("-" if mark == "-" else ")", place + 1, end) > 0:
        yield f"a pair of {mark}"
    if _QUOTED.search(inside):
        yield f"at {mark} behind a quotation"


def _form(verb: str) -> str:
    """Return the tense of a verb as far as its spelling tells: says, was and would are not said of the same time."""
    if verb in _PAST:
        return "past"
    if verb in _PRESENT or verb.endswith("s"):
        return "present"
    return "past" if verb.endswith("ed") else verb[-2:] if verb.endswith(("ld", "id", "ll")) else "other"


def _whole(tags: str, found: Attribution, first: int, end: int, kind: str, clause: str) -> Iterator[str]:
    yield "whole"
    yield f"whole, {kind}"
    yield f"whole, {clause}"
    yield f"whole, {_length(end - first)}"
    yield f"whole, commas: {min(3, tags.count(',', first, end))}"
    if found.passive:
        yield "whole, passive"
    if tags[found.cue[0]] == "G":
        yield "whole, -ing"
    if tags[first - 1] == "t":
        yield "whole, after that"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attribution stands: in a ``heading``, and whether it is ``linked`` to a quotation."""

    heading: bool
    linked: bool


def statement_evidence(tokens: Tokens, found: Attribution, content: Span, place: Place) -> Iterator[str]:
    """Yield the names of what speaks for or against ``content`` being what ``found`` reports."""
    tags, at = tokens.tags, found.cue[0]
    first, end = content
    kind = kind_of(found)
    shape = "after" if first >= found.right else "around" if end > found.right else "before"
    yield "always"
    yield f"{kind} {shape}"
    yield f"{shape}, {_length(end - first)} long"
    yield f"form {tags[at]} {found.order}"
    clause = "clause" if _VERB.search(tags, first, end) else "no clause"
    yield f"{shape}, {clause}"
    yield f"{kind}, {clause}"
    if shape == "after":
        yield from _following(tags, found, first, kind)
        if tags[first] in _CLASSES:
            yield f"starts with {tokens.lower(first)}"
    yield from _cue(tokens, found, kind)
    if place.heading:
        yield "in a heading"
    if place.linked:
        yield f"{shape}, reports a quotation"
    if _QUOTED.search(tags, first, end):
        yield f"{shape}, has a quotation"


def _following(tags: str, found: Attribution, first: int, kind: str) -> Iterator[str]:
    that = tags[first - 1] == "t"
    yield f"{kind} that" if that else f"{kind} bare"
    yield f"followed by {tags[found.cue[1]]}"
    yield f"{kind} followed by {tags[found.cue[1]]}"
    yield f"starts with {tags[first : first + 2]}"
    yield f"{kind} starts with {tags[first]}"
    between = tags[found.cue[1] : first].rstrip("t")
    yield f"{'that' if that else 'bare'} behind {between if len(between) < 3 else 'more'}"


def _cue(tokens: Tokens, found: Attribution, kind: str) -> Iterator[str]:
    tags, at = tokens.tags, found.cue[0]
    first = tokens.sentences[found.sentence][0]
    before = tags[at - 1] if at > first else "^"
    yield f"cue after {before}"
    yield f"{kind} cue after {before}"
    forms = verbs("speech-verbs").get(tokens.lower(at), ("", frozenset[str]()))[1]
    if "nouns" in forms and forms & {"base", "s"}:
        form = "base" if "base" in forms else "-s"
        yield f"noun or verb, {form}"
        yield f"noun or verb, {form}, after {before}"
        if tags[at + 1] == "t":
            yield f"noun or verb, {form}, before that"
    if before in "AT" or tokens.lower(at - 1) == "not":
        yield f"cue after {tokens.lower(at - 1)}"
    if found.passive:
        yield f"{kind} passive"
    if found.subject:
        start, stop = found.subject
        who = "name" if "N" in tags[start:stop] else "noun" if stop - start > 1 else tags[start]
        yield f"subject {who}"
        yield f"{kind} subject {who}"
        if (who == "noun" and tags[start] == "I") or who in "HIE":
            yield f"subject {tokens.lower(start)}"
        if start > found.cue[0]:
            yield f"{kind} behind its cue"
        if stop - start > 8:
            yield "long subject"
        yield f"subject behind {tags[start - 1] if start > first else '^'}"
