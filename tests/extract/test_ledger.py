"""The ledger: what comes together, what stays apart, which conflicts show."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.extract import find
from briefing.extract.finding import Figure, Finding
from briefing.extract.ledger import Group, ledger
from briefing.extract.ledger_conflicts import agree
from briefing.ingest import read_file
from briefing.ingest.source import Metadata, Source
from briefing.text import digest

SEEDS = Path(__file__).parents[2].parent / "shared/seeds"


def source(name: str, text: str, date: str | None = None, origin: str | None = None) -> Source:
    meta = Metadata(publisher=name.title(), date=date, origin=origin)
    return Source(id=f"{name}.txt", path=f"sources/{name}.txt", text=text, digest=digest(text), meta=meta)


def groups(*sources: Source) -> list[Group]:
    return ledger((s, find(s)) for s in sources)


def together(found: Sequence[Group]) -> list[set[str]]:
    return [{row.finding.exact for row in group.rows} for group in found if len(group.rows) > 1]


def test_one_amount_converted_differently_is_a_conflict_and_comes_first() -> None:
    found = groups(
        source("alpha", "The budget sets aside Hr 12 billion ($324 million) for drones next year. It names 40 towns."),
        source("beta", "Next year's budget has 12 billion hryvnias ($318 million) for drones, the ministry said."),
    )
    first = found[0]
    assert first.conflict == "conversion"
    assert {row.finding.exact for row in first.rows} == {
        "Hr 12 billion",
        "$324 million",
        "12 billion hryvnias",
        "$318 million",
    }
    assert (first.kind, first.unit, first.origins) == ("money", "UAH", 2)
    assert [group.conflict for group in found[1:]] == [None] * (len(found) - 1)


def test_a_period_that_one_report_cannot_resolve_keeps_nothing_apart() -> None:
    found = groups(
        source("alpha", "The budget sets aside Hr 12 billion ($324 million) for drones next year.", "2023-12-15"),
        source("beta", "Next year's budget has 12 billion hryvnias ($318 million) for drones, the ministry said."),
    )
    assert found[0].conflict == "conversion"
    assert found[0].origins == 2


def test_the_same_conversion_is_no_conflict() -> None:
    found = groups(
        source("alpha", "The budget sets aside Hr 12 billion ($324 million) for drones."),
        source("beta", "The budget has 12 billion hryvnias (about $320 million) for drones."),
    )
    assert found[0].conflict is None
    assert len(found[0].rows) == 4


def test_different_values_for_one_thing_are_a_conflict() -> None:
    found = groups(
        source("alpha", "The flood displaced 4,300 residents of the valley.", "2024-03-01"),
        source("beta", "The flood displaced 5,100 residents of the valley.", "2024-03-02"),
    )
    assert found[0].conflict == "value"
    assert {row.finding.figure.value for row in found[0].rows if row.finding.figure} == {4300, 5100}


def test_values_of_other_days_or_other_things_stay_apart() -> None:
    found = groups(
        source("alpha", "The flood displaced 4,300 residents of the valley.", "2024-03-01"),
        source("beta", "The flood displaced 5,100 residents of the valley.", "2025-03-02"),
        source(
            "gamma",
            "The storm killed 12 sheep. Unemployment in the valley was 6.2%. The dam cost $40 million.",
            "2024-03-01",
        ),
        source(
            "delta", "The feast drew 12 cooks. Inflation in the city was 6.2%. The film cost $40 million.", "2024-03-01"
        ),
    )
    assert together(found) == []


def test_copies_of_one_report_count_as_one_origin() -> None:
    text = "The agency counted 1,482 new wells in the desert."
    found = groups(source("alpha", text, origin="wire-1"), source("beta", text, origin="wire-1"), source("gamma", text))
    assert len(found[0].rows) == 3
    assert found[0].origins == 2


def test_a_row_says_who_said_it_and_where() -> None:
    text = "“We need 4,200 nurses in the north,” said Ann Moor, the health minister.\n\nIt rained."
    row = groups(source("alpha", text, "2024-01-02"))[0].rows[0]
    assert (row.source, row.publisher, row.date, row.origin) == ("alpha.txt", "Alpha", "2024-01-02", "alpha.txt")
    assert row.speaker == "Ann Moor"
    assert "4,200 nurses" in row.context
    assert "rained" not in row.context
    assert "\n" not in row.context


def figure(value: float | None, **fields: object) -> Figure:
    return replace(Figure(kind="count", value=value), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (figure(6.9), figure(6.8), False),
        (figure(6.9), figure(6.87), True),
        (figure(250, qualifier="over"), figure(260), True),
        (figure(250, qualifier="over"), figure(240), False),
        (figure(100, qualifier="about"), figure(104), True),
        (figure(100, qualifier="at most"), figure(90), True),
        (figure(None, low=5, high=7), figure(6), True),
        (figure(None, low=5, high=7), figure(9), False),
        (figure(0), figure(0), True),
    ],
)
def test_when_two_figures_agree(a: Figure, b: Figure, expected: bool) -> None:
    assert agree(a, b) is expected
    assert agree(b, a) is expected


def test_nothing_gives_an_empty_ledger() -> None:
    assert ledger([]) == []
    assert groups(source("alpha", "It rained.")) == []


def test_many_figures_take_time_in_proportion() -> None:
    def seconds(size: int) -> float:
        made = []
        for i in range(size // 10):
            one = source(f"s{i}", "x" * 40)
            findings = [
                Finding(
                    n=n,
                    kind="figure",
                    start=n,
                    end=n + 1,
                    exact="x",
                    score=0.5,
                    rule="counts",
                    figure=Figure(
                        kind="count", value=(i * 7 + n) % 900 + 3, noun="ship", measures=f"ships of {n} fleet {i % 50}"
                    ),
                )
                for n in range(10)
            ]
            made.append((one, findings))
        start = time.process_time()
        ledger(made)
        return time.process_time() - start

    assert seconds(8_000) < 8 * seconds(2_000) + 0.05


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed articles do not travel with the program")
def test_the_seeds_group_255_billion_and_show_both_conversions() -> None:
    rows = []
    for path in sorted(SEEDS.glob("*.txt")):
        rows += [(one, find(one)) for one in read_file(path, id=path.name)]
    found = ledger(rows)
    conflict = found[0]
    assert conflict.conflict == "conversion"
    values = sorted({row.finding.figure.value or 0 for row in conflict.rows if row.finding.figure})
    assert values == [6_800_000_000, 6_900_000_000, 255_000_000_000]
    assert conflict.origins == 2
    assert together(found[1:]) == []


def test_a_large_count_of_one_thing_comes_together_though_hedged_otherwise() -> None:
    found = groups(
        source("alpha", "About 56,000 homes were without power in the province.", "2024-03-01"),
        source("beta", "More than 56,000 homes had no power.", "2024-03-01"),
    )
    assert together(found) == [{"56,000"}]


def test_tolls_of_one_event_conflict_but_the_dead_are_not_the_hurt() -> None:
    found = groups(
        source("alpha", "The storm at Mora killed 19 people and injured 45, the agency said.", "2024-03-01"),
        source("beta", "In Mora 17 people were killed in the storm, police said.", "2024-03-02"),
    )
    assert together(found) == [{"19", "17"}]
    assert found[0].conflict == "value"


def test_one_word_is_enough_for_reports_of_the_same_days_only() -> None:
    first = source("alpha", "Winds howled and 300 millimetres of rain fell in a day.", "2024-03-01")
    text = "Rain of 450 millimetres fell and winds howled, the service said."
    assert together(groups(first, source("beta", text, "2024-03-02"))) == [{"300 millimetres", "450 millimetres"}]
    assert together(groups(first, source("beta", text, "2024-04-02"))) == []


def test_a_sentence_that_undated_reports_share_is_no_proof_of_one_event() -> None:
    text = "At least {} people were killed when a ferry sank, police said. {}"
    first = source(
        "alpha", text.format(14, "Rescue boats from Mora and Tesk searched Lake Ume, Captain Iva Dorn said.")
    )
    other = source("beta", text.format(23, "In Pallas and Orrin flags flew at half mast, Mayor Ben Stow said."))
    again = source("gamma", text.format(16, "Captain Dorn said divers from Mora still searched Lake Ume."))
    assert together(groups(first, other)) == []
    assert together(groups(first, again)) == [{"14", "16"}]
