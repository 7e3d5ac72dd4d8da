"""Is it a statement? Hand-readable evidence for one cue and what may be its content, and how much each piece weighs.

No single sign tells whether a cue reports the words beside it, so each has a weight in ``data/statement-evidence.txt``
and their sum decides. The weights were fitted to marked-up news by logistic regression and rounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from briefing.extract.attributions import Attribution
from briefing.extract.finding import Span
from briefing.extract.lexicon import speech_class, speech_forms, words
from briefing.extract.tokens import Tokens
from briefing.extract.weighing import Piece, all_named

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
_REMEMBERED = 2_000
"""Words of which it is kept what they are."""
_A_THING = 3
"""Tokens that what somebody denies has at most where it is one thing: denied any wrongdoing."""
QUESTIONS = frozenset(["whether", "if", "why", "how", "what", "who", "which", "when", "where"])
"""Words that open a question somebody asks, answers or leaves open."""


def length(number: int) -> str:
    """Return the class of a number of tokens: up to 2, 4, 7, 12, 20, or more."""
    return _LENGTHS[number] if number < len(_LENGTHS) else "more"


def kind_of(found: Attribution) -> str:
    """Return what kind of cue an attribution has: think, say, tell, judge, … or according."""
    return "according" if found.order == "according" else _kind(found.verb)


@lru_cache(_REMEMBERED)
def _kind(verb: str) -> str:
    return speech_class(verb, _KINDS)


@lru_cache(_REMEMBERED)
def _source(noun: str) -> str:
    """Return what kind of source a noun names: a role, an organisation, a writing, or none."""
    for name in ("roles", "organisation-words", "writings"):
        if noun in words(name) or (noun.endswith("s") and noun[:-1] in words(name)):
            return name
    return ""


class Place(NamedTuple):
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
    return all_named(statement_pieces(tokens, found, content, place))


def statement_pieces(tokens: Tokens, found: Attribution, content: Span, place: Place) -> list[Piece]:
    """Return the pieces of evidence for or against ``content`` being what ``found`` reports."""
    tags, (at, behind), (first, end) = tokens.tags, found.cue, content
    kind = kind_of(found)
    shape = "after" if first >= found.right else "around" if end > found.right else "before"
    quoted = found.order == "participle" and tags[at - 1] == "s"
    long, that, clause = length(end - first), tags[first - 1] == "t", _clause(tags, first, end)
    has_verb = clause == "subject and verb" or VERB.search(tags, first, end) is not None
    forms = speech_forms(tokens.lowers[at])
    verb = tokens.lowers[at] if forms >= _NOUN and not that else found.verb  # states, but not states that
    pieces: list[Piece] = [(_shape, kind, shape, long, tags[at], found.order, quoted, has_verb)]
    if shape == "after":
        between = tags[behind:first].rstrip("t")
        word = tokens.lowers[first] if tags[first] in _CLASSES else ""
        pieces.append((_follows, kind, that, tags[behind], tags[first : first + 2]))
        pieces.append((_opens, that, between if len(between) < 3 else "more", word))
    pieces.append((_cue, kind, *_before_cue(tokens, found, forms), found.passive))
    if found.subject:
        pieces.append((_subject, kind, *_who(tokens, found, found.subject), "nouns" in forms and _form(forms)))
    pieces.append((_verb, verb, kind, shape, that, clause, tags.find("N", first, end) >= 0))
    if clause == "phrase":
        denies = end - first <= _A_THING and found.verb in DENIALS and not place.heading
        pieces.append((_phrase, kind, long, denies))
    if place.inside or place.holds or place.heading or place.impersonal:
        pieces.append((_stands, shape, kind, place.inside, place.holds, place.heading, place.impersonal))
    if place.denied:
        pieces.append((_denied, kind, found.verb, clause, *_denial(tokens, found, first)))
    quotation = _QUOTED.search(tags, first, end) is not None
    if place.linked or quotation:
        pieces.append((_quotes, shape, place.linked, quotation))
    return pieces


def _before_cue(tokens: Tokens, found: Attribution, forms: frozenset[str]) -> tuple[str, str, str, str, bool]:
    """Return the tag and, where it tells something, the word before a cue; and of what may be a noun, its form."""
    tags, at = tokens.tags, found.cue[0]
    before = tags[at - 1] if at > tokens.opens[found.sentence] else "^"
    word = tokens.lowers[at - 1]
    word = word if before in "AT" or word == "not" else ""
    if "nouns" not in forms or not (form := _form(forms)):
        return before, word, "", "", False
    return before, word, form, tags[found.subject[0]] if found.subject else "", tags[at + 1] == "t"


def _form(forms: frozenset[str]) -> str:
    """Return which form of the present a cue is: the base, the one in -s, or none."""
    return "base" if "base" in forms else "-s" if "s" in forms else ""


def _who(tokens: Tokens, found: Attribution, subject: Span) -> tuple[str, str, str, bool, bool, str]:
    """Return who speaks, in words: of which sort, which source, which pronoun, where."""
    tags, (start, stop) = tokens.tags, subject
    opening = tags[start]
    who = "name" if "N" in tags[start:stop] else "noun" if stop - start > 1 else opening
    pronoun = tokens.lowers[start] if (who == "noun" and opening == "I") or who in "HIE" else ""
    before = tags[start - 1] if start > tokens.opens[found.sentence] else "^"
    return who, _source(tokens.lowers[stop - 1]), pronoun, start > found.cue[0], stop - start > 8, before


def _denial(tokens: Tokens, found: Attribution, first: int) -> tuple[str, str]:
    """Return the word before a cue, which denies it, and what opens the content."""
    opens = "that" if tokens.tags[first - 1] == "t" else "question" if tokens.lowers[first] in QUESTIONS else "bare"
    return tokens.lowers[found.cue[0] - 1], opens


def _shape(kind: str, shape: str, long: str, tag: str, order: str, quoted: bool, has_verb: bool) -> tuple[str, ...]:
    """Name where a content stands, how long it is, and the form of the cue."""
    form = "quoted as saying" if quoted else f"form {tag} {order}"
    clause = "clause" if has_verb else "no clause"
    return "always", f"{kind} {shape}", f"{shape}, {long} long", form, f"{shape}, {clause}", f"{kind}, {clause}"


def _stands(shape: str, kind: str, inside: bool, holds: bool, heading: bool, impersonal: bool) -> Iterator[str]:
    """Name where a cue and its content stand."""
    if inside and kind != "according":
        yield f"{shape}, inside what another reports"
    if holds:
        yield f"{shape}, holds another"
    if heading:
        yield "in a heading"
    if impersonal:
        yield "it was said, apart"


def _quotes(shape: str, linked: bool, quotation: bool) -> Iterator[str]:
    """Name that a cue reports a quotation, or that its content has one."""
    if linked:
        yield f"{shape}, reports a quotation"
    if quotation:
        yield f"{shape}, has a quotation"


def _denied(kind: str, verb: str, clause: str, word: str, opens: str) -> tuple[str, ...]:
    """Name what speaks for or against words that somebody did not say, or would not."""
    about = (f"denied, {kind}", f"denied, {verb}", f"denied, {clause}")
    return "denied", *about, f"denied by {word}", f"denied, {opens}"


def _verb(verb: str, kind: str, shape: str, that: bool, clause: str, name: bool) -> Iterator[str]:
    """Name what the verb of the cue and the first words of the content say together."""
    opens = "that" if that else "bare"
    yield f"verb {verb}"
    yield f"verb {verb} {shape}"
    if shape == "after":
        yield f"verb {verb} {opens}"
    yield f"verb {verb}, {clause}"
    yield f"{kind}: {clause} {opens}"
    yield f"{shape}: {clause} {opens}"
    if name:
        yield f"{shape}, has a name"


def _phrase(kind: str, long: str, denies: bool) -> Iterator[str]:
    """Name how long a content without a verb is, and whether it is what somebody ``denies``."""
    if denies:
        yield "denies a thing"
    yield f"{kind}, phrase, {long} long"


def is_clause(tags: str, content: Span) -> bool:
    """Say whether a content opens with a subject and its verb."""
    return _SUBJECT_AND_VERB.match(tags, *content) is not None


def _clause(tags: str, first: int, end: int) -> str:
    """Return what a content is: a subject with its verb, to and a verb, a verb somewhere, or a phrase."""
    if _SUBJECT_AND_VERB.match(tags, first, end):
        return "subject and verb"
    if tags[first] == "T":
        return "to"
    if _FINITE.search(tags, first, end):
        return "verb inside"
    return "-ed inside" if tags.find("d", first, end) >= 0 else "phrase"


def _follows(kind: str, that: bool, tag: str, starts: str) -> tuple[str, ...]:
    """Name what follows a cue, and what a content starts with, in two tags."""
    behind = f"{kind} {'that' if that else 'bare'}", f"followed by {tag}", f"{kind} followed by {tag}"
    return *behind, f"starts with {starts}", f"{kind} starts with {starts[0]}"


def _opens(that: bool, between: str, word: str) -> Iterator[str]:
    """Name what stands between a cue and its content, and the word that opens that where it tells something."""
    yield f"{'that' if that else 'bare'} behind {between}"
    if word:
        yield f"starts with {word}"


def _cue(kind: str, before: str, word: str, form: str, subject: str, that: bool, passive: bool) -> Iterator[str]:
    """Name what stands before a cue, and around one that may be a noun."""
    yield f"cue after {before}"
    yield f"{kind} cue after {before}"
    if form:
        yield f"noun or verb, {form}"
        yield f"noun or verb, {form}, after {before}"
        if subject:
            yield f"noun or verb, {form}, subject {subject}"
        if that:
            yield f"noun or verb, {form}, before that"
    if word:
        yield f"cue after {word}"
    if passive:
        yield f"{kind} passive"


def _subject(
    kind: str, who: str, source: str, pronoun: str, inverted: bool, long: bool, before: str, noun: str | bool
) -> Iterator[str]:
    """Name who speaks; ``noun`` says that the cue may be a noun."""
    for one in (source, who):
        if one:
            yield f"subject {one}"
            yield f"{kind} subject {one}"
    if source and noun:
        yield f"noun or verb, subject {source}"
    if pronoun:
        yield f"subject {pronoun}"
    if inverted:
        yield f"{kind} behind its cue"
    if long:
        yield "long subject"
    yield f"subject behind {before}"
