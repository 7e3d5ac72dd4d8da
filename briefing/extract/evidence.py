"""Is it a quotation? Hand-readable evidence for one pair of marks, and how much each piece weighs.

Between marks stand words that somebody said, and titles, nicknames, terms and words the writer keeps at a distance.
No single sign tells them apart, so each sign has a weight in ``data/quote-evidence.txt`` and their sum decides. The
weights were fitted by logistic regression to marked-up news and rounded; a positive one speaks for a quotation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from briefing.extract.document import Document
from briefing.extract.grammar import is_nickname
from briefing.extract.lexicon import verbs, weights
from briefing.extract.links import Link
from briefing.extract.quotation import Quotation

_WORD = re.compile(r"\w++(?:[-'’]\w++)*+")
_CLAUSE = re.compile(
    r"\b(?:I|we|you|he|she|it|they|is|are|was|were|be|has|have|had|do|does|did|will|would|can|could|should|must|not|"
    r"don[’']t|it[’']s|I[’']m|let[’']s|that[’']s|we[’']re)\b",
    re.IGNORECASE,
)
_NAMED = frozenset(
    [
        "called",
        "titled",
        "entitled",
        "named",
        "dubbed",
        "nicknamed",
        "termed",
        "labeled",
        "labelled",
        "known",
        "so-called",
        "aka",
    ]
)
_SMALL = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])

_OPENING = frozenset("\"“„«'‘`")
_SURE = (0.5, 0.7, 0.85, 0.95, 0.99)

LEAST = 0.5
"""How likely words between marks must be somebody's, and of the one named, before they count as a quote."""


def likelihood(doc: Document, link: Link) -> float:
    """Return how likely it is, from 0 to 1, that the words between a pair of marks are somebody's words."""
    likely = doc.likelihoods.get(link.token)
    if likely is None and is_nickname(doc.tokens, link.token):
        likely = doc.likelihoods[link.token] = 0.0
    if likely is None:
        total = sum(filter(None, map(weights("quote-evidence").get, evidence(doc, link))))
        likely = doc.likelihoods[link.token] = 1 / (1 + math.exp(-total))
    return likely


def evidence(doc: Document, link: Link) -> Iterator[str]:
    """Yield the names of what speaks for or against a quotation."""
    quotation = doc.quotations[doc.tokens.quoted[link.token]]
    yield "always"
    yield from _inside(doc.text[quotation.start : quotation.end])
    if quotation.single and not (doc.single_marks and doc.text.count(" ", quotation.start, quotation.end) > 1):
        yield "single marks"
    yield from _beside(doc, link, quotation)
    yield from _attributed(doc, link)


def _inside(text: str) -> Iterator[str]:
    found = _WORD.findall(text[:400])
    count = len(found)
    for least, name in ((10, "ten words"), (6, "six words"), (4, "four words"), (3, "three words"), (2, "two words")):
        if count >= least:
            yield name
            break
    if found and found[0][0].isupper():
        yield "starts with a capital"
        if count > 1 and all(w[0].isupper() or w.lower() in _SMALL or w[0].isdigit() for w in found):
            yield "set like a title"
        elif count == 1:
            yield "one capitalised word"
    if _CLAUSE.search(text[:400]):
        yield "has a pronoun or auxiliary"
    if text[-1] in "?!":
        yield "ends in ? or !"


def _beside(doc: Document, link: Link, quotation: Quotation) -> Iterator[str]:
    tokens, at = doc.tokens, link.token
    text = doc.text[quotation.start : quotation.start + 100]
    first, end = tokens.sentences[tokens.sentence_of(at)]
    before = tokens.tags[at - 1] if at > first else "^"
    after = tokens.tags[at + 1] if at + 1 < end else "$"
    yield f"ends as {tokens.tags[at]}"
    yield f"after {before}"
    yield f"after {before}, {'capital' if text[:1].isupper() else 'no capital'}"
    if before in "zPf" and not any(w[0].islower() and w not in _SMALL for w in _WORD.findall(text)):
        yield "set like a title after a preposition or owner"
    yield f"before {after}"
    if at > first and tokens.lower(at - 1) in _NAMED:
        yield "after called"
    if at - 1 > first and tokens.lower(at - 1) in ("the", "as") and tokens.lower(at - 2) in _NAMED:
        yield "after called"
    if end - first == 1:
        yield "alone in its sentence"
    if not quotation.closed and link.why != "label" and not _goes_on(doc, quotation):
        yield "runs on" if quotation.end == doc.paragraphs[quotation.paragraph][1] else "not closed"
    if doc.text[doc.paragraphs[quotation.paragraph][1] - 1] not in ".!?…:,;”\"’')»":
        yield "in a heading"
    if sum(tokens.tags.count(tag, first, end) for tag in "Qkq") > 1:
        yield "several in its sentence"


def _goes_on(doc: Document, quotation: Quotation) -> bool:
    """Say whether the next paragraph opens with a mark and goes on with a quotation that has no closing one."""
    following = doc.paragraphs[quotation.paragraph + 1 : quotation.paragraph + 2]
    return any(doc.text[start] in _OPENING for start, _ in following)


def _attributed(doc: Document, link: Link) -> Iterator[str]:
    yield f"found {link.why}"
    below = [least for least in _SURE if link.sure < least]
    for least in below:
        yield f"speaker less than {least} sure"
    yield f"found {link.why}, {f'less than {below[0]}' if below else 'quite'} sure"
    found = link.attribution
    if found is None:
        return
    before = doc.tokens.tags[found.left - 1 : found.left].replace("\n", ".") or "."
    yield f"found {link.why}, led by {before}"
    kinds = verbs("speech-verbs").get(found.verb, ("", frozenset[str]()))[1]
    for kind in ("say", "tell", "judge", "act", "utter", "beside"):
        if kind in kinds:
            yield f"cue {kind}"
    if found.subject is None:
        yield "nobody speaks"
    elif link.why == "before":
        apart = link.token - found.right
        yield f"cue {'beside' if apart <= 1 else 'near' if apart <= 4 else 'some way' if apart < 10 else 'far'} before"
