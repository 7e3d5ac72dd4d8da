"""A desk's own templates: overriding a block, mistakes with file and line, and what the sandbox refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import TemplateError
from briefing.export import engine, render, templates
from tests.export.editions import edition


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    return tmp_path / "templates"


def page(desk: Path, *, template: str = "daily", form: str = "html") -> str:
    return render(edition(template=template), form, templates=[desk]).decode("utf-8")


def test_one_block_is_overridden_by_a_file_of_the_same_name(desk: Path) -> None:
    (desk / "daily.html.j2").write_text(
        '{% extends "builtin/daily.html.j2" %}\n{% block bottom_line_heading %}In a word{% endblock %}'
    )
    assert "<h2>In a word</h2>" in page(desk)
    assert "Key judgements" in page(desk)
    assert "<h2>In a word</h2>" not in page(desk, template="sitrep")


def test_a_new_template_borrows_its_other_form(desk: Path) -> None:
    (desk / "weekly.html.j2").write_text(
        "{# purpose: the week, for the board #}\n"
        '{% extends "builtin/memo.html.j2" %}{% block label %}Weekly{% endblock %}'
    )
    assert "Weekly" in page(desk, template="weekly")
    assert page(desk, template="weekly", form="md") == page(desk, template="memo", form="md")
    found = {t.name: t for t in templates([desk])}["weekly"]
    assert (found.purpose, found.origin, found.path) == ("the week, for the board", "desk", desk / "weekly.html.j2")


def test_an_override_keeps_the_purpose_of_what_it_extends(desk: Path) -> None:
    (desk / "sitrep.md.j2").write_text('{% extends "builtin/sitrep.md.j2" %}')
    found = {t.name: t for t in templates([desk])}["sitrep"]
    assert found.origin == "desk"
    assert found.purpose.startswith("where one situation stands")


def test_an_edited_template_is_read_anew(desk: Path) -> None:
    file = desk / "daily.md.j2"
    file.write_text("one")
    assert page(desk, form="md") == "one\n"
    file.write_text("another")
    assert page(desk, form="md") == "another\n"


def test_a_desk_can_bring_its_own_stylesheet(desk: Path) -> None:
    (desk / "page.css").write_text("h1 { color: green } </style><script>")
    text = page(desk)
    assert "h1 { color: green }" in text
    assert "<script" not in text.replace("<\\/style><script>", "")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("line one\n{% if %}", r"daily\.md\.j2:2: Expected an expression"),
        ("\n\n{{ page.nope }}", r"daily\.md\.j2:3: .*has no attribute 'nope'"),
        ("{{ nothing }}", r"daily\.md\.j2:1: 'nothing' is undefined"),
        ("\n{{ 1 / 0 }}", r"daily\.md\.j2:2: division by zero"),
        ("\n{{ page.title | nope }}", r"daily\.md\.j2:2: No filter named 'nope'"),
        ('{% extends "missing.j2" %}', r"there is no template missing\.j2"),
        ('{% include "daily.md.j2" %}', r"daily\.md\.j2:1: templates include each other"),
        ("{{ prose(1) }}", r"daily\.md\.j2:1: "),
        ("{{ cite('x') }}", r"daily\.md\.j2:1: "),
    ],
)
def test_a_broken_template_names_file_and_line(desk: Path, source: str, message: str) -> None:
    (desk / "daily.md.j2").write_text(source)
    with pytest.raises(TemplateError, match=message) as caught:
        page(desk, form="md")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        "{{ page.__class__ }}",
        "{{ page.edition.__init__.__globals__ }}",
        "{{ cite.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 10 ** 100000000 }}",
        "{{ range(1000000000) }}",
        "{{ lipsum() }}",
        "{% set x = notes.all.append(1) %}",
        '{% include "/etc/passwd" %}',
        '{% include "../../etc/passwd" %}',
        "{{ '{0.__class__}'.format(page) }}",
    ],
)
def test_the_sandbox_refuses(desk: Path, source: str) -> None:
    (desk / "daily.md.j2").write_text(source)
    with pytest.raises(TemplateError):
        page(desk, form="md")


def test_a_template_that_writes_without_end_is_stopped(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CHARACTERS", 10_000)
    (desk / "daily.md.j2").write_text(
        "{% for a in range(9999) %}{% for b in range(9999) %}xxxx{% endfor %}{% endfor %}"
    )
    with pytest.raises(TemplateError, match=r"daily\.md\.j2: writes too much or takes too long"):
        page(desk, form="md")


def test_what_a_template_prints_is_escaped_even_when_it_forgets(desk: Path) -> None:
    (desk / "daily.html.j2").write_text("{{ '<b>' }}{{ page.title }}")
    (desk / "daily.md.j2").write_text("{{ '<b> *x* [y](z)' }}")
    assert page(desk).startswith("&lt;b&gt;")
    assert page(desk, form="md") == "\\<b\\> \\*x\\* \\[y\\](z)\n"


@pytest.mark.parametrize("name", ["", "../daily", "daily/..", "base", "macros", "a\0b", "/etc/passwd"])
def test_what_is_no_template_is_refused(name: str, desk: Path) -> None:
    with pytest.raises(TemplateError, match="is not a template"):
        page(desk, template=name)
