"""Widths, wrapping, spans and motions, without a screen."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.tui.layout import cells, motions
from briefing.tui.layout.charts import bar, sparkline
from briefing.tui.layout.flow import rows
from briefing.tui.layout.markdown import markdown_rows
from briefing.tui.layout.spans import Spans, runs
from briefing.tui.layout.wrap import LONGEST, Layout

TEXTS = st.text(alphabet=st.sampled_from("ab cé\t\n-.世界👩\u200d🚀🇺🇦\u0301\ufe0f שלום\x1b\u202e"), max_size=200)


@given(TEXTS, st.integers(8, 40))
def test_rows_cover_the_text_and_none_is_wider_than_the_pane(text: str, width: int) -> None:
    layout = Layout(text, width)
    shown = layout.page(layout.first, 10_000)
    assert "".join(text[r.start : r.end] for r in shown) == text.replace("\n", "")
    assert all(cells.width(text[r.start : r.end].rstrip()) <= width for r in shown)


@given(TEXTS)
def test_what_is_drawn_is_as_wide_as_the_screen_thinks(text: str) -> None:
    drawn = cells.drawn(text)
    assert cell_len(drawn) == cells.width(text)
    assert not set(drawn) & set("\x1b\u202e\u200d\ufe0f\t\n")


@given(TEXTS, st.integers(8, 40))
def test_an_offset_is_found_in_the_row_that_shows_it(text: str, width: int) -> None:
    layout = Layout(text, width)
    for offset in range(len(text)):
        row = layout.row(layout.find(offset))
        assert row.start <= offset < row.end or text[offset] == "\n" or row.start == row.end


@given(TEXTS, st.integers(0, 12))
def test_fit_is_exact(text: str, room: int) -> None:
    assert cell_len(cells.fit(text.replace("\n", " "), room)) == room


def test_stepping_down_and_up_comes_back() -> None:
    layout = Layout("one two three four five six\n\nseven eight nine ten eleven\n", 10)
    places = [layout.step(layout.first, n) for n in range(9)]
    assert [layout.step(place, -n) for n, place in enumerate(places[:7])] == [layout.first] * 7
    assert places[-1] == layout.last


def test_hidden_spans_leave_one_row() -> None:
    text = "shown\nmenu\nmore menu\nshown too\n"
    layout = Layout(text, 20, [(6, 20)])
    shown = layout.page(layout.first, 20)
    assert [(text[r.start : r.end], r.folded) for r in shown] == [
        ("shown", False),
        ("menu\nmore menu", True),
        ("shown too", False),
        ("", False),
    ]


def test_a_line_without_breaks_is_cut_into_blocks() -> None:
    layout = Layout("x" * (LONGEST * 3), 50)
    assert layout.row(layout.last).end == LONGEST * 3


def test_the_end_of_five_megabytes_is_as_near_as_its_start() -> None:
    text = "The ferry sails again and nobody knows when. " * 110_000
    layout = Layout(text, 70)
    began = time.process_time()
    for offset in (0, len(text) // 2, len(text) - 1):
        layout.page(layout.find(offset), 50)
    assert time.process_time() - began < 0.1


def test_right_to_left_words_are_framed() -> None:
    assert cells.settled("שלום") == "\u200eשלום\u200e"
    assert cells.settled("peace") == "peace"
    assert cell_len(cells.settled("שלום")) == 4


def test_spans_touch_and_nest() -> None:
    spans = Spans([(0, 10, "a"), (2, 4, "b"), (20, 30, "c")])
    assert [v for *_, v in spans.touching(3, 21)] == ["a", "b", "c"]
    assert [v for *_, v in spans.covering(10)] == []
    assert runs(0, 6, [(0, 6, "x"), (2, 4, "y")]) == [(0, 2, ("x",)), (2, 4, ("x", "y")), (4, 6, ("x",))]


PROSE = "Mr. Hall came. He said no!\n\nA new day. It rained (twice)."


@pytest.mark.parametrize(
    ("motion", "start", "stops"),
    [
        (motions.next_word, 0, [2, 4, 9, 13, 15]),
        (motions.next_sentence, 0, [15, 28, 39]),
        (motions.previous_sentence, 40, [39, 28, 15, 0, 0]),
        (motions.next_paragraph, 0, [28, len(PROSE) - 1]),
        (motions.previous_paragraph, 40, [28, 0]),
        (motions.end_of_word, 0, [1, 2, 7, 12]),
        (motions.previous_word, 9, [4, 2, 0, 0]),
        (motions.sentence_end, 0, [13, 25]),
    ],
)
def test_motions(motion: motions.Motion, start: int, stops: list[int]) -> None:
    at, seen = start, []
    for _ in stops:
        at = motion(PROSE, at)
        seen.append(at)
    assert seen == stops


def test_a_character_and_its_accents_are_one_step() -> None:
    text = "ae\u0301o"
    assert [motions.right(text, 0), motions.right(text, 1), motions.left(text, 3)] == [1, 3, 1]


def test_bars_and_sparklines() -> None:
    assert bar(10, 10, 4) == "████"
    assert bar(1, 1000, 4) == "▏"
    assert bar(0, 10, 4) == ""
    assert sparkline([("2025-01-01", 1), ("2025-02-01", 2), ("2025-03-01", 3)]) == "▁▅█"
    assert sparkline([("2025-01-01", 1), ("2025-02-01", 2)]) == ""


def test_markdown_keeps_quotes_and_lists_in_shape() -> None:
    shown = ["".join(word for word, _ in row) for row in markdown_rows("> said\n>\n> — who\n\n- one\n- **two**\n", 40)]
    assert shown == ["▎ said", "▎", "▎ — who", "", "• one", "• two", ""]


def test_rows_end_in_an_ellipsis_at_the_limit() -> None:
    assert rows("one two three four", 9, 1) == ("one two…",)
