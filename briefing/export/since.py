"""The section "changes since": what an edition says anew, otherwise, or no more, and which figures moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.export.views import ChangeView

if TYPE_CHECKING:
    from briefing.briefs import Changes
    from briefing.briefs.changes import Difference


def changes(since: Changes) -> tuple[ChangeView, ...]:
    """Return the changes as lines, figures that moved first."""
    lines = [
        ChangeView("figure", moved.measures + _percent(moved.change), moved.before, moved.after)
        for moved in since.figures
    ]
    lines += [ChangeView("new", _placed(each, each.after)) for each in since.new]
    lines += [ChangeView("changed", each.section or each.what, each.before, each.after) for each in since.changed]
    lines += [ChangeView("withdrawn", _placed(each, each.before)) for each in since.withdrawn]
    return tuple(lines)


def _placed(each: Difference, words: str) -> str:
    return f"{each.section or each.what}: {words}"


def _percent(change: float | None) -> str:
    if change is None:
        return ""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f" ({sign}{abs(change):g} %)"
