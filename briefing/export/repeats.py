"""What a template's macros wrote for the same things before, with the places of notes left open.

While a brief is written, its preview is exported at every key, and all but one of its blocks are what they were.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import Markup

from briefing.export.markup import trusted
from briefing.export.prose import SHORT
from briefing.export.views import PinView

OPEN = "\ufdd0"
"""Stands for the label of a note until it is counted: a noncharacter, which no text of an export holds."""


class Use(NamedTuple):
    """One use of a pin that is to be noted; ``shown`` says that its words stand in the text."""

    pin: PinView
    shown: bool


class Written(NamedTuple):
    """Text around the labels of the notes on ``uses``, which it has one more part than."""

    parts: list[str]
    uses: list[Use]

    def noted(self, label: Callable[[PinView, bool], str]) -> Markup:
        """Return the text with its notes counted."""
        found = [self.parts[0]]
        for part, use in zip(self.parts[1:], self.uses, strict=True):
            found += (label(use.pin, use.shown), part)
        return trusted("".join(found))

    @property
    def short(self) -> bool:
        """Whether it is worth keeping: of a long text, which is typed in, every version would be kept."""
        return sum(map(len, self.parts)) <= SHORT


def key_of(macro: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """Return what a macro is called and what it is given."""
    return (macro.name, arguments, *sorted(named.items()))
