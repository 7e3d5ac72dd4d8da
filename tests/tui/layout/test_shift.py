"""Places in another edition of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.tui.layout.shift import shifted

TEXT = "The harbour is closed. Ice lies there."


@pytest.mark.parametrize(
    ("now", "at"),
    [
        (TEXT, "Ice"),
        ("All say: " + TEXT, "Ice"),
        (TEXT.replace("closed", "closed to all ships"), "Ice"),
        (TEXT.replace("closed", "shut"), "Ice"),
        (TEXT + " So do ships.", "Ice"),
        (TEXT.replace("lies there", "left"), "Ice"),
        (TEXT.replace("The harbour is closed. ", ""), "Ice"),
    ],
)
def test_a_place_stays_at_its_words(now: str, at: str) -> None:
    assert shifted(TEXT, now, [TEXT.index(at)]) == [now.index(at)]


@given(st.text("ab", max_size=8), st.text("ab", max_size=8))
def test_places_stay_within_the_text_and_in_order(before: str, now: str) -> None:
    found = shifted(before, now, range(len(before) + 1))
    assert found[0] in (0, len(now) - len(before))
    assert all(0 <= at <= max(len(before), len(now)) for at in found)
