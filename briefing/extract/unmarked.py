"""Rules that find direct speech without quotation marks: before a dash, after a name and a colon, set apart.

These forms are common outside English-language news (attribution by dash), in interviews, and where a page's layout
carried the marks (pull-quotes).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document
from briefing.extract.finding import Span
from briefing.extract.lexicon import verbs
from briefing.extract.rule import Candidate, Rule
from briefing.extract.speakers import identity, spoken

_LABEL = re.compile(
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?:[ ][^\W\d_a-z][\w.'’-]*){0,3})(?:[ ]?\([^()\n]{1,40}\))?:[ \t]+(?=\S)"
)
_TURNS = 3
"""Paragraphs that must open with a name and a colon before a text is read as an interview."""
_NOT_NAMES = frozenset(
    [
        "q",
        "a",
        "note",
        "update",
        "updated",
        "correction",
        "read",
        "related",
        "watch",
        "photo",
        "source",
        "image",
        "video",
    ]
)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|me|I’m|I'm|I’ve|I've)\b")
_ANY_FIRST_PERSON = re.compile(r"[IMmWwOou](?<!\w.)(?:(?<=I)|(?<=[Mm])y|(?<=m)e|(?<=[Ww])e|(?<=[Oo])ur|(?<=u)s)\b")
"""It opens with a set of letters, since that is what text is searched for fastest."""
_SHORTEST = 20
"""Characters of direct speech without marks that are worth a finding."""


def dashed(doc: Document) -> Iterator[tuple[Attribution, Span]]:
    """Yield attributions that follow a dash at the end of their paragraph, with the paragraph's span before the dash.

    In *We hope that it will work by September - Umerov said.* the whole paragraph is what Umerov said.
    """
    tokens = doc.tokens
    for found in doc.attributions:
        if found.subject is None or found.passive or found.order not in ("subject first", "verb first"):
            continue
        first, _ = tokens.sentences[found.sentence]
        dash = found.left - 1
        if dash <= first or tokens.tags[dash] != "-" or not _says(tokens.lowers[found.cue[0]]):
            continue
        number = tokens.paragraph_of[found.sentence]
        start, end = doc.paragraphs[number]
        if _ends(doc, found, end) and not _has_marks(doc, number):
            close = tokens.ends[dash - 1]
            while close < tokens.starts[dash] and doc.text[close] in ".!?…":
                close += 1
            yield found, (start, close)


def _says(verb: str) -> bool:
    return bool(verbs("speech-verbs").get(verb, ("", frozenset[str]()))[1] & {"say", "tell", "utter"})


def _ends(doc: Document, found: Attribution, end: int) -> bool:
    """Say whether little follows the attribution in its paragraph."""
    tokens = doc.tokens
    rest = doc.text[tokens.ends[found.right - 1] : end]
    return len(rest) <= 60 and not re.search(r"[.!?]\s+\S", rest)


def _has_marks(doc: Document, paragraph: int) -> bool:
    return any(q.paragraph == paragraph for q in doc.quotations)


def _dash(doc: Document) -> Iterator[Candidate]:
    for found, (start, end) in dashed(doc):
        if end - start >= _SHORTEST:
            yield Candidate("quote", start, end, 0.8, form="unmarked", **spoken(doc, found))


def _turns(doc: Document) -> Iterator[tuple[Span, Span]]:
    """Yield the label and the words of each turn of an interview: names that take turns at the start of paragraphs."""
    turns = []
    for start, end in doc.paragraphs:
        stop = min(end, start + 90)
        label = _LABEL.match(doc.text, start, stop) if doc.text.find(":", start, stop) > 0 else None
        if label and label["name"].lower() not in _NOT_NAMES:
            turns.append((label, end))
    often = Counter(label["name"] for label, _ in turns)
    if len(turns) < _TURNS or len(often) < 2 or max(often.values()) < 2:
        return
    for label, end in turns:
        if often[label["name"]] > 1 and doc.text[label.end()] not in "\"“«„'‘":
            yield label.span("name"), (label.end(), end)


def _interview(doc: Document) -> Iterator[Candidate]:
    for label, (start, end) in _turns(doc):
        if end - start >= _SHORTEST:
            name = _full_name(doc, label)
            yield Candidate("quote", start, end, 0.7, form="unmarked", speaker=name, speaker_span=label)


def speeches(doc: Document) -> list[Span]:
    """Return the paragraphs, from their start to their end, that are direct speech without marks, in order."""
    paragraphs = {doc.paragraphs[doc.tokens.paragraph_of[found.sentence]] for found, _ in dashed(doc)}
    return sorted(paragraphs | {(label[0], end) for label, (_, end) in _turns(doc)})


def _full_name(doc: Document, span: Span) -> str:
    """Return the fullest name for the label of a turn."""
    name = doc.text[slice(*span)]
    people = doc.people.called(name.split()[-1])
    if len(people) == 1 and not people[0].name.isupper():
        return people[0].name
    first, end = _tokens_at(doc, span)
    if first < end and not name.isupper():
        return identity(doc, (first, end))[0] or name
    return name


def _tokens_at(doc: Document, span: Span) -> Span:
    return bisect_left(doc.tokens.starts, span[0]), bisect_left(doc.tokens.starts, span[1])


def _set_apart(doc: Document) -> Iterator[Candidate]:
    """Find paragraphs in the first person in a report that is not: pull-quotes and block quotations."""
    tokens = doc.tokens
    if len(doc.paragraphs) < 5 or not doc.quotations:
        return
    reported = [a for a in doc.attributions if a.subject and "N" in tokens.tags[slice(*a.subject)]]
    taken = {q.paragraph for q in doc.quotations} | {tokens.paragraph_of[a.sentence] for a in reported}
    plain = [n for n in range(len(doc.paragraphs)) if n not in taken]
    personal = [n for n in plain if _ANY_FIRST_PERSON.search(doc.text, *doc.paragraphs[n])]
    if len(personal) > 2 or any(b - a == 1 for a, b in pairwise(personal)):
        return
    for number in personal:
        start, end = doc.paragraphs[number]
        if _FIRST_PERSON.search(doc.text, start, end) and end - start >= 2 * _SHORTEST and doc.text[end - 1] in ".!?…":
            yield Candidate("quote", start, end, 0.4, form="unmarked")


RULES = (
    Rule("dash", "Direct speech without marks before a dash and an attribution: … - Umerov said", _dash),
    Rule("interview", "Direct speech after a name and a colon, where names take turns", _interview),
    Rule("set apart", "A paragraph in the first person in a report that is not: a pull-quote", _set_apart),
)
