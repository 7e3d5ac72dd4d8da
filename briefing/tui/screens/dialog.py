"""The base of the screens that lie over another one."""

from __future__ import annotations

from textual.screen import ModalScreen

from briefing.tui.screens.keyed import Keys, R

SLIM = 100
"""Columns below which a dialog leaves no margin."""

LOW = 24
"""Rows below which a form scrolls in all the height there is."""


class Dialog(Keys[R], ModalScreen[R]):
    """A screen over another one, which it covers from edge to edge on a narrow terminal."""

    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (SLIM, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LOW, "-high")]  # noqa: RUF012
