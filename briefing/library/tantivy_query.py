"""What a query asks for, as tantivy's query objects, and which words of a prefix it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from typing import Any

from briefing.library import query as ask

TITLE_WEIGHT = 2.5
"""A word in the title counts as much more than one in the text."""

EXPANSIONS = 32
"""Words of a prefix that are ranked by at most, the most frequent ones; more change no ranking and cost time.

Texts that only have others are found as well, behind these or without a rank of their own.
"""

FEWEST = 6
"""Words of a prefix that are ranked by at least, however often they stand."""

SHORT = 2
"""Letters of a prefix that stands for many words in a large index: to list them takes half as long as to search."""

IN_PHRASE = 50
"""Words that tantivy tries for the end of a phrase at most, in the order of the alphabet: it leaves out the others."""

MOST = 16_000
"""Words that tantivy tries for a pattern at the end of a phrase; it refuses some more."""

ENOUGH = 600_000
"""Texts in which the words of a prefix are looked up, each word's counted apart: so many take 2 ms.

Of 100,000 reports, all words of English that begin with "th" come to about 700,000, with most other letters to less.
"""

COMPARED = 25_000
"""Texts in which the places of a phrase's words are compared for the likely ends of one that goes on: 3 ms."""

NEAR = 300
"""Ends of a phrase that are tried one by one in titles, which are short: few words stand there beside another."""

COMMONEST = "the"
"""A phrase of this word and another is looked up among the words that follow it, which have a field in large indexes.

It stands dozens of times in nearly every text: to compare all its places takes 12 ms on 100,000 reports, the field 0.5.
"""

LARGE = 25_000
"""Sources from which on an index has that field. To make it costs a fortieth of reading a desk for the first time, and
fewer are compared in 3 ms. An index that is made small and grows stays without.
"""

_NO_DAY = 0
_FIRST_DAY = "00000101"


def number(day: str) -> int:
    """Return a day such as ``2024-01-31`` as a number that sorts as days do; 0 for none.

    A month or a year counts as its first day.
    """
    digits = day.replace("-", "")
    if not (digits.isascii() and digits.isdigit()):
        return _NO_DAY
    return int(digits + _FIRST_DAY[len(digits) :])


def _begins(prefix: str) -> str:
    return f"{re.escape(prefix)}.*"


class Place(Enum):
    """Where in a query something stands."""

    ALONE = "matches by itself"
    BESIDE = "beside something else that must match as well"
    OUT = "in what must not match"


class Builder:
    """Turns what a query asks for into tantivy's query objects.

    ``cut`` says that some words of a prefix were left aside. ``tried`` is how many times as many ends of a phrase as at
    first may be tried; with 0 nothing is left aside.
    """

    def __init__(self, schema: Any, searcher: Any, *, large: bool) -> None:
        import tantivy

        self.make, self.occur, self.kinds = tantivy.Query, tantivy.Occur, tantivy.FieldType
        self.schema, self.searcher, self.large, self.tried = schema, searcher, large, 1
        self.place = Place.ALONE
        self._listed: dict[tuple[str, str], Sequence[tuple[str, int]]] = {}
        self.cut = False

    def node(self, node: ask.Node) -> Any:
        """Return a query for any part."""
        match node:
            case ask.Words():
                return self.words(node)
            case ask.Days():
                return self.days(node)
            case ask.Any(parts):
                return self.some([self.node(part) for part in parts])
            case ask.Not() | ask.Rather():
                return self.every((node,))
            case ask.All(parts):
                return self.every(parts)

    def every(self, parts: Sequence[ask.Node]) -> Any:
        """Return a query for all parts.

        Beside another part a prefix stands for all words at once: few texts may be left, and to look for the frequent
        words first would be in vain.
        """
        must, must_not = self.occur.Must, self.occur.MustNot
        wanted = [part for part in parts if not isinstance(part, ask.Not | ask.Rather)]
        place = Place.BESIDE if len(wanted) > 1 and self.place is Place.ALONE else self.place
        clauses = [(must, self.standing(place, part)) for part in wanted]
        clauses += [(must_not, self.standing(Place.OUT, part.part)) for part in parts if isinstance(part, ask.Not)]
        clauses += [(self.occur.Should, self.rank(part.part)) for part in parts if isinstance(part, ask.Rather)]
        if not wanted:
            clauses.append((must, self.make.const_score_query(self.make.all_query(), 0.0)))
        return self.make.boolean_query(clauses)

    def rank(self, part: ask.Node) -> Any:
        """Return a query that ranks as the part does; of a short prefix only what stands in titles does.

        A word that begins with one certain letter stands in nearly every title.
        """
        if isinstance(part, ask.Any):
            return self.some([self.rank(each) for each in part.parts])
        if isinstance(part, ask.Words) and part.prefix and len(part.words[0]) <= SHORT:
            if len(part.words[0]) == 1:
                return self.make.empty_query()
            return self.make.boost_query(self.every_word("title", part.words[0], 1.0), TITLE_WEIGHT)
        return self.standing(Place.BESIDE, part)

    def standing(self, place: Place, part: ask.Node) -> Any:
        """Return a query for a part that stands there."""
        before, self.place = self.place, place
        made = self.node(part)
        self.place = before
        return made

    def days(self, node: ask.Days) -> Any:
        """Return a query for days, which counts nothing for the rank."""
        low = number(node.first) if node.first else 1
        high = number(node.last) if node.last else 99_999_999
        inside = self.make.range_query(self.schema, "day", self.kinds.Integer, low, high)
        return self.make.const_score_query(inside, 0.0)

    def words(self, node: ask.Words) -> Any:
        """Return a query for words, in text and title unless they name a field."""
        if node.field in ("publisher", "author", "title"):
            return self.some(self.inside(node.field, node))
        if node.field == "tag":
            return self.some(self.inside("tags", node))
        prefix = node.prefix and len(node.words) == 1
        body, title = self.prefix(node.words[0]) if prefix else (self.inside("body", node), self.inside("title", node))
        return self.some([*body, *(self.make.boost_query(part, TITLE_WEIGHT) for part in title)])

    def prefix(self, prefix: str) -> tuple[list[Any], list[Any]]:
        """Return queries for text and title, of the same words where more of them would cost too much."""
        body, more = self.going_on("body", prefix)
        if not more:
            return self.terms("body", body), self.beginning("title", prefix)
        if body:
            return self.terms("body", body), self.terms("title", body)
        return [self.every_word("body", prefix, 0.0)], [self.every_word("title", prefix, 1.0)]

    def inside(self, field: str, node: ask.Words) -> list[Any]:
        """Return queries of which one must match."""
        *before, last = node.words
        if self.large and field == "body" and before == [COMMONEST]:
            field, before = "behind", []
        if before and node.prefix:
            return self.open_phrase(field, list(node.words))
        if before:
            return [self.make.phrase_query(self.schema, field, list(node.words))]
        return self.beginning(field, last) if node.prefix else [self.term(field, last)]

    def beginning(self, field: str, prefix: str) -> list[Any]:
        """Return queries for the words of a prefix."""
        words, more = self.going_on(field, prefix)
        return self.terms(field, words) if words or not more else [self.every_word(field, prefix, 0.0)]

    def going_on(self, field: str, prefix: str) -> tuple[list[str], bool]:
        """Return the words that a prefix stands for, the most frequent first, and whether there are more.

        Only where it may be cut, it is: otherwise there are none when there are more.
        """
        aside = self.place is Place.ALONE and self.tried > 0
        short = len(prefix) <= SHORT and self.searcher.num_docs >= LARGE
        if self.place is Place.OUT or (short and not aside):
            return [], True
        words: list[str] = []
        texts = 0
        for word, count in self.searcher.terms_with_prefix(field, prefix, limit=EXPANSIONS + 1):
            texts += count
            if len(words) >= EXPANSIONS or (len(words) >= FEWEST and texts > ENOUGH):
                self.cut = self.cut or aside
                return words if aside else [], True
            words.append(word)
        return words, False

    def every_word(self, field: str, prefix: str, score: float) -> Any:
        """Return a query for every word that begins so."""
        return self.make.const_score_query(self.make.regex_query(self.schema, field, _begins(prefix)), score)

    def open_phrase(self, field: str, words: list[str]) -> list[Any]:
        """Return queries for a phrase whose last word may go on.

        To try every word that it may be takes 50 to 500 ms where they are thousands, so that comes second.
        """
        *before, last = words
        if not all(self.searcher.doc_freq(field, word) for word in before):
            return []
        ends = self.listed(field, last)
        if len(ends) <= IN_PHRASE:
            return [self.make.phrase_prefix_query(self.schema, field, [*words])]
        if self.place is not Place.OUT and self.tried:
            self.cut = True
            likely = self.likely(field, before, ends)
            return [self.make.phrase_query(self.schema, field, [*before, end]) for end in likely]
        if field == "title" and len(near := self.near(field, before, last)) <= NEAR:
            return [self.make.phrase_query(self.schema, field, [*before, end]) for end in near]
        if len(ends) <= MOST:
            return [self.make.regex_phrase_query(self.schema, field, [*map(re.escape, before), _begins(last)])]
        return self.longer_phrases(field, words)

    def likely(self, field: str, before: Iterable[str], ends: Sequence[tuple[str, int]]) -> list[str]:
        """Return the most frequent words that a phrase may end in, of those whose places are compared soon enough."""
        most = min(self.searcher.doc_freq(field, word) for word in before)
        found: list[str] = []
        left = COMPARED * self.tried
        for word, count in ends:
            if min(most, count) <= left:
                left -= min(most, count)
                found.append(word)
                if len(found) == EXPANSIONS * self.tried:
                    break
        return found or [word for word, _ in ends[-1:]]

    def near(self, field: str, words: Iterable[str], prefix: str) -> list[str]:
        """Return the words that begin so where all of ``words`` stand as well."""
        beside = self.make.boolean_query([(self.occur.Must, self.term(field, word)) for word in words])
        return [word for word, _ in self.searcher.terms_with_prefix(field, prefix, filter_query=beside)]

    def listed(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        """Return the words that begin so, up to one more than :data:`MOST`, the most frequent first."""
        key = field, prefix
        if key not in self._listed:
            self._listed[key] = self.searcher.terms_with_prefix(field, prefix, limit=MOST + 1)
        return self._listed[key]

    def longer_phrases(self, field: str, words: list[str]) -> list[Any]:
        """Return queries for a phrase with a longer prefix each."""
        *before, last = words
        ends = {word[: len(last) + 1] for word, _ in self.searcher.terms_with_prefix(field, last)}
        made = [self.make.phrase_query(self.schema, field, [*words])] if last in ends else []
        return made + [query for end in sorted(ends - {last}) for query in self.open_phrase(field, [*before, end])]

    def terms(self, field: str, words: Iterable[str]) -> list[Any]:
        """Return queries for whole words."""
        return [self.term(field, word) for word in words]

    def some(self, queries: list[Any]) -> Any:
        """Return a query that one of others must match."""
        return self.make.boolean_query([(self.occur.Should, query) for query in queries])

    def term(self, field: str, word: str) -> Any:
        """Return a query for a whole word."""
        return self.make.term_query(self.schema, field, word)
