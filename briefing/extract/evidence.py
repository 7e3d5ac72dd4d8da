"""Is it a quotation? Hand-readable evidence for one pair of marks, and how much each piece weighs.

Between marks stand words that somebody said, and titles, nicknames, terms and words the writer keeps at a distance.
No single sign tells them apart, so each sign has a weight in ``data/quote-evidence.txt`` and their sum decides. The
weights were fitted by logistic regression to marked-up news and rounded; a positive one speaks for a quotation.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from briefing.extract.document import Document
from briefing.extract.grammar import is_nickname
from briefing.extract.lexicon import speech_forms, words
from briefing.extract.links import Link
from briefing.extract.quotation import Quotation
from briefing.extract.tokens import Tokens
from briefing.extract.weighing import Piece, all_named, scale

_WORD = re.compile(r"\w++(?:[-'’]\w++)*+")
_CLAUSE = re.compile(
    r"[ABCDHILMNSTWYabcdhilmnstwy](?<!\w.)(?i:(?<=i)[ts]?|(?<=w)(?:e|as|ere|ill|ould)|(?<=y)ou|(?<=h)(?:e|as|ave|ad)|"
    r"(?<=s)(?:he|hould)|(?<=t)(?:hey|hat[’']s)|(?<=a)re|(?<=b)e|(?<=d)(?:oes|id|on[’']t|o)|(?<=c)(?:an|ould)|"
    r"(?<=m)ust|(?<=n)ot|(?<=l)et[’']s)\b"
)
"""I, it, is; we, was, were, will, would; you; he, has, have, had; she, should; they, that’s; are; be; does, did, don’t,
do; can, could; must; not; let’s. It opens with a set of letters, since that is what text is searched for fastest."""
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

_LINE_ENDS = frozenset(".!?…:,;”\"’')»")
"""Characters of which a paragraph ends in one; a heading does not."""
_LOOKED_AT = 400
"""Characters of a quotation that are looked at."""
_MANY = 10
"""Words of a quotation that are counted."""

LEAST = 0.5
"""How likely words between marks must be somebody's, and of the one named, before they count as a quote."""


def likelihood(doc: Document, link: Link) -> float:
    """Return how likely it is, from 0 to 1, that the words between a pair of marks are somebody's words."""
    likely = doc.likelihoods.get(link.token)
    if likely is None:
        if is_nickname(doc.tokens, link.token):
            likely = 0.0
        else:
            likely = 1 / (1 + math.exp(-scale("quote-evidence").weigh(evidence_pieces(doc, link))))
        doc.likelihoods[link.token] = likely
    return likely


def evidence(doc: Document, link: Link) -> list[str]:
    """Return the names of what speaks for or against a quotation."""
    return all_named(evidence_pieces(doc, link))


def evidence_pieces(doc: Document, link: Link) -> list[Piece]:
    """Return the pieces of evidence for or against a quotation."""
    quotation = doc.quotations[doc.tokens.quoted[link.token]]
    text = doc.text[quotation.start : quotation.end]
    single = quotation.single and not (doc.single_marks and text.count(" ") > 1)
    return [
        (_inside, *_words(text), _CLAUSE.search(text, 0, _LOOKED_AT) is not None, text[-1] in "?!", single),
        *_beside(doc, link, quotation),
        *_attributed(doc, link),
    ]


def _words(text: str) -> tuple[int, bool, bool]:
    """Return how many words there are, up to ten, whether they start with a capital and are set like a title."""
    found = [word.group() for word in islice(_WORD.finditer(text, 0, _LOOKED_AT), _MANY)]
    if not found or not found[0][0].isupper():
        return len(found), False, False
    titled = len(found) > 1 and _titled(found)
    if titled and len(found) == _MANY:
        titled = _titled(_WORD.findall(text, 0, _LOOKED_AT))
    return len(found), True, titled


def _titled(found: Sequence[str]) -> bool:
    return all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in found)


def _inside(count: int, capital: bool, titled: bool, clause: bool, asks: bool, single: bool) -> Iterator[str]:
    """Name what the words of a quotation look like."""
    yield "always"
    for least, name in ((10, "ten words"), (6, "six words"), (4, "four words"), (3, "three words"), (2, "two words")):
        if count >= least:
            yield name
            break
    if capital:
        yield "starts with a capital"
        if titled:
            yield "set like a title"
        elif count == 1:
            yield "one capitalised word"
    if clause:
        yield "has a pronoun or auxiliary"
    if asks:
        yield "ends in ? or !"
    if single:
        yield "single marks"


def _beside(doc: Document, link: Link, quotation: Quotation) -> Iterator[Piece]:
    """Yield what stands around a quotation."""
    tokens, at = doc.tokens, link.token
    tags, lowers = tokens.tags, tokens.lowers
    text = doc.text[quotation.start : quotation.start + 100]
    first, end = tokens.sentences[tokens.sentence_of(at)]
    before = tags[at - 1] if at > first else "^"
    titled = before in "zPf" and not any(w[0].islower() and w not in _SMALL for w in _WORD.findall(text))
    yield _around, tags[at], before, text[:1].isupper(), titled, tags[at + 1] if at + 1 < end else "$"
    called = at > first and lowers[at - 1] in _NAMED
    if at - 1 > first and lowers[at - 1] in ("the", "as") and lowers[at - 2] in _NAMED:
        called = True
    stop = doc.paragraphs[quotation.paragraph][1]
    left_open = ""
    if not quotation.closed and link.why != "label" and not _goes_on(doc, quotation):
        left_open = "runs on" if quotation.end == stop else "not closed"
    several = tags.count("Q", first, end) + tags.count("k", first, end) + tags.count("q", first, end) > 1
    yield _stands, called, end - first == 1, left_open, doc.text[stop - 1] not in _LINE_ENDS, several
    if _is_beside_work(tokens, at, first, end):
        yield _beside_work, text[:1].isupper()


def _around(tag: str, before: str, capital: bool, titled: bool, after: str) -> Iterator[str]:
    """Name what stands beside a quotation, and how it starts and ends."""
    yield f"ends as {tag}"
    yield f"after {before}"
    yield f"after {before}, {'capital' if capital else 'no capital'}"
    if titled:
        yield "set like a title after a preposition or owner"
    yield f"before {after}"


def _is_beside_work(tokens: Tokens, at: int, first: int, end: int) -> bool:
    """Say whether a work is named beside a quotation: the film “…”, his novel, “…”, the “…” show."""
    lowers, works = tokens.lowers, words("works")
    before = at - 2 if at > first and tokens.tags[at - 1] == "," else at - 1
    return (before >= first and lowers[before] in works) or (at + 1 < end and lowers[at + 1] in works)


def _beside_work(capital: bool) -> Iterator[str]:
    """Name what may be the title of a work."""
    yield "beside a work"
    yield f"beside a work, {'capital' if capital else 'no capital'}"


def _stands(called: bool, alone: bool, left_open: str, heading: bool, several: bool) -> Iterator[str]:
    """Name where a quotation stands."""
    if called:
        yield "after called"
    if alone:
        yield "alone in its sentence"
    if left_open:
        yield left_open
    if heading:
        yield "in a heading"
    if several:
        yield "several in its sentence"


def _goes_on(doc: Document, quotation: Quotation) -> bool:
    """Say whether the next paragraph opens with a mark and goes on with a quotation that has no closing one."""
    following = doc.paragraphs[quotation.paragraph + 1 : quotation.paragraph + 2]
    return any(doc.text[start] in _OPENING for start, _ in following)


def _attributed(doc: Document, link: Link) -> Iterator[Piece]:
    """Yield whose words a quotation is, and how sure that is."""
    yield _found, link.why, sum([link.sure < least for least in _SURE])
    found = link.attribution
    if found is None:
        return
    apart = ""
    if found.subject is not None and link.why == "before":
        number = link.token - found.right
        apart = "beside" if number <= 1 else "near" if number <= 4 else "some way" if number < 10 else "far"
    before = doc.tokens.tags[found.left - 1 : found.left].replace("\n", ".") or "."
    yield _cue, link.why, before, found.verb, found.subject is None, apart


def _found(why: str, unsure: int) -> Iterator[str]:
    """Name how a speaker was found, and of how many levels of sureness that falls short."""
    below = _SURE[len(_SURE) - unsure :]
    yield f"found {why}"
    for least in below:
        yield f"speaker less than {least} sure"
    yield f"found {why}, {f'less than {below[0]}' if below else 'quite'} sure"


def _cue(why: str, before: str, verb: str, nobody: bool, apart: str) -> Iterator[str]:
    """Name the cue of a quotation, what stands before it, and how far away it is."""
    yield f"found {why}, led by {before}"
    kinds = speech_forms(verb)
    for kind in ("say", "tell", "judge", "act", "utter", "beside"):
        if kind in kinds:
            yield f"cue {kind}"
    if nobody:
        yield "nobody speaks"
    if apart:
        yield f"cue {apart} before"
