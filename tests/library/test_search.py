"""Searching a desk's full text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.library.conftest import Folder, page

TEXTS = {
    "harbour.md": page(
        "Harbour to be dredged",
        "The port authority will dredge the harbour before winter. Ice closes it in January.",
        publisher="Port Gazette",
        author="Ines Holt",
        date="2024-10-08",
        tags="[port, ice]",
    ),
    "grain.md": page(
        "Grain leaves by rail",
        "Grain that went through the port now goes by rail. The weather closed the harbour for 2,500 hours.",
        publisher="Rail Post",
        date="2024-05-01",
    ),
    "café.txt": "Café in Łódź reopens\n\nThe naïve owner of the café spoke of weapons of mass instruction.\n",
    "mandarin.txt": "国防部长表示\n\n国防部将在明年增加国内武器的生产。\n",
    "russian.txt": "Порт закрыт\n\nЛёд закрыл порт, сообщило министерство обороны.\n",
}


@pytest.fixture
def full(desk: Folder) -> Folder:
    for name, text in TEXTS.items():
        desk.write(name, text)
    desk.library.refresh()
    return desk


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("harbour", ["grain.md", "harbour.md"]),
        ("HARBOUR ice", ["harbour.md"]),
        ("harbour -ice", ["grain.md"]),
        ("ice OR rail", ["grain.md", "harbour.md"]),
        ('"the harbour"', ["grain.md", "harbour.md"]),
        ('"closed the harbour"', ["grain.md"]),
        ('"2,500 hours"', ["grain.md"]),
        ("we*", ["café.txt", "grain.md"]),
        ('"the wea*"', ["grain.md"]),
        ("cafe", ["café.txt"]),
        ("lodz naive", ["café.txt"]),
        ("国防部", ["mandarin.txt"]),
        ("武器", ["mandarin.txt"]),
        ("лед", ["russian.txt"]),
        ("МИНИСТЕРСТВО", ["russian.txt"]),
        ("title:grain", ["grain.md"]),
        ("title:weather", []),
        ("publisher:gazette", ["harbour.md"]),
        ("author:holt", ["harbour.md"]),
        ("tag:ice harbour", ["harbour.md"]),
        ("harbour after:2024-06", ["harbour.md"]),
        ("harbour before:2024-06", ["grain.md"]),
        ("NOT harbour", ["café.txt", "mandarin.txt", "russian.txt"]),
        ("nowhere", []),
        ("", []),
    ],
)
def test_a_query_finds(full: Folder, query: str, ids: list[str]) -> None:
    assert full.hits(query) == ids


def test_while_typing_the_last_word_is_a_prefix(full: Folder) -> None:
    assert full.hits("harbour wea") == []
    assert full.hits("harbour wea", typing=True) == ["grain.md"]


@pytest.mark.parametrize("typed", ["grain OR", "grain -", 'grain "', "grain NOT ", "grain before:20"])
def test_while_typing_what_is_unfinished_takes_nothing_away(full: Folder, typed: str) -> None:
    assert full.hits(typed, typing=True) == ["grain.md"]


@pytest.mark.parametrize("query", ["port", "port OR ice", "harbour -ice", "title:port", '"the port', "speaker:port"])
def test_while_typing_the_words_as_they_stand_come_first(desk: Folder, query: str) -> None:
    for n in range(8):
        desk.write(f"{n}.md", page(f"Portents of ports, port{n}y", "Portly porters in the ports of the ports. " * 9))
    desk.write("port.md", page("A quiet port", "The harbour was calm. " * 50 + "The port as well."))
    desk.write("ice.md", page("Ice", "There is ice at the harbour. " * 50))
    desk.library.refresh()
    asked = desk.library.search(query)
    typed = desk.library.search(query, typing=True)
    assert typed[: len(asked)] == asked
    assert desk.library.search(query, typing=True, limit=1) == asked[:1]
    assert asked
    assert len({hit.id for hit in typed}) == len(typed)


def test_a_word_in_the_title_ranks_higher(full: Folder) -> None:
    assert [hit.id for hit in full.library.search("grain OR harbour", limit=1)] != []
    assert full.library.search("harbour")[0].id == "harbour.md"
    assert len(full.library.search("the", limit=2)) == 2


def test_a_prefix_finds_every_text_with_such_a_word(desk: Folder) -> None:
    letters = "bcdfghjk"
    for n, first in enumerate(letters):
        desk.write(f"{n}.txt", f"Words\n\n{' '.join(f're{first}{second}' for second in letters)} stand here. " * 3)
    desk.write("rare.txt", "A zebra\n\nThe zebra was rewoven.\n")
    desk.write("other.txt", "A zebra\n\nThe zebra was praised.\n")
    desk.library.refresh()
    assert desk.hits("zebra re*") == ["rare.txt"]
    assert desk.hits("zebra re", typing=True) == ["rare.txt"]
    assert desk.hits("re*") == [*(f"{n}.txt" for n in range(len(letters))), "rare.txt"]
    assert desk.hits("zebra -re*") == ["other.txt"]
    assert desk.hits("praised OR re*") == [*(f"{n}.txt" for n in range(len(letters))), "other.txt", "rare.txt"]
    assert desk.hits('"was re*"') == ["rare.txt"]
    (hit,) = desk.library.search("zebra re*")
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["zebra", "zebra", "rewoven"]


def test_a_hit_shows_its_line(full: Folder) -> None:
    (hit,) = full.library.search('"closed the harbour"')
    assert [hit.snippet[start:end] for start, end in hit.spans] == ["closed the harbour"]
    assert hit.start is not None
    assert full.library.source(hit.id).text[hit.start :].startswith("closed the harbour")
    assert (hit.title, hit.publisher, hit.date) == ("Grain leaves by rail", "Rail Post", "2024-05-01")
    assert "\n" not in hit.snippet


def test_furniture_is_not_searched(desk: Folder) -> None:
    desk.write("a.md", page("Harbour", "The harbour is closed.", publisher="Zebra Times"))
    desk.library.refresh()
    assert desk.hits("zebra") == []
    assert desk.hits("publisher:zebra") == ["a.md"]


def test_speaker_leaves_out_who_is_only_mentioned(desk: Folder) -> None:
    desk.write("says.txt", "Port\n\n“We need more ships,” said Anna Kovac, who heads the authority.\n")
    desk.write("named.txt", "Rail\n\nThe line was named after Anna Kovac in spring.\n")
    desk.library.refresh()
    assert desk.hits("speaker:kovac") == ["named.txt", "says.txt"]
    assert [hit.id for hit in desk.library.search("speaker:kovac", thorough=True)] == ["says.txt"]
    assert desk.hits("speaker:kovac") == ["says.txt"]
    assert desk.hits('speaker:"anna kovac" ships') == ["says.txt"]


def test_without_an_index_there_is_nothing_to_find(desk: Folder) -> None:
    desk.write("a.txt", "Words.\n")
    assert desk.hits("words") == []


def test_a_hit_whose_file_is_gone_is_still_listed(full: Folder) -> None:
    (full.sources / "russian.txt").unlink()
    (hit,) = full.again().search("порт")
    assert (hit.id, hit.snippet, hit.start) == ("russian.txt", "", None)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(query=st.text(alphabet='harbouice ()"*-:ANDORNOT“” publisher国é\0\n', max_size=30))
def test_no_query_is_an_error(full: Folder, query: str) -> None:
    full.library.search(query)
    full.library.search(query, typing=True)
    list(full.library.filter(query))
