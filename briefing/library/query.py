"""The language of the search: words, ``"phrases"``, ``prefix*``, AND, OR, NOT or ``-``, brackets, ``publisher:NAME``.

Words side by side must all be there. AND, OR and NOT count as operators in capitals only. ``publisher:``, ``author:``,
``title:`` and ``tag:`` look there instead of in the text, ``speaker:`` among those quoted, ``after:`` and ``before:``
take a day, a month or a year. Whatever does not parse is taken as words: nobody is shown a parser's error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.library.words import words

FIELDS = ("publisher", "author", "title", "tag", "speaker")


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand next to each other, folded; with ``prefix`` the last one may go on. ``field`` "" is the text."""

    words: tuple[str, ...]
    prefix: bool = False
    field: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Sources dated from ``first`` to ``last``, days as ``2024-01-31``, both included; "" is open."""

    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class All:
    """Every part must match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """One part must match."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not match."""

    part: Node


@dataclass(frozen=True, slots=True)
class Rather:
    """Beside other parts: whatever the part, they decide what matches, but those that match it rank higher.

    Nobody writes this.
    """

    part: Node


Node = Words | Days | All | Any | Not | Rather

_TOKEN = re.compile(
    r'(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w"(]))'
    r"|(?P<field>(?i:publisher|author|title|tag|speaker|after|before)):(?=\S)"
    r'|(?P<quoted>["“”][^"“”]*(?:["“”]|$)\*?)|(?P<word>[^\s()"“”]+)'
)
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b")
_FIELD = re.compile(r"(?i:publisher|author|title|tag|speaker|after|before):\Z")
_DATED = re.compile(r"(?i:after|before):")
_PART_OF_DAY = re.compile(r"[\d-]+\Z")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?\Z")


class _Rejected(Exception):
    """The query is no sentence of the language."""


def parse(query: str, *, typing: bool = False) -> Node | None:
    """Return what a query asks for, or None when it holds no word.

    While ``typing``, the last word counts as a prefix, and an operator, a minus, a bracket, a quotation mark, the name
    of a field or a day that nothing follows yet counts as not there.
    """
    if not typing:
        return _parsed(query)
    begun = finished(query)
    node = _parsed(begun)
    return _open_end(node) if node is not None and begun == query and _in_word(query) else node


def finished(query: str) -> str:
    """Return what is typed so far without what only makes sense when more follows; all of it when no word is left."""
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(query)]
    while tokens and (count := _unfinished(tokens)):
        del tokens[-count:]
    left = "".join(text for _, text in tokens)
    return left if words(left) else query


def _unfinished(tokens: list[tuple[str, str]]) -> int:
    """Return how many tokens at the end make no sense yet, spaces behind them counted."""
    kind, text = tokens[-1]
    before = tokens[-2][0] if len(tokens) > 1 else ""
    if kind == "space":
        rest = _unfinished(tokens[:-1]) if len(tokens) > 1 else 0
        return rest + 1 if rest else 0
    if before == "field" and words(text):
        return 2 if _DATED.match(tokens[-2][1]) and _PART_OF_DAY.match(text) and first_day(text) is None else 0
    lone = kind in ("minus", "open", "field") or text in ("AND", "OR", "NOT") or _FIELD.match(text)
    return 1 if lone or (kind in ("word", "quoted") and not words(text)) else 0


def _in_word(query: str) -> bool:
    """Whether the end of a query is one of a word: a letter, a digit or a sign that belongs to the letter before."""
    return query[-1:].isalnum() or unicodedata.category(query[-1:] or " ").startswith("M")


def _parsed(query: str) -> Node | None:
    tokens = [(m.lastgroup or "", m.group()) for m in _TOKEN.finditer(query)]
    try:
        return _Parser(tokens).parse()
    except (_Rejected, RecursionError):
        return plain(query)


def plain(query: str) -> Node | None:
    """Return all words of a query, whatever stands between them; its operators count as words when no other is left."""
    parts = tuple(Words((word,)) for word in words(_OPERATOR.sub(" ", query)) or words(query))
    return All(parts) if parts else None


def positive(node: Node | None) -> Iterator[Words]:
    """Yield the words that a match holds, in the order of the query: what to show and to light up."""
    if isinstance(node, Words):
        yield node
    elif isinstance(node, All | Any):
        for part in node.parts:
            yield from positive(part)
    elif isinstance(node, Not) and isinstance(node.part, Not):
        yield from positive(node.part.part)


def first_day(text: str) -> str | None:
    """Return the first day of a day, month or year such as ``2024-02``; None when it is none of them."""
    match = _DAY.match(text)
    if not match:
        return None
    year, month, day = match.group(1), int(match.group(2) or 1), int(match.group(3) or 1)
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def day_before(day: str) -> str:
    """Return a day that sorts before ``day`` and after all days before that one."""
    return f"{day[:8]}{int(day[8:]) - 1:02}"


def _open_end(node: Node) -> Node:
    if isinstance(node, Words):
        return replace(node, prefix=True)
    if isinstance(node, All | Any):
        return replace(node, parts=(*node.parts[:-1], _open_end(node.parts[-1])))
    return node


class _Parser:
    """Reads tokens from left to right: any = all (OR all)*, all = one ([AND] one)*, one = [NOT] atom."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.at = 0

    def parse(self) -> Node | None:
        node = self.any()
        if self.kind() != "end":
            raise _Rejected
        return node

    def kind(self) -> str:
        while self.at < len(self.tokens) and self.tokens[self.at][0] == "space":
            self.at += 1
        if self.at == len(self.tokens):
            return "end"
        kind, text = self.tokens[self.at]
        return text if kind == "word" and text in ("AND", "OR", "NOT") else kind

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def any(self) -> Node | None:
        parts = [self.all()]
        while self.kind() == "OR":
            self.take()
            parts.append(self.all())
        if len(parts) > 1 and None in parts:
            raise _Rejected
        return parts[0] if len(parts) == 1 else Any(tuple(p for p in parts if p))

    def all(self) -> Node | None:
        parts: list[Node] = []
        empty = True
        while self.kind() not in ("end", "close", "OR"):
            if self.kind() == "AND":
                if empty:
                    raise _Rejected
                self.take()
                if self.kind() in ("end", "close", "OR", "AND"):
                    raise _Rejected
            part = self.one()
            empty = False
            if part is not None:
                parts.append(part)
        return parts[0] if len(parts) == 1 else All(tuple(parts)) if parts else None

    def one(self) -> Node | None:
        if self.kind() in ("NOT", "minus"):
            self.take()
            if self.kind() in ("end", "close", "OR", "AND"):
                raise _Rejected
            part = self.one()
            return Not(part) if part is not None else None
        return self.atom()

    def atom(self) -> Node | None:
        kind = self.kind()
        if kind == "open":
            self.take()
            node = self.any()
            if self.kind() == "close":  # a bracket left open is closed by the end, as a quotation mark is
                self.take()
            return node
        if kind not in ("word", "quoted", "field"):
            raise _Rejected
        if kind == "field":
            return self.field(self.take().removesuffix(":").lower())
        return _words(self.take())

    def field(self, name: str) -> Node | None:
        if self.tokens[self.at][0] not in ("word", "quoted"):
            raise _Rejected
        value = self.take()
        if name in FIELDS:
            return _words(value, name)
        day = first_day(value.strip('"“”'))
        if day is None:
            return plain(f"{name} {value}")
        return Days(first=day) if name == "after" else Days(last=day_before(day))


def _words(text: str, field: str = "") -> Node | None:
    found = tuple(words(text))
    return Words(found, prefix=text.rstrip('"”').endswith("*"), field=field) if found else None
