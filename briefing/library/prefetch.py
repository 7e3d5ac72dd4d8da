"""Computing findings ahead of the reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from briefing.library.catalogue import Catalogue
from briefing.library.entry import Progress
from briefing.library.findings import Findings, Row, row
from briefing.library.record import findings_key

ALONE = 40
"""Up to so many sources the findings are computed here; starting other processes takes as long."""

_BATCH = 20


def compute(
    catalogue: Catalogue,
    findings: Findings,
    sources: Path,
    ids: Iterable[str],
    *,
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Compute and keep the findings of those ``ids`` for which the catalogue has none."""
    stop = cancelled or (lambda: False)
    files = _unknown(catalogue, findings, ids)
    batches = [files[i : i + _BATCH] for i in range(0, len(files), _BATCH)]
    done = 0

    def keep(rows: Sequence[Row], files: int) -> None:
        nonlocal done
        findings.put(rows)
        done += files
        if progress:
            progress(Progress("finding", done, total))

    total = len(files)
    if total > ALONE:
        _in_processes(sources, batches, keep, stop)
        return
    for file in files:
        if stop():
            return
        keep(find_in(sources, [file]), 1)


def _unknown(catalogue: Catalogue, findings: Findings, ids: Iterable[str]) -> list[str]:
    """Return the files of those sources whose findings are not known."""
    sql = (
        "select e.key, g.path || f.name from entry e join file f on f.id = e.file join folder g on g.id = f.folder"
        " where e.refused is null and e.name in (*)"
    )
    keys = catalogue.among(sql, set(ids))
    known = findings.known([key for key, _ in keys])
    return sorted({file for key, file in keys if key not in known})


def _in_processes(
    sources: Path,
    batches: Sequence[Sequence[str]],
    keep: Callable[[Sequence[Row], int], None],
    stop: Callable[[], bool],
) -> None:
    from briefing.library.reading import processes

    pool = processes()
    try:
        running: dict[Future[list[Row]], int] = {pool.submit(find_in, sources, b): len(b) for b in batches}
        for future in as_completed(running):
            if stop():
                break
            keep(future.result(), running[future])
    except BrokenProcessPool:  # a file that kills its reader: the rest is computed when it is asked for
        return
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def find_in(sources: Path, files: Sequence[str]) -> list[Row]:
    """Return the rows of findings of all sources in files; what cannot be read gives none."""
    from briefing.extract import find
    from briefing.ingest import read_file

    rows = []
    for file in files:
        try:
            rows += [row(findings_key(source), find(source)) for source in read_file(sources / file, id=file)]
        except Exception:  # noqa: BLE001, S112 - it is raised where this source is asked for; the others are computed
            continue
    return rows
