"""Which parts of a text are not the report.

A page, read from top to bottom, is in one of four states: *before* the report, in the *report*, in something *inside*
it that does not belong to it, *after* it. Each line's traits (:mod:`briefing.ingest.lines`) speak for one state or
another, and changing the state costs something; the sequence of states that all this speaks for most is the answer
(Viterbi's algorithm, linear in the number of lines). What traits and changes are worth stands in
``data/furniture_weights.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from briefing.ingest.lines import Line, lines
from briefing.ingest.phrases import DATA
from briefing.ingest.source import Furniture

BEFORE, REPORT, INSIDE, AFTER = range(4)
_STATES = ("before", "report", "inside", "after")
_NEXT = ((BEFORE, (BEFORE,)), (REPORT, (BEFORE, REPORT, INSIDE)), (INSIDE, (REPORT, INSIDE)), (AFTER, (REPORT, AFTER)))
"""Which states can come before each."""
_NEVER = -1e9

Weights = dict[str, tuple[float, ...]]


@cache
def weights() -> Weights:
    """Return what each trait, and each change of state (``from report``), speaks for the four states."""
    table: Weights = {}
    for row in (DATA / "furniture_weights.txt").read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            name, *numbers = (cell.strip() for cell in row.split("|"))
            table[name] = tuple(float(number) if number != "-" else _NEVER for number in numbers)
    return table


def find(text: str, *, start: int = 0) -> tuple[Furniture, ...]:
    """Return the furniture of ``text`` behind ``start``, in order, each with a reason of few words.

    Neighbouring lines with one reason are one span. Linear in the length of the text.
    """
    found = lines(text, start)
    return tuple(_joined(found, _reasons(found, states(found))))


def states(found: Sequence[Line]) -> list[int]:
    """Return the state of each line."""
    if not found:
        return []
    table = weights()
    changes = [[table[f"from {state}"][to] for state in _STATES] for to in range(4)]
    came: list[list[int]] = []
    score = [a + b for a, b in zip(table["from start"], _worth(found[0], table), strict=True)]
    for line in found[1:]:
        worth = _worth(line, table)
        best, fresh = [], []
        for to, origins in _NEXT:
            cost = changes[to]
            origin = max(origins, key=lambda state: score[state] + cost[state]) if len(origins) > 1 else origins[0]
            best.append(origin)
            fresh.append(score[origin] + cost[origin] + worth[to])
        came.append(best)
        score = fresh
    return _traced(came, score.index(max(score)))


def _worth(line: Line, table: Weights) -> list[float]:
    rows = [table[trait] for trait in line.traits if trait in table]
    return [sum(column) for column in zip(*rows, strict=True)] if rows else [0.0] * 4


def _traced(came: Sequence[Sequence[int]], last: int) -> list[int]:
    path = [last]
    for best in reversed(came):
        path.append(best[path[-1]])
    return path[::-1]


def _reasons(found: Sequence[Line], path: Sequence[int]) -> list[str | None]:
    """Return why each line is furniture; None for those of the report."""
    return [None if state == REPORT else _reason(line, state) for line, state in zip(found, path, strict=True)]


def _reason(line: Line, state: int) -> str:
    if line.phrase:
        return line.phrase
    if line.solid or (state == AFTER and len(line.text) > 40):
        return "teaser"
    return "navigation"


def _joined(found: Sequence[Line], reasons: Sequence[str | None]) -> Iterator[Furniture]:
    """Yield the spans of neighbouring lines that share a reason."""
    first = last = None
    reason: str | None = None
    for line, why in zip(found, reasons, strict=True):
        if why != reason:
            if first and last and reason:
                yield Furniture(first.start, last.end, reason)
            first, reason = line, why
        last = line
    if first and last and reason:
        yield Furniture(first.start, last.end, reason)
