"""Units of measure behind a number."""

from __future__ import annotations

import pytest

from briefing.extract.units import lookup, table, unit_after


@pytest.mark.parametrize(
    ("text", "name", "per"),
    [
        ("5 sq m of", "square metre", None),
        ("5 metric tons", "tonne", None),
        ("5km/h", "kilometre", "hour"),
        ("5 mpg", "mile", "gallon"),
        ("5 degrees Celsius", "celsius", None),
        ("5°C", "celsius", None),
        ("5 kWh", "kilowatt hour", None),
        ("5 MW", "megawatt", None),
        ("5 mW", "milliwatt", None),
        ("5 GB", "gigabyte", None),
        ("5μg", "microgram", None),
        ("5µg", "microgram", None),
        ("5-inch", "inch", None),
        ("5 basis points", "basis point", None),
        ("5pc", "percent", None),
        ("5 per cent", "percent", None),
        ("5 percentage points", "percentage point", None),
        ("5 centuries", "century", None),
        ("5 barrels", "barrel", None),
    ],
)
def test_unit(text: str, name: str, per: str | None) -> None:
    found = unit_after(text, 1)
    assert found is not None
    assert (found.unit.name, found.unit.per) == (name, per)


@pytest.mark.parametrize(
    "text", ["5 in Rome", "5 a day", "5 s", "5 x", "5 people", "5", "5 Martians", "5mice", "5 bar owners"]
)
def test_no_unit(text: str) -> None:
    assert unit_after(text, 1) is None


def test_a_unit_may_multiply() -> None:
    found = unit_after("5 bcm", 1)
    assert found is not None
    assert (found.unit.name, found.unit.factor) == ("cubic metre", 10**9)


def test_every_spelling_leads_to_a_unit_with_a_name() -> None:
    assert len(table()) > 500
    assert all(unit.name == unit.name.strip() and unit.name for unit in table().values())


def test_lookup_knows_no_ordinary_words() -> None:
    assert [word for word in ("in", "a", "the", "case", "people", "no", "of") if lookup(word)] == []
