"""Statements in headings: *Minister: New hospital will open in spring*; *Ruiz: No tolls on the bridge*.

Only where the words before the colon name a role, a kind of body, or somebody whom the text names more fully elsewhere:
most headings with a colon name a place or a subject there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document
from briefing.extract.finding import Span
from briefing.extract.lexicon import words
from briefing.extract.speakers import identity
from briefing.extract.tokens import Tokens

_LABEL = re.compile("[DES]?[nN0z]{0,3}[nNR]:")
_SAID = re.compile("[AVvdh]|[nNz]T[nv]|[DES]n")
"""What a heading says something with: a verb, *to open*, or *no tolls*."""
_STOPS = frozenset(".!?…;")
_SHORTEST = 3
"""Tokens behind the colon."""


def headed(doc: Document) -> Iterator[tuple[Attribution, Span]]:
    """Yield who is said to say something in headings, with the tokens of what he says."""
    tokens = doc.tokens
    colon = tokens.tags.find(":")
    while colon >= 0:
        number = tokens.sentence_of(colon)
        first, end = tokens.sentences[number]
        colon = tokens.tags.find(":", end)
        label = _LABEL.match(tokens.tags, first, end)
        if label is None or end - label.end() < _SHORTEST or not _SAID.search(tokens.tags, label.end(), end):
            continue
        start, stop = doc.paragraphs[tokens.paragraph_of[number]]
        opens = doc.text[start : tokens.starts[first]].strip("#*_ \t") == ""
        if opens and tokens.ends[end - 1] == stop and doc.text[stop - 1] not in _STOPS:
            who = first, label.end() - 1
            if _may_speak(doc, tokens, who):
                yield Attribution((who[1], who[1] + 1), who, "subject first", number, "say"), (label.end(), end)


def _may_speak(doc: Document, tokens: Tokens, who: Span) -> bool:
    last = tokens.lower(who[1] - 1)
    for noun in (last, last.removesuffix("s")):
        if noun in words("roles") or noun in words("organisation-words"):
            return True
    name, _ = identity(doc, who)
    return name is not None and name.endswith(" " + tokens.word(who[1] - 1)) and len(name.split()) > who[1] - who[0]
