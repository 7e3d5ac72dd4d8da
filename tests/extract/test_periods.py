"""Times in words, normalised by the date of the report."""

from __future__ import annotations

import pytest

from briefing.extract.periods import periods, read_date

CASES = [
    ("in 2024", "2024"),
    ("next year", "2025"),
    ("this year", "2024"),
    ("last year", "2023"),
    ("last month", "2024-02"),
    ("next month", "2024-04"),
    ("last week", "2024-W09"),
    ("yesterday", "2024-03-04"),
    ("the first half of 2023", "H1 2023"),
    ("the second half of this year", "H2 2024"),
    ("the third quarter of 2022", "Q3 2022"),
    ("the fourth quarter", "Q4 2024"),
    ("last quarter", "Q4 2023"),
    ("Q3 2024", "Q3 2024"),
    ("fiscal 2022", "FY2022"),
    ("FY23", "FY2023"),
    ("Dec. 4, 2015", "2015-12-04"),
    ("4 December 2015", "2015-12-04"),
    ("December 2015", "2015-12"),
    ("in October", "2023-10"),
    ("in March", "2024-03"),
    ("on March 2", "2024-03-02"),
    ("2015-2025", "2015–2025"),
    ("2023-24", "2023–2024"),
    ("between 2010 and 2015", "2010–2015"),
    ("the 1990s", "1990s"),
    ("two years ago", "2022"),
    ("this summer", "summer 2024"),
    ("fiscal 2024-25", "2024–2025"),
    ("the past year", "2023"),
    ("the current month", "2024-03"),
    ("the three months to June 2023", "Q2 2023"),
    ("the quarter ended 30 September", "Q3 2023"),
    ("six months ending June 30, 2023", "H1 2023"),
    ("the year to March 2023", "FY2023"),
    ("the year ended December 31", "2023"),
    ("nine months to September", "2023-09"),
    ("the first six months of 2022", "H1 2022"),
    ("the first three months of the year", "Q1 2024"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_period(text: str, expected: str) -> None:
    assert [name for _, _, name in periods(text, 0, len(text), "2024-03-05")] == [expected]


def test_without_a_date_relative_words_stay_words() -> None:
    text = "It grows next year, and in March it stops."
    assert [name for _, _, name in periods(text, 0, len(text), None)] == ["next year"]


@pytest.mark.parametrize("date", [None, "", "soon", "2024-13-01"])
def test_what_is_no_date_is_none(date: str | None) -> None:
    assert read_date(date) is None


@pytest.mark.parametrize("text", ["$2015 dollars", "It may rain", "12024", "a half-year", "0001 and 9999"])
def test_no_period(text: str) -> None:
    assert periods(text, 0, len(text), "2024-03-05") == []


def test_a_newspaper_is_no_day() -> None:
    text = "Today USA TODAY printed it, and tomorrow others will."
    assert [name for _, _, name in periods(text, 0, len(text), "2024-03-05")] == ["2024-03-05", "2024-03-06"]


@pytest.mark.parametrize("law", ["the Act 1998", "(Act of 1998)", "the Data Protection Regulations 1998"])
def test_the_year_of_a_law_is_no_period(law: str) -> None:
    text = f"It is in {law} as it was."
    assert periods(text, 0, len(text), "2024-03-05") == []


def test_times_are_looked_for_inside_the_span_only() -> None:
    text = "In 2019. In March 2020 it was. In 2021."
    assert [name for _, _, name in periods(text, 9, 30, None)] == ["2020-03"]
