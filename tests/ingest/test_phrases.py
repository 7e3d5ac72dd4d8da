"""The lists of phrases: what a text hints at is met by every one of them."""

from __future__ import annotations

import pytest

from briefing.ingest.phrases import DATA, load

INSIDE = [row[1:].strip("…") for row in (DATA / "furniture.txt").read_text("utf-8").splitlines() if row[:1] == "…"]
AROUND = "The council met on Tuesday and said nothing of the price."


@pytest.mark.parametrize("before", ["", "x ", "12 ", "«"])
@pytest.mark.parametrize("mark", ["", "é"])
def test_every_phrase_is_found_inside_of_a_line(before: str, mark: str) -> None:
    phrases = load()
    for phrase in INSIDE:
        line = f"{before}{phrase}{mark and ' ' + mark}"
        hints = phrases.hints(f"{AROUND}\n{line.capitalize()}\n{AROUND}")
        assert phrases.look(line, hints)[1], line


def test_nothing_is_hinted_at_by_a_text_without_phrases() -> None:
    hints = load().hints(AROUND)
    assert not hints.keys
    assert not hints.literals


def test_a_key_inside_of_a_word_is_none() -> None:
    phrases = load()
    line = "the preauthored subscribers"
    assert phrases.look(line, phrases.hints(f"author subscribe\n{line}")) == ("", None)
