"""End notes: one for each use of a pin, numbered in the order in which the page mentions them."""

from __future__ import annotations

from briefing.export.views import Note, PinView, SourceView


class Notes:
    """The notes of one rendering. The numbers follow the page, whatever order a template gives it."""

    def __init__(self) -> None:
        """Start with none."""
        self.all: list[Note] = []
        self._first: dict[str, Note] = {}
        self._by_source: dict[str, list[Note]] = {}

    def add(self, pin: PinView, *, shown: bool) -> Note:
        """Note one use of ``pin``; ``shown`` says that its words stand in the text."""
        note = Note(len(self.all) + 1, pin, shown)
        self.all.append(note)
        self._first.setdefault(pin.id, note)
        self._by_source.setdefault(pin.source.id, []).append(note)
        return note

    def first(self, pin: PinView) -> Note | None:
        """The first note of ``pin`` so far."""
        return self._first.get(pin.id)

    @property
    def sources(self) -> list[SourceView]:
        """The sources noted so far, in order of first use."""
        return [notes[0].pin.source for id, notes in self._by_source.items() if id]

    def of(self, source: SourceView) -> list[Note]:
        """The notes that lead to ``source``."""
        return self._by_source.get(source.id, [])
