"""Which attribution a quotation belongs to.

The nearest evidence wins: a cue beside the quotation, a cue that governs it in its sentence, the subject of its
sentence whatever the verb; then the quotations around it, which a paragraph of quotation continues.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.extract.attributions import Attribution
from briefing.extract.choice import best, candidates
from briefing.extract.grammar import clause_subject
from briefing.extract.lexicon import verbs
from briefing.extract.tokens import Tokens

_SIGNATURE = re.compile(r"[DES]?[nN]*N")


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
        self.quoted: dict[int, list[int]] = {}
        self.longest: dict[int, Link | None] = {}
        for token in tokens.quoted:
            self.quoted.setdefault(tokens.sentence_of(token), []).append(token)

    def run(self) -> list[Link]:
        waiting = []
        for token in self.tokens.quoted:
            link = self._inside(token)
            if link is None:
                waiting.append(token)
            else:
                self.links[token] = link
        for token in waiting:
            self.links[token] = self._around(token)
        return [self.links[token] for token in self.tokens.quoted]

    def _inside(self, token: int) -> Link | None:
        """Link a quotation to an attribution in its own sentence."""
        tokens = self.tokens
        number = tokens.sentence_of(token)
        first, _ = tokens.sentences[number]
        mine = [a for a in self.by_sentence.get(number, []) if a.subject]
        if not mine:
            link = self._next_sentence(token, number) or self._label(token, first)
            if link is not None:
                return link
        found = best(tokens, token, candidates(tokens, token, number, mine))
        return Link(token, found, self._why(token, found)) if found else None

    def _why(self, token: int, found: Attribution) -> str:
        if found.verb in ("open", "owner"):
            return "subject" if found.verb == "open" else "owner"
        if found.cue[0] < token:
            return "before"
        apart = found.left <= token or self.tokens.tags[token + 1 : found.left].strip(",R-")
        return "after, apart" if apart else "after"

    def _kinds(self, found: Attribution) -> frozenset[str]:
        return verbs("speech-verbs").get(found.verb, ("", frozenset[str]()))[1]

    def _weak(self, found: Attribution) -> bool:
        """Say whether a verb before a quotation need not report it: began to, hoped for."""
        return not self._kinds(found) & {"say", "tell", "judge", "utter", "act"} and found.order != "according"

    def _label(self, token: int, first: int) -> Link | None:
        """Link a quotation to the name before a colon: Carl Bialik: “…”."""
        tags = self.tokens.tags
        colon = token - 1
        if colon <= first or tags[colon] != ":" or tags[colon - 1] != "N":
            return None
        start = colon
        while start > first and tags[start - 1] == "N":
            start -= 1
        number = self.tokens.sentence_of(token)
        if start > first and tags[start - 1] in "fPT":
            return None
        return Link(token, Attribution((colon, colon + 1), (start, colon), "subject first", number, ":"), "label")

    def _next_sentence(self, token: int, number: int) -> Link | None:
        """Link “…?” to the *Smith asked* that a question or exclamation mark has cut off."""
        tokens = self.tokens
        if token + 1 >= len(tokens.tags) or tokens.tags[token + 1] != ".":
            return None
        text = tokens.text[: tokens.ends[token]][-4:]
        following = self.by_sentence.get(number + 1)
        if not following or not any(mark in text for mark in "?!…"):
            return None
        a = following[0]
        after = tokens.tags[a.right]
        hearer = after in "ONnDEz" and (a.verb == "ask" or "tell" in self._kinds(a))
        return Link(token, a, "after") if a.left == token + 2 and (after in ".,\n:PMRcgTsf" or hearer) else None

    def _around(self, token: int) -> Link:
        """Link a quotation whose sentence attributes nothing to the text around it."""
        tokens = self.tokens
        number = tokens.sentence_of(token)
        return (
            self._signed(token, number)
            or self._announced(token, number)
            or self._before(token, number, same=True)
            or self._next_quotation(token, number)
            or self._before(token, number, same=False)
            or Link(token, None, "none")
        )

    def _signed(self, token: int, number: int) -> Link | None:
        """Link a quotation to the name that signs it: “…” — Ana Ruiz, there or on the next line."""
        tags = self.tokens.tags
        dash = token + 1
        if dash < len(tags) and tags[dash] == "\n":
            dash += 1
        if dash + 1 >= len(tags) or tags[dash] != "-":
            return None
        end = tags.find("\n", dash)
        match = _SIGNATURE.match(tags, dash + 1, end)
        if match is None or end - dash > 12:
            return None
        return Link(token, Attribution((dash, dash + 1), match.span(), "verb first", number, "-"), "signed")

    def _announced(self, token: int, number: int) -> Link | None:
        """Link a quotation that a colon announces at the end of the paragraph before."""
        tokens = self.tokens
        first, _ = tokens.sentences[number]
        if first != token or number == 0 or tokens.tags[token - 2 : token] != ":\n":
            return None
        mine = [a for a in self.by_sentence.get(number - 1, ()) if a.subject]
        if mine:
            return Link(token, mine[-1], "announced")
        start = tokens.sentences[number - 1][0]
        subject = clause_subject(tokens, token - 2, start)
        if subject is None:
            return None
        cue = (max(subject[1], token - 3), token - 1)
        return Link(token, Attribution(cue, subject, "subject first", number - 1, ":"), "announced")

    def _next_quotation(self, token: int, number: int) -> Link | None:
        """Link a quotation to the speaker of the one that follows at once: “…” “…,” Smith said."""
        tokens = self.tokens
        following = number + 1
        if following >= len(tokens.sentences) or tokens.paragraph_of[following] - tokens.paragraph_of[number] > 1:
            return None
        link = self.links.get(tokens.sentences[following][0])
        if link is None or link.why != "after" or tokens.sentences[number][1] != token + 1:
            return None
        return Link(token, link.attribution, "next quotation")

    def _before(self, token: int, number: int, *, same: bool) -> Link | None:
        """Link a quotation to who spoke last: quoted (``same``), or reported in a sentence before."""
        tokens = self.tokens
        paragraph = tokens.paragraph_of[number]
        for other in range(number - 1, max(-1, number - 6), -1):
            apart = paragraph - tokens.paragraph_of[other]
            if apart > 1:
                break
            longest = self._longest(other)
            if longest is not None:
                return Link(token, longest.attribution, "same speaker")
            mine = self.by_sentence.get(other, ())
            if mine and (not same or (apart == 0 and not self._weak(mine[-1]))):
                return Link(token, mine[-1], "sentence before")
            if mine and same:
                break
        return None

    def _longest(self, sentence: int) -> Link | None:
        """Return the link of the longest quotation in a sentence, of those that are linked."""
        if sentence not in self.longest:
            tokens = self.tokens
            linked = [self.links[t] for t in self.quoted.get(sentence, ()) if t in self.links]
            named = [link for link in linked if link.attribution]
            self.longest[sentence] = (
                max(named, key=lambda k: tokens.ends[k.token] - tokens.starts[k.token]) if named else None
            )
        return self.longest[sentence]
