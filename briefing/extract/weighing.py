"""Evidence, weighed by pieces: what is asked again and again is looked up once.

A piece of evidence is a function with what it is about: ``(stands, "before", "say")``. Called with that, the function
gives the names of the evidence, which stand with their weights in a file of ``data/``. Pieces are made of a few short
words and tags, so that the same ones come up in every text: their names are built and looked up when one is first met,
and after that a piece is one look in a dictionary. The weights of all pieces are added up one by one in the order of
their names, so that a sum is the same, to the last bit, as that over the names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any

from briefing.extract.lexicon import weights

Piece = tuple[Any, ...]
"""A function that gives names of evidence, and its arguments."""
_REMEMBERED = 20_000
"""Pieces whose weights are kept; then all are forgotten, and met anew."""


class Scale(dict[Piece, tuple[float, ...]]):
    """The weights of the names in each piece of evidence that has any, looked up when it is first asked for."""

    def __init__(self, name: str) -> None:
        """Weigh with the weights in ``data/NAME.txt``."""
        super().__init__()
        self.by_name = weights(name)

    def __missing__(self, piece: Piece) -> tuple[float, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[piece] = tuple(filter(None, map(self.by_name.get, piece[0](*piece[1:]))))
        return found

    def weigh(self, pieces: Iterable[Piece], start: float = 0.0) -> float:
        """Return the sum of the weights in several pieces, added to ``start``, what those before them weigh."""
        return sum(chain.from_iterable(map(self.__getitem__, pieces)), start)


@cache
def scale(name: str) -> Scale:
    """Return the scale for the weights in ``data/NAME.txt``."""
    return Scale(name)


def named(piece: Piece) -> Iterable[str]:
    """Return the names of the evidence in a piece."""
    names: Iterable[str] = piece[0](*piece[1:])
    return names


def all_named(pieces: Iterable[Piece]) -> list[str]:
    """Return the names of the evidence in several pieces."""
    return [name for piece in pieces for name in named(piece)]
