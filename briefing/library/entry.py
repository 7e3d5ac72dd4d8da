"""What a library tells of its sources, without their text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "refused"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list of sources.

    ``id`` is the path below ``sources/`` (an entry of a feed adds ``#`` and a name). A file that no reader can read
    has the status ``refused`` and a ``reason``. ``quotes``, ``statements`` and ``figures`` count findings; None means
    that they were not looked for yet. ``size`` is in bytes of the file, ``digest`` is of the text ("" when refused).
    """

    id: str
    title: str
    publisher: str | None = None
    date: str | None = None
    author: str | None = None
    language: str | None = None
    marking: str | None = None
    reliability: str | None = None
    origin: str = ""
    tags: tuple[str, ...] = ()
    digest: str = ""
    size: int = 0
    status: Status = "ok"
    reason: str | None = None
    quotes: int | None = None
    statements: int | None = None
    figures: int | None = None

    @property
    def path(self) -> str:
        """The file's path below the desk."""
        return "sources/" + (self.id.rpartition("#")[0] if self.in_feed else self.id)

    @property
    def in_feed(self) -> bool:
        """Whether this is one entry of a feed file."""
        before, mark, _ = self.id.rpartition("#")
        return bool(mark) and before.lower().endswith((".xml", ".rss", ".atom"))


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh found: ids of sources, and whether it was cut short or another program was writing."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False
    busy: bool = False

    def __bool__(self) -> bool:
        """Whether anything on the list is different now."""
        return bool(self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a refresh is: ``done`` of ``total`` files in a ``stage``; ``total`` is None while it is not known."""

    stage: Literal["looking", "reading", "comparing"]
    done: int
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One result of a search.

    ``snippet`` is one line cut from the text around the best match, ``spans`` are the matches in it, ``start`` is the
    offset of the best match in the source's text (None when only the metadata match). ``score`` ranks, highest first.
    """

    id: str
    title: str
    publisher: str | None
    date: str | None
    score: float
    snippet: str
    spans: list[tuple[int, int]]
    start: int | None
