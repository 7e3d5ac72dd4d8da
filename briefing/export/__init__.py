"""Export: an edition becomes files for readers (Markdown, HTML, PDF) and for programs (JSON, CSL, BibTeX, W3C, CSV).

What stands in a source is data in all of them: it is cleaned of control and direction characters and escaped for the
format, and no template, stylesheet or link can come out of it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.export.annotations import pins_w3c
    from briefing.export.formats import FORMATS, Format, render
    from briefing.export.interchange import SCHEMA
    from briefing.export.listing import TemplateInfo, templates
    from briefing.export.sheets import ledger_csv, pins_csv
    from briefing.export.terminal import preview
    from briefing.export.verify import PackProblem, PackReport, verify_pack

_PLACES = {
    "FORMATS": "formats",
    "SCHEMA": "interchange",
    "Format": "formats",
    "PackProblem": "verify",
    "PackReport": "verify",
    "TemplateInfo": "listing",
    "ledger_csv": "sheets",
    "pins_csv": "sheets",
    "pins_w3c": "annotations",
    "preview": "terminal",
    "render": "formats",
    "templates": "listing",
    "verify_pack": "verify",
}

__all__ = [
    "FORMATS",
    "SCHEMA",
    "Format",
    "PackProblem",
    "PackReport",
    "TemplateInfo",
    "ledger_csv",
    "pins_csv",
    "pins_w3c",
    "preview",
    "render",
    "templates",
    "verify_pack",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
