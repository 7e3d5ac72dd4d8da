"""Quotes, statements and speakers, case by case, from text files: a title, the text, three dots, what is to be found.

A finding is one line: its kind and form, its words, then who speaks, in which role, by which cue; ``-`` for nobody
and ``…`` for words that do not matter. ``nothing`` stands for no finding. Parts of one quotation share a number in
brackets.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.extract import find
from briefing.extract.chain import RULES
from briefing.extract.finding import Finding
from briefing.ingest.source import Source

CASES = Path(__file__).parent / "cases"
SPEECH = {"quotations", "dash", "interview", "set apart", "statements"}
WITHOUT = {rule.name for rule in RULES if rule.name not in SPEECH}


def cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.txt")):
        for block in file.read_text("utf-8").split("\n====\n"):
            title, _, rest = block.strip("\n").partition("\n")
            text, _, expected = rest.partition("\n...\n")
            yield pytest.param(text.strip("\n"), expected.strip().splitlines(), id=f"{file.stem}: {title}")


def line(found: Finding, groups: dict[int, int]) -> str:
    name = f"{found.form} quote" if found.kind == "quote" else found.kind
    if found.group is not None and groups[found.group] > 1:
        name += f" ({found.group})"
    return " | ".join(
        [name, found.exact.replace("\n", " / "), found.speaker or "-", found.role or "-", found.cue or "-"]
    )


def agrees(expected: str, actual: str) -> bool:
    wanted, given = expected.split(" | "), actual.split(" | ")
    return all(w in (g, "…") for w, g in zip(wanted, given, strict=False)) and len(wanted) <= len(given)


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_case(text: str, expected: list[str]):
    found = find(Source("a.txt", "sources/a.txt", text, "sha256:"), without=WITHOUT)
    groups: dict[int, int] = {}
    for one in found:
        if one.group is not None:
            groups[one.group] = groups.get(one.group, 0) + 1
    actual = [line(one, groups) for one in found] or ["nothing"]
    right = len(actual) == len(expected) and all(map(agrees, expected, actual))
    assert right, "\n".join(["found:", *actual])
