"""Computing findings ahead of the reader."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefing.errors import BriefingError
from briefing.library.catalogue import Catalogue, Lost
from briefing.library.entry import Progress
from briefing.library.findings import Findings, Row, row
from briefing.library.record import findings_key

ALONE = 1_000_000
"""Up to so many bytes of sources the findings are computed here; starting other processes takes about as long."""

_BATCH = 100_000
"""Bytes handed to a process at once: a fifth of a second, so that the progress moves and cancelling is heard."""


def compute(
    catalogue: Catalogue,
    findings: Findings,
    sources: Path,
    ids: Iterable[str],
    *,
    here: Callable[[str], object],
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Compute and keep the findings of those ``ids`` for which the catalogue has none.

    ``here`` computes and keeps those of one source in this process; what it raises as ``BriefingError`` is passed over.
    """
    stop = cancelled or (lambda: False)
    asked = set(ids)
    unknown = _unknown(catalogue, findings, asked)
    files = {file: size for _, file, size in unknown}
    done, total = 0, len(unknown)

    def tell(more: int) -> None:
        nonlocal done
        done += more
        if progress:
            progress(Progress("finding", min(done, total), total))

    if sum(files.values()) > ALONE and len(files) > 1:
        for rows in _in_processes(sources, _batches(files), stop):
            findings.put(rows)
            tell(len(rows))
        if done < total:  # stopped, or a process died, or could not read something
            return
        unknown = _unknown(catalogue, findings, asked)  # what is kept otherwise than it was read now
    for id, _, _ in unknown:
        if stop():
            return
        try:
            here(id)
        except Lost:
            raise
        except BriefingError:  # it is raised where this source is asked for
            pass
        tell(1)


def _unknown(catalogue: Catalogue, findings: Findings, ids: Collection[str]) -> list[tuple[str, str, int]]:
    """Return those sources whose findings are not known: id, file, and the file's size in bytes."""
    sql = (
        "select e.key, e.name, g.path || f.name, e.size from entry e join file f on f.id = e.file"
        " join folder g on g.id = f.folder where e.refused is null and e.name in (*)"
    )
    kept = catalogue.among(sql, ids)
    known = findings.known([key for key, *_ in kept])
    return sorted((id, file, size) for key, id, file, size in kept if key not in known)


def _batches(files: Mapping[str, int]) -> list[list[str]]:
    """Part files into batches of about :data:`_BATCH` bytes."""
    batches: list[list[str]] = [[]]
    size = 0
    for file, more in files.items():
        if batches[-1] and size + more > _BATCH:
            batches.append([])
            size = 0
        batches[-1].append(file)
        size += more
    return batches


def _in_processes(sources: Path, batches: Sequence[Sequence[str]], stop: Callable[[], bool]) -> Iterator[Sequence[Row]]:
    """Yield the findings of each batch of files as it is done."""
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    from briefing.library.reading import processes

    pool = processes()
    try:
        for future in as_completed([pool.submit(find_in, sources, batch) for batch in batches]):
            if stop():
                break
            yield future.result()
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
