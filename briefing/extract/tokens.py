"""Words outside quotations, each with a one-letter tag, so that constructions are patterns over a string of tags.

A quotation is one token here, because the sentence around it does not see its inside. Tags of words are closed classes
from ``data/function-words.txt`` and speech verbs from ``data/speech-verbs.txt``; what is in neither is a name when it
starts with a capital and an ordinary word when it does not. That is less than a parser knows, costs a thousandth of
the time, and needs no model.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from briefing.extract.finding import Span
from briefing.extract.lexicon import classes, verbs, words
from briefing.extract.quotation import Quotation

TAGS = {
    "D": "article",
    "E": "other determiner: some, many, these",
    "S": "possessive pronoun",
    "H": "personal pronoun, subject",
    "h": "the same with its verb: he’s",
    "I": "other pronoun",
    "O": "personal pronoun, object",
    "W": "who",
    "w": "which, what",
    "t": "that",
    "P": "preposition",
    "f": "of",
    "T": "to",
    "c": "and, or",
    "b": "but",
    "s": "subordinating conjunction",
    "A": "auxiliary verb",
    "R": "adverb",
    "M": "day or month",
    "L": "according",
    "V": "speech verb, finite",
    "U": "speech verb or noun: its neighbours decide, and no U is left",
    "G": "speech verb, -ing",
    "N": "name",
    "v": "verb, finite",
    "n": "other word",
    "d": "other word in -ed",
    "g": "other word in -ing",
    "0": "number",
    "z": "name or word with ’s",
    "Q": "quotation that ends in a stop",
    "k": "quotation that ends in a comma",
    "q": "any other quotation",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "-": "dash",
    "(": "opening bracket",
    ")": "closing bracket",
    "x": "anything else",
    ".": "end of sentence",
    "\n": "end of paragraph",
}


_TOKEN = re.compile(
    r"[\w,:;()\[\]–—―-](?:(?<=\w)\w*+(?:[-'’.&@/]\w++|,\d++)*+(?:['’](?<=s.)(?= [a-z]))?+|(?<=[,:;()\[\]–—―])"
    r"|(?<=\s-)-?(?=\s)|(?<=\n-)-?(?=[^\W\d_]))"
)
"""Words (with O’Brien, AT&T, e-mail, 2,500, don’t, Trump’s, critics’ in one) and the marks that divide a sentence.
Stops are not tokens: the ends of sentences are known."""

_MARKS = {
    ",": ",",
    ":": ":",
    ";": ";",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "–": "-",
    "—": "-",
    "―": "-",
    "-": "-",
    "--": "-",
}
_OPENERS = frozenset(["reacting", "speaking"])
"""What a sentence may open with, before a comma, of who speaks in it."""
_OPENING = re.compile("[bcRs]?[DES]?[nN0z]*[nN]")
"""What a sentence opens with where it opens with a subject."""
_CLITIC = re.compile(r"['’](s|S|re|ve|ll|d|m|)$")


@cache
def _known() -> dict[str, str]:
    """Words of known tags, in small letters."""
    tags = dict.fromkeys(words("irregular-past"), "v")
    tags |= {form: _tag_of_verb(kinds) for form, (_, kinds) in verbs("speech-verbs").items()}
    for tag, members in classes("function-words").items():
        tags.update((word.replace("'", "’"), tag) for word in members)
    return tags


def _tag_of_verb(kinds: frozenset[str]) -> str:
    if "ing" in kinds:
        return "G"
    return "U" if "nouns" in kinds and kinds & {"base", "s"} else "V"


def tag_of(word: str) -> str:
    """Return the tag of a word or mark that is not at the start of a sentence."""
    if word in _MARKS:
        return _MARKS[word]
    if clitic := _CLITIC.search(word):
        return _tag_with_clitic(tag_of(word[: clitic.start()]), clitic[1])
    first, lower = word[0], word.lower()
    tag = _known().get(lower.replace("'", "’"))
    if word.isupper() and len(word) > 2 and word.isalpha():
        return "N"  # WHO
    if first.isupper():
        return "N" if tag is None or tag in "VGUOvAR" else tag
    if tag is not None:
        return tag
    return _tag_by_spelling(first, lower)


def _tag_by_spelling(first: str, lower: str) -> str:
    if not first.isalpha():
        return "0" if first.isdigit() else "x"
    if lower.endswith("ly"):
        return "n" if lower in words("not-adverbs") else "R"
    if lower.endswith("ed"):
        return "d"
    return "g" if lower.endswith("ing") and len(lower) > 5 else "n"


def _tag_with_clitic(tag: str, clitic: str) -> str:
    """Tell he’s and they’ll, where the rest is a verb, from Trump’s and critics’, which own what follows."""
    if tag in "HIWwt":
        return "h" if tag == "H" else tag
    return "z" if clitic in "sS" else "A"


class _Tags(dict[str, str]):
    """The tags of words seen so far, each looked up once; forgotten when they become many."""

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        tag = self[word] = tag_of(word)
        return tag


_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 40
"""Characters of a piece of text that may come up again."""
_LONGEST_SENTENCE = 250
"""Tokens after which a sentence is cut: no writer needs more, and no rule looks further, so that text without stops
takes no longer than prose."""
_SEEN = _Tags()

_Piece = tuple[str, str, str, int, int]
"""A token of a piece of text: as written, in small letters, its tag, and where it starts and ends there."""


class _Pieces(dict[str, tuple[_Piece, ...]]):
    """What stands between two blanks, taken apart once: most of a text is made of pieces that it has seen before."""

    def __missing__(self, piece: str) -> tuple[_Piece, ...]:
        found = tuple([_piece(m.group(), *m.span()) for m in _TOKEN.finditer(piece)])
        if len(self) > _REMEMBERED:
            self.clear()
        if len(piece) <= _LONGEST_REMEMBERED:
            self[piece] = found
        return found


def _piece(word: str, start: int, end: int) -> _Piece:
    return word, word.lower(), _SEEN[word], start, end


_PIECES = _Pieces()
_BESIDE_BLANKS = (" -", "- ", "s' ", "s’ ")
"""What the blank beside it decides on: whether a dash divides a sentence, whether a mark ends a plural owner."""
_NAMES = frozenset(["Will", "May"])
_SHORTEST_TITLE = 4
"""Tokens that a heading has at least before its capitals tell nothing."""


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


_EITHER = (
    (re.compile(r"U(?<=[DSzfPgd]U)"), "n"),  # the claims
    (re.compile(r"([HhWATI]R*)U"), r"\1V"),  # he claims
    (re.compile(r"([NnEO0c,]R*)U(?=[DESHhIO:qkQ]|t(?![AvV]))"), r"\1V"),  # aides claim the
    (re.compile(r"(k[DES][nN0z]*[nN]R*)U(?=[.,\n])"), r"\1V"),  # “…,” the report claims.
    (re.compile(r"(,(?:N+|D[nN0z]*[nN])R*)U(?=[.,;\nGM])"), r"\1V"),  # …, Smith notes.
    (re.compile(r"(,n)U(?=\n)"), r"\1V"),  # …, army claims
    (re.compile(r"(,N+)U(?=P[^AVUvdh,]*[.\n])"), r"\1V"),  # …, Reuters reports with reference to the mayor.
    (re.compile(r"U"), "n"),
)
"""What may be a speech verb or a noun."""
_CONTEXT = (
    (re.compile(r"V(?<=PIV)(?=[,GVv])"), "n"),  # at one point, saying
    (re.compile(r"([Qq]\.(?:[DES]?[nN0z]*N|H)R*)[dnv](?=[.\n])"), r"\1V"),  # “…?” Smith thundered.
    (re.compile(r"V(?:(?<=[DSz]V)|(?<=LTV)|(?<=LT[DNn]V))"), "n"),  # the said
    (re.compile(r"[gG](?<=[DS].)(?=[.,;\nAVPcsT])"), "n"),  # the ruling.
    (re.compile(r"([HWh]R*)[dn]"), r"\1v"),  # he hoped, who never runs
    (re.compile(r"(AR*)n(?=[DESOPfTtQkq])"), r"\1v"),  # will meet the
    (re.compile(r"([NnO0I)]R*)d(?=[DESOIHtqkQ])"), r"\1v"),  # followers attacked her
    (re.compile(r"(k(?:[DES]?[nN0z]*N|H)R*)[dnv](?=[.,:\nPMRsT])"), r"\1V"),  # “…,” the mayor thundered.
    (re.compile(r"[dv](?<=[kQ].)(?=[DES]?[nN0z]*N)"), "V"),  # “…,” thundered Smith
    (re.compile(r"([NHhn]R*)[dv](?=[,:][Qkq]|:\n)"), r"\1V"),  # Smith thundered: “…”
)
"""What a word is that its neighbours decide: verbs after pronouns, between a subject and an object, and, whatever the
verb, between a quotation that ends in a comma and a name. All patterns open with a tag or a set of tags, since that is
what is found fastest."""
_DAY = re.compile(r"M(?<=[Qkq,\n.]M)(?=R*V)")
"""“…,” Jun wrote"""


def _in_context(tags: str) -> str:
    tags = _DAY.sub("N", tags)
    for pattern, replacement in (*_EITHER, *_CONTEXT) if "U" in tags else _CONTEXT:
        tags = pattern.sub(replacement, tags)
    return tags


class _Builder:
    """Walks paragraphs, sentences and quotations side by side, once."""

    def __init__(self, text: str, sentences: Sequence[Span], quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.sentences = [start for start, _ in sentences]
        self.quotations = quotations
        self.known = _SEEN
        self.tags: list[str] = []
        self.out = Tokens(text)

    def run(self, paragraphs: Sequence[Span]) -> Tokens:
        q = s = 0
        for number, (start, end) in enumerate(paragraphs):
            at = start
            while s < len(self.sentences) and self.sentences[s] < end:
                begin = self.sentences[s]
                s += 1
                if begin < at:  # inside a quotation: the sentence around it goes on
                    continue
                self._words(at, begin)
                self._boundary(".", begin, number)
                at = begin
                stop = self.sentences[s] if s < len(self.sentences) else end
                while q < len(self.quotations) and self.quotations[q].left < min(stop, end):
                    at = self._quotation(at, q)
                    q += 1
                    while s < len(self.sentences) and self.sentences[s] < at:
                        s += 1
                    stop = self.sentences[s] if s < len(self.sentences) else end
            self._words(at, end)
            self._boundary("\n", end, number)
        self.out.tags = _in_context("".join(self.tags))
        return self.out

    def _words(self, start: int, end: int) -> None:
        if start >= end:
            return
        text, out, tags, at = self.text[start:end], self.out, self.tags, start
        first = len(tags)
        pieces = text.split(" ")
        if text[0] == "-" or any(map(text.__contains__, _BESIDE_BLANKS)):  # the slow way
            known = [tuple([_piece(m.group(), *m.span()) for m in _TOKEN.finditer(self.text, start, end)])]
            at = 0
        else:
            known = [_PIECES[piece] for piece in pieces]
        add_word, add_lower, add_tag = out.words.append, out.lowers.append, tags.append
        add_start, add_end = out.starts.append, out.ends.append
        for piece, found in zip(pieces, known, strict=False):
            for word, lower, tag, left, right in found:
                add_word(word)
                add_lower(lower)
                add_tag(tag)
                add_start(at + left)
                add_end(at + right)
            at += len(piece) + 1
        if first == out.open and first < len(tags):
            tags[first] = self._tag_at_start(first)

    def _tag_at_start(self, token: int) -> str:
        """A capital says nothing at the start of a sentence: known verbs and adverbs are that there."""
        word, tag = self.out.word(token), self.tags[token]
        if tag == "N" and not word.isupper():
            known = self.known[word.lower()]
            following = self.tags[token + 1] if token + 1 < len(self.tags) else "."
            if known in "AM" or (known == "R" and word.lower() not in _known()):
                return "N" if following in "VAvNd" else known  # Kelly said, Will Doyle
            if following == "," and word.lower() in _OPENERS:
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
        if end - first < _SHORTEST_TITLE or 2 * tags[first:].count("N") < end - first:
            return
        for at in range(first + 1, end):
            if tags[at] in "ndvgVG" and self.text[out.starts[at]].islower() and at not in out.quoted:
                return
        for at in range(first + 1, end):
            word = out.word(at)
            if tags[at] == "N" and not word.isupper():
                known = self.known[word.lower()]
                if known in "VGUvRA" and word.lower() in _known() and word not in _NAMES:
                    tags[at] = known

    def _verbs(self, first: int) -> None:
        """Tag what may be a noun as a verb where it says *points out*, or where the subject it follows is singular."""
        tags, end = self.tags, len(self.tags)
        if "U" not in tags[first:]:
            return
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
        out = self.out
        if len(self.tags) > out.open:
            self._in_title_case(out.open)
            self._verbs(out.open)
            for first in range(out.open, len(self.tags), _LONGEST_SENTENCE):
                out.opens.append(first)
                out.sentences.append((first, min(first + _LONGEST_SENTENCE, len(self.tags))))
                out.paragraph_of.append(paragraph)
        elif tag == ".":
            return
        self.tags.append(tag)
        out.starts.append(at)
        out.ends.append(at)
        out.words.append("")
        out.lowers.append("")
        out.open = len(self.tags)
