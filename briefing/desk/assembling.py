"""The desk's briefs: made, drafted, saved, converted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.desk.reading import Reading
from briefing.errors import BadBrief, NothingFound
from briefing.text import moment

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.briefs import Brief, BriefForm
    from briefing.extract import Finding
    from briefing.ingest.source import Source


class Assembling(Reading):
    """What the desk does with briefs."""

    def today(self) -> str:
        """Return the name of today's brief, whether it is there or not."""
        return self.clock().date().isoformat()

    def new_brief(
        self, name: str | None = None, *, template: str | None = None, form: BriefForm = "yaml", date: str | None = None
    ) -> str:
        """Make an empty brief; return its name. Raises ``BriefingError`` when it is there already."""
        name = name or self.today()
        with self.files.change(f"new brief {name}"):
            return self.briefs.create(name, self._blank(name, template, date), form=form)

    def _blank(self, name: str, template: str | None, date: str | None) -> Brief:
        from briefing.briefs import Brief

        day = date or self.today()
        layout = template or self.settings.template
        return Brief(
            title=_title(name, layout, self.settings.title),
            date=day,
            template=layout,
            marking=self.settings.marking,
            author=self.settings.author,
        )

    def ensure_brief(self, name: str | None = None) -> str:
        """Return the name of a brief that exists: the one named, else today's; it is made when it is not there."""
        name = name or self.today()
        try:
            self.briefs.path(name)
        except NothingFound:
            return self.new_brief(name)
        return name

    def draft_brief(
        self,
        name: str,
        *,
        template: str | None = None,
        date: str | None = None,
        query: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> str:
        """Make a brief filled with the best findings of the sources that match ``query``, ready to cut down.

        ``progress`` hears how many of how many sources were read; what it raises stops the draft.
        """
        from briefing.briefs import draft

        entries = self.selected(query)
        material: list[tuple[Source, tuple[Finding, ...]]] = []
        for done, entry in enumerate(entries):
            if progress:
                progress(done, len(entries))
            material += self.material([entry.id])
        if not material:
            raise NothingFound("no source to draft from: add some, or widen the query")
        brief, pins = draft(self._blank(name, template, date), material, now=moment(self.clock()))
        with self.files.change(f"draft {name}"):
            made = self.briefs.create(name, brief)
            for pin in pins:
                self.pins.add(pin)
        return made

    def brief(self, name: str) -> Brief:
        """Return a brief, read. Raises ``NothingFound`` or ``BadBrief``."""
        return self.briefs.load(name)

    def save_brief(self, name: str, brief: Brief, label: str) -> None:
        """Write a brief back; ``label`` is what undo will name."""
        with self.files.change(label):
            self.briefs.save(name, brief)

    def convert_brief(self, name: str, form: BriefForm) -> str:
        """Write a brief in the other form; return its path below the desk."""
        with self.files.change(f"convert {name}"):
            return self.briefs.convert(name, form)

    def used_in(self, id: str) -> list[str]:
        """Return the names of the briefs that use a pin, recent first; briefs that do not parse are passed over."""
        return self.uses().get(id, [])

    def uses(self) -> dict[str, list[str]]:
        """Return the names of the briefs that use each pin, by its id, as :meth:`used_in` does."""
        from briefing.briefs import references

        found: dict[str, list[str]] = {}
        for name in self.briefs.names():
            try:
                ids = references(self.briefs.load(name))
            except BadBrief:
                continue
            for id in ids:
                found.setdefault(id, []).append(name)
        return found


_TITLES = {"daily": "Daily brief", "sitrep": "Situation report", "press-digest": "Press digest", "memo": "Memo"}
_DATED = re.compile(r"\d{4}-\d\d-\d\d")


def _title(name: str, template: str, desk: str | None) -> str:
    """Return what a new brief is called: the desk's title, and its name in words; a date is no name but a kind is."""
    words = " ".join(re.split(r"[\s_-]+", _DATED.sub("", name.rsplit("/", 1)[-1]))).strip(" .")
    if not words:
        return desk or _TITLES.get(template) or "Brief"
    words = words[0].upper() + words[1:]
    return f"{desk}: {words}" if desk else words
