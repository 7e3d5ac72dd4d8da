"""A line of a page and where it stands. Lengths are in points, y grows upwards."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """One line of text. ``hyphen`` says that the PDF library took a hyphen off its end: the word goes on.

    ``height`` is that of its letters with their ascent and descent, ``width`` its length; neither is ever nothing.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    hyphen: bool = False
    height: float = field(init=False)
    width: float = field(init=False)

    def __post_init__(self) -> None:
        self.height = max(self.top - self.bottom, 0.1)
        self.width = max(self.right - self.left, 0.1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: what it is called in the document, and its lines in reading order."""

    label: str
    lines: tuple[Line, ...]

    @property
    def middle(self) -> float:
        """The height halfway between its highest and its lowest line."""
        if not self.lines:
            return 0.0
        return (max(line.top for line in self.lines) + min(line.bottom for line in self.lines)) / 2
