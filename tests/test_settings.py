"""desk.yaml: each key, and errors that name file, line and key."""

from __future__ import annotations

import pytest

from briefing.errors import SettingsError
from briefing.settings import Settings, parse


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
    ],
)
def test_errors_name_file_line_and_key(text: bytes, place: str) -> None:
    with pytest.raises(SettingsError) as error:
        parse(text)
    assert str(error.value).startswith(place)
