"""Rules that find quotes: words between quotation marks that somebody said or wrote."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.extract.document import Document
from briefing.extract.evidence import LEAST, likelihood
from briefing.extract.finding import Form
from briefing.extract.links import NAMED, Link
from briefing.extract.rule import Candidate, Rule
from briefing.extract.speakers import spoken


def _quoted(doc: Document) -> Iterator[Candidate]:
    """Find what stands between marks, outermost, and is likely to be somebody's words."""
    group = 0
    before: Link | None = None
    for link in doc.links:
        likely = likelihood(doc, link)
        if likely < LEAST:
            continue
        quotation = doc.quotations[doc.tokens.quoted[link.token]]
        if before is None or not _goes_on(doc, before, link):
            group += 1
        fields = spoken(doc, link.attribution)
        if link.sure < NAMED:  # the nearest mention stays, for the reader to judge
            fields |= {"speaker": None, "role": None} if fields else {}
        yield Candidate(
            "quote",
            quotation.start,
            quotation.end,
            _score(likely, quotation.end - quotation.start),
            form=_form(doc, link, quotation.start, quotation.end),
            group=group,
            **fields,
        )
        before = link


def _score(likely: float, length: int) -> float:
    """Rank a quote by how likely it is one, and a whole sentence above a word or two."""
    return likely * (0.5 + 0.5 * min(1.0, length / 80))


def _form(doc: Document, link: Link, start: int, end: int) -> Form:
    """Say whether whole clauses stand between the marks or a part of the sentence around them."""
    tokens = doc.tokens
    before = tokens.tags[link.token - 1] if link.token else "."
    opens = before in ".\n,:-" or tokens.starts[link.token - 1] == tokens.ends[link.token - 1]
    if opens and (doc.text[start].isupper() or end - start > 24):
        return "direct"
    whole = doc.text[start].isupper() and doc.text[end - 1] in ".!?…,"
    return "direct" if whole and end - start > 24 else "fragment"


def _goes_on(doc: Document, before: Link, link: Link) -> bool:
    """Say whether a quotation goes on after the attribution that interrupted it: “Yes,” she said, “we will.”"""
    tokens = doc.tokens
    found = link.attribution
    if found is None or before.attribution is None or found.cue != before.attribution.cue:
        return False
    one, other = tokens.sentence_of(before.token), tokens.sentence_of(link.token)
    if before.why != "after" or tokens.paragraph_of[one] != tokens.paragraph_of[other]:
        return False
    return before.token < found.cue[0] < link.token and other - one <= 1


RULES = (Rule("quotations", "Words between quotation marks that somebody said or wrote", _quoted),)
