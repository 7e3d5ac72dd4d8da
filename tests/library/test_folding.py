"""Folding the list: one source for each story."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from briefing.library.folding import fold
from tests.library.conftest import Folder, page

WIRE = "The basin of the northern harbour will be dredged before the winter, the port authority said. " * 3


def told(desk: Folder) -> list[str]:
    """Put three sources of one story on the desk, which share an origin by what their metadata say, and two others."""
    desk.write("new.md", page("New", WIRE, date="2024-03-09"))
    desk.write("copy.md", page("Copy", WIRE, date="2024-03-03", origin="wire.md"))
    desk.write("late.md", page("Late", "They wrote it in other words, and named the wire.", origin="wire.md"))
    desk.write("own.md", page("Own", "The mayor opened a library in the old town hall.", date="2024-03-02"))
    desk.write("wire.md", page("Wire", "Written before the others and not like them.", date="2024-03-01"))
    desk.library.refresh()
    return desk.ids()


def test_the_first_of_a_story_stands_for_all(desk: Folder) -> None:
    assert told(desk) == ["new.md", "copy.md", "own.md", "wire.md", "late.md"]
    folded = desk.library.fold(desk.library.entries())
    assert [entry.id for entry in folded] == ["new.md", "own.md"]
    assert [folded.copies(at) for at in range(2)] == [3, 0]
    assert folded.folded == 3
    assert folded.index_of("own.md") == 1
    assert folded.index_of("late.md") == folded.index_of("wire.md") == 0, "where the one that stands for it is"
    assert folded.index_of("none.md") is None


def test_an_unfolded_story_stands_below_its_first(desk: Folder) -> None:
    told(desk)
    unfolded = desk.library.fold(desk.library.entries(), {"wire.md"})
    assert [entry.id for entry in unfolded] == ["new.md", "copy.md", "wire.md", "late.md", "own.md"]
    assert [unfolded.is_copy(at) for at in range(5)] == [False, True, True, True, False]
    assert unfolded.index_of("late.md") == 3


def test_what_a_filter_leaves_is_folded(desk: Folder) -> None:
    told(desk)
    folded = desk.library.fold(desk.library.filter("-new"))
    assert [entry.id for entry in folded] == ["copy.md", "own.md"]
    assert folded.copies(0) == 2
    assert folded.index_of("new.md") is None


def test_folding_follows_what_changes(desk: Folder) -> None:
    told(desk)
    desk.write("own.md", page("Own", WIRE, date="2024-03-02"))
    (desk.sources / "copy.md").unlink()
    desk.library.refresh()
    folded = desk.library.fold(desk.library.entries())
    assert [entry.id for entry in folded if entry.id in ("new.md", "own.md")] == ["new.md"]


@given(st.lists(st.integers(0, 30), unique=True), st.dictionaries(st.integers(0, 30), st.sampled_from("abc")))
def test_no_source_is_lost_or_shown_twice(order: list[int], stories: dict[int, str]) -> None:
    folded = fold(array("I", order), stories)
    assert sorted([*folded.order, *folded.under]) == sorted(order)
    assert [row for row in order if row in set(folded.order)] == list(folded.order)
    assert len({stories[row] for row in folded.order if row in stories}) == sum(row in stories for row in folded.order)
    assert all(stories[row] == stories[first] for row, first in folded.under.items())
    assert sorted(fold(array("I", order), stories, "abc").order) == sorted(order)
