"""The line that shows why a text was found."""

from briefing.ingest.source import Furniture
from briefing.library.query import Words
from briefing.library.snippet import cut

HARBOUR = [Words(("harbour",))]


def test_unsafe_characters_are_replaced_and_offsets_hold() -> None:
    shown = cut("The\u202e old \x1b[31m\n\nharbour — closed.", HARBOUR)
    assert shown.text == "The\ufffd old \ufffd[31m harbour — closed."
    assert [shown.text[start:end] for start, end in shown.spans] == ["harbour"]


def test_lines_are_joined() -> None:
    shown = cut("Ice\u00a0and \n\n\t snow\nclose the  harbour.", HARBOUR)
    assert shown.text == "Ice and snow close the harbour."
    assert [shown.text[start:end] for start, end in shown.spans] == ["harbour"]


def test_matches_that_touch_furniture_do_not_count() -> None:
    text = "harbour news\nThe harbour is closed.\nMore harbour news"
    around = (Furniture(0, 13, "menu"), Furniture(36, len(text), "links"))
    shown = cut(text, HARBOUR, around)
    assert shown.text == "The harbour is closed."
    assert shown.start == text.index("harbour is")
