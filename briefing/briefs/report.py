"""What a check says, and what an export is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from briefing.briefs.brief import Brief
from briefing.ingest.source import Source
from briefing.pins.pin import Pin
from briefing.pins.resolve import Resolution

if TYPE_CHECKING:
    from briefing.briefs.changes import Changes
    from briefing.extract.ledger import Group

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: ``code`` names the rule, ``rule`` cites where it comes from.

    ``section`` and ``item`` are indexes from 0 of where it is, None for the whole brief; ``pin`` is what it is about.
    """

    code: str
    severity: Severity
    message: str
    section: int | None = None
    item: int | None = None
    pin: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A brief, checked: what became of each pin it names (in the order of use), and all that is wrong."""

    name: str
    brief: Brief
    resolutions: Mapping[str, Resolution]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether there is no error."""
        return self.passes(strict=False)

    def passes(self, strict: bool) -> bool:
        """Say whether the brief can be exported; ``strict`` lets warnings stand in the way too."""
        return not any(strict or problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pin, what became of it, and its source (None when that is gone)."""

    pin: Pin
    resolution: Resolution
    source: Source | None


@dataclass(frozen=True, slots=True)
class Edition:
    """All that an export needs: the brief as checked, and behind each pin it names the evidence.

    ``groups`` are the ledger's groups of the figures pinned in the brief; ``since`` is what changed since another
    edition, when that was asked for. A draft may hold pins that do not resolve.
    """

    name: str
    brief: Brief
    report: Report
    evidence: Mapping[str, Evidence]
    groups: tuple[Group, ...] = ()
    draft: bool = False
    since: Changes | None = None
