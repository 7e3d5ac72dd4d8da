"""The analyst's prose: Markdown with pins, as safe HTML and as safe Markdown."""

from __future__ import annotations

import pytest

from briefing.export import prose


def cite(id: str, words: str | None) -> str:
    return f"{words or id.upper()}[{id}]"


@pytest.mark.parametrize(
    ("text", "html", "markdown"),
    [
        ("Said <pin:ab>.", "<p>Said AB[ab].</p>", "Said AB[ab]."),
        ("[own *words*](pin:ab)", "<p>own <em>words</em>[ab]</p>", "own *words*[ab]"),
        ("`<pin:ab>` stays", "<p><code>&lt;pin:ab&gt;</code> stays</p>", "`<pin:ab>` stays"),
        (r"\<pin:ab>", "<p>&lt;pin:ab&gt;</p>", r"\<pin:ab>"),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>", r"\<b>bold\</b>"),
        ("a <!-- for me --> b", "<p>a  b</p>", "a  b"),
        ("# Big", "<h3>Big</h3>", "### Big"),
        ("[x](https://a.example/b)", '<p><a href="https://a.example/b">x</a></p>', "[x](https://a.example/b)"),
        ("[x](javascript:alert(1))", "<p>x</p>", "[x](#(1))"),
        ("[x](file:///etc)", "<p>x</p>", "[x](#)"),
        ("![alt](https://a.example/x.png)", "<p>alt</p>", "[alt](https://a.example/x.png)"),
        ("![alt][1]\n\n[1]: https://a.example/x.png", "<p>alt</p>", "[alt][1]\n\n[1]: https://a.example/x.png"),
        ("[x][1]\n\n[1]: javascript:x", "<p>x</p>", "[x][1]\n\n[1]: #"),
        ("<https://a.example>", '<p><a href="https://a.example">https://a.example</a></p>', "<https://a.example>"),
        ("<javascript:x>", "<p>javascript:x</p>", r"\<javascript:x>"),
        ("x[^1]", "<p>x[^1]</p>", r"x\[^1]"),
        ("{{ 1 }} {% x %}", "<p>{{ 1 }} {% x %}</p>", r"\{{ 1 }} \{% x %}"),
        ("a\u202eb", "<p>ab</p>", "ab"),
    ],
)
def test_prose(text: str, html: str, markdown: str) -> None:
    assert prose.html(text, cite).strip() == html
    assert prose.markdown(text, cite) == markdown


def test_a_table_and_a_list_stay() -> None:
    text = "| a | b |\n|---|---|\n| 1 | <pin:x> |\n\n- one\n- two"
    assert "<td>X[x]</td>" in prose.html(text, cite)
    assert prose.markdown(text, cite) == text.replace("<pin:x>", "X[x]")


def test_a_fenced_block_is_left_alone() -> None:
    text = "```\n# no heading <pin:x> ![i](u)\n```"
    assert prose.markdown(text, cite) == text


def test_a_heading_without_its_notes() -> None:
    assert prose.plain("On <pin:ab> and [his](pin:cd)", lambda id: id.upper()) == "On AB and his"


def test_inline_prose_is_one_line() -> None:
    assert prose.inline_html("a\nb", cite) == "a b"
    assert prose.inline_markdown("a\n\n# b", cite) == "a # b"
