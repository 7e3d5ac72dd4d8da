"""``briefing search``: queries that look like options, and a desk whose index broke."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.library.lock import writer
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


@pytest.mark.parametrize(
    "words",
    [
        ("-storm",),
        ("-storm", "--json"),
        ("--limit", "5", "-storm"),
        ("-storm", "--limit=5"),
        ("--", "-storm"),
        ("--json", "--", "-storm"),
        ("-harbour",),
        ("-s",),
        ("-storm ferry",),
        ("-storm", "ferry"),
        ("ferry", "-storm"),
        ('-"the storm" ferry',),
        ("-(storm OR harbour)",),
        ("--", "-h", "ferry"),
    ],
)
def test_a_query_may_begin_with_a_minus(briefing: Briefing, words: tuple[str, ...]) -> None:
    asked = " ".join(word for word in words if not word.startswith("--") and word != "5")
    wanted = [hit["id"] for hit in briefing("search", "--json", f"({asked})").json]
    json = () if "--json" in words else ("--json",)
    answer = briefing("search", *json, *words)
    assert answer.code == 0
    assert [hit["id"] for hit in answer.json] == wanted
    assert wanted


def test_nothing_but_what_is_left_out_leaves_the_others(briefing: Briefing) -> None:
    every = {entry["id"] for entry in briefing("list", "--json").json}
    holding = {hit["id"] for hit in briefing("search", "storm", "--json").json}
    left = {hit["id"] for hit in briefing("search", "-storm", "--json").json}
    assert holding
    assert left == every - holding


def test_options_of_search_are_still_options(briefing: Briefing) -> None:
    assert "Usage" in briefing("search", "-h").out
    assert "No such option" in briefing("search", "storm", "--jsn").err
    assert "-5 is not in the range" in briefing("search", "storm", "--limit", "-5").err
    missed = briefing("search", "-storm", "zeppelin")
    assert (missed.code, missed.err.split(":")[1]) == (1, " nothing matches '-storm zeppelin'")


@pytest.mark.parametrize("command", [("list",), ("search", "the")])
def test_an_answer_beside_a_program_that_reads_says_so(
    briefing: Briefing, root: Path, command: tuple[str, ...]
) -> None:
    alone = briefing(*command)
    assert "another program" not in alone.err
    with writer(root / ".briefing"):
        beside = briefing(*command)
    assert beside.err.splitlines() == [
        "briefing: another program is reading the folder: what it has not read yet is missing"
    ]
    assert (beside.code, beside.out) == (alone.code, alone.out)
