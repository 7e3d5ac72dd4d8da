"""``briefing pin``, ``unpin`` and ``pins``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli import shapes
from briefing.cli.app import Context, pass_context
from briefing.cli.printing import as_json, note, say, table
from briefing.cli.reading import opened, tell_broken
from briefing.errors import BriefingError, NothingFound
from briefing.text import one_line

if TYPE_CHECKING:
    from briefing.ingest.source import Source

KINDS = ("quote", "statement", "figure", "passage")


@click.command()
@click.argument("source")
@click.option("--finding", type=int, metavar="N", help="Pin the finding with this number.")
@click.option("--exact", metavar="TEXT", help="Pin these very words.")
@click.option("--nth", type=click.IntRange(1), metavar="N", help="With --exact: the N-th place where they stand.")
@click.option("--span", metavar="START:END", help="Pin these characters of the text, END excluded.")
@click.option("--kind", type=click.Choice(KINDS), help="What it is.  [default: the finding's kind, or passage]")
@click.option("--speaker", metavar="S", help="Who said it.")
@click.option("--section", metavar="H", help="The section of the brief it goes to.")
@click.option("--note", "note_", metavar="T", help="A note for yourself.")
@click.option("--brief", metavar="B", help="Put it into this brief too, which is made when it is not there.")
@click.option("--json", "json_", is_flag=True, help="Print the pin as JSON.")
@pass_context
def pin(
    context: Context,
    source: str,
    finding: int | None,
    exact: str | None,
    nth: int | None,
    span: str | None,
    kind: str | None,
    speaker: str | None,
    section: str | None,
    note_: str | None,
    brief: str | None,
    json_: bool,
) -> None:
    """Pin a finding or a span of SOURCE. Pinning the same twice is one pin."""
    if sum(given is not None for given in (finding, exact, span)) != 1:
        raise click.UsageError("say what to pin with one of --finding N, --exact TEXT, --span START:END")
    if nth is not None and exact is None:
        raise click.UsageError("--nth goes with --exact")
    desk = opened(context)
    chars = _span(span) if span is not None else None
    if exact is not None:
        chars = _place(desk.source(source), exact, nth)
    kept = desk.pin(
        source,
        finding=finding,
        span=chars,
        kind=kind,  # type: ignore[arg-type]  # click.Choice has made it one of KINDS
        brief=brief,
        speaker=speaker,
        section=section,
        note=note_,
    )
    if json_:
        as_json(shapes.pin(kept, briefs=desk.used_in(kept.id)))
    else:
        say(f"{kept.id}  {one_line(kept.exact)}")


def _span(text: str) -> tuple[int, int]:
    start, colon, end = text.partition(":")
    if not (colon and start.isdecimal() and end.isdecimal()):
        raise click.UsageError(f"--span takes START:END, two numbers, not {text!r}")
    return int(start), int(end)


def _place(source: Source, exact: str, nth: int | None) -> tuple[int, int]:
    """Return where ``exact`` stands; overlapping places count."""
    from briefing.pins.near import occurrences

    if not exact:
        raise click.UsageError("--exact needs some text")
    starts = list(occurrences(source.text, exact))
    if not starts:
        raise NothingFound(f"{source.id} does not hold {exact!r}: 'briefing show {source.id}' prints its text")
    if nth is None and len(starts) > 1:
        raise BriefingError(
            f"{exact!r} stands {len(starts)} times in {source.id}: choose one with --nth 1 to {len(starts)}"
        )
    if (nth or 1) > len(starts):
        raise NothingFound(f"{exact!r} stands only {len(starts)} times in {source.id}")
    start = starts[(nth or 1) - 1]
    return start, start + len(exact)


@click.command()
@click.argument("id")
@pass_context
def unpin(context: Context, id: str) -> None:
    """Take the pin ID away, and out of the briefs that show it as a block."""
    undone = context.desk().unpin(id)
    say(f"{undone.pin.id}  {one_line(undone.pin.exact)}")
    if undone.briefs:
        note(f"taken out of {', '.join(undone.briefs)}")
    if undone.prose:
        note(f"still named in the text of {', '.join(undone.prose)}: 'briefing check' shows where")


@click.command()
@click.option("--source", metavar="S", help="Only pins of this source.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@click.option("--format", "format_", type=click.Choice(("w3c", "csv")), help="Print Web Annotations or CSV.")
@pass_context
def pins(context: Context, source: str | None, json_: bool, format_: str | None) -> int:
    """List the pins. Files of pins that cannot be read are named, and the answer is then 2."""
    desk = opened(context) if source or format_ else context.desk()
    kept = desk.pins.of(desk.library.find(source).id) if source else desk.pins.all()
    if format_:
        from briefing import export

        pairs = [(pin, desk.source_or_none(pin.source)) for pin in kept]
        print((export.pins_w3c if format_ == "w3c" else export.pins_csv)(pairs), end="")
    elif json_:
        uses = desk.uses()
        as_json([shapes.pin(pin, briefs=uses.get(pin.id, ())) for pin in kept])
    elif kept:
        table([(pin.id, pin.kind, pin.exact, pin.speaker, pin.source) for pin in kept])
    elif not desk.pins.broken:
        note("no pin yet: 'briefing pin SOURCE --finding N' makes one")
    return 2 if tell_broken(desk) else 0 if kept else 1
