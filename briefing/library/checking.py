"""Telling by the texts themselves whether they match, for the few of which an index cannot tell quickly.

A prefix of two letters stands for a thousand words and for nearly every text of a large desk. To join the texts of all
these words costs an index more than to look into those that the rest of the query ranks first, which are opened anyway
to show their lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing.library.query import All, Any, Node, Not, Rather, Words

Check = Callable[[Node, Sequence[int]], Sequence[bool | None]]
"""Tells of rows whether what was indexed of them matches; None where that is not known any more."""


class Loosened(NamedTuple):
    """A query that finds at least all that another one does, and what else is asked of each text.

    ``ends`` are those of the phrases among it: where there are some, most of what is found may fail.
    """

    node: Node
    asked: Node
    ends: tuple[str, ...]


def loosened(node: Node, short: int) -> Loosened | None:
    """Return a query without the prefixes of up to ``short`` letters that stand beside something else, or None.

    Where such a word stands in a title still counts for the rank, as it does in the whole query.
    """
    parts = node.parts if isinstance(node, All) else (node,)
    asked = [part for part in parts if _is_loose(part, short)]
    kept = [part for part in parts if part not in asked]
    kept += [Words(part.words[:-1]) for part in asked if isinstance(part, Words) and len(part.words) > 1]
    if not asked or (len(asked) == 1 and all(isinstance(part, Not) for part in kept)):
        return None
    ranking = [Rather(part) for part in asked if not (isinstance(part, Words) and len(part.words) > 1)]
    ends = tuple(part.words[-1] for part in asked if isinstance(part, Words) and len(part.words) > 1)
    return Loosened(kept[0] if len(kept) == 1 and not ranking else All((*kept, *ranking)), All(tuple(asked)), ends)


def _is_loose(part: Node, short: int) -> bool:
    """Whether a part is a short prefix, a phrase that ends in one, or one of several words among which is one."""
    match part:
        case Words(words, prefix, ""):
            return prefix and len(words[-1]) <= short
        case Any(parts):
            single = all(isinstance(each, Words) and not each.field and len(each.words) == 1 for each in parts)
            return single and any(_is_loose(each, short) for each in parts)
        case _:
            return False


def holds(node: Node, text: str, title: str) -> bool:
    """Whether the words of a text and those of its title, parted by spaces, match a query for words in either."""
    match node:
        case Words(words, prefix, ""):
            wanted = f" {' '.join(words)}{'' if prefix else ' '}"
            return wanted in f" {text} " or wanted in f" {title} "
        case All(parts):
            return all(holds(part, text, title) for part in parts)
        case Any(parts):
            return any(holds(part, text, title) for part in parts)
        case _:
            raise ValueError(f"a text cannot tell about {node}")
