"""``briefing brief new``, ``draft`` and ``convert``."""

from __future__ import annotations

import datetime as dt

import click

from briefing.cli.app import Context, pass_context
from briefing.cli.printing import counted, say
from briefing.cli.reading import opened

FORMS = click.Choice(("yaml", "md"))


def _day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Take a day in ISO 8601."""
    if value is None:
        return None
    try:
        return dt.date.fromisoformat(value).isoformat()
    except ValueError:
        raise click.BadParameter(f"{value!r} is not a day: write it as 2025-06-28") from None


@click.group(no_args_is_help=False)
def brief() -> None:
    """Make, draft or convert a brief."""


@brief.command()
@click.argument("name")
@click.option("--template", metavar="T", help="How it is laid out.  [default: the desk's, or daily]")
@click.option("--form", type=FORMS, default="yaml", show_default=True, help="The form of the file.")
@click.option("--date", metavar="D", callback=_day, help="The day it is for.  [default: today]")
@pass_context
def new(context: Context, name: str, template: str | None, form: str, date: str | None) -> None:
    """Make the empty brief NAME."""
    desk = context.desk()
    made = desk.new_brief(name, template=template, form="md" if form == "md" else "yaml", date=date)
    say(desk.briefs.path(made))


@brief.command()
@click.argument("name")
@click.option("--template", metavar="T", help="How it is laid out.  [default: the desk's, or daily]")
@click.option("--date", metavar="D", callback=_day, help="The day it is for.  [default: today]")
@click.option("--query", metavar="Q", help="Only sources that match, in the language of '/' in the workbench.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing on success.")
@pass_context
def draft(context: Context, name: str, template: str | None, date: str | None, query: str | None, quiet: bool) -> None:
    """Make the brief NAME, filled with the desk's best findings, ready to cut down."""
    desk = opened(context)
    made = desk.draft_brief(name, template=template, date=date, query=query)
    if quiet:
        return
    drafted = desk.brief(made)
    items = sum(1 for _ in drafted.items())
    say(f"{desk.briefs.path(made)}: {counted(items, 'item')} in {counted(len(drafted.sections), 'section')}")


@brief.command()
@click.argument("name")
@click.option("--form", type=FORMS, required=True, help="The form to write it in.")
@pass_context
def convert(context: Context, name: str, form: str) -> None:
    """Write the brief NAME in the other form; nothing is lost."""
    say(context.desk().convert_brief(name, "md" if form == "md" else "yaml"))
