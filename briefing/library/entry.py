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

    notable: tuple[int, int] | None = None
    """How many quotes and statements, and how many figures, are left without the trivial ones."""

    file: str = ""
    """The file's path below ``sources/`` where it is not the id: entries of a feed."""

    @property
    def path(self) -> str:
        """The file's path below the desk."""
        return f"sources/{self.file or self.id}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What a refresh found, as ids of sources.

    ``removed`` and ``added`` hold both ends of ``moved`` too. ``cancelled`` means that it was cut short, ``busy`` that
    another program was writing and nothing was done, ``elsewhere`` that another program changed the list before.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    cancelled: bool = False
    busy: bool = False
    elsewhere: bool = False

    def __bool__(self) -> bool:
        """Whether anything on the list is different now."""
        return bool(self.added or self.changed or self.removed or self.elsewhere)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: ``done`` of ``total`` files in a ``stage``; ``total`` is None while it is not known."""

    stage: Literal["looking", "reading", "comparing", "finding"]
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
