"""Pins kept between two runs: never stale, never in the way."""

import json

import pytest

from briefing.extract.finding import Figure
from briefing.files import Files
from briefing.pins import Anchor, Pin, PinStore, cache, form


def pins(source, count=30, **fields):
    figure = Figure("money", value=5, unit="EUR", measures="x")
    return [
        Pin(
            f"{source[0]}{n:07d}",
            source,
            "quote",
            Anchor("words", "", " \U0001d518", n, n + 5, "sha256:0"),
            figure,
            **fields,
        )
        for n in range(count)
    ]


def write(root, source, some):
    (root / "pins").mkdir(exist_ok=True)
    (root / "pins" / f"{source}.yaml").write_text("".join(map(form.render, some)), encoding="utf-8")


@pytest.fixture
def root(tmp_path):
    write(tmp_path, "a.txt", pins("a.txt", tags=("x",), note="n"))
    write(tmp_path, "b.txt", pins("b.txt", extra={"by hand": [1, {"k": None}]}))
    write(tmp_path, "c.txt", pins("c.txt", extra={"k": {7: "a number for a key"}}))
    return tmp_path


@pytest.fixture
def parsed(monkeypatch):
    """The sources whose files are parsed."""
    seen = []
    parse = form.parse

    def spy(text, *, source, file):
        seen.append(source)
        return parse(text, source=source, file=file)

    monkeypatch.setattr(form, "parse", spy)
    return seen


def test_a_second_run_parses_only_what_changed(root, parsed):
    first = PinStore(Files(root)).all()
    assert parsed == ["a.txt", "b.txt", "c.txt"]
    parsed.clear()
    assert PinStore(Files(root)).all() == first
    assert parsed == ["c.txt"], "keys that JSON cannot hold are read from the file each time"
    parsed.clear()
    write(root, "b.txt", pins("b.txt", 3))
    (root / "pins" / "a.txt.yaml").unlink()
    assert [pin.source for pin in PinStore(Files(root)).all()] == ["b.txt"] * 3 + ["c.txt"] * 30
    assert parsed == ["b.txt", "c.txt"]


@pytest.mark.parametrize(
    "damage",
    ["", "[]", "{", '{"version": 2}', '{"version": 0, "files": {}}', '{"version": 2, "sum": 0, "files": {"a.txt": 1}}'],
)
def test_a_damaged_cache_is_as_good_as_none(root, damage):
    first = PinStore(Files(root)).all()
    (root / ".briefing" / "pins.json").write_text(damage)
    assert PinStore(Files(root)).all() == first


def test_a_cache_with_another_digit_is_as_good_as_none(root):
    first = PinStore(Files(root)).all()
    kept = root / ".briefing" / "pins.json"
    text = kept.read_text(encoding="utf-8")
    exact = json.dumps(first[0].anchor.exact, ensure_ascii=False)
    assert exact in text
    kept.write_text(text.replace(exact, '"another text"', 1), encoding="utf-8")
    assert PinStore(Files(root)).all() == first


def test_few_pins_are_not_worth_a_cache(tmp_path):
    write(tmp_path, "a.txt", pins("a.txt", 3))
    PinStore(Files(tmp_path)).all()
    assert not (tmp_path / ".briefing").exists()


def test_a_desk_that_cannot_be_written_is_read_all_the_same(root):
    (root / ".briefing").write_text("in the way")
    assert len(PinStore(Files(root)).all()) == 90


def test_the_cache_is_plain_json(root):
    PinStore(Files(root)).all()
    data = json.loads((root / ".briefing" / "pins.json").read_text(encoding="utf-8"))
    assert (data["version"], sorted(data["files"])) == (cache.VERSION, ["a.txt", "b.txt"])
