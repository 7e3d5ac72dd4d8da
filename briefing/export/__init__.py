"""Export: an edition becomes files for readers (Markdown, HTML, PDF) and for programs (JSON, CSL, BibTeX, W3C, CSV).

What stands in a source is data in all of them: it is cleaned of control and direction characters and escaped for the
format, and no template, stylesheet or link can come out of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.lazy import exports

if TYPE_CHECKING:
    from briefing.export.annotations import pins_w3c
    from briefing.export.formats import FORMATS, Format, render
    from briefing.export.interchange import SCHEMA
    from briefing.export.listing import TemplateInfo, templates
    from briefing.export.sections import Part, preview
    from briefing.export.sheets import ledger_csv, pins_csv
    from briefing.export.verify import PackProblem, PackReport, verify_pack

_PLACES = {
    "FORMATS": "formats",
    "SCHEMA": "interchange",
    "Format": "formats",
    "PackProblem": "verify",
    "PackReport": "verify",
    "Part": "sections",
    "TemplateInfo": "listing",
    "ledger_csv": "sheets",
    "pins_csv": "sheets",
    "pins_w3c": "annotations",
    "preview": "sections",
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
    "Part",
    "TemplateInfo",
    "ledger_csv",
    "pins_csv",
    "pins_w3c",
    "preview",
    "render",
    "templates",
    "verify_pack",
]

__getattr__ = exports(__name__, _PLACES)
