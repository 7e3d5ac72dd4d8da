"""Everything that a key can do, declared once.

Key bindings, footer, help, palette, ``desk.yaml: keys`` and the table in the README all read :data:`ACTIONS`. What an
action does is the method ``do_ID`` (dashes become underscores) of a screen that has one of its contexts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

PANES = ("sources", "reader", "select", "brief")
"""Contexts inside the workbench; ``workbench`` itself holds in all of them."""

LISTS = ("search", "check", "ledger", "pins", "preview", "help", "outline", "choose", "briefs", "exported", "sheet")
"""Screens that are a list to move in."""

MOVING = (*PANES, *LISTS)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do.

    ``label`` is one or two words for the footer, ``help`` a clause for the help screen, keys in it written as
    ``{action}``. ``where`` names the contexts;
    ``rank`` above 0 puts the action into the footer there, lowest first. ``group`` heads it in help.
    """

    id: str
    label: str
    help: str
    keys: tuple[str, ...]
    where: tuple[str, ...]
    group: str
    rank: int = 0


def _action(id: str, keys: str, label: str, about: str, where: str, group: str, rank: int = 0) -> Action:
    places: list[str] = []
    for word in where.split():
        places.extend({"panes": PANES, "lists": LISTS, "moving": MOVING}.get(word, (word,)))
    return Action(id, label, about, tuple(keys.split()), tuple(places), group, rank)


_MOVE, _READ, _PIN, _WRITE, _SEE, _ALL = (
    "Moving",
    "Reading",
    "Pinning",
    "Writing the brief",
    "Looking at the whole",
    "Everywhere",
)

ACTIONS: tuple[Action, ...] = (
    _action(
        "down",
        "j down",
        "down",
        "a line or item down; a number before it counts, as before all motions: 5{down}, 12{next-finding},"
        " 2{next-match}",
        "moving",
        _MOVE,
    ),
    _action("up", "k up", "up", "a line or item up", "moving", _MOVE),
    _action("top", "g home", "top", "to the start", "moving", _MOVE),
    _action("bottom", "G end", "end", "to the end", "moving", _MOVE),
    _action("half-down", "ctrl+d", "half down", "half a screen down", "moving", _MOVE),
    _action("half-up", "ctrl+u", "half up", "half a screen up", "moving", _MOVE),
    _action("page-down", "pagedown ctrl+f", "page down", "a screen down", "moving", _MOVE),
    _action("page-up", "pageup ctrl+b", "page up", "a screen up", "moving", _MOVE),
    _action("sources-pane", "1", "sources", "to the sources", "workbench", _MOVE, 70),
    _action("reader-pane", "2", "reader", "to the reader", "workbench", _MOVE),
    _action(
        "brief-pane",
        "3",
        "brief",
        "to the brief; before {next-finding} it counts: 3{next-finding}. The number of the pane you are in always does",
        "workbench",
        _MOVE,
        71,
    ),
    _action("next-pane", "tab", "next pane", "to the next pane", "workbench", _MOVE),
    _action("previous-pane", "shift+tab", "previous pane", "to the pane before", "workbench", _MOVE),
    _action("word", "w", "word", "to the next word", "reader select", _MOVE, 62),
    _action("back", "b", "word back", "to the word before", "reader select", _MOVE),
    _action("word-end", "e", "end of word", "to the end of the word", "select", _MOVE, 63),
    _action("line-start", "0", "line start", "to the start of the line", "reader select", _MOVE),
    _action("line-end", "$", "line end", "to the end of the line", "reader select", _MOVE),
    _action(
        "sentence-back",
        "(",
        "sentence back",
        "to the start of the sentence, then the one before",
        "reader select",
        _MOVE,
    ),
    _action("sentence", ")", "sentence", "to the next sentence", "reader select", _MOVE, 64),
    _action("paragraph-back", "{", "paragraph back", "to the paragraph before", "reader select", _MOVE),
    _action("paragraph", "}", "paragraph", "to the next paragraph", "reader select", _MOVE),
    _action("left", "left", "left", "a character left", "reader select", _MOVE),
    _action("right", "right", "right", "a character right", "reader select", _MOVE),
    _action("read", "enter", "read", "open the source in the reader", "sources", _READ, 10),
    _action("filter", "/", "filter", "show only sources that match", "sources brief", _READ, 20),
    _action(
        "fold-story",
        "z",
        "copies",
        "show the copies and rewrites of this story, or fold them away again",
        "sources",
        _READ,
        57,
    ),
    _action("fold-stories", "Z", "fold stories", "one source for each story, its copies folded away", "sources", _READ),
    _action("find", "/", "find", "find words in this source", "reader", _READ, 30),
    _action("next-match", "]", "next match", "to the next place found, round the end", "reader select", _READ),
    _action("previous-match", "[", "match before", "to the place found before", "reader select", _READ),
    _action("search", "s", "search", "search the whole desk, best first", "workbench", _READ, 40),
    _action(
        "next-finding",
        "n",
        "next finding",
        "to the next finding; 3{next-finding} goes three on",
        "workbench",
        _READ,
        11,
    ),
    _action("previous-finding", "N", "finding before", "to the finding before", "workbench", _READ),
    _action("outline", "o", "outline", "headings and paragraphs of this source", "reader", _READ),
    _action("furniture", "f", "furniture", "fold away what is not the report, or show it", "workbench", _READ, 80),
    _action(
        "pin",
        "space",
        "pin",
        "pin what is under the cursor into the current section, or unpin it",
        "reader select",
        _PIN,
        1,
    ),
    _action(
        "select", "v", "select", "select freely with the moving keys; {pin} pins, {copy} copies", "reader", _PIN, 31
    ),
    _action("swap", "o", "other end", "move the other end of the selection", "select", _PIN, 61),
    _action("edit", "e", "edit", "edit the pin, text, heading or judgement under the cursor", "reader brief", _PIN, 32),
    _action("section", "t", "section", "put it under another section, or a new one", "reader brief", _PIN, 49),
    _action(
        "reliability",
        "R",
        "reliability",
        "set how reliable this outlet is, A to F, for all its sources",
        "sources reader",
        _PIN,
    ),
    _action("copy", "y", "copy", "copy with its citation", "workbench", _PIN, 60),
    _action("visit", "enter", "show source", "show the pin in its source; edit what is written", "brief", _WRITE, 10),
    _action("add-text", "a", "text", "write text after the cursor", "workbench", _WRITE, 50),
    _action("add-heading", "A", "heading", "add a section", "workbench", _WRITE, 51),
    _action(
        "add-judgement",
        "i",
        "judgement",
        "add a judgement: how likely, how sure, because of which pins",
        "brief",
        _WRITE,
        52,
    ),
    _action("comment", "C", "comment", "comment on the pin", "brief", _WRITE, 53),
    _action("move-down", "J", "move down", "move the item down, into the next section at the end", "brief", _WRITE, 21),
    _action("move-up", "K", "move up", "move the item up", "brief", _WRITE, 22),
    _action("fold", "z", "fold", "fold or unfold the section", "brief", _WRITE, 54),
    _action("cut", "d", "cut", "take the item out of the brief; its pin stays on the desk", "brief", _WRITE, 34),
    _action("paste", "V", "paste", "put what was cut here", "brief", _WRITE, 35),
    _action("briefs", "B", "briefs", "open, make or clone a brief", "workbench", _WRITE, 75),
    _action("check", "c", "check", "resolve every pin and lint the brief", "workbench", _SEE, 55),
    _action("export", "x", "export", "write the brief for its readers", "workbench", _SEE, 12),
    _action("preview", "p", "preview", "the brief as its readers will see it", "workbench", _SEE, 74),
    _action("ledger", "l", "ledger", "figures side by side, conflicts first", "workbench", _SEE, 56),
    _action("pins", "P", "pins", "all pins of the desk", "workbench", _SEE, 76),
    _action("choose", "enter", "choose", "go to it, take it, do it", "lists ask", _SEE, 1),
    _action("pin-row", "space", "pin", "pin it into the current section, or unpin it", "ledger", _SEE, 2),
    _action("edit-row", "e", "edit", "edit it", "pins sheet", _SEE, 4),
    _action("drop", "d", "drop", "take the pin away, out of the briefs too", "check pins", _SEE, 4),
    _action("accept", "a", "accept", "accept the words that stand in the source now", "check", _SEE, 3),
    _action("narrow", "/", "filter", "show only what matches", "pins ledger", _SEE, 5),
    _action("toggle", "space", "on, off", "switch it on or off", "sheet", _SEE, 2),
    _action("other", "right", "other", "the next choice", "sheet", _SEE, 3),
    _action("other-back", "left", "choice before", "the choice before", "sheet", _SEE),
    _action("new", "n", "new", "make a new brief from a template", "briefs", _SEE, 2),
    _action("clone", "c", "clone", "make a copy to go on with", "briefs", _SEE, 3),
    _action("draft", "d", "draft", "make one filled with the desk's best findings, to cut down", "briefs", _SEE, 4),
    _action("copy-row", "y", "copy path", "copy the path of the file", "exported", _SEE, 2),
    _action("save", "ctrl+s", "keep", "keep what was typed", "text form", _WRITE, 1),
    _action(
        "insert-pin", "ctrl+o", "insert a pin", "put a pin into the sentence, found by its words", "text", _WRITE, 2
    ),
    _action(
        "discard",
        "ctrl+g",
        "discard",
        "leave what was typed out of the brief; redo brings it back",
        "text judgement",
        _WRITE,
        91,
    ),
    _action("undo", "u", "undo", "take back the last change to a file", "workbench check pins ledger", _ALL, 72),
    _action("redo", "ctrl+r", "redo", "do it again", "workbench check pins ledger", _ALL),
    _action("editor", "E", "$EDITOR", "open the source or the brief in $EDITOR", "workbench", _ALL, 77),
    _action("reload", "ctrl+l f5", "reload", "look at the folder again", "workbench", _ALL),
    _action("theme", "T", "theme", "choose the colours", "workbench", _ALL),
    _action(
        "escape", "escape", "cancel", "leave the selection, the find, the filter; stop long work", "workbench", _ALL, 79
    ),
    _action("close", "escape q", "close", "back", "lists text form prompt ask", _ALL, 90),
    _action("palette", "ctrl+p", "all actions", "choose any action by its name", "workbench lists text form", _ALL),
    _action("help", "?", "help", "what every key does", "workbench search check ledger pins preview", _ALL, 2),
    _action("quit", "q ctrl+q ctrl+c", "quit", "leave; everything is saved already", "workbench", _ALL, 78),
)
"""All actions, in the order in which help shows them."""

BY_ID: Mapping[str, Action] = {action.id: action for action in ACTIONS}

SHOWN = {
    "question_mark": "?", "slash": "/", "escape": "esc", "ctrl+": "^", "shift+tab": "⇧tab", "up": "↑", "down": "↓",
    "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup",
}  # fmt: skip
"""Keys that are shown by another name than Textual's."""


def shown(key: str) -> str:
    """Return the way a key is written on the screen."""
    if key in SHOWN:
        return SHOWN[key]
    return "^" + key[5:] if key.startswith("ctrl+") else key


class Keymap:
    """Which action a key means in a place, after the analyst's own choices."""

    def __init__(self, changes: Mapping[str, str] | None = None, actions: Sequence[Action] = ACTIONS) -> None:
        """Apply ``changes`` (action: keys, separated by commas) to ``actions``; ``problems`` keeps what is wrong."""
        self.problems: list[str] = []
        by_id = {action.id: action for action in actions}
        for name, keys in (changes or {}).items():
            id = name.strip().replace("_", "-").replace(" ", "-")
            if id not in by_id:
                self.problems.append(f"desk.yaml: keys: {name} is not an action; help (?) lists them by name")
                continue
            by_id[id] = replace(by_id[id], keys=tuple(_keys(keys)))
        self._first = {a.id: shown(a.keys[0]) if a.keys else f"“{a.label}”" for a in by_id.values()}
        self.actions = tuple(replace(action, help=self.told(action.help)) for action in by_id.values())
        self.own = frozenset(key for name in changes or {} for key in _keys((changes or {})[name]))
        """The keys that the analyst chose."""
        self._by_place: dict[tuple[str, str], Action] = {}
        for action in self.actions:
            for place in action.where:
                for key in action.keys:
                    self._by_place.setdefault((place, key), action)
        self.problems += clashes(self.actions)

    def find(self, key: str, places: Iterable[str]) -> Action | None:
        """Return the action of ``key`` in the first of ``places`` that has one."""
        return next((found for place in places if (found := self._by_place.get((place, key)))), None)

    def hints(self, places: Sequence[str]) -> list[Action]:
        """Return the actions for the footer of these places, the most useful first."""
        fitting = [a for a in self.actions if a.rank and a.keys and any(place in a.where for place in places)]
        return sorted(fitting, key=lambda a: (a.rank, a.id))

    def told(self, words: str) -> str:
        """Return ``words`` with keys in the place of the actions they name: ``{pin} pins it`` is ``space pins it``."""
        return words.format_map(self._first)

    def keys(self, id: str) -> str:
        """Return the keys of an action as shown, separated by spaces."""
        return next((" ".join(map(shown, a.keys)) for a in self.actions if a.id == id), "")


def _keys(text: str) -> list[str]:
    if text.strip() == ",":
        return [","]
    aliases = {"": ",", "esc": "escape", "return": "enter", "pgdn": "pagedown", "pgup": "pageup"}
    return [aliases.get(key.strip().lower(), key.strip()) for key in text.split(",")]


def clashes(actions: Sequence[Action]) -> list[str]:
    """Return one line for every key that two actions claim in one place; the workbench's hold in all its panes."""
    found: dict[tuple[str, ...], None] = {}
    for place in dict.fromkeys(place for action in actions for place in action.where):
        claimed: dict[str, str] = {}
        reach = {place, "workbench"} if place in PANES else {place}
        for action in actions:
            if reach.isdisjoint(action.where):
                continue
            for key in action.keys:
                if claimed.setdefault(key, action.id) != action.id:
                    found[key, *sorted((claimed[key], action.id))] = None
    return [f"desk.yaml: keys: {shown(key)} means both {a} and {b}; the first one counts" for key, a, b in found]


def table() -> str:
    """Return the keys as a Markdown table, as the README shows them."""
    rows = ["| keys | action | |", "| --- | --- | --- |"]
    for action in Keymap().actions:
        keys = " ".join(f"`{shown(key)}`" for key in action.keys)
        rows.append(f"| {keys} | {action.id} | {action.help} |".replace("$EDITOR", "`$EDITOR`"))
    return "\n".join(rows) + "\n"
