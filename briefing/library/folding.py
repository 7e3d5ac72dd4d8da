"""Folding the list: of the sources that tell one story in the same words, one stands for all."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from briefing.library.catalogue import Catalogue


def stories(catalogue: Catalogue) -> dict[int, str]:
    """Return by row the origin of every entry that may share its with another."""
    found = dict(
        catalogue.all("select id, coalesce(origin, story) from entry where origin is not null or story is not null")
    )
    own = catalogue.among("select id, name from entry where name in (*)", set(found.values()))
    return {**dict(own), **found}  # a source that others name as their origin tells their story too


@dataclass(frozen=True)
class Folded:
    """Rows in the order of the list, and for each row that was folded, or could be, the row that stands for it."""

    order: array[int] = field(default_factory=lambda: array("I"))
    under: Mapping[int, int] = field(default_factory=dict)


def fold(order: Iterable[int], told: Mapping[int, str], unfolded: Collection[str] = ()) -> Folded:
    """Fold the rows of a list: the first of each story stands where it stood, for those that come after it.

    ``told`` is what :func:`stories` returns. Of the stories that are ``unfolded`` the others stand right below it.
    """
    rows = array("I", order)
    members: dict[str, list[int]] = {}
    for row in rows:
        if row in told:
            members.setdefault(told[row], []).append(row)
    under = {row: first for first, *others in members.values() for row in others}
    kept = array("I")
    for row in rows:
        if row not in under:
            kept.append(row)
            if row in told and told[row] in unfolded:
                kept.extend(members[told[row]][1:])
    return Folded(kept, under)
