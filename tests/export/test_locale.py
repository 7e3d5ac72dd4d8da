"""Numbers and dates as readers of a language write them."""

from __future__ import annotations

import pytest

from briefing.export.locale import locale
from briefing.extract.finding import Figure


@pytest.mark.parametrize(
    ("language", "iso", "words"),
    [
        ("en", "2025-06-28", "28 June 2025"),
        ("en-US", "2025-06-28", "June 28, 2025"),
        ("de", "2025-06-28", "28. Juni 2025"),
        ("uk", "2025-06-28", "28 червня 2025\u202fр."),
        ("en", "2025-06", "June 2025"),
        ("en", "2025", "2025"),
        ("en", "2025-06-28T01:30:00+03:00", "27 June 2025, 22:30 UTC"),
        ("en", "2025-06-28T01:30:00", "28 June 2025, 01:30"),
        ("en", "last spring", "last spring"),
        ("en", "2025-13-45", "2025-13-45"),
        ("xx-nowhere", "2025-06-28", "28 June 2025"),
        ("en", None, ""),
    ],
)
def test_dates(language: str, iso: str | None, words: str) -> None:
    assert locale(language).date(iso).replace("\u00a0", "\u202f") == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (255_000_000_000, "255 billion"),
        (6_900_000_000, "6.9 billion"),
        (1_234_567, "1,234,567"),
        (1_250_000, "1.25 million"),
        (999_999, "999,999"),
        (0.1, "0.1"),
        (-5, "-5"),
        (10**15, "1000 trillion"),
    ],
)
def test_numbers_lose_nothing(value: float, words: str) -> None:
    assert locale("en").number(value).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("language", "figure", "words"),
    [
        ("en", Figure("money", 255_000_000_000, unit="UAH", qualifier="over"), "over UAH 255 billion"),
        ("de", Figure("money", 255_000_000_000, unit="UAH", qualifier="over"), "> 255 Milliarden UAH"),
        ("en", Figure("percent", low=4, high=5.5), "4–5.5 %"),
        ("en", Figure("measure", 300, unit="kilometre", per="day"), "300 kilometres per day"),
        ("en", Figure("measure", 1, unit="barrel"), "1 barrel"),
        ("en", Figure("measure", 2, unit="furlong"), "2 furlong"),
        ("en", Figure("multiple", 3, unit="times"), "3 times"),
        ("en", Figure("percentage point", 1), "1 percentage point"),
        ("en", Figure("count", 1250, noun="soldier"), "1,250"),
        ("en", Figure("count"), ""),
    ],
)
def test_figures(language: str, figure: Figure, words: str) -> None:
    assert locale(language).figure(figure).replace("\u00a0", " ") == words
