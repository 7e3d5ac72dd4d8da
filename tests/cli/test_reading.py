"""``briefing search`` on a desk whose index broke."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Briefing


@pytest.mark.parametrize("part", ["meta.json", "*.term", "*.idx", "*.fieldnorm"])
def test_a_search_that_finds_the_index_damaged_answers_all_the_same(briefing: Briefing, root: Path, part: str) -> None:
    for path in (root / "sources").rglob("*"):
        os.utime(path, ns=(10**18, 10**18))  # what was just written would be read again in any case
    before = [hit["id"] for hit in briefing("search", "the", "--json").json]
    assert before
    (index,) = (root / ".briefing").glob("index-*")
    for file in index.glob(part):
        file.write_bytes(b"\xff" * 64)
    answer = briefing("search", "the", "--json")
    assert answer.code == 0
    assert [hit["id"] for hit in answer.json] == before
