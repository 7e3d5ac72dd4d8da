"""Pin files: what the program writes, what a hand writes, and both at once."""

from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import BriefingError, Conflict, NothingFound, SettingsError
from briefing.extract.finding import Figure
from briefing.files import Files
from briefing.ingest.source import Source
from briefing.pins import Anchor, Pin, PinStore, form, make
from briefing.text import digest

HAND = (Path(__file__).parent / "files" / "hand.yaml").read_text(encoding="utf-8")
ID = "port/talvik.txt"
FILE = f"pins/{ID}.yaml"


def pin(id="aaaaaaaa", source=ID, start=4, exact="words", **fields):
    anchor = Anchor(exact, "the ", " that", start, start + len(exact), "sha256:00")
    return Pin(id, source, "passage", anchor, pinned="2025-01-02T03:04:05Z", **fields)


@pytest.fixture
def store(tmp_path):
    return PinStore(Files(tmp_path))


@pytest.fixture
def hand(tmp_path, store):
    write(tmp_path, HAND)
    return store


def write(root, text, name=FILE):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def read(root, name=FILE):
    return (root / name).read_bytes().decode()


def changed_lines(before, after):
    """Return the lines that are only in one of the two texts."""
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


# -- what the program writes


def test_a_pin_is_written_as_the_design_lays_it_out(tmp_path, store):
    text = 'Of this year\'s budget, Hr 255 billion ($6.9 billion) go to the makers of arms: "all of it".'
    made = make(
        Source(ID, "", text, digest(text)),
        23,
        37,
        kind="figure",
        now="2026-11-22T09:14:03Z",
        figure=Figure("money", value=255000000000, unit="UAH", measures="this year's budget", period="2024"),
        credibility=2,
        section="Financing",
        tags=("budget",),
        note="compare",
    )
    store.add(made)
    assert (
        read(tmp_path)
        == f"""\
- id: {made.id}
  kind: figure
  exact: Hr 255 billion
  prefix: "Of this year's budget, "
  suffix: " ($6.9 billion) go to the makers"
  start: 23
  end: 37
  digest: {made.anchor.digest}
  figure: {{value: 255000000000, unit: UAH, kind: money, measures: this year's budget, period: "2024"}}
  credibility: 2
  section: Financing
  tags: [budget]
  note: compare
  pinned: 2026-11-22T09:14:03Z
"""
    )
    assert PinStore(Files(tmp_path)).all() == [made]


def test_pinning_twice_is_one_pin(tmp_path, store):
    assert store.add(pin())
    before = read(tmp_path)
    assert not store.add(pin(note="again"))
    assert not store.add(pin(id="bbbbbbbb"))
    assert read(tmp_path) == before
    assert store.add(pin(id="bbbbbbbb", start=5))


def test_the_last_pin_takes_its_file_along_and_undo_brings_both_back(tmp_path):
    files = Files(tmp_path)
    store = PinStore(files)
    store.add(pin())
    before = read(tmp_path)
    assert store.remove("aaaa") == pin()
    assert not (tmp_path / FILE).exists()
    assert store.all() == []
    files.undo()
    assert (read(tmp_path), store.all()) == (before, [pin()])


def test_pins_are_found_by_id_by_part_of_it_and_by_source(store):
    store.add(pin("aaaaaaaa"))
    store.add(pin("aabbbbbb", start=9))
    store.add(pin("cccccccc", source="feed.xml#entry 1"))
    assert [p.id for p in store.all()] == ["cccccccc", "aaaaaaaa", "aabbbbbb"]
    assert store.get("cc").source == "feed.xml#entry 1"
    assert [p.id for p in store.of(ID)] == ["aaaaaaaa", "aabbbbbb"]
    assert store.of("nothing.txt") == []
    for bad in ("aa", "zz", ""):
        with pytest.raises(NothingFound):
            store.get(bad)


def test_an_id_in_two_files_is_told(store):
    store.add(pin())
    store.add(pin(source="copy.txt"))
    assert store.clashes() == {"aaaaaaaa": ["copy.txt", ID]}


def test_a_source_name_cannot_leave_the_desk(store):
    with pytest.raises(BriefingError):
        store.add(pin(source="../../away"))


# -- what a hand writes


def test_a_file_by_hand_is_read(hand):
    first, second = hand.all()
    assert (first.note, first.tags) == ("compare with the other outlet", ("budget", "port"))
    assert first.figure == Figure("money", value=255000000, unit="NOK", period="2031")
    assert first.extra == {"checked": "yes, twice"}
    assert (second.speaker, second.kind, second.anchor.end) == ("Ingrid Moe", "quote", 166)
    assert second.extra == {"links": ["https://example.org/a", {"why": "copy"}]}


def test_adding_to_a_file_by_hand_only_appends(tmp_path, hand):
    hand.add(pin())
    assert read(tmp_path) == HAND + form.render(pin())


def test_a_changed_value_changes_its_line_and_nothing_else(tmp_path, hand):
    first = hand.get("7kq2m9xd")
    hand.update(replace(first, credibility=2, note="no: really?", tags=("budget",)))
    old, new = changed_lines(HAND, read(tmp_path))
    assert old == ["  tags: [budget,", "         port]", "  note: >-", "    compare with", "    the other outlet"]
    assert new == ["  credibility: 2", "  tags: [budget]", '  note: "no: really?"']
    assert hand.get("7kq2m9xd") == replace(first, credibility=2, note="no: really?", tags=("budget",))


def test_a_value_taken_away_takes_its_lines_and_no_comment(tmp_path, hand):
    hand.update(replace(hand.get("7kq2m9xd"), note=None, figure=None))
    hand.update(replace(hand.get("9d2mq7xk"), speaker=None))
    old, new = changed_lines(HAND, read(tmp_path))
    assert (len(old), new) == (5, [])
    assert all("#" not in line for line in old)


def test_a_pin_taken_away_leaves_the_rest_byte_for_byte(tmp_path, hand):
    hand.remove("9d2mq7xk")
    start, end = HAND.index("- kind: quote"), HAND.index("# end of file")
    assert read(tmp_path) == HAND[:start] + HAND[end:]
    hand.remove("7kq2m9xd")
    assert read(tmp_path).splitlines()[0].startswith("# Pins of the port")
    assert hand.all() == []
    hand.add(pin())
    assert hand.all() == [pin()]


def test_the_key_on_the_line_of_the_dash_can_change_and_go(tmp_path, store):
    write(tmp_path, "- note: x\n  id: aaaaaaaa\n  kind: quote\n  exact: words\n  start: 4\n")
    store.update(replace(store.get("aaaaaaaa"), note="z"))
    assert read(tmp_path).startswith("- note: z\n  id: aaaaaaaa\n")
    store.update(replace(store.get("aaaaaaaa"), note=None))
    assert read(tmp_path) == "- id: aaaaaaaa\n  kind: quote\n  exact: words\n  start: 4\n"


@pytest.mark.parametrize(
    "text",
    [
        "[]\n",
        "[{id: bbbbbbbb, kind: quote, exact: words, start: 9, mine: 1}]\n",
        "- {id: bbbbbbbb, kind: quote, exact: words, start: 9, mine: [a, b]}\n",
        "  - id: bbbbbbbb\n    kind: quote\n    exact: words\n    start: 9\n",
        "-\n  id: bbbbbbbb\n  kind: quote\n  exact: words\n  start: 9",
        "---\n- id: bbbbbbbb\n  kind: quote\n  exact: words\n  start: 9\n...\n",
        "- id: bbbbbbbb\r\n  kind: quote\r\n  exact: words\r\n  note:\r\n  start: 9\r\n",
        "\ufeff- id: bbbbbbbb\n  kind: quote\n  exact: |-\n    words\n\n    more\n  start: 9\n\n\n",
        "- &a\n  id: bbbbbbbb\n  kind: quote\n  exact: words\n  start: 9\n  other: {same: 1}\n",
        "# nothing yet\n",
    ],
)
def test_every_layout_can_be_added_to_changed_and_emptied(tmp_path, store, text):
    write(tmp_path, text)
    was = store.all()
    store.add(pin())
    assert store.all() == [*was, pin()]
    for each in was:
        changed = replace(each, note="one\ntwo", speaker="X: Y #1", credibility=3)
        store.update(changed)
        assert store.get(each.id) == changed
        store.update(each)
        assert store.get(each.id) == each
    assert "\n" not in read(tmp_path).replace("\r\n", "") or "\r\n" not in text
    for each in [*was, pin()]:
        store.remove(each.id)
    assert store.all() == []


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("id: x\n", 1, None),
        ("- id: a\n  kind: quote\n  exact: x\n", 1, "start"),
        ("- id: a\n  kind: guess\n  exact: x\n  start: 1\n", 2, "kind"),
        ("- id: a\n  kind: quote\n  exact: ''\n  start: 1\n", 3, "exact"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: one\n", 4, "start"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: -1\n", 4, "start"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: 1\n  credibility: 7\n", 5, "credibility"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: 1\n  tags: {a: b}\n", 5, "tags"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: 1\n  figure: {value: 1}\n", 5, "figure: kind"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: 1\n  figure: {kind: count, value: many}\n", 5, "figure: value"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: 1\n  note: [a]\n", 5, "note"),
        ("- id: a\n  kind: quote\n  kind: quote\n  exact: x\n  start: 1\n", 3, "kind"),
        ("- id: a\n  kind: quote\n  exact: x\n  start: 1\n- id: a\n  kind: quote\n  exact: x\n  start: 1\n", 5, "id"),
        ("- just a word\n", 1, None),
        ("- id: 'a\n", 2, None),
        ("- id: a\n\tkind: quote\n", 2, None),
        ("a: 1\n---\nb: 2\n", 2, None),
    ],
)
def test_a_mistake_by_hand_is_named_with_file_line_and_key(tmp_path, store, text, line, key):
    write(tmp_path, text)
    with pytest.raises(SettingsError) as error:
        store.of(ID)
    assert (error.value.file, error.value.line, error.value.key) == (FILE, line, key)
    assert "\n" not in str(error.value)


def test_a_file_gone_wrong_takes_no_other_with_it(tmp_path, store):
    store.add(pin(source="b.txt"))
    write(tmp_path, "- id: a\n  kind: guess\n")
    assert [kept.source for kept in store.all()] == ["b.txt"]
    assert str(store.broken[ID]).startswith(f"{FILE}:1: ")
    assert store.get(pin().id).source == "b.txt"
    with pytest.raises(SettingsError, match=f"{FILE}:1"):
        store.get("zzzzzzzz")
    write(tmp_path, "")
    store.all()
    assert not store.broken


def test_what_was_written_is_known_without_reading_it_again(store, monkeypatch):
    store.add(pin())
    store.all()
    store.add(pin("bbbbbbbb", start=9))
    monkeypatch.setattr(form, "parse", None)
    assert [kept.id for kept in store.all()] == ["aaaaaaaa", "bbbbbbbb"]


def test_bytes_that_are_not_text_are_named_with_their_line(tmp_path, store):
    (tmp_path / "pins").mkdir()
    (tmp_path / "pins" / "a.txt.yaml").write_bytes(b"- id: a\n  note: \xff\n")
    with pytest.raises(SettingsError, match=r"pins/a\.txt\.yaml:2: is not UTF-8"):
        store.of("a.txt")


# -- two programs


def test_another_program_s_pin_stays_when_both_add(tmp_path):
    one, other = PinStore(Files(tmp_path)), PinStore(Files(tmp_path))
    one.add(pin("aaaaaaaa"))
    assert [p.id for p in other.all()] == ["aaaaaaaa"]
    other.add(pin("bbbbbbbb", start=9))
    one.add(pin("cccccccc", start=12))
    assert [p.id for p in one.all()] == [p.id for p in other.all()] == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


class Interrupted(Files):
    """Files in which another program writes between our reading and our writing, some times."""

    def __init__(self, root, interruptions):
        super().__init__(root)
        self.interruptions = list(interruptions)

    def write(self, name, data, *, was):
        if self.interruptions:
            self.interruptions.pop(0)()
        super().write(name, data, was=was)


class Unlocked(Files):
    """Files of a program that does not know the lock, as an editor."""

    def exclusive(self):
        return nullcontext()


def test_a_write_in_between_is_merged(tmp_path):
    other = PinStore(Unlocked(tmp_path))
    other.add(pin("aaaaaaaa", note="first"))
    theirs = [
        lambda: other.add(pin("bbbbbbbb", start=9)),
        lambda: other.update(replace(other.get("aaaaaaaa"), section="Theirs")),
    ]
    store = PinStore(Interrupted(tmp_path, theirs))
    store.add(pin("cccccccc", start=12))
    store = PinStore(Interrupted(tmp_path, [lambda: other.update(replace(other.get("aaaaaaaa"), speaker="Them"))]))
    store.update(replace(store.get("aaaaaaaa"), note="mine"))
    first = store.get("aaaaaaaa")
    assert (first.note, first.section, first.speaker) == ("mine", "Theirs", "Them")
    assert [p.id for p in store.all()] == ["aaaaaaaa", "bbbbbbbb", "cccccccc"]


def test_a_file_that_never_rests_is_a_conflict(tmp_path):
    n = iter(range(100))
    interruptions = [lambda: write(tmp_path, f"# {next(n)}\n")] * 100
    with pytest.raises(Conflict):
        PinStore(Interrupted(tmp_path, interruptions)).add(pin())


def test_a_pin_taken_away_meanwhile_cannot_be_changed(tmp_path, store):
    store.add(pin())
    kept = store.get("aaaaaaaa")
    PinStore(Files(tmp_path)).remove("aaaaaaaa")
    with pytest.raises(NothingFound):
        store.update(replace(kept, note="late"))


def test_a_file_is_parsed_again_only_when_it_changed(tmp_path, store, monkeypatch):
    store.add(pin())
    store.all()
    calls = []
    parse = form.parse
    monkeypatch.setattr(form, "parse", lambda *args, **kwargs: calls.append(1) or parse(*args, **kwargs))
    store.all()
    store.get("aaaaaaaa")
    assert calls == []
    write(tmp_path, read(tmp_path) + "# a comment\n")
    store.all()
    assert calls == [1]


# -- any text, there and back

ODD = ["---", "- a", " lead", "trail ", "yes", "null", "~", "1e3", "0x1f", "a: b", "# c", "'", '"', "\\", "12:30", "<<"]
ODD += [
    "2024-01-02",
    "=",
    "!x",
    "&a",
    "*a",
    "%x",
    "@",
    "`",
    "[",
    "{",
    ",",
    "?",
    "? a",
    "-",
    "...",
    "0123",
    "1_000",
    ".5",
]
ODDER = ["trail \n", "\x00\x07\x85", "\u2028x", "\ufeff", "\u202eevil", "\U0001d518", "a\r\nb", "\t", "|", ">"]
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from([*ODD, *ODDER])
figures = st.builds(
    Figure,
    kind=st.sampled_from(["money", "count", "percent"]),
    value=st.none() | st.integers() | st.floats(allow_nan=False),
    unit=st.none() | texts.filter(bool),
    measures=st.none() | texts.filter(bool),
    period=st.none() | st.sampled_from(["2024", "2024-01", "Q1 2024"]),
    equals=st.none() | st.integers(1, 9),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)
some = st.none() | texts.filter(bool)
fields = st.fixed_dictionaries(
    {
        "speaker": some,
        "role": some,
        "cue": some,
        "section": some,
        "note": some,
        "tags": st.lists(texts, max_size=3).map(tuple),
        "credibility": st.none() | st.integers(1, 6),
        "figure": st.none() | figures,
        "extra": st.dictionaries(texts.filter(lambda key: key not in form.KEYS), values, max_size=2),
    }
)


def built(id, start, exact, prefix, given_fields):
    anchor = Anchor(exact, prefix, prefix[::-1], start, start + len(exact), "sha256:00")
    return Pin(id, ID, "quote", anchor, pinned="2025-01-02T03:04:05Z", **given_fields)


def back(text):
    return [item.pin for item in form.parse(text, source=ID, file="f")[1]]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(texts.filter(bool), texts, fields, st.integers(0, 4))
def test_any_pin_can_be_written_and_read_back(exact, prefix, given_fields, indent):
    made = built("aaaaaaaa", 3, exact, prefix, given_fields)
    assert back(form.render(made, indent=indent)) == [made]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(texts.filter(bool), fields), min_size=1, max_size=3), fields, st.data())
def test_any_pin_can_become_any_other_and_go(tmp_path_factory, kept, new, data):
    root = tmp_path_factory.mktemp("desk")
    store = PinStore(Files(root))
    pins = [
        built(f"{letter * 8}", n, exact, "p", f)
        for n, (letter, (exact, f)) in enumerate(zip("abc", kept, strict=False))
    ]
    for each in pins:
        store.add(each)
    at = data.draw(st.integers(0, len(pins) - 1))
    pins[at] = built(pins[at].id, at + 7, "other words", "q", new)
    store.update(pins[at])
    assert store.all() == pins
    gone = pins.pop(data.draw(st.integers(0, len(pins) - 1)))
    store.remove(gone.id)
    assert store.all() == pins
    assert PinStore(Files(root)).all() == pins
