"""Statements behind a noun whose owner is named: the mayor’s claim that …, warnings from the port that …

The evidence for statements is not weighed here: such a noun with *that* behind it tells nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.extract.attributions import Attribution
from briefing.extract.endings import ending
from briefing.extract.finding import Span
from briefing.extract.grammar import phrase_at
from briefing.extract.lexicon import words
from briefing.extract.tokens import Tokens

_THAT = re.compile("nt(?![AvV])")
_OWNER = re.compile("(?:(?<![nNz])(?:[DE]?[nN0]*z)|S)[dgnN0]?$")
_FROM = re.compile("nP(?:[DES]?[nN0z]*[nN])t(?![AvV])")
_JUDGED = re.compile(r"(?P<claim>[DES]?[RdgnN0zMHI]+[AvVh][AvVR]*[^AvVhtwWsbc,;:QqkG]+)[AvVh]")
"""A clause that is the subject of another verb, which ends it: his claim that | the dam is safe | was rejected."""
_LEADING = re.compile("[bc]?P[^AVvh,]*$")
_BEFORE = re.compile("[AVvdgGPT]|[nN]n")
_REACH = 8
"""Tokens before a noun in which its owner is named."""


def claims(tokens: Tokens) -> Iterator[tuple[Attribution, Span]]:
    """Yield by whom something is claimed where a noun tells that, with the tokens of what is claimed."""
    for match in _THAT.finditer(tokens.tags):
        if _is_claim(tokens, match.start()):
            yield from _claim(tokens, match.start(), match.end(), None)
    for match in _FROM.finditer(tokens.tags):
        if _is_claim(tokens, match.start()) and tokens.lower(match.start() + 1) in ("by", "from"):
            yield from _claim(tokens, match.start(), match.end(), phrase_at(tokens, match.start() + 2, match.end()))


def _is_claim(tokens: Tokens, at: int) -> bool:
    noun = tokens.lower(at)
    return noun in words("claim-nouns") or noun.removesuffix("s") in words("claim-nouns")


def _owner(tokens: Tokens, at: int, first: int) -> Span | None:
    """Return who owns the noun at token ``at``: his, the mayor’s."""
    owner = _OWNER.search(tokens.tags, max(first, at - _REACH), at)
    if owner is None:
        return None
    return owner.start(), owner.end() - (tokens.tags[owner.end() - 1] not in "zS")


def _claim(tokens: Tokens, at: int, start: int, subject: Span | None) -> Iterator[tuple[Attribution, Span]]:
    number = tokens.sentence_of(at)
    first, end = tokens.sentences[number]
    subject = subject or _owner(tokens, at, first)
    if subject is None or start >= end:
        return
    noun = tokens.lower(at).removesuffix("s")
    found = Attribution((at, at + 1), subject, "subject first", number, f"{noun} (noun)")
    if not _BEFORE.search(tokens.tags, first, min(at, subject[0])):
        judged = _JUDGED.match(tokens.tags, start, end)
        if judged:
            yield found, (start, judged.end("claim"))
        return
    comma = tokens.tags.find(",", start, end)
    if comma > start and _LEADING.match(tokens.tags, first, at):
        end = comma  # Despite his claim that the dam is safe, …
    yield found, (start, ending(tokens, found, start, end))
