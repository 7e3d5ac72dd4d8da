"""The sources of a desk: what changed, index, search, same-story groups."""

from __future__ import annotations

from briefing.library.entry import Changes, Entry, Hit, Progress
from briefing.library.library import Library

__all__ = ["Changes", "Entry", "Hit", "Library", "Progress"]
