"""Runs of letters are the same whether the text is plain ASCII or not."""

import re

from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest.letters import runs


@given(st.text(alphabet="abZ éß9_'’“”—…\u00a0\u0457漢\n", max_size=60))
def test_runs_are_what_the_pattern_finds(text: str) -> None:
    assert runs(text) == re.findall(r"[^\W\d_]+", text)
