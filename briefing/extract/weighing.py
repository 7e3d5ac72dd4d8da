"""Evidence, weighed by pieces: what is asked again and again is added up once.

A piece of evidence is a function with what it is about: ``(_stands, "before", "say")``. Called with that, the function
gives the names of the evidence, which stand with their weights in a file of ``data/``. Pieces are made of a few short
words and tags, so that the same ones come up in every text: their names are built and looked up when one is first met,
and after that a piece is one look in a dictionary. Weights are counted in tenths, which add up exactly.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from briefing.extract.lexicon import weights

Piece = tuple[Any, ...]
"""A function that gives names of evidence, and its arguments."""
_REMEMBERED = 20_000
"""Pieces whose weights are kept; then all are forgotten, and met anew."""


class Scale(dict[Piece, int]):
    """What each piece of evidence weighs, in tenths, worked out when it is first asked for."""

    def __init__(self, name: str) -> None:
        """Weigh with the weights in ``data/NAME.txt``, which have one decimal."""
        super().__init__()
        self.tenths = {evidence: round(10 * weight) for evidence, weight in weights(name).items()}

    def __missing__(self, piece: Piece) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        weigh = self.tenths.get
        weight = self[piece] = sum(weigh(name, 0) for name in named(piece))
        return weight


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
