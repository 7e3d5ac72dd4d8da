"""What a template calls, whatever it writes: notes for pins, the analyst's prose, the words of the standards."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from briefing.export.clean import clean
from briefing.export.markup import trusted
from briefing.export.notes import Notes
from briefing.export.page import Page
from briefing.export.views import PinView
from briefing.export.words import CONFIDENCE, HANDLING, LETTERS


class Writer(ABC):
    """Writes one page for its readers in some form; it counts the notes as the page goes along."""

    between = Markup("")
    """What parts the marks of several notes in a row."""

    def __init__(self, page: Page) -> None:
        """Take the page that is written."""
        self.page = page
        self.notes = Notes()

    @abstractmethod
    def cite(self, pin: PinView, shown: bool = True) -> Markup:
        """Return the mark of a new note for ``pin``, and its outcome when a draft has one to show."""

    @abstractmethod
    def again(self, number: int) -> Markup:
        """Return what leads to the note of this number once more."""

    @abstractmethod
    def prose(self, text: str) -> Markup:
        """Return the analyst's Markdown as blocks, made safe, pins cited."""

    @abstractmethod
    def line(self, text: str) -> Markup:
        """Return the analyst's Markdown as part of a line."""

    @abstractmethod
    def pinned(self, pin: PinView) -> Markup:
        """Return a pin's own words, quoted as its kind is, to stand in a sentence."""

    def recite(self, pin: PinView) -> Markup:
        """Lead to the first note of ``pin`` again, or to a new one when there is none yet."""
        note = self.notes.first(pin)
        return self.cite(pin) if note is None else self.again(note.number)

    def cites(self, pins: Iterable[PinView]) -> Markup:
        """Return the marks of several notes."""
        return self.between.join(self.cite(pin, shown=False) for pin in pins)

    def mention(self, id: str, words: str | None) -> Markup:
        """Return a pin in prose, cited: in the analyst's ``words``, written and safe already, or in its own."""
        pin = self.page.pin(id)
        if words is not None:
            return trusted(words) + self.cite(pin, shown=False)
        return self.pinned(pin) + self.cite(pin)

    def values(self) -> dict[str, Any]:
        """Return what a template of any form may use."""
        return {
            "page": self.page,
            "notes": self.notes,
            "cite": self.cite,
            "recite": self.recite,
            "cites": self.cites,
            "prose": self.prose,
            "line": self.line,
            "paragraphs": paragraphs,
            "handling": HANDLING.get(self.page.marking, ""),
            "letters": LETTERS,
            "confidence": CONFIDENCE,
        }


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a source's words, each on one line."""
    found = (" ".join(part.split()) for part in re.split(r"\n\s*\n", clean(text)))
    return [part for part in found if part]
