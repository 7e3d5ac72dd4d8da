"""The lists of phrases: every one of them is met."""

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
        assert phrases.met(f"{AROUND}\n{line.capitalize()}\n{AROUND}"), line
        assert phrases.look(line, met=True)[1], line


def test_every_phrase_that_is_a_whole_line_is_found() -> None:
    phrases = load()
    missed = [phrase for phrase in phrases.whole if phrases.look(phrase, met=False)[0] != "whole"]
    assert not missed


def test_a_text_without_phrases_meets_none() -> None:
    assert not load().met(AROUND)


def test_a_phrase_inside_of_a_longer_word_is_none() -> None:
    phrases = load()
    line = "the preauthored unsubscribers"
    assert phrases.met(line)
    assert phrases.look(line, met=True) == ("", None)
