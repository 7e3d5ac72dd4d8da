"""Rules that find figures."""

from __future__ import annotations

from briefing.extract.rule import Rule

RULES: tuple[Rule, ...] = ()
