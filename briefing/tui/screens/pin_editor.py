"""The analyst's part of a pin: speaker, role, what a figure measures, section, credibility, tags, note."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label, Static

from briefing.pins import Pin
from briefing.text import one_line, visible
from briefing.tui.screens.dialog import Dialog
from briefing.tui.widgets.bars import Bar, Footer

FIELDS = ("speaker", "role", "measures", "section", "credibility", "tags", "note")
HINTS = {
    "measures": "what the figure is of",
    "credibility": "1 confirmed … 6 cannot be judged",
    "tags": "words, separated by commas",
}


class PinEditor(Dialog[Pin]):
    """Answers with the pin as edited."""

    CSS_PATH = "dialogs.tcss"
    LABELS: ClassVar[Mapping[str, str]] = {"save": "keep (or enter)", "close": "leave it as it was"}

    def __init__(self, pin: Pin, others: Sequence[Pin]) -> None:
        """Take the pin, and the others of the desk for completion."""
        super().__init__()
        self.pin, self.others = pin, others

    def contexts(self) -> tuple[str, ...]:
        """Return the form's context."""
        return ("form",)

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        values = field_values(self.pin)
        with Vertical(id="frame"):
            yield Bar(
                lambda row: ([(f" Pin {self.pin.id}", ("strong",))], [(f" {self.pin.kind} ", ())]), classes="title"
            )
            yield Static(Content(visible(self.pin.exact)), classes="words")
            with VerticalScroll(can_focus=False, id="fields"):
                for name in FIELDS:
                    if name == "measures" and self.pin.figure is None:
                        continue
                    with Horizontal(classes="row"):
                        yield Label(name, classes="label")
                        yield Input(
                            values[name],
                            HINTS.get(name, ""),
                            id=f"field-{name}",
                            compact=True,
                            select_on_focus=False,
                            suggester=SuggestFromList(sorted(self._known(name)), case_sensitive=False),
                        )
            yield Footer(self.hints)

    def on_mount(self) -> None:
        """Begin at the first field."""
        self.query(Input).first().focus()

    def _known(self, name: str) -> set[str]:
        """Return what other pins say in a field."""
        found: Iterable[str] = (field_values(pin)[name] for pin in self.others)
        return {value for value in found if value}

    def do_down(self, count: int) -> None:
        """Go to the next field."""
        self.focus_next()

    def do_up(self, count: int) -> None:
        """Go to the field before."""
        self.focus_previous()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it."""
        self.do_save(1)

    def do_save(self, count: int) -> None:
        """Answer, unless a field says what it cannot."""
        values = {field.id.removeprefix("field-"): field.value.strip() for field in self.query(Input) if field.id}
        if values["credibility"] not in ("", *"123456"):
            self.complain("credibility is a number from 1 (confirmed) to 6 (cannot be judged)")
            return
        self.dismiss(with_values(self.pin, values))


def field_values(pin: Pin) -> dict[str, str]:
    """Return the editable fields of a pin as lines of text."""
    return {
        "speaker": one_line(pin.speaker or ""),
        "role": one_line(pin.role or ""),
        "measures": one_line((pin.figure.measures if pin.figure else None) or ""),
        "section": one_line(pin.section or ""),
        "credibility": str(pin.credibility or ""),
        "tags": ", ".join(pin.tags),
        "note": one_line(pin.note or ""),
    }


def with_values(pin: Pin, values: dict[str, str]) -> Pin:
    """Return ``pin`` with what was typed; a field that reads as before keeps its value to the letter."""
    before = field_values(pin)
    changed = {name: value for name, value in values.items() if value != before[name]}
    made = pin
    if "speaker" in changed:
        made = replace(made, speaker=changed["speaker"] or None)
    if "role" in changed:
        made = replace(made, role=changed["role"] or None)
    if "section" in changed:
        made = replace(made, section=changed["section"] or None)
    if "note" in changed:
        made = replace(made, note=changed["note"] or None)
    if "credibility" in changed:
        made = replace(made, credibility=int(changed["credibility"]) if changed["credibility"] else None)
    if "tags" in changed:
        made = replace(made, tags=tuple(tag.strip() for tag in changed["tags"].split(",") if tag.strip()))
    if "measures" in changed and made.figure is not None:
        made = replace(made, figure=replace(made.figure, measures=changed["measures"] or None))
    return made
