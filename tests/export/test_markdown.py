"""Markdown as its readers parse it: pandoc finds what the page shows, and escapes keep quiet text quiet."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import Any

import pytest

from briefing.briefs.brief import Text
from briefing.export import render
from briefing.export.mdtext import escape, table
from tests.export.editions import edition, items


@pytest.mark.parametrize(
    "text",
    [
        "48.2 million euros (planned: 31)",
        "Hr 255 billion, 2.5 percent",
        "He said “no”, twice.",
        "It's 10:30 - or so",
        "A & B",
        "e.g. this",
        "Мы не спешим",
    ],
)
def test_plain_words_stay_plain(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("$6.9 billion", r"\$6.9 billion"),
        ("2024. A year", r"2024\. A year"),
        ("- item", r"\- item"),
        ("snake_case *x*", r"snake\_case \*x\*"),
        ("a\n\n# b", "a # b"),
    ],
)
def test_acting_words_are_escaped(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_columns_are_padded_for_wide_letters() -> None:
    assert table(["a", "b"], [["港口", "1"], ["x", "12"]], right=(1,)).split("\n") == [
        "| a    |   b |",
        "| ---- | --: |",
        "| 港口 |   1 |",
        "| x    |  12 |",
    ]


def test_neighbouring_quotations_stay_two() -> None:
    text = render(edition(), "md").decode("utf-8")
    assert not re.search(r"^>.*\n\n>", text, re.MULTILINE)
    assert "\n<!-- -->\n" in text


def test_front_matter_is_flat_and_quoted() -> None:
    head = render(edition(title='A "b": c\n---\nd'), "md").decode("utf-8").split("\n---\n")[0]
    assert head.split("\n")[1] == 'title: "A \\"b\\": c --- d"'


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")
@pytest.mark.parametrize("template", ["daily", "sitrep", "press-digest", "memo"])
def test_pandoc_counts_what_the_page_shows(template: str) -> None:
    page = render(edition(template=template), "html").decode("utf-8")
    tree = _pandoc(render(edition(template=template, marking="TLP:GREEN"), "md"))
    assert _count(tree, "Header") == page.count("<h2") + page.count("<h3")
    assert _count(tree, "BlockQuote") == page.count("<blockquote")
    assert _count(tree, "Note") == page.count('role="doc-noteref"')
    assert _count(tree, "Table") == page.count("<table") - page.count('class="facts"')


def _pandoc(data: bytes) -> Any:
    done = subprocess.run(["pandoc", "-f", "markdown", "-t", "json"], input=data, capture_output=True, check=True)
    return json.loads(done.stdout)["blocks"]


def _count(tree: Any, kind: str) -> int:
    if isinstance(tree, dict):
        return (tree.get("t") == kind) + sum(_count(value, kind) for value in tree.values())
    return sum(_count(value, kind) for value in tree) if isinstance(tree, list) else 0


def test_prose_cannot_break_the_frame_around_it() -> None:
    text = render(edition(sections=items(Text("```\nnever closed"), Text("after"))), "md").decode("utf-8")
    assert "```\nnever closed\n```\n\nafter\n" in text
