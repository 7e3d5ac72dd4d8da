"""The language of ``/``."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.library.catalogue import Catalogue
from briefing.library.filtering import Part, choose, parse
from briefing.library.haystack import Haystack
from tests.library.conftest import Folder, page


@dataclass(frozen=True)
class Kept:
    """As much of a pin as the filter asks for."""

    speaker: str | None = None


@pytest.fixture
def full(desk: Folder) -> Folder:
    meta = {
        "a.md": {"title": "Harbour dredged", "publisher": "Port Gazette", "date": "2024-10-08", "tags": "[ice, port]"},
        "b.md": {"title": "Grain by rail", "publisher": "Rail Post", "date": "2024-05-01", "author": "Ines Holt"},
        "c.md": {"title": "Café Müller", "publisher": "Port Gazette", "date": "2023-12-31T23:00:00+01:00"},
        "d.md": {"title": "The harbour master", "language": "en", "marking": "TLP:AMBER"},
    }
    for name, fields in meta.items():
        desk.write(name, page(body=f"“Words of {name},” said Anna Kovac.", **fields))
    desk.write("e.pdf", b"%PDF-1.4 cut short")
    desk.library.refresh()
    return desk


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", ["a.md", "b.md", "c.md", "d.md", "e.pdf"]),
        ("harb", ["a.md", "d.md"]),
        ("dredged HARBOUR", ["a.md"]),
        ('"the harbour"', ["d.md"]),
        ("harbour -gazette", ["d.md"]),
        ('-"the harbour" -e.pdf', ["a.md", "b.md", "c.md"]),
        ("cafe muller", ["c.md"]),
        ("2024-1", ["a.md"]),
        ("gazette", ["a.md", "c.md"]),
        ("publisher:port", ["a.md", "c.md"]),
        ('publisher:"port gazette" -cafe', ["a.md"]),
        ("after:2024-05", ["a.md", "b.md"]),
        ("after:2024-05-02", ["a.md"]),
        ("before:2024", ["c.md"]),
        ("after:2023 before:2024-10", ["b.md", "c.md"]),
        ("author:holt", ["b.md"]),
        ("tag:ice", ["a.md"]),
        ("-tag:ice publisher:port", ["c.md"]),
        ("language:en", ["d.md"]),
        ("marking:amber", ["d.md"]),
        ("refused", ["e.pdf"]),
        ("-refused -gazette", ["b.md", "d.md"]),
        ("has:pin", ["b.md"]),
        ("unpinned -refused", ["a.md", "c.md", "d.md"]),
        ("speaker:holloway", ["b.md"]),
        ("-", ["a.md", "b.md", "c.md", "d.md", "e.pdf"]),
        ("has:quote", []),
    ],
)
def test_a_query_chooses(full: Folder, query: str, ids: list[str]) -> None:
    pins = {"b.md": [Kept("Tom Holloway")], "a.md": []}
    assert full.chosen(query, pins=pins) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("after:2024", ["month.md", "year.md"]),
        ("after:2024-01-01", ["month.md", "year.md"]),
        ("after:2024-01-02", ["month.md"]),
        ("after:2024-03", ["month.md"]),
        ("after:2024-03-02", []),
        ("before:2024", []),
        ("before:2024-01-02", ["year.md"]),
        ("before:2024-03-02", ["month.md", "year.md"]),
    ],
)
def test_a_month_or_a_year_counts_as_its_first_day(desk: Folder, query: str, ids: list[str]) -> None:
    desk.write("month.md", page("Ice", "Words.", date="2024-03"))
    desk.write("year.md", page("Grain", "Words.", date="2024"))
    desk.library.refresh()
    assert desk.chosen(query) == desk.hits(query) == ids


def test_findings_choose_once_they_are_known(full: Folder) -> None:
    full.library.findings("c.md")
    assert full.chosen("has:quote") == ["c.md"]
    assert full.chosen("speaker:anna") == ["c.md"]
    assert full.chosen("speaker:ann speaker:kovac") == ["c.md"]
    assert full.chosen("has:figure") == []


@pytest.mark.parametrize("query", ["after:soon", "has:nothing", "before:2024-13", "http://x", "colour:red", "colour:"])
def test_values_that_make_no_sense_are_words(query: str) -> None:
    assert parse(query) == [Part("", query)]


@pytest.mark.parametrize(
    ("begun", "means"),
    [
        ("publisher:", []),
        ("-tag:", []),
        ("has:", []),
        ("has:fig", []),
        ("after:20", []),
        ("after:2024-", [Part("after", "2024")]),
        ("before:2024-0", [Part("before", "2024")]),
        ("-after:2024-05-1", [Part("after", "2024-05", negated=True)]),
        ("harbour publisher:", [Part("", "harbour")]),
    ],
)
def test_a_condition_that_is_still_being_typed_hides_nothing(begun: str, means: list[Part]) -> None:
    assert parse(begun) == means


def test_apostrophes_are_all_alike(desk: Folder) -> None:
    desk.write("a.md", page(title="Russia\u2019s grain", publisher="L'\u00c9quipe", body="Text."))
    desk.write("b.md", page(title="Russia's ports", author="Sean O'Hara", body="Text."))
    desk.library.refresh()
    assert desk.chosen("russia's") == desk.chosen("russia\u2019s") == desk.chosen("russia") == ["a.md", "b.md"]
    assert desk.chosen("publisher:l'equipe") == desk.chosen("publisher:l\u2019equipe") == ["a.md"]
    assert desk.chosen("author:o'hara") == desk.chosen("author:o\u2019hara") == ["b.md"]


def test_the_list_is_as_long_as_what_was_chosen(full: Folder) -> None:
    chosen = full.library.filter("gazette")
    assert len(chosen) == 2
    assert [e.id for e in chosen[1:]] == ["c.md"]
    assert chosen[-1].id == "c.md"
    assert chosen.index_of("c.md") == 1
    assert chosen.index_of("b.md") is None
    assert full.library.filter("").index_of("b.md") == 1
    assert chosen[1:].index_of("c.md") == 0
    assert chosen[1:].index_of("a.md") is None
    with pytest.raises(IndexError):
        chosen[2]


def test_a_list_from_before_outlives_a_removal(full: Folder) -> None:
    before = full.library.entries()
    (full.sources / "a.md").unlink()
    full.library.refresh()
    assert before[0].status == "refused"
    assert [e.id for e in before][1:] == full.ids()


QUERIES = [
    "harbour -gazette",
    "publisher:port dredged",
    "after:2024-05 before:2024-10 rail",
    "-publisher:rail h",
    "language:en the",
    "tag:ice tag:port",
    "-language:en -refused",
]


@pytest.mark.parametrize("query", QUERIES)
def test_typing_a_query_and_taking_it_back_chooses_what_asking_anew_would(full: Folder, query: str) -> None:
    typed = [query[:end] for end in range(1, len(query) + 1)]
    for part in [*typed, *reversed(typed), query, "", typed[0], *QUERIES]:
        answers = full.chosen(part)
        full.again()
        assert full.chosen(part) == answers, part
        full.chosen(part)  # what the next one is looked for in


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text("abc: -", max_size=4), max_size=8))
def test_what_letters_left_before_never_hides_a_match(full: Folder, queries: list[str]) -> None:
    catalogue = Catalogue(full.root / ".briefing")
    kept = Haystack(catalogue)
    for query in queries:
        anew = choose(Haystack(catalogue), catalogue, parse(query), {})
        assert list(choose(kept, catalogue, parse(query), {})) == list(anew)
    catalogue.close()


def test_what_was_asked_before_is_asked_again_when_findings_became_known(full: Folder) -> None:
    assert full.chosen("has:quote") == full.chosen("speaker:anna") == []
    full.library.findings("c.md")
    assert full.chosen("has:quote") == full.chosen("speaker:anna") == ["c.md"]


def test_a_source_that_another_program_added_meanwhile_waits_for_the_next_look(full: Folder) -> None:
    catalogue = Catalogue(full.root / ".briefing")
    before = Haystack(catalogue)
    full.write("late.md", page(title="Late", language="de", body="News."))
    full.library.refresh()
    assert len(choose(before, catalogue, parse("language:de"), {})) == 0
    assert len(choose(Haystack(catalogue), catalogue, parse("language:de"), {})) == 1
    catalogue.close()


def test_what_was_prepared_is_not_read_again(full: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    catalogue = Catalogue(full.root / ".briefing")
    prepared, other = Haystack(catalogue), Haystack(catalogue)
    prepared.prepare(catalogue)
    asked = [parse(query) for query in ("language:e", "author:a", "tag:o", "marking:c", "publisher:p")]
    wanted = [list(choose(other, catalogue, parts, {})) for parts in asked]
    monkeypatch.delattr(Catalogue, "stream")
    assert [list(choose(prepared, catalogue, parts, {})) for parts in asked] == wanted
    assert any(wanted)
    catalogue.close()
