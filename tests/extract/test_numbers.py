"""Numbers: digits in many notations, number words, fractions, scales."""

from __future__ import annotations

from fractions import Fraction

import pytest

from briefing.extract.numbers import numbers, plain, read_digits
from briefing.extract.numbers_words import small_letters


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,234,567", 1234567),
        ("12,34,567.89", 1234567.89),
        ("1 414 021 100", 1414021100),
        ("40\u202f000", 40000),
        ("1'234'567", 1234567),
        ("1.234.567", 1234567),
        ("1.234.567,89", 1234567.89),
        ("3,5", 3.5),
        (".08", 0.08),
        ("10 1/2", 10.5),
        ("2 ¼", 2.25),
        ("3/4", 0.75),
        ("½", 0.5),
        ("1.3e6", 1300000),
        ("1.99×10−3", 0.00199),
        ("4 hundred million", 400000000),
        ("35 lakh", 3500000),
        ("10 bln", 10**10),
        ("3 dozens", 36),
        ("3 and a half million", 3500000),
        ("sixteen", 16),
        ("fifty - two", 52),
        ("one hundred and sixty-one", 161),
        ("Three hundred  and  thirty one", 331),
        ("two hundred and two thousand", 202000),
        ("twenty-one trillion and three hundred", 21000000000300),
        ("three lakh crore", 3 * 10**12),
        ("two and a half million", 2500000),
        ("one hundred and three and two thirds", 103 + 2 / 3),
        ("twenty and three fifths", 20.6),
        ("five and a quarter", 5.25),
        ("half a dozen", 6),
        ("half a million", 500000),
        ("a dozen", 12),
        ("a third", 1 / 3),
        ("two-thirds", 2 / 3),
        ("five eighths", 0.625),
        ("nine point nought four", 9.04),
        ("two hundred point seventy-one", 200.71),
        ("doubled", 2),
        ("tenfold", 10),
    ],
)
def test_value_and_span(text: str, value: float) -> None:
    (found,) = numbers(f"x {text} y")
    assert f"x {text} y"[found.start : found.end] == text
    assert found.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("22,24,26,31", [22, 24, 26, 31]),
        ("1.2.3 and 10.0.0.1", []),
        ("phone tone often someone", []),
        ("one two three", [1, 2, 3]),
        ("9" * 60, []),
        ("the first, the second, the third", []),
        ("a million a hundred", [10**6, 100]),
        ("a. million", []),
    ],
)
def test_several_or_none(text: str, values: list[int]) -> None:
    assert [n.value for n in numbers(text)] == values


def test_vague_words_span_one_order() -> None:
    (found,) = numbers("tens of millions")
    assert (found.low, found.high, found.value) == (10**7, 10**8, None)


def test_read_digits_refuses_what_is_no_number() -> None:
    assert read_digits("1.2.3") is None
    assert read_digits("12,3456") is None


def test_plain_keeps_whole_numbers_whole() -> None:
    assert plain(Fraction(7)) == 7
    assert isinstance(plain(Fraction(7)), int)
    assert plain(Fraction(1, 2)) == 0.5


def test_small_letters_keep_their_places() -> None:
    assert len(small_letters("İSTANBUL One")) == len("İSTANBUL One")
    assert small_letters("İSTANBUL One").endswith("one")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Two ships", [2]),
        ("two", [2]),
        ("\u201cThree\u201d, (four) or five/six", [3, 4, 5, 6]),
        ("bone, \u00e9one, one\u00e9, _one, one_", []),
        ("TWENTY-FIVE AND A HALF MILLION", [25500000]),
        ("5 and a half, 5 AND A HALF", [5.5, 5.5]),
        ("3 m, 3 million, 3 April, 3 x 10^2, 3 1/2", [3, 3000000, 3, 300, 3.5]),
    ],
)
def test_where_numbers_begin_and_go_on(text: str, values: list[float]) -> None:
    assert [one.value for one in numbers(text)] == values
