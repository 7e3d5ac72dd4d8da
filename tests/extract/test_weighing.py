"""Evidence weighed by pieces: the sums are those of the names, one by one."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path

import pytest

from briefing.extract import choice, choice_names, contents, endings, evidence, statements, weighing
from briefing.extract.contents import Place
from briefing.extract.document import Document
from briefing.extract.lexicon import weights
from briefing.extract.options import Around, options
from briefing.ingest.source import Source
from briefing.text import digest

TEXTS = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def document(text: str) -> Document:
    return Document(Source(id="a.txt", path="sources/a.txt", text=text, digest=digest(text), furniture=()))


def one_by_one(name: str, named: Iterable[str]) -> float:
    return sum(weights(name).get(one, 0.0) for one in named)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_options_weigh_is_the_sum_over_their_names(path: Path):
    doc = document(path.read_text("utf-8"))
    tokens = doc.tokens
    for token in tokens.quoted:
        number = tokens.sentence_of(token)
        known = [a for a in doc.attributions if a.sentence == number and a.subject]
        before = next((a for a in reversed(doc.attributions) if a.sentence < number and a.subject), None)
        around = Around(known[0] if known else None, before, before, before, None, ("reported 1 back, here",))
        among = options(tokens, token, number, known, around)
        named = choice.evidence(tokens, token, among, around)
        for pieces, names in zip(choice.evidence_pieces(tokens, token, among, around), named, strict=True):
            assert weighing.scale("speaker-evidence").weigh(pieces) == one_by_one("speaker-evidence", names)
            assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_statements_and_their_endings_weigh_is_the_sum_over_their_names(path: Path):
    doc = document(path.read_text("utf-8"))
    for found, content, names in statements.considered(doc):
        for place in Place(True, True), Place(False, False, denied=True, inside=True, holds=True):
            pieces = contents.statement_pieces(doc.tokens, found, content, place)
            named = contents.statement_evidence(doc.tokens, found, content, place)
            assert weighing.scale("statement-evidence").weigh(pieces) == one_by_one("statement-evidence", named)
        assert "always" in names
        for end in endings.possible_endings(doc.tokens, *content):
            pieces = endings.ending_pieces(doc.tokens, found, *content, end)
            named = endings.ending_evidence(doc.tokens, found, *content, end)
            assert weighing.scale("ending-evidence").weigh(pieces) == one_by_one("ending-evidence", named)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_no_end_that_is_passed_over_weighs_more_than_the_one_chosen(path: Path):
    doc = document(path.read_text("utf-8"))
    tokens = doc.tokens
    for found, (first, _), _ in statements.considered(doc):
        last = tokens.sentences[found.sentence][1]
        chosen = endings.ending(tokens, found, first, last)
        named = {
            end: one_by_one("ending-evidence", endings.ending_evidence(tokens, found, first, last, end))
            for end in endings.possible_endings(tokens, first, last)
        }
        of_chosen = max(named[end] for end in (chosen, chosen + 1) if end in named)  # before the on of on Monday
        assert of_chosen == pytest.approx(max(named.values()))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_how_likely_a_quotation_is_follows_from_the_names(path: Path):
    doc = document(path.read_text("utf-8"))
    for link in doc.links:
        names = evidence.evidence(doc, link)
        assert "always" in names
        if likely := evidence.likelihood(doc, link):  # a nickname is none
            assert likely == 1 / (1 + math.exp(-one_by_one("quote-evidence", names)))


def test_a_name_that_one_word_gives_twice_counts_once():
    names = list(weighing.named((choice_names.stands, "before", "according", "according", "Q", "name", "0")))
    assert names.count("before according") == 1
    assert list(weighing.named((choice_names.then, "before", "say", "\n"))) == ["before say, then ."]


def test_a_scale_forgets_when_it_holds_much(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weighing, "_REMEMBERED", 2)
    scale = weighing.Scale("speaker-evidence")
    pieces = [(choice_names.plain, one) for one in ("passive", "infinitive", "unreal", "passive")]
    assert [scale.weigh([piece]) for piece in pieces] == [one_by_one("speaker-evidence", piece[1:]) for piece in pieces]
    assert len(scale) <= 2
