"""Furniture: what is dimmed, and above all what is not."""

import pytest

from briefing.ingest.furniture import find

NOTE = "The harbour of Riga handled 24 million tonnes of cargo in 2023, four per cent more than a year before."


@pytest.mark.parametrize(
    "text", [NOTE, "Riga grew.", "a grain ship left odesa carrying 30 000 tons", NOTE + "\n\n" + NOTE[:40]]
)
def test_a_note_without_furniture_is_left_alone(text: str) -> None:
    assert find(text) == ()


def test_nothing_holds_no_furniture() -> None:
    assert find("") == ()
    assert find("\n \n") == ()
