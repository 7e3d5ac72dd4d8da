"""The four built-in templates over one brief, as Markdown and as a page."""

from __future__ import annotations

import re

import pytest

from briefing.briefs.brief import Brief, Judgement, Section, Text
from briefing.errors import BriefingError, TemplateError
from briefing.export import FORMATS, preview, render, templates
from tests.export.editions import Desk, desk, edition, over

BUILT_IN = ("daily", "memo", "press-digest", "sitrep")


def text(form: str, **settings: object) -> str:
    return render(edition(**settings), form).decode("utf-8")  # type: ignore[arg-type]


@pytest.mark.parametrize("template", BUILT_IN)
@pytest.mark.parametrize("form", ["md", "html"])
def test_everything_pinned_is_printed(template: str, form: str) -> None:
    page = text(form, template=template)
    for words in (
        "a quay that leaks,",
        "48.2 million euros",
        "безпека важливіша за строки",
        "ليلى حداد",
        "漏水的码头",
        "αποβάθρα",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("form", "words"), [("md", '**A & B** say "so"[^1]'), ("html", "<strong>A &amp; B</strong> say &quot;so&quot;<sup")]
)
def test_the_analyst_s_own_words_for_a_pin_keep_their_markdown(form: str, words: str) -> None:
    d = desk()
    id = d.pin("harbour/audit.md", "52.6 million euros", "figure")
    brief = Brief("T", sections=(Section("S", (Text(f'[**A & B** say "so"](pin:{id})'),)),))
    assert words in render(over(d, brief), form).decode("utf-8")


@pytest.mark.parametrize("template", BUILT_IN)
def test_notes_lead_there_and_back(template: str) -> None:
    page = text("html", template=template)
    there = re.findall(r'<a id="r(\d+)" href="#n\1" role="doc-noteref"', page)
    back = re.findall(r'<a href="#r(\d+)" role="doc-backlink"', page)
    assert there == back == [str(n) for n in range(1, len(there) + 1)]
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("template", BUILT_IN)
def test_each_footnote_label_stands_once_and_has_its_note(template: str) -> None:
    page = text("md", template=template)
    used = re.findall(r"(?<!\n)\[\^(\d+)\]", page)
    defined = re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE)
    assert used == defined == [str(n) for n in range(1, len(used) + 1)]


def test_the_marking_is_first_and_last_in_markdown() -> None:
    lines = text("md", marking="TLP:AMBER+STRICT").strip().split("\n")
    assert lines[lines.index("---", 1) + 2] == lines[-1] == "**TLP:AMBER+STRICT**"


def test_the_marking_is_in_the_margins_in_the_title_and_in_the_title_block() -> None:
    page = text("html", marking="TLP:RED")
    assert page.count('content:"TLP\\3A RED"') == 2
    assert "<title>TLP:RED Lindholm" in page
    assert "<td><strong>TLP:RED</strong>: for the eyes" in page


def test_an_unmarked_brief_stays_unmarked() -> None:
    assert "TLP" not in re.sub(r"base64,[^)]*", "", text("html").replace(".tlp", ""))
    assert "TLP" not in text("md")


def test_the_same_edition_gives_the_same_bytes() -> None:
    for form in ("md", "html"):
        assert render(edition(), form) == render(edition(), form)


def test_a_conflict_is_shown_in_words() -> None:
    assert "Conflict: sources disagree on the value" in text("html")
    assert "Conflict on cost of the works: sources disagree on the value." in text("md")


def test_charts_show_a_series_a_comparison_and_a_difference() -> None:
    page = text("html")
    assert page.count('role="img"') == 3
    assert "A line over time. 2023: 980; 2024: 1,040; 2025: 1,250." in page


def test_sitrep_numbers_its_paragraphs_and_puts_figures_first() -> None:
    page = text("md", template="sitrep")
    assert page.index("## Key figures") < page.index("## 1 Opening date") < page.index("## Assessment")
    assert "**1.1**" in page


def test_memo_leaves_judgements_where_they_stand() -> None:
    page = text("md", template="memo")
    assert page.index("## Opening date") < page.index("later than May.") < page.index("## What it costs")
    assert "Memorandum to The board" in page


def test_press_digest_opens_with_the_outlets() -> None:
    page = text("md", template="press-digest")
    assert page.index("Coverage by outlet") < page.index("## Opening date") < page.index("## Our reading")


def test_the_built_in_templates_say_what_they_are_for() -> None:
    found = templates([])
    assert [t.name for t in found] == list(BUILT_IN)
    assert all(t.purpose and t.origin == "built-in" for t in found)


def test_an_unknown_template_names_those_there_are() -> None:
    with pytest.raises(TemplateError, match=r"'nope' is not a template: choose from daily, memo"):
        text("md", template="nope")


def test_an_unknown_format_names_those_there_are() -> None:
    with pytest.raises(BriefingError, match="choose from md, html, pdf"):
        render(edition(), "doc")
    assert list(FORMATS) == ["md", "html", "pdf", "json", "csl", "bib", "pack"]


def test_the_preview_is_the_markdown_cut_before_its_headings() -> None:
    parts = preview(edition())
    assert [part.heading for part in parts][:6] == [
        "",
        "Bottom line",
        "Key judgements",
        "Opening date",
        "What it costs",
        "Traffic",
    ]
    assert all(part.text.startswith(f"## {part.heading}\n") for part in parts[1:])
    assert "".join(part.text for part in parts) == text("md")


def test_headings_in_code_cut_nothing() -> None:
    code = "```\n## no heading\n```\n\n~~~\n## nor this"
    made = over(Desk(), Brief("T", sections=(Section("S", (Text(code),)), Section("Z", (Text("z"),)))))
    assert [part.heading for part in preview(made)][1:3] == ["S", "Z"]


def test_the_likelihood_words_of_a_judgement_are_explained_longest_first() -> None:
    judged = (Judgement("It is very likely that ships stay away, and unlikely that they return.", None, "high"),)
    page = render(edition(sections=(Section("S", judged),)), "md").decode("utf-8")
    assert "| very likely " in page
    assert "| unlikely " in page
    assert "| likely " not in page
    assert "| high confidence " in page
