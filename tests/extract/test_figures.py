"""Figures in running text: the cases in figure_cases/, and what holds for every text."""

from __future__ import annotations

from briefing.extract.figures import find_figures


def test_money_and_its_conversion_are_tied() -> None:
    text = "The plan sets aside UAH 12 billion ($300 million) for roads."
    first, second = find_figures(text, sentences=[(0, len(text))])
    assert first.figure is not None
    assert (first.figure.value, first.figure.unit) == (12_000_000_000, "UAH")
    assert first.equals == (second.start, second.end)
