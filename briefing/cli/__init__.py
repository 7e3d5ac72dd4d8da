"""The commands: thin faces of :class:`briefing.desk.Desk` that read words, call the desk and print its answer."""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> None:
    """Run ``briefing`` with ``argv`` (default: the process's) and leave with its exit code."""
    from briefing.cli.app import run

    raise SystemExit(run(argv))
