"""How much an export costs beyond what its engines cost.

Goals: Markdown and HTML of 200 pins within 1.5 times what bare markdown-it-py takes to render that Markdown, plus
150 ms; PDF within 1.2 times bare WeasyPrint on the same page. Each number is the best of a few rounds in one process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from briefing.export import preview, render
from tests.bench.measure import Measure, cpu
from tests.export.editions import edition

SECTIONS = 12
"""Times four sections of 16 pin blocks each: 192 blocks, 8 more in prose and judgements of each."""
ROUNDS = 5
EXTRA_MS = 150


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least process time of ``work`` in milliseconds."""
    return min(cpu(work) for _ in range(rounds))


def run() -> Iterator[Measure]:
    """Yield the times and their ratios."""
    from markdown_it import MarkdownIt

    brief = edition(repeat=SECTIONS, marking="TLP:AMBER")
    text = render(brief, "md").decode("utf-8")
    bare = MarkdownIt("commonmark").enable("table")
    engine = best(lambda: bare.render(text))
    both = best(lambda: (render(brief, "md"), render(brief, "html")))
    yield Measure("Markdown of 200 pins", best(lambda: render(brief, "md")))
    yield Measure("HTML of 200 pins", best(lambda: render(brief, "html")))
    yield Measure("both, less 150 ms", max(0.0, both - EXTRA_MS), peer=engine, against="ms markdown-it-py", goal=1.5)
    yield Measure("preview of 200 pins", best(lambda: preview(brief)))
    yield from _pdf()


def _pdf() -> Iterator[Measure]:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        print("PDF is not measured: pip install 'briefing[pdf]'")
        return
    brief = edition(repeat=2)
    page = render(brief, "html").decode("utf-8")
    fetcher = URLFetcher(allowed_protocols={"data"})

    def bare() -> object:
        return HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")

    bare()
    engine, took = best(bare, 3), best(lambda: render(brief, "pdf"), 3)
    yield Measure("PDF", took, peer=engine, against="ms WeasyPrint", goal=1.2)
