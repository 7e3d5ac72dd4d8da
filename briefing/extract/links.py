"""Which attribution a quotation belongs to.

The nearest evidence wins: a cue beside the quotation, a cue that governs it in its sentence, the subject of its
sentence whatever the verb; then the quotations around it, which a paragraph of quotation continues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.extract.attributions import Attribution
from briefing.extract.grammar import clause_subject
from briefing.extract.lexicon import verbs
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
        tags = self.tokens.tags
        number = self.tokens.sentence_of(token)
        first, end = self.tokens.sentences[number]
        mine = self.by_sentence.get(number, [])
        mine = [a for a in mine if a.subject] or mine
        before = [a for a in mine if a.cue[1] <= token]
        after = [a for a in mine if a.cue[0] > token and a.order != "participle"]
        if after and self._follows(token, after[0], before):
            return Link(token, after[0], "after")
        if before:
            governing = self._governing(before, token)
            if after and self._weak(governing) and after[0].left > token and self._kinds(after[0]) & {"say", "tell"}:
                return Link(token, after[0], "after, apart")
            return Link(token, governing, "before")
        if after:
            return Link(token, after[0], "after, apart")
        return self._next_sentence(token, number) or self._label(token, first) or self._subject(token, number, first)

    def _follows(self, token: int, after: Attribution, before: list[Attribution]) -> bool:
        """Say whether a quotation belongs to the attribution directly after it: “…,” Smith said."""
        tags = self.tokens.tags
        if after.left <= token or tags[token + 1 : after.left].strip(",R-"):
            return False
        if not before:
            return True
        between = tags[before[-1].right : token]
        if between in (",", ":", "t", ""):
            return False
        own = tags[after.right : after.right + 2]
        return not (own[:1] in "QkqP" or own[1:] in ("Q", "k", "q")) and (
            tags[token] == "k" or between.strip(",:tR") != ""
        )

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

    def _governing(self, before: list[Attribution], token: int) -> Attribution:
        """Return which of several cues before a quotation it belongs to: the outermost that reports the others."""
        tags = self.tokens.tags
        last = before[-1]
        for a in before[:-1]:
            if a.order == "participle" or a.subject is None or tags[a.subject[0]] == "W":
                continue
            between = tags[a.right : last.left]
            relative = last.subject is not None and tags[last.subject[1] - 1] in "tw"
            if between in ("", "t") or relative or (
                "," not in tags[a.right : last.cue[0]] and tags[last.right : token].strip(",R") not in (":", "")
            ):
                return a
        return last

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
        return Link(token, a, "after") if a.left == token + 2 and after in ".,\n:PMRcgTs" else None

    def _subject(self, token: int, number: int, first: int) -> Link | None:
        """Link a quotation to the subject of its sentence when no known cue is there."""
        tokens = self.tokens
        subject = clause_subject(tokens, token, first)
        if subject is None:
            return None
        verb = token - 1
        if tokens.tags[verb] in ":,":
            verb -= 1
        if verb < subject[1]:
            return None
        cue = (verb, verb + 1)
        return Link(token, Attribution(cue, subject, "subject first", number, tokens.lower(verb)), "subject")

    def _around(self, token: int) -> Link:
        """Link a quotation whose sentence attributes nothing to the text around it."""
        tokens = self.tokens
        number = tokens.sentence_of(token)
        paragraph = tokens.paragraph_of[number]
        for other in range(number - 1, max(-1, number - 6), -1):
            if paragraph - tokens.paragraph_of[other] > 1:
                break
            longest = self._longest(other)
            if longest is not None:
                return Link(token, longest.attribution, "same speaker")
            mine = self.by_sentence.get(other, ())
            if mine:
                return Link(token, mine[-1], "sentence before")
        return Link(token, None, "none")

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
