"""Figures of texts that are not in English: values and units are right, and nothing is said that is not known."""

from __future__ import annotations

import pytest

from briefing.extract.figures_foreign import find_foreign, is_foreign

TEXTS = (
    ("Der Bau kostet 1,3 Milliarden Euro, 12,5 Prozent mehr.", [(1.3e9, "EUR"), (12.5, "percent")]),
    (
        "Rund 200.000 Haushalte und 3 Mio. Gäste; das Werk liefert 450 MW.",
        [(2e5, None), (3e6, None), (450, "megawatt")],
    ),
    ("El plan cuesta 1.250 millones de euros y 2 mil millones de pesos.", [(1.25e9, "EUR"), (2e9, "MXN")]),
    ("La ville paie 2,4 milliards d'euros, soit 15 % du budget de 2023.", [(2.4e9, "EUR"), (15, "percent")]),
    ("O pacote de R$ 1,7 bilhão paga 3.500 médicos.", [(1.7e9, "BRL"), (3500, None)]),
    ("Уряд виділив 255 млрд гривень, або 6,9 млрд доларів.", [(2.55e11, "UAH"), (6.9e9, "USD")]),
    ("予算は112兆5717億円で、16.5%増えた。", [(16.5, "percent")]),
    ("Am 3. Mai 2024 um 14:30 kamen 27 Leute; Tel. 030 123456; Stand 1,234.", []),
)


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_amounts_are_read_as_their_language_writes_them(text: str, expected: list[tuple[float, str | None]]) -> None:
    found = list(find_foreign(text, sentences=[(0, len(text))]))
    figures = [one.figure for one in found if one.figure is not None]
    assert [(figure.value, figure.unit) for figure in figures] == expected
    assert all(figure.noun is None and figure.measures is None for figure in figures)
    assert all(0 <= one.start < one.end <= len(text) for one in found)


def test_a_text_is_foreign_by_its_own_words_and_not_by_its_metadata_alone() -> None:
    english = "The mayor of the town and the head of the port met. " * 4
    assert not is_foreign(english, "de")
    assert not is_foreign("Der Hafen wird im Mai eröffnet.", None)
    assert not is_foreign("A baker’s dozen is 13 units.", "nl")
    assert is_foreign("Der Hafen wird im Mai eröffnet.", "de")
    assert not is_foreign(english, "en-GB")
