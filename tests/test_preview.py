"""The preview says what an export writes, whatever was edited before and whether it is saved."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.briefs import Brief, Judgement, PinItem, Text, operations
from briefing.desk import Desk
from briefing.export import render

Edit = Callable[[Brief], Brief]

REPORT = """\
---
title: Report {n}
publisher: Outlet {n}
date: 2025-03-0{n}
---
"We will build our yards before the snow comes back," Mara Lindqvist, head of the port authority, said on Monday.

The yards are expected to cost ${n}.2 million. The line carried 1{n},000 passengers last year.
"""

WORDS = (
    "The harbour **waits**.",
    "Two\n\nparagraphs, and [a link](https://example.org).",
    "- one\n- two",
    "```\n## code, no heading\n```",
    "> quoted\n\n> again",
    "It is very likely that ships stay away.",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "trailing   \n\n\n\nlines, <b>tags</b> and [^1] no note",
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("desk")
    (root / "sources").mkdir()
    for n in range(1, 5):
        (root / f"sources/{n}.md").write_text(REPORT.format(n=n))
    desk = Desk.open(root)
    desk.refresh()
    desk.new_brief("b", date="2025-03-05")
    for n in range(1, 5):
        for found in desk.findings(f"{n}.md"):
            desk.pin(f"{n}.md", finding=found.n, brief="b", section=f"Section {n % 2}")
    return desk


def an_edit(chance: random.Random, desk: Desk) -> Edit:
    """Return a random edit; one that does not fit a brief leaves it as it is."""
    ids = [pin.id for pin in desk.pins.all()]
    words, pin = chance.choice(WORDS), chance.choice([*ids, "nosuchpn"])
    prose = chance.choice([words, f"{words} Says <pin:{pin}>.", f"[own words](pin:{pin}) {words}"])
    s, i, step = chance.randrange(4), chance.randrange(6), chance.choice([-1, 1])
    return chance.choice(
        [
            lambda brief: operations.edit_text(brief, s, i, prose),
            lambda brief: operations.edit_text(brief, s, i, prose),
            lambda brief: operations.add_item(brief, s, Text(prose), i),
            lambda brief: operations.add_item(brief, s, PinItem(pin, None), i),
            lambda brief: operations.add_item(brief, s, Judgement(prose, "likely", "high", (pin,)), i),
            lambda brief: operations.set_comment(brief, s, i, prose),
            lambda brief: operations.move_item(brief, s, i, step),
            lambda brief: operations.remove_item(brief, s, i),
            lambda brief: operations.move_section(brief, s, step),
            lambda brief: operations.rename_section(brief, s, f"{words.split()[0]} {i}"),
            lambda brief: operations.add_section(brief, f"New {i}", s),
            lambda brief: operations.set_bottom_line(brief, prose),
        ]
    )


def exported(desk: Desk, root: Path) -> str:
    """Return the Markdown of a fresh desk's export; with templates of its own, of which nothing is ever kept."""
    own = root / "own"
    own.mkdir(exist_ok=True)
    (own / "unused.md.j2").write_text("")
    fresh = Desk.open(desk.root)
    edition = fresh.edition("b", draft=not fresh.check("b").ok)
    return render(edition, "md", templates=[own, *fresh.templates]).decode()


@pytest.mark.parametrize("template", ["daily", "memo", "press-digest", "sitrep"])
def test_what_it_shows_is_what_is_exported(desk: Desk, tmp_path: Path, template: str) -> None:
    chance = random.Random(template)
    brief = replace(desk.brief("b"), template=template)
    desk.save_brief("b", brief, "template")
    preview = desk.preview("b")
    preview.parts()
    for step in range(40):
        try:
            brief = an_edit(chance, desk)(brief)
        except (IndexError, TypeError):
            continue
        typed = "".join(part.text for part in preview.parts(brief))
        if step % 4 == 0:
            desk.save_brief("b", brief, "edit")
            assert "".join(part.text for part in preview.parts()) == typed == exported(desk, tmp_path)


def test_it_says_draft_only_where_an_export_would_be_refused(desk: Desk) -> None:
    preview, brief = desk.preview("b"), operations.add_section(desk.brief("b"), "Last")
    missing = operations.add_item(brief, len(brief.sections) - 1, Text("<pin:nosuchpn>"))
    found = desk.pins.all()[0].id
    clean = replace(brief, bottom_line=f"<pin:{found}>", sections=())
    assert "**DRAFT**" in preview.parts(missing)[0].text
    assert "**DRAFT**" not in preview.parts(clean)[0].text


def test_a_source_that_changed_is_seen_with_the_next_save(desk: Desk) -> None:
    found = next(pin for pin in desk.pins.all() if pin.source == "4.md" and pin.kind == "quote")
    clean = replace(desk.brief("b"), bottom_line=f"<pin:{found.id}>", sections=())
    desk.save_brief("b", clean, "clean")
    preview = desk.preview("b")
    assert "changed" not in preview.parts()[1].text
    file = desk.root / "sources/4.md"
    file.write_text(file.read_text().replace("snow comes back", "snow comes late"))
    desk.refresh()
    assert "changed" in preview.parts()[1].text
