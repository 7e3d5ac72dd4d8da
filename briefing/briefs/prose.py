"""The analyst's prose as the lints see it: without what is not the analyst's words, and in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from briefing.briefs.refs import Reference, in_prose

_HIDDEN = re.compile(
    r"^[ ]{0,3}(?P<mark>`{3,}|~{3,})[^\n]*\n.*?(?:^[ ]{0,3}(?P=mark)[`~]*[ \t]*$|\Z)"  # code fences
    r"|<!--.*?-->"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r"|\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # the target of a link, not its words
    r"|^[ ]{0,3}\[[^\]\n]+\]:[^\n]*$"  # the definition of a link
    r"|<[a-z][a-z0-9+.-]*:[^\s<>]*>|\bhttps?://\S+|\bwww\.\S+|\b[\w.+-]+@[\w-]+\.[\w.]+"
    r"|</?[A-Za-z][^<>]*>",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_QUOTATION = re.compile(
    r"“([^“”]+)”|„([^„“”]+)[“”]|«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|\"([^\"\n]+)\"|「([^「」]+)」|『([^『』]+)』|(?<!\w)‘([^‘’]+(?:’\w[^‘’]*)*)’(?!\w)"
)
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?!\s|$)|\n(?!\n))+[.!?]*", re.MULTILINE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Prose:
    """Prose with everything that is not the analyst's words blanked, place for place; and its references."""

    words: str
    references: tuple[Reference, ...]


@lru_cache(maxsize=4096)
def prose(text: str) -> Prose:
    """Return the analyst's words in Markdown prose: no code, comments, addresses, nor references to pins.

    The words of a link to a pin are blanked too: they answer to that pin, see :attr:`Prose.references`.
    """
    found = tuple(in_prose(text))
    for reference in found:
        text = text[: reference.start] + _blank(text[reference.start : reference.end]) + text[reference.end :]
    return Prose(_HIDDEN.sub(lambda match: _blank(match[0]), text), found)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def quotations(words: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of words between quotation marks, without the marks."""
    for match in _QUOTATION.finditer(words):
        group = match.lastindex or 0
        if _LETTER.search(match[group]):
            yield match.start(group), match.end(group)


@lru_cache(maxsize=4096)
def unquoted(words: str) -> str:
    """Return the words with all quotations blanked, place for place: what others said is not the analyst's."""
    for start, end in quotations(words):
        words = words[:start] + _blank(words[start:end]) + words[end:]
    return words


def sentences(words: str) -> Iterator[str]:
    """Yield the sentences of prose; a blank line and the end of a list item end one too."""
    for match in _SENTENCE.finditer(words):
        if match[0].strip():
            yield match[0].strip()
