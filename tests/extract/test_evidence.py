"""Evidence for quotations: what speaks for or against words between marks being somebody's."""

from __future__ import annotations

import pytest

from briefing.extract import find
from briefing.ingest.source import Source
from briefing.text import digest

SENTENCE = "Brandt, who wrote for the {noun} “Lowland,” said the work was easy."


def quoted(text: str) -> list[str]:
    source = Source(id="a.txt", path="sources/a.txt", text=text, digest=digest(text), furniture=())
    return [found.exact for found in find(source) if found.kind == "quote"]


@pytest.mark.parametrize("noun", ["show", "films", "series"])
def test_what_stands_beside_a_work_is_its_title(noun: str):
    assert quoted(SENTENCE.format(noun=noun)) == []


@pytest.mark.parametrize("noun", ["crowd", "town,"])
def test_other_nouns_say_nothing_of_titles(noun: str):
    assert quoted(SENTENCE.format(noun=noun)) == ["Lowland,"]


def test_a_work_may_be_named_behind_its_title():
    text = "Brandt, who wrote for a “Lowland” {noun}, told reporters that the work was easy."
    one, other = (evidence_names(text.format(noun=noun)) for noun in ("podcast", "crowd"))
    assert one - other == {"beside a work", "beside a work, capital"}


def evidence_names(text: str) -> set[str]:
    from briefing.extract.document import Document
    from briefing.extract.evidence import evidence

    doc = Document(Source(id="a.txt", path="sources/a.txt", text=text, digest=digest(text), furniture=()))
    return {name for link in doc.links for name in evidence(doc, link)}
