"""Two wordings side by side, and taking the new one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError
from briefing.extract.finding import Figure
from briefing.ingest.source import Source
from briefing.pins import accept, make, resolve, words_diff
from briefing.text import digest


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        ("same", "same", [("same", "same")]),
        ("Hr 255 billion", "Hr 256 billion", [("same", "Hr "), ("old", "255"), ("new", "256"), ("same", " billion")]),
        ("1,255.5 t", "1,255.6 t", [("old", "1,255.5"), ("new", "1,255.6"), ("same", " t")]),
        ("will cut", "will not cut", [("same", "will "), ("new", "not "), ("same", "cut")]),
        ("don't go", "do go", [("old", "don't"), ("new", "do"), ("same", " go")]),
        ("a b c", "x y c", [("old", "a b"), ("new", "x y"), ("same", " c")]),
        ("", "new", [("new", "new")]),
        ("", "", []),
    ],
)
def test_what_changed_is_told_in_whole_words(old, new, runs):
    assert words_diff(old, new) == runs


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=60), st.text(max_size=60))
def test_the_runs_join_to_both_wordings(old, new):
    runs = words_diff(old, new)
    assert "".join(text for mark, text in runs if mark != "new") == old
    assert "".join(text for mark, text in runs if mark != "old") == new


def test_a_long_text_is_compared_in_no_time():
    old = " ".join(f"word{n % 97}" for n in range(4_000))
    runs = words_diff(old, old.replace("word96 word0", "word96 other word0"))
    assert {text for mark, text in runs if mark == "new"} <= {"other ", " other"}


def source(text):
    return Source("a.txt", "sources/a.txt", text, digest(text))


def test_accepting_takes_the_new_words_and_keeps_what_the_analyst_wrote():
    old, new = source("It cost 12 million euros, he said."), source("Now: it cost 13 million euros, he said.")
    pin = make(old, 8, 24, kind="figure", note="check", figure=Figure("money", value=12_000_000, unit="EUR"), now="x")
    found = resolve(pin, new)
    taken = accept(pin, found, new)
    assert (taken.id, taken.note, taken.pinned) == (pin.id, "check", "x")
    assert (taken.exact, taken.figure) == ("13 million euros", None)
    assert resolve(taken, new).outcome == "ok"
    figure = Figure("money", value=13_000_000, unit="EUR")
    assert accept(pin, found, new, figure=figure).figure == figure


def test_words_that_only_moved_keep_their_figure():
    old, new = source("It cost 12 million euros."), source("Now: it cost 12 million euros.")
    figure = Figure("money", value=12_000_000, unit="EUR")
    pin = make(old, 8, 24, kind="figure", figure=figure, now="x")
    assert accept(pin, resolve(pin, new), new).figure == figure
    read_again = Figure("money", value=12_000_000, unit="EUR", measures="it")
    assert accept(pin, resolve(pin, new), new, figure=read_again).figure == figure


def test_there_is_nothing_to_accept_where_no_words_were_found():
    pin = make(source("It cost 12 million euros."), 8, 24, kind="figure", now="x")
    with pytest.raises(BriefingError, match="pin the words anew"):
        accept(pin, resolve(pin, source("Gone.")), source("Gone."))
