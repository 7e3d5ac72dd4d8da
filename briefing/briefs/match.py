"""Which section and which item of an old brief became which of the new one, so that what did not change stays as it is
written, wherever it went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from briefing.briefs.brief import Brief, Item, PinItem, Section

Place = tuple[int, int]


def _pair(new: Sequence[int], old: list[int], found: dict[int, int], alike: Callable[[int, int], bool]) -> None:
    """Pair each new index that has no partner with the first free old one that is alike."""
    for n in new:
        if n in found:
            continue
        partner = next((o for o in old if alike(o, n)), None)
        if partner is not None:
            found[n] = partner
            old.remove(partner)


def sections(old: Sequence[Section], new: Sequence[Section]) -> dict[int, int]:
    """Return the index of the old section by that of the new one; sections that are new are left out."""
    found: dict[int, int] = {}
    free, every = list(range(len(old))), range(len(new))
    _pair(every, free, found, lambda o, n: old[o] == new[n])
    _pair(every, free, found, lambda o, n: old[o].heading == new[n].heading)
    _pair(every, free, found, lambda o, n: bool(set(map(repr, old[o].items)) & set(map(repr, new[n].items))))
    _pair(every, free, found, lambda o, n: o == n)
    return found


def items(old: Brief, new: Brief, of_section: dict[int, int]) -> dict[Place, Place]:
    """Return the place of the old item by that of the new one: the same item, else the same pin, else the same kind
    of item in its section."""
    was = {(s, i): item for s, i, item in old.items()}
    now = {(s, i): item for s, i, item in new.items()}
    found: dict[Place, Place] = {}
    free = dict.fromkeys(was)

    def pair(candidates: Callable[[Place], Iterable[Place]], alike: Callable[[Item, Item], bool]) -> None:
        for place, item in now.items():
            if place in found:
                continue
            partner = next((p for p in candidates(place) if p in free and alike(was[p], item)), None)
            if partner is not None:
                found[place] = partner
                del free[partner]

    by_section: dict[int, list[Place]] = {}
    for place in was:
        by_section.setdefault(place[0], []).append(place)

    def same_section(place: Place) -> list[Place]:
        return by_section.get(of_section.get(place[0], -1), [])

    pair(same_section, lambda a, b: a == b)
    pair(lambda _: list(free), lambda a, b: a == b)
    pair(lambda _: list(free), lambda a, b: isinstance(a, PinItem) and isinstance(b, PinItem) and a.pin == b.pin)
    pair(same_section, lambda a, b: type(a) is type(b) and not isinstance(a, PinItem))
    return found
