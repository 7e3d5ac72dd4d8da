"""The check: pins that do not resolve, markings, and every lint with what it must and must not say."""

from dataclasses import replace
from decimal import Decimal

import pytest

from briefing.briefs import EXPLANATIONS, Brief, Judgement, PinItem, Section, Text, check
from briefing.briefs.likelihood import ROWS, place_of, range_of, terms
from briefing.briefs.numbers import numbers
from briefing.extract.finding import Figure
from briefing.ingest.source import Metadata, Source
from briefing.pins import make
from briefing.text import digest

TEXT = """Harbour plan goes to a vote

The port of Talvik will spend NOK 255 million on two quays by 2031, the port authority said on 12 May.
“We will not cut the ferry,” said Ingrid Moe. “The islands depend on it — all of them.” About 1,200 people live there.
"""


def source(text=TEXT, marking=None):
    return Source("port.txt", "sources/port.txt", text, digest(text), Metadata(marking=marking))


def pin(words, kind="passage", **fields):
    start = TEXT.index(words)
    return make(source(), start, start + len(words), kind=kind, now="2025-01-02T03:04:05Z", **fields)


BUDGET = pin("NOK 255 million", "figure", figure=Figure("money", value=255_000_000, unit="NOK"))
FERRY = pin("We will not cut the ferry", "quote", speaker="Ingrid Moe")
ISLANDS = pin("The islands depend on it — all of them.", "quote", speaker="Ingrid Moe")
PEOPLE = pin("1,200 people", "figure")
PINS = {each.id: each for each in (BUDGET, FERRY, ISLANDS, PEOPLE)}
ALL = Section("Evidence", tuple(PinItem(id) for id in PINS))


def checked(brief, *, read=None, **how):
    read = source() if read is None else read
    return check(brief, pins=PINS, source={"port.txt": read}.get, name="b", **how)


def codes(*items, bottom_line=None, evidence=True, **how):
    sections = (Section("S", items), *((ALL,) if evidence else ()))
    return [p.code for p in checked(Brief("T", sections=sections, bottom_line=bottom_line), **how).problems]


# -- pins and markings


def test_a_brief_whose_pins_resolve_has_no_problem():
    report = checked(Brief("T", sections=(ALL,), bottom_line=f"It costs <pin:{BUDGET.id}>."))
    assert (report.problems, report.ok, report.passes(strict=True)) == ((), True, True)
    assert list(report.resolutions) == [BUDGET.id, FERRY.id, ISLANDS.id, PEOPLE.id]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT.replace("255", "256"), "pin-changed"),
        (TEXT + "\nHarbour plan goes to a vote\n" * 3, None),
        ("Nothing of it is left.", "pin-missing"),
        ("NOK 255 million. Yes: NOK 255 million.", "pin-ambiguous"),
    ],
)
def test_a_pin_that_does_not_resolve_is_an_error_at_its_first_place(text, code):
    brief = Brief("T", sections=(Section("A", (Text("Prose."), Text(f"It costs <pin:{BUDGET.id}>."))),))
    report = checked(brief, read=source(text))
    assert [(p.code, p.severity, p.section, p.item, p.pin) for p in report.problems] == (
        [(code, "error", 0, 1, BUDGET.id)] if code else []
    )
    assert report.ok == (code is None)


def test_a_pin_nobody_made_and_one_made_twice_are_errors():
    brief = Brief("T", sections=(Section("A", (PinItem("zzzzzzzz"), PinItem(FERRY.id))),))
    problems = checked(brief, pin_clashes={FERRY.id}).problems
    assert [(p.code, p.severity, p.item) for p in problems] == [("unknown-pin", "error", 0), ("pin-clash", "error", 1)]


@pytest.mark.parametrize(
    ("of_source", "of_brief", "of_desk", "refused"),
    [
        (None, None, None, False),
        ("TLP:CLEAR", None, None, False),
        ("TLP:GREEN", None, None, True),
        ("TLP:GREEN", None, "TLP:AMBER", False),
        ("TLP:AMBER", "TLP:AMBER", None, False),
        ("TLP:AMBER+STRICT", "TLP:AMBER", None, True),
        ("TLP:RED", "TLP:AMBER+STRICT", "TLP:RED", True),
        ("TLP:CLEAR", "TLP:RED", None, False),
        (None, "TLP:CLEAR", None, False),
    ],
)
def test_a_source_marked_more_strictly_than_the_brief_stops_it(of_source, of_brief, of_desk, refused):
    brief = Brief("T", marking=of_brief, sections=(Section("A", (PinItem(FERRY.id),)),))
    report = checked(brief, read=source(marking=of_source), desk_marking=of_desk)
    assert [p.code for p in report.problems] == (["marking"] if refused else [])
    assert report.ok != refused


def test_warnings_pass_unless_strict():
    report = checked(Brief("T", sections=(Section("Empty"),)))
    assert (report.ok, report.passes(strict=True)) == (True, False)


# -- numbers


@pytest.mark.parametrize(
    "prose",
    [
        "The port spends NOK 255 million.",
        "It spends 255 million kroner, or 255mn, or 255,000,000.",
        "Some 1,200 people, 1200 in all.",
        f"It spends [255 million kroner](pin:{BUDGET.id}).",
        "In 2024 and 2025–26, on 3 June, June 3, 2025-06-03, 03.06.2025, at 14:30 or 2.30 pm.",
        "The 3rd plan, section 4, Article 5, § 6.2, No. 7, p. 12, Table 3, Resolution 1973.",
        "A T-72, an F-16, the G7, COVID-19 and a 155-millimetre gun; version 1.2.3.",
        "See `12` and https://example.org/2 and ![x](a7.png) and <b1@c2.de>.",
        "1. first\n2. second\n\n```\n77 bottles\n```",
        "One plan, two quays and the nineties: 1990s.",
        "The 2030s budget, the 2031 quays.",
    ],
)
def test_a_number_that_a_pin_carries_or_that_counts_nothing_is_fine(prose):
    assert codes(Text(prose)) == []


@pytest.mark.parametrize(
    ("prose", "number"),
    [
        ("The port spends NOK 256 million.", "NOK 256 million"),
        ("The port spends 255 billion.", "255 billion"),
        ("It is 4.5 percent.", "4.5"),
        ("It is 12%.", "12"),
        ("Two million people came.", "Two million"),
        ("The price was $2024.", "$2024"),
        ("All 2,024 of them came.", "2,024"),
        ("It took 300 boats.", "300"),
        ("- 17 of them\n- none", "17"),
        (f"It spends [256 million kroner](pin:{BUDGET.id}).", "256 million"),
    ],
)
def test_a_number_that_no_pin_carries_is_told(prose, number):
    problems = checked(Brief("T", sections=(Section("S", (Text(prose),)), ALL))).problems
    assert [p.code for p in problems] == ["number-without-pin"]
    assert number in problems[0].message


def test_numbers_are_read_with_their_scale():
    assert [n.value for n in numbers("1.5m, 2 bn, 3,500 and half a million")] == [
        Decimal(1_500_000),
        Decimal(2_000_000_000),
        Decimal(3500),
        Decimal(500_000),
    ]


def test_comments_judgements_and_the_bottom_line_are_prose_too():
    comment = Section("S", (PinItem(FERRY.id, "It cost 7 euros."),))
    assert [(p.section, p.item) for p in checked(Brief("T", sections=(comment,))).problems] == [(0, 0)]
    assert codes(Judgement("It will cost 7 euros.", because=(FERRY.id,))) == ["number-without-pin"]
    assert codes(Text("Prose."), bottom_line="It costs 7 euros.") == ["number-without-pin"]


# -- quotations


@pytest.mark.parametrize(
    "prose",
    [
        "Moe said “We will not cut the ferry”.",
        'Moe said "we will not cut the ferry."',
        "Moe would «not cut the ferry».",
        "They “depend on it - all of them”.",
        "“We will … the ferry,” she said.",
        "Code `\"x y\"` and the harbour's plan of '24.",
        '12" guns were gone.'.replace("12", "x"),
    ],
)
def test_a_quotation_that_a_pin_carries_is_fine(prose):
    assert codes(Text(prose)) == []


@pytest.mark.parametrize(
    "prose", ["Moe said “We will cut the ferry”.", 'They "depend on nothing".', "„Nein, danke“, said he."]
)
def test_a_quotation_that_no_pin_carries_is_told(prose):
    assert codes(Text(prose)) == ["quotation-without-pin"]


# -- judgements


def judged(text, likelihood=None, confidence=None):
    return Judgement(text, likelihood, confidence, (FERRY.id,))


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ([judged("The vote will very likely pass.", "very likely", "moderate")], []),
        ([judged("It will pass.", "Very Likely")], []),
        ([judged("It will pass.", "quite likely")], ["likelihood-word"]),
        ([judged("It will pass.", "likely", "medium")], ["confidence-word"]),
        ([judged("It will very likely pass.", "likely")], ["likelihood-differs"]),
        ([Judgement("It will pass.", "likely")], ["judgement-without-pins"]),
        ([Judgement(f"It will pass, as <pin:{FERRY.id}> says.", "likely")], []),
        ([Text("It will likely pass, and probably late.")], ["likelihood-mixed"]),
        ([judged("It passes.", "likely"), judged("It fails.", "improbable")], ["likelihood-mixed"]),
        ([Text("It is likely."), Text("It is unlikely, almost certainly.")], []),
        ([Text("A remote village is likely hit.")], []),
        ([Text("It likely fails; a remote chance remains.")], ["likelihood-mixed"]),
        ([Text("It likely passes. Moe said “The islands depend on it”, probably.")], ["likelihood-mixed"]),
        ([Text("With high confidence, it will likely pass.")], ["likelihood-with-confidence"]),
        ([Text("It will likely pass. Our confidence is high.")], []),
        ([Text("We are confident that it is very unlikely to pass.")], ["likelihood-with-confidence"]),
        ([Text("Consumer confidence fell.")], []),
    ],
)
def test_words_of_likelihood_and_confidence(items, told):
    assert codes(*items) == told


def test_others_may_speak_of_likelihood_as_they_like():
    text = TEXT + "it is probable"
    said = replace(make(source(text), len(TEXT), len(text), kind="quote", now="x"), id="aaaaaaaa")
    brief = Brief("T", sections=(Section("S", (Text("It is likely. He said “it is probable”."), PinItem("aaaaaaaa"))),))
    found = check(brief, pins={"aaaaaaaa": said}, source=lambda _: source(text), name="b")
    assert [p.code for p in found.problems] == []


def test_the_words_of_the_standard_all_have_their_range():
    for row, words in enumerate(ROWS):
        for column, word in enumerate(words):
            assert place_of(word) == (row, column)
            assert range_of(word) is not None
    assert [t.word for t in terms("Almost certainly; very unlikely; a remote possibility; roughly even odds")] == [
        "almost certain",
        "very unlikely",
        "remote",
        "roughly even odds",
    ]
    assert range_of("very likely") == (80, 95)
    assert range_of("maybe") is None


# -- structure


def test_an_empty_section_and_a_pin_shown_twice_are_told():
    brief = Brief(
        "T", sections=(Section("A", (PinItem(FERRY.id), Text(f"<pin:{FERRY.id}>"), PinItem(FERRY.id))), Section("B"))
    )
    assert [(p.code, p.section, p.item) for p in checked(brief).problems] == [
        ("empty-section", 1, None),
        ("pin-twice", 0, 2),
    ]


def test_every_problem_cites_a_rule_and_every_code_is_explained():
    brief = Brief(
        "T", sections=(Section("A", (Text("It costs 7 euros, “they say”."), PinItem("zzzzzzzz"))), Section("B"))
    )
    for problem in checked(brief).problems:
        assert problem.rule == EXPLANATIONS[problem.code].rule
        assert "\n" not in problem.message
    for explanation in EXPLANATIONS.values():
        assert all((explanation.rule, explanation.why, explanation.remedy))
