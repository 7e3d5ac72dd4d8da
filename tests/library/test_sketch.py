"""Words and sketch of a text, which are made in one go."""

from __future__ import annotations

import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.ingest.source import Furniture
from briefing.library.sketch import words_and_sketch
from briefing.library.words import words


@given(st.text(alphabet='aZé \u0301ß1_“”"«»\n\x1f国ह.', max_size=60))
@example("x" * 65)
@example(f"“{'x' * 130}” a")
@example('a\x1f"b"\x1fc')
@example('"a" "b" c')
@example("\x1f")
def test_words_are_those_of_the_whole_text_in_order(text: str) -> None:
    assert words_and_sketch(text)[0] == " ".join(words(text))


def told(quote: str, more: str = "") -> str:
    own = " ".join(random.Random(1).choices(["ledger", "harbour", "price", "tender", "ship", "of", "the"], k=60))
    return f"{own} “{quote}”{more} {own[::-1]}"


@pytest.mark.parametrize("more", ["", " Українське слово"])
def test_what_is_quoted_is_found_and_tells_no_story(more: str) -> None:
    one, other = words_and_sketch(told("We hold the line.", more)), words_and_sketch(told("Nothing of that.", more))
    assert " we hold the line " in one[0]
    assert " nothing of that " in other[0]
    assert one[1] == other[1]


def test_words_beyond_ascii_change_no_hash_of_the_others() -> None:
    plain, mixed = (words_and_sketch(f"{told('No.')} {end}")[1] for end in ("and so on", "и так далее"))
    hashes = [{sketch[at : at + 4] for at in range(0, len(sketch), 4)} for sketch in (plain, mixed)]
    assert len(hashes[0] & hashes[1]) >= 0.8 * len(hashes[0])


def test_furniture_has_neither_words_nor_a_part_in_the_sketch() -> None:
    text = told("No.")
    assert words_and_sketch(f"Share this\n{text}", (Furniture(0, 10, "share"),)) == words_and_sketch(text)
