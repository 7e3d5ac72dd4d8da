"""Currencies beside a number, and the table that is made from CLDR."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefing.extract.money as module
from briefing.extract.money import currency_after, currency_before

TABLE = Path(module.__file__).parent / "data/currencies.txt"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Hr 5", "UAH"),
        ("UAH 5", "UAH"),
        ("US$5", "USD"),
        ("US $5", "USD"),
        ("a $5", "USD"),
        ("A $5", "USD"),
        ("A$5", "AUD"),
        ("$A5", "AUD"),
        ("c $ 5", "CAD"),
        ("HK $5", "HKD"),
        ("Britain's $5", "USD"),
        ("Rs. 5", "INR"),
        ("RM5", "MYR"),
        ("zł 5", "PLN"),
        ("€ 5", "EUR"),
        ("USD5", "USD"),
    ],
)
def test_before(text: str, code: str) -> None:
    found = currency_before(text, text.index("5"), large=False)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("text", ["TOP 5", "gave us 5", "N5", "Friends 5", "MARS 5", "in 5", "5"])
def test_not_before(text: str) -> None:
    assert currency_before(text, text.index("5"), large=False) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("5 hryvnyas", "UAH"),
        ("5 Finnish markka", "FIM"),
        ("5 US dollars of", "USD"),
        ("5€", "EUR"),
        ("5-yen", "JPY"),
        ("5 Danish crowns", "DKK"),
        ("5元", "CNY"),
        ("5 Pakistani rupees", "PKR"),
        ("5 rupees", "INR"),
        ("5 CHF", "CHF"),
    ],
)
def test_after(text: str, code: str) -> None:
    found = currency_after(text, 1, large=False)
    assert found is not None
    assert found.code == code


def test_ordinary_words_need_a_large_amount() -> None:
    assert currency_after("5 won", 1, large=False) is None
    found = currency_after("5 won", 1, large=True)
    assert found is not None
    assert found.code == "KRW"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pakistan raised fuel prices by 5 rupees a litre.", "PKR"),
        ("Mexico spent 5 pesos.", "MXN"),
        ("Argentina, like Chile and Argentina's neighbours, spent 5 pesos.", "ARS"),
        ("Pakistan and Australia spent 5 dollars.", "USD"),
        ("Somebody spent 5 rupees.", "INR"),
    ],
)
def test_the_country_spoken_of_decides_whose_currency_a_shared_name_means(text: str, code: str) -> None:
    found = currency_after(text, text.index("5") + 1, large=False)
    assert found is not None
    assert found.code == code


def test_the_table_has_what_cldr_calls_tender_today() -> None:
    """To write the table anew: for each code of ``Locale("en").currencies`` its names by ``get_currency_name``.

    A code is "(old)" when no row of the global data ``territory_currencies`` has it as tender without an end.
    """
    from babel import Locale
    from babel.core import get_global

    current = {
        code
        for rows in get_global("territory_currencies").values()
        for code, _, end, tender in rows
        if tender and end is None
    }
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    listed = {line.partition(":")[0].removesuffix(" (old)") for line in lines}
    names = Locale("en").currencies
    missing = {code for code in current if code in names and not code.startswith("X")} - listed
    assert len(missing) <= 3, "CLDR knows newer currencies than data/currencies.txt"
