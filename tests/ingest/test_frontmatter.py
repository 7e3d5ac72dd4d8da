"""Front matter of the plain kind is parsed without the YAML parser, and says the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import Unreadable
from briefing.ingest import frontmatter
from briefing.settings import mapping

WORDS = st.one_of(
    st.text(alphabet="ab Zé0-:#'\"[]{},&*!|>%@`.\t\u00a0\u0085中~=?", max_size=12),
    st.sampled_from(
        ["yes", "No", "null", "~", "2026-03-01", "2026-13-01", "2026-3-1", "1e3", "a: b", "a #b", "a#b", "y"]
    ),
)
KEYS = st.sampled_from(["title", "date", "no", "on", "a_b", "Title", "x y", "publisher"])


@given(st.lists(st.tuples(KEYS, WORDS), min_size=1, max_size=4))
def test_what_is_read_without_the_parser_is_what_the_parser_reads(lines: list[tuple[str, str]]) -> None:
    yaml = "".join(f"{key}: {words}\n" for key, words in lines)
    plain = frontmatter.plain(yaml)
    if plain is not None:
        assert plain == mapping(yaml.encode(), file="note.txt")


def test_the_usual_lines_need_no_parser() -> None:
    yaml = "title: Ferry sails again, at last (really)\npublisher: Dunmore Post\ndate: 2026-03-01\nurl: https://a.example/b#c\n"
    plain = frontmatter.plain(yaml)
    assert plain is not None
    assert plain == mapping(yaml.encode(), file="note.txt")


def test_days_and_numbers_as_keys_inside_a_value_become_text() -> None:
    meta, _ = frontmatter.split("---\nevents: {2024-01-01: [{1: a}], x: 2}\n---\nWords.\n", file="note.md")
    assert meta.extra == {"events": {"2024-01-01": [{"1": "a"}], "x": 2}}


def test_front_matter_that_is_a_bomb_is_refused() -> None:
    lines = "a: &a [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1 or ''}, *a{n - 1 or ''}]\n" for n in range(1, 30))
    with pytest.raises(Unreadable, match=r"front matter: note.md: is not YAML: stands for more than"):
        frontmatter.split(f"---\ntitle: T\n{lines}---\nWords.\n", file="note.md")
