"""Furniture: what is dimmed, and above all what is not."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


HOSTILE = {
    "line ends": "\n",
    "blanks": " ",
    "one line": "a",
    "short lines": "ab\n",
    "capitals": "A\n\n",
    "quotation marks": '"',
    "stops": ". ",
    "blank lines with blanks": "  \n",
}


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_no_text_costs_more_than_its_length(unit: str) -> None:
    def cost(size: int) -> float:
        text = unit * (size // len(unit))
        best = float("inf")
        for _ in range(3):
            start = time.process_time()
            find(text)
            best = min(best, time.process_time() - start)
        return best

    assert cost(200_000) < 16 * cost(50_000) + 0.05  # four times the text; a quadratic rule would take sixteen times


@given(st.text(alphabet="aB .,\n“”\"'–|©1\t\u3000", max_size=400))
def test_every_span_lies_inside_the_text_and_in_order(text: str) -> None:
    end = 0
    for span in find(text):
        assert end <= span.start < span.end <= len(text)
        assert span.reason
        end = span.end
