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
        ("* Ministry of Works: Rs 6.1 crore", "Ministry of Works"),
        ("Pay rose by 5 percent.", "Pay"),
        ("The cost has fallen by 5 percent.", "cost"),
        (
            "The allocation for projects in sectors such as roads, ports and rails has been cut by 11 per cent.",
            "allocation for projects in sectors",
        ),
        ("The bank beat forecasts with a pre-tax profit of $87m.", "pre-tax profit"),
        ("The fund beat the $5 billion expected by analysts.", "fund"),
        ("The thief stole $5m.", "thief"),
        ("The industrial average fell 118 points.", "industrial average"),
        ("The $5 million package includes tents.", "package"),
        ("The rupee settled at 83.25 against the dollar.", "rupee"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Margins grew 120 bps to 18.4%.", ["Margins", "Margins"]),
        ("The firm lost $5m, $6m and $7m.", ["firm", "firm", "firm"]),
        ("The yield was 2.5 percent late on Monday, up from 2.4 percent a day earlier.", ["yield", "yield"]),
        ("The annex cost $5m; 800 MW came.", ["annex", None]),
        ("It has 21 boats and more than 25 crews.", ["boats", "crews"]),
    ],
)
def test_a_figure_without_words_of_its_own_measures_what_the_one_before_it_does(
    text: str, expected: list[str | None]
) -> None:
    assert [c.figure.measures for c in figures(text) if c.figure] == expected
