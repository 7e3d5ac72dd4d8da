"""Words outside quotations, each with a one-letter tag, so that constructions are patterns over a string of tags.

A quotation is one token here, because the sentence around it does not see its inside. What the tags are, and which
word has which, stands in :mod:`briefing.extract.tags`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.extract.finding import Span
from briefing.extract.quotation import Quotation
from briefing.extract.tags import SEEN, in_context, known_tags, pieces

_LONGEST_SENTENCE = 250
"""Tokens after which a sentence is cut: no writer needs more, and no rule looks further, so that text without stops
takes no longer than prose."""
_NAMES = frozenset(["Will", "May"])
_SHORTEST_TITLE = 4
"""Tokens that a heading has at least before its capitals tell nothing."""
_OPENERS = frozenset(["reacting", "speaking"])
"""What a sentence may open with, before a comma, of who speaks in it."""
_OPENING = re.compile("[bcRs]?[DES]?[nN0z]*[nN]")
"""What a sentence opens with where it opens with a subject."""


@dataclass(slots=True)
class Tokens:
    """The tokens of a document's sentences outside quotations, as parallel lists.

    ``tags`` is a string, one letter a token; ``starts`` and ``ends`` are offsets into the text, ``words`` what stands
    there, ``lowers`` the same in small letters; ``quoted`` gives the index of the quotation for a token that stands for
    one; ``sentences`` are ranges of token numbers, ``opens`` their first ones.
    """

    text: str
    tags: str = ""
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quoted: dict[int, int] = field(default_factory=dict)
    sentences: list[Span] = field(default_factory=list)
    paragraph_of: list[int] = field(default_factory=list)
    open: int = 0
    words: list[str] = field(default_factory=list)
    lowers: list[str] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)

    def word(self, token: int) -> str:
        """Return the text of a token."""
        return self.words[token]

    def lower(self, token: int) -> str:
        """Return the text of a token in small letters."""
        return self.lowers[token]

    def span(self, first: int, end: int) -> Span:
        """Return the offsets of the tokens from ``first`` up to, not with, ``end``."""
        return self.starts[first], self.ends[end - 1]

    def sentence_of(self, token: int) -> int:
        """Return the number of the sentence that holds a token."""
        return bisect_right(self.opens, token) - 1


def tokenize(
    text: str, paragraphs: Sequence[Span], sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> Tokens:
    """Return the tokens of ``text``."""
    return _Builder(text, sentences, quotations).run(paragraphs)


class _Builder:
    """Walks paragraphs, sentences and quotations side by side, once."""

    def __init__(self, text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.sentences = [start for start, _ in sentences]
        self.quotations = quotations
        self.tags: list[str] = []
        self.out = out = Tokens(text)
        self.add = out.words.append, out.lowers.append, self.tags.append, out.starts.append, out.ends.append
        """Appends to each list, looked up once for all sentences."""

    def run(self, paragraphs: Sequence[Span]) -> Tokens:
        q = s = 0
        begins, lefts = self.sentences, [quotation.left for quotation in self.quotations]
        begins.append(len(self.text) + 1)  # behind all paragraphs, so that each sentence and quotation has a next one
        lefts.append(len(self.text) + 1)
        for number, (start, end) in enumerate(paragraphs):
            at = start
            while begins[s] < end:
                begin = begins[s]
                s += 1
                if begin < at:  # inside a quotation: the sentence around it goes on
                    continue
                self._words(at, begin)
                self._boundary(".", begin, number)
                at = begin
                while lefts[q] < min(begins[s], end):
                    at = self._quotation(at, q)
                    q += 1
                    while begins[s] < at:
                        s += 1
            self._words(at, end)
            self._boundary("\n", end, number)
        self.out.tags = in_context("".join(self.tags))
        return self.out

    def _words(self, start: int, end: int) -> None:
        if start >= end:
            return
        tags, at = self.tags, start
        first = len(tags)
        add_word, add_lower, add_tag, add_start, add_end = self.add
        for piece, found in pieces(self.text, start, end):
            for word, lower, tag, left, right in found:
                add_word(word)
                add_lower(lower)
                add_tag(tag)
                add_start(at + left)
                add_end(at + right)
            at += len(piece) + 1
        if first == self.out.open and first < len(tags):
            tags[first] = self._tag_at_start(first)

    def _tag_at_start(self, token: int) -> str:
        """A capital says nothing at the start of a sentence: known verbs and adverbs are that there."""
        tag = self.tags[token]
        if tag == "N" and not self.out.words[token].isupper():
            lower = self.out.lowers[token]
            known = SEEN[lower]
            following = self.tags[token + 1] if token + 1 < len(self.tags) else "."
            if known in "AM" or (known == "R" and lower not in known_tags()):
                return "N" if following in "VAvNd" else known  # Kelly said, Will Doyle
            if following == "," and lower in _OPENERS:
                return "g"
            return known if known in "VGUR" or (known in "gd" and following in "PTDESOtsR") else "N"
        return tag

    def _quotation(self, at: int, number: int) -> int:
        q = self.quotations[number]
        self._words(at, q.left)
        self.out.quoted[len(self.tags)] = number
        self.tags.append(self._tag_of_quotation(q))
        self.out.starts.append(q.left)
        self.out.ends.append(q.right)
        word = self.text[q.left : q.right]
        self.out.words.append(word)
        self.out.lowers.append(word.lower())
        return q.right

    def _tag_of_quotation(self, q: Quotation) -> str:
        last = self.text[q.end - 1]
        if last == "," or self.text[q.right : q.right + 1] == ",":
            return "k"
        return "Q" if last in ".!?…" else "q"

    def _in_title_case(self, first: int) -> None:
        """Tag the verbs and adverbs of a sentence In Which Every Word Has a Capital, as headings have."""
        out, tags = self.out, self.tags
        end = len(tags)
        for at in range(first + 1, end):
            if tags[at] in "ndvgVG" and self.text[out.starts[at]].islower() and at not in out.quoted:
                return
        for at in range(first + 1, end):
            word = out.word(at)
            if tags[at] == "N" and not word.isupper():
                known = SEEN[word.lower()]
                if known in "VGUvRA" and word.lower() in known_tags() and word not in _NAMES:
                    tags[at] = known

    def _verbs(self, first: int) -> None:
        """Tag what may be a noun as a verb where it says *points out*, or where the subject it follows is singular."""
        tags, end = self.tags, len(self.tags)
        for at in range(first + 1, end - 1):
            if tags[at] != "U":
                continue
            word, before = self.out.lower(at), self.out.word(at - 1)
            if word.startswith("point"):
                verb = self.out.lower(at + 1) in ("out", "to")
            elif tags[at - 1] == "N" or not before.endswith("s"):
                verb = word.endswith("s") and tags[at + 1] in ("NzgTnU" if tags[at - 1] == "N" else "NzgTU")
            else:
                verb = False
            if verb and (self.out.lower(at + 1) == "out" or _OPENING.fullmatch("".join(tags[first:at]))):
                tags[at] = "V"

    def _boundary(self, tag: str, at: int, paragraph: int) -> None:
        out, tags = self.out, self.tags
        first, end = out.open, len(tags)
        if end > first:
            mine = tags[first:]
            if end - first >= _SHORTEST_TITLE and 2 * mine.count("N") >= end - first:
                self._in_title_case(first)
                mine = tags[first:]
            if "U" in mine:
                self._verbs(first)
            for begin in range(first, end, _LONGEST_SENTENCE):
                out.opens.append(begin)
                out.sentences.append((begin, min(begin + _LONGEST_SENTENCE, end)))
                out.paragraph_of.append(paragraph)
        elif tag == ".":
            return
        add_word, add_lower, add_tag, add_start, add_end = self.add
        add_word("")
        add_lower("")
        add_tag(tag)
        add_start(at)
        add_end(at)
        out.open = end + 1
