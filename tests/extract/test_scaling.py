"""No text makes a rule quadratic, and whatever the text, findings are well-formed and inside it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.extract import find
from briefing.extract.chain import RULES
from briefing.extract.finding import Finding
from briefing.ingest.source import Furniture, Source

SPEECH = {"quotations", "dash", "interview", "set apart", "statements"}
WITHOUT = {rule.name for rule in RULES if rule.name not in SPEECH}

PIECES = {
    "quotation marks": '"',
    "opening marks": "“a ",
    "closing marks": "”",
    "apostrophes": "’",
    "pairs of marks": "“a” ",
    "digits": "1",
    "capitals": "A",
    "names": "Ann ",
    "one word": "the ",
    "cues": "he said ",
    "inverted cues": "Smith, said, ",
    "according": "according to Smith, ",
    "attributed marks": "“a,” he said, ",
    "dashes": "it works - he said\n",
    "labels": "NAME: yes\n",
    "stops": ".",
    "initials": "A.",
    "commas": "a, ",
    "spaces": " ",
    "lines": "\n",
    "brackets": "(",
    "appositions": "Ann Lee, mayor of Lom, said she would. ",
}


def read(text: str, *furniture: tuple[int, int]) -> tuple[Finding, ...]:
    spans = tuple(Furniture(start, end, "test") for start, end in furniture)
    return find(Source("a.txt", "sources/a.txt", text, "sha256:", furniture=spans), without=WITHOUT)


def seconds(text: str) -> float:
    start = time.process_time()
    read(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_four_times_the_text_takes_about_four_times_as_long(piece: str):
    """A quadratic rule would take sixteen times as long; the margin is for a busy machine."""
    once = piece * (8_000 // len(piece))
    base = min(seconds(once) for _ in range(3))
    assert min(seconds(once * 4) for _ in range(2)) < 10 * base + 0.05


ALPHABET = st.sampled_from(
    [
        *list("\"“”„«»‘’'.,:;-—()?! \n1A"),
        "he ",
        "Smith ",
        "said ",
        "according ",
        "to ",
        "that ",
        "the ",
        "\n\n",
        "Mr. ",
        "she",
    ]
)
TEXTS = st.lists(ALPHABET, max_size=60).map("".join)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 30))
def test_findings_are_well_formed_whatever_the_text(text: str, start: int, length: int):
    start = min(start, len(text))
    furniture = (start, min(len(text), start + length))
    numbers = []
    for found in read(text, furniture):
        numbers.append(found.n)
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.exact
        assert 0 <= found.score <= 1
        assert (found.kind == "quote") == (found.form is not None)
        assert found.end <= furniture[0] or found.start >= furniture[1] or furniture[0] == furniture[1]
        for span, words in ((found.speaker_span, None), (found.cue_span, found.cue)):
            if span is not None:
                assert 0 <= span[0] < span[1] <= len(text)
                assert words is None or text[slice(*span)] == words
    assert numbers == list(range(1, len(numbers) + 1))
