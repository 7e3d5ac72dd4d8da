"""Rules that find quotes."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.extract.document import Document
from briefing.extract.rule import Candidate, Rule


def _quoted(doc: Document) -> Iterator[Candidate]:
    for q in doc.quotations:
        if len(doc.text[q.start : q.end].split()) > 2:
            yield Candidate("quote", q.start, q.end, 0.5, form="direct")


RULES = (Rule("quotations", "Words between quotation marks", _quoted),)
