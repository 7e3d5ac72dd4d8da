"""The built-in index finds what a plain look through the texts finds."""

import random
from pathlib import Path

import pytest

from briefing.library.index import Document
from briefing.library.query import Words
from briefing.library.tantivy_index import TantivyIndex

COMMONEST = "the"
VOCABULARY = (COMMONEST, COMMONEST, "a", "port", "of", "kova", "then")


@pytest.mark.parametrize("word", sorted(set(VOCABULARY)))
@pytest.mark.parametrize("first", [COMMONEST, "port"])
def test_a_phrase_is_found_where_its_words_follow_each_other(tmp_path: Path, first: str, word: str) -> None:
    chance = random.Random(1)
    texts = [" ".join(chance.choices(VOCABULARY, k=chance.randint(1, 9))) for _ in range(300)]
    index = TantivyIndex(tmp_path / "index", make=True)
    writing = index.writing(many=True)
    writing.put(Document(row=row, words=text) for row, text in enumerate(texts))
    writing.commit()
    writing.close()

    found = {row for row, _ in index.search(Words((first, word)), 1000)}

    assert found == {row for row, text in enumerate(texts) if f" {first} {word} " in f" {text} "}
    assert found


def test_a_phrase_of_the_commonest_word_may_go_on(tmp_path: Path) -> None:
    index = TantivyIndex(tmp_path / "index", make=True)
    writing = index.writing(many=False)
    writing.put([Document(row=1, words="in the harbour"), Document(row=2, words="in the port of harm")])
    writing.commit()
    writing.close()
    assert [row for row, _ in index.search(Words((COMMONEST, "har"), prefix=True), 10)] == [1]
