"""Briefs: the model, its two forms, the store, every edit, the checks and the editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.briefs import operations
from briefing.briefs.brief import Brief, BriefForm, Item, Judgement, PinItem, Section, Text
from briefing.briefs.refs import in_prose, references
from briefing.lazy import exports

if TYPE_CHECKING:
    from briefing.briefs.changes import Changes, Difference, Moved, diff
    from briefing.briefs.checking import check
    from briefing.briefs.drafting import draft
    from briefing.briefs.editions import edition
    from briefing.briefs.explanations import EXPLANATIONS
    from briefing.briefs.markdown_form import to_markdown
    from briefing.briefs.markdown_read import from_markdown
    from briefing.briefs.report import Edition, Evidence, Problem, Report
    from briefing.briefs.store import BriefStore
    from briefing.briefs.yaml_form import from_yaml, to_yaml

_PLACES = {
    **dict.fromkeys(("Changes", "Difference", "Moved", "diff"), "changes"),
    **dict.fromkeys(("Edition", "Evidence", "Problem", "Report"), "report"),
    **dict.fromkeys(("from_yaml", "to_yaml"), "yaml_form"),
    "BriefStore": "store",
    "check": "checking",
    "draft": "drafting",
    "edition": "editions",
    "EXPLANATIONS": "explanations",
    "from_markdown": "markdown_read",
    "to_markdown": "markdown_form",
}

__all__ = [
    "EXPLANATIONS",
    "Brief",
    "BriefForm",
    "BriefStore",
    "Changes",
    "Difference",
    "Edition",
    "Evidence",
    "Item",
    "Judgement",
    "Moved",
    "PinItem",
    "Problem",
    "Report",
    "Section",
    "Text",
    "check",
    "diff",
    "draft",
    "edition",
    "from_markdown",
    "from_yaml",
    "in_prose",
    "operations",
    "references",
    "to_markdown",
    "to_yaml",
]

# most of a session needs only the model
__getattr__ = exports(__name__, _PLACES)
