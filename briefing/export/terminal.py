"""The brief for the terminal: Markdown by section, without Jinja, so that a key press can afford it.

A section's Markdown depends on the section alone (notes are counted anew in each), so a screen can keep what it drew
of the sections that did not change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.export import prose
from briefing.export.mdtext import escape
from briefing.export.page import Page
from briefing.export.views import Block, JudgementBlock, PinBlock, PinView, TextBlock

if TYPE_CHECKING:
    from briefing.briefs import Edition


def preview(edition: Edition) -> list[tuple[str, str]]:
    """Return ``(heading, Markdown)`` of the bottom line and of each section, as a reader would meet them.

    Citations stand in brackets behind the words: ``[Outlet, 3 May 2025]``.
    """
    page = Page(edition)
    parts: list[tuple[str, str]] = []
    if page.bottom_line:
        parts.append(("Bottom line", _prose(page, page.bottom_line)))
    for section in page.sections:
        heading = prose.plain(section.heading, lambda id: page.pin(id).words)
        parts.append((heading, "\n\n".join(_block(page, block) for block in section.blocks)))
    return parts


def _block(page: Page, block: Block) -> str:
    match block:
        case TextBlock():
            return _prose(page, block.text)
        case PinBlock():
            return _pin(block.pin) + (f"\n\n{_prose(page, block.comment)}" if block.comment else "")
        case JudgementBlock():
            return _judgement(page, block)


def _prose(page: Page, text: str) -> str:
    def cite(id: str, words: str | None) -> str:
        pin = page.pin(id)
        said = escape(pin.words)
        return (words or (f"“{said}”" if pin.quoted else said)) + " " + _source(pin)

    return prose.markdown(text, cite)


def _pin(pin: PinView) -> str:
    words = escape(pin.words)
    if pin.kind == "figure":
        measures = (pin.figure and (pin.figure.measures or pin.figure.noun)) or ""
        return f"**{words}**" + (f": {escape(measures)}" if measures else "") + " " + _source(pin)
    said = f"“{words}”" if pin.quoted else words
    speaker = ", ".join(escape(part) for part in (pin.speaker, pin.role) if part)
    return f"> {said}\n>\n> — {speaker} {_source(pin)}".replace("—  ", "— ")


def _source(pin: PinView) -> str:
    place = ", ".join(escape(part) for part in (pin.source.name, pin.source.date) if part)
    outcome = f" **{pin.outcome}**" if pin.outcome else ""
    return f"\\[{place}\\]{outcome}"


def _judgement(page: Page, block: JudgementBlock) -> str:
    lines = [_prose(page, block.text) + "".join(f" {_source(pin)}" for pin in block.because)]
    if block.likelihood:
        lines.append(f"Likelihood: **{escape(block.likelihood)}**{f' ({block.range})' if block.range else ''}.")
    if block.confidence:
        lines.append(f"Confidence: **{escape(block.confidence)}**.")
    return "\n\n".join(lines)
