"""Export: an edition becomes files for readers (Markdown, HTML, PDF) and for programs (JSON, CSL, BibTeX, W3C, CSV).

What stands in a source is data in all of them: it is cleaned of control and direction characters and escaped for the
format, and no template, stylesheet or link can come out of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.export.formats import FORMATS, Format, render
    from briefing.export.listing import TemplateInfo, templates
    from briefing.export.terminal import preview

__all__ = ["FORMATS", "Format", "TemplateInfo", "preview", "render", "templates"]

_PLACES = {
    "FORMATS": "formats",
    "Format": "formats",
    "render": "formats",
    "TemplateInfo": "listing",
    "templates": "listing",
    "preview": "terminal",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
