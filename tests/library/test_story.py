"""Copies and rewrites of one story share an origin; independent reports do not."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from briefing.library.sketch import SIZE, words_and_sketch
from briefing.library.story import Sketches, groups
from tests.library.conftest import Folder, page

_SYLLABLES = ["ba", "ke", "li", "mo", "nu", "ran", "sel", "tor", "vi", "dor", "fen", "gat"]


def words(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(_SYLLABLES, k=3)) for _ in range(count)]


def story(seed: int, count: int = 400) -> str:
    said = words(seed, count)
    return ". ".join(" ".join(said[at : at + 20]) for at in range(0, count, 20)) + "."


def rewritten(text: str, share: float, seed: int = 1) -> str:
    chance = random.Random(seed)
    parts = text.split(" ")
    for at in chance.sample(range(len(parts)), int(share * len(parts))):
        parts[at] = "changed" + str(chance.randrange(9999))
    return " ".join(parts)


def origins(desk: Folder) -> dict[str, str]:
    return {entry.id: entry.origin for entry in desk.library.entries()}


def grouped(texts: Sequence[str], outlets: Sequence[str | None] | None = None) -> list[list[int]]:
    sketches = Sketches()
    for n, text in enumerate(texts):
        sketches.add(n, outlets[n] if outlets else None, words_and_sketch(text)[1])
    return sorted(sorted(group) for group in groups(sketches))


def test_a_copy_and_a_rewrite_share_the_origin_of_the_earliest(desk: Folder) -> None:
    wire = story(1)
    desk.write("copy.md", page("Copy", wire, publisher="B", date="2024-03-02"))
    desk.write("wire.md", page("Wire", wire, publisher="A", date="2024-03-01"))
    desk.write("rewrite.md", page("Rewrite", rewritten(wire, 0.1), publisher="C", date="2024-03-03"))
    desk.write("own.md", page("Own", story(2), publisher="D", date="2024-03-01"))
    desk.library.refresh()
    assert origins(desk) == {"copy.md": "wire.md", "wire.md": "wire.md", "rewrite.md": "wire.md", "own.md": "own.md"}
    assert desk.library.source("copy.md").origin == "wire.md"
    assert desk.library.source("own.md").meta.origin is None


def test_metadata_name_the_origin(desk: Folder) -> None:
    wire = story(1)
    desk.write("a.md", page("A", wire, date="2024-03-01"))
    desk.write("b.md", page("B", wire, date="2024-03-02", origin="Wire Agency"))
    desk.library.refresh()
    assert origins(desk) == {"a.md": "Wire Agency", "b.md": "Wire Agency"}


def test_groups_follow_what_comes_changes_and_goes(desk: Folder) -> None:
    wire = story(1)
    for n in range(60):  # enough that a few changes are taken in one by one
        desk.write(f"other/{n:02}.md", page(f"Other {n}", story(100 + n, 120)))
    desk.write("a.md", page("A", wire, date="2024-03-01"))
    desk.library.refresh()
    desk.write("b.md", page("B", rewritten(wire, 0.05), date="2024-03-02"))
    desk.library.refresh()
    assert origins(desk)["b.md"] == "a.md"
    desk.write("c.md", page("C", wire, date="2024-02-28"))
    desk.library.refresh()
    assert {origins(desk)[id] for id in ("a.md", "b.md", "c.md")} == {"c.md"}
    (desk.sources / "c.md").unlink()
    desk.library.refresh()
    assert {origins(desk)[id] for id in ("a.md", "b.md")} == {"a.md"}
    desk.write("b.md", page("B", story(3), date="2024-03-02"))
    desk.library.refresh()
    assert (origins(desk)["a.md"], origins(desk)["b.md"]) == ("a.md", "b.md")
    assert origins(desk)["other/07.md"] == "other/07.md"


@pytest.mark.parametrize(("share", "least"), [(0.0, 1.0), (0.02, 1.0), (0.05, 0.99), (0.1, 0.97), (0.2, 0.6)])
def test_how_many_rewrites_are_told(share: float, least: float) -> None:
    texts = [text for n in range(100) for text in (story(n), rewritten(story(n), share, n))]
    found = grouped(texts)
    assert all(len(group) == 2 and group[0] // 2 == group[1] // 2 for group in found)
    assert len(found) >= least * 100


def test_one_statement_quoted_by_two_is_two_origins() -> None:
    quotation = " ".join(words(9, 60))
    one, two = (f"{story(n, 100)}\n\n“{quotation}”, the minister said.\n" for n in (1, 2))
    assert grouped([one, two]) == []


def test_a_paragraph_of_background_does_not_join_reports_of_one_outlet() -> None:
    background = " ".join(words(9, 60))
    texts = [f"{story(n, 200)}\n\n{background}.\n" for n in range(4)]
    assert grouped(texts, ["Gazette"] * 4) == []


def test_boilerplate_in_many_reports_joins_none() -> None:
    footer = " ".join(words(9, 90))
    texts = [f"{story(n, 100)}\n\n{footer}.\n" for n in range(80)]
    assert grouped(texts) == []


def test_a_much_copied_story_is_one_group() -> None:
    texts = [rewritten(story(1), 0.05, n) for n in range(40)] + [story(2)]
    assert grouped(texts, [f"Outlet {n}" for n in range(41)]) == [list(range(40))]


def test_short_texts_are_joined_only_when_equal() -> None:
    assert grouped(["Port closed today.", "Port closed today!", "Port opened today."]) == [[0, 1]]
    assert grouped(["", "", "…"]) == []


def test_texts_without_spaces_are_compared() -> None:
    chance = random.Random(3)
    wire = "".join(chance.choices([chr(0x4E00 + n) for n in range(600)], k=500))
    edited = wire[:100] + "新增的句子" + wire[100:]
    other = "".join(chance.choices([chr(0x4E00 + n) for n in range(600)], k=500))
    assert grouped([wire, edited, other]) == [[0, 1]]


def test_a_sketch_is_small_whatever_the_text() -> None:
    assert len(words_and_sketch(story(1, 5000))[1]) == 4 * SIZE


@pytest.mark.parametrize("letters", ["аеиоклмнрст", "αεικλνοπρστ", "אבדהולמנרשת", "अकगतनमरलवस"])
def test_texts_of_other_scripts_are_compared(letters: str) -> None:
    def report(seed: int) -> str:
        chance = random.Random(seed)
        return " ".join("".join(chance.choices(letters, k=chance.randint(2, 8))) for _ in range(400))

    assert grouped([report(1), rewritten(report(1), 0.08), report(2)]) == [[0, 1]]


def test_groups_are_the_same_however_many_hashes_are_counted_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [story(seed) for seed in range(6)] + [rewritten(story(seed), 0.05) for seed in range(3)]
    at_once = grouped(texts)
    monkeypatch.setattr("briefing.library.story._COUNTED", 7)
    assert grouped(texts) == at_once == [[0, 6], [1, 7], [2, 8]]
