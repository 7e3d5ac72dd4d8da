"""Runs of letters are the same whether the text is plain ASCII or not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest.letters import runs, runs_of


@given(st.text(alphabet="abZ éß9_'’“”—…\u00a0\u0457漢\n", max_size=60))
def test_runs_are_what_the_pattern_finds(text: str) -> None:
    assert runs(text) == re.findall(r"[^\W\d_]+", text)


@given(st.lists(st.text(alphabet="abZ éß9’”\u00a0\n", max_size=20), max_size=4))
def test_runs_of_several_texts_are_those_of_each(texts: list[str]) -> None:
    assert runs_of(texts) == [runs(text) for text in texts]
