"""The built-in index: tantivy in a folder under ``.briefing/``.

Words come folded and parted (see :mod:`briefing.library.words`), so tantivy only splits at spaces, and the same words
are asked for. Queries are built as objects, never as strings for its parser.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterable, Sequence
from math import inf
from pathlib import Path
from typing import Any, TypeVar

from briefing.library import query as ask
from briefing.library import tantivy_query
from briefing.library.checking import Check, Loosened, loosened
from briefing.library.index import Damaged, Document
from briefing.library.tantivy_query import Builder, number

CHECKED = 60
"""Texts that are looked into at most: 0.1 ms each, while all texts of a short prefix are found in 10 to 30 ms."""

MORE = 8
"""How many times as many ends of a phrase are tried when those tried first gave some texts, but too few."""

FOR_A_WORD = 0.3
"""Texts that are looked into at most for each word that a phrase may end in: trying that one takes as long."""

_HEAP = 15_000_000
"""Bytes that the writing thread may hold; tantivy takes no less."""

_LARGE_HEAP = 192_000_000
"""Bytes for all writing threads while a whole desk is read; what fits needs no merging later."""

_BEHIND = re.compile(rf" {tantivy_query.COMMONEST}(?= ([^ ]++))")
T = TypeVar("T")


def _guard(what: Callable[[], T]) -> T:
    """Return ``what()``; a failure inside tantivy, its panics included, says that the index is damaged."""
    try:
        return what()
    except (ValueError, OSError, RuntimeError) as error:
        raise Damaged(f"the search index is damaged: {error}") from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise Damaged("the search index is damaged") from None
        raise


def _threads() -> int:
    """Return how many threads index a whole desk. A second one has a part of the words to itself, which costs a fifth
    more: it pays where there are more cores than reading keeps busy.
    """
    return 1 if (os.cpu_count() or 1) <= 2 else 2


class TantivyIndex:
    """One open index. Made when the folder does not hold one and ``make`` says so."""

    def __init__(self, folder: Path, *, make: bool = False, sources: int = 0) -> None:
        """Open the index in ``folder``, or make one for about so many sources.

        Raises ``Damaged`` when there is none or it cannot be opened.
        """
        self.folder = folder
        self._lock = threading.Lock()
        self._large = _guard(lambda: sources >= tantivy_query.LARGE if make else _is_large(folder))
        self._index: Any = _guard(lambda: _opened(folder, make=make, large=self._large))
        self._schema = self._index.schema
        _guard(lambda: self._index.config_reader("manual"))
        self.reload()

    def reload(self) -> None:
        """See what was committed since, by this program or another."""
        _guard(self._index.reload)

    def search(self, query: ask.Node, limit: int, check: Check | None = None) -> Sequence[tuple[int, float]]:
        """Return rows and scores, best first. Raises ``Damaged``.

        ``check`` is asked about short prefixes beside something else in large indexes.
        """

        def run() -> Sequence[tuple[int, float]]:
            searcher = self._index.searcher()
            builder = Builder(self._schema, searcher, large=self._large)
            loose = (
                loosened(query, tantivy_query.SHORT)
                if limit <= CHECKED and searcher.num_docs >= tantivy_query.LARGE
                else None
            )
            if check is not None and loose is not None:
                checked = _checked(searcher, builder, loose, limit, check)
                if checked is not None:
                    return checked
            builder.cut = False
            found = _hits(searcher, builder.node(query), limit)
            for builder.tried in (MORE, 0) if MORE * len(found) >= limit else (0,):
                if builder.cut and len(found) < limit:
                    found = _behind(found, _hits(searcher, builder.node(query), limit))[:limit]
            return found

        return _guard(run)

    def size(self) -> int:
        """Return how many documents can be found."""
        return int(self._index.searcher().num_docs)

    def writing(self, *, many: bool) -> _Writing:
        """Begin a batch of changes. Raises ``Damaged``, also when another program is writing."""
        heap, threads = (_LARGE_HEAP, _threads()) if many else (_HEAP, 1)
        return _Writing(self, _guard(lambda: self._index.writer(heap, threads)), large=self._large)

    def close(self) -> None:
        """Let go of the files."""
        self._index = None


class _Writing:
    def __init__(self, index: TantivyIndex, writer: Any, *, large: bool) -> None:
        self._index, self._writer, self._large = index, writer, large
        self._empty = index.size() == 0

    def put(self, documents: Iterable[Document]) -> None:
        from tantivy import Document as Made

        for document in documents:
            if not self._empty:
                self._writer.delete_documents_by_term("row", document.row)
            made = Made()
            made.add_integer("row", document.row)
            made.add_integer("day", number(document.day))
            made.add_text("body", document.words)
            if self._large:
                made.add_text("behind", " ".join(_BEHIND.findall(f" {document.words}")))
            for name in ("title", "publisher", "author", "tags"):
                if text := getattr(document, name):
                    made.add_text(name, text)
            _guard(lambda made=made: self._writer.add_document(made))  # type: ignore[misc]

    def remove(self, rows: Iterable[int]) -> None:
        for row in rows:
            self._writer.delete_documents_by_term("row", row)

    def commit(self) -> None:
        _guard(self._writer.commit)
        self._index.reload()

    def close(self) -> None:
        if self._writer is not None:
            _guard(self._writer.wait_merging_threads)
            self._writer = None


def _is_large(folder: Path) -> bool:
    return '"behind"' in (folder / "meta.json").read_text()


def _opened(folder: Path, *, make: bool, large: bool) -> Any:
    import tantivy

    builder = tantivy.SchemaBuilder()
    # integer, not unsigned: deleting by an unsigned number silently deletes nothing
    builder.add_integer_field("row", indexed=True, fast=True)
    builder.add_integer_field("day", indexed=True, fast=True)
    for name in ("body", "title", "publisher", "author", "tags"):
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
    if large:
        builder.add_text_field("behind", tokenizer_name="words", index_option="freq")
    if make:
        folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(builder.build(), path=str(folder), reuse=True)
    index.register_tokenizer("words", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
    return index


def _hits(searcher: Any, query: Any, limit: int) -> list[tuple[int, float]]:
    hits = searcher.search(query, limit, count=False).hits
    rows = searcher.fast_field_values("row", [place for _, place in hits])
    return [(int(row), float(score)) for row, (score, _) in zip(rows, hits, strict=True)]


def _checked(
    searcher: Any, builder: Builder, loose: Loosened, limit: int, check: Check
) -> Sequence[tuple[int, float]] | None:
    """Return the best of what a loosened query finds and ``check`` passes.

    None when there may be more of it further down: when half of the first ones fail, or too many are left.
    """
    ends = [len(builder.listed("body", end)) for end in loose.ends]
    most = max(CHECKED, int(FOR_A_WORD * min(ends, default=0)))
    only = loose.node.words if isinstance(loose.node, ask.Words) else ()
    if ends and len(only) == 1 and searcher.doc_freq("body", only[0]) > most:
        return None
    found = _hits(searcher, builder.node(loose.node), most + 1)
    every = len(found) <= most and not builder.cut
    if ends and not every:
        return None
    passed: list[tuple[int, float]] = []
    at = 0
    while len(passed) < limit and at < len(found):
        some = found[at : at + limit - len(passed)]
        told = check(loose.asked, [row for row, _ in some])
        if None in told:
            return None
        at += len(some)
        passed += [hit for hit, matches in zip(some, told, strict=True) if matches]
        if not every and 2 * len(passed) < at:
            return None
    return passed if every or len(passed) == limit else None


def _behind(first: list[tuple[int, float]], others: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return ``first``, then what only ``others`` hold, ranked no higher."""
    known = {row for row, _ in first}
    lowest = min((score for _, score in first), default=inf)
    return [*first, *((row, min(score, lowest)) for row, score in others if row not in known)]
