"""A desk: the folder an analyst works in. Opens every stage on it and joins them; both faces call only this.

Every method that changes files is one step of undo. Names of briefs are without folder and suffix; names of sources are
their path below ``sources/`` or any unique part of it; names of pins are ids.

Each stage of the way adds its part to the class: :mod:`folder <briefing.desk.folder>`, reading, assembling, pinning,
exporting.
"""

from __future__ import annotations

from briefing.desk.exporting import Exporting
from briefing.desk.folder import VARIABLE, Clock
from briefing.desk.pinning import Unpinned

__all__ = ["VARIABLE", "Clock", "Desk", "Unpinned"]


class Desk(Exporting):
    """One open desk."""
