"""Rules that find quotes: words between quotation marks that somebody said or wrote."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.extract.document import Document
from briefing.extract.rule import Candidate, Rule
from briefing.extract.speakers import spoken


def _quoted(doc: Document) -> Iterator[Candidate]:
    tokens = doc.tokens
    for link in doc.links:
        q = doc.quotations[tokens.quoted[link.token]]
        words = len(doc.text[q.start : q.end].split())
        if words < 2 and link.attribution is None:
            continue
        yield Candidate("quote", q.start, q.end, 0.5, form="direct", **spoken(doc, link.attribution))


RULES = (Rule("quotations", "Words between quotation marks", _quoted),)
