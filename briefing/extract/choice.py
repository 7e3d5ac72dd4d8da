"""Which of several attributions in a sentence a quotation belongs to: hand-readable evidence, weighed.

Every subject with a verb in the sentence is a candidate, speech verb or not. Each candidate has pieces of evidence
(where it stands, what lies between, what kind of verb and subject it has), each piece a weight in
``data/speaker-evidence.txt``, and the greatest sum wins. The weights were fitted to marked-up news by a conditional
logit and rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.extract.attributions import Attribution
from briefing.extract.lexicon import speech_class, weights
from briefing.extract.tokens import Tokens

_KINDS = ("say", "tell", "judge", "act", "utter", "beside")
_SUBJECT = re.compile(r"(?P<subject>[DES]?[nN0z]*[nN](?:f[DES]?[nN]*[nN])?|[HWI]|h)(?P<verb>(?:(?<=h)|(?=R*[AvVd])))")
_OWNER = re.compile(r"[Sz](?=[nNdg]{1,3}[tPf][DES]?[^DES])")
_GAPS = ((0, "0"), (1, "1"), (3, "3"), (6, "6"), (12, "12"), (1000, "more"))
_MOST = 12
"""Candidates that are looked at: the nearest."""


def candidates(tokens: Tokens, token: int, sentence: int, known: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions that the quotation at ``token`` may belong to: ``known``, then any subject and verb."""
    first, end = tokens.sentences[sentence]
    found = [a for a in known if a.subject]
    taken = {i for a in found for i in (a.cue[0], *range(*(a.subject or (0, 0))))}
    for match in _SUBJECT.finditer(tokens.tags, first, end):
        subject = match.span("subject")
        verb = _verb(tokens.tags, subject[1], end)
        if taken.isdisjoint(range(*subject)) and verb not in taken:
            found.append(Attribution((verb, verb + 1), subject, "subject first", sentence, "open"))
    found.extend(
        Attribution((m.end(), m.end() + 1), m.span(), "subject first", sentence, "owner")
        for m in _OWNER.finditer(tokens.tags, max(first, token - 12), token)
    )
    found.sort(key=lambda a: abs(a.cue[0] - token))
    return sorted(found[:_MOST], key=lambda a: a.cue[0])


def _verb(tags: str, at: int, end: int) -> int:
    while at < end - 1 and tags[at] in "RA" and tags[at + 1] in "RAvVdnG":
        at += 1
    return min(at, end - 1)


def best(tokens: Tokens, token: int, among: Sequence[Attribution]) -> Attribution | None:
    """Return the candidate with the greatest weight of evidence."""
    if len(among) < 2:
        return among[0] if among else None
    known = weights("speaker-evidence")
    sums = [sum(known.get(name, 0.0) for name in evidence(tokens, token, among, i)) for i in range(len(among))]
    chosen = among[sums.index(max(sums))]
    nearer = [a for a in among if chosen.cue[1] < a.cue[0] < token and a.subject == chosen.subject]
    return nearer[-1] if nearer else chosen  # called it … and said it was: one speaker, the nearer cue


def evidence(tokens: Tokens, token: int, among: Sequence[Attribution], number: int) -> Iterator[str]:
    """Yield the names of what speaks for or against the candidate ``number``."""
    tags, one = tokens.tags, among[number]
    side = "before" if one.cue[0] < token else "after"
    between = tags[one.right : token] if side == "before" else tags[token + 1 : one.left]
    kind = _kind(one)
    yield f"{side}"
    yield f"{side} {kind}"
    yield f"{side} {one.order}"
    yield f"{side} {_gap(between)} apart"
    yield f"{side} quotation {tags[token]}"
    yield f"subject {_subject(tags, one)}"
    yield from _between(tags, one, token, side, between)
    yield from _verb_form(tokens, one)
    yield from _nested(tags, among, number, side, token)
    first = tokens.sentences[one.sentence][0]
    if token == first:
        yield f"{side}, quotation opens the sentence"
    if one.left - first <= 2:
        yield f"{side}, opens the sentence"


def _kind(one: Attribution) -> str:
    if one.order == "according" or one.verb == "owner":
        return "according" if one.order == "according" else "owner"
    return speech_class(one.verb, _KINDS)


def _gap(between: str) -> str:
    length = len(between.strip(",:R-t"))
    return next(name for most, name in _GAPS if length <= most)


def _subject(tags: str, one: Attribution) -> str:
    first, end = one.subject or (0, 1)
    if tags[end - 1] in "twW":
        return "relative"
    if end - first == 1 and tags[first] in "HhISO":
        return {"h": "H"}.get(tags[first], tags[first])
    return "name" if "N" in tags[first:end] else "noun"


def _between(tags: str, one: Attribution, token: int, side: str, between: str) -> Iterator[str]:
    if side == "before" and between in (":", ",", "", "t"):
        yield f"only {between or 'nothing'} between"
    for mark, name in (
        (",", "comma"),
        ("s", "subordination"),
        (";", "semicolon"),
        ("-", "dash"),
        ("W", "who"),
        ("w", "which"),
    ):
        if mark in between[: -1 if side == "before" and mark == "," else None]:
            yield f"{side}, {name} between"
    if any(q in between for q in "Qkq"):
        yield f"{side}, quotation between"
    if side == "after" and (
        tags[one.right : one.right + 1] in tuple("Qkq") or tags[one.right + 1 : one.right + 2] in tuple("Qkq")
    ):
        yield "after, has its own quotation"
    if side == "after" and tags[one.right : one.right + 1] in tuple(".,\nPMR-"):
        yield "after, nothing follows"


def _verb_form(tokens: Tokens, one: Attribution) -> Iterator[str]:
    tags, at = tokens.tags, one.cue[0]
    if one.passive:
        yield "passive"
    if at and tags[at - 1] == "T":
        yield "infinitive"
    if at and tags[at - 1] in "cb":
        yield "joined by and"
    if at and tokens.lower(at - 1) in ("would", "could", "will", "might", "may", "can", "should", "not", "if"):
        yield "unreal"


def _nested(tags: str, among: Sequence[Attribution], number: int, side: str, token: int) -> Iterator[str]:
    one = among[number]
    for other in among[:number]:
        if (
            other.cue[0] < token
            and tags[other.right : one.left] in ("", "t", ",")
            and _kind(other) not in ("open", "owner")
        ):
            yield f"{side}, inside what another reports"
            break
    for other in among[number + 1 :]:
        if other.cue[0] < token and side == "before" and tags[one.right : other.left] in ("", "t", ","):
            yield "reports another"
            break
    said = [i for i, other in enumerate(among) if _kind(other) in ("say", "tell", "according") and other.cue[0] < token]
    if side == "before" and said:
        yield "first who says" if said[0] == number else "last who says" if said[-1] == number else "not who says"
    near = [i for i, other in enumerate(among) if (other.cue[0] < token) == (side == "before")]
    if number == (near[-1] if side == "before" else near[0]):
        yield f"{side}, nearest"
        yield f"{side} {_kind(one)}, nearest"
