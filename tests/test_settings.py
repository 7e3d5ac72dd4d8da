"""desk.yaml: each key, and errors that name file, line and key."""

from __future__ import annotations

import pytest

from briefing.errors import SettingsError
from briefing.settings import Settings, parse, with_outlet


def test_no_file_and_an_empty_file_are_all_defaults() -> None:
    assert parse(None) == parse(b"# only a comment\n") == Settings()


def test_every_key_is_read() -> None:
    settings = parse(
        b"title: Desk\nauthor: Desk 4\nmarking: green\ntemplate: sitrep\nfeeds: [https://example.org/f]\n"
        b"outlets: {Reuters: a}\nkeys: {pin: p}\ntheme: nord\nexport: [md]\n"
    )
    assert settings.marking == "TLP:GREEN"
    assert settings.outlets == {"Reuters": "A"}
    assert settings.keys == {"pin": "p"}
    assert settings.feeds == ("https://example.org/f",)
    assert settings.export == ("md",)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"title: a\ncolour: b\n", "desk.yaml:2: colour: is not a setting"),
        (b"\n\nmarking: secret\n", "desk.yaml:3: marking: 'secret' is not a marking"),
        (b"outlets: {X: Z}\n", "desk.yaml:1: outlets: the reliability of 'X'"),
        (b"outlets: [X]\n", "desk.yaml:1: outlets: must be a mapping"),
        (b"feeds: {a: b}\n", "desk.yaml:1: feeds: must be a list"),
        (b"title: [a]\n", "desk.yaml:1: title: must be a word"),
        (b"title: a\ntitle: b\n", "desk.yaml:2: title: stands twice"),
        (b"- a\n", "desk.yaml:1: must hold KEY: VALUE lines"),
        (b"a: [\n", "desk.yaml:2: is not YAML"),
        (b"\xff\xfe\xfd", "desk.yaml: is not YAML"),
        (b"title: a\nno: b\n", "desk.yaml:2: no: is not a setting"),
        (b"? [a]\n: b\n", "desk.yaml:1: a key must be one word"),
        (b"<<: {title: a}\n", "desk.yaml:1: <<: is not a setting"),
        (b"author: no\n", "desk.yaml:1: author: must be a word"),
        (b"keys:\n  pin: [p]\n", "desk.yaml:1: keys: the value of 'pin' must be a word"),
    ],
)
def test_errors_name_file_line_and_key(text: bytes, place: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse(text)
    assert str(error.value).startswith(place)


@pytest.mark.parametrize("before", [b"", b"# mine\n", b"outlets:\n", b"outlets: {}\n", b"outlets: {coast post: C}\n"])
def test_an_outlet_is_rated_whatever_the_file_says_of_outlets(before: bytes) -> None:
    after = with_outlet(before, "Coast Post", "B")
    assert [(name.casefold(), letter) for name, letter in parse(after).outlets.items()] == [("coast post", "B")]
    assert after.startswith(b"# mine\n") == before.startswith(b"# mine\n")
