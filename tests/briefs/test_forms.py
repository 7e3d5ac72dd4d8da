"""The two forms of a brief: read, written anew, edited, and turned into each other."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.briefs import (
    Brief,
    Judgement,
    PinItem,
    Section,
    Text,
    from_markdown,
    from_yaml,
    operations,
    references,
    to_markdown,
    to_yaml,
)
from briefing.errors import BadBrief

FILES = Path(__file__).parent / "files"
YAML = (FILES / "hand.yaml").read_text(encoding="utf-8")
MARKDOWN = (FILES / "hand.md").read_text(encoding="utf-8")

PLAIN = Brief(
    title="Defence production, daily brief",
    date="2025-06-28",
    marking="TLP:GREEN",
    author="Desk 4",
    bottom_line="Prose with a <pin:7kq2m9xd> inside.",
    sections=(
        Section(
            "Financing",
            (
                Text("Analyst prose, any Markdown."),
                PinItem("7kq2m9xd", "Conversion differs between outlets."),
                Judgement("Local production very likely grows.", "very likely", "moderate", ("7kq2m9xd", "9d2mq7xk")),
            ),
        ),
    ),
)
PLAIN_YAML = """\
title: Defence production, daily brief
date: 2025-06-28
template: daily
marking: TLP:GREEN
author: Desk 4
bottom_line: |
  Prose with a <pin:7kq2m9xd> inside.
sections:
  - heading: Financing
    items:
      - text: Analyst prose, any Markdown.
      - pin: 7kq2m9xd
        comment: Conversion differs between outlets.
      - judgement: Local production very likely grows.
        likelihood: very likely
        confidence: moderate
        because: [7kq2m9xd, 9d2mq7xk]
"""
PLAIN_MARKDOWN = """\
---
title: Defence production, daily brief
date: 2025-06-28
template: daily
marking: TLP:GREEN
author: Desk 4
bottom_line: |
  Prose with a <pin:7kq2m9xd> inside.
---

## Financing

Analyst prose, any Markdown.

<pin:7kq2m9xd>
Conversion differs between outlets.

- Local production very likely grows. {likelihood="very likely" confidence=moderate because="7kq2m9xd 9d2mq7xk"}
"""


def test_a_brief_is_written_as_the_design_lays_it_out():
    assert to_yaml(PLAIN) == PLAIN_YAML
    assert to_markdown(PLAIN) == PLAIN_MARKDOWN
    assert from_yaml(PLAIN_YAML, file="") == from_markdown(PLAIN_MARKDOWN, file="") == PLAIN


def test_yaml_by_hand_is_read():
    brief = from_yaml(YAML, file="hand.yaml")
    assert (brief.marking, brief.author, brief.extra) == ("TLP:GREEN", "Ines", {"desk phone": "555 0100"})
    assert brief.bottom_line == "The quays will cost <pin:7kq2m9xd>,\nand the ferry stays."
    assert [section.heading for section in brief.sections] == ["Financing", "Ferry", "Later"]
    assert brief.sections[0].extra == {"columns": 2}
    assert brief.sections[0].items[2:] == (
        Text("A short line"),
        Judgement("The vote will very likely pass before summer.", "very likely", "moderate", ("7kq2m9xd", "9d2mq7xk")),
    )
    assert references(brief) == ["7kq2m9xd", "9d2mq7xk"]


def test_markdown_by_hand_is_read():
    brief = from_markdown(MARKDOWN, file="hand.md")
    assert [section.heading for section in brief.sections] == ["", "Financing", "Ferry", "Later"]
    first, money, ferry, later = (section.items for section in brief.sections)
    assert first == (Text("What follows is *preliminary*; the [255 million](pin:7kq2m9xd) are disputed."),)
    assert money == (
        PinItem("7kq2m9xd", "Conversion differs\nbetween outlets."),
        Text("### Not a section"),
        Judgement("The vote will very likely pass.", "very likely", "moderate", ("7kq2m9xd", "9d2mq7xk")),
        Text("* An ordinary point"),
        Judgement("It may also fail,\nif the islands object."),
        Text("1. first\n2. second"),
        PinItem("9d2mq7xk", "She said so twice.\n\n- on Monday\n- on Tuesday"),
        Text("```yaml\n# not a section\n<pin:aaaaaaaa>\n```"),
        Text('<div align="center">'),
        Text("centred"),
        Text("</div>"),
        Text("| a | b |\n|---|---|\n| 1 | 2 |"),
        Text('[port]: https://example.org/port "The port"'),
    )
    assert brief.sections[2].extra == {"columns": 2, "tags": ["sea", "islands"]}
    assert ferry == (
        PinItem("aaaaaaaa"),
        PinItem("bbbbbbbb"),
        Judgement("The ferry stays.  \nIt likely loses money.", None, "low"),
    )
    assert later == ()
    assert references(brief) == ["7kq2m9xd", "9d2mq7xk", "aaaaaaaa", "bbbbbbbb"]


@pytest.mark.parametrize(("text", "read"), [(YAML, from_yaml), (MARKDOWN, from_markdown)])
def test_a_brief_by_hand_becomes_the_other_form_and_comes_back(text, read):
    brief = read(text, file="")
    assert from_markdown(to_markdown(brief), file="") == brief
    assert from_yaml(to_yaml(brief), file="") == brief


@pytest.mark.parametrize(
    ("text", "read", "write"), [(YAML, from_yaml, to_yaml), (MARKDOWN, from_markdown, to_markdown)]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_saving_what_did_not_change_changes_no_byte(text, read, write, ends):
    text = text.replace("\n", ends)
    assert write(read(text, file=""), over=text) == text
    assert write(read(text, file=""), over=text.rstrip()) == text.rstrip()


def lines(before, after):
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def judged(brief, section, item, **fields):
    found = replace(operations.item_at(brief, section, item), **fields)
    return operations.replace_item(brief, section, item, found)


def merged(brief):
    """Put the items of the second section to the end of the first."""
    first, second, *rest = brief.sections
    return replace(brief, sections=(replace(first, items=first.items + second.items), *rest))


EDITS = [
    ("move down", lambda b: operations.move_item(b, 0, 0, 1), 0, 0),
    ("move up", lambda b: operations.move_item(b, 0, 3, -1), 0, 0),
    ("remove", lambda b: operations.remove_item(b, 0, 1), 2, 0),
    ("comment", lambda b: operations.set_comment(b, 0, 1, "Other: comment"), 1, 1),
    ("uncomment", lambda b: operations.set_comment(b, 0, 1, None), 1, 0),
    ("text", lambda b: operations.edit_text(b, 0, 0, "Two\nlines"), 1, 3),
    ("likelihood", lambda b: judged(b, 0, 3, likelihood="likely"), 1, 1),
    ("because", lambda b: judged(b, 0, 3, because=("aaaaaaaa",)), 2, 1),
    ("add", lambda b: operations.add_item(b, 0, PinItem("aaaaaaaa")), 0, 1),
    ("add to empty", lambda b: operations.add_item(b, 2, Text("Now")), 0, 1),
    ("rename", lambda b: operations.rename_section(b, 0, "Money"), 1, 1),
    ("section up", lambda b: operations.move_section(b, 1, -1), 0, 0),
    ("bottom line", lambda b: operations.set_bottom_line(b, "It stays."), 2, 1),
    ("no bottom line", lambda b: operations.set_bottom_line(b, None), 3, 0),
    ("title", lambda b: replace(b, title="Title: new", extra={}), 2, 1),
    ("emptied", lambda b: operations.remove_item(b, 1, 0), 2, 1),
    ("merged", merged, 3, 1),
]


@pytest.mark.parametrize(("what", "edit", "gone", "come"), EDITS)
def test_an_edit_changes_its_own_lines_of_yaml_and_keeps_every_comment(what, edit, gone, come):
    brief = edit(from_yaml(YAML, file=""))
    text = to_yaml(brief, over=YAML)
    assert from_yaml(text, file="") == brief
    old, new = lines(YAML, text)
    assert (len(old), len(new)) == (gone, come), (old, new)
    for comment in (
        "# The port desk's",
        "# money first, always",
        "# two outlets disagree",
        "# the ferry",
        "# that is all",
    ):
        assert comment in text


def test_every_section_can_go_and_come_back():
    brief = from_yaml(YAML, file="")
    bare = replace(brief, sections=())
    text = to_yaml(bare, over=YAML)
    assert from_yaml(text, file="") == bare
    assert "# that is all" in text
    assert from_yaml(to_yaml(brief, over=text), file="") == brief


MD_EDITS = [
    ("move down", lambda b: operations.move_item(b, 1, 0, 1), 0, 0),
    ("remove", lambda b: operations.remove_item(b, 1, 1), 1, 0),
    ("comment", lambda b: operations.set_comment(b, 1, 0, "Other"), 2, 1),
    ("text", lambda b: operations.edit_text(b, 0, 0, "Two\nlines"), 1, 2),
    ("likelihood", lambda b: judged(b, 1, 2, likelihood="likely"), 1, 1),
    ("add", lambda b: operations.add_item(b, 3, PinItem("cccccccc")), 0, 1),
    ("rename", lambda b: operations.rename_section(b, 1, "Money"), 2, 1),
    ("section up", lambda b: operations.move_section(b, 2, -1), 0, 0),
    ("bottom line", lambda b: operations.set_bottom_line(b, "It stays."), 0, 2),
    ("title", lambda b: replace(b, title="New"), 1, 1),
    ("to section", lambda b: operations.move_to_section(b, 1, 6, 3), 0, 0),
]


@pytest.mark.parametrize(("what", "edit", "gone", "come"), MD_EDITS)
def test_an_edit_changes_its_own_block_of_markdown(what, edit, gone, come):
    brief = edit(from_markdown(MARKDOWN, file=""))
    text = to_markdown(brief, over=MARKDOWN)
    assert from_markdown(text, file="") == brief
    old, new = lines(MARKDOWN, text)
    assert (len(old), len(new)) == (gone, come), (old, new)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "title first"),
        ("- a\n", 1, "title first"),
        ("date: 2025-06-28\n", 1, "title: is missing"),
        ("title: T\ndate: soon\n", 2, "must be a day"),
        ("title: T\nmarking: secret\n", 2, "is not a marking"),
        ("title: T\ntitle: U\n", 2, "stands twice"),
        ("title: [a]\n", 1, "must be text"),
        ("title: T\nsections: none\n", 2, "must be a list"),
        ("title: T\nsections:\n  - heading: A\n    items: x\n", 4, "must be a list"),
        ("title: T\nsections:\n  - heading: A\n    items:\n      - pin: a\n        text: b\n", 5, "one of text, pin"),
        (
            "title: T\nsections:\n  - heading: A\n    items:\n      - pin: a\n        coment: b\n",
            6,
            "coment: is not a key",
        ),
        ("title: T\nsections:\n  - heading: A\n    items:\n      - pin:\n", 5, "must name a pin"),
        ("title: T\nsections:\n  - items:\n      - judgement: a\n        because: {a: b}\n", 5, "list of pins"),
        ("title: 'T\n", 2, "is not YAML"),
    ],
)
def test_bad_yaml_is_named_with_its_line(text, line, words):
    with pytest.raises(BadBrief, match=r"^briefs/x\.yaml") as error:
        from_yaml(text, file="briefs/x.yaml")
    assert (error.value.line, words in str(error.value)) == (line, True), str(error.value)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("Prose without a title.\n", 1, "title: is missing"),
        ("---\ndate: x\ntitle: T\n---\n", 2, "must be a day"),
        ("---\ntitle: T\nsections: []\n---\n", 3, "a heading opens a section"),
        ("---\ntitle: T\n---\n\n<!-- item: {oops} -->\n", 5, "does not hold JSON"),
        ('---\ntitle: T\n---\n\n<!-- item: {"pin": ""} -->\n', 5, "must name a pin"),
    ],
)
def test_bad_markdown_is_named_with_its_line(text, line, words):
    with pytest.raises(BadBrief, match=r"^briefs/x\.md") as error:
        from_markdown(text, file="briefs/x.md")
    assert (error.value.line, words in str(error.value)) == (line, True), str(error.value)


def test_a_heading_at_the_top_is_the_title_when_nothing_else_is():
    text = "# Harbour *plan*\n\nIntro.\n\n# Money\n"
    brief = from_markdown(text, file="")
    assert (brief.title, [s.heading for s in brief.sections]) == ("Harbour *plan*", ["", "Money"])
    assert to_markdown(brief, over=text) == text
    edited = operations.edit_text(brief, 0, 0, "New.")
    assert to_markdown(edited, over=text) == text.replace("Intro.", "New.")


# -- any brief, there and back

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(lambda text: text.strip("\n"))
ODD = [
    "# Head",
    "## Head {a=b}",
    "---",
    "===",
    "a\n===",
    "a\n---",
    "- a\n- b",
    "1. a",
    "    code",
    "```\nopen",
    "> quote",
]
ODD += [
    "<!-- open",
    "<pre>",
    "<div>\n\nx",
    "[a]: http://b",
    "<pin:aaaaaaaa>",
    "<pin:aaaaaaaa>\nx",
    "a {likelihood=likely}",
]
ODD += [
    "a\n\nb",
    "- a\n\n  b",
    "* a",
    "<!-- text -->",
    "<!-- -->",
    "a \\",
    "a\\{x=y}",
    "a|b\n-|-\n1|2",
    "{.judgement}",
    "\ta",
    " a",
]
ODD += [
    "<!-- item: {} -->",
    "> <pin:aaaaaaaa>",
    "a ",
    "a\r\nb",
    "a\rb",
    "\x00",
    "\x85",
    "C#",
    "a #",
    "+ x\n\n\n\ty",
    "***",
    "&amp;",
]
prose = st.sampled_from(ODD) | words | st.lists(st.sampled_from(ODD), min_size=2, max_size=3).map("\n\n".join)
ids = st.from_regex(r"[a-z0-9]{8}", fullmatch=True)
short = (
    st.none() | st.sampled_from(["likely", "very likely", 'a "b"', "x}", "{", "\\", "a\nb", " "]) | words.filter(bool)
)
items = st.one_of(
    st.builds(Text, prose),
    st.builds(PinItem, ids, st.none() | prose.filter(bool)),
    st.builds(Judgement, prose, short, short, st.lists(ids, max_size=2).map(tuple)),
)
plain_values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | words
    | st.sampled_from(["2", "[a]", "a: b"])
)
extras = st.dictionaries(
    st.sampled_from(["columns", "a b", "ключ", "extra", "x-y", "1", "text"]),
    plain_values | st.lists(plain_values, max_size=2) | st.dictionaries(words, plain_values, max_size=2),
    max_size=2,
)
sections = st.builds(
    Section,
    words.map(str.strip) | st.sampled_from(["C#", "a #", "a {b=c}", "*x*", ""]),
    st.lists(items, max_size=4).map(tuple),
    extras,
)
briefs = st.builds(
    Brief,
    title=words.filter(lambda text: bool(text)),
    date=st.none() | st.sampled_from(["2025-06-28", "2025-06-28T10:00:00Z"]),
    template=st.sampled_from(["daily", "memo"]),
    marking=st.none() | st.just("TLP:RED"),
    author=st.none() | words.filter(bool),
    bottom_line=st.none() | prose.filter(bool),
    sections=st.lists(sections, max_size=3).map(tuple),
    extra=extras,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(briefs)
def test_any_brief_goes_through_both_forms_unharmed(brief):
    through = from_yaml(to_yaml(brief), file="")
    assert through == brief
    through = from_markdown(to_markdown(through), file="")
    assert through == brief
    assert from_yaml(to_yaml(through), file="") == brief


@settings(max_examples=30, deadline=None, derandomize=True)
@given(briefs, briefs)
def test_any_brief_can_be_saved_over_any_other(old, new):
    mixed = replace(new, sections=(*new.sections, *old.sections[:1]))
    assert from_yaml(to_yaml(mixed, over=to_yaml(old)), file="") == mixed
    assert from_markdown(to_markdown(mixed, over=to_markdown(old)), file="") == mixed
    for text in (YAML, MARKDOWN):
        assert from_yaml(to_yaml(new, over=text), file="") == new
        assert from_markdown(to_markdown(new, over=text), file="") == new
