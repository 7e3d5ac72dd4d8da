"""The briefs of a desk: names, both forms, saving, converting."""

import os
from dataclasses import replace

import pytest

from briefing.briefs import Brief, BriefStore, PinItem, Section, Text, operations
from briefing.briefs.merge import merged
from briefing.errors import BadBrief, BriefingError, Conflict, NothingFound
from briefing.files import Files

BRIEF = Brief("Harbour", sections=(Section("Money", (Text("It costs."), PinItem("7kq2m9xd"))),))


@pytest.fixture
def store(tmp_path):
    return BriefStore(Files(tmp_path))


def test_a_brief_is_made_read_changed_and_deleted(tmp_path, store):
    assert store.names() == []
    assert store.create("2025-06-28", BRIEF) == "2025-06-28"
    assert store.path("2025-06-28") == "briefs/2025-06-28.yaml"
    assert store.load("2025-06-28") == BRIEF
    changed = operations.add_item(BRIEF, 0, Text("More."))
    store.save("2025-06-28", changed)
    assert store.load("2025-06-28") == changed
    store.delete("2025-06-28")
    with pytest.raises(NothingFound, match="there is none yet"):
        store.load("2025-06-28")


def test_a_name_may_have_folder_suffix_and_blanks(store):
    assert store.create("weekly/week 26.md", BRIEF, form="md") == "weekly/week 26"
    for name in ("weekly/week 26", "weekly/week 26.md", "briefs/weekly/week 26.md", "./briefs/weekly/week 26"):
        assert store.path(name) == "briefs/weekly/week 26.md"
    assert store.names() == ["weekly/week 26"]


def test_the_suffix_of_the_name_is_no_other_form(store):
    assert store.create("v1.2", BRIEF) == "v1.2"
    assert store.load("v1.2") == BRIEF


@pytest.mark.parametrize(
    "name",
    ["", " ", "../x", "a/../../b", "/etc/x", "a\x00b", ".hidden", "a/", "a//b", "con?", "a\\b", "x" * 300, "a.", "~x"],
)
def test_a_name_cannot_leave_the_folder_or_be_no_name(store, name):
    with pytest.raises(BriefingError):
        store.create(name, BRIEF)
    with pytest.raises(BriefingError):
        store.load(name)


def test_names_come_recent_first_and_only_briefs_count(tmp_path, store):
    for n, name in enumerate(("a", "b", "c")):
        store.create(name, BRIEF)
        os.utime(tmp_path / "briefs" / f"{name}.yaml", (n, n))
    os.utime(tmp_path / "briefs" / "a.yaml", (9, 9))
    (tmp_path / "briefs" / "notes.txt").write_text("x")
    (tmp_path / "briefs" / ".a.yaml").write_text("x")
    assert store.names() == ["a", "c", "b"]


def test_there_is_one_brief_of_a_name(store):
    store.create("a", BRIEF)
    for form in ("yaml", "md"):
        with pytest.raises(BriefingError, match=r"briefs/a\.yaml already"):
            store.create("a", BRIEF, form=form)


def test_converting_is_one_step_and_comes_back_to_the_byte(tmp_path):
    files = Files(tmp_path)
    store = BriefStore(files)
    store.create("a", BRIEF)
    before = files.read("briefs/a.yaml")
    assert store.convert("a", "md") == "briefs/a.md"
    assert (files.read("briefs/a.yaml"), store.load("a")) == (None, BRIEF)
    assert store.convert("a", "md") == "briefs/a.md"
    assert store.convert("a", "yaml") == "briefs/a.yaml"
    assert files.read("briefs/a.yaml") == before
    files.undo()
    files.undo()
    assert (files.read("briefs/a.yaml"), files.read("briefs/a.md")) == (before, None)


def test_converting_overwrites_nothing(tmp_path, store):
    store.create("a", BRIEF)
    (tmp_path / "briefs" / "a.md").write_text("mine")
    with pytest.raises(BriefingError, match=r"briefs/a\.md already"):
        store.convert("a", "md")
    assert (tmp_path / "briefs" / "a.md").read_text() == "mine"


def test_what_a_hand_wrote_stays_when_the_program_saves(tmp_path, store):
    (tmp_path / "briefs").mkdir()
    text = "# mine\ntitle: Harbour   # ours\nmood: calm\nsections:\n- heading: Money\n  items:\n  - text: It costs.\n"
    (tmp_path / "briefs" / "a.yml").write_text(text)
    store.save("a", operations.add_item(store.load("a"), 0, PinItem("7kq2m9xd")))
    assert (tmp_path / "briefs" / "a.yml").read_text() == text + "  - pin: 7kq2m9xd\n"


def test_a_brief_that_another_program_changes_meanwhile_is_not_overwritten(tmp_path):
    class Interrupted(Files):
        def write(self, name, data, *, was):
            (self.root / name).write_text("title: Theirs\n")
            super().write(name, data, was=was)

    BriefStore(Files(tmp_path)).create("a", BRIEF)
    with pytest.raises(Conflict):
        BriefStore(Interrupted(tmp_path)).save("a", Brief("Mine"))
    assert (tmp_path / "briefs" / "a.yaml").read_text() == "title: Theirs\n"


@pytest.mark.parametrize(("name", "data"), [("a.yaml", b"title: \xff\n"), ("a.md", b"---\ntitle: \xff\n---\n")])
def test_bytes_that_are_not_text_are_named(tmp_path, store, name, data):
    (tmp_path / "briefs").mkdir()
    (tmp_path / "briefs" / name).write_bytes(data)
    with pytest.raises(BadBrief, match=rf"briefs/{name}:\d: is not UTF-8"):
        store.load("a")


def test_what_another_program_changed_since_is_kept(tmp_path, store):
    store.create("a", BRIEF)
    mine = operations.add_item(store.load("a"), 0, Text("Mine."))
    other = BriefStore(Files(tmp_path))
    theirs = operations.add_item(other.load("a"), 0, PinItem("9d2mq7xk"))
    other.save("a", replace(theirs, author="Ines"))
    store.save("a", replace(mine, title="Harbour, mine"))
    saved = store.load("a")
    assert (saved.title, saved.author) == ("Harbour, mine", "Ines")
    assert saved.sections[0].items == (*BRIEF.sections[0].items, PinItem("9d2mq7xk"), Text("Mine."))


def test_both_changing_the_same_thing_is_a_conflict_until_it_is_read_again(tmp_path, store):
    store.create("a", BRIEF)
    mine = operations.edit_text(store.load("a"), 0, 0, "Mine.")
    other = BriefStore(Files(tmp_path))
    other.save("a", operations.edit_text(other.load("a"), 0, 0, "Theirs."))
    with pytest.raises(Conflict, match="in the same place"):
        store.save("a", mine)
    assert store.load("a").sections[0].items[0] == Text("Theirs.")
    store.save("a", mine)
    assert store.load("a") == mine


def test_an_undone_save_is_no_conflict(tmp_path):
    files = Files(tmp_path)
    store = BriefStore(files)
    store.create("a", BRIEF)
    brief = store.load("a")
    store.save("a", operations.add_item(brief, 0, Text("More.")))
    files.undo()
    changed = operations.add_item(store.load("a"), 0, Text("Other."))
    store.save("a", changed)
    assert store.load("a") == changed


SIDES = [
    # base, mine, theirs and both, as (title, author, sections with their items)
    (("T", None, ["A1"]), ("U", None, ["A1"]), ("T", "I", ["A1"]), ("U", "I", ["A1"])),
    (("T", None, ["A1", "B2"]), ("T", None, ["A13", "B2"]), ("T", None, ["A1", "B"]), ("T", None, ["A13", "B"])),
    (("T", None, ["A1"]), ("T", None, ["A12"]), ("T", None, ["A13"]), ("T", None, ["A132"])),
    (("T", None, ["A1"]), ("T", None, ["A1", "B2"]), ("T", None, ["A1", "C"]), ("T", None, ["A1", "C", "B2"])),
    (("T", None, ["A12"]), ("T", None, ["A21"]), ("T", None, ["A12"]), ("T", None, ["A21"])),
    (("T", None, ["A12"]), ("T", None, ["A2"]), ("T", None, ["A1"]), None),
    (("T", None, ["A1"]), ("U", None, ["A1"]), ("V", None, ["A1"]), None),
    (("T", None, ["A1", "B"]), ("T", None, ["B", "A1"]), ("T", None, ["A1", "B2"]), None),
]


@pytest.mark.parametrize(("base", "mine", "theirs", "both"), SIDES)
def test_two_sides_are_merged_where_they_differ(base, mine, theirs, both):
    def made(side):
        title, author, sections = side
        return Brief(
            title, author=author, sections=tuple(Section(s[0], tuple(Text(c) for c in s[1:])) for s in sections)
        )

    found = merged(made(base), made(mine), made(theirs))
    assert found == (made(both) if both else None)
