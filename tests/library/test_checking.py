"""Queries that are answered by looking into the texts find what a plain look through all texts finds."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing.library import tantivy_index, tantivy_query
from briefing.library.checking import holds, loosened
from briefing.library.index import Document
from briefing.library.query import All, Any, Days, Node, Not, Rather, Words, parse
from briefing.library.tantivy_index import TantivyIndex
from tests.library.conftest import Folder

KOVA, BA, BAC = Words(("kova",)), Words(("ba",), prefix=True), Words(("bac",), prefix=True)
PORT_BA = Words(("port", "ba"), prefix=True)


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("kova ba*", All((KOVA, Rather(BA)))),
        ("ba* ho*", All((Rather(BA), Rather(Words(("ho",), prefix=True))))),
        ('"port ba*"', Words(("port",))),
        ('kova "port ba*"', All((KOVA, Words(("port",))))),
        ("kova (port OR ba*)", All((KOVA, Rather(Any((Words(("port",)), BA)))))),
        ("ba* -kova after:2024", All((Not(KOVA), Days(first="2024-01-01"), Rather(BA)))),
    ],
)
def test_short_prefixes_are_left_out(query: str, left: Node) -> None:
    node = parse(query)
    assert node is not None
    loose = loosened(node, 2)
    assert loose is not None
    assert loose.node == left


@pytest.mark.parametrize(
    "query",
    ["kova", "kova bac*", "ba*", "ba* -kova", "kova -ba*", "title:ba* kova", "kova OR ba*", 'kova ("port ba*" OR ice)'],
)
def test_what_the_index_tells_at_once_stays(query: str) -> None:
    node = parse(query)
    assert node is not None
    assert loosened(node, 2) is None


def test_only_words_can_be_told_by_the_text() -> None:
    assert holds(Any((BA, KOVA)), "a bay", "") is holds(BA, "", "a bay") is True
    assert holds(PORT_BA, "port of bay", "port") is holds(KOVA, "kovar", "") is False
    with pytest.raises(ValueError, match="cannot tell"):
        holds(Days(), "", "")


WORDS = ["kova", "port", "the", "a", "zebra", "ice", "b"]
ENDS = [f"{first}{second}{third}" for first in "bc" for second in "ab" for third in "abcdefghijklmnopqrstuvwxyz"]


@pytest.fixture(scope="module")
def texts() -> list[tuple[str, str]]:
    """Return bodies and titles: some words are frequent, some rare."""
    chance = random.Random(3)
    words = [*WORDS, *ENDS]
    weights = [1 / (rank + 1) for rank in range(len(words))]
    return [
        (" ".join(chance.choices(words, weights, k=chance.randint(2, 30))), chance.choice([*ENDS, "port", ""]))
        for _ in range(800)
    ]


@pytest.fixture
def index(tmp_path: Path, texts: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> TantivyIndex:
    """Return an index of the texts that is searched as a large one."""
    monkeypatch.setattr(tantivy_query, "LARGE", 0)
    made = TantivyIndex(tmp_path / "index", make=True)
    writing = made.writing(many=True)
    writing.put(Document(row, *pair) for row, pair in enumerate(texts))
    writing.commit()
    writing.close()
    return made


def asked(chance: random.Random) -> Node:
    """Return a query with a short prefix beside something else."""

    def word() -> Words:
        return Words((chance.choice([*WORDS, *ENDS]),))

    def prefix() -> Words:
        return Words((chance.choice(["ba", "bb", "ca", "b", "c", "zz", "ki"]),), prefix=True)

    def phrase() -> Words:
        return Words((*word().words, *(word().words if chance.random() < 0.3 else ()), *prefix().words), prefix=True)

    kinds: list[Callable[[], Node]] = [
        lambda: All((word(), prefix())),
        lambda: All((prefix(), prefix())),
        phrase,
        lambda: All((word(), phrase())),
        lambda: All((word(), Any((word(), prefix())))),
        lambda: All((word(), prefix(), Not(word()))),
        lambda: All((prefix(), Not(prefix()))),
        lambda: All((word(), Not(phrase()))),
        lambda: Any((word(), prefix())),
        lambda: Any((phrase(), All((word(), prefix())))),
    ]
    return chance.choice(kinds)()


def matches(node: Node, body: str, title: str) -> bool:
    """Return whether a text matches, looked at word by word."""
    match node:
        case Words(words, prefix):
            return any(
                [*place[at : at + len(words) - 1]] == [*words[:-1]]
                and (
                    place[at + len(words) - 1].startswith(words[-1])
                    if prefix
                    else place[at + len(words) - 1] == words[-1]
                )
                for place in (body.split(), title.split())
                for at in range(len(place) - len(words) + 1)
            )
        case All(parts):
            return all(matches(part, body, title) for part in parts)
        case Any(parts):
            return any(matches(part, body, title) for part in parts)
        case Not(part):
            return not matches(part, body, title)
        case _:
            raise AssertionError(node)


@pytest.mark.parametrize("checked", [0, 5, 60, 1000])
def test_no_match_is_lost(
    index: TantivyIndex, texts: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch, checked: int
) -> None:
    monkeypatch.setattr(tantivy_index, "CHECKED", checked)
    monkeypatch.setattr(tantivy_index, "FOR_A_WORD", 0)
    chance = random.Random(4)
    looked = found_some = 0

    def check(node: Node, rows: Sequence[int]) -> list[bool | None]:
        nonlocal looked
        looked += len(rows)
        return [holds(node, *texts[row]) for row in rows]

    for _ in range(150):
        node = asked(chance)
        wanted = {row for row, pair in enumerate(texts) if matches(node, *pair)}
        for limit in (5, 1000):
            found = [row for row, _ in index.search(node, limit, check)]
            assert set(found) <= wanted, node
            assert len(set(found)) == len(found) == min(limit, len(wanted)), node
        found_some += bool(wanted)
    assert found_some > 100
    assert bool(looked) is (checked >= 5)


def test_the_rank_is_that_of_the_index(index: TantivyIndex, texts: list[tuple[str, str]]) -> None:
    def check(node: Node, rows: Sequence[int]) -> list[bool | None]:
        return [holds(node, *texts[row]) for row in rows]

    chance = random.Random(5)
    for _ in range(60):
        node = All((Words((chance.choice(WORDS),)), Words((chance.choice(["ba", "ca"]),), prefix=True)))
        scores = [round(score, 4) for _, score in index.search(node, 20)]
        assert [round(score, 4) for _, score in index.search(node, 20, check)] == scores


def test_where_a_text_cannot_tell_the_index_does(index: TantivyIndex, texts: list[tuple[str, str]]) -> None:
    node = All((KOVA, BA))
    found = index.search(node, 20, lambda _, rows: [None for _ in rows])
    assert found == index.search(node, 20)
    assert len(found) == 20


def test_a_desk_tells_by_its_texts(desk: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tantivy_query, "LARGE", 0)
    for n in range(30):
        desk.write(
            f"{n:02}.txt",
            f"Zebra {n}\n\nThe zebra was Re{'fgh'[n % 3]}{n}; no café “st\u0142y”.\n\nAt last — {n} steps.\n",
        )
    desk.write("one.txt", "A zebra\n\nThe zebra stood.\n")
    desk.library.refresh()
    assert len(desk.hits("zebra re*")) == 20
    assert len(desk.library.search("zebra re*", limit=60)) == 30
    assert desk.hits('"zebra st*"') == ["one.txt"]
    assert len(desk.library.search('"cafe st*"', limit=50)) == 30
    assert desk.hits("zebra re", typing=True) == desk.hits("zebra re*")
    (desk.sources / "05.txt").unlink()
    assert len(desk.library.search("zebra re*", limit=60)) == 30
