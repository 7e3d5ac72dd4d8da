"""An edition: a checked brief with everything an export needs of its pins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.briefs.report import Edition, Evidence, Report
from briefing.extract.finding import Finding
from briefing.ingest.source import Source
from briefing.pins.pin import Pin

if TYPE_CHECKING:
    from briefing.briefs.changes import Changes
    from briefing.extract.ledger import Group


def edition(
    report: Report,
    *,
    pins: Mapping[str, Pin],
    source: Callable[[str], Source | None],
    findings: Callable[[str], Sequence[Finding]] = lambda _: (),
    group: Callable[[Iterable[tuple[Source, Sequence[Finding]]]], list[Group]] | None = None,
    draft: bool = False,
    since: Changes | None = None,
) -> Edition:
    """Return the edition of a checked brief: its pins' evidence in the order of use, and the ledger's groups of its
    figures, for which ``findings`` gives what was found in a source and ``group`` makes groups of figures."""
    named = dict.fromkeys(pin.source for id in report.resolutions if (pin := pins.get(id)))
    read = {id: source(id) for id in named}
    evidence = {id: Evidence(found.pin, found, read.get(found.pin.source)) for id, found in report.resolutions.items()}
    return Edition(
        name=report.name,
        brief=report.brief,
        report=report,
        evidence=MappingProxyType(evidence),
        groups=_groups(evidence, findings, group),
        draft=draft,
        since=since,
    )


def _groups(
    evidence: Mapping[str, Evidence],
    findings: Callable[[str], Sequence[Finding]],
    group: Callable[[Iterable[tuple[Source, Sequence[Finding]]]], list[Group]] | None,
) -> tuple[Group, ...]:
    """Return the groups of the ledger, over the sources of the brief, that hold a figure pinned in it."""
    pinned = {
        (each.pin.source, each.resolution.start, each.resolution.end)
        for each in evidence.values()
        if each.pin.kind == "figure" and each.resolution.ok
    }
    if not pinned:
        return ()
    from briefing.extract.ledger import ledger

    sources = {each.source.id: each.source for each in evidence.values() if each.source is not None}
    # in an order of their own, so that moving an item in the brief moves nothing in the ledger
    groups = (group or ledger)((sources[id], findings(id)) for id in sorted(sources))
    return tuple(
        each for each in groups if any((row.source, row.finding.start, row.finding.end) in pinned for row in each.rows)
    )
