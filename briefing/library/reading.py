"""Files become records: the part of indexing that runs on all cores, in processes of its own when there is much."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
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


def read_all(sources: Path, names: Sequence[str], *, cancelled: Callable[[], bool]) -> Iterator[Read]:
    """Read files by path below ``sources``; yield the records of each file, in batches, in any order.

    A file that is no source gives no records, one that cannot be read a refusal. Ends early when ``cancelled``.
    """
    batches = [names[i : i + BATCH] for i in range(0, len(names), BATCH)]
    if alone(len(names)):
        small = [names[i : i + 10] for i in range(0, len(names), 10)]
        yield from (read(sources, batch) for batch in small if not cancelled())
        return
    broken = yield from _in_processes(sources, batches, cancelled)
    for name in (name for batch in broken for name in batch):
        if not cancelled():
            yield [read_alone(sources, name)]


def alone(files: int) -> bool:
    """Whether so many files are read without other processes."""
    return files <= ALONE or (os.cpu_count() or 1) == 1


def _in_processes(
    sources: Path, batches: list[Sequence[str]], cancelled: Callable[[], bool]
) -> Generator[Read, None, list[Sequence[str]]]:
    """Yield what the processes read; return the batches during which one of them died."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from concurrent.futures.process import BrokenProcessPool

    waiting = batches[::-1]
    running: dict[Future[Read], Sequence[str]] = {}
    pool = processes()
    try:
        while (waiting or running) and not cancelled():
            while waiting and len(running) < _AHEAD * _workers():
                batch = waiting.pop()
                running[pool.submit(read, sources, batch)] = batch
            done, _ = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                del running[future]
                yield result
    except BrokenProcessPool:
        return [*running.values(), *waiting]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return []


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
    """Leave ctrl+c to the program that started this process, write nothing on its screen, collect no old garbage."""
    import gc
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    gc.freeze()
    gc.set_threshold(_GARBAGE)


def read_alone(sources: Path, name: str) -> tuple[str, list[Record]]:
    """Read one file in a process of its own; a file that kills it is refused."""
    from concurrent.futures.process import BrokenProcessPool

    with processes(1) as pool:
        try:
            return pool.submit(read, sources, [name]).result()[0]
        except BrokenProcessPool:
            return name, [refusal(name, "reading it crashed the reader: the file is damaged")]


def read(sources: Path, names: Sequence[str]) -> Read:
    """Read files by path below ``sources``; return the records of each."""
    from briefing.library.making import records  # with all the readers, which only the processes need

    return [(name, records(sources, name)) for name in names]
