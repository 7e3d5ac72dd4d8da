"""One self-contained HTML page: the template rendered with escaping, the stylesheet and the fonts put inside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from briefing.export import fonts, prose
from briefing.export.clean import clean, css_string, direction, one_line
from briefing.export.engine import render as render_template
from briefing.export.listing import file_of
from briefing.export.markup import trusted
from briefing.export.page import Page
from briefing.export.svg import draw
from briefing.export.views import Block, ChartView, PinView, TextBlock
from briefing.export.words import INK
from briefing.export.writer import Writer
from briefing.resources import folder

if TYPE_CHECKING:
    from briefing.briefs import Edition

_FONTS = "\0fonts\0"
"""Where the fonts go once the letters of the page are known; cleaned text cannot hold it."""


KEPT = 700
"""Characters of prose that stay on the page of their heading: about eight lines."""


class HtmlWriter(Writer):
    """Writes HTML."""

    between = Markup('<span class="ref-gap">,</span> ')

    def cite(self, pin: PinView, shown: bool = True) -> Markup:
        """Return the mark of a new end note."""
        note = self.notes.add(pin, shown=shown)
        mark = trusted(
            '<sup class="ref"><a id="r{0}" href="#n{0}" role="doc-noteref" aria-label="note {0}">{0}</a></sup>'
        ).format(note.number)
        if pin.outcome:
            mark += Markup(' <strong class="outcome">[{}]</strong>').format(pin.outcome)
        return mark

    def again(self, number: int) -> Markup:
        """Return the note's mark, a link to it as the first one is."""
        return Markup('<sup class="ref"><a href="#n{0}" aria-label="note {0}">{0}</a></sup>').format(number)

    def prose(self, text: str) -> Markup:
        """Return the analyst's Markdown as blocks."""
        return trusted(prose.html(text, self.mention))

    def line(self, text: str) -> Markup:
        """Return the analyst's Markdown inside a paragraph."""
        return trusted(prose.inline_html(text, self.mention))

    def pinned(self, pin: PinView) -> Markup:
        """Return a pin's words with their language and direction."""
        text = one_line(pin.words)
        return Markup("<span{}>{}</span>").format(attributes(pin), f"“{text}”" if pin.quoted else text)

    def plain(self, text: str) -> str:
        """Return a heading without notes, for the list of contents."""
        return prose.plain(text, lambda id: self.page.pin(id).words)

    def chart(self, view: ChartView) -> Markup:
        """Return a chart as an ``svg`` element."""
        return trusted(draw(view.chart, id=view.id))

    def values(self) -> dict[str, Any]:
        """Return what the template may use."""
        return super().values() | {
            "isolate": isolate,
            "keeps": keeps,
            "size": lambda groups: sum(len(group.rows) + 1 for group in groups),
            "plain": self.plain,
            "chart": self.chart,
            "attributes": attributes,
            "fonts": trusted(_FONTS),
        }


def attributes(item: Any) -> Markup:
    """Return ``lang`` and ``dir`` for words of a source, where they are known and differ from the page's."""
    out = Markup(' lang="{}"').format(item.lang) if item.lang else Markup("")
    return out + Markup(' dir="{}"').format(item.dir)


def keeps(blocks: Sequence[Block]) -> bool:
    """Say whether the first of ``blocks`` is short enough to be kept on one page with its heading."""
    return bool(blocks) and not (isinstance(blocks[0], TextBlock) and len(blocks[0].text) > KEPT)


def isolate(text: str) -> Markup:
    """Return a name or a phrase of a source so that its direction does not leave it."""
    text = clean(text)
    return Markup('<bdi dir="rtl">{}</bdi>').format(text) if direction(text) == "rtl" else Markup("{}").format(text)


def _style(text: str) -> str:
    return text.replace("</", "<\\/")


def running(page: Page) -> str:
    """Return the rules that print title, marking, DRAFT, date and page number in the margins of every page."""
    title = page.title if len(page.title) <= 60 else page.title[:59].rstrip() + "…"
    foot = " · ".join(part for part in (page.date, page.author) if part)
    boxes = {"top-left": title, "bottom-left": foot[:70]}
    rules = "".join(f"@{box}{{content:{css_string(text)}}}" for box, text in boxes.items() if text)
    if page.draft:
        rules += '@top-center{content:"DRAFT"}'
    if page.marking:
        ink = INK.get(page.marking, "#FFFFFF")
        box = f"content:{css_string(page.marking)};color:{ink}"
        rules += f"@top-right{{{box};background:#000}}@bottom-right{{{box};background:#000}}"
    screen = f".tlp{{color:{INK.get(page.marking, '#FFFFFF')}}}" if page.marking else ""
    return f"\n@page{{{rules}}}\n{screen}"


def stylesheet(templates: Sequence[Path]) -> str:
    """Return ``page.css`` of the desk, else the built-in one."""
    for place in (*templates, folder("templates")):
        file = place / "page.css"
        if file.is_file():
            return file.read_text("utf-8")
    return ""


def render(edition: Edition, templates: Sequence[Path]) -> str:
    """Return the page. Raises ``TemplateError``."""
    page = Page(edition)
    name = file_of(edition.brief.template, "html", templates)
    css = trusted(_style(stylesheet(templates) + running(page)))
    text = render_template(templates, name, "html", HtmlWriter(page).values() | {"css": css})
    return text.replace(_FONTS, fonts.faces(text), 1).replace(_FONTS, "")
