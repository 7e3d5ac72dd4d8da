"""``briefing check`` and ``diff``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from briefing.cli import shapes
from briefing.cli.app import Context, pass_context
from briefing.cli.printing import as_json, counted, say
from briefing.cli.reading import opened
from briefing.errors import BadBrief
from briefing.text import one_line

if TYPE_CHECKING:
    from briefing.briefs import Report
    from briefing.desk import Desk
    from briefing.pins import Resolution


@click.command()
@click.argument("brief", required=False)
@click.option("--strict", is_flag=True, help="Let warnings fail too.")
@click.option("--accept", metavar="ID", multiple=True, help="Anchor this pin to the words that stand there now.")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@pass_context
def check(context: Context, brief: str | None, strict: bool, accept: tuple[str, ...], json_: bool) -> int:
    """Resolve every pin and lint BRIEF; without BRIEF, every pin and every brief of the desk.

    BRIEF may be an evidence pack (a .zip that 'export --to pack' made): then its checksums and quotes are verified.
    """
    if brief and brief.endswith(".zip"):
        return _check_pack(Path(brief), json_)
    desk = opened(context)
    if accept:
        for pin in desk.accept(accept):
            if not json_:
                say(f"accepted  {pin.id}  {one_line(pin.exact)}")
    reports, unread = ([desk.check(brief)], []) if brief else _all_briefs(desk)
    loose = [] if brief else desk.resolve_all()
    unread += [] if brief else [str(error) for error in desk.pins.broken.values()]
    fine = not unread and all(report.passes(strict) for report in reports) and all(found.ok for found in loose)
    if json_:
        as_json(shapes.report(reports[0], strict=strict) if brief else _shape(reports, loose, unread, fine=fine))
    else:
        _print(reports, loose, unread, fine=fine)
    return 0 if fine else 1


def _all_briefs(desk: Desk) -> tuple[list[Report], list[str]]:
    """Check every brief; return the reports, and what is wrong with the files of briefs that cannot be read."""
    reports, unread = [], []
    for name in desk.briefs.names():
        try:
            reports.append(desk.check(name))
        except BadBrief as error:
            unread.append(str(error))
    return reports, unread


def _shape(reports: list[Report], loose: list[Resolution], unread: list[str], *, fine: bool) -> dict[str, Any]:
    """A check of the whole desk; files that cannot be read come first among the problems."""
    files = [shapes.unread(message) for message in unread]
    checked = [shapes.report(report, strict=False) for report in reports]
    return {
        "brief": None,
        "ok": fine,
        "pins": [shapes.resolution(found) for found in loose],
        "problems": files + [problem for shape in checked for problem in shape["problems"]],
    }


def _print(reports: list[Report], loose: list[Resolution], unread: list[str], *, fine: bool) -> None:
    told = set()
    for message in unread:
        say(f"error: {one_line(message)}  [unread-file]")
    for report in reports:
        for problem in report.problems:
            place = _place(report, problem.section, problem.item)
            say(f"{report.name}{place}: {problem.severity}: {one_line(problem.message)}  [{problem.code}]")
        for found in report.resolutions.values():
            _print_words(found)
            told.add(found.pin.id)
    for found in loose:
        if found.pin.id not in told and not found.ok:
            say(f"{found.pin.id}  {found.outcome}: {one_line(found.why)}  {one_line(found.pin.source)}")
            _print_words(found)
    _print_explanations(dict.fromkeys(problem.code for report in reports for problem in report.problems))
    pins = {id for report in reports for id in report.resolutions} | {found.pin.id for found in loose}
    good = "every pin resolves" if fine else "not all is well"
    say(f"{counted(len(pins), 'pin')}, {counted(len(reports), 'brief')}: {good}")


def _print_explanations(codes: Iterable[str]) -> None:
    """Print once what each kind of problem means and what to do."""
    from briefing.briefs import EXPLANATIONS

    for code in codes:
        say(f"[{code}] {EXPLANATIONS[code].why} {EXPLANATIONS[code].remedy}")


def _place(report: Report, section: int | None, item: int | None) -> str:
    if section is None or section >= len(report.brief.sections):
        return ""
    heading = one_line(report.brief.sections[section].heading)
    return f", {heading}" + (f", item {item + 1}" if item is not None else "")


def _print_words(found: Resolution) -> None:
    """Print the pinned words and what stands there now, when they differ."""
    if found.outcome == "changed" and found.text is not None:
        say(f"    - {one_line(found.pin.exact)}")
        say(f"    + {one_line(found.text)}")


def _check_pack(path: Path, json_: bool) -> int:
    from briefing.export import verify_pack

    verdict = verify_pack(path)
    if json_:
        as_json({"pack": str(path), "ok": verdict.ok, "problems": list(verdict.problems)})
    else:
        for problem in verdict.problems:
            say(f"{path.name}: {one_line(problem)}")
        say(f"{path.name}: " + ("every file and every quote is as exported" if verdict.ok else "not as exported"))
    return 0 if verdict.ok else 1


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--json", "json_", is_flag=True, help="Print JSON.")
@pass_context
def diff(context: Context, old: str, new: str, json_: bool) -> int:
    """Say what is new, changed and withdrawn in the brief NEW against OLD."""
    desk = opened(context)
    between = desk.diff(old, new)
    if json_:
        as_json(shapes.changes(between))
    else:
        for line in between.lines():
            say(one_line(line))
    return 0
