"""What changed between two editions of a brief."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from briefing.briefs.brief import Brief, Item, Judgement, PinItem
from briefing.briefs.report import Edition, Evidence
from briefing.extract.finding import Figure

ALIKE = 0.6
"""Likeness (0 to 1) of two wordings from which one is the other, changed."""

What = Literal["text", "pin", "judgement", "bottom line", "title"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that is new (``before`` is empty), withdrawn (``after`` is empty) or changed, and its section."""

    what: What
    section: str
    before: str
    after: str
    pin: str | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that moved: what it measures, the words for it then and now, and the pins of both."""

    measures: str
    before: str
    after: str
    old_pin: str
    new_pin: str
    change: float | None = None
    """The change in percent of the old value, where both are single values."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, changed and withdrawn in an edition against an older one, and which figures moved."""

    old: str
    new_edition: str
    new: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    withdrawn: tuple[Difference, ...] = ()
    figures: tuple[Moved, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.withdrawn or self.figures)

    def lines(self) -> Iterator[str]:
        """Yield the changes in words, one a line; one line says so when there are none."""
        for moved in self.figures:
            yield f"figure     {moved.measures}: {moved.before} → {moved.after}"
        for each in self.new:
            yield f"new        {each.section or each.what}: {each.after}"
        for each in self.changed:
            yield f"changed    {each.section or each.what}: {each.before} → {each.after}"
        for each in self.withdrawn:
            yield f"withdrawn  {each.section or each.what}: {each.before}"
        if not self:
            yield f"{self.new_edition} says what {self.old} says"


@dataclass(frozen=True, slots=True)
class _Piece:
    """An item of one edition, in words."""

    what: What
    section: str
    words: str
    pin: str | None = None
    key: str = ""


def diff(old: Edition, new: Edition) -> Changes:
    """Return what changed from ``old`` to ``new``. The order of items and sections counts for nothing."""
    was, now = list(_pieces(old)), list(_pieces(new))
    figures = tuple(_moved(old.evidence, new.evidence))
    told = {id for each in figures for id in (each.old_pin, each.new_pin)}
    gone, come = _unequal(was, now)
    changed: list[Difference] = []
    for piece in list(come):
        partner = _partner(piece, gone)
        if partner is not None:
            gone.remove(partner)
            come.remove(piece)
            changed.append(Difference(piece.what, piece.section, partner.words, piece.words, piece.pin))
    return Changes(
        old=old.name,
        new_edition=new.name,
        new=tuple(Difference(p.what, p.section, "", p.words, p.pin) for p in come if p.pin not in told),
        changed=tuple(each for each in changed if each.pin is None or each.pin not in told),
        withdrawn=tuple(Difference(p.what, p.section, p.words, "", p.pin) for p in gone if p.pin not in told),
        figures=figures,
    )


def _pieces(edition: Edition) -> Iterator[_Piece]:
    brief: Brief = edition.brief
    yield _Piece("title", "", brief.title, key="title")
    if brief.bottom_line:
        yield _Piece("bottom line", "", _read(brief.bottom_line, edition.evidence), key="bottom line")
    for section in brief.sections:
        for item in section.items:
            yield _piece(item, section.heading, edition.evidence)


def _piece(item: Item, heading: str, evidence: Mapping[str, Evidence]) -> _Piece:
    if isinstance(item, PinItem):
        found = evidence.get(item.pin)
        words = _words(found) if found else item.pin
        if item.comment:
            words += f" ({_read(item.comment, evidence)})"
        return _Piece("pin", heading, words, item.pin, key=f"pin {item.pin}")
    words = _read(item.text, evidence)
    if isinstance(item, Judgement):
        said = [item.likelihood, f"{item.confidence} confidence" if item.confidence else None]
        tail = ", ".join(word for word in said if word)
        return _Piece("judgement", heading, f"{words} ({tail})" if tail else words)
    return _Piece("text", heading, words)


def _words(found: Evidence) -> str:
    return " ".join((found.resolution.text or found.pin.exact).split())


def _read(text: str, evidence: Mapping[str, Evidence]) -> str:
    """Return prose with the words of its pins in place."""
    from briefing.briefs.refs import replaced

    def words(reference: object) -> str:
        pin, own = getattr(reference, "pin", ""), getattr(reference, "words", None)
        return own or (_words(evidence[pin]) if pin in evidence else pin)

    return " ".join(replaced(text, words).split())


def _unequal(was: list[_Piece], now: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """Return the pieces that only the old and only the new edition has."""
    gone, come = list(was), []
    for piece in now:
        same = next((p for p in gone if (p.what, p.words, p.key) == (piece.what, piece.words, piece.key)), None)
        if same is None:
            come.append(piece)
        else:
            gone.remove(same)
    return gone, come


def _partner(piece: _Piece, gone: list[_Piece]) -> _Piece | None:
    """Return the old piece that became this one: of the same pin, or with words most like its own."""
    from rapidfuzz.fuzz import ratio

    if piece.key:
        return next((old for old in gone if old.key == piece.key), None)
    scored = [(ratio(old.words, piece.words) / 100, n) for n, old in enumerate(gone) if old.what == piece.what]
    best = max(scored, default=(0.0, 0))
    return gone[best[1]] if best[0] >= ALIKE else None


# -- figures ---------------------------------------------------------------------------------------------------------


def _subject(figure: Figure | None) -> tuple[object, ...] | None:
    """Return what two figures must share to be the same figure at two times."""
    if figure is None or not figure.measures:
        return None
    return figure.kind, figure.unit, figure.per, figure.noun, " ".join(figure.measures.casefold().split())


def _amount(figure: Figure) -> tuple[object, ...]:
    return figure.value, figure.low, figure.high, figure.qualifier, figure.direction


def _moved(old: Mapping[str, Evidence], new: Mapping[str, Evidence]) -> Iterator[Moved]:
    """Yield figures that measure the same with another amount; where an edition has several amounts, none moved."""
    was, now = _by_subject(old), _by_subject(new)
    for subject, after in now.items():
        before = was.get(subject)
        if before is None or before.pin.figure is None or after.pin.figure is None:
            continue
        if _amount(before.pin.figure) != _amount(after.pin.figure):
            a, b = before.pin.figure.value, after.pin.figure.value
            change = round((b - a) / abs(a) * 100, 1) if a and b is not None else None
            measures = after.pin.figure.measures or ""
            yield Moved(measures, _words(before), _words(after), before.pin.id, after.pin.id, change)


def _by_subject(evidence: Mapping[str, Evidence]) -> dict[tuple[object, ...], Evidence]:
    found: dict[tuple[object, ...], list[Evidence]] = {}
    for each in evidence.values():
        subject = _subject(each.pin.figure)
        if subject is not None:
            found.setdefault(subject, []).append(each)
    return {
        subject: each[0]
        for subject, each in found.items()
        if len({_amount(e.pin.figure) for e in each if e.pin.figure}) == 1
    }
