"""What each word is, as one letter: from closed classes, its spelling, and then its neighbours.

Tags of words are closed classes from ``data/function-words.txt`` and speech verbs from ``data/speech-verbs.txt``; what
is in neither is a name when it starts with a capital and an ordinary word when it does not. That is less than a parser
knows, costs a thousandth of the time, and needs no model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from briefing.extract.lexicon import classes, verbs, words

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
_CLITIC = re.compile(r"['’](s|S|re|ve|ll|d|m|)$")


@cache
def known_tags() -> dict[str, str]:
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
    tag = known_tags().get(lower.replace("'", "’"))
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
SEEN = _Tags()
"""The tag of each word that is not at the start of a sentence."""

Piece = tuple[str, str, str, int, int]
"""A token of a piece of text: as written, in small letters, its tag, and where it starts and ends there."""


class _Pieces(dict[str, tuple[Piece, ...]]):
    """What stands between two blanks, taken apart once: most of a text is made of pieces that it has seen before."""

    def __missing__(self, piece: str) -> tuple[Piece, ...]:
        found = _apart(piece, 0, len(piece))
        if len(self) > _REMEMBERED:
            self.clear()
        if len(piece) <= _LONGEST_REMEMBERED:
            self[piece] = found
        return found


def _apart(text: str, start: int, end: int) -> tuple[Piece, ...]:
    found = [(m.group(), *m.span()) for m in _TOKEN.finditer(text, start, end)]
    return tuple([(word, word.lower(), SEEN[word], left - start, right - start) for word, left, right in found])


_PIECES = _Pieces()


def pieces(text: str, start: int, end: int) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """Return what stands between the blanks of ``text`` from ``start`` to ``end``, each piece with its tokens."""
    part = text[start:end]
    # the blank beside it decides whether a dash divides a sentence, and whether a mark ends a plural owner
    if part[:1] == "-" or " -" in part or "- " in part or "s' " in part or "s’ " in part:
        return iter([(part, _apart(text, start, end))])  # the slow way, which sees what stands around
    between = part.split(" ")
    return zip(between, [_PIECES[piece] for piece in between], strict=True)


def _behind(before: str, tag: str, after: str, becomes: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield what replaces a tag behind others, right behind them or past adverbs.

    Two patterns, each of which opens with what is rare, are found several times faster than one with ``R*``.
    """
    yield re.compile(f"{tag}(?<=[{before}].){after}"), becomes
    yield re.compile(f"(R(?<=[{before}]R)R*){tag}{after}"), rf"\1{becomes}"


_EITHER = (
    (re.compile(r"U(?<=[DSzfPgd]U)"), "n"),  # the claims
    *_behind("HhWATI", "U", "", "V"),  # he claims
    *_behind("NnEO0c,", "U", "(?=[DESHhIO:qkQ]|t(?![AvV]))", "V"),  # aides claim the
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
    *_behind("NnO0I)", "d", "(?=[DESOIHtqkQ])", "v"),  # followers attacked her
    (re.compile(r"(k(?:[DES]?[nN0z]*N|H)R*)[dnv](?=[.,:\nPMRsT])"), r"\1V"),  # “…,” the mayor thundered.
    (re.compile(r"([kQ])[dv](?=[DES]?[nN0z]*N)"), r"\1V"),  # “…,” thundered Smith
    *_behind("NHhn", "[dv]", "(?=[,:][Qkq]|:\n)", "V"),  # Smith thundered: “…”
)
"""What a word is that its neighbours decide: verbs after pronouns, between a subject and an object, and, whatever the
verb, between a quotation that ends in a comma and a name. All patterns open with a tag or a set of tags, since that is
what is found fastest."""
_DAY = re.compile(r"M(?<=[Qkq,\n.]M)(?=R*V)")
"""“…,” Jun wrote"""


def in_context(tags: str) -> str:
    """Return the tags of a text with those that neighbours decide."""
    tags = _DAY.sub("N", tags)
    for pattern, replacement in (*_EITHER, *_CONTEXT) if "U" in tags else _CONTEXT:
        tags = pattern.sub(replacement, tags)
    return tags
