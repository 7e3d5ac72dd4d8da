"""Quotation marks: which spans of a paragraph stand between them, in any of the notations that news uses.

Marks are read as opening or closing from their shape where it says so, and from the white space around them where it
does not, so that mixed and mistyped marks still pair. Pairs nest; the outermost counts. What an opening mark without
its closing one encloses ends with its paragraph when the next paragraph opens again (a quotation over several
paragraphs), and with its sentence otherwise: an unclosed mark never swallows the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefing.extract.finding import Span


@dataclass(slots=True)
class Quotation:
    """An outermost pair of marks. ``start`` and ``end`` lie inside the marks, ``left`` and ``right`` outside.

    Nothing changes one once it is made.
    ``paragraph`` counts from 0. ``closed`` is false when the closing mark is missing, ``single`` true for single marks.
    """

    start: int
    end: int
    left: int
    right: int
    paragraph: int
    closed: bool = True
    single: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    family: str
    side: str  # "o" opens, "c" closes, "?" either


_DOUBLE = re.compile(
    r"[\"“”„‟〝〞«»「」『』`'’‘,<>](?:(?<=[\"“”„‟〝〞«»「」『』])|(?<=`)`|(?<=')'|(?<=’)’|(?<=‘)‘|(?<=,),(?=\w)"
    r"|(?<=<)<(?=\w)|(?<=[\w.,!?]>)>)"
)
_SINGLE = re.compile(r"['‘’‚‹›](?:(?<=['‘‚‹])(?<!\w.)(?=[^\W\d]|[$“\"])|(?<=['’›])(?<=[\w.,!?…%”\"].)(?!\w))")
"""Marks. Both patterns open with a set of characters, since that is what text is searched for fastest; what stands
around the mark is looked at behind it."""
_OPENS_SINGLE = "'‘‚‹"
_ELISION = re.compile(r"['‘](?:em|til|tis|twas|cause|n|bout|round|cuz)\b", re.IGNORECASE)
_FAMILY = {"«": "«", "»": "«", "<<": "«", ">>": "«", "「": "「", "」": "「", "『": "『", "』": "『"}
_SIDE = {
    "“": "o",
    "”": "c",
    "„": "o",
    ",,": "o",
    "``": "o",
    "‘‘": "o",
    "’’": "c",
    "「": "o",
    "」": "c",
    "『": "o",
    "』": "c",
}
_OPENS_BEFORE = "([{—–-/\u00a0>"
_RUN = 3
"""Paragraphs that a quotation may run on without a mark of its own."""
_STOPS = re.compile(r"[.!?…](?=\s|$)")


def quotations(text: str, paragraphs: Sequence[Span]) -> Iterator[Quotation]:
    """Yield the outermost quotations of each paragraph, in order. ``paragraphs`` are spans of ``text``."""
    may_be_single = any(map(text.__contains__, _OPENS_SINGLE))
    runs_to: tuple[int, int] | None = None  # where a quotation ends that runs on without marks: paragraph and offset
    for number, (start, end) in enumerate(paragraphs):
        begin = start
        if runs_to is not None:
            stop = runs_to[1] if number == runs_to[0] else end
            yield Quotation(start, stop, start, min(stop + 1, end), number)
            begin = min(stop + 1, end)
            runs_to = runs_to if number < runs_to[0] else None
        marks = [_mark(text, m, start, end) for m in _DOUBLE.finditer(text, begin, end)]
        if not marks:  # most paragraphs
            if may_be_single:
                yield from _single(text, begin, end, number)
            continue
        pairs, unclosed = _paired(text, marks)
        if unclosed is not None:
            following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else None
            runs_to = _runs_to(text, unclosed, marks, paragraphs, number)
            goes_on = runs_to is not None or _opens(text, following)
            _close(text, unclosed, pairs, marks, end, opens_again=goes_on)
        outer = _outermost(pairs, number, text)
        yield from _with_single(text, begin, end, outer, number) if may_be_single else outer


def _runs_to(
    text: str, opened: _Mark, marks: Sequence[_Mark], paragraphs: Sequence[Span], number: int
) -> tuple[int, int] | None:
    """Return the paragraph and the offset of the mark that closes a quotation opened in paragraph ``number``."""
    if any(m.start > opened.start for m in marks):
        return None
    for later in range(number + 1, min(number + 1 + _RUN, len(paragraphs))):
        start, end = paragraphs[later]
        match = _DOUBLE.search(text, start, end)
        if match is not None:
            mark = _mark(text, match, start, end)
            closes = mark.side == "c" and mark.family == opened.family and mark.start > start
            return (later, mark.start) if closes else None
    return None


def _mark(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    mark = match.group()
    at, stop = match.span()
    before = text[at - 1] if at > start else " "
    after = text[stop] if stop < end else " "
    side = _SIDE.get(mark)
    looks = _looks(before, after)
    if side is None or (side == "o" and mark == "“" and looks == "c"):
        side = looks
    elif side == "c" and mark == "”" and looks == "o" and before.isspace():
        side = "o"
    return _Mark(at, stop, _FAMILY.get(mark, '"'), side)


def _looks(before: str, after: str) -> str:
    """Say what the neighbours make of a mark that could be either."""
    opens = before.isspace() or before in _OPENS_BEFORE
    closes = after.isspace() or after in ".,;:!?)]}—–-…/<"
    if opens == closes:
        return "?"
    return "o" if opens else "c"


def _paired(text: str, marks: Sequence[_Mark]) -> tuple[list[tuple[_Mark, _Mark]], _Mark | None]:
    """Pair the marks of a paragraph; return the pairs and the first opening mark that is left over."""
    pairs: list[tuple[_Mark, _Mark]] = []
    stack: list[_Mark] = []
    orphan: _Mark | None = None
    for mark in marks:
        opened = stack[-1] if stack else None
        same = opened is not None and opened.family == mark.family
        if same and (mark.side != "o" or text[opened.start] == "„"):  # type: ignore[union-attr]
            pairs.append((stack.pop(), mark))
        elif mark.side != "c":
            stack.append(mark)
        elif not stack:
            if orphan is not None and orphan.family == mark.family:
                pairs.append((orphan, mark))
                orphan = None
            elif text[mark.start - 1] in ",:" and mark.start:
                orphan = mark
    return pairs, stack[0] if stack else None


def _opens(text: str, at: int | None) -> bool:
    if at is None:
        return False
    match = _DOUBLE.match(text, at)
    return match is not None and match.group() not in "”»’’」』"


def _close(
    text: str, opened: _Mark, pairs: list[tuple[_Mark, _Mark]], marks: Sequence[_Mark], end: int, *, opens_again: bool
) -> None:
    """Give an opening mark without partner an end."""
    if opens_again:
        pairs.append((opened, _Mark(end, end, opened.family, "c")))
        return
    limit = min((m.start for m in marks if m.start > opened.start), default=end)
    stop = _STOPS.search(text, opened.end, limit)
    close = stop.end() if stop else limit
    while close > opened.end and text[close - 1].isspace():
        close -= 1
    pairs.append((opened, _Mark(close, close, opened.family, "c")))


def _outermost(pairs: list[tuple[_Mark, _Mark]], number: int, text: str) -> list[Quotation]:
    kept: list[Quotation] = []
    for opened, closed in sorted(pairs):
        if kept and opened.start < kept[-1].right:
            continue
        if opened.start and text[opened.start - 1] == "=":  # an attribute of markup that was left in the text
            continue
        start, end = opened.end, closed.start
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        label = _label(text, start, end)
        if start < end:
            kept.append(
                Quotation(label or start, end, label or opened.start, closed.end, number, closed.end > closed.start)
            )
    return kept


_LABEL = re.compile(r"(?:[A-Z][\w.’'-]*[ ]){0,3}([A-Z][A-Z’'-]{2,}):\s+(?=\S)")


def _label(text: str, start: int, end: int) -> int | None:
    """Return where a quotation starts that opens with its speaker's name, as transcripts do: “RUIZ: We …”.

    The name is written in capitals and stands elsewhere in the text in small letters.
    """
    match = _LABEL.match(text, start, end)
    known = match and (match[1].title() in text or match[1].lower() in text)
    return match.end() if match and known else None


def _with_single(text: str, start: int, end: int, outer: list[Quotation], number: int) -> Iterator[Quotation]:
    """Add what stands between single marks outside the double ones."""
    at = start
    for quotation in outer:
        yield from _single(text, at, quotation.left, number)
        yield quotation
        at = quotation.right
    yield from _single(text, at, end, number)


def _single(text: str, start: int, end: int, number: int) -> Iterator[Quotation]:
    opened: int | None = None
    closed: int | None = None
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        opens = match.group() in _OPENS_SINGLE and (
            at == start or not (text[at - 1].isalnum() or text[at - 1] in '.,!?…%”"')
        )
        if opens:
            if _ELISION.match(text, at):
                continue
            if opened is not None and closed is not None:
                yield Quotation(opened + 1, closed, opened, closed + 1, number, single=True)
            opened, closed = at, None
        elif opened is not None and (closed is None or _owns(text, closed)):
            closed = at
    if opened is not None and closed is not None:
        yield Quotation(opened + 1, closed, opened, closed + 1, number, single=True)


def _owns(text: str, mark: int) -> bool:
    """Say whether a single mark looks like the apostrophe of a plural owner: the voters’ choice."""
    return text[mark - 1] == "s" and text[mark + 1 : mark + 2] == " " and text[mark + 2 : mark + 3].islower()
