"""Who speaks: from an attribution to the fields of a finding.

The nearest mention stays as it is (``speaker_span``); the name is the fullest that the document gives for the same
person, also where the text says *he* or *the minister*. Nobody is named when the text does not say who it is.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document
from briefing.extract.finding import Span
from briefing.extract.grammar import antecedent
from briefing.extract.lexicon import speech_class, words
from briefing.extract.people import Person

_REACH = 12
"""How many names back a pronoun or a role may point."""
_GENDERS = {
    **dict.fromkeys(["he", "he's", "he’s", "he'd", "he’d", "him", "his"], "m"),
    **dict.fromkeys(["she", "she's", "she’s", "she'd", "she’d", "her"], "f"),
}
"""Pronouns that mean one person, and the sex that they give away."""
_BODIES = frozenset(["it", "they"])
_SPEAKING = ("say", "tell", "think", "utter", "beside")
_BE = frozenset(["is", "was"])
_KIN = frozenset(
    [
        "boy",
        "brother",
        "daughter",
        "father",
        "friend",
        "girl",
        "husband",
        "man",
        "mother",
        "neighbor",
        "neighbour",
        "patient",
        "person",
        "relative",
        "resident",
        "sister",
        "son",
        "suspect",
        "user",
        "victim",
        "wife",
        "woman",
    ]
)
"""Words for people that tell no role."""
_LEAD = 5
"""Tokens at the start of a sentence among which the name in its subject stands."""
_BACK = 2
"""Sentences back in which the body that *it* and *they* mean has spoken."""
_NAMING = re.compile("[NnzM]")
_NOUNS = re.compile("[nN]+")
_HANGS = re.compile("[fPT]")
_PARTS = re.compile("[fPT,]")
_PARTS_ASIDE = re.compile("[fPT(,]")
_GOES_ON = re.compile("[fPT(M,]")
"""What hangs on the head of a phrase; also what is set apart from it, in parentheses too; and days."""
_OWNER = re.compile(r"['’][sS]?$")


def spoken(doc: Document, found: Attribution | None) -> dict[str, Any]:
    """Return the fields of a finding that say who speaks and how the text says so."""
    if found is None:
        return {}
    tokens, subject = doc.tokens, found.subject
    cue = tokens.span(*found.cue)
    said = doc.text[cue[0] : cue[1]]
    if subject is None:
        return {"cue": said, "cue_span": cue}
    name, role = identity(doc, subject)
    return {"cue": said, "cue_span": cue, "speaker": name, "role": role, "speaker_span": tokens.span(*subject)}


def identity(doc: Document, subject: Span) -> tuple[str | None, str | None]:
    """Return the fullest name and the role of whom the tokens of ``subject`` mention."""
    known = doc.identities.get(subject)
    if known is None:
        known = doc.identities[subject] = _identity(doc, subject)
    return known


def _identity(doc: Document, subject: Span) -> tuple[str | None, str | None]:
    tokens, tags, (first, end) = doc.tokens, doc.tokens.tags, subject
    if end - first == 1:
        word = tokens.lowers[first]
        if tags[first] == "W" or word == "which":
            before = antecedent(tokens, first, tokens.opens[tokens.sentence_of(first)])
            return identity(doc, before) if before and before != subject else (None, None)
        if word in _BODIES:
            body = _body(doc, first, word)
            return identity(doc, body) if body else (None, None)
        if word in _GENDERS:
            person = _meant(doc, first, _GENDERS[word])
            return (person.name, person.role) if person else (None, None)
        if tags[first] in "IE" and (noun := _NOUNS.match(tags, end)):
            return _text(doc, (first, noun.end())), None  # one resident
    elif end - first > 2 and tags[end - 3 : end] == "ndn":
        subject = first, (end := end - 2)  # a poll conducted last month
    if not _NAMING.search(tags, first, end) or tokens.lowers[end - 1] in words("adjectives"):
        return None, None  # it, they, some, 40, the latter
    if tags[end - 1] == "z":
        return _owner(doc, subject)
    if apposed := _apposed(doc, subject):
        return apposed.name, apposed.role
    person = _named(doc, subject)
    if person is not None and (person.role or not _OF.match(tags, *subject) or _reaches(doc, person, subject)):
        return person.name, person.role
    return _by_role(doc, subject) or (_text(doc, subject), None)


def _hung(what: re.Pattern[str], tags: str, subject: Span) -> int:
    """Return the first token of a subject that hangs on its head, or its end."""
    found = what.search(tags, *subject)
    return found.start() if found else subject[1]


def _reaches(doc: Document, person: Person, subject: Span) -> bool:
    """Say whether a name goes on to the end of a phrase: the Ministry of Health."""
    return any(one is person and one.mentions[at] == subject[1] for at, one in doc.people.named_in(*subject))


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
    if tokens.tags[end : end + 2] != ",N":
        return None
    head = _hung(_HANGS, tokens.tags, subject) - 1
    if head < first or tokens.lower(head) not in words("roles"):
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
    named = doc.people.named_in(first, end)
    for at, person in named:
        if at == first:
            continue
        office = tags[at - 1] == "N" or (tags[at - 1] == "n" and doc.tokens.lower(at - 1) in words("roles"))
        if office and person.mentions.get(at) == end and not _is_joined(doc, first, at):
            return person  # Defence Minister of Ukraine Rustem Umerov, union of Lom president Ana Ruiz
    if tags[first - 1 : first] == "q":
        for at, person in doc.people.named_in(max(0, first - 3), first):
            if person.mentions.get(at) == end:
                return person  # Ana “Tito” Ruiz
    if not named:
        return None
    head = _hung(_GOES_ON, tags, subject)
    if leader := _head_of(doc, subject, head):
        return leader
    owned = tags.rfind("z", first, head) + 1 or first
    inside = [one for one in named if owned <= one[0] < head]
    if not inside:
        return None
    at, person = inside[-1]
    if _is_joined(doc, first, at):
        return None  # the Pensions and Insurance Council; Ana Ruiz and Oleg Boyev
    if " " not in person.name and not person.role and tags[first] == "E":
        return None  # many Democrats
    return person if person.mentions[at] >= head else None


def _is_joined(doc: Document, first: int, at: int) -> bool:
    """Say whether the name at token ``at`` is a part of a longer one, or of several: Ana Ruiz and | Oleg Boyev."""
    tags = doc.tokens.tags
    joint = tags.rfind("c", first, at)
    if joint < 0:
        return False
    if joint == at - 1 or any(tags.find(tag, joint, at) > 0 for tag in "DESz"):
        return tags[joint - 1] in "NnO0"
    before = doc.people.named_in(first, joint)
    return bool(before) and before[-1][1].mentions[before[-1][0]] == joint and " " in before[-1][1].name


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
    head = _hung(_PARTS, tokens.tags, subject) - 1
    noun = tokens.lower(head)
    is_role = noun in words("roles")
    if not is_role and noun not in words("organisation-words"):
        return None
    if not is_role and _MORE.search(tokens.tags[first:head] + tokens.tags[head + 1 : end]):
        return None  # the Ministry of Health is not the ministry, nor the mayor’s office the office
    for _, person in doc.people.before(first, reach=4 * _REACH):
        called = (person.role or "") if is_role else person.name
        if noun in called.lower().split():
            return person.name, person.role
    return None


def _body(doc: Document, token: int, word: str) -> Span | None:
    """Return the body, or for *they* the group, that *it* means: the last one that said something, shortly before."""
    tokens = doc.tokens
    number = tokens.sentence_of(token)
    at = bisect_left(doc.attributions, token, key=lambda found: found.cue[0])
    for found in reversed(doc.attributions[max(0, at - _REACH) : at]):
        if number - found.sentence > _BACK:
            break
        subject = found.subject
        spoke = (found.order != "participle" or word == "it") and speech_class(found.verb, _SPEAKING) != "open"
        inner = subject and tokens.tags[subject[0] - 1 : subject[0]] in ("t", "w")  # Ruiz said that the company told
        if (
            subject
            and not inner
            and subject[1] <= token
            and spoke
            and not found.passive
            and _is_body(doc, subject, word)
        ):
            return subject
    return None


def _is_body(doc: Document, subject: Span, word: str) -> bool:
    """Say whether a subject can be *it*, and no person, or *they*, several."""
    tokens = doc.tokens
    first, end = subject
    if tokens.lower(first) in _BODIES:
        return end - first == 1 and tokens.lower(first) == word
    if tokens.tags[first] in "HhIWwOt":
        return False
    head = _hung(_PARTS_ASIDE, tokens.tags, subject) - 1
    noun = tokens.lower(max(head, first))
    if noun in words("organisation-words") or (noun in words("writings") and word == "it"):
        return True
    if word == "it" and tokens.tags[first] == "D" and not tokens.tags[first:end].strip("Dn"):
        return noun not in words("roles") and noun not in _KIN and not noun.endswith("s")  # the bench, the plea
    if word == "they":
        return "N" not in tokens.tags[first:end] and noun.endswith("s")
    person = _named(doc, subject)
    if person is None or person.role or person.gender != "-":
        return False
    short = " " not in person.name or any(part.isupper() and len(part) > 2 for part in person.name.split())
    return short or tokens.tags[first] == "D" or bool(_parts(person) & words("organisation-words"))


def _parts(person: Person) -> set[str]:
    return set(person.name.lower().split())


def _meant(doc: Document, token: int, gender: str) -> Person | None:
    """Return whom a pronoun means: the subject of the sentence before, or the nearest name that agrees."""
    tokens = doc.tokens
    number = tokens.sentence_of(token)
    own = tokens.sentences[number][0]
    if opens := _opens(doc, own, token, gender):
        return opens
    nearest: Person | None = None
    described: Person | None = None
    for at, person in doc.people.before(token - 1, reach=_REACH):
        if not _may_be(person, gender) or _is_attribute(doc, at, person):
            continue
        sentence = tokens.sentence_of(at)
        if number - sentence > 5:
            break
        if at < own and doc.is_subject(at):
            if not _is_described(doc, at, person):
                return person
            described = described or person
            continue
        nearest = nearest or person
    return described or nearest


def _is_attribute(doc: Document, at: int, person: Person) -> bool:
    """Say whether a name only tells which others are meant: the Norland Rim trading bloc, Lomville Ruiz supporters."""
    return person.role is None and doc.tokens.tags[person.mentions[at]] in "ng" and not doc.is_subject(at)


def _is_described(doc: Document, at: int, person: Person) -> bool:
    """Say whether a sentence only tells what somebody is: Ruiz was the third reporter killed."""
    close = person.mentions[at]
    return not doc.speaks(at) and doc.tokens.tags[close] == "A" and doc.tokens.lower(close) in _BE


def _opens(doc: Document, own: int, token: int, gender: str) -> Person | None:
    """Return who opens the sentence of a pronoun as its subject: Ruiz refused to comment, but he later said."""
    tags = doc.tokens.tags
    for at, person in doc.people.named_in(own, min(token, own + _LEAD)):
        subject = not tags[own:at].strip("DnNd") and tags[person.mentions[at]] in "AVvRd"
        return person if subject and _may_be(person, gender) else None
    return None


def _may_be(person: Person, gender: str) -> bool:
    """Say whether a person can be he or she: no other sex given away, and neither a lone word nor an institution."""
    if person.gender != "-":
        return person.gender == gender
    parts = person.name.lower().split()
    return (person.role is not None or len(parts) in (2, 3)) and not words("organisation-words").intersection(parts)


_MORE = re.compile("[Nz]")
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
