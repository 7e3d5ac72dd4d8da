"""Amounts below each other."""

from briefing.tui.layout.align import aligned


def test_the_ones_stand_below_each_other() -> None:
    assert aligned(["Hr 255 billion", "$6.9 billion", "12,000", "7 000 t", "ten", "€3"], 30) == [
        "Hr 255 billion  ",
        "    $6.9 billion",
        "12,000          ",
        " 7 000 t        ",
        "   ten          ",
        "    €3          ",
    ]


def test_where_there_is_no_room_they_stand_at_the_right_edge() -> None:
    assert aligned(["100 billion hryvnyas", "Hr 1"], 12) == ["100 billion…", "        Hr 1"]


def test_wide_characters_are_counted_in_cells() -> None:
    assert aligned(["約12億円", "$3"], 20) == ["約12億円", "  $3    "]


def test_nothing_is_nothing() -> None:
    assert aligned([], 10) == []
