"""Quotation marks: which spans of a paragraph stand between them, in any of the notations that news uses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.extract.finding import Span


@dataclass(frozen=True, slots=True)
class Quotation:
    """An outermost pair of marks. ``start`` and ``end`` lie inside the marks, ``left`` and ``right`` outside.

    ``closed`` is false when the closing mark is missing: the span then ends with its paragraph.
    """

    start: int
    end: int
    left: int
    right: int
    paragraph: int
    closed: bool = True


CLOSING = {"“": '”"', "„": '“”"', "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "《": "》", '"': '"”', "”": "”"}
_MARK = re.compile(r"[\"“”„«»「」『』]")


def quotations(text: str, paragraphs: Sequence[Span]) -> Iterator[Quotation]:
    """Yield the outermost quotations of each paragraph, in order."""
    for number, (start, end) in enumerate(paragraphs):
        opened: re.Match[str] | None = None
        for mark in _MARK.finditer(text, start, end):
            if opened is None:
                if mark.group() in CLOSING:
                    opened = mark
            elif mark.group() in CLOSING[opened.group()]:
                yield Quotation(opened.end(), mark.start(), opened.start(), mark.end(), number)
                opened = None
        if opened is not None and opened.end() < end:
            yield Quotation(opened.end(), end, opened.start(), end, number, closed=False)
