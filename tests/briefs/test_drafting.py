"""A drafted brief, and what changed between two editions."""

from dataclasses import replace

from briefing.briefs import Brief, Judgement, PinItem, Section, Text, check, diff, draft, edition
from briefing.extract.finding import Figure, Finding
from briefing.ingest.source import Metadata, Source
from briefing.pins import make
from briefing.text import digest

NOW = "2025-01-02T03:04:05Z"


def report(id, text, *found, **meta):
    """Return a source and its findings: (kind, words, score, fields)."""
    source = Source(id, f"sources/{id}", text, digest(text), Metadata(**meta))
    findings = []
    for n, (kind, words, score, fields) in enumerate(sorted(found, key=lambda f: text.index(f[1])), 1):
        start = text.index(words)
        findings.append(Finding(n, kind, start, start + len(words), words, score, "test", **fields))
    return source, tuple(findings)


def money(value, measures="harbour budget"):
    return {"figure": Figure("money", value=value, unit="EUR", measures=measures, period="2025")}


WIRE = "Moe said: “We will not cut the ferry this year.” The harbour budget is 42 million euros. Boats number 7."
FERRY = ("quote", "We will not cut the ferry this year.", 0.9, {"form": "direct", "speaker": "Ingrid Moe"})
ONE = report(
    "a.txt",
    WIRE,
    FERRY,
    ("figure", "42 million euros", 0.8, money(42_000_000)),
    title="Ferry stays",
    origin="wire",
    date="2025-05-01",
)
COPY = report("b.txt", "Copy. " + WIRE, FERRY, title="Ferry stays, says Moe", origin="wire", date="2025-05-01")
OTHER = report(
    "c.txt",
    "The harbour budget is 43 million euros. “We will not cut the ferry,” Moe said, “and that is all.”"
    " She added that all is well.",
    ("figure", "43 million euros", 0.8, money(43_000_000)),
    ("quote", "We will not cut the ferry", 0.9, {"form": "direct", "group": 1}),
    ("quote", "and that is all.", 0.2, {"form": "direct", "group": 1}),
    ("statement", "all is well", 0.3, {}),
    title="Talvik  votes\non its quays and everything else that a title of more than ninety characters could ever hold",
    date="2025-05-02",
)


def shown(brief, pins):
    words = {pin.id: pin.exact for pin in pins}
    return {s.heading: [words[i.pin] for i in s.items if isinstance(i, PinItem)] for s in brief.sections}


def test_a_draft_has_a_section_for_each_story_newest_first_and_says_nothing_twice():
    brief, pins = draft(Brief("T"), [ONE, COPY, OTHER], now=NOW)
    sections = shown(brief, pins)
    said = {heading: [w for w in words if "euros" not in w] for heading, words in sections.items()}
    assert said["Ferry stays"] == ["We will not cut the ferry this year."]
    everything = [words for part in sections.values() for words in part]
    assert len(everything) == len(set(everything))
    first = next(iter(sections))
    assert first.startswith("Talvik votes on its quays")
    assert said[first][:2] == ["We will not cut the ferry", "and that is all."]
    assert all(len(heading) <= 91 and "\n" not in heading for heading in sections)
    assert {pin.section for pin in pins} == set(sections)


def test_a_draft_is_the_same_whatever_the_order_of_the_sources():
    drafts = {repr(draft(Brief("T"), order, now=NOW)) for order in ([ONE, COPY, OTHER], [OTHER, COPY, ONE])}
    assert len(drafts) == 1


def test_a_draft_adds_to_what_the_brief_has_and_passes_its_check():
    blank = Brief("T", sections=(Section("Mine", (Text("Words."),)),))
    brief, pins = draft(blank, [ONE, OTHER], now=NOW)
    assert brief.sections[0] == blank.sections[0]
    sources = {source.id: source for source, _ in (ONE, OTHER)}
    found = check(brief, pins={pin.id: pin for pin in pins}, source=sources.get, name="d")
    assert found.passes(strict=True)


def test_nothing_to_draft_from_is_an_empty_draft():
    assert draft(Brief("T"), [], now=NOW) == (Brief("T"), [])
    assert draft(Brief("T"), [report("x.txt", "Words.")], now=NOW) == (Brief("T"), [])


# -- editions


def pinned(material, words, **fields):
    source, findings = material
    finding = next(f for f in findings if f.exact == words)
    return make(source, finding.start, finding.end, kind=finding.kind, finding=finding, now=NOW, **fields)


OLD_BUDGET, NEW_BUDGET = pinned(ONE, "42 million euros"), pinned(OTHER, "43 million euros")
QUOTE = pinned(ONE, "We will not cut the ferry this year.")
PINS = {pin.id: pin for pin in (OLD_BUDGET, NEW_BUDGET, QUOTE)}
SOURCES = {source.id: source for source, _ in (ONE, OTHER)}


def made(name, *items, **fields):
    brief = Brief("T", sections=(Section("S", items),), **fields)
    found = check(brief, pins=PINS, source=SOURCES.get, name=name)
    return edition(found, pins=PINS, source=SOURCES.get, findings=lambda id: {s.id: f for s, f in (ONE, OTHER)}[id])


def test_an_edition_holds_the_evidence_in_order_and_the_ledger_of_its_figures():
    one = made("one", PinItem(QUOTE.id), Text(f"It costs <pin:{OLD_BUDGET.id}>."), PinItem(NEW_BUDGET.id))
    assert list(one.evidence) == [QUOTE.id, OLD_BUDGET.id, NEW_BUDGET.id]
    assert all(each.source is SOURCES[each.pin.source] for each in one.evidence.values())
    rows = {(row.source, row.finding.exact) for group in one.groups for row in group.rows}
    assert rows == {("a.txt", "42 million euros"), ("c.txt", "43 million euros")}
    assert made("two", PinItem(QUOTE.id)).groups == ()


def test_equal_editions_differ_in_nothing_also_when_items_moved():
    items = (PinItem(QUOTE.id), Text("Words."), Judgement("It stays.", "likely", None, (QUOTE.id,)))
    between = diff(made("old", *items), made("new", *reversed(items)))
    assert (bool(between), list(between.lines())) == (False, ["new says what old says"])


def test_new_changed_and_withdrawn_items_are_told():
    old = made("old", Text("The vote is on Monday in Talvik."), Text("Ice closes the port."), PinItem(QUOTE.id))
    new = made(
        "new", Text("The vote is on Friday in Talvik."), Judgement("It passes.", "likely"), bottom_line="It stays."
    )
    between = diff(old, new)
    assert [(d.what, d.after) for d in between.new] == [
        ("bottom line", "It stays."),
        ("judgement", "It passes. (likely)"),
    ]
    assert [(d.before, d.after) for d in between.changed] == [
        ("The vote is on Monday in Talvik.", "The vote is on Friday in Talvik.")
    ]
    assert [(d.what, d.before) for d in between.withdrawn] == [("text", "Ice closes the port."), ("pin", QUOTE.exact)]
    assert len(list(between.lines())) == 5


def test_a_figure_that_moved_is_told_once_with_both_values():
    between = diff(made("old", PinItem(OLD_BUDGET.id)), made("new", PinItem(NEW_BUDGET.id)))
    assert [(m.measures, m.before, m.after, m.change) for m in between.figures] == [
        ("harbour budget", "42 million euros", "43 million euros", 2.4)
    ]
    assert (between.new, between.withdrawn) == ((), ())


def test_figures_that_outlets_dispute_within_an_edition_did_not_move():
    both = (PinItem(OLD_BUDGET.id), PinItem(NEW_BUDGET.id))
    assert not diff(made("old", *both), made("new", *both)).figures


def test_a_comment_or_likelihood_that_changed_is_a_change():
    judged = Judgement("The ferry stays.", "likely", "low", (QUOTE.id,))
    old = made("old", PinItem(QUOTE.id, "First."), judged)
    new = made("new", PinItem(QUOTE.id, "Second."), replace(judged, likelihood="very likely"))
    assert [(d.what, d.pin) for d in diff(old, new).changed] == [("pin", QUOTE.id), ("judgement", None)]
