"""Evidence weighed by pieces: the sums are those of the names, one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.extract import choice, choice_names, weighing
from briefing.extract.document import Document
from briefing.extract.lexicon import weights
from briefing.extract.options import Around, options
from briefing.ingest.source import Source
from briefing.text import digest

TEXTS = sorted((Path(__file__).parent / "cases").glob("*.txt"))
LISTS = ("speaker-evidence", "quote-evidence", "statement-evidence", "ending-evidence")


def document(text: str) -> Document:
    return Document(Source(id="a.txt", path="sources/a.txt", text=text, digest=digest(text), furniture=()))


def one_by_one(name: str, evidence: list[str]) -> int:
    return sum(round(10 * weights(name).get(one, 0.0)) for one in evidence)


@pytest.mark.parametrize("name", LISTS)
def test_weights_have_one_decimal(name: str):
    assert all(abs(10 * weight - round(10 * weight)) < 1e-9 for weight in weights(name).values())


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
        for pieces, names in zip(
            choice.evidence_pieces(tokens, token, among, around),
            choice.evidence(tokens, token, among, around),
            strict=True,
        ):
            weight = sum(map(weighing.scale("speaker-evidence").__getitem__, pieces))
            assert weight == one_by_one("speaker-evidence", names)
            assert len(set(names)) == len(names)


def test_a_name_that_one_word_gives_twice_counts_once():
    names = list(weighing.named((choice_names.stands, "before", "according", "according", "name", "0")))
    assert names.count("before according") == 1
    assert list(weighing.named((choice_names.then, "before", "say", "\n"))) == ["before say, then ."]


def test_a_scale_forgets_when_it_holds_much(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(weighing, "_REMEMBERED", 2)
    scale = weighing.Scale("speaker-evidence")
    pieces = [(choice_names.plain, one) for one in ("passive", "infinitive", "unreal", "passive")]
    assert [scale[piece] for piece in pieces] == [one_by_one("speaker-evidence", [piece[1]]) for piece in pieces]
    assert len(scale) <= 2
