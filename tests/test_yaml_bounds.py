"""YAML that would break its parser, or stand for more than memory holds."""

from __future__ import annotations

from itertools import pairwise

import pytest

from briefing.errors import SettingsError
from briefing.pins.yamltext import compose
from briefing.settings import mapping
from briefing.yaml_bounds import suspicious

NINE = "a: &a [x, x, x, x, x, x, x, x, x]\n"


def bomb(shape: str, levels: int) -> str:
    """Return lines each of which repeats the one before nine times, in ``shape``."""
    letters = "abcdefghijk"
    return "".join(
        f"{here}: &{here} {shape.format(', '.join(['*' + before] * 9))}\n"
        for before, here in pairwise(letters[: levels + 1])
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a: " + "[" * 200_000, "nests more than 50 levels deep"),
        ("a: " + "{a: " * 600 + "}" * 600, "nests more than 50 levels deep"),
        ("a:\n" + "- " * 5_000 + "x\n", "nests more than 50 levels deep"),
        (NINE + bomb("[{}]", 8), "stands for more than 200,000 values: it looks like a bomb"),
        ("a: &a {k: v}\n" + bomb("{{<<: [{}]}}", 8), "stands for more than 200,000 values: it looks like a bomb"),
        ("a: &a [*a]\n", "a value holds itself"),
    ],
)
def test_a_bomb_is_refused(text: str, why: str) -> None:
    with pytest.raises(SettingsError, match=f"is not YAML: {why}"):
        mapping(text.encode(), file="a.yaml")


def test_aliases_and_levels_that_people_write_are_read() -> None:
    text = NINE + bomb("[{}]", 2) + "deep: " + "[" * 40 + "]" * 40 + "\nlong: [" + "word, " * 2_000 + "word]\n"
    values, _ = mapping(text.encode(), file="a.yaml")
    assert values["c"][8][8] == ["x"] * 9
    assert len(values["long"]) == 2_001


def test_bad_yaml_behind_an_alias_still_names_its_line() -> None:
    with pytest.raises(SettingsError, match=r"a\.yaml:4: is not YAML"):
        mapping(b"a: &a x\nb: *a\nc: [\n", file="a.yaml")


def wrong(message: str, line: int | None, key: str | None) -> Exception:
    return ValueError(message)


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 200_000,
        "a: " + "{a: " * 600 + "}" * 600,
        "a:\n" + "- " * 200_000 + "x\n",
        "a:\n" + "? - " * 100_000 + "x\n",
        "".join(" " * depth + "a:\n" for depth in range(300)),
        NINE + bomb("[{}]", 8),
        '{"a":&a [x, x, x, x, x, x, x, x, x],\n' + bomb("[{}]", 8).replace("\n", ",\n") + "}",
    ],
)
def test_a_bomb_in_a_file_that_people_edit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not YAML: (nests more than|stands for more than)"):
        compose(text, wrong)


@pytest.mark.parametrize(
    "text",
    [
        "because: [7kq2m9xd, 9d2mq7xk]\n" * 500,
        "text: R&D & research, a [link](pin:7kq2m9xd), - and: ? so on\n",
        "- - - x\n",
        "text: |\n" + " " * 100 + "far in\n",
    ],
)
def test_a_brief_as_people_write_it_is_parsed_once(text: str) -> None:
    assert not suspicious(text)
