"""Answering a search: ranked rows from the index, lines of the list from the catalogue, snippets from the texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefing.errors import BriefingError
from briefing.library.catalogue import Lost
from briefing.library.checking import holds
from briefing.library.entry import Hit
from briefing.library.index import Damaged, Index, Missing
from briefing.library.parts import Parts
from briefing.library.query import All, Any, Node, Not, Words, finished, parse, positive
from briefing.library.record import FIELD, spans
from briefing.library.shelf import Kept
from briefing.library.sketch import report
from briefing.library.snippet import Snippet, cut
from briefing.library.words import joined, split


def search(
    parts: Parts,
    query: str,
    *,
    limit: int,
    typing: bool = False,
    prepare: Callable[[Iterable[str]], None] | None = None,
) -> list[Hit]:
    """Return the best hits. Raises ``Damaged``, ``Missing`` and ``Lost``; the next refresh mends that.

    While ``typing``, what matches the query as it stands comes before what matches it with the last word going on.

    ``prepare`` is given the ids of sources that mention who is asked for as a speaker, to compute their findings.
    """
    node = parse(query, typing=typing)
    if node is None:
        return []
    index = parts.indexes.reading()
    if index is None:
        raise Missing("there is no index")
    texts = _Texts(parts)
    as_it_stands = parse(finished(query)) if typing else None
    found: dict[int, tuple[float, Node]] = {}
    try:
        for each in (as_it_stands, node):
            if each is not None and len(found) < limit:
                for row, score in _matching(parts, index, each, limit, prepare, texts):
                    found.setdefault(row, (score, each))
    except Damaged:
        parts.indexes.damaged(index)
        raise
    kept = texts.kept_in(found)
    best = [(kept[row], score, list(positive(by))) for row, (score, by) in found.items() if row in kept]
    return [_hit(texts, *one) for one in best[:limit]]


class _Texts:
    """What the catalogue keeps of some sources, with their texts, each looked up once."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self._kept: dict[int, Kept] = {}
        self._texts: dict[int, str | None] = {}

    def kept_in(self, rows: Iterable[int]) -> dict[int, Kept]:
        """Return what is kept of these rows, as far as it is."""
        wanted = list(rows)
        unknown = [row for row in wanted if row not in self._kept]
        if unknown:
            self._kept |= self.parts.shelf.kept_in(unknown)
        return {row: self._kept[row] for row in wanted if row in self._kept}

    def text(self, kept: Kept) -> str | None:
        """Return a text, or None when the file holds another one by now."""
        if kept.row not in self._texts:
            self._texts[kept.row] = self.parts.shelf.text(kept)
        return self._texts[kept.row]

    def check(self, node: Node, rows: Sequence[int]) -> list[bool | None]:
        """Tell of rows whether a query for words matches what was indexed, None where that is not known any more."""
        kept = self.kept_in(rows)
        return [self._matches(node, kept[row]) if row in kept else None for row in rows]

    def _matches(self, node: Node, kept: Kept) -> bool | None:
        text = self.text(kept)
        if text is None:
            return None
        with self.parts.catalogue.sound():
            furniture = spans(kept.record.detail)
            title = kept.record.line.split(FIELD, 1)[0]
        return holds(node, joined(report(text, furniture)), " ".join(split(title)))


def _matching(
    parts: Parts,
    index: Index,
    node: Node,
    limit: int,
    prepare: Callable[[Iterable[str]], None] | None,
    texts: _Texts,
) -> Sequence[tuple[int, float]]:
    """Return rows and scores. Raises ``Damaged``."""
    speakers = _speakers(node)
    found = index.search(node, limit * 4 if speakers else limit, texts.check)
    if not speakers:
        return found
    if prepare is not None:
        prepare([kept.record.id for kept in parts.shelf.kept_in(row for row, _ in found).values()])
    return _speaking(parts, found, speakers)


def _hit(texts: _Texts, kept: Kept, score: float, wanted: Sequence[Words]) -> Hit:
    snippet = _snippet(texts, kept, wanted)
    id, title, publisher, date = kept.record[:4]
    return Hit(
        id=id,
        title=title or id.rsplit("/", 1)[-1],
        publisher=publisher,
        date=date,
        score=score,
        snippet=snippet.text,
        spans=snippet.spans,
        start=snippet.start,
    )


def _snippet(texts: _Texts, kept: Kept, wanted: Sequence[Words]) -> Snippet:
    parts, text = texts.parts, texts.text(kept)
    if text is not None:
        with parts.catalogue.sound():
            furniture = spans(kept.record.detail)
        return cut(text, wanted, furniture)
    try:
        source = parts.shelf.source(kept.record.id)
    except Lost:
        raise
    except BriefingError:  # changed or gone since it was indexed: the next refresh tells
        return Snippet("", [], None)
    return cut(source.text, wanted, source.furniture)


def _speakers(node: Node) -> list[str]:
    """Return the names after ``speaker:`` that must be met."""
    match node:
        case Words(name, _, "speaker"):
            return [" ".join(name)]
        case All(parts):
            return [name for part in parts if not isinstance(part, Not | Any) for name in _speakers(part)]
        case _:
            return []


def _speaking(parts: Parts, found: Sequence[tuple[int, float]], names: Sequence[str]) -> list[tuple[int, float]]:
    """Leave out sources that only mention the names, as far as their findings are known."""
    sql = "select e.id, f.speakers from entry e join finding f on f.key = e.key where e.id in (*)"
    speakers = dict(parts.catalogue.among(sql, [row for row, _ in found]))
    return [
        (row, score)
        for row, score in found
        if row not in speakers or all(f" {name}" in speakers[row] for name in names)
    ]
