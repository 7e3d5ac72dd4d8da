"""``briefing list``, ``show``, ``search`` and ``figures``: what is on the desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from briefing.cli import shapes
from briefing.cli.app import Context, pass_context
from briefing.cli.printing import as_json, counted, metered, note, say, table
from briefing.errors import BriefingError, NothingFound
from briefing.text import one_line, visible

if TYPE_CHECKING:
    from briefing.desk import Desk
    from briefing.extract import Finding
    from briefing.extract.ledger import Group
    from briefing.ingest.source import Source
    from briefing.library import Changes, Entry


def opened(context: Context) -> Desk:
    """Open the desk and take in what changed in its folder."""
    desk = context.desk()
    tell_busy(metered("reading", lambda progress: desk.refresh(progress=progress)))
    return desk


def tell_busy(changes: Changes) -> None:
    """Say that what another program reads just now may be missing from the answer."""
    if changes.busy:
        note("briefing: another program is reading the folder: what it has not read yet is missing")


def tell_broken(desk: Desk) -> int:
    """Say which pin files could not be read, and why; return how many."""
    for error in desk.pins.broken.values():
        note(f"briefing: {one_line(str(error))}")
    return len(desk.pins.broken)


@click.command("list")
@click.option("--query", metavar="Q", help="Only sources that match, in the language of '/' in the workbench.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@pass_context
def list_(context: Context, query: str | None, json_: bool) -> int:
    """List the sources with their findings and pins; what could not be read stands last, with the reason."""
    desk = opened(context)
    entries = desk.library.surely(lambda: _with_findings(desk, query))
    pins = {source: len(kept) for source, kept in desk.pins_by_source().items()}
    tell_broken(desk)
    if json_:
        as_json([shapes.entry(entry, pins.get(entry.id, 0)) for entry in entries])
    else:
        _print_list(entries, pins)
        if not entries:
            note("no source matches" if query else "no source: put documents into sources/, or 'briefing add FILE…'")
    return 0 if entries else 1


def _with_findings(desk: Desk, query: str | None) -> list[Entry]:
    """Return the entries that match, as they are once the findings of all of them are known."""
    ids = [entry.id for entry in metered("finding", lambda progress: desk.matching(query, progress=progress))]
    metered("finding", lambda progress: desk.library.prefetch(ids, progress=progress))
    return [desk.library.entry(id) for id in ids]


def _print_list(entries: list[Entry], pins: dict[str, int]) -> None:
    read = [entry for entry in entries if entry.status == "ok"]
    head = [("source", "title", "publisher", "date", "quotes", "statements", "figures", "pins")]
    rows = [
        (e.id, e.title, e.publisher, (e.date or "")[:10], e.quotes, e.statements, e.figures, pins.get(e.id) or "")
        for e in read
    ]
    if rows:
        table([*head, *rows], right=(4, 5, 6, 7), widest=48)
    for entry in entries:
        if entry.status != "ok":
            say(f"{one_line(entry.id)}: not read: {one_line(entry.reason or 'no reason given')}")


@click.command()
@click.argument("sources", metavar="[SOURCE…]", nargs=-1)
@click.option("--json", "json_", is_flag=True, help="Print JSON, one object per source and line.")
@click.option("--explain", is_flag=True, help="Say which rule found what.")
@pass_context
def show(context: Context, sources: tuple[str, ...], json_: bool, explain: bool) -> int:
    """Show sources as read: metadata, text, furniture, findings. Without a SOURCE, all of them."""
    desk = opened(context)
    shown = 0
    ids = [desk.library.find(name).id for name in sources] or desk.library.surely(
        lambda: [entry.id for entry in desk.library.entries()]
    )
    metered("finding", lambda progress: desk.library.prefetch(ids, progress=progress))
    for id in ids:
        try:
            read, findings = desk.library.source(id), desk.library.findings(id)
        except BriefingError as error:
            note(f"briefing: {one_line(id)}: not read: {one_line(str(error))}")
            continue
        shown += 1
        if json_:
            as_json(shapes.source(read, findings))
        elif explain:
            _print_explanation(read)
        else:
            _print_source(read, findings)
    return 0 if shown else 1


def _print_source(read: Source, findings: tuple[Finding, ...]) -> None:
    meta = read.meta
    say(one_line(read.title))
    facts = (meta.publisher, meta.author, meta.date, meta.url, meta.marking, f"reliability {read.reliability}")
    say("  ".join(one_line(str(fact)) for fact in facts if fact))
    say()
    say(visible(read.text).rstrip())
    say()
    for found in findings:
        say(_line(found))
    say()


def _line(found: Finding) -> str:
    detail = f"{found.figure.kind}" if found.figure else (found.speaker or "speaker not said")
    return f"{found.n:>4}  {found.kind:<9}  {one_line(found.exact)}  [{one_line(detail)}]"


def _print_explanation(read: Source) -> None:
    from briefing.extract import explain

    say(one_line(read.id))
    rows = [(e.rule, f"{e.start}:{e.end}", e.what) for e in explain(read)]
    rows += [("furniture", f"{f.start}:{f.end}", f.reason) for f in read.furniture]
    table(rows, widest=100)
    say()


class _Searching(click.Command):
    """Takes what begins with one minus for a part of the query: a word to leave out."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse the arguments. A space before the minus keeps it from being read as an option."""
        return super().parse_args(ctx, [f" {arg}" if re.match(r"-[^-]", arg) and arg != "-h" else arg for arg in args])


@click.command(cls=_Searching)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many at most.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@pass_context
def search(context: Context, query: tuple[str, ...], limit: int, json_: bool) -> int:
    """Search the full text: words, "phrases", prefix*, AND, OR, NOT or -word, publisher:NAME."""
    desk = context.desk()
    text = " ".join(query).strip()
    tell_busy(metered("indexing", lambda progress: desk.library.ready(progress=progress)))
    hits = desk.library.search(text, limit=limit, thorough=True)
    if json_:
        as_json([shapes.hit(hit) for hit in hits])
        return 0 if hits else 1
    for hit in hits:
        facts = "  ".join(one_line(fact) for fact in (hit.publisher, hit.date) if fact)
        say(f"{one_line(hit.id)}  {one_line(hit.title or '')}  {facts}".rstrip())
        say(f"    {one_line(hit.snippet)}")
    if not hits:
        raise NothingFound(f"nothing matches {text!r}: try fewer words, or a prefix as in 'minist*'")
    return 0


@click.command()
@click.option("--query", metavar="Q", help="Only figures of sources that match.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.option("--csv", "csv_", is_flag=True, help="Print CSV, safe to open in a spreadsheet.")
@pass_context
def figures(context: Context, query: str | None, json_: bool, csv_: bool) -> int:
    """Show the ledger: figures of all sources that measure the same thing, conflicts first."""
    desk = opened(context)
    groups = metered("finding", lambda progress: desk.ledger(query, progress=progress))
    if json_:
        as_json([shapes.group(group) for group in groups])
    elif csv_:
        from briefing.export import ledger_csv

        print(ledger_csv(groups), end="")
    else:
        for group in groups:
            _print_group(group)
        if not groups:
            note("no figure on this desk" + (" matches" if query else ""))
    return 0 if groups else 1


CONFLICTS = {"conversion": "converted differently", "value": "values differ", None: ""}


def _print_group(group: Group) -> None:
    facts = [CONFLICTS[group.conflict], counted(group.origins, "independent origin")]
    say(f"{one_line(group.measures or 'unnamed')}  ({', '.join(f for f in facts if f)})")
    table(
        [
            (
                "  " + row.finding.exact,
                (row.finding.figure.qualifier if row.finding.figure else "") or "",
                row.speaker or "",
                row.publisher or row.source,
                (row.date or "")[:10],
            )
            for row in group.rows
        ],
        widest=40,
    )
    say()
