"""Who may have said a quotation: whom its sentence names, and whom the sentences around it do.

Every subject with a verb in the sentence may be the speaker, speech verb or not, also where a comma, a bracket or a
dash stands between the two (*Ruiz, a geologist, welcomed*), and so may whoever owns what the quotation is part of (*her
claim that*), whom it comes *from* or *by*, whoever was quoted last, whom the sentence before reports or opens with, who
is quoted next, and nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefing.extract.attributions import Attribution
from briefing.extract.grammar import after_dateline
from briefing.extract.lexicon import verbs, words
from briefing.extract.tokens import Tokens

How = Literal[
    "said", "subject", "apart", "owner", "agent", "same speaker", "sentence before", "topic", "next quotation", "none"
]
INSIDE = frozenset(["said", "subject", "apart", "owner", "agent"])
"""Options in the sentence of the quotation."""

SUBJECT = re.compile(
    r"(?P<subject>[DES]?[nN0z]*[nN](?:f[DES]?[nN]*[nN])?|[HWI]|h|(?<=[nN])t(?=A?R*[Vvd])|(?<=[nN,-])w(?=R*[AVvd]|n[,:QqktDES]))"
    r"(?:(?<=h)|(?=R*[AvVd])|(?=R*n[DESOtQkq:TP]))"
)
_OWNER = re.compile(r"(?:[DES]?[nN0]*z|S)(?=[nNdg0GM]{1,4}R?(?:[tPfT:,-]|A?[vVA])|[nNdg0G]{0,4}[Qkq])")
_APART = re.compile(
    r"(?<![^.\ncbst;:,-])[DES]?[nN0]*[nN](?:f[DES]?[nN]*[nN])?(?=[,(-])|(?<![^.\ncbst;:,-])[HWw](?=[,-])"
)
_BEHIND = re.compile(r"[,)-][RAT]*([Vvd])")
"""A phrase that opens a clause and that something inserted follows; and the verb behind what was inserted."""
_AGENT = re.compile(r"(?<=[Pf])(?:[DESI]?[nN0z]*[nN](?:f[DES]?[nN]*[nN])?|(?<=P)O)")
_OF = re.compile(r"n[fP](?P<who>[DESI]?[nN0z]*[nN](?:f[DES]?[nN]*[nN])?)")
"""The contention of the union, a report by Ruiz; and in Ruiz’s view, in her words."""
_VIEW = re.compile(r"(?<=P)(?P<who>[DES]?[nN]*z|S|N)[nN]{0,2}?n(?=[,.\n;Qqk-])")
_COUNTS = frozenset(
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "dozen", "hundred"]
)
"""Words of which none is a subject with the plural behind it for a verb: three books."""
_CLAIMS = frozenset(["words"])
_VIEWS = frozenset(
    ["account", "description", "estimation", "judgement", "judgment", "opinion", "phrase", "telling", "view", "words"]
)
_MOST = 12
"""Options in a sentence that are looked at: the nearest."""
_REACH = 16
"""Tokens before a quotation in which its owner may stand."""
_NEAR = 12
"""Tokens on either side of a quotation in which the one it comes from may stand."""
_SOURCES = frozenset(["by", "from", "words of"])


class Option(NamedTuple):
    """Somebody who may have said a quotation, and ``how`` the text would tell so."""

    how: How
    attribution: Attribution | None = None


_NOBODY = Option("none")


class Around(NamedTuple):
    """Who speaks around a quotation.

    ``here`` speaks another quotation of its sentence, ``quoted`` was quoted in a sentence before, ``reported`` reported
    there, ``topic`` opens the sentence before, ``following`` is quoted in the next one. ``marks`` say in words how far
    away they are.
    """

    here: Attribution | None = None
    quoted: Attribution | None = None
    reported: Attribution | None = None
    topic: Attribution | None = None
    following: Attribution | None = None
    marks: tuple[str, ...] = ()


def options(tokens: Tokens, token: int, sentence: int, known: Sequence[Attribution], around: Around) -> list[Option]:
    """Return who may have said the quotation at ``token``; ``known`` are the attributions of its sentence."""
    inside: list[tuple[How, Attribution]] = [("said", a) for a in known if a.subject]
    inside += _others(tokens, token, sentence, known)
    if len(inside) > _MOST:
        inside.sort(key=lambda pair: abs(pair[1].cue[0] - token))
        del inside[_MOST:]
    inside.sort(key=_at)
    if around.quoted:
        inside.append(("same speaker", around.quoted))
    if around.reported:
        inside.append(("sentence before", around.reported))
    if around.topic:
        inside.append(("topic", around.topic))
    if around.following:
        inside.append(("next quotation", around.following))
    return [*map(Option._make, inside), _NOBODY]


def _at(pair: tuple[How, Attribution]) -> int:
    return pair[1].cue[0]


def _others(
    tokens: Tokens, token: int, sentence: int, known: Sequence[Attribution]
) -> Iterator[tuple[How, Attribution]]:
    tags, (first, end) = tokens.tags, tokens.sentences[sentence]
    if end - first == 1:
        return  # the quotation itself
    if tags[first] == "N":
        first = after_dateline(tokens, first, min(token, end))
    taken, lowers, adjectives = _taken(known), tokens.lowers, words("adjectives")
    for match in SUBJECT.finditer(tags, first, end):
        start, stop = subject = match.span("subject")
        if not taken.isdisjoint(range(start, stop)) or (head := lowers[stop - 1]) in adjectives or head in _COUNTS:
            continue
        verb = _verb(tags, stop, end)
        noun = tags[verb] == "n"
        if verb not in taken and (not noun or _third(tokens, verb)):
            base = _base(lowers[verb]) if noun else "open"
            yield "subject", Attribution((verb, verb + 1), subject, "subject first", sentence, base)
    for match in _APART.finditer(tags, first, end):
        start, stop = subject = match.span()
        if taken.isdisjoint(range(start, stop)):
            found = _BEHIND.search(tags, stop + 1, end)
            verb = found.start(1) if found else stop
            base = _base(lowers[verb]) if found else "open"
            yield "apart", Attribution((verb, verb + 1), subject, "subject first", sentence, base)
    yield from _sources(tokens, token, sentence, taken)


def _base(word: str) -> str:
    return verbs("speech-verbs").get(word, ("open",))[0]


def _taken(known: Sequence[Attribution]) -> set[int]:
    """Return the tokens of who speaks, and of the cues."""
    taken: set[int] = set()
    for one in known:
        if one.subject:
            taken.add(one.cue[0])
            taken.update(range(*one.subject))
    return taken


def _sources(tokens: Tokens, token: int, sentence: int, taken: set[int]) -> Iterator[tuple[How, Attribution]]:
    """Yield who is named beside a quotation as its source, without a verb."""
    first, end = tokens.sentences[sentence]
    tags, near, stop = tokens.tags, max(first, token - _REACH), min(end, token + _NEAR)
    if tags.find("z", near, token) >= 0 or tags.find("S", near, token) >= 0:
        for match in _OWNER.finditer(tags, near, token):
            yield "owner", Attribution((match.end(), match.end() + 1), match.span(), "subject first", sentence, "own")
    if tags.find("P", near, stop) < 0 and tags.find("f", near, stop) < 0:
        return  # what follows hangs on a preposition
    found = [(match.span("who"), match.start(), "claim of") for match in _OF.finditer(tags, near, stop)]
    found = [one for one in found if _is_claim(tokens.lowers[one[1]])]
    views = [(match.span("who"), match.end() - 1, "in view") for match in _VIEW.finditer(tags, near, stop)]
    found += [one for one in views if tokens.lowers[one[1]] in _VIEWS]
    for match in _AGENT.finditer(tags, max(first, token - _NEAR), stop):
        at = match.start() - 1
        word = tokens.lowers[at] if tags[at] == "P" else f"{tokens.lowers[at - 1]} of"
        found += [(match.span(), at, word)] if word in _SOURCES else []
    for subject, cue, word in found:
        if taken.isdisjoint(range(*subject)):
            yield "agent", Attribution((cue, cue + 1), subject, "verb first", sentence, word)


def _is_claim(noun: str) -> bool:
    return noun in _CLAIMS or noun in words("claim-nouns")


def _verb(tags: str, at: int, end: int) -> int:
    while at < end - 1 and tags[at] in "RA" and tags[at + 1] in "RAvVdnG":
        at += 1
    return min(at, end - 1)


def _third(tokens: Tokens, verb: int) -> bool:
    """Say whether a word that stands in no list looks like a verb: the ad targets a …"""
    word = tokens.word(verb)
    return word.endswith("s") and not word.endswith(("ss", "us", "is"))
