"""Folding, words and snippets."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from briefing.ingest.source import Furniture
from briefing.library.query import parse, positive
from briefing.library.snippet import WIDTH, aligned, cut
from briefing.library.words import fold, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The U.K. said: 255,000!", ["the", "u", "k", "said", "255", "000"]),
        ("“Łódź” – naïve ﬁnance", ["lodz", "naive", "finance"]),
        ("Straße İstanbul", ["strasse", "istanbul"]),
        ("Cafe\u0301 café", ["cafe", "cafe"]),
        ("Ёлка ёлка", ["елка", "елка"]),
        ("国防 abc", ["国", "防", "abc"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("under_score", ["under", "score"]),
        ("x" * 100, ["x" * 64, "x" * 36]),
        ("", []),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@given(st.text(max_size=60))
@example("\x80\U0001d5a0")
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(st.text(alphabet="aé e\u0301ßﬁ…“łİ国\u0345Ⅷ\n", max_size=30))
def test_offsets_lead_back_into_the_text(text: str) -> None:
    folded, back = aligned(text)
    places = [back(n) for n in range(len(folded))]
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


def shown(text: str, query: str, furniture: tuple[Furniture, ...] = ()) -> tuple[str, list[str], int | None]:
    snippet = cut(text, list(positive(parse(query))), furniture)
    return snippet.text, [snippet.text[start:end] for start, end in snippet.spans], snippet.start


@pytest.mark.parametrize(
    ("text", "query", "lit", "start"),
    [
        ("The harbour is closed.", "harbour", ["harbour"], 4),
        ("The Café in Łódź", "cafe lodz", ["Café", "Łódź"], 4),
        ("Cafe\u0301 closed", "closed", ["closed"], 6),
        ("It cost 2,500 hours.", '"2,500 hours"', ["2,500 hours"], 8),
        ("weapon weaponry reweapon", "weapon*", ["weapon", "weaponry"], 7),
        ("weapon weaponry", "weapon", ["weapon"], 0),
        ("国防部将增加武器", "武器", ["武器"], 6),
        ("closed\n\n\tharbour", "harbour closed", ["closed", "harbour"], 9),
        ("Nothing of it.", "harbour", [], None),
        ("The harbour.", "NOT harbour", [], None),
    ],
)
def test_matches_are_lit(text: str, query: str, lit: list[str], start: int | None) -> None:
    assert shown(text, query)[1:] == (lit, start)


def test_the_stretch_with_most_words_is_shown() -> None:
    filler = "Something else was said. " * 30
    text = f"Harbour. {filler}The ice closed the harbour. {filler}"
    line, lit, start = shown(text, "ice harbour")
    assert lit == ["ice", "harbour"]
    assert start == text.index("harbour.")
    assert len(line) <= WIDTH


def test_furniture_is_neither_searched_nor_shown() -> None:
    text = "Subscribe to the harbour letter.\nThe ice went out of the harbour."
    head = text.index("\n")
    line, lit, start = shown(text, "harbour", (Furniture(0, head, "newsletter"),))
    assert line == "The ice went out of the harbour."
    assert (lit, start) == (["harbour"], text.rindex("harbour"))
    assert shown(text, "nowhere", (Furniture(0, head, "newsletter"),))[0] == "The ice went out of the harbour."


def test_a_snippet_is_one_safe_line() -> None:
    line, lit, _ = shown("A\x1b[2J harbour\r\n\u202eclosed", "harbour")
    assert line == "A�[2J harbour �closed"
    assert lit == ["harbour"]


@given(st.text(alphabet="ab c\n\té“ß", max_size=300), st.sampled_from(["a", "ab c", '"a b"', "b*"]))
def test_spans_stand_in_the_snippet(text: str, query: str) -> None:
    wanted = list(positive(parse(query)))
    snippet = cut(text, wanted)
    assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.spans)
    assert bool(snippet.spans) == (snippet.start is not None)
    for start, end in snippet.spans:
        assert fold(snippet.text[start:end]).strip()
