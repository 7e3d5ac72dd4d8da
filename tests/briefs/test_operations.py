"""Every edit of a brief."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.briefs import Brief, Judgement, PinItem, Section, Text, in_prose, operations

A, B, C = Text("a"), PinItem("bbbbbbbb"), Judgement("c", "likely", "low", ("bbbbbbbb", "dddddddd"))
BRIEF = Brief("T", sections=(Section("One", (A, B)), Section("Two", ()), Section("Three", (C,))))


def items(brief):
    return [section.items for section in brief.sections]


def test_items_are_added_replaced_and_removed():
    x = Text("x")
    assert items(operations.add_item(BRIEF, 0, x)) == [(A, B, x), (), (C,)]
    assert items(operations.add_item(BRIEF, 0, x, 1)) == [(A, x, B), (), (C,)]
    assert items(operations.replace_item(BRIEF, 0, 1, x)) == [(A, x), (), (C,)]
    assert items(operations.remove_item(BRIEF, 0, 0)) == [(B,), (), (C,)]


def test_an_item_moves_through_all_sections_and_back():
    brief, place = BRIEF, (0, 0)
    path = []
    while (target := operations.target(brief, *place, 1)) is not None:
        brief = operations.move_item(brief, *place, 1)
        place = target
        path.append(place)
        assert operations.item_at(brief, *place) == A
    assert path == [(0, 1), (1, 0), (2, 0), (2, 1)]
    assert operations.move_item(brief, *place, 1) == brief
    for _ in path:
        target = operations.target(brief, *place, -1)
        brief, place = operations.move_item(brief, *place, -1), target
    assert brief == BRIEF
    assert operations.target(BRIEF, 0, 0, -1) is None


@settings(derandomize=True)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from([-1, 1])), max_size=12))
def test_moving_loses_and_doubles_nothing(moves):
    brief = BRIEF
    for section, item, step in moves:
        try:
            brief = operations.move_item(brief, section, item, step)
        except IndexError:
            continue
    assert sorted(map(repr, (item for _, _, item in brief.items()))) == sorted(map(repr, (A, B, C)))


def test_words_and_comments_are_edited():
    assert operations.edit_text(BRIEF, 0, 0, "z").sections[0].items[0] == Text("z")
    assert operations.edit_text(BRIEF, 0, 1, "z").sections[0].items[1] == PinItem("bbbbbbbb", "z")
    assert operations.set_comment(BRIEF, 0, 1, "").sections[0].items[1] == B
    with pytest.raises(TypeError):
        operations.set_comment(BRIEF, 0, 0, "x")


def test_a_pin_finds_its_section():
    assert operations.find_pin(BRIEF, "bbbbbbbb") == (0, 1)
    assert operations.find_pin(BRIEF, "zzzzzzzz") is None
    assert operations.with_heading(BRIEF, "Three") == (BRIEF, 2)
    brief, index = operations.with_heading(BRIEF, "New")
    assert brief.sections[index] == Section("New")
    assert brief.sections[:index] == BRIEF.sections


def test_a_pin_leaves_blocks_and_judgements_and_stays_in_prose():
    brief = operations.add_item(BRIEF, 1, Text("<pin:bbbbbbbb>"))
    gone = operations.without_pin(brief, "bbbbbbbb")
    assert items(gone) == [(A,), (Text("<pin:bbbbbbbb>"),), (Judgement("c", "likely", "low", ("dddddddd",)),)]
    assert operations.without_pin(BRIEF, "zzzzzzzz") == BRIEF


def test_sections_are_added_renamed_moved_and_removed():
    headings = lambda brief: [section.heading for section in brief.sections]  # noqa: E731
    assert headings(operations.add_section(BRIEF, "X")) == ["One", "Two", "Three", "X"]
    assert headings(operations.add_section(BRIEF, "X", 0)) == ["X", "One", "Two", "Three"]
    assert headings(operations.rename_section(BRIEF, 1, "X")) == ["One", "X", "Three"]
    assert headings(operations.move_section(BRIEF, 2, -1)) == ["One", "Three", "Two"]
    assert operations.move_section(BRIEF, 2, 1) == BRIEF
    assert headings(operations.remove_section(BRIEF, 0)) == ["Two", "Three"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda: operations.add_item(BRIEF, 3, A),
        lambda: operations.remove_item(BRIEF, 1, 0),
        lambda: operations.move_item(BRIEF, -1, 0, 1),
        lambda: operations.move_item(BRIEF, 0, -1, 1),
        lambda: operations.rename_section(BRIEF, 7, "x"),
        lambda: operations.remove_section(BRIEF, -1),
    ],
)
def test_a_place_that_is_not_there_is_an_error(edit):
    with pytest.raises(IndexError):
        edit()


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("<pin:aaaaaaaa> and [two *words*](pin:bbbbbbbb)", [("aaaaaaaa", None), ("bbbbbbbb", "two *words*")]),
        ("[a\\] b](<pin:aaaaaaaa>)", [("aaaaaaaa", "a\\] b")]),
        ("`<pin:aaaaaaaa>` \\<pin:bbbbbbbb> <!-- <pin:cccccccc> --> <pin:dddddddd>", [("dddddddd", None)]),
        ("```\n<pin:aaaaaaaa>\n```\n<pin:bbbbbbbb>\n\n~~~\n<pin:cccccccc>", [("bbbbbbbb", None)]),
        ("``a ` <pin:aaaaaaaa>`` ` <pin:bbbbbbbb>", [("bbbbbbbb", None)]),
        ("<pin:> <pin:a b> [x](pin:) pin:aaaaaaaa", []),
    ],
)
def test_pins_are_found_in_prose_and_not_in_code(prose, found):
    assert [(each.pin, each.words) for each in in_prose(prose)] == found
    for each in in_prose(prose):
        assert each.pin in prose[each.start : each.end]
