"""What is read goes into the index, which makes it findable while more is read.

An index that commits takes nothing in, and a commit of many thousand files lasts as long as reading some thousand
others. It happens in a thread; what comes meanwhile goes into the catalogue as ever and waits to be handed on, by the
same thread where the next commit is asked for before: the end of a run compares stories and waits for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.library.catalogue import Catalogue
from briefing.library.index import Document, Writing

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_HELD = 30_000_000
"""Characters that wait for a commit to end; with more, everything does."""

Stamps = list[tuple[int, int]]
"""Stamps with the numbers of their files."""


class Filling:
    """A batch of changes on its way into ``index``. Stamps are kept only when what was read with them is last."""

    def __init__(self, catalogue: Catalogue, index: Writing) -> None:
        """Take an open batch; :meth:`close` ends it."""
        self.catalogue, self.index = catalogue, index
        self._thread: ThreadPoolExecutor | None = None
        self._commits: list[tuple[Future[None], Stamps]] = []  # with the stamps of what each makes last
        self._stamps: Stamps = []
        self._waiting: list[tuple[Sequence[int], Sequence[Document]]] = []
        self._held = 0

    def put(self, gone: Sequence[int], documents: Sequence[Document], stamps: Stamps) -> None:
        """Take rows out of the index and documents in. Raises ``Damaged``, also for a commit that failed meanwhile."""
        self._stamps.extend(stamps)
        self._waiting.append((gone, documents))
        self._held += sum(len(document.words) for document in documents)
        if all(commit.done() for commit, _ in self._commits) or self._held > _HELD:
            self.settle()

    def commit(self) -> None:
        """Begin to make everything so far last and findable, behind a commit that still runs."""
        from concurrent.futures import ThreadPoolExecutor

        self._thread = self._thread or ThreadPoolExecutor(1)
        self._commits.append((self._thread.submit(self._hand_on_and_commit, self._waiting), self._stamps))
        self._waiting, self._stamps = [], []

    def _hand_on_and_commit(self, waiting: list[tuple[Sequence[int], Sequence[Document]]]) -> None:
        self._hand_on(waiting)
        self.index.commit()

    def _hand_on(self, waiting: list[tuple[Sequence[int], Sequence[Document]]]) -> None:
        for gone, documents in waiting:
            self.index.remove(gone)
            self.index.put(documents)
        waiting.clear()

    def settle(self) -> None:
        """Wait until everything is in the index, and last if that was begun. Raises ``Damaged``."""
        for commit, stamps in self._commits:
            commit.result()
            self._keep(stamps)
        self._commits = []
        self._hand_on(self._waiting)
        self._held = 0

    def _keep(self, stamps: Stamps) -> None:
        with self.catalogue.writing() as connection:
            connection.executemany("update file set stamp = ? where id = ?", stamps)

    def close(self) -> None:
        """End the batch; what was not committed is dropped."""
        if self._thread is not None:
            self._thread.shutdown()
        self.index.close()
