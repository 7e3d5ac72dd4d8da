"""Figures in running text: the cases in figure_cases/, and what holds for every text."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.extract.figures import RULES, find_figures
from briefing.extract.finding import Figure
from briefing.extract.rule import Candidate
from briefing.extract.sentences import paragraphs, sentences

CASES = Path(__file__).parent / "figure_cases"


def figures(text: str, date: str | None = None) -> list[Candidate]:
    """Return the figures of a text, its sentences cut as a document's are."""
    spans = [s for start, end in paragraphs(text) for s in sentences(text, start, end)]
    return find_figures(text, sentences=spans, date=date)


def cases() -> Iterator[tuple[str, str | None, str, list[str]]]:
    for path in sorted(CASES.glob("*.txt")):
        if path.name == "README.txt":
            continue
        date = None
        for block in path.read_text("utf-8").split("\n\n"):
            lines = [line for line in block.splitlines() if line and not line.startswith("# ")]
            if lines and lines[0].startswith("date: "):
                date = lines.pop(0).removeprefix("date: ")
            if "...." in lines:
                at = lines.index("....")
                yield path.stem, date, "\n".join(lines[:at]), lines[at + 1 :]


@pytest.mark.parametrize(("name", "date", "text", "expected"), list(cases()))
def test_case(name: str, date: str | None, text: str, expected: list[str]) -> None:
    found = figures(text, date)
    exact = {(c.start, c.end): text[c.start : c.end] for c in found}
    wanted = [] if expected == ["nothing"] else [line.split(" | ") for line in expected]
    assert list(exact.values()) == [want[0].strip() for want in wanted]
    for candidate, (_, *claims) in zip(found, wanted, strict=True):
        figure = candidate.figure
        assert figure is not None
        for claim in claims:
            assert holds(claim.strip(), figure, candidate, exact), f"{claim!r} does not hold: {figure}"


def holds(claim: str, figure: Figure, candidate: Candidate, exact: dict[tuple[int, int], str]) -> bool:
    word, _, rest = claim.partition(" ")
    named = {"unit": figure.unit, "per": figure.per, "noun": figure.noun, "of": figure.measures, "in": figure.period}
    if claim == "trivial":
        return candidate.score < 0.5
    if word == "no":
        return named[{"period": "in"}.get(rest, rest)] is None
    if word == "equals":
        return candidate.equals is not None and exact[candidate.equals] == rest
    if word in named:
        return named[word] == rest
    if claim[0].isdigit() or claim[0] == "-":
        low, _, high = claim.partition(" to ")
        given = (figure.low, figure.high) if high else (figure.value, None)
        return all(a is not None and math.isclose(a, float(b)) for a, b in zip(given, (low, high), strict=True) if b)
    return claim in (figure.kind, figure.qualifier, figure.direction)


def test_rules_are_named_and_share_out_the_kinds() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES) == 6
    assert all(rule.about for rule in RULES)


CHARACTERS = "0123456789,.-–$€% ()'½е\n"
WORDS = [" and ", " to ", " of ", "a ", "half", "one", "million", "hundred", "m", "bn", "Hr ", "US$", "km/h", "dozens"]
WORDS += ["between ", "from ", "point", "rose ", "third", "İ"]
PIECES = st.sampled_from([*CHARACTERS, *WORDS])


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_spans_inside_it_and_numbers_that_json_can_write(text: str) -> None:
    found = figures(text)
    spans = {(c.start, c.end) for c in found}
    end = 0
    for candidate in found:
        assert end <= candidate.start < candidate.end <= len(text)
        end = candidate.end
        figure = candidate.figure
        assert figure is not None
        assert (figure.value is None) == (figure.low is not None and figure.high is not None)
        assert figure.low is None or figure.high is None or figure.low <= figure.high
        assert 0 <= candidate.score <= 1
        assert candidate.equals is None or candidate.equals in spans
        json.dumps([figure.value, figure.low, figure.high], allow_nan=False)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "1e400", "9" * 400 + ".5", "1e-400 metres", "1" + ",000" * 300, "5 x 10^999"]
)
def test_huge_numbers_are_left_out(text: str) -> None:
    for candidate in figures(f"It has {text} parts."):
        assert candidate.figure is not None
        json.dumps(candidate.figure.value, allow_nan=False)


HARD = [
    "1",
    "1,",
    "$",
    "1 ",
    "$1 ",
    "1-",
    "(1) ",
    "one ",
    "5 pounds ",
    "a hundred and ",
    "1 to ",
    "5% ",
    "Hr ",
    "1,000",
    "between 1 and ",
    "a\t5 x\t",
    "a | 5 |\n",
    "an hour and 5 minutes ",
    "5 people and 6 injured, ",
]


@pytest.mark.parametrize("piece", HARD)
def test_no_input_is_quadratic(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * (size // len(piece) + 1))[:size]
        best = math.inf
        for _ in range(2):
            start = time.process_time()
            figures(text)
            best = min(best, time.process_time() - start)
        return best

    assert seconds(24_000) < 8 * seconds(6_000) + 0.05
