"""The registry, and a story for every action in it: keys are pressed and what they did is looked at."""

from collections.abc import Callable

import pytest

from briefing.desk import Desk
from briefing.tui.actions import ACTIONS, BY_ID, Keymap, clashes, shown, table
from briefing.tui.screens.keyed import Keys
from briefing.tui.screens.workbench import Workbench
from tests.tui.conftest import Hands, Open

Look = Callable[[Hands], object]
Step = tuple[str, str, Look]
"""An action, the keys that do it (its own key among them), and what must hold after."""


def cursor(h: Hands) -> int:
    return h.bench.model.place.cursor


def words(h: Hands) -> str:
    assert h.bench.model.current is not None
    return h.bench.model.current.source.text[slice(*h.bench.model.selection)] if h.bench.model.selection else ""


def at(words: str) -> Look:
    """Look whether the reader's cursor is on these words."""

    def look(h: Hands) -> bool:
        assert h.bench.model.current is not None
        return h.bench.model.current.source.text.startswith(words, cursor(h))

    return look


def says(message: str) -> Look:
    return lambda h: any(message in said for said in h.messages)


def on(name: str) -> Look:
    return lambda h: h.screen_name == name


def shows(text: str) -> Look:
    return lambda h: text in h.text()


def items(h: Hands) -> list[str]:
    brief = h.bench.model.brief
    assert brief is not None
    return [type(item).__name__ for _, _, item in brief.items()]


def opened(h: Hands) -> str:
    current = h.bench.model.current
    return current.source.id if current else ""


def headings(h: Hands) -> list[str]:
    brief = h.bench.model.brief
    return [section.heading for section in brief.sections] if brief else []


def pane(name: str) -> Look:
    return lambda h: h.bench.pane == name


def held(look: Look, h: Hands) -> bool:
    """Look before the keys: what cannot be looked at yet does not hold."""
    try:
        return bool(look(h))
    except (AssertionError, AttributeError, OSError):
        return False


def adds(h: Hands, name: str) -> bool:
    """Put another source into the folder."""
    (h.bench.desk.root / "sources" / name).write_text("A late report.\n")
    return True


def rewrite(h: Hands, old: str, new: str) -> bool:
    """Change the open source behind the program's back."""
    path = h.bench.desk.root / "sources" / opened(h)
    path.write_text(path.read_text().replace(old, new))
    h.bench.desk.refresh()
    return True


def copied(h: Hands) -> bool:
    """Put another outlet's copy of the first source into the folder."""
    front = "---\ntitle: Copied\ndate: 2025-03-01\norigin: harbour.md\n---\n"
    (h.bench.desk.root / "sources/copy.md").write_text(f"{front}Taken over.\n")
    return True


STORIES: dict[str, list[Step]] = {
    "moving in the list": [
        ("down", "j", lambda h: h.bench.model.index == 1),
        ("up", "k", lambda h: h.bench.model.index == 0),
        ("bottom", "G", lambda h: h.bench.model.index == 2),
        ("top", "g", lambda h: h.bench.model.index == 0),
        ("half-down", "ctrl+d", lambda h: h.bench.model.index > 0),
        ("half-up", "ctrl+u", lambda h: h.bench.model.index == 0),
        ("page-down", "pagedown", lambda h: h.bench.model.index == 2),
        ("page-up", "pageup", lambda h: h.bench.model.index == 0),
    ],
    "panes": [
        ("reader-pane", "2", pane("reader")),
        ("brief-pane", "3", pane("brief")),
        ("sources-pane", "1", pane("sources")),
        ("next-pane", "tab", pane("reader")),
        ("previous-pane", "shift+tab", pane("sources")),
    ],
    "moving in the text": [
        ("read", "enter", pane("reader")),
        ("word", "w", at("northern")),
        ("right", "right", at("orthern")),
        ("left", "left", at("northern")),
        ("back", "b", at("The northern")),
        ("line-end", "$", at("w yards.")),
        ("line-start", "0", at("The northern")),
        ("paragraph", "}", at('"We will')),
        ("sentence", ")", at("The yards are")),
        ("sentence-back", "(", at('"We will')),
        ("paragraph-back", "{", at("The northern")),
        ("next-finding", "n", at("We will build")),
        ("next-finding", "n", at("$4.2 million")),
        ("previous-finding", "N", at("We will build")),
    ],
    "finding": [
        ("read", "enter", pane("reader")),
        ("find", "/ y a r d s", says("1/3")),
        ("next-match", "enter ]", says("2/3")),
        ("previous-match", "[", says("1/3")),
        ("escape", "escape", lambda h: h.bench.model.needle == ""),
        ("filter", "1 / i s l a n d enter", lambda h: [e.id for e in h.bench.model.entries] == ["ferry.md"]),
        ("escape", "escape", lambda h: len(h.bench.model.entries) == 3),
    ],
    "selecting": [
        ("read", "enter", pane("reader")),
        ("select", "v", lambda h: words(h) == "T"),
        ("word-end", "e e", lambda h: words(h) == "The northern"),
        ("swap", "o", at("The")),
        ("escape", "escape", lambda h: words(h) == ""),
        ("pin", "w v e e space", lambda h: [p.exact for p in h.bench.desk.pins.all()] == ["northern harbour"]),
        ("pin", "space", lambda h: h.bench.desk.pins.all() == []),
    ],
    "copying": [
        ("read", "enter n", at("We will")),
        ("copy", "y", lambda h: "“We will build our yards" in h.app.clipboard and "Coast Courier" in h.app.clipboard),
        ("copy", "v e y", lambda h: h.app.clipboard.startswith("We — Coast Courier")),
    ],
    "furniture": [
        ("read", "enter", pane("reader")),
        ("furniture", "f", lambda h: "front matter" in h.text() or not h.bench.model.show_furniture),
        ("furniture", "f", lambda h: h.bench.model.show_furniture),
    ],
    "searching": [
        ("search", "s", on("Search")),
        ("choose", "s h i p s enter", lambda h: opened(h) == "ferry.md"),
        ("outline", "o", on("Outline")),
        ("close", "escape", on("Workbench")),
    ],
    "the pin's own fields": [
        ("pin", "enter n space", lambda h: len(h.bench.desk.pins.all()) == 1),
        ("edit", "e", on("PinEditor")),
        ("save", "! ctrl+s", lambda h: h.bench.desk.pins.all()[0].speaker.endswith("!")),
        ("reliability", "R", on("Choose")),
        ("choose", "B enter", lambda h: "Coast Courier: B" in (h.bench.desk.root / "desk.yaml").read_text()),
    ],
    "sections": [
        ("pin", "enter n space", lambda h: items(h) == ["PinItem"]),
        ("add-heading", "A C o s t enter", lambda h: headings(h) == ["Key points", "Cost"]),
        ("section", "2 t C o s t enter", lambda h: [len(s.items) for s in h.bench.model.brief.sections] == [0, 1]),
        ("brief-pane", "3", pane("brief")),
        ("move-up", "K", lambda h: [len(s.items) for s in h.bench.model.brief.sections] == [1, 0]),
        ("move-down", "J", lambda h: [len(s.items) for s in h.bench.model.brief.sections] == [0, 1]),
        ("fold", "z", lambda h: h.bench.model.folded == {"Cost"}),
        ("fold", "z", lambda h: not h.bench.model.folded),
    ],
    "writing": [
        ("add-text", "3 a H i ctrl+s", lambda h: items(h) == ["Text"]),
        ("edit", "e ! escape", lambda h: h.bench.model.item_here().text == "Hi!"),
        ("cut", "d", lambda h: items(h) == []),
        ("paste", "V", lambda h: items(h) == ["Text"]),
        ("undo", "u", lambda h: items(h) == []),
        ("redo", "ctrl+r", lambda h: items(h) == ["Text"]),
        ("add-judgement", "i O k ctrl+s", on("JudgementEditor")),
        ("other", "j right right", lambda h: h.app.screen.value("likelihood") == "remote"),
        ("other-back", "left", lambda h: h.app.screen.value("likelihood") == "almost no chance"),
        ("choose", "enter", lambda h: items(h) == ["Judgement", "Text"]),
        ("discard", "e j right ctrl+g", lambda h: "discarded; ^r brings it back" in h.messages),
    ],
    "comments and pins in prose": [
        ("pin", "enter n space 3", lambda h: items(h) == ["PinItem"]),
        ("comment", "j j C H m ctrl+s", lambda h: h.bench.model.item_here().comment == "Hm"),
        ("add-text", "a", on("TextEditor")),
        ("insert-pin", "S o space ctrl+o enter", lambda h: h.app.screen.area.text.startswith("So <pin:")),
        ("save", "ctrl+s", lambda h: items(h) == ["PinItem", "Text"]),
        ("visit", "k enter", pane("reader")),
    ],
    "looking": [
        ("pin", "enter n space", lambda h: items(h) == ["PinItem"]),
        ("preview", "p", shows("2 Preview")),
        ("preview", "p", lambda h: not h.bench.previewing),
        ("check", "c", shows("all stand in their sources")),
        ("close", "escape", on("Workbench")),
        ("pins", "P", on("Pins")),
        ("narrow", "/ z enter", lambda h: h.app.screen.items == []),
        ("narrow", "/ backspace b u i l d enter", lambda h: len(h.app.screen.items) == 1),
        ("edit-row", "e ! enter", lambda h: h.bench.desk.pins.all()[0].speaker.endswith("!")),
        ("drop", "d", lambda h: h.bench.desk.pins.all() == []),
        ("close", "q", on("Workbench")),
        ("ledger", "l", shows("$4.2 million")),
        ("pin-row", "space", lambda h: len(h.bench.desk.pins.all()) == 1),
        ("choose", "enter", on("Workbench")),
    ],
    "briefs": [
        ("briefs", "B", on("Briefs")),
        ("new", "n", on("Choose")),
        ("choose", "m e m o enter enter", lambda h: h.bench.model.brief.template == "memo"),
        ("clone", "B c enter", lambda h: h.bench.model.brief_name == "2025-03-05-2"),
        ("draft", "B d enter enter", lambda h: len(items(h)) > 3),
    ],
    "exporting": [
        ("pin", "enter n space", lambda h: items(h) == ["PinItem"]),
        ("export", "x", on("Export")),
        ("toggle", "j j space", lambda h: h.app.screen.switched_on("to:") == ["md"]),
        ("choose", "enter", on("Where")),
        ("copy-row", "y", lambda h: h.app.clipboard.endswith("exports/2025-03-05.md")),
        ("close", "escape", on("Workbench")),
    ],
    "accepting what changed in the source": [
        ("pin", "enter n n space", lambda h: items(h) == ["PinItem"] and rewrite(h, "$4.2", "$4.3")),
        ("check", "c", shows("changed")),
        ("accept", "a", lambda h: [pin.exact for pin in h.bench.desk.pins.all()] == ["$4.3 million"]),
    ],
    "everywhere": [
        ("help", "?", on("Help")),
        ("close", "escape", on("Workbench")),
        ("palette", "ctrl+p", on("CommandPalette")),
        ("theme", "escape T", on("Choose")),
        ("choose", "n o r d enter", lambda h: h.app.theme == "nord" and adds(h, "late.txt")),
        ("reload", "ctrl+l", lambda h: "late.txt" in [e.id for e in h.bench.model.entries]),
        ("editor", "E", says("no editor found")),
        ("quit", "q", lambda h: h.app.return_code == 0),
    ],
    "copies": [
        ("fold-stories", "1 Z", lambda h: h.bench.model.folding and copied(h)),
        ("reload", "ctrl+l", lambda h: h.bench.model.copies(0) == 1),
        ("fold-story", "z", lambda h: h.bench.model.is_copy(1)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
async def test_story(story: str, desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    done: list[str] = []
    perform = Keys.perform
    monkeypatch.setattr(Keys, "perform", lambda self, id, count=1: done.append(id) or perform(self, id, count))
    async with hands(desk) as h:
        for action, keys, look in STORIES[story]:
            assert not held(look, h), f"{action}: {keys}: it was so before the keys"
            done.clear()
            await h.press(keys)
            assert look(h), f"{action}: {keys}: {h.messages} {h.screen_name}\n{h.text()}"
            assert action in done, f"{action}: {keys} did {done}"
            if action == "quit":
                return


def test_every_action_has_a_story_with_its_key() -> None:
    told = {(action, keys) for steps in STORIES.values() for action, keys, _ in steps}
    missing = set(BY_ID) - {action for action, _ in told}
    assert not missing
    for action, keys in told:
        assert set(keys.split()) & set(BY_ID[action].keys), f"{action} is not on any of {keys}"


def test_every_action_has_a_method_where_it_applies() -> None:
    from briefing.tui.screens import (
        briefs,
        check,
        choose,
        export,
        judgement,
        ledger,
        outline,
        pin_editor,
        pins,
        prompt,
        search,
        text_editor,
    )
    from briefing.tui.screens import help as help_screen

    screens = {
        "workbench": Workbench, "sources": Workbench, "reader": Workbench, "select": Workbench, "brief": Workbench,
        "preview": Workbench, "search": search.Search, "check": check.Check, "ledger": ledger.Ledger,
        "pins": pins.Pins, "help": help_screen.Help, "outline": outline.Outline, "choose": choose.Choose,
        "briefs": briefs.Briefs, "exported": export.Where, "sheet": judgement.JudgementEditor,
        "judgement": judgement.JudgementEditor, "ask": Workbench,
        "text": text_editor.TextEditor, "form": pin_editor.PinEditor, "prompt": prompt.Prompt,
    }  # fmt: skip
    for action in ACTIONS:
        for place in action.where:
            assert hasattr(screens[place], "do_" + action.id.replace("-", "_")), (action.id, place)


def test_no_key_means_two_things_and_every_action_is_explained() -> None:
    assert clashes(ACTIONS) == []
    assert len(BY_ID) == len(ACTIONS)
    for action in ACTIONS:
        assert action.keys
        assert action.help
        assert not action.help.endswith(".")


def test_keys_of_the_desk_replace_and_wrong_ones_are_told() -> None:
    keymap = Keymap({"pin": "p, ctrl+k", "preview": "F", "nonsense": "z"})
    assert keymap.find("ctrl+k", ("reader", "workbench")).id == "pin"
    assert keymap.find("space", ("reader", "workbench")) is None
    assert keymap.find("F", ("reader", "workbench")).id == "preview"
    assert any("nonsense is not an action" in problem for problem in keymap.problems)
    assert any("j means both" in problem for problem in Keymap({"undo": "j"}).problems)


def test_the_table_shows_every_action() -> None:
    assert all(f"| {action.id} |" in table() for action in ACTIONS)
    assert shown("ctrl+d") == "^d"


async def test_another_key_for_the_palette_frees_its_own(desk: Desk, hands: Open) -> None:
    (desk.root / "desk.yaml").write_text("keys:\n  palette: F\n  up: ctrl+p\n")
    async with hands(desk) as h:
        await h.press("j ctrl+p")
        assert (h.screen_name, h.bench.model.index) == ("Workbench", 0)
        await h.press("F")
        assert h.screen_name == "CommandPalette"


async def test_a_key_of_the_desk_works_and_a_clash_is_reported(desk: Desk, hands: Open) -> None:
    (desk.root / "desk.yaml").write_text("keys:\n  next-finding: m\n  undo: j\n")
    async with hands(desk) as h:
        assert any("means both" in said for said in h.messages)
        await h.press("enter m")
        assert at("We will")(h)
        assert "m next finding" in h.text()


async def test_counts(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter 4 w")
        here = cursor(h)
        await h.press("g w w w w")
        assert cursor(h) == here
        await h.press("g 3 n")
        assert at("The money comes")(h)
        await h.press("3 j")
        assert h.bench.pane == "brief"
