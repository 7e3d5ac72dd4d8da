"""The language of the search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.query import All, Any, Days, Node, Not, Words, parse, positive


def w(*words: str, prefix: bool = False, field: str = "") -> Words:
    return Words(words, prefix, field)


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("harbour", w("harbour")),
        ("harbour ice", All((w("harbour"), w("ice")))),
        ("harbour AND ice", All((w("harbour"), w("ice")))),
        ("harbour OR ice grain", Any((w("harbour"), All((w("ice"), w("grain")))))),
        ("(harbour OR ice) grain", All((Any((w("harbour"), w("ice"))), w("grain")))),
        ("harbour NOT ice", All((w("harbour"), Not(w("ice"))))),
        ("harbour -ice", All((w("harbour"), Not(w("ice"))))),
        ('"the harbour"', w("the", "harbour")),
        ("“the harbour”", w("the", "harbour")),
        ("harb*", w("harb", prefix=True)),
        ('"the harb*"', w("the", "harb", prefix=True)),
        ("Łódź", w("lodz")),
        ("255,000", w("255", "000")),
        ("防务部", w("防", "务", "部")),
        ('publisher:"Port Gazette"', w("port", "gazette", field="publisher")),
        ("SPEAKER:Kovac", w("kovac", field="speaker")),
        ("after:2024-02", Days(first="2024-02-01")),
        ("before:2024", Days(last="2024-01-00")),
        ("and or not", All((w("and"), w("or"), w("not")))),
    ],
)
def test_a_query_is_read(query: str, node: Node) -> None:
    assert parse(query) == node


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("harbour AND", ["harbour"]),
        ("harbour AND OR ice", ["harbour", "ice"]),
        ("harbour NOT", ["harbour"]),
        ("OR", ["or"]),
        ("AND NOT", ["and", "not"]),
        ("harbour)", ["harbour"]),
        ("NOT", ["not"]),
        ("after:soon", ["after", "soon"]),
        ("after:2024-99", ["after", "2024", "99"]),
        ("title:", ["title"]),
        ("http://example.org", ["http", "example", "org"]),
    ],
)
def test_what_does_not_parse_is_words(query: str, words: list[str]) -> None:
    assert [word for part in positive(parse(query)) for word in part.words] == words


@pytest.mark.parametrize("query", ["", "  ", '""', "-", "(", "()", "* * *", "…"])
def test_a_query_without_words_asks_for_nothing(query: str) -> None:
    assert parse(query) is None


def test_what_is_still_open_closes_itself() -> None:
    assert parse('"the harb') == w("the", "harb")
    assert parse("(harbour ice") == All((w("harbour"), w("ice")))


def test_while_typing_the_last_word_goes_on() -> None:
    assert parse("grain harb", typing=True) == All((w("grain"), w("harb", prefix=True)))
    assert parse("grain harb ", typing=True) == All((w("grain"), w("harb")))
    assert parse("grain -harb", typing=True) == All((w("grain"), Not(w("harb"))))


@pytest.mark.parametrize("alone", ["harb", "हिन्दी"])
def test_while_typing_a_letter_or_its_sign_at_the_end_goes_on(alone: str) -> None:
    assert parse(alone, typing=True) == w(alone, prefix=True)


@pytest.mark.parametrize(
    "end",
    [
        "OR",
        "OR ",
        "AND",
        " NOT",
        "AND NOT ",
        "AND OR",
        "-",
        " - ",
        "(",
        "OR (",
        '"',
        "“",
        '""',
        'OR "',
        "OR *",
        "OR -title:",
        "speaker:",
        'title:"',
        'OR -title:"',
        "after:",
        "after:2",
        "before:202",
        "OR after:2024-",
    ],
)
def test_while_typing_what_is_unfinished_counts_as_not_there(end: str) -> None:
    assert parse(f"grain harb {end}", typing=True) == All((w("grain"), w("harb")))


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("harb OR p", Any((w("harb"), w("p", prefix=True)))),
        ("harb ORB", All((w("harb"), w("orb", prefix=True)))),
        ("(harb OR", w("harb")),
        ('"harb OR', w("harb", "or", prefix=True)),
        ('"harb p', w("harb", "p", prefix=True)),
        ('"harb p"', w("harb", "p")),
        ('"harb p" ', w("harb", "p")),
        ("title:harb", w("harb", prefix=True, field="title")),
        ("harb after:2024-1", All((w("harb"), Days(first="2024-01-01")))),
        ("OR", All((w("or", prefix=True),))),
        ("-", None),
    ],
)
def test_a_query_is_read_while_it_is_typed(query: str, node: Node | None) -> None:
    assert parse(query, typing=True) == node


@given(st.text(alphabet='ab ()"*-:ANDORNOT“”publisher', max_size=40))
def test_every_query_has_an_answer(query: str) -> None:
    for part in positive(parse(query, typing=True)):
        assert part.words


def test_what_is_negated_twice_is_shown() -> None:
    assert list(positive(parse("NOT NOT port -ice"))) == [Words(("port",))]
