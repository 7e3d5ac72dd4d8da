"""The formats of an export, and the one function that makes any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.briefs import Edition

Original = Callable[[str], bytes]
"""Gives the bytes of a source's file by the source's id. May raise ``BriefingError`` when the file is gone."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name on the command line, the suffix of its file, what people call it, and its media type."""

    name: str
    suffix: str
    label: str
    media_type: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        f.name: f
        for f in (
            Format("md", ".md", "Markdown", "text/markdown; charset=utf-8"),
            Format("html", ".html", "web page", "text/html; charset=utf-8"),
            Format("pdf", ".pdf", "PDF", "application/pdf"),
            Format("json", ".json", "JSON", "application/json"),
            Format("csl", ".csl.json", "citations, CSL-JSON", "application/vnd.citationstyles.csl+json"),
            Format("bib", ".bib", "citations, BibTeX", "application/x-bibtex"),
            Format("pack", ".zip", "evidence pack", "application/zip"),
        )
    }
)


def render(
    edition: Edition,
    format: str,
    *,
    templates: Sequence[Path] = (),
    original: Original | None = None,
) -> bytes:
    """Return ``edition`` as the bytes of a file in ``format``.

    ``templates`` are folders, the desk's first; ``original`` is needed by ``pack`` alone. Raises ``TemplateError``,
    ``MissingExtra`` for a PDF without its packages, and ``BriefingError`` for an unknown format. The same edition gives
    the same bytes.
    """
    if format not in FORMATS:
        raise BriefingError(f"{format!r} is not a format: choose from {', '.join(FORMATS)}")
    if format == "pack":
        from briefing.export.pack import pack

        if original is None:
            raise BriefingError("an evidence pack needs the sources' files: export it from the desk")
        return pack(edition, templates, original)
    if format == "pdf":
        from briefing.export.pdf import pdf

        return pdf(_text(edition, "html", templates))
    return _text(edition, format, templates).encode("utf-8")


def _text(edition: Edition, format: str, templates: Sequence[Path]) -> str:
    """Return the text of a file in a format that is text; what writes the others is not loaded."""
    match format:
        case "md":
            from briefing.export.markdown import render as markdown

            return markdown(edition, templates)
        case "html":
            from briefing.export.html import render as html

            return html(edition, templates)
        case "json":
            from briefing.export.interchange import document

            return document(edition)
        case "csl":
            from briefing.export.citations import csl

            return csl(edition)
        case "bib":
            from briefing.export.citations import bibtex

            return bibtex(edition)
        case _:
            raise AssertionError(f"{format} is not a text")
