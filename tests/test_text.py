"""Text of strangers on a terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.text import digest, one_line, visible


def test_controls_and_bidirectional_marks_become_visible() -> None:
    assert visible("a\x1b[31mb\x9bc\u202ed\x07") == "a�[31mb�c�d�"


def test_tabs_and_newlines_stay() -> None:
    assert visible("a\tb\nc") == "a\tb\nc"
    assert one_line(" a\tb\n\n c ") == "a b c"


@given(st.text(st.characters()))
def test_every_code_point_stays_one_code_point(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert "\x1b" not in visible(text)


def test_the_digest_is_of_the_utf8_bytes() -> None:
    assert digest("") == "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest("\ud800").startswith("sha256:")
