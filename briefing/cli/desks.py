"""``briefing init``."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.printing import counted, say


@click.command()
@click.argument("folder", metavar="DIR")
@click.option("--sample", is_flag=True, help="Put the sample sources into it.")
def init(folder: str, sample: bool) -> None:
    """Make a desk in DIR: a folder with sources/, pins/, briefs/, exports/ and desk.yaml."""
    from briefing.desk import Desk

    desk = Desk.init(Path(folder), sample=sample)
    count = sum(1 for path in (desk.root / "sources").rglob("*") if path.is_file() and path.suffix != ".yaml")
    say(f"{desk.root} is a desk with {counted(count, 'source')}.")
    if not count:
        say("Put documents into its sources/, or: " + f"briefing -C {folder} add FILE…")
    say(f"Open it: briefing {folder}")
