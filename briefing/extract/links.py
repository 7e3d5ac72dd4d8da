"""Which attribution a quotation belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.extract.attributions import Attribution
from briefing.extract.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Link:
    """The quotation at ``token`` with its attribution; ``why`` names how they were found to belong together."""

    token: int
    attribution: Attribution | None
    why: str


def links(tokens: Tokens, found: Sequence[Attribution]) -> list[Link]:
    """Return a link for each quotation, in order."""
    return _Linker(tokens, found).run()


class _Linker:
    def __init__(self, tokens: Tokens, found: Sequence[Attribution]) -> None:
        self.tokens = tokens
        self.by_sentence: dict[int, list[Attribution]] = {}
        for a in found:
            self.by_sentence.setdefault(a.sentence, []).append(a)
        self.links: dict[int, Link] = {}

    def run(self) -> list[Link]:
        tokens = self.tokens
        waiting: list[int] = []
        for token in tokens.quoted:
            link = self._inside(token)
            if link is None:
                waiting.append(token)
            else:
                self.links[token] = link
        for token in waiting:
            self.links[token] = self._around(token)
        return [self.links[token] for token in tokens.quoted]

    def _inside(self, token: int) -> Link | None:
        """Link a quotation to an attribution in its own sentence."""
        tags = self.tokens.tags
        number = self.tokens.sentence_of(token)
        mine = self.by_sentence.get(number, ())
        if not mine:
            return None
        before = [a for a in mine if a.cue[1] <= token]
        after = [a for a in mine if a.cue[0] > token and a.order != "participle"]
        if after:
            between = tags[token + 1 : after[0].left].strip(",R-")
            if not between and (not before or tags[before[-1].right : token].strip(",:tR") != ""):
                return Link(token, after[0], "after")
        if before:
            return Link(token, before[-1], "before")
        if after:
            return Link(token, after[0], "after, apart")
        return Link(token, mine[0], "around")

    def _around(self, token: int) -> Link:
        """Link a quotation whose sentence attributes nothing to the text around it."""
        tokens = self.tokens
        number = tokens.sentence_of(token)
        paragraph = tokens.paragraph_of[number]
        for other in range(number - 1, max(-1, number - 6), -1):
            apart = paragraph - tokens.paragraph_of[other]
            if apart > 1:
                break
            first, end = tokens.sentences[other]
            quoted = [t for t in range(first, end) if t in self.links and self.links[t].attribution]
            if quoted:
                return Link(token, self.links[quoted[-1]].attribution, "same speaker")
            mine = self.by_sentence.get(other, ())
            if mine:
                return Link(token, mine[-1], "sentence before")
        return Link(token, None, "none")
