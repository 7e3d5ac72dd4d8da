"""What holds for any text at all."""

from __future__ import annotations

import csv
import io
import re

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from briefing.export import prose
from briefing.export.clean import address, clean, css_string, one_line, slug
from briefing.export.mdtext import escape, table
from briefing.export.sheets import cell

READER = MarkdownIt("gfm-like", {"linkify": False}).use(footnote_plugin)
ELEMENTS = set(
    "p h3 em strong s code pre blockquote ul ol li table thead tbody tr th td a hr br".split()  # noqa: SIM905
)
ACTING = st.text(st.sampled_from("\\`*_[]<>|~^${}#+-=.!:@&;()%'\" \n\tab1x\u202e\u200bЖ港"), max_size=40)


@given(ACTING | st.text(max_size=80))
@settings(max_examples=400, deadline=None)
def test_escaped_text_is_one_paragraph_of_the_same_letters(text: str) -> None:
    wanted = one_line(text)
    tokens = READER.parse(escape(text))
    if not wanted:
        assert tokens == []
        return
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {c.type for c in children} <= {"text"}
    assert "".join(c.content for c in children) == wanted


@given(st.lists(st.lists(ACTING, min_size=2, max_size=2), min_size=1, max_size=3))
@settings(max_examples=100, deadline=None)
def test_a_table_keeps_its_cells(rows: list[list[str]]) -> None:
    tokens = READER.parse(table(["a", "b"], [[escape(c) for c in row] for row in rows]))
    cells = [t for t in tokens if t.type == "td_open"]
    assert len(cells) == 2 * len(rows)
    said = [
        "".join(c.content for c in tokens[i + 1].children or []) for i, t in enumerate(tokens) if t.type == "td_open"
    ]
    assert said == [one_line(c) for row in rows for c in row]


@given(ACTING | st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_prose_makes_an_element_that_markdown_does_not(text: str) -> None:
    page = prose.html(text, lambda id, words: words or id)
    elements = set(re.findall(r"<\s*/?\s*([A-Za-z][\w-]*)", page))
    assert elements <= ELEMENTS
    assert not re.search(r"<[^>]*\son\w+\s*=", page)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_cells_addresses_names_and_strings_cannot_act(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerow([cell(text)])
    assert not re.match(r'"?\s*[=+\-@]', out.getvalue())
    assert re.fullmatch(r"[a-z0-9-]+", slug(text))
    assert re.fullmatch(r'"(?:[A-Za-z0-9 ]|\\[0-9A-F]+ )*"', css_string(text))
    assert clean(clean(text)) == clean(text)
    url = address("https://a.example/" + text)
    assert url is None or re.fullmatch(r"https://a\.example/[!-~]*", url)
    assert url is None or not set("<>\"`{}|\\^'") & set(url) - {"'"}
