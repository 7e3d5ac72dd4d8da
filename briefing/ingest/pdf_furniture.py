"""Which lines of a document's pages are running headers, running footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

from briefing.ingest.pdf_line import Line, Sheet
from briefing.ingest.pdf_spacing import usual_height

HEADER, FOOTER, NUMBER = "running header", "running footer", "page number"

_EDGE = 3
"""How many lines from the top and from the bottom of a page can be furniture."""
_NEAR = 3.0
"""How far a repeated line may wander from page to page, in points."""
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p|pg|seite|s|página|pagina|стр|с)\.?\s*)?(?P<number>\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|von|de|di|sur|из|\|)\s*(?P<total>\d{1,4}))?\W*",
    re.IGNORECASE,
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A line near the top or bottom of a page: page and line number, its words without numbers, and its edge."""

    page: int
    number: int
    line: Line
    words: str
    upper: bool


def classify(sheets: Sequence[Sheet]) -> list[list[str | None]]:
    """Return for each line of each page why it is furniture, or None."""
    marks: list[list[str | None]] = [[None] * len(sheet.lines) for sheet in sheets]
    spots = list(_spots(sheets))
    numbers = _page_numbers(spots, sheets)
    repeated = _repeated([spot for spot in spots if (spot.page, spot.number) not in numbers])
    for spot in spots:
        if (spot.page, spot.number) in numbers:
            marks[spot.page][spot.number] = NUMBER
        elif (spot.page, spot.number) in repeated:
            marks[spot.page][spot.number] = HEADER if spot.upper else FOOTER
    sure = numbers | _often([spot for spot in spots if (spot.page, spot.number) in repeated], pages=len(sheets))
    kept = [_from_the_edge(sheet, marks[page], {n for p, n in sure if p == page}) for page, sheet in enumerate(sheets)]
    for page, number in _stamps(sheets):
        kept[page][number] = HEADER
    for page, number in list(_own_words(sheets, kept)):
        kept[page][number] = None
    return kept


_STOP = re.compile(r"[.!?…:;]['\"”’»)\]]*$")
_FEWEST = 5
"""Words of a sentence, with a stop behind them; headers and footers are names and titles."""
_WORDS = re.compile(r"[^\W\d_]{2,}")
_MARGIN = 60.0
"""Points from the lower edge of a page in which no text begins."""


def _own_words(sheets: Sequence[Sheet], marks: Sequence[list[str | None]]) -> Iterator[tuple[int, int]]:
    """Return the lines that are the text of pages which would have none left: as short as "Output rose 4 % in 2021."

    They look like headers, for other pages say the same but for the numbers. Of a document without any other text
    these are all its sentences, and lines of some words that change above the margin, where scans have their stamps;
    else those sentences that no other page repeats.
    """
    bare = [page for page, sheet in enumerate(sheets) if sheet.lines and None not in marks[page]]
    lines = [(page, n) for page in bare for n, mark in enumerate(marks[page]) if mark in (HEADER, FOOTER)]
    alone = all(None not in each for each in marks)
    words = {(page, n): _said(sheets, page, n, whole=alone) for page, n in lines}
    often = Counter(words.values())
    for page, n in lines:
        line, single = sheets[page].lines[n], often[words[page, n]] == 1
        count = len(_WORDS.findall(line.text))
        sentence = count >= _FEWEST and _STOP.search(line.text) is not None
        changing = alone and count > 1 and len(marks[page]) == 1 and line.bottom > _MARGIN
        if (sentence and alone) or ((sentence or changing) and single):
            yield page, n


def _said(sheets: Sequence[Sheet], page: int, n: int, *, whole: bool) -> str:
    """Return a line, without the number of its page unless it is to be the ``whole`` one."""
    text = sheets[page].lines[n].text
    own = () if whole else (sheets[page].label, str(page + 1))
    return _DIGITS.sub(lambda digits: "#" if digits[0] in own else digits[0], text)


def _stamps(sheets: Sequence[Sheet]) -> Iterator[tuple[int, int]]:
    """Return the large words (DRAFT, CONFIDENTIAL) that stand in the same place on half of the pages or more."""
    usual = median(usual_height(sheet.lines) for sheet in sheets) if len(sheets) > 2 else 0
    places: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for page, sheet in enumerate(sheets):
        for number, line in enumerate(sheet.lines):
            if line.height > 2 * usual > 0 and len(line.text) < 60:
                places.setdefault((line.text, round(line.left), round(line.top)), []).append((page, number))
    for found in places.values():
        if len({page for page, _ in found}) >= max(3, len(sheets) / 2):
            yield from found


def _spots(sheets: Sequence[Sheet]) -> Iterator[_Spot]:
    for page, sheet in enumerate(sheets):
        order = sorted(range(len(sheet.lines)), key=lambda n: -sheet.lines[n].top)
        edge = min(_EDGE, (len(order) + 1) // 2)
        for upper, chosen in ((True, order[:edge]), (False, order[max(edge, len(order) - edge) :])):
            for number in chosen:
                line = sheet.lines[number]
                words = _DIGITS.sub("#", " ".join(line.text.casefold().split()))
                yield _Spot(page, number, line, words, upper)


def _repeated(spots: Sequence[_Spot]) -> set[tuple[int, int]]:
    """Return the lines whose words stand at the same height on several pages, or in a band that such lines fill."""
    groups: dict[tuple[str, bool], list[_Spot]] = {}
    for spot in spots:
        if len(spot.words) < 200:
            groups.setdefault((spot.words, spot.upper), []).append(spot)
    pages = 1 + max((spot.page for spot in spots), default=0)
    found: set[tuple[int, int]] = set()
    bands: Counter[tuple[bool, int]] = Counter()
    for (_, upper), group in groups.items():
        for spot in _aligned(group, needed=2 if pages < 5 else 3):
            found.add((spot.page, spot.number))
            bands[upper, round(spot.line.top / _NEAR)] += 1
    full = {band for band, count in bands.items() if count >= 4 and 2 * count >= pages}
    found.update((spot.page, spot.number) for spot in spots if (spot.upper, round(spot.line.top / _NEAR)) in full)
    return found


def _aligned(group: Sequence[_Spot], *, needed: int) -> list[_Spot]:
    """Return the spots of a group that stand at one height on at least ``needed`` pages."""
    heights = Counter(round(spot.line.top / _NEAR) for spot in group)
    kept = []
    for spot in group:
        step = round(spot.line.top / _NEAR)
        if sum(heights[step + near] for near in (-1, 0, 1)) >= needed:
            kept.append(spot)
    return kept if len({spot.page for spot in kept}) >= needed else []


def _page_numbers(spots: Sequence[_Spot], sheets: Sequence[Sheet]) -> set[tuple[int, int]]:
    """Return the lines that hold nothing but the number of their page."""
    found: list[tuple[_Spot, int]] = []
    sure: set[tuple[int, int]] = set()
    for spot in spots:
        match = _PAGE_NUMBER.fullmatch(spot.line.text)
        if match is None:
            continue
        if match["number"].casefold() == sheets[spot.page].label.casefold() or match["total"]:
            sure.add((spot.page, spot.number))
        found.append((spot, _value(match["number"]) - spot.page))
    shifts = Counter(shift for _, shift in found)
    return sure | {(spot.page, spot.number) for spot, shift in found if shifts[shift] > 1}


def _value(number: str) -> int:
    """Return the value of an Arabic or a Roman number."""
    if number.isdecimal():
        return int(number)
    digits = [_ROMAN[letter] for letter in number.casefold()]
    return sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0], strict=True))


def _often(repeated: Sequence[_Spot], *, pages: int) -> set[tuple[int, int]]:
    """Return the lines whose words stand on so many pages that they are no words that pages happen to share.

    Two headers may take turns, and the first page often has none: two pages in five, and three at least.
    """
    groups: dict[tuple[str, bool], list[_Spot]] = {}
    for spot in repeated:
        groups.setdefault((spot.words, spot.upper), []).append(spot)
    often = (group for group in groups.values() if len({spot.page for spot in group}) >= max(3, 0.4 * pages))
    return {(spot.page, spot.number) for group in often for spot in group}


def _from_the_edge(sheet: Sheet, marks: list[str | None], sure: set[int]) -> list[str | None]:
    """Keep only furniture with nothing but furniture between it and the edge of the page, and a gap to the rest.

    Without the gap, pages that start with the same words would lose them; ``sure`` are the numbers of lines that need
    no more of one than the eye, since margins may be small.
    """
    leading = _leading(sheet)
    kept: list[str | None] = [None] * len(marks)
    order = sorted(range(len(marks)), key=lambda n: -sheet.lines[n].top)
    for walk in (order, order[::-1]):
        run = list(takewhile(lambda n: marks[n] is not None, walk))
        while run and len(run) < len(walk):
            gap, height = _gap(sheet.lines[run[-1]], sheet.lines[walk[len(run)]])
            if gap > 0.6 * height or (run[-1] in sure and gap > leading + 0.2 * height):
                break
            run.pop()
        for number in run:
            kept[number] = marks[number]
    return kept


def _gap(line: Line, other: Line) -> tuple[float, float]:
    """Return how far two lines stand apart, and the height of the smaller one."""
    return max(line.bottom - other.top, other.bottom - line.top), min(line.height, other.height)


def _leading(sheet: Sheet) -> float:
    """Return the usual space between two lines of a page."""
    order = sorted(sheet.lines, key=lambda line: -line.top)
    gaps = [gap for gap, height in (_gap(*pair) for pair in pairwise(order)) if -0.3 * height < gap < height]
    return max(0.0, median(gaps)) if gaps else 0.0
