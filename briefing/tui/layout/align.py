"""Amounts below each other, with their numbers aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.tui.layout.cells import clip, fit, width

_WHOLE = re.compile(r"\d+(?:[,' \u00a0\u202f]\d{3})*")
"""The whole part of a number; what stands before it is a currency, what follows decimals, scale and unit."""


def split(amount: str) -> tuple[str, str]:
    """Return an amount up to the end of its number's whole part, and the rest; one in words counts as whole."""
    found = _WHOLE.search(amount)
    return (amount[: found.end()], amount[found.end() :]) if found else (amount, "")


def aligned(amounts: Sequence[str], cells: int) -> list[str]:
    """Return the amounts, equally wide, the ones of their numbers below each other.

    They take ``cells`` at most; where that is not enough, they stand at the right edge and are clipped.
    """
    parts = [split(amount) for amount in amounts]
    before = max((width(left) for left, _ in parts), default=0)
    after = max((width(right) for _, right in parts), default=0)
    if before + after > cells:
        widest = min(max((width(amount) for amount in amounts), default=0), cells)
        return [fit(amount, widest, right=True) for amount in amounts]
    return [" " * (before - width(left)) + clip(left, before) + fit(right, after) for left, right in parts]
