"""The one model of a source's text that every rule reads: paragraphs, sentences, quotations, people.

A document is built once per source; each part is computed when a rule first asks for it. All spans are code points
into the source's full text, ends excluded, and lie outside furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

from briefing.extract.attributions import Attribution, attributions
from briefing.extract.finding import Span
from briefing.extract.lexicon import words
from briefing.extract.links import Link, links
from briefing.extract.people import People
from briefing.extract.quotation import Quotation, quotations
from briefing.extract.sentences import paragraphs, sentences
from briefing.extract.tokens import Tokens, tokenize
from briefing.ingest.source import Source

_HANGS = re.compile("[fP]")
_WHOLE = 30
"""Characters between marks that are a sentence, not a term."""


class Document:
    """A source's text, taken apart. Parts are lazy; nothing is computed twice."""

    def __init__(self, source: Source) -> None:
        """Take a source; nothing is computed yet."""
        self.source = source
        self.text = source.text
        self.likelihoods: dict[int, float] = {}
        self.identities: dict[Span, tuple[str | None, str | None]] = {}

    @cached_property
    def furniture(self) -> tuple[Span, ...]:
        """The furniture spans, merged and in order."""
        merged: list[Span] = []
        for start, end in sorted((f.start, f.end) for f in self.source.furniture if f.end > f.start):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    @cached_property
    def _furniture_starts(self) -> list[int]:
        return [start for start, _ in self.furniture]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of the report: lines, or runs of hard-wrapped lines, without surrounding white space."""
        return tuple(paragraphs(self.text, self.furniture))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, each inside one paragraph."""
        found: list[Span] = []
        for start, end in self.paragraphs:
            found += sentences(self.text, start, end)
        return tuple(found)

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The outermost spans between quotation marks, each inside one paragraph."""
        return tuple(quotations(self.text, self.paragraphs))

    @cached_property
    def single_marks(self) -> bool:
        """Whether most whole sentences between marks stand between single ones, as British papers have it."""
        whole = [q for q in self.quotations if q.end - q.start >= _WHOLE and self.text[q.end - 1] in ".,!?…"]
        return 2 * sum(q.single for q in whole) > len(whole)

    @cached_property
    def tokens(self) -> Tokens:
        """The words outside quotations, tagged; a quotation is one token."""
        return tokenize(self.text, self.paragraphs, self.sentences, self.quotations)

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Where the text says that somebody says something."""
        return tuple(attributions(self.tokens))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """For each quotation, the attribution that it belongs to."""
        return tuple(links(self.tokens, self.attributions))

    @cached_property
    def people(self) -> People:
        """Who is named, by which names and in which roles."""
        return People(self.tokens)

    @cached_property
    def _subjects(self) -> frozenset[int]:
        """The tokens of who speaks, without what hangs on them: a scientist | of the institute."""
        tags, lowers, roles = self.tokens.tags, self.tokens.lowers, words("roles")
        found = set[int]()
        for first, end in [one.subject for one in self.attributions if one.subject]:
            hung = _HANGS.search(tags, first + 1, end)
            if hung and roles.isdisjoint(lowers[hung.start() : end]):
                end = hung.start()  # but the Union of Growers Secretary Ana Ruiz
            found.update(range(first, end))
        return frozenset(found)

    def speaks(self, token: int) -> bool:
        """Say whether a token names who speaks."""
        return token in self._subjects

    def is_subject(self, token: int) -> bool:
        """Say whether a token names who speaks, or opens its sentence."""
        return token in self._subjects or self.tokens.sentences[self.tokens.sentence_of(token)][0] >= token - 2

    def in_furniture(self, start: int, end: int) -> bool:
        """Say whether any of ``start`` to ``end`` is furniture."""
        before = bisect_left(self._furniture_starts, end)  # the last that starts before the end reaches furthest
        return before > 0 and start < self.furniture[before - 1][1]

    def paragraph_at(self, offset: int) -> int | None:
        """Return the index of the paragraph that holds ``offset``, or None between paragraphs."""
        return _holding(self.paragraphs, offset)

    def sentence_at(self, offset: int) -> int | None:
        """Return the index of the sentence that holds ``offset``, or None between sentences."""
        return _holding(self.sentences, offset)


def _holding(spans: Sequence[Span], offset: int) -> int | None:
    i = bisect_right(spans, offset, key=lambda span: span[0]) - 1
    return i if i >= 0 and offset < spans[i][1] else None
