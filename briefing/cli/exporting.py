"""``briefing export`` and ``templates``."""

from __future__ import annotations

from pathlib import Path

import click

from briefing.cli.app import Context, pass_context
from briefing.cli.printing import say, table
from briefing.cli.reading import opened


@click.command()
@click.argument("brief")
@click.option(
    "--to",
    metavar="FORMATS",
    help="md, html, pdf, json, csl, bib, pack, with commas between.  [default: the desk's, or md,html]",
)
@click.option(
    "-o", "--output", metavar="PATH", type=click.Path(path_type=Path), help="A folder, or the file for one format."
)
@click.option("--template", metavar="T", help="Lay it out with this template instead of the brief's own.")
@click.option("--since", metavar="BRIEF", help="Add what changed since this brief.")
@click.option("--draft", is_flag=True, help="Export whatever the checks say, with DRAFT on every page.")
@click.option("--strict", is_flag=True, help="Let warnings stop it too.")
@click.option("--open", "open_", is_flag=True, help="Open what was exported.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing on success.")
@pass_context
def export(
    context: Context,
    brief: str,
    to: str | None,
    output: Path | None,
    template: str | None,
    since: str | None,
    draft: bool,
    strict: bool,
    open_: bool,
    quiet: bool,
) -> None:
    """Export BRIEF, provided that every pin still resolves to the very characters of its source."""
    desk = opened(context)
    formats = desk.settings.export if to is None else tuple(dict.fromkeys(filter(None, map(str.strip, to.split(",")))))
    if not formats:
        raise click.UsageError("--to needs a format, as in --to md,html")
    written = desk.export(brief, formats, out=output, draft=draft, strict=strict, template=template, since=since)
    for path in written:
        if not quiet:
            say(str(path))
    if open_:
        click.launch(str(written[-1]))


@click.command()
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@pass_context
def templates(context: Context, json_: bool) -> None:
    """List the templates, what each is for, and where it comes from."""
    from briefing.cli.printing import as_json
    from briefing.errors import NotADesk
    from briefing.export import templates as known
    from briefing.resources import folder

    try:
        folders = context.desk().templates
    except NotADesk:
        folders = [folder("templates")]
    infos = known(folders)
    if json_:
        as_json([{"name": t.name, "purpose": t.purpose, "origin": t.origin} for t in infos])
    else:
        table([(t.name, t.purpose, t.origin) for t in infos], widest=90)
