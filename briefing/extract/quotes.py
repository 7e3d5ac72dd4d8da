"""Rules that find quotes: words between quotation marks that somebody said or wrote."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.extract.document import Document
from briefing.extract.rule import Candidate, Rule


def _quoted(doc: Document) -> Iterator[Candidate]:
    tokens = doc.tokens
    for link in doc.links:
        q = doc.quotations[tokens.quoted[link.token]]
        words = len(doc.text[q.start : q.end].split())
        if words < 2 and link.attribution is None:
            continue
        span = cue = None
        if link.attribution:
            cue = tokens.span(*link.attribution.cue)
            if link.attribution.subject:
                span = tokens.span(*link.attribution.subject)
        yield Candidate(
            "quote",
            q.start,
            q.end,
            0.5,
            form="direct",
            speaker_span=span,
            cue_span=cue,
            cue=doc.text[slice(*cue)] if cue else None,
            speaker=doc.text[slice(*span)] if span else None,
        )


RULES = (Rule("quotations", "Words between quotation marks", _quoted),)
