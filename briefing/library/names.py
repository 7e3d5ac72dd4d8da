"""Finding a source by a part of its path."""

from __future__ import annotations

from briefing.errors import NothingFound
from briefing.library.catalogue import Catalogue
from briefing.text import one_line

_SHOWN = 4
_ALIKE = 70
"""How alike, of 100, a name must be to be suggested (rapidfuzz's WRatio); less alike ones are noise."""


def resolve(catalogue: Catalogue, name: str) -> str:
    """Return the id of the source called ``name``: its path below ``sources/``, or any part of it that is unique.

    A part that is a whole file name, or ends a path at a folder, wins over parts inside names. Raises ``NothingFound``,
    naming what it could be or what is called alike.
    """
    wanted = name.removeprefix("./").removeprefix("sources/").strip()
    if not wanted or "\0" in wanted:
        raise NothingFound("no source is called nothing: name a part of its path")
    wanted = wanted.encode("utf-8", "replace").decode()
    for sql, value in _WAYS:
        found = [id for (id,) in catalogue.all(f"{sql} order by name limit {_SHOWN + 2}", value(wanted))]
        if len(found) == 1:
            return str(found[0])
        if found:
            raise NothingFound(_ambiguous(wanted, found))
    raise NothingFound(_unknown(catalogue, wanted))


def _escaped(text: str) -> str:
    for character in "\\%_":
        text = text.replace(character, "\\" + character)
    return text


_WAYS = (
    ("select name from entry where name = ?", lambda part: part),
    (r"select name from entry where '/' || name like ? escape '\'", lambda part: f"%/{_escaped(part)}"),
    ("select name from entry where instr(name, ?)", lambda part: part),
    (r"select name from entry where name like ? escape '\'", lambda part: f"%{_escaped(part)}%"),
)


def _ambiguous(name: str, found: list[str]) -> str:
    more = " and more" if len(found) > _SHOWN else ""
    return f"{one_line(name)} could be {', '.join(one_line(id) for id in found[:_SHOWN])}{more}: write more of its path"


def _unknown(catalogue: Catalogue, name: str) -> str:
    """Say that nothing is called so, and what is called alike."""
    from rapidfuzz import fuzz, process

    ids = [id for some in catalogue.stream("select name from entry limit 100000") for (id,) in some]
    alike = process.extract(name, ids, scorer=fuzz.WRatio, processor=str.casefold, limit=3, score_cutoff=_ALIKE)
    if alike:
        return f"no source is called {one_line(name)}; there is {', '.join(one_line(id) for id, _, _ in alike)}"
    return f"no source is called {one_line(name)}: 'briefing list' shows all"
