"""``briefing add`` and ``fetch``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from briefing.cli.app import Context, pass_context
from briefing.cli.printing import counted, note, say
from briefing.cli.progress import Bar
from briefing.cli.stopping import Stopping
from briefing.errors import BriefingError
from briefing.text import one_line

if TYPE_CHECKING:
    from briefing.ingest.add import Added


@click.command()
@click.argument("what", nargs=-1, required=True, metavar="WHAT…")
@click.option("--to", "to", default="", metavar="FOLDER", help="The folder below sources/ to put them in.")
@click.option("--allow-private", is_flag=True, help="Let URLs lead to private addresses.")
@pass_context
def add(context: Context, what: tuple[str, ...], to: str, allow_private: bool) -> int:
    """Add files, folders, URLs, feeds, or - for standard input. Nothing is overwritten."""
    from briefing.ingest.add import add as adding
    from briefing.ingest.opening import LIMIT

    desk = context.desk()
    stdin = sys.stdin.buffer.read(LIMIT + 1) if "-" in what else None
    with Stopping() as stopping, Bar("adding") as bar:
        results = adding(
            desk.files,
            what,
            to=to,
            stdin=stdin,
            allow_private=allow_private,
            progress=bar.update,
            workers=os.cpu_count() or 1,
            whole=stopping.whole,
        )
        return _report(results, bar)


@click.command()
@click.option("--allow-private", is_flag=True, help="Let feeds lead to private addresses.")
@pass_context
def fetch(context: Context, allow_private: bool) -> int:
    """Read the feeds of desk.yaml and add their new entries."""
    from briefing.ingest.add import fetch as fetching

    desk = context.desk()
    if not desk.settings.feeds:
        raise BriefingError("desk.yaml names no feeds: add lines '- https://…' under 'feeds:'")
    with Stopping() as stopping, Bar("fetching") as bar:
        results = fetching(
            desk.files,
            desk.settings.feeds,
            allow_private=allow_private,
            progress=bar.update,
            whole=stopping.whole,
        )
        return _report(results, bar)


def _report(results: Iterator[Added], bar: Bar) -> int:
    """Print what became of each; 0 when nothing was refused, 1 when some were, 2 when all were."""
    counts = {"added": 0, "present": 0, "refused": 0}
    try:
        for result in results:
            counts[result.outcome] += 1
            with bar.above():
                _tell(result)
    except (KeyboardInterrupt, OSError):
        with bar.above():
            note(f"stopped  {_told(counts)}; what was added is whole: add the same again to go on")
        raise
    with bar.above():
        say(_told(counts))
    if not counts["refused"]:
        return 0
    return 1 if counts["added"] or counts["present"] else 2


def _tell(result: Added) -> None:
    name = one_line(result.what)
    if result.outcome == "added":
        say(f"added    {one_line(result.id or name)}")
    elif result.outcome == "present":
        say(f"present  {name}" + (f": already there as {one_line(result.id)}" if result.id else ""))
    else:
        note(f"refused  {name}: {one_line(result.reason or 'no reason given')}")


def _told(counts: Mapping[str, int]) -> str:
    return f"{counted(counts['added'], 'source')} added, {counts['present']} already there, {counts['refused']} refused"
