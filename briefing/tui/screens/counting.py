"""The number before a motion: 5j, 12n, 2].

The digits 1, 2 and 3 are ways to the panes too. One that leads nowhere counts and nothing else: that of the pane one
is in, every digit after 4 to 9, and all while selecting. One that leads to another pane does so at once, and counts as
well where the next key can only be meant so, for as long as it is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.tui.actions import Action

KEPT = 2.0
"""Seconds for which a digit that led to a pane is shown, and counts."""

TOGETHER = 1.0
"""Seconds between the digits of one number, where the first led to a pane: 1, a look at the sources, 2 is no 12."""

LONGEST = 6
"""Digits of a number; more are a cat on the keyboard."""

PANES = {"sources-pane": "sources", "reader-pane": "reader", "brief-pane": "brief"}
"""The actions that lead to panes."""

FINDINGS = frozenset({"next-finding", "previous-finding"})
"""Motions of the reader that every pane has."""

IN_TEXT = FINDINGS | {
    "word", "back", "word-end", "line-end", "sentence", "sentence-back", "paragraph", "paragraph-back", "left",
    "right", "next-match", "previous-match",
}  # fmt: skip
"""Motions that the reader alone has."""

MOTIONS = IN_TEXT | {"down", "up", "half-down", "half-up", "page-down", "page-up"}
"""All motions that a number repeats."""


@dataclass(slots=True)
class Count:
    """The digits typed so far.

    ``pane`` is where the first was typed; ``soft`` when it is the key of a pane; ``led`` when one led to another pane.
    """

    digits: str = ""
    pane: str = ""
    when: float = 0.0
    soft: bool = False
    led: bool = False
    shown: bool = False

    def digit(self, digit: str, action: Action | None, pane: str, when: float) -> bool:
        """Take a digit typed in ``pane`` at ``when`` seconds, where its key does ``action``; tell if it only counts."""
        target = PANES.get(action.id) if action is not None else None
        leads = target is not None and target != pane
        if self.soft and (self.led or leads) and when - self.when > TOGETHER:
            self.clear()
        if not self.digits:
            if digit == "0" or (action is not None and target is None):
                return False
            self.pane, self.soft = pane, target is not None
        leads = leads and self.soft
        self.led = self.led or leads
        self.digits, self.when, self.shown = (self.digits + digit)[-LONGEST:], when, True
        return not leads

    def clear(self) -> None:
        """Forget the digits."""
        self.digits, self.pane, self.soft, self.led, self.shown = "", "", False, False, False

    def fade(self, when: float) -> None:
        """Show digits that led to a pane no more, unless another was typed since ``when``."""
        if self.led and self.when == when:
            self.shown = False

    def taken(self, action: Action | None, when: float) -> tuple[int, str]:
        """Return how often to do ``action``, that of the key in ``pane``, and where; forget the digits.

        Where is empty when the key means what it means in the present pane.
        """
        digits, pane, led, fresh = self.digits, self.pane, self.led, when - self.when <= KEPT
        self.clear()
        if not led:
            return int(digits or 1), ""
        if not fresh or action is None or not _meant(action.id, pane, int(digits)):
            return 1, ""
        return int(digits), "reader" if action.id in FINDINGS else pane


def _meant(motion: str, pane: str, number: int) -> bool:
    """Tell whether a number whose first digit led away from ``pane`` is meant to count this motion."""
    if number > 9:
        return motion in MOTIONS
    if motion in FINDINGS:
        return number == 3 or (number == 2 and pane == "reader")
    return pane == "reader" and number > 1 and motion in IN_TEXT
