"""Rules that find statements: what somebody is reported to say, without quotation marks.

The span of a statement is its content: the clause after *said that*, the clause before *, said Boyev*, without the
attribution. When the attribution stands in the middle the span runs across it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document
from briefing.extract.finding import Span
from briefing.extract.lexicon import verbs
from briefing.extract.rule import Candidate, Rule
from briefing.extract.speakers import spoken
from briefing.extract.tokens import Tokens

_TRAILING = re.compile(r"(?:[RM]|[TPfc][DSnNzM0gd]*[nNzMO0])*(?=[.,;\n-])")
"""What may follow a cue at the end of a clause: on Monday, in an interview with the paper."""
_TO_THAT = re.compile(r"(?:[RMO]|[TP]?[DS]?[RdgnN0zM]*[nNzM0O]|[fc][DS]?[dgnN0z]*[nNz]|,?[TP][^,.]{1,8},?)*?,?t")
"""What may stand between a cue and its *that*: told reporters on Monday that."""
_HEARER = re.compile(r"O|[DS]?[dgnN0z]*?[nNz](?=[tDSHhIsPTM]|N)")
_SHORTEST = 2
"""Tokens that a content has at least."""


def _statements(doc: Document) -> Iterator[Candidate]:
    """Find what a cue reports in its own sentence."""
    taken = {link.attribution.cue for link in doc.links if link.attribution and link.why in ("after",)}
    for found in doc.attributions:
        if found.subject is None or found.cue in taken:
            continue
        content = _content(doc.tokens, found)
        if content is not None and not _mostly_quoted(doc.tokens, content):
            yield _candidate(doc, found, content)


def _candidate(doc: Document, found: Attribution, content: Span) -> Candidate:
    start, end = doc.tokens.span(*content)
    return Candidate("statement", start, end, 0.6, **spoken(doc, found))


def _mostly_quoted(tokens: Tokens, content: Span) -> bool:
    """Say whether quotation marks already hold most of a content: that is a quote then."""
    start, end = tokens.span(*content)
    quoted = sum(
        tokens.ends[t] - tokens.starts[t] for t in range(*content) if tokens.tags[t] in "Qkq"
    )
    return 2 * quoted > end - start


def _content(tokens: Tokens, found: Attribution) -> Span | None:
    """Return the tokens of what is reported, or None when it is not in the sentence."""
    first, end = tokens.sentences[found.sentence]
    if found.order == "according":
        return _beside(tokens, found, first, end)
    if found.passive:
        return None
    if found.order == "verb first" or _is_parenthesis(tokens, found, first, end):
        return _beside(tokens, found, first, end)
    return _after(tokens, found, end)


def _is_parenthesis(tokens: Tokens, found: Attribution, first: int, end: int) -> bool:
    """Say whether subject and cue stand apart from a clause: …, Smith said on Monday."""
    tags = tokens.tags
    if found.order != "subject first" or found.left <= first or tags[found.left - 1] not in ",-kqQ":
        return False
    match = _TRAILING.match(tags, found.right)
    return match is not None and (match.end() >= end or tags[match.end()] in ",-;") and found.left - first > 2


def _beside(tokens: Tokens, found: Attribution, first: int, end: int) -> Span | None:
    tags = tokens.tags
    left = found.left
    while left > first and tags[left - 1] in ",-RM":
        left -= 1
    if left - first >= _SHORTEST:
        comma = tags.find(",", found.right, end)
        if 0 <= comma < end - 4 and found.order != "verb first" and comma - found.right < 3:
            return _trimmed(tags, first, end)  # the clause goes on after its attribution
        return _trimmed(tags, first, left)
    comma = tags.find(",", found.right, end)
    return _trimmed(tags, comma + 1, end) if 0 <= comma else None


def _after(tokens: Tokens, found: Attribution, end: int) -> Span | None:
    tags = tokens.tags
    at = found.cue[1]
    kinds = verbs("speech-verbs").get(tokens.lower(found.cue[0]), ("", frozenset[str]()))[1]
    that = _TO_THAT.match(tags, at, end)
    if that is not None and that.end() - at <= 12:
        return _trimmed(tags, that.end(), end)
    if "loose" in kinds:
        return None
    while at < end and tags[at] in "RM:,":
        at += 1
    if "tell" in kinds and (hearer := _HEARER.match(tags, at, end)):
        at = hearer.end()
    return _trimmed(tags, at, end)


def _trimmed(tags: str, first: int, end: int) -> Span | None:
    while first < end and tags[first] in ",:;-cbt":
        first += 1
    while end > first and tags[end - 1] in ",:;-":
        end -= 1
    return (first, end) if end - first >= _SHORTEST else None


RULES = (Rule("statements", "What a cue such as said, according to or adding reports in its sentence", _statements),)
