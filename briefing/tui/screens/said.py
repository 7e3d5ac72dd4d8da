"""What the workbench's workers say. They begin after the first paint, so that it does without these."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from briefing.library import Changes
    from briefing.pins import Resolution
    from briefing.tui.opened import Opened


@dataclass
class SourceRead(Message):
    """A worker read a source (or could not, with the reason)."""

    request: int
    id: str
    opened: Opened | None
    focus: bool
    problem: str = ""


@dataclass
class Known(Message):
    """A worker computed the findings of sources that will be read next."""

    ids: Sequence[str]


@dataclass
class DeskRead(Message):
    """A worker read the list of sources, the pins and the brief for the first time."""

    problem: str = ""


@dataclass
class Refreshed(Message):
    """A worker looked at the folder; ``stopped`` before it saw all."""

    changes: Changes | None
    problem: str = ""
    stopped: bool = False


@dataclass
class PinsResolved(Message):
    """A worker looked where the pins of the brief stand whose sources changed."""

    suspects: tuple[tuple[str, str, str], ...]
    outcomes: Mapping[str, Resolution]


@dataclass
class Working(Message):
    """How far long work is, and how many sources the list holds by now; an empty note when it is done."""

    note: str
    listed: int = 0

    def can_replace(self, message: Message) -> bool:
        """Only the latest counts."""
        return isinstance(message, Working)


@dataclass
class Computed(Message):
    """A worker computed the findings that the filter asks for."""

    query: str
    problem: str = ""
