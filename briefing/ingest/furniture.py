"""Which parts of a text are not the report.

A page, read from top to bottom, is in one of four states: *before* the report, in the *report*, in something *inside*
it that does not belong to it, *after* it. Each line's traits (:mod:`briefing.ingest.lines`) speak for one state or
another, and changing the state costs something; the sequence of states that all this speaks for most is the answer
(Viterbi's algorithm, linear in the number of lines). What traits and changes are worth stands in
``data/furniture_weights.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from briefing.ingest.dates import days
from briefing.ingest.lines import HEAD, Line, describe, lines
from briefing.ingest.phrases import DATA
from briefing.ingest.source import Furniture

BEFORE, REPORT, INSIDE, AFTER = range(4)
_STATES = ("before", "report", "inside", "after")
_NEVER = -1e9

Weights = dict[str, tuple[float, ...]]


@cache
def weights() -> Weights:
    """Return what each trait, and each change of state (``from report``), speaks for the four states."""
    table: Weights = {}
    for row in (DATA / "furniture_weights.txt").read_text("utf-8").splitlines():
        if row and not row.startswith("#"):
            name, *numbers = (cell.strip() for cell in row.split("|"))
            table[name] = tuple(float(number) if number != "-" else _NEVER for number in numbers)
    return table


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out: its lines, the reason why each is furniture (None: it is not), and which is the title."""

    lines: Sequence[Line]
    reasons: Sequence[str | None]
    title: int | None

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        """The furniture in order; neighbouring lines with one reason are one span."""
        return tuple(_joined(self.lines, self.reasons))


def find(text: str, *, start: int = 0) -> tuple[Furniture, ...]:
    """Return the furniture of ``text`` behind ``start``, in order, each with a reason of few words."""
    return layout(text, start=start).furniture


def layout(text: str, *, start: int = 0, title: str | None = None, pasted: bool = True) -> Layout:
    """Return how ``text`` behind ``start`` is laid out, in time linear in its length.

    ``title`` is the document's title where it is known. ``pasted`` tells whether the text may be a whole page, with all
    that stood around the report; otherwise, and where few phrases show that it is one, only what a phrase names is
    furniture. A text in which no report is found has no furniture.
    """
    found = lines(text, start)
    if title and not any(line.reason for line in found):
        head = _known(found, title)
        if head is None or not _again(found, head):
            return Layout(found, [None] * len(found), head)
    describe(found)
    path = states(found)
    head = _known(found, title) if title else _title(found, path)
    if any(line.reason for line in found):
        reasons = _reasons(found, path)
        if not (pasted and _is_page(found)):
            _carefully(found, reasons)
        if REPORT in path:
            _resume(found, path, reasons)
            _promos(found, reasons)
            _tail(found, reasons)
    else:
        reasons = [None] * len(found)
    if REPORT in path:
        _titles(found, head, reasons)
    if None not in reasons or REPORT not in path:
        reasons = [None] * len(found)
    return Layout(found, reasons, head)


def states(found: Sequence[Line]) -> list[int]:
    """Return the state of each line."""
    if not found:
        return []
    table = weights()
    (bb, br, _, _), (_, rr, ri, ra), (_, ir, ii, _), (_, _, _, aa) = (table[f"from {state}"] for state in _STATES)
    start = table["from start"]
    before, report, inside, after = (a + b for a, b in zip(start, _worth(tuple(found[0].traits)), strict=True))
    came: list[tuple[int, int, int]] = []  # the best state before report, before inside, before after
    for line in found[1:]:
        worth = _worth(tuple(line.traits))
        to_report = (before + br, report + rr, inside + ir)
        best = max(to_report)
        stays, leaves = inside + ii, report + ri
        ended, ends = after + aa, report + ra
        came.append(
            (to_report.index(best), INSIDE if stays > leaves else REPORT, AFTER if ended > ends else REPORT),
        )
        before += bb + worth[0]
        report = best + worth[1]
        inside = (max(leaves, stays)) + worth[2]
        after = (max(ends, ended)) + worth[3]
    last = (before, report, inside, after)
    return _traced(came, last.index(max(last)))


@lru_cache(maxsize=4096)
def _worth(traits: tuple[str, ...]) -> tuple[float, float, float, float]:
    """Return what the traits of a line together speak for the four states; many lines are alike."""
    table = weights()
    before = report = inside = after = 0.0
    for trait in traits:
        if row := table.get(trait):
            before += row[0]
            report += row[1]
            inside += row[2]
            after += row[3]
    return before, report, inside, after


def _traced(came: Sequence[tuple[int, int, int]], last: int) -> list[int]:
    path = [last]
    for origins in reversed(came):
        path.append(origins[path[-1] - 1] if path[-1] != BEFORE else BEFORE)
    return path[::-1]


def _reasons(found: Sequence[Line], path: Sequence[int]) -> list[str | None]:
    """Return why each line is furniture; None for those of the report."""
    return [None if state == REPORT else _reason(line, state) for line, state in zip(found, path, strict=True)]


def _reason(line: Line, state: int) -> str:
    if line.reason:
        return line.reason
    for trait in line.traits:
        if trait.startswith("under "):
            return trait.removeprefix("under ")
    if "time" in line.traits and any(days(line.text)):
        return "date"
    if state == INSIDE:
        return "caption" if "comma" in line.traits or line.solid else "teaser"
    return "teaser" if line.solid or (state == AFTER and len(line.text) > 40) else "navigation"


_INTERRUPTS = frozenset({"player", "subscription", "advertisement", "share", "promo", "credit", "caption"})
_CLOSES = frozenset({"related", "comments", "legal", "bio", "sources", "navigation"})
_SAYS = re.compile(r"\b(?:said|says|told|added|according to)\b|[“”\"«»]")
_GOES_ON = 9
"""How many lines behind the report's last one may be an interruption."""


def _resume(found: Sequence[Line], path: Sequence[int], reasons: list[str | None]) -> None:
    """Keep paragraphs that report what somebody says behind an interruption of the report: a player, a newsletter.

    Dimming report text costs more than keeping a teaser; behind related stories, comments and law none is kept.
    """
    last = max(number for number, state in enumerate(path) if state == REPORT)
    interrupted = False
    for number in range(last + 1, min(len(found), last + _GOES_ON)):
        line = found[number]
        if line.reason in _CLOSES:
            return
        interrupted = interrupted or line.reason in _INTERRUPTS
        if interrupted and line.solid and not line.reason and _SAYS.search(line.text):
            reasons[number] = None


_AROUND = frozenset({"share", "subscription", "related", "comments", "legal", "advertisement", "promo"})


def _is_page(found: Sequence[Line]) -> bool:
    """Say whether a text shows phrases of a web page: one whole line, or two lines that start with one or hold one.

    A text that does not is a manual, minutes, a table: it keeps its lines, however short they are.
    """
    return sum(2 if line.whole else line.reason in _AROUND for line in found) >= 2


def _carefully(found: Sequence[Line], reasons: list[str | None]) -> None:
    """Keep as furniture only what a phrase names, and the short line under it."""
    for number, line in enumerate(found):
        named = line.reason or (not line.solid and any(trait.startswith("under ") for trait in line.traits))
        if not named:
            reasons[number] = None


def _promos(found: Sequence[Line], reasons: list[str | None]) -> None:
    """Mark lines that send the reader elsewhere, with the heading above them, wherever they stand."""
    for number, line in enumerate(found):
        if reasons[number] is None and line.reason == "advertisement" and not line.solid:
            reasons[number] = line.reason
        if reasons[number] is None and line.reason in _ELSEWHERE and not line.whole and len(line.text) < HEAD:
            reasons[number] = line.reason
            above = number - 1
            if line.solid and above > 0 and reasons[above] is None and found[above].traits[0] in _HEADING:
                reasons[above] = line.reason


_ELSEWHERE = frozenset({"promo"})
_HEADING = frozenset({"length 1", "length 2", "length 3"})


def _tail(found: Sequence[Line], reasons: list[str | None]) -> None:
    """Mark what names law, subscription or the author at the end, where only furniture follows."""
    for number in range(len(found) - 1, 0, -1):
        if reasons[number] is None:
            if found[number].reason in _CLOSING:
                reasons[number] = found[number].reason
            elif reasons[number + 1 : number + 2] == ["bio"] and found[number + 1].text.startswith(found[number].text):
                reasons[number] = "byline"
            else:
                return


_CLOSING = frozenset({"legal", "subscription", "bio", "comments", "share", "promo", "related"})


def _titles(found: Sequence[Line], number: int | None, reasons: list[str | None]) -> None:
    """Leave the title in the report, and mark its repetitions."""
    if number is None:
        return
    reasons[number] = None
    _summary(found, number, reasons)
    same = found[number].text
    for other in range(number + 1, len(found)):
        if found[other].text == same:
            reasons[other] = "repeated title"


def _summary(found: Sequence[Line], title: int, reasons: list[str | None]) -> None:
    """Leave in the report what sums it up under its title: points, and what stands over the byline or date."""
    for number in range(title + 1, min(len(found), title + 1 + _SUMMARY)):
        if not (found[number].point and _sums_up(found[number])):
            break
        reasons[number] = None
    for number in range(title + 1, min(len(found), title + 1 + _SUMMARY)):
        line = found[number]
        if line.reason == "byline" or _is_date(line):
            for kept in range(title + 1, number):
                if reasons[kept] == "navigation" and _sums_up(found[kept]):
                    reasons[kept] = None
            return


def _sums_up(line: Line) -> bool:
    return not line.reason and "words small" in line.traits and line.text.count(" ") >= _WORDS_OF_SUMMARY


_WORDS_OF_SUMMARY = 6


def _known(found: Sequence[Line], title: str) -> int | None:
    """Return the first line that is ``title``."""
    low = " ".join(title.lower().split())
    return next((number for number, line in enumerate(found) if line.text == low), None)


def _again(found: Sequence[Line], number: int) -> bool:
    """Say whether another line says the same."""
    line = found[number]
    size = len(line.written)
    return any(other.text == line.text for other in found if len(other.written) == size and other is not line)


def _title(found: Sequence[Line], path: Sequence[int]) -> int | None:
    """Return which line is the title: one that stands twice above the first paragraph, else the one that a byline or a
    date stands under, else the nearest likely one."""
    body = next((n for n, line in enumerate(found) if path[n] == REPORT and line.solid), None)
    if body is None:  # paragraphs taken apart, points without full stops: what is long comes close to one
        body = next((n for n, line in enumerate(found) if path[n] == REPORT and n and line.size >= _LONG), None)
    if body is None:
        return None
    above = [n for n in range(max(0, body - _HEAD_LINES), body) if _titled(found[n])]
    if not above and body and path[0] == REPORT and _titled(found[0]):
        return 0
    first: dict[str, int] = {}
    for number in above:
        if found[number].text in first:
            return first[found[number].text]
        first[found[number].text] = number
    over = _over_byline(found, body)
    return over if over is not None else above[-1] if above else None


_LONG = 81
"""Characters of a line that may be part of a paragraph."""
_HEAD_LINES = 15
"""How far above the first paragraph a title is looked for."""
_SUMMARY = 4
"""How many lines may stand between a title and the byline or date under it: a summary, a picture's description."""


def _over_byline(found: Sequence[Line], body: int) -> int | None:
    """Return the first of the likely lines that stand together over a byline or a date above the first paragraph."""
    top = max(0, body - _HEAD_LINES)
    for anchor in range(top + 1, body):
        line = found[anchor]
        if line.reason != "byline" and not _is_date(line):
            continue
        near = range(anchor - 1, max(top, anchor - _SUMMARY) - 1, -1)
        over = next((n for n in near if _headline(found[n]) and not _labelled(found, n)), None)
        while over is not None and over > top and _headline(found[over - 1]):
            over -= 1
        if over is not None:
            return over
    return None


_KIND = re.compile(r"\b(?:press|news|media) (?:release|statement)\b")
"""What says of which kind a document is, over its title."""


def _headline(line: Line) -> bool:
    """Say whether a line looks like a title wherever it stands: even where no word of it comes up again."""
    if _KIND.search(line.text):
        return False
    return line.traits[0] not in _SHORT and "you" not in line.traits and _titled(line, alone=True)


def _labelled(found: Sequence[Line], number: int) -> bool:
    """Say whether the line above ends in a colon: what stands under "From:" is no title."""
    return number > 0 and "ends :" in found[number - 1].traits


_SHORT = frozenset({"length 0", "length 1"})


def _titled(line: Line, *, alone: bool = False) -> bool:
    words = line.text.count(" ") + 1
    length = line.traits[0]
    if line.reason or line.point or not 3 < words < 30 or length.endswith(".") or _NOT_TITLE.intersection(line.traits):
        return False
    if sum(map(str.isdigit, line.text)) * 4 > len(line.text):  # a row of a table
        return False
    return (alone or "shares none" not in line.traits) and not _is_date(line)


def _is_date(line: Line) -> bool:
    return "time" in line.traits and any(day.end - day.start + _BESIDE > line.size for day in days(line.text))


_BESIDE = 34
"""Characters of a place, a time and a weekday that may stand beside a date in a line that gives it."""


_NOT_TITLE = frozenset({"ends :", "link", "pipes", "glued", "no letters"})


def _joined(found: Sequence[Line], reasons: Sequence[str | None]) -> Iterator[Furniture]:
    """Yield the spans of neighbouring lines that share a reason."""
    first = last = None
    reason: str | None = None
    for line, why in zip(found, reasons, strict=True):
        if why != reason:
            if first and last and reason:
                yield Furniture(first.start, last.end, reason)
            first, reason = line, why
        last = line
    if first and last and reason:
        yield Furniture(first.start, last.end, reason)
