"""One Markdown file that reads alike in GitHub, Obsidian, pandoc and Quarto."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from jinja2 import pass_eval_context
from markupsafe import Markup

from briefing.export import prose
from briefing.export.clean import one_line
from briefing.export.engine import KEPT
from briefing.export.engine import render as render_template
from briefing.export.listing import file_of
from briefing.export.markup import trusted
from briefing.export.mdtext import escape, inside, table
from briefing.export.page import Page
from briefing.export.repeats import OPEN, Use, Written, key_of
from briefing.export.views import ChartView, FigureGroup, LikelihoodWord, Outlet, PinView
from briefing.export.words import CONFIDENCE
from briefing.export.writer import Writer
from briefing.settings import MARKINGS

if TYPE_CHECKING:
    from jinja2.nodes import EvalContext
    from jinja2.runtime import Macro

    from briefing.briefs import Edition
    from briefing.export.engine import Sandbox

_BLANK = re.compile(r"\n\n\n+")
_QUOTES = re.compile(r"^(>.*)\n\n(?=>)", re.MULTILINE)


class MarkdownWriter(Writer):
    """Writes Markdown."""

    def __init__(self, page: Page) -> None:
        """Take the page that is written."""
        super().__init__(page)
        self._uses: list[Use] | None = None

    def cite(self, pin: PinView, shown: bool = True) -> Markup:
        """Return the label of a new footnote, one a use."""
        if self._uses is not None:
            self._uses.append(Use(pin, shown))
            return trusted(OPEN)
        note = self.notes.add(pin, shown=shown)
        outcome = f" **\\[{pin.outcome}\\]**" if pin.outcome else ""
        return trusted(f"[^{note.number}]{outcome}")

    @pass_eval_context
    def once(self, context: EvalContext, macro: Macro, *given: Any, **named: Any) -> Markup:
        """Return what ``macro`` writes, made once as long as it is given the same; its notes are counted each time.

        For macros that show nothing of the page but what they are given and the pins in it: not a desk's own.
        """
        kept: dict[Any, Written] | None = cast("Sandbox", context.environment).kept
        if kept is None:
            return trusted(str(macro(context, *given, **named)))
        key = key_of(macro, given, named)
        written = kept.get(key)
        if written is None or any(self.page.pin(pin.id) != pin for pin, _ in written.uses):
            written = self._written(partial(macro, context, *given, **named))
            if len(kept) >= KEPT:
                kept.clear()
            if written.short:
                kept[key] = written
        return written.noted(self.cite)

    def _written(self, macro: Callable[[], object]) -> Written:
        self._uses = uses = list[Use]()
        try:
            return Written(str(macro()).split(OPEN), uses)
        finally:
            self._uses = None

    def again(self, number: int) -> Markup:
        """Name the note: a label may stand once only."""
        return trusted(f" (note {number})")

    def prose(self, text: str) -> Markup:
        """Return the analyst's Markdown, made safe, pins cited."""
        return trusted(prose.markdown(text, self.mention))

    def line(self, text: str) -> Markup:
        """Return the analyst's Markdown on one line."""
        return trusted(prose.inline_markdown(text, self.mention))

    def pinned(self, pin: PinView) -> Markup:
        """Return a pin's words, escaped."""
        text = escape(pin.words)
        return trusted(f"“{text}”" if pin.quoted else text)

    def figure_table(self, groups: Sequence[FigureGroup]) -> Markup:
        """Return the figures as a table, conflicts marked in words."""
        rows = []
        for group in groups:
            for row in group.rows:
                printed = trusted(escape(row.printed)) + (self.recite(row.pin) if row.pin else " (not pinned)")
                said = f"{row.measures} (conflict)" if group.conflict else row.measures
                rows.append((said, printed, row.value, row.period, row.name, row.date))
        return self.table(("What", "As printed", "Value", "Period", "Source", "Date"), rows, right=(2,))

    def chart_table(self, view: ChartView) -> Markup:
        """Return a chart's points as a table; their notes stand in the table of all figures."""
        kind = view.chart.kind
        first = {"line": "Period", "dot range": "Source"}.get(kind, "What")
        rows = [
            (p.name, p.series, p.label, pin.source.name) for p, pin in zip(view.chart.points, view.pins, strict=True)
        ]
        columns = {"dot range": (0, 2), "grouped bars": (0, 1, 2, 3)}.get(kind, (0, 2, 3))
        head = (first, "Period", "Value", "Reported by")
        cut = [[row[i] for i in columns] for row in rows]
        return self.table([head[i] for i in columns], cut, right=(columns.index(2),))

    def coverage_table(self, outlets: Sequence[Outlet]) -> Markup:
        """Return the outlets and how much of the brief comes from each."""
        rows = [(o.name, f"{o.letter}: {o.letter_words}", o.pieces, o.origins, o.quotes, o.figures) for o in outlets]
        head = ("Outlet", "Reliability", "Pieces", "Origins", "Statements", "Figures")
        return self.table(head, rows, right=(2, 3, 4, 5))

    def likelihood_table(self, words: Sequence[LikelihoodWord], levels: Sequence[str]) -> Markup:
        """Return what the words of judgement mean."""
        rows = [(w.word, f"chance of {w.range}") for w in words]
        rows += [(f"{level} confidence", CONFIDENCE[level]) for level in levels]
        return self.table(("Word", "Meaning"), rows)

    def table(self, head: Sequence[str], rows: Sequence[Sequence[Any]], right: Sequence[int] = ()) -> Markup:
        """Return a padded pipe table; cells are escaped unless they are Markdown already."""
        cells = [[_cell(value) for value in row] for row in rows]
        return trusted(table([_cell(h) for h in head], cells, right=right))

    def values(self) -> dict[str, Any]:
        """Return what the template may use."""
        marking = self.page.marking
        return super().values() | {
            "once": self.once,
            "table": self.table,
            "figure_table": self.figure_table,
            "chart_table": self.chart_table,
            "coverage_table": self.coverage_table,
            "likelihood_table": self.likelihood_table,
            "link": link,
            "inside": lambda text: trusted(inside(str(text))),
            "pad": lambda number: trusted(" " * (len(str(int(number))) + 2)),
            "mark": trusted(marking) if marking in MARKINGS else escape(marking),
            "quoted": block_quote,
            "front": front_matter(self.page),
        }


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, Markup) else escape(str(value))


def link(url: str) -> Markup:
    """Return an address that went through ``clean.address`` as an autolink."""
    return trusted(f"<{url}>")


def block_quote(text: str) -> Markup:
    """Return Markdown as a block quotation."""
    lines = (text if isinstance(text, Markup) else escape(text)).strip().split("\n")
    return trusted("\n".join(f"> {line}".rstrip() for line in lines))


def front_matter(page: Page) -> Markup:
    """Return flat YAML front matter. JSON strings are YAML strings, so nothing of a title can leave its line."""
    tags = page.brief.extra.get("keywords") or page.brief.extra.get("tags") or ()
    fields: dict[str, Any] = {
        "title": page.title,
        "subtitle": page.extra.get("subtitle"),
        "author": page.author,
        "date": page.brief.date,
        "lang": page.lang,
        "description": page.description,
        "keywords": [str(t) for t in tags] if isinstance(tags, list | tuple) else str(tags),
    }
    lines = [f"{key}: {_yaml(value)}" for key, value in fields.items() if value]
    return trusted("---\n" + "\n".join(lines) + "\n---")


def _yaml(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_yaml(v) for v in value) + "]"
    return json.dumps(one_line(str(value)), ensure_ascii=False)


def tidy(text: str) -> str:
    """Fold runs of blank lines to one, drop spaces at line ends, end with one newline.

    Block quotations in a row get an empty comment between them: without it some readers make them one.
    """
    text = "\n".join(line.rstrip(" \t") for line in text.split("\n"))
    text = _BLANK.sub("\n\n", text).strip("\n") + "\n"
    return _QUOTES.sub(r"\1\n\n<!-- -->\n\n", text)


def render(edition: Edition, templates: Sequence[Path]) -> str:
    """Return the Markdown. Raises ``TemplateError``."""
    writer = MarkdownWriter(Page(edition))
    name = file_of(edition.brief.template, "md", templates)
    return tidy(render_template(templates, name, "md", writer.values()))
