"""Saying of a text that it is written for its format already."""

from __future__ import annotations

from markupsafe import Markup


def trusted(text: str) -> Markup:
    """Return ``text`` as it is for the page. Only for what this program wrote, every part of it escaped before."""
    return Markup(text)  # noqa: S704 - the one place where this is said
