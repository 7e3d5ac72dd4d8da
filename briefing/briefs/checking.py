"""The check of a brief: whether its pins resolve, whether it may be sent, and what a reader would stumble over."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from types import MappingProxyType

from briefing.briefs.brief import Brief
from briefing.briefs.lints import lint, problem
from briefing.briefs.refs import in_prose, of_item, references
from briefing.briefs.report import Problem, Report
from briefing.ingest.source import Source
from briefing.pins.pin import Pin
from briefing.pins.resolve import Resolution, resolve
from briefing.settings import MARKINGS

Place = tuple[int | None, int | None]


def check(
    brief: Brief,
    *,
    pins: Mapping[str, Pin],
    source: Callable[[str], Source | None],
    name: str,
    desk_marking: str | None = None,
    pin_clashes: Collection[str] = (),
    unread: Collection[str] = (),
    resolved: Callable[[Pin, Source | None], Resolution] = resolve,
    lints: bool = True,
) -> Report:
    """Return what is wrong with a brief, errors first, each in the order of the brief.

    ``pins`` are the desk's by id, ``source`` gives a source by id or None, ``desk_marking`` counts for a brief without
    its own, ``pin_clashes`` are ids that stand in several pin files, ``unread`` says which pin files could not be read,
    ``resolved`` finds a pin's words again. Without ``lints`` only what stands in the way of an export is looked for.
    """
    named = references(brief)
    read: dict[str, Source | None] = {}
    resolutions: dict[str, Resolution] = {}
    for id in named:
        pin = pins.get(id)
        if pin is not None:
            if pin.source not in read:
                read[pin.source] = source(pin.source)
            resolutions[id] = resolved(pin, read[pin.source])
    places = _places(brief)
    problems = [
        *_unresolved(named, pins, resolutions, places, unread),
        *_clashes(named, pin_clashes, places),
        *_markings(brief.marking or desk_marking, named, pins, read, places),
        *(lint(brief, pins) if lints else ()),
    ]
    return Report(name, brief, MappingProxyType(resolutions), tuple(problems))


def _places(brief: Brief) -> dict[str, Place]:
    """Return where each pin is named first."""
    found: dict[str, Place] = {reference.pin: (None, None) for reference in in_prose(brief.bottom_line or "")}
    for s, section in enumerate(brief.sections):
        for reference in in_prose(section.heading):
            found.setdefault(reference.pin, (s, None))
        for i, item in enumerate(section.items):
            for id in of_item(item):
                found.setdefault(id, (s, i))
    return found


def _unresolved(
    named: list[str],
    pins: Mapping[str, Pin],
    resolutions: Mapping[str, Resolution],
    places: Mapping[str, Place],
    unread: Collection[str],
) -> Iterator[Problem]:
    hint = f"mend {'; '.join(unread)}" if unread else "'briefing pins' lists them"
    for id in named:
        if id not in pins:
            message = f"there is no pin {id}: {hint}"
            yield problem("unknown-pin", message, places[id], pin=id, severity="error")
        elif not resolutions[id].ok:
            found = resolutions[id]
            message = f"pin {id} is {found.outcome} in {found.pin.source}: {found.why}"
            yield problem(f"pin-{found.outcome}", message, places[id], pin=id, severity="error")


def _clashes(named: list[str], clashes: Collection[str], places: Mapping[str, Place]) -> Iterator[Problem]:
    for id in named:
        if id in clashes:
            yield problem("pin-clash", f"pin {id} stands in several pin files", places[id], pin=id, severity="error")


def strictness(marking: str | None) -> int:
    """Return how strict a marking is, 0 for none and CLEAR; a label that is not of TLP 2.0 counts as strictest."""
    if marking is None:
        return 0
    return MARKINGS.index(marking) if marking in MARKINGS else len(MARKINGS)


def _markings(
    marking: str | None,
    named: list[str],
    pins: Mapping[str, Pin],
    read: Mapping[str, Source | None],
    places: Mapping[str, Place],
) -> Iterator[Problem]:
    for id in named:
        origin = read.get(pins[id].source) if id in pins else None
        if origin is not None and strictness(origin.meta.marking) > strictness(marking):
            than = f"the brief is {marking}" if marking else "the brief has no marking"
            message = f"pin {id} is from {origin.id}, which is {origin.meta.marking}, and {than}"
            yield problem("marking", message, places[id], pin=id, severity="error")
