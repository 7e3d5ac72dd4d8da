"""The built-in index finds what a plain look through the texts finds."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing.library import tantivy_query
from briefing.library.index import Document
from briefing.library.query import All, Any, Node, Not, Words
from briefing.library.tantivy_index import TantivyIndex
from briefing.library.tantivy_query import EXPANSIONS, FEWEST, LARGE

COMMONEST = "the"
VOCABULARY = (COMMONEST, COMMONEST, "a", "port", "of", "kova", "then")


def indexed(folder: Path, texts: Sequence[str], sources: int = 0) -> TantivyIndex:
    """Return an index of texts that are words already, in rows from 0, as it is made for so many sources."""
    index = TantivyIndex(folder / "index", make=True, sources=sources)
    writing = index.writing(many=True)
    writing.put(Document(row=row, words=text) for row, text in enumerate(texts))
    writing.commit()
    writing.close()
    return index


@pytest.mark.parametrize("word", sorted(set(VOCABULARY)))
@pytest.mark.parametrize("first", [COMMONEST, "port"])
@pytest.mark.parametrize("sources", [0, LARGE])
def test_a_phrase_is_found_where_its_words_follow_each_other(
    tmp_path: Path, first: str, word: str, sources: int
) -> None:
    chance = random.Random(1)
    texts = [" ".join(chance.choices(VOCABULARY, k=chance.randint(1, 9))) for _ in range(300)]
    index = indexed(tmp_path, texts, sources)

    found = {row for row, _ in index.search(Words((first, word)), 1000)}

    assert found == {row for row, text in enumerate(texts) if f" {first} {word} " in f" {text} "}
    assert found


@pytest.mark.parametrize("sources", [0, LARGE])
def test_an_index_stays_as_it_was_made(tmp_path: Path, sources: int) -> None:
    indexed(tmp_path, ["in the harbour", "in the port"], sources).close()
    index = TantivyIndex(tmp_path / "index")
    writing = index.writing(many=False)
    writing.put([Document(row=1, words="to a port"), Document(row=2, words="at the port")])
    writing.commit()
    writing.close()
    assert [row for row, _ in index.search(Words((COMMONEST, "port")), 10)] == [2]
    assert [row for row, _ in TantivyIndex(tmp_path / "index").search(Words((COMMONEST, "harbour")), 10)] == [0]


def test_a_large_index_knows_what_stands_behind_the_commonest_word(tmp_path: Path) -> None:
    texts = ["in the harbour"] * 200
    size = {
        sources: sum(file.stat().st_size for file in indexed(tmp_path / str(sources), texts, sources).folder.iterdir())
        for sources in (LARGE - 1, LARGE)
    }
    assert size[LARGE] > size[LARGE - 1]


def test_a_phrase_of_the_commonest_word_may_go_on(tmp_path: Path) -> None:
    index = indexed(tmp_path, ["in the harbour", "in the port of harm"])
    assert [row for row, _ in index.search(Words((COMMONEST, "har"), prefix=True), 10)] == [0]


WORDS = [f"ha{number:02}" for number in range(2 * EXPANSIONS)]
"""The one with number N stands in N texts fewer than the first."""

RISING = [" ".join(["kova", *WORDS[: row + 1]]) for row in range(len(WORDS))]


def test_the_most_frequent_words_of_a_prefix_come_first(tmp_path: Path) -> None:
    index = indexed(tmp_path, [*WORDS, *RISING])
    found = [row for row, _ in index.search(Words(("ha",), prefix=True), 1000)]
    alone = [row for row in found if row < len(WORDS)]
    assert set(alone[:EXPANSIONS]) == set(range(EXPANSIONS))
    assert sorted(found) == list(range(2 * len(WORDS)))
    assert [row for row, _ in index.search(Words(("ha",), prefix=True), 100)] == found[:100]


def test_what_comes_behind_has_no_higher_score(tmp_path: Path) -> None:
    index = indexed(tmp_path, [*WORDS, *RISING])
    scores = [score for _, score in index.search(Words(("ha",), prefix=True), 1000)]
    assert scores == sorted(scores, reverse=True)


def test_words_that_stand_nearly_everywhere_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = indexed(tmp_path, [*WORDS, *RISING])
    for enough, count in ((0, FEWEST), (714, 12), (713, 11), (10**9, EXPANSIONS)):  # 65 + 64 + … + 54 = 714
        monkeypatch.setattr(tantivy_query, "ENOUGH", enough)
        found = [row for row, _ in index.search(Words(("ha",), prefix=True), len(RISING) + count)]
        assert {row for row in found if row < len(WORDS)} == set(range(count)), enough


LETTERS = "abcdefgh"
ENDS = [f"ba{first}{second}" for first in LETTERS for second in LETTERS]
"""More words than are tried for the end of a phrase."""

BA, KOVA, THE_BA = Words(("ba",), prefix=True), Words(("kova",)), Words((COMMONEST, "ba"), prefix=True)
PORT_BA, OF_BAC = Words(("port", "ba"), prefix=True), Words(("of", "bac"), prefix=True)
TITLE_BA = Words(("ba",), prefix=True, field="title")
ASKED: list[tuple[Node, Callable[[str, str], bool]]] = [
    (BA, lambda text, title: " ba" in text + title),
    (TITLE_BA, lambda text, title: " ba" in title),
    (All((KOVA, BA)), lambda text, title: " kova " in text and " ba" in text + title),
    (All((KOVA, TITLE_BA)), lambda text, title: " kova " in text and " ba" in title),
    (All((KOVA, Any((BA, OF_BAC)))), lambda text, title: " kova " in text and " ba" in text + title),
    (All((BA, Not(KOVA))), lambda text, title: " ba" in text + title and " kova " not in text),
    (All((KOVA, Not(BA))), lambda text, title: " kova " in text and " ba" not in text + title),
    (Not(BA), lambda text, title: " ba" not in text + title),
    (Any((KOVA, BA)), lambda text, title: " kova " in text or " ba" in text + title),
    (PORT_BA, lambda text, title: " port ba" in text),
    (OF_BAC, lambda text, title: " of bac" in text),
    (THE_BA, lambda text, title: " the ba" in text),
    (All((KOVA, PORT_BA)), lambda text, title: " kova " in text and " port ba" in text),
    (All((KOVA, Not(PORT_BA))), lambda text, title: " kova " in text and " port ba" not in text),
    (All((KOVA, Not(THE_BA))), lambda text, title: " kova " in text and " the ba" not in text),
]


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("most", [tantivy_query.MOST, len(ENDS) - 1])
@pytest.mark.parametrize(("node", "matches"), ASKED)
def test_every_text_with_a_word_of_the_prefix_is_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    node: Node,
    matches: Callable[[str, str], bool],
    most: int,
    large: bool,
) -> None:
    monkeypatch.setattr(tantivy_query, "LARGE", 0 if large else LARGE)
    monkeypatch.setattr(tantivy_query, "MOST", most)
    chance = random.Random(2)
    bodies = [" ".join(chance.choices([*VOCABULARY, *chance.choices(ENDS, k=3)], k=5)) for _ in range(500)]
    titles = [chance.choice(["port", *ENDS]) if chance.random() < 0.1 else "" for _ in bodies]
    index = TantivyIndex(tmp_path / "index", make=True)
    writing = index.writing(many=True)
    writing.put(Document(row, *pair) for row, pair in enumerate(zip(bodies, titles, strict=True)))
    writing.commit()
    writing.close()

    found = [row for row, _ in index.search(node, 1000)]

    wanted = {
        row
        for row, (body, title) in enumerate(zip(bodies, titles, strict=True))
        if matches(f" {body} ", f" {title} ".replace("  ", ""))
    }
    assert set(found) == wanted
    assert len(found) == len(wanted) > 0
    few = [row for row, _ in index.search(node, 7)]
    assert few == found[: len(few)]
    assert len(few) == min(7, len(found))


def test_a_rare_word_of_a_prefix_is_found_in_a_title(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index", make=True)
    writing = index.writing(many=True)
    writing.put(Document(row=row, words=text, title="port") for row, text in enumerate(RISING))
    writing.put([Document(row=1000, words="kova", title=f"kova {WORDS[-1]}")])
    writing.commit()
    writing.close()
    assert 1000 in dict(index.search(Words(("ha",), prefix=True), 1000))


@pytest.mark.parametrize("enough", [0, tantivy_query.ENOUGH])
def test_a_title_that_holds_a_frequent_word_of_a_prefix_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, enough: int
) -> None:
    monkeypatch.setattr(tantivy_query, "ENOUGH", enough)
    index = TantivyIndex(tmp_path / "index", make=True)
    writing = index.writing(many=True)
    writing.put(Document(row=row, words=word, title="kova port") for row, word in enumerate([*WORDS, WORDS[0]]))
    writing.put([Document(row=1000, words=WORDS[0], title=f"kova {WORDS[0]}")])
    writing.commit()
    writing.close()
    assert index.search(Words(("ha",), prefix=True), 1000)[0][0] == 1000


def test_every_word_of_a_prefix_is_left_out(tmp_path: Path) -> None:
    index = indexed(tmp_path, [*[f"kova {word}" for word in WORDS], "kova"])
    left = index.search(All((Words(("kova",)), Not(Words(("ha",), prefix=True)))), 1000)
    assert [row for row, _ in left] == [len(WORDS)]
