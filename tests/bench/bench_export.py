"""How much an export costs beyond what its engines cost.

Goals: Markdown and HTML of 200 pins within 1.5 times what bare markdown-it-py takes to render that Markdown, plus
150 ms; PDF within 1.2 times bare WeasyPrint on the same page. Each number is the best of a few rounds in one process.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from briefing.export import preview, render
from tests.export.editions import edition

SECTIONS = 12
"""Times four sections of 16 pin blocks each: 192 blocks, 8 more in prose and judgements of each."""
ROUNDS = 5
EXTRA = 0.150


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the least process time of ``work`` in seconds."""
    found = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def run() -> None:
    """Print the times and their ratios."""
    from markdown_it import MarkdownIt

    brief = edition(repeat=SECTIONS, marking="TLP:AMBER")
    text = render(brief, "md").decode("utf-8")
    bare = MarkdownIt("commonmark").enable("table")
    engine = best(lambda: bare.render(text))
    print(f"bare markdown-it-py on that Markdown: {engine * 1000:.0f} ms")
    works: dict[str, Callable[[], object]] = {
        "md": lambda: render(brief, "md"),
        "html": lambda: render(brief, "html"),
        "md+html": lambda: (render(brief, "md"), render(brief, "html")),
    }
    for name, work in works.items():
        took = best(work)
        ratio = max(0.0, took - EXTRA) / engine
        print(f"{name:8} {took * 1000:6.0f} ms; less 150 ms it is {ratio:.2f} × markdown-it-py, goal 1.5")
    print(f"preview  {best(lambda: preview(brief)) * 1000:6.0f} ms")
    _pdf()


def _pdf() -> None:
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):
        print("pdf      not measured: pip install 'briefing[pdf]'")
        return
    brief = edition(repeat=2)
    page = render(brief, "html").decode("utf-8")
    fetcher = URLFetcher(allowed_protocols={"data"})

    def bare() -> object:
        return HTML(string=page, url_fetcher=fetcher).write_pdf(pdf_variant="pdf/ua-1")

    bare()
    engine, took = best(bare, 3), best(lambda: render(brief, "pdf"), 3)
    ratio = took / engine
    print(f"pdf      {took * 1000:6.0f} ms, {ratio:.2f} × bare WeasyPrint ({engine * 1000:.0f} ms), goal 1.2")


if __name__ == "__main__":
    run()
