"""Web pages read through the library, against trafilatura alone: made-up reports within a page's usual surroundings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import escape
from pathlib import Path

from briefing.library.reading import Readers, read
from tests.bench import desks
from tests.bench.measure import Measure, cpu, wall

PAGES = 800

_LINKS = "".join(f'<li><a href="/section/{n}">Section number {n}</a></li>' for n in range(25))
_TEASERS = "".join(
    f'<div class="teaser"><h3><a href="/story/{n}">Another story {n}</a></h3><p>What it tells.</p></div>'
    for n in range(20)
)


def run(folder: Path) -> Iterator[Measure]:
    """Goals: 0.9 times as many pages a second as trafilatura on one core, 1.7 times as many on two."""
    sources, names = _pages(folder)
    texts = [(sources / name).read_text("utf-8") for name in names]
    read(sources, names[:5])
    _alone(texts[:5])
    alone = PAGES / cpu(lambda: _alone(texts)) * 1000
    ours = PAGES / cpu(lambda: read(sources, names)) * 1000
    against = "trafilatura alone"
    yield Measure("HTML, one core, CPU", ours, "pages/s", peer=alone, against=against, goal=0.9, at_least=True)
    if (os.cpu_count() or 1) > 1:
        clock = PAGES / wall(lambda: _alone(texts)) * 1000
        all_cores = PAGES / wall(lambda: list(Readers(sources, lambda: False).all(names))) * 1000
        what = "HTML, all cores, by the clock, their start counted"
        yield Measure(what, all_cores, "pages/s", peer=clock, against=against, goal=1.7, at_least=True)


def _alone(texts: list[str]) -> None:
    """Do with trafilatura what reading a page does: its main text and what is known of it."""
    import trafilatura

    for text in texts:
        trafilatura.extract(text, favor_precision=True, include_comments=False, with_metadata=True)


def _pages(folder: Path) -> tuple[Path, list[str]]:
    sources = folder / "pages"
    sources.mkdir(parents=True, exist_ok=True)
    names = [f"page-{number}.html" for number in range(PAGES)]
    for number, name in enumerate(names):
        (sources / name).write_text(_page(number), encoding="utf-8")
    return sources, names


def _page(number: int) -> str:
    publisher, text = desks.report(number)
    title, *paragraphs = (escape(paragraph) for paragraph in text.strip().split("\n\n"))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = (
        f'<title>{title} | {publisher}</title><meta property="og:site_name" content="{publisher}">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="2024-05-{number % 28 + 1:02}T08:00:00Z">'
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>'
        f"<header><nav><ul>{_LINKS}</ul></nav></header><main><article><h1>{title}</h1>{body}</article></main>"
        f'<aside class="related">{_TEASERS}</aside><footer><ul>{_LINKS}</ul><p>© {publisher}</p></footer></body></html>'
    )
