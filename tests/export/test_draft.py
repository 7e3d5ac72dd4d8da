"""Drafts say what was not found again, and an edition says what changed since the last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.briefs import Edition, diff
from briefing.briefs.brief import Brief, PinItem, Section, Text
from briefing.export import render
from briefing.text import digest
from tests.export.editions import desk, edition, over


def changed(*, draft: bool = True) -> Edition:
    """Return an edition of one figure whose source says another number since."""
    d = desk()
    id = d.pin("harbour/audit.md", "52.6 million euros", "figure")
    old = d.sources["harbour/audit.md"]
    text = old.text.replace("52.6", "53.6")
    d.sources[old.id] = replace(old, text=text, digest=digest(text))
    brief = Brief("T", sections=(Section("S", (PinItem(id), Text(f"It is <pin:{id}> and <pin:nosuchpin>."))),))
    return over(d, brief, draft=draft)


@pytest.mark.parametrize("form", ["md", "html"])
def test_the_outcome_stands_beside_the_pin(form: str) -> None:
    text = render(changed(), form).decode("utf-8").replace("\\", "")
    assert text.count("[changed]") == 2
    assert "[missing]" in text
    assert "DRAFT" in text


def test_every_printed_page_says_draft() -> None:
    assert '@top-center{content:"DRAFT"}' in render(changed(), "html").decode("utf-8")
    assert "DRAFT" not in render(edition(), "html").decode("utf-8").split("<body")[1]


def test_markdown_of_a_draft_says_so_first_and_last() -> None:
    lines = render(edition(draft=True, marking="TLP:RED"), "md").decode("utf-8").strip().split("\n")
    head = lines.index("---", 1) + 2
    assert lines[head : head + 2] == ["**TLP:RED**", "**DRAFT**"]
    assert lines[-2:] == ["End of the brief, **DRAFT**.", "**TLP:RED**"]


@pytest.mark.parametrize("form", ["md", "html"])
def test_changes_since_the_last_edition(form: str) -> None:
    old = edition()
    text = Text("A sentence that nobody wrote before.")
    sections = (replace(old.brief.sections[0], items=(text, *old.brief.sections[0].items[1:])), *old.brief.sections[1:])
    new = edition(sections=sections, title="Lindholm Harbour, evening brief")
    page = render(replace(new, since=diff(old, new)), form).decode("utf-8")
    assert "Changes since the last edition" in page
    assert "Opening date: A sentence that nobody wrote before." in page
    assert "withdrawn" in page
    assert "Changes since" not in render(new, form).decode("utf-8")


def test_a_page_without_anything_is_still_a_page() -> None:
    empty = over(desk(), Brief("Nothing yet"))
    empty = replace(empty, evidence={})
    assert "<h1>Nothing yet</h1>" in render(empty, "html").decode("utf-8")
    assert render(empty, "md").decode("utf-8").startswith("---\ntitle:")
