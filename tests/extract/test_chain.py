"""The chain: numbering, switching rules off, explaining."""

from __future__ import annotations

from briefing.extract import RULES, explain, find
from briefing.ingest.source import Furniture, Source
from briefing.text import digest


def source(text: str, *furniture: tuple[int, int]) -> Source:
    spans = tuple(Furniture(start, end, "test") for start, end in furniture)
    return Source(id="a.txt", path="sources/a.txt", text=text, digest=digest(text), furniture=spans)


TEXT = '"We will open two more wells," Ana Ruiz said. "The third one has to wait."'


def test_findings_are_numbered_in_the_order_of_the_text():
    found = [f for f in find(source(TEXT)) if f.kind == "quote"]
    assert [f.exact for f in found] == ["We will open two more wells,", "The third one has to wait."]
    assert [f.start for f in found] == sorted(f.start for f in found)


def test_numbers_count_from_one_without_gaps():
    assert [f.n for f in find(source(TEXT))] == list(range(1, len(find(source(TEXT))) + 1))


def test_nothing_is_found_inside_furniture():
    assert not find(source(TEXT, (0, len(TEXT))))


def test_a_rule_can_be_switched_off():
    assert not find(source(TEXT), without={r.name for r in RULES})


def test_each_rule_has_its_own_name_and_says_what_it_is_about():
    assert len({r.name for r in RULES}) == len(RULES)
    assert all(r.about for r in RULES)


def test_explain_names_the_rule_of_every_finding():
    named = {(e.rule, e.start, e.end) for e in explain(source(TEXT))}
    assert {(f.rule, f.start, f.end) for f in find(source(TEXT))} <= named
