"""Rules that find statements: what somebody is reported to say, without quotation marks.

The span of a statement is its content: the clause after *said that*, the clause before *, said Boyev*, without the
attribution. When the attribution stands in the middle the span runs across it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document
from briefing.extract.evidence import LEAST, likelihood
from briefing.extract.finding import Span
from briefing.extract.lexicon import verbs
from briefing.extract.links import Link
from briefing.extract.rule import Candidate, Rule
from briefing.extract.speakers import spoken
from briefing.extract.tokens import Tokens
from briefing.extract.unmarked import speeches

_APART = re.compile(r"[RM]*(?=[.,;\n\-PMRTsc]|$)")
_APART_FROM_HEARER = re.compile(r"(?:[OS]|[DES]?[nN0z]*[nNz])?[RM]*(?=[.,;\n\-PMRTsc]|$)")
"""What follows a cue that stands apart from the clause: nothing, a day, a hearer, a place or an occasion."""
_TO_THAT = re.compile(
    r"(?:[DES]?[nN0z]*[nNz])?(?:[RMO]|[TPf][DES]?[RdgnN0zM]*[nNzM0O]|,[TPf][^,.]{1,8},|,[DES]?[nN0zM]+,)*,?t"
)
"""What may stand between a cue and its *that*: told reporters on Monday that."""
_HEARER = re.compile(r"O|[DES]?[dgnN0z]*[nNz](?=[,tDESHhIsPTM])|[DES]?[dgnN0z]*?[nNz](?=N)")
_CONTENT_ENDS = re.compile(
    r",(?:[cb]?R*[GgV](?![nN]*,)|[wW](?![^,;]*,R*[AVvd])|c[HhN]?R*[vVA])"
    r"|(?<=[nNzMOI0dgR])[cb]R*[V](?=[tDESHhINqkQTPO,:])|;|-|:(?=[Qkq])"
)
"""Where a content is over though its sentence goes on: , adding that; , which; and said."""
_CLAUSE = re.compile("[AVvdh]")
_QUOTED = re.compile("[Qkq]")
_UNREAL = frozenset(
    ["not", "would", "could", "will", "can", "may", "might", "should", "didn’t", "don’t", "didn't", "don't"]
)
"""Words that say that nothing was said (yet)."""
_CUE_AFTER = re.compile("(?:[DES]?[nN0]*[nN]|H)R*V")
_CONTRASTS = frozenset(["while", "although", "though", "after", "before", "which", "who"])
_INSERTION = re.compile(",[AVv]")
_INSERTED = 12
"""Tokens that an attribution and what belongs to it may have in the middle of a clause."""
_WHOLE = 20
"""Characters between marks, inside a sentence, that can be all that is reported."""
_SHORTEST = 2
"""Tokens that a content has at least."""


def _statements(doc: Document) -> Iterator[Candidate]:
    """Find what a cue reports in its own sentence."""
    taken = {link.attribution.cue for link in doc.links if link.attribution and _is_whole(doc, link)}
    apart = speeches(doc)
    for number, found in enumerate(doc.attributions):
        if found.subject is None or found.cue in taken or _inside(apart, doc.tokens.starts[found.cue[0]]):
            continue
        content = _content(doc.tokens, found)
        if content is not None and content[0] >= found.cue[1]:
            content = _until_next(doc, number, content)
            content = _narrowed(doc.tokens, found, content) if content else None
        if content is not None and not _mostly_quoted(doc.tokens, content):
            yield _candidate(doc, found, content)


def _is_whole(doc: Document, link: Link) -> bool:
    """Say whether a quotation is all that its attribution reports: “…,” Smith said."""
    found = link.attribution
    if found is None or link.why != "after" or likelihood(doc, link) < LEAST:
        return False
    opens = doc.tokens.sentences[doc.tokens.sentence_of(link.token)][0] == link.token
    quotation = doc.quotations[doc.tokens.quoted[link.token]]
    if not opens and quotation.end - quotation.start < _WHOLE:
        return False
    return opens or doc.tokens.tags[found.right : found.right + 1] in tuple(".,\n;-PM")


def _inside(spans: Sequence[Span], offset: int) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return at >= 0 and offset < spans[at][1]


def _until_next(doc: Document, number: int, content: Span) -> Span | None:
    """Cut a content where the next attribution of its sentence opens a clause of its own: …, but Ruiz said."""
    tags = doc.tokens.tags
    for other in doc.attributions[number + 1 : number + 4]:
        if other.left >= content[1] or other.order != "subject first":
            break
        if other.subject and other.left > content[0] + _SHORTEST and other.subject[0] == other.left:
            before = tags[other.left - 1]
            joins = before in "cb;" or doc.tokens.lower(other.left - 1) in _CONTRASTS
            if joins or (before == "," and tags[other.right : other.right + 1] in tuple("tDESHhINTPqQk")):
                return _trimmed(tags, content[0], other.left)
    return content


def _candidate(doc: Document, found: Attribution, content: Span) -> Candidate:
    start, end = doc.tokens.span(*content)
    fields = spoken(doc, found)
    score = 0.4 + 0.2 * (fields["speaker"] is not None) + 0.2 * (fields["role"] is not None)
    return Candidate("statement", start, end, score + 0.2 * min(1.0, (end - start) / 120), **fields)


def _mostly_quoted(tokens: Tokens, content: Span) -> bool:
    """Say whether quotation marks already hold most of a content: that is a quote then."""
    start, end = tokens.span(*content)
    if not _QUOTED.search(tokens.tags, *content):
        return False
    quoted = sum(tokens.ends[t] - tokens.starts[t] for t in range(*content) if tokens.tags[t] in "Qkq")
    return 3 * quoted > end - start


def _content(tokens: Tokens, found: Attribution) -> Span | None:
    """Return the tokens of what is reported, or None when it is not in the sentence."""
    first, end = tokens.sentences[found.sentence]
    if found.order == "according":
        return _beside(tokens, found, first, end)
    if found.passive:
        if found.cue[0] == first + 1 and tokens.tags[first] == "s":  # As reported by the paper, …
            return _beside(tokens, found, first, end)
        that = _TO_THAT.match(tokens.tags, found.right, end)
        return _cut(tokens.tags, that.end(), end) if that else None
    if found.order == "verb first" or _is_parenthesis(tokens, found, first, end):
        return _beside(tokens, found, first, end)
    return _after(tokens, found, end)


def _is_parenthesis(tokens: Tokens, found: Attribution, first: int, end: int) -> bool:
    """Say whether subject and cue stand apart from a clause: …, Smith said on Monday."""
    tags = tokens.tags
    kinds = _kinds(tokens, found)
    if found.order != "subject first" or found.left - first < 3 or tags[found.left - 1] not in ",-kqQ":
        return False
    if not kinds & {"say", "tell"} or not (
        _CLAUSE.search(tags, first, found.left) or found.left - first > 6 or _INSERTION.match(tags, found.right)
    ):
        return False
    if tags[found.right] in ",:" and tags[found.right + 1] in "qkQ":
        return False
    apart = _APART_FROM_HEARER if "tell" in kinds else _APART
    return apart.match(tags, found.right) is not None and _TO_THAT.match(tags, found.right, end) is None


def _kinds(tokens: Tokens, found: Attribution) -> frozenset[str]:
    return verbs("speech-verbs").get(tokens.lower(found.cue[0]), ("", frozenset[str]()))[1]


def _beside(tokens: Tokens, found: Attribution, first: int, end: int) -> Span | None:
    """Return the content around an attribution that stands apart: before it, after it, or both."""
    tags = tokens.tags
    left = found.left
    while left > first and tags[left - 1] in ",-s":
        left -= 1
    comma = tags.find(",", found.right, end)
    after = comma + 1 if 0 <= comma < end - 2 else None
    opens = left - first < _SHORTEST
    if opens and found.order == "according" and _CLAUSE.search(tags, found.right, comma if comma > 0 else end):
        return _trimmed(tags, found.right, end)  # According to the ministry over 300 people were hurt in Lom, Norland
    if opens or (left - first <= 3 and found.order == "according"):
        return _trimmed(tags, after, end) if after else None
    if after is not None and _CUE_AFTER.match(tags, after):
        after = None  # …, Smith said, the paper reported
    goes_on = after is not None and tags[after] in "AVv"
    if after is None or (found.order == "verb first" and not goes_on):
        return _trimmed(tags, first, left)
    if comma - found.right > _INSERTED or tags[after] in "GgbWw":
        return _trimmed(tags, first, left)
    if tokens.lower(after) in _CONTRASTS:
        return _trimmed(tags, first, left)
    return _trimmed(tags, first, end)  # the clause goes on after its attribution


def _after(tokens: Tokens, found: Attribution, end: int) -> Span | None:
    tags = tokens.tags
    at = found.cue[1]
    kinds = _kinds(tokens, found)
    that = _TO_THAT.match(tags, at, end) if "judge" not in kinds else None
    if that is not None:
        return _cut(tags, that.end(), end)
    if not _reports_bare(tokens, found, kinds):
        return None
    while at < end and tags[at] in "RM:,":
        at += 1
    if "tell" in kinds and (hearer := _HEARER.match(tags, at, end)):
        at = hearer.end()
    return _cut(tags, at, end)


def _reports_bare(tokens: Tokens, found: Attribution, kinds: frozenset[str]) -> bool:
    """Say whether what follows a cue without *that* is what was said."""
    tags = tokens.tags
    at = found.cue[0]
    following = tags[found.cue[1]]
    if at and (tags[at - 1] == "T" or tokens.lower(at - 1) in _UNREAL):
        return False
    if "act" in kinds:
        return following in "TO" or tokens.lower(found.cue[1]) in ("on", "for") or tokens.lower(at).startswith("urg")
    if "judge" in kinds:
        return following in "DESONnz"
    if not kinds & {"say", "tell"}:
        return False
    return following not in "PTfck" or kinds >= {"tell"} or found.verb == "say"


def _cut(tags: str, first: int, end: int) -> Span | None:
    """Return the content that starts at ``first``, up to where something else begins."""
    for over in _CONTENT_ENDS.finditer(tags, first + _SHORTEST, end):
        if over.group() == "-" and ("-" in tags[over.end() : end] or tags.count("-", first, over.start()) % 2):
            continue  # a pair of dashes
        end = over.start()
        break
    return _trimmed(tags, first, end)


def _narrowed(tokens: Tokens, found: Attribution, content: Span) -> Span | None:
    """Cut a content at the end of the subordinate clause that holds it: *when he said X, …*."""
    tags = tokens.tags
    first, end = content
    left = found.left
    start = tokens.sentences[found.sentence][0]
    if tags[found.subject[0] if found.subject else left] == "W" or (
        left > start and tags[left - 1] == "s" and left < start + 4
    ):
        comma = tags.find(",", first, end)
        end = comma if comma > first else end
    return _trimmed(tags, first, end)


def _trimmed(tags: str, first: int, end: int) -> Span | None:
    while first < end and tags[first] in ",:;-cbt":
        first += 1
    while end > first and tags[end - 1] in ",:;-scb":
        end -= 1
    return (first, end) if end - first >= _SHORTEST else None


RULES = (Rule("statements", "What a cue such as said, according to or adding reports in its sentence", _statements),)
