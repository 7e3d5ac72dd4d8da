"""Markdown as rows: pieces that read alone as in the whole, notes, tables, links."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from briefing.tui.layout.markdown import markdown_rows, pieces
from briefing.tui.layout.tables import fitted


def words(text: str, cells: int = 40) -> list[str]:
    """Return the rows as plain text, without blanks at their ends."""
    return ["".join(word for word, _ in row).rstrip() for row in markdown_rows(text, cells)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One.\n\nTwo.\n\n## Three\n\nFour.", 4),
        ("- one\n\n- two\n\n  still two\n\nAfter.", 2),
        ("1. one\n\n2. two\n\nAfter.", 2),
        ("```\na\n\nb\n```\n\nAfter.", 2),
        ("~~~\na\n\n```\n\nb\n~~~\n\nAfter.", 2),
        ("``` not a fence ``` but words\n\n```\na\n\nb\n```\n\nAfter.", 3),
        ("Before.\n\n```\nnever\n\nclosed", 2),
        ("Code\n\n    indented\n\n    still\n\nAfter.", 2),
        ("<!-- a\n\nb -->\n\nAfter.", 2),
        ("> one\n\n> two", 2),
    ],
)
def test_pieces_join_to_the_text_and_are_cut_between_blocks(text: str, count: int) -> None:
    found = list(pieces(text))
    assert "".join(found) == text
    assert len(found) == count


def test_a_list_that_goes_on_behind_a_blank_line_counts_on() -> None:
    assert words("1. one\n\n2. two\n\nAfter.") == ["1. one", "", "2. two", "", "After.", ""]


def test_a_list_may_begin_anywhere() -> None:
    assert words("4. four\n5. five") == ["4. four", "5. five", ""]


def test_notes_are_small_numbers_and_never_definitions_of_links() -> None:
    assert words("Said so[^12].\n\n[^12]: Courier\n\n[^1]: “Port”, 3 May.") == [
        "Said so¹².", "", "¹² Courier", "", "¹ “Port”, 3 May.", "",
    ]  # fmt: skip
    assert words(r"An escaped \[^1] and `[^1]` stay.") == ["An escaped [^1] and [^1] stay.", ""]


def test_a_link_defined_elsewhere_is_a_link() -> None:
    rows = markdown_rows("See [the port][p].\n\n[p]: https://a.example/port", 40)
    assert ("the port", ("link",)) in rows[0]


def test_words_keep_their_styles_over_row_ends() -> None:
    rows = markdown_rows("plain **strong words that go on** plain", 14)
    assert [word for row in rows for word, names in row if names == ("strong",)] == ["strong", "words that go", "on"]
    assert words("plain **strong words that go on** plain", 14) == ["plain strong", "words that go", "on plain", ""]


def test_columns_of_tables_are_straight() -> None:
    text = "| What | Value |\n|---|---:|\n| 港口 | 1,250 |\n| *Quay* | 9 |"
    assert words(text) == ["What  Value", "───────────", "港口  1,250", "Quay      9", ""]


def test_a_table_wider_than_the_room_wraps_its_widest_cells() -> None:
    text = "| A | B |\n|---|---|\n| short | a cell of many words that goes on and on |"
    rows = words(text, 24)
    assert all(cell_len(row) <= 24 for row in rows)
    assert rows[2:5] == ["short  a cell of many", "       words that goes", "       on and on"]
    assert fitted([5, 40], 24) == [5, 17]


def test_one_long_paragraph_is_laid_out_in_one_pass() -> None:
    text = "many **words** of prose " * 400
    assert " ".join(words(text, 60)).split() == text.replace("*", "").split()


def test_other_numbers_of_notes_change_no_layout() -> None:
    text = "Ten words that are wrapped somewhere[^{}] and go on[^{}] behind `code [^3]`."
    plain = text.replace(" behind `code [^3]`", "")
    for first, second in ((8, 9), (10, 11), (98, 99)):
        for made in (text, plain):
            shown = " ".join(words(made.format(first, second), 24))
            small = [str(n).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) for n in (first, second)]
            assert f"somewhere{small[0]} and go on{small[1]}" in shown
    assert "[^3]" in " ".join(words(text.format(1, 2), 24))


def test_a_link_that_looks_like_a_note_is_none() -> None:
    assert words("See [⁰](https://a.example) and[^7] on.") == ["See ⁰ and⁷ on.", ""]
