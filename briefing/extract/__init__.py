"""Text becomes findings: quotes, statements, speakers, figures; and the ledger of all figures of a desk.

The rules load when something is looked for, not when a finding that was kept is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.finding import TRIVIAL, Figure, Finding
from briefing.extract.version import VERSION
from briefing.lazy import exports

if TYPE_CHECKING:
    from briefing.extract.chain import RULES, Explanation, explain, find
    from briefing.extract.rule import Candidate, Rule

__all__ = ["RULES", "TRIVIAL", "VERSION", "Candidate", "Explanation", "Figure", "Finding", "Rule", "explain", "find"]

__getattr__ = exports(
    __name__,
    {
        "RULES": "chain",
        "Explanation": "chain",
        "explain": "chain",
        "find": "chain",
        "Candidate": "rule",
        "Rule": "rule",
    },
)
