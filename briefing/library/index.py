"""What the library asks of a full-text index, so that a shared server can take the place of the built-in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from briefing.errors import BriefingError
from briefing.library.checking import Check
from briefing.library.query import Node


class Document(NamedTuple):
    """What is indexed of one source: its row in the catalogue, and words as :mod:`briefing.library.words` gives them.

    ``day`` is ``2024-01-31`` or "" for a source without a date. Contents are not stored.
    """

    row: int
    words: str
    title: str = ""
    publisher: str = ""
    author: str = ""
    tags: str = ""
    day: str = ""


class Damaged(BriefingError):
    """The index is missing or cannot be used and has to be built again."""


class Missing(Damaged):
    """There is no index."""


class Writing(Protocol):
    """A batch of changes to an index."""

    def put(self, documents: Iterable[Document]) -> None:
        """Add documents in place of those with the same rows. A row comes once in a batch."""

    def remove(self, rows: Iterable[int]) -> None:
        """Take documents away."""

    def commit(self) -> None:
        """Make everything so far last and findable."""

    def close(self) -> None:
        """End the batch; what was not committed is dropped."""


class Index(Protocol):
    """A ranked full-text index. Searching is safe from several threads and while another program writes."""

    def search(self, query: Node, limit: int, check: Check | None = None) -> Sequence[tuple[int, float]]:
        """Return rows and scores, best first. Raises ``Damaged``.

        ``check`` tells of some rows whether they match, where that is quicker than looking further in the index.
        """

    def size(self) -> int:
        """Return how many documents can be found."""

    def reload(self) -> None:
        """See what was committed since, by this program or another. Raises ``Damaged``."""

    def writing(self, *, many: bool) -> Writing:
        """Begin a batch of changes; ``many`` expects thousands. Raises ``Damaged``."""

    def close(self) -> None:
        """Let go of the files."""
