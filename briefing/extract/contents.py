"""Is it a statement? Hand-readable evidence for one cue and what may be its content, and how much each piece weighs.

No single sign tells whether a cue reports the words beside it, so each has a weight in ``data/statement-evidence.txt``
and their sum decides. The weights were fitted to marked-up news by logistic regression and rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.extract.attributions import Attribution
from briefing.extract.finding import Span
from briefing.extract.lexicon import speech_class, verbs, words
from briefing.extract.tokens import Tokens

_KINDS = ("think", "say", "tell", "judge", "act", "utter", "beside")
VERB = re.compile("[AVvdh]")
"""Tags of which a clause has one."""
_NOUN = frozenset(["nouns", "s"])
_SUBJECT_AND_VERB = re.compile("[DES]?[RdgnN0zM]*?[nNz0HhI]R*[Avhd]")
_FINITE = re.compile("[Avh]")
_QUOTED = re.compile("[Qkq]")
_LENGTHS = ("2",) * 3 + ("4",) * 2 + ("7",) * 3 + ("12",) * 5 + ("20",) * 8
_CLASSES = frozenset("scbwWPRL")
DENIALS = frozenset(["deny", "dispute"])
"""Verbs that say of a clause that it is not so: its words alone would read as if they had been said."""
_A_THING = 3
"""Tokens that what somebody denies has at most where it is one thing: denied any wrongdoing."""
QUESTIONS = frozenset(["whether", "if", "why", "how", "what", "who", "which", "when", "where"])
"""Words that open a question somebody asks, answers or leaves open."""


def length(number: int) -> str:
    """Return the class of a number of tokens: up to 2, 4, 7, 12, 20, or more."""
    return _LENGTHS[number] if number < len(_LENGTHS) else "more"


def kind_of(found: Attribution) -> str:
    """Return what kind of cue an attribution has: think, say, tell, judge, … or according."""
    return "according" if found.order == "according" else speech_class(found.verb, _KINDS)


def _source(noun: str) -> str | None:
    """Return what kind of source a noun names: a role, an organisation or a writing."""
    for name in ("roles", "organisation-words", "writings"):
        if noun in words(name) or (noun.endswith("s") and noun[:-1] in words(name)):
            return name
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attribution stands: in a ``heading``; whether it is ``linked`` to a quotation; whether its cue is
    ``inside`` what another reports, or its content ``holds`` the cue of another; whether it is ``denied`` that anything
    was said, or told without a speaker (``impersonal``): …, it was announced."""

    heading: bool
    linked: bool
    inside: bool = False
    holds: bool = False
    denied: bool = False
    impersonal: bool = False


def statement_evidence(tokens: Tokens, found: Attribution, content: Span, place: Place) -> list[str]:
    """Return the names of what speaks for or against ``content`` being what ``found`` reports."""
    tags, at = tokens.tags, found.cue[0]
    first, end = content
    kind = kind_of(found)
    shape = "after" if first >= found.right else "around" if end > found.right else "before"
    quoted = found.order == "participle" and tags[at - 1] == "s"
    clause = "clause" if VERB.search(tags, first, end) else "no clause"
    names = ["always", f"{kind} {shape}", f"{shape}, {length(end - first)} long"]
    names.append("quoted as saying" if quoted else f"form {tags[at]} {found.order}")
    names += (f"{shape}, {clause}", f"{kind}, {clause}")
    if shape == "after":
        names += _following(tags, found, first, kind)
        if tags[first] in _CLASSES:
            names.append(f"starts with {tokens.lower(first)}")
    names += _cue(tokens, found, kind)
    names += _verb(tokens, found, content, shape, kind, heading=place.heading)
    if place.inside and kind != "according":
        names.append(f"{shape}, inside what another reports")
    if place.holds:
        names.append(f"{shape}, holds another")
    if place.heading:
        names.append("in a heading")
    if place.impersonal:
        names.append("it was said, apart")
    if place.denied:
        names += _denied(tokens, found, content, kind)
    if place.linked:
        names.append(f"{shape}, reports a quotation")
    if _QUOTED.search(tags, first, end):
        names.append(f"{shape}, has a quotation")
    return names


def _denied(tokens: Tokens, found: Attribution, content: Span, kind: str) -> Iterator[str]:
    """Yield what speaks for or against words that somebody did not say, or would not."""
    first = content[0]
    that = tokens.tags[first - 1] == "t"
    yield "denied"
    yield f"denied, {kind}"
    yield f"denied, {found.verb}"
    yield f"denied, {_clause(tokens.tags, *content)}"
    yield f"denied by {tokens.lower(found.cue[0] - 1)}"
    yield f"denied, {'that' if that else 'question' if tokens.lower(first) in QUESTIONS else 'bare'}"


def _verb(tokens: Tokens, found: Attribution, content: Span, shape: str, kind: str, *, heading: bool) -> Iterator[str]:
    """Yield what the verb of the cue and the first words of the content say together."""
    tags, (first, end) = tokens.tags, content
    that = "that" if tags[first - 1] == "t" else "bare"
    word = tokens.lower(found.cue[0])
    may_be_noun = verbs("speech-verbs").get(word, ("", frozenset[str]()))[1] >= _NOUN and that == "bare"
    verb = word if may_be_noun else found.verb  # states, but not states that
    clause = _clause(tags, first, end)
    yield f"verb {verb}"
    yield f"verb {verb} {shape}"
    if shape == "after":
        yield f"verb {verb} {that}"
    yield f"verb {verb}, {clause}"
    yield f"{kind}: {clause} {that}"
    yield f"{shape}: {clause} {that}"
    if tags.find("N", first, end) >= 0:
        yield f"{shape}, has a name"
    if clause == "phrase" and end - first <= _A_THING and found.verb in DENIALS and not heading:
        yield "denies a thing"
    if clause == "phrase":
        yield f"{kind}, phrase, {length(end - first)} long"


def is_clause(tags: str, content: Span) -> bool:
    """Say whether a content opens with a subject and its verb."""
    return _SUBJECT_AND_VERB.match(tags, *content) is not None


def _clause(tags: str, first: int, end: int) -> str:
    """Return what a content is: a subject with its verb, to and a verb, a verb somewhere, or a phrase."""
    if is_clause(tags, (first, end)):
        return "subject and verb"
    if tags[first] == "T":
        return "to"
    if _FINITE.search(tags, first, end):
        return "verb inside"
    return "-ed inside" if tags.find("d", first, end) >= 0 else "phrase"


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
        if found.subject:
            yield f"noun or verb, {form}, subject {tags[found.subject[0]]}"
        if tags[at + 1] == "t":
            yield f"noun or verb, {form}, before that"
    if before in "AT" or tokens.lower(at - 1) == "not":
        yield f"cue after {tokens.lower(at - 1)}"
    if found.passive:
        yield f"{kind} passive"
    if found.subject:
        start, stop = found.subject
        who = "name" if "N" in tags[start:stop] else "noun" if stop - start > 1 else tags[start]
        source = _source(tokens.lower(stop - 1))
        if source:
            yield f"subject {source}"
            yield f"{kind} subject {source}"
            if "nouns" in forms and forms & {"base", "s"}:
                yield f"noun or verb, subject {source}"
        yield f"subject {who}"
        yield f"{kind} subject {who}"
        if (who == "noun" and tags[start] == "I") or who in "HIE":
            yield f"subject {tokens.lower(start)}"
        if start > found.cue[0]:
            yield f"{kind} behind its cue"
        if stop - start > 8:
            yield "long subject"
        yield f"subject behind {tags[start - 1] if start > first else '^'}"
