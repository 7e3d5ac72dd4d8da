"""Dates as documents write them."""

import pytest

from briefing.ingest.dates import days, parse


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-06-27", "2025-06-27"),
        ("2025-06-27T10:00:00Z", "2025-06-27T10:00:00+00:00"),
        ("Dec. 15, 2023", "2023-12-15"),
        ("15 December 2023", "2023-12-15"),
        ("Tuesday, November 19, 2019", "2019-11-19"),
        ("15. Dezember 2023", "2023-12-15"),
        ("1er mai 2021", "2021-05-01"),
        ("15 de diciembre de 2023", "2023-12-15"),
        ("3 марта 2020", "2020-03-03"),
        ("15.12.2023", "2023-12-15"),
        ("15-Dec-2023", "2023-12-15"),
        ("12/15/2023", "2023-12-15"),
        ("May 2024", "2024-05"),
        ("2024", "2024"),
        ("Fri, 15 Dec 2023 10:00:00 +0000", "2023-12-15T10:00:00+00:00"),
    ],
)
def test_a_date_is_read(words: str, iso: str) -> None:
    assert parse(words) == iso


@pytest.mark.parametrize("words", ["", "someday", "1/2/2023", "31 February 2020", "marble 3 2020", "2023-2024"])
def test_what_is_no_one_date_is_none(words: str) -> None:
    assert parse(words) is None


def test_dates_in_a_text_keep_their_place_and_may_lack_a_year() -> None:
    text = "On July 3, 1996 and again on Dec. 15, five marines and 4 march bands came."
    assert [(text[day.start : day.end], day.iso) for day in days(text)] == [
        ("July 3, 1996", "1996-07-03"),
        ("Dec. 15", None),
        ("4 march", None),
    ]


def test_dates_stand_where_they_are_written() -> None:
    text = "Signed in mid-March 5, 2021 and on 5.6.2022; Room 12, 3 mayo de 2020, x_may 4."
    assert [(text[day.start : day.end], day.iso) for day in days(text)] == [
        ("March 5, 2021", "2021-03-05"),
        ("5.6.2022", "2022-06-05"),
        ("3 mayo de 2020", "2020-05-03"),
    ]
