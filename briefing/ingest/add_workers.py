"""Files that are to be added are read by several processes when that is quicker.

Reading is what adding takes its time for; writing goes on meanwhile, in the program itself.
"""

from __future__ import annotations

import multiprocessing
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.process import BaseProcess
from types import MappingProxyType
from typing import Self

from briefing.ingest.add_files import Checked, Found, check, check_all, check_one
from briefing.ingest.child_main import end_with_parent
from briefing.ingest.reader import suffix

BATCH = 100
"""How many files go to a process at once, at most."""
WORTH = 0.4
"""From how many seconds of expected work on other processes are worth starting."""
LONG = 0.25
"""About how many seconds of expected work go to a process at once, at most: the last batch has no company."""

_SECONDS = MappingProxyType(
    {
        ".pdf": 1.2,
        ".html": 1.2,
        ".htm": 1.2,
        ".xhtml": 1.2,
        ".xml": 0.5,
        ".docx": 0.4,
        ".txt": 0.02,
        ".text": 0.02,
    }
)
_SECONDS_OF_OTHERS = 0.3
"""Seconds that a megabyte takes to read, by suffix, measured; and a file as such:"""
_SECONDS_A_FILE = 0.0005


_PAGES = frozenset((".html", ".htm", ".xhtml", ".eml"))
_PAGE = b"<!DOCTYPE html><title>A page</title><article><p>Words of a page, for its readers.</p></article>"


def cost(one: Found) -> float:
    """Return how many seconds of work a file is expected to be."""
    end = suffix(one.path.name)
    return _SECONDS_A_FILE + _SECONDS.get(end, _SECONDS_OF_OTHERS) * one.size / 1e6


class Readers:
    """Reads files within its ``with`` block, with up to ``workers`` processes; once started, they stay until its end.

    Who leaves the block before all is read waits for no document.
    """

    def __init__(self, workers: int) -> None:
        """Start nothing yet."""
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._others: set[BaseProcess] = set()
        self._running: deque[tuple[list[Found], Future[list[Checked]]]] = deque()

    def __enter__(self) -> Self:
        """Return these readers."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self._close(at_once=bool(self._running))

    def checked(self, found: Iterable[Found]) -> Iterator[tuple[Found, Checked]]:
        """Read files and return what came of each, in their order."""
        waiting = list(found)
        if not self._worth(waiting):
            for one in waiting:
                yield one, check_one(one.path, one.named)
            return
        if self._pool is None:
            _prepare(waiting)
        seconds = min(LONG, sum(map(cost, waiting)) / (4 * self._workers))
        self._running.extend((batch, self._submit(batch)) for batch in _batches(waiting, seconds))
        while self._running:
            batch, future = self._running[0]
            results = self._results(batch, future)
            self._running.popleft()
            yield from zip(batch, results, strict=True)

    def _worth(self, waiting: Sequence[Found]) -> bool:
        if self._workers < 2 or len(waiting) < 2:
            return False
        return self._pool is not None or sum(map(cost, waiting)) >= WORTH

    def _submit(self, batch: Sequence[Found]) -> Future[list[Checked]]:
        asked = [(str(one.path), one.named) for one in batch]
        try:
            return self._started().submit(check_all, asked)
        except BrokenProcessPool:  # somebody ended a process that had nothing to do
            self._close(at_once=True)
            return self._started().submit(check_all, asked)

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._others = set(multiprocessing.active_children())
            context = multiprocessing.get_context(_method())
            self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_quiet)
        return self._pool

    def _results(self, batch: Sequence[Found], future: Future[list[Checked]]) -> list[Checked]:
        try:
            return future.result()
        except (BrokenProcessPool, CancelledError):  # nobody says over which document: each is tried by itself
            self._close(at_once=True)
            return [self._alone(one) for one in batch]

    def _alone(self, one: Found) -> Checked:
        try:
            return self._submit([one]).result()[0]
        except BrokenProcessPool:
            self._close(at_once=True)
            return Checked(one.path.name, reason="was not read: the process that reads it ended")

    def _close(self, *, at_once: bool) -> None:
        if self._pool is None:
            return
        if at_once:
            for process in set(multiprocessing.active_children()) - self._others:
                process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._pool = None


def _prepare(waiting: Iterable[Found]) -> None:
    """Let processes that are forked find the parsers of pages loaded: a first page takes each of them 0.6 s else."""
    if _method() == "fork" and any(suffix(one.path.name) in _PAGES for one in waiting):
        check(_PAGE, "page.html")


def _batches(waiting: Iterable[Found], seconds: float) -> Iterator[list[Found]]:
    """Part files into batches of at most :data:`BATCH` files and about ``seconds`` of expected work."""
    batch: list[Found] = []
    took = 0.0
    for one in waiting:
        if batch and (len(batch) == BATCH or took + cost(one) > seconds):
            yield batch
            batch, took = [], 0.0
        batch.append(one)
        took += cost(one)
    if batch:
        yield batch


def _quiet() -> None:
    """Let a signal end a reading process without a word: the program that started it says what there is to say."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    end_with_parent()


def _method() -> str:
    """Return how processes are started: fork is quick, but safe only on Linux and where nothing else is running."""
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
