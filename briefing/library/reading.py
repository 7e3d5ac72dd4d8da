"""Files become records: the part of indexing that runs on all cores, in processes of its own when there is much."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.library.record import Record, refusal

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing.context import BaseContext

BATCH = 100
"""Files handed to a process at once; handing over costs as much as reading a tenth of a file."""

ALONE = 150
"""Up to this many files are read without other processes: starting those takes about 0.2 s."""

_GARBAGE = 50_000
"""Objects after which a process looks for garbage: what reading a text leaves behind holds no cycles."""

_AHEAD = 10
"""Batches that wait for each process, so that none idles while the index commits: half a second, a batch is a tenth."""

Read = list[tuple[str, list[Record]]]


class Readers:
    """Reads files below ``sources``; when there are many, in processes that begin while others are still looked for."""

    def __init__(self, sources: Path, cancelled: Callable[[], bool]) -> None:
        """Nothing is started before there is much to read."""
        self.sources, self.cancelled = sources, cancelled
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[Future[Read], Sequence[str]] = {}
        self._begun = 0

    def begin(self, names: Iterable[str]) -> None:
        """Let processes read the first of ``names``, as far as they have room. :meth:`all` is given them again."""
        from concurrent.futures.process import BrokenProcessPool

        first = list(islice(names, self._begun, self._begun + self._room() * BATCH))
        for batch in _batches(first):
            if len(batch) == BATCH:
                with suppress(BrokenProcessPool):  # which comes up again when the others are handed over
                    self._submit(batch)
                    self._begun += BATCH

    def all(self, names: Sequence[str]) -> Iterator[Read]:
        """Read files by path, what was begun first; yield the records of each file, in batches, in any order.

        A file that is no source gives no records, one that cannot be read a refusal. Ends early when ``cancelled``.
        """
        if alone(len(names)):
            yield from self._here(names)
            return
        waiting = _batches(names[self._begun :])[::-1]
        while (waiting or self._running) and not self.cancelled():
            met = yield from self._in_processes(waiting)
            if met and not _start():  # it was none of the files
                yield from self._here([name for batch in (*met, *waiting) for name in batch])
                return
            for batch in met:
                yield from self._apart(batch)

    def _here(self, names: Sequence[str]) -> Iterator[Read]:
        """Read files in this process, a few at a time."""
        few = [names[i : i + 10] for i in range(0, len(names), 10)]
        yield from (read(self.sources, batch) for batch in few if not self.cancelled())

    def _in_processes(self, waiting: list[Sequence[str]]) -> Generator[Read, None, list[Sequence[str]]]:
        """Yield what the processes read, the last first, until all is read or one of them dies.

        What it dies of is among the batches that are returned; those behind them go on waiting.
        """
        from concurrent.futures import FIRST_COMPLETED, wait
        from concurrent.futures.process import BrokenProcessPool

        try:
            while (waiting or self._running) and not self.cancelled():
                while waiting and self._room():
                    self._submit(waiting[-1])
                    waiting.pop()
                done, _ = wait(self._running, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in done:
                    result = future.result()
                    del self._running[future]
                    yield result
        except BrokenProcessPool:
            return list(self._running.values()) or [waiting.pop()]
        finally:
            self.close()
            self._running.clear()
        return []

    def _apart(self, names: Sequence[str]) -> Iterator[Read]:
        """Read files in a process of their own; where it dies, each half of them, down to the file that it dies of."""
        if self.cancelled():
            return
        found = read_apart(self.sources, names)
        if found is not None:
            yield found
        elif len(names) == 1:
            yield [(names[0], [refusal(names[0], "reading it crashed the reader: the file is damaged")])]
        else:
            yield from self._apart(names[: len(names) // 2])
            yield from self._apart(names[len(names) // 2 :])

    def _room(self) -> int:
        return max(0, _AHEAD * _workers() - len(self._running))

    def _submit(self, batch: Sequence[str]) -> None:
        from concurrent.futures.process import BrokenProcessPool

        try:
            self._pool = self._pool or processes()
            self._running[self._pool.submit(read, self.sources, batch)] = batch
        except _NOT_STARTED as error:
            raise BrokenProcessPool(str(error)) from error

    def close(self) -> None:
        """Stop reading. Processes that have nothing to do end by themselves, while the index takes in the last."""
        if self._pool is not None:
            self._pool.shutdown(wait=bool(self._running), cancel_futures=True)
            self._pool = None


def _batches(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[i : i + BATCH] for i in range(0, len(names), BATCH)]


def alone(files: int) -> bool:
    """Whether so many files are read without other processes."""
    return files <= ALONE or (os.cpu_count() or 1) == 1


def _workers() -> int:
    return min(os.cpu_count() or 1, 8)


def processes(workers: int | None = None) -> ProcessPoolExecutor:
    """Return a pool of reading processes."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers or _workers(), mp_context=prepare(), initializer=_quiet)


def prepare() -> BaseContext:
    """Let what :func:`processes` starts processes from be loaded on another core, and return it.

    They are started fresh (forkserver, or spawn where there is none), not forked: the workbench has threads, and a fork
    would copy their locks in whatever state they are.
    """
    import multiprocessing

    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload([__name__, "briefing.library.making", "briefing.ingest.text"])
        _start_server()
    return context


def _start_server() -> None:
    """Start what starts the processes, with the real standard error.

    The workbench puts an object in its place whose ``fileno()`` is -1, and handing that on fails.
    """
    from contextlib import redirect_stderr
    from multiprocessing import forkserver, resource_tracker

    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
        forkserver.ensure_running()


def _quiet() -> None:
    """Leave ctrl+c to the program that started this process, and end with it; write nothing on its screen, collect no
    old garbage.
    """
    import gc
    import signal
    import threading

    threading.Thread(target=_end_with_parent, name="parent", daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def _end_with_parent() -> None:
    """End this process when the program that started it was killed: it would wait for work for ever, since it holds
    the other end of what that comes by, and so would the process that it was forked from.

    That one is its parent to the system, so that :func:`briefing.ingest.child_main.end_with_parent` would see nothing.
    """
    from multiprocessing import parent_process

    if (program := parent_process()) is not None:
        program.join()
        os._exit(1)


_NOT_STARTED = (OSError, EOFError, RuntimeError)
"""What says that a process could not be started: there are too many, or this program is run in an unusual way."""


def _start() -> bool:
    """Return whether processes can be started at all."""
    try:
        with processes(1) as pool:
            return pool.submit(os.getpid).result() > 0
    except _NOT_STARTED:
        return False


def read_apart(sources: Path, names: Sequence[str]) -> Read | None:
    """Read files in a process of their own; return None when it dies of one of them."""
    from concurrent.futures.process import BrokenProcessPool

    with processes(1) as pool:
        try:
            return pool.submit(read, sources, names).result()
        except BrokenProcessPool:
            return None


def read(sources: Path, names: Sequence[str]) -> Read:
    """Read files by path below ``sources``; return the records of each."""
    from briefing.library.making import records  # with all the readers, which only the processes need

    return list(records(sources, names))
