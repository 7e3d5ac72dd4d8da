"""What is read goes into the index, which makes it findable while more is read.

An index that commits takes nothing in, and a commit of many thousand files lasts as long as reading some thousand
others. It happens in a thread; what comes meanwhile goes into the catalogue as ever and waits to be handed on.
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
        self._committing: Future[None] | None = None
        self._stamps: tuple[Stamps, Stamps] = [], []  # of what is being committed, of what comes behind
        self._waiting: list[tuple[Sequence[int], Sequence[Document]]] = []
        self._held = 0

    def put(self, gone: Sequence[int], documents: Sequence[Document], stamps: Stamps) -> None:
        """Take rows out of the index and documents in. Raises ``Damaged``, also for a commit that failed meanwhile."""
        self._stamps[1].extend(stamps)
        self._waiting.append((gone, documents))
        self._held += sum(len(document.words) for document in documents)
        if self._committing is None or self._committing.done() or self._held > _HELD:
            self.settle()

    def commit(self) -> None:
        """Begin to make everything so far last and findable. Raises ``Damaged``."""
        from concurrent.futures import ThreadPoolExecutor

        self.settle()
        self._stamps = self._stamps[1], []
        self._thread = self._thread or ThreadPoolExecutor(1)
        self._committing = self._thread.submit(self.index.commit)

    def settle(self) -> None:
        """Wait until everything is in the index, and last if that was begun. Raises ``Damaged``."""
        if self._committing is not None:
            self._committing.result()
            self._committing = None
            self._keep_stamps()
        for gone, documents in self._waiting:
            self.index.remove(gone)
            self.index.put(documents)
        self._waiting, self._held = [], 0

    def _keep_stamps(self) -> None:
        with self.catalogue.writing() as connection:
            connection.executemany("update file set stamp = ? where id = ?", self._stamps[0])
        self._stamps[0].clear()

    def close(self) -> None:
        """End the batch; what was not committed is dropped."""
        if self._thread is not None:
            self._thread.shutdown()
        self.index.close()
