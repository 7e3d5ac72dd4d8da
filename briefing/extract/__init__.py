"""Text becomes findings: quotes, statements, speakers, figures; and the ledger of all figures of a desk."""

from briefing.extract.chain import RULES, VERSION, Explanation, explain, find
from briefing.extract.finding import Figure, Finding
from briefing.extract.rule import Candidate, Rule

__all__ = ["RULES", "VERSION", "Candidate", "Explanation", "Figure", "Finding", "Rule", "explain", "find"]
