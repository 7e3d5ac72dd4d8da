"""Who speaks: from an attribution to the fields of a finding.

The nearest mention stays as it is (``speaker_span``); the name is the fullest that the document gives for the same
person, also where the text says *he* or *the minister*. Nobody is named when the text does not say who it is.
"""

from __future__ import annotations

import re
from typing import Any

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document
from briefing.extract.finding import Span
from briefing.extract.grammar import antecedent
from briefing.extract.lexicon import words
from briefing.extract.people import Person

_REACH = 12
"""How many names back a pronoun or a role may point."""
_MASCULINE = frozenset(["he", "he's", "he’s", "he'd", "he’d", "him", "his"])
_FEMININE = frozenset(["she", "she's", "she’s", "she'd", "she’d", "her"])
_NAMING = re.compile("[NnzM]")
_NOUNS = re.compile("[nN]+")
_OWNER = re.compile(r"['’][sS]?$")


def spoken(doc: Document, found: Attribution | None) -> dict[str, Any]:
    """Return the fields of a finding that say who speaks and how the text says so."""
    if found is None:
        return {}
    tokens = doc.tokens
    cue = tokens.span(*found.cue)
    fields: dict[str, Any] = {"cue": doc.text[slice(*cue)], "cue_span": cue}
    if found.subject is not None:
        name, role = identity(doc, found.subject)
        fields |= {"speaker": name, "role": role, "speaker_span": tokens.span(*found.subject)}
    return fields


def identity(doc: Document, subject: Span) -> tuple[str | None, str | None]:
    """Return the fullest name and the role of whom the tokens of ``subject`` mention."""
    known = doc.identities.get(subject)
    if known is None:
        known = doc.identities[subject] = _identity(doc, subject)
    return known


def _identity(doc: Document, subject: Span) -> tuple[str | None, str | None]:
    tokens = doc.tokens
    first, end = subject
    word = tokens.lower(first)
    if end - first == 1 and (tokens.tags[first] == "W" or word == "which"):
        sentence = tokens.sentences[tokens.sentence_of(first)][0]
        before = antecedent(tokens, first, sentence)
        return identity(doc, before) if before and before != subject else (None, None)
    if end - first == 1 and word in _MASCULINE | _FEMININE:
        person = _meant(doc, first, "m" if word in _MASCULINE else "f")
        return (person.name, person.role) if person else (None, None)
    if end - first == 1 and tokens.tags[first] in "IE" and (noun := _NOUNS.match(tokens.tags, end)):
        return _text(doc, (first, noun.end())), None  # one resident
    if not _NAMING.search(tokens.tags, first, end) or tokens.lower(end - 1) in words("adjectives"):
        return None, None  # it, they, some, 40, the latter
    if tokens.tags[end - 1] == "z":
        return _owner(doc, subject)
    if apposed := _apposed(doc, subject):
        return apposed.name, apposed.role
    person = _named(doc, subject)
    if person is not None and (person.role or not _OF.match(tokens.tags, *subject)):
        return person.name, person.role
    return _by_role(doc, subject) or (_text(doc, subject), None)


def _owner(doc: Document, subject: Span) -> tuple[str | None, str | None]:
    """Return whom *Mayor Ruiz’s* in *Mayor Ruiz’s claim that* names."""
    tokens = doc.tokens
    first, end = subject
    words_ = _OWNER.sub("", " ".join(doc.text[slice(*tokens.span(first, end))].split()))
    last = words_.rpartition(" ")[2]
    if not last[:1].isupper():
        return words_, None
    known = doc.people.called(last)
    if len(known) == 1:
        return known[0].name, known[0].role
    return words_.removeprefix("the ").removeprefix("The "), None


def _apposed(doc: Document, subject: Span) -> Person | None:
    """Return who is named between commas behind a role: the mayor, Ana Ruiz, said."""
    tokens = doc.tokens
    first, end = subject
    head = next((i for i in range(first, end) if tokens.tags[i] in "fPT"), end) - 1
    if tokens.tags[end : end + 2] != ",N" or head < first or tokens.lower(head) not in words("roles"):
        return None
    for at, person in doc.people.named_in(end + 1, end + 4):
        close = person.mentions[at]
        named = not tokens.tags[end + 1 : at].strip("N")  # with Dr. before it
        return person if named and tokens.tags[close : close + 1] in (",", "\n", ".") else None
    return None


def _named(doc: Document, subject: Span) -> Person | None:
    """Return who is named at the head of a phrase: not *Texas* in *a senator from Texas*."""
    first, end = subject
    tags = doc.tokens.tags
    for at, person in doc.people.named_in(first + 1, end):
        if tags[at - 1] == "N" and person.mentions.get(at) == end:  # Defence Minister of Ukraine Rustem Umerov
            return person
    head = next((i for i in range(first, end) if tags[i] in "fPT(M,"), end)
    if leader := _head_of(doc, subject, head):
        return leader
    owner = [i for i in range(first, head) if tags[i] == "z"]
    inside = doc.people.named_in(owner[-1] + 1 if owner else first, head)
    if not inside:
        return None
    at, person = inside[-1]
    if " " not in person.name and not person.role and tags[first] == "E":
        return None  # many Democrats
    return person if person.mentions[at] >= head else None


def _head_of(doc: Document, subject: Span, of: int) -> Person | None:
    """Return who is named behind the body that they head: the head of the district administration Oleh Boyev."""
    tokens, (first, end) = doc.tokens, subject
    if tokens.tags[of : of + 1] != "f" or of == first or "P" in tokens.tags[of:end]:
        return None
    if tokens.lower(of - 1) not in words("roles"):
        return None
    for at, person in doc.people.named_in(of + 2, end):
        if person.mentions.get(at) == end and tokens.tags[at - 1] == "n" and tokens.lower(at - 1) not in words("roles"):
            return person
    return None


def _by_role(doc: Document, subject: Span) -> tuple[str, str | None] | None:
    """Return whom *the minister* means: the nearest before who is called a minister."""
    tokens = doc.tokens
    first, end = subject
    if tokens.lower(first) not in ("the", "this", "that"):
        return None
    head = next((i for i in range(first, end) if tokens.tags[i] in "fPT,"), end) - 1
    noun = tokens.lower(head)
    is_role = noun in words("roles")
    if not is_role and noun not in words("organisation-words"):
        return None
    for _, person in doc.people.before(first, reach=4 * _REACH):
        called = (person.role or "") if is_role else person.name
        if noun in called.lower().split():
            return person.name, person.role
    return None


def _meant(doc: Document, token: int, gender: str) -> Person | None:
    """Return whom a pronoun means: the subject of the sentence before, or the nearest name that agrees."""
    tokens = doc.tokens
    number = tokens.sentence_of(token)
    own = tokens.sentences[number][0]
    nearest: Person | None = None
    for at, person in doc.people.before(token - 1, reach=_REACH):
        if not _may_be(person, gender):
            continue
        sentence = tokens.sentence_of(at)
        if doc.is_subject(at) and at < own:
            return person
        if number - sentence > 5:
            break
        nearest = nearest or person
    return nearest


def _may_be(person: Person, gender: str) -> bool:
    """Say whether a person can be he or she: no other sex given away, and neither a lone word nor an institution."""
    if person.gender != "-":
        return person.gender == gender
    parts = person.name.lower().split()
    return (person.role is not None or len(parts) in (2, 3)) and not words("organisation-words").intersection(parts)


_OF = re.compile(r"[DES]?[nN]*NfD?N")
_HEAD = re.compile(r"[DES]?[RgdnN0zM]*?[nNz0](?=[RM]*(?:[wWt,P]|d(?![dgN0nz])|$))(?:f[DES]?[nNgz]*[nN])?")


def _text(doc: Document, subject: Span) -> str:
    """Return the words of a phrase that names nobody known, without what hangs on it: some officials (in Kyiv)."""
    tokens = doc.tokens
    head = _HEAD.match(tokens.tags, *subject)
    words_ = " ".join(doc.text[slice(*tokens.span(*(head.span() if head else subject)))].split())
    if words_[:4].lower() == "the " and tokens.tags[(head.end() if head else subject[1]) - 1] == "N":
        return words_[4:]
    return words_
