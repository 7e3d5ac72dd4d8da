"""The way from material to an edition, once."""

from briefing.briefs import (
    Brief,
    BriefStore,
    Judgement,
    PinItem,
    Text,
    check,
    diff,
    draft,
    edition,
    operations,
    references,
)
from briefing.extract.finding import Finding
from briefing.files import Files
from briefing.ingest.source import Metadata, Source
from briefing.text import digest

TEXT = "The council votes.\n\n“We had no choice,” said Mayor Ada Lind. It costs 12 million euros.\n"
SOURCE = Source("a/vote.txt", "sources/a/vote.txt", TEXT, digest(TEXT), Metadata(title="Council votes"))


def _finding(n, kind, words, **fields):
    start = TEXT.index(words)
    return Finding(n, kind, start, start + len(words), words, 0.9, "test", **fields)


FINDINGS = (_finding(1, "quote", "We had no choice", speaker="Ada Lind"), _finding(2, "figure", "12 million euros"))


def test_from_material_to_an_edition(tmp_path):
    store = BriefStore(Files(tmp_path))
    made, pins = draft(Brief("Town"), [(SOURCE, FINDINGS)], now="2025-01-02T03:04:05Z")
    name = store.create("town", made)
    assert store.load(name) == made
    assert references(made) == [pin.id for pin in pins]
    by_id = {pin.id: pin for pin in pins}
    report = check(made, pins=by_id, source={SOURCE.id: SOURCE}.get, name=name)
    assert (report.ok, report.problems) == (True, ())
    first = edition(report, pins=by_id, source={SOURCE.id: SOURCE}.get)
    assert list(first.evidence) == references(made)

    changed = operations.add_item(made, 0, Text("It costs 13 million."))
    changed = operations.add_item(changed, 0, Judgement("It likely passes."))
    changed = operations.remove_item(changed, 0, 0)
    store.save(name, changed)
    report = check(store.load(name), pins=by_id, source={SOURCE.id: SOURCE}.get, name=name)
    assert [p.code for p in report.problems] == ["number-without-pin", "judgement-without-pins"]
    second = edition(report, pins=by_id, source={SOURCE.id: SOURCE}.get)
    between = diff(first, second)
    assert [d.after for d in between.new] == ["It costs 13 million.", "It likely passes."]
    assert [d.before for d in between.withdrawn] == ["We had no choice"]
    assert store.convert(name, "md") == "briefs/town.md"
    assert store.load("town") == changed
    assert isinstance(changed.sections[0].items[0], PinItem)
