"""The desk's pins: kept, taken away, found again, accepted, cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from briefing.desk.assembling import Assembling
from briefing.errors import BriefingError, NothingFound, Refusal, SettingsError
from briefing.text import moment, one_line

if TYPE_CHECKING:
    from briefing.extract import Figure, Finding
    from briefing.ingest.source import Source
    from briefing.pins import Pin, PinKind, Resolution


class Unpinned(NamedTuple):
    """What taking a pin away changed: the pin, the briefs it left, and the briefs whose prose still names it."""

    pin: Pin
    briefs: tuple[str, ...]
    prose: tuple[str, ...]


class Pinning(Assembling):
    """What the desk does with pins."""

    def pin(
        self,
        source: str,
        *,
        finding: int | None = None,
        span: tuple[int, int] | None = None,
        kind: PinKind | None = None,
        brief: str | None = None,
        **fields: Any,
    ) -> Pin:
        """Keep a finding (by its number) or a span, and put it into ``brief`` when one is named; return the pin.

        ``fields`` are those of :class:`~briefing.pins.Pin`: ``speaker``, ``section``, ``note``… A span that is just a
        finding's counts as that finding. Pinning again returns the pin that is there, with the fields that are given.
        Raises ``NothingFound`` for an unknown source or finding, ``BriefingError`` for a span outside the text.
        """
        read = self.source(source)
        chosen = self._finding(read, finding, span)
        start, end = (chosen.start, chosen.end) if chosen else span or (0, 0)
        if not 0 <= start < end <= len(read.text):
            raise BriefingError(f"{start}:{end} is not a span of {read.id}, which has {len(read.text)} characters")
        from briefing.pins import make

        given = {name: value for name, value in fields.items() if value is not None}
        kind = kind or (chosen.kind if chosen else "passage")
        made = make(read, start, end, kind=kind, finding=chosen, now=moment(self.clock()), **given)
        with self.files.change(f"pin {_short(made.exact)}"):
            known = self.pins.same(made)
            made = replace(known, **given) if known else made
            if brief is not None:
                made = self._place(made, self.ensure_brief(brief), fields.get("section"))
            if not self.pins.add(made):
                self.pins.update(made)
        return made

    def _finding(self, source: Source, number: int | None, span: tuple[int, int] | None) -> Finding | None:
        findings = self.library.findings(source.id)
        if number is not None:
            for found in findings:
                if found.n == number:
                    return found
            raise NothingFound(
                f"{source.id} has no finding {number}: it has {len(findings)}, 'briefing show {source.id}' lists them"
            )
        return next((found for found in findings if (found.start, found.end) == span), None)

    def _place(self, pin: Pin, brief: str, section: str | None) -> Pin:
        """Put a block for ``pin`` into a section of a brief; return the pin with the section's heading."""
        from briefing.briefs import PinItem, operations

        was = self.briefs.load(brief)
        if place := operations.find_pin(was, pin.id):
            return replace(pin, section=was.sections[place[0]].heading)
        if section is None:
            section = was.sections[-1].heading if was.sections else "Key points"
        now, index = operations.with_heading(was, section)
        self.briefs.save(brief, operations.add_item(now, index, PinItem(pin.id)))
        return replace(pin, section=section)

    def unpin(self, id: str, *, brief: str | None = None) -> Unpinned:
        """Take a pin away, with the blocks that show it.

        With ``brief``, only that brief lets go of it, and the pin itself stays while another brief uses it. Prose that
        names the pin is never touched.
        """
        pin = self.pins.get(id)
        with self.files.change(f"unpin {_short(pin.exact)}"):
            names = [brief] if brief else self.used_in(pin.id)
            changed = tuple(name for name in names if self._drop(pin.id, name))
            still = self.used_in(pin.id)
            if brief is None or not still:
                self.pins.remove(pin.id)
        return Unpinned(pin, changed, tuple(still))

    def _drop(self, id: str, brief: str) -> bool:
        from briefing.briefs import operations

        was = self.briefs.load(brief)
        now = operations.without_pin(was, id)
        if now != was:
            self.briefs.save(brief, now)
        return now != was

    def update_pin(self, pin: Pin) -> None:
        """Keep the analyst's changes to a pin."""
        with self.files.change(f"edit {_short(pin.exact)}"):
            self.pins.update(pin)

    def resolve(self, id: str) -> Resolution:
        """Find a pin's text again."""
        from briefing.pins import resolve

        pin = self.pins.get(id)
        return resolve(pin, self.source_or_none(pin.source))

    def resolve_all(self, *, source: str | None = None) -> list[Resolution]:
        """Find the text of all pins again, or of those of one source."""
        from briefing.pins import resolve

        pins = self.pins.all() if source is None else self._pins_of(source)
        read = {pin.source: self.source_or_none(pin.source) for pin in pins}
        return [resolve(pin, read[pin.source]) for pin in pins]

    def _pins_of(self, source: str) -> list[Pin]:
        try:
            return self.pins.of(source)
        except SettingsError:  # a source can be read though its pin file cannot; pinning in it will say so
            return []

    def accept(self, ids: Sequence[str]) -> list[Pin]:
        """Anchor pins to the words that stand in their sources now, because the analyst says so.

        Raises ``Refusal`` for a pin whose text cannot be found.
        """
        from briefing.pins import accept

        accepted = []
        with self.files.change(f"accept {len(ids)} pin{'s' * (len(ids) != 1)}"):
            for id in ids:
                found = self.resolve(id)
                source = self.source_or_none(found.pin.source)
                if source is None or found.start is None:
                    raise Refusal(f"{id} cannot be accepted: {found.why}")
                accepted.append(accept(found.pin, found, source, figure=self._figure_at(found)))
                self.pins.update(accepted[-1])
        return accepted

    def _figure_at(self, found: Resolution) -> Figure | None:
        """Return the value of the figure that stands where a figure's pin was found, if there is one."""
        if found.pin.kind != "figure":
            return None
        for finding in self.findings_of(found.pin.source):
            if finding.kind == "figure" and (finding.start, finding.end) == (found.start, found.end):
                return finding.figure
        return None

    def citation(self, pin: Pin) -> str:
        """Return a pin's words with speaker, role, publisher, date and address, in one line for pasting."""
        source = self.source_or_none(pin.source)
        meta = source.meta if source else None
        words = one_line(pin.exact)
        said = pin.kind in ("quote", "statement")
        parts = [pin.speaker if said else None, pin.role if said else None]
        parts += [meta.publisher or (source.title if source else pin.source), meta.date, meta.url] if meta else []
        return (f"“{words}”" if pin.kind == "quote" else words) + " — " + ", ".join(one_line(p) for p in parts if p)


def _short(text: str) -> str:
    line = one_line(text)
    return f"“{line if len(line) <= 32 else line[:31].rstrip() + '…'}”"
