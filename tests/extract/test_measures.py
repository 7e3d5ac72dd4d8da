"""What a figure is of, in the text's words."""

from __future__ import annotations

import pytest

from tests.extract.test_figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The state has set aside $5 billion of its budget for roads.", "budget for roads"),
        ("The company signed a $150,000 contract with a rival.", "contract with a rival"),
        ("Sales of tractors rose 5% in May.", "Sales of tractors"),
        ("The heat index reached 109 by noon.", "heat index"),
        ("Some 61 percent of the remaining seats are vacant.", "remaining seats"),
        (
            "There are 21 initiatives for moving production to the coast.",
            "initiatives for moving production to the coast",
        ),
        ("Output of the plant has grown by 12 percent.", "Output of the plant"),
        ("The army has raised its purchases of shells by 20 percent.", "purchases of shells"),
        ("It has pledged 12 million euros ($13 million) in aid to farmers.", "aid to farmers"),
    ],
)
def test_measures(text: str, expected: str) -> None:
    figure = figures(text)[0].figure
    assert figure is not None
    assert figure.measures == expected


def test_nothing_nearby_gives_none() -> None:
    figure = figures("12%.")[0].figure
    assert figure is not None
    assert figure.measures is None
