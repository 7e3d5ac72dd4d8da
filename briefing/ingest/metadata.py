"""What the text itself says of its title, publisher, author, date and address: nothing rather than a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from briefing.ingest.dates import Day, days, is_month
from briefing.ingest.furniture import Layout
from briefing.ingest.language import guess
from briefing.ingest.source import Metadata

_LABEL = re.compile(r"^(?:subject|headline|title|betreff|objet|asunto|oggetto)\s*:\s+", re.IGNORECASE)
"""What a pasted mail or form writes before a title."""
_FIRST = 12
"""How many lines above and into the report are looked at."""
_WORD = r"[A-ZÀ-ÞА-ЯЁІЇЄŁŚŻČŠŽ][\w'’-]*"
_NAME = rf"(?:[A-Z]\.(?:[A-Z]\.)*|{_WORD})"
_BY = re.compile(
    r"(?:(?:[Ww]ritten|[Pp]osted|[Pp]ublished|[Rr]eported) by|[Aa]uthor:|[Aa]utor:|By:?|BY:?|by|Von|Par|Por|Автор:)\s+"
    rf"(?P<names>{_NAME}(?:[ ,&]+(?:and |und |et |y |de |van |von |der )*{_NAME}){{0,7}})"
)
_END_OF_NAMES = re.compile(
    r"\s*(?:[|•·/(–—]|,? (?:\d|[Pp]ublished|[Uu]pdated|[Pp]osted|[Ss]taff)|[A-Z][a-z]{2,8}\.? \d).*$"
)
_BIO = re.compile(
    rf"(?P<who>{_NAME}(?: {_NAME}){{1,3}}) is (?:an?|the) (?:[\w-]+ ){{0,4}}"
    r"(?:editor|reporter|writer|journalist|correspondent|columnist)"
    rf"(?: (?:at|for|with|of) (?:the )?(?P<outlet>{_WORD}(?: {_WORD}){{0,3}}))?"
)
_DESCRIBED = re.compile(
    rf"(?P<who>{_WORD} {_WORD})(?: in {_WORD})?,? (?:[A-Za-z][\w&-]+ ){{0,3}}"
    r"(?:correspondent|reporter|editor|writer|columnist)$"
)
"""A name with what its bearer does for the outlet, which many print instead of "by"."""
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)\s*(?:[Cc]opyright\s*|©\s*)?(?P<years>(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)?\d\d)?)?,?\s*"
    rf"(?:by )?(?P<holder>{_NAME}(?:[ ]&?[ ]?{_NAME}){{0,4}})"
)
_LEGAL_FORM = re.compile(r"[,.]? (?:All|Inc|INC|PVT|Pvt|LTD|LLC|Ltd|Limited|GmbH|AG|plc|PLC|Co|Corp|S\.A|Rights)\b.*$")
_SAYS_DATE = re.compile(
    r"^\W*(?:date|dated|published|first published|posted|datum|fecha|дата)\b[\s:]*(?:on |at )?", re.IGNORECASE
)
_UPDATED = re.compile(r"\b(?:updated|modified|aktualisiert|mis à jour|actualizado|обновлено|оновлено)\b", re.IGNORECASE)
_OF_ANOTHER = re.compile(
    r"\b(?:ended|ending|until|since|through|due|before|after|effective|expires?|to)\s(?:on\s)?$", re.IGNORECASE
)
"""What stands before a date that is none of the report: the year ended 30 June 2013."""
_ADDRESS = re.compile(r"^(?:(?:url|source|link|canonical)\s*:\s*)?(?P<url>https?://[^\s<>\"]+)$", re.IGNORECASE)
_DATED_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|-|$)")
_REST = re.compile(r"[^\W\d_]{3,}")


def from_text(text: str, page: Layout, *, known: Metadata) -> Metadata:
    """Return what ``text``, laid out as ``page``, says where ``known`` says nothing."""
    rows = _Rows(text, page)
    bio = next((found for line in rows.furniture("bio") if (found := _BIO.search(line))), None)
    url = known.url or _url(rows)
    return Metadata(
        title=known.title or rows.title,
        publisher=known.publisher or _publisher(rows, bio),
        author=known.author or _author(rows, bio),
        date=known.date or _date(rows, url),
        url=url,
        language=known.language or guess(text),
    )


class _Rows:
    """The lines of a text by where they stand."""

    def __init__(self, text: str, page: Layout) -> None:
        self.page = page
        self._text = text
        self._reasons = frozenset(page.reasons)
        self._read: dict[int, str] = {}
        self.first = next(self._body(), len(page.lines))

    def _body(self) -> Iterator[int]:
        """Yield the numbers of the paragraphs of the report."""
        page = self.page
        return (n for n, line in enumerate(page.lines) if n != page.title and page.reasons[n] is None and line.solid)

    def body(self) -> list[str]:
        """Return the first paragraphs of the report."""
        return [self.line(n) for n in islice(self._body(), 3)]

    def line(self, number: int) -> str:
        """Return a line without the white space around it, at most 600 characters of it."""
        read = self._read.get(number)  # most are asked for by several questions
        if read is None:
            line = self.page.lines[number]
            read = self._read[number] = " ".join(self._text[line.start : min(line.end, line.start + 600)].split())
        return read

    @property
    def title(self) -> str | None:
        return None if self.page.title is None else _LABEL.sub("", self.line(self.page.title))

    def head(self) -> Iterator[str]:
        """Yield the lines just above the report and its first one."""
        for number in range(max(0, self.first - _FIRST), min(self.first + 2, len(self.page.lines))):
            yield self.line(number)

    def furniture(self, *reasons: str) -> Iterator[str]:
        if self._reasons.isdisjoint(reasons):
            return  # most texts have no furniture
        for number, reason in enumerate(self.page.reasons):
            if reason in reasons:
                yield self.line(number)

    def short(self) -> Iterator[tuple[int, str]]:
        """Yield the short lines above the report and the first ones below it, which may carry a date or a name."""
        count = len(self.page.lines)
        for number in range(max(0, self.first - _FIRST), min(count, self.first + 2)):
            if len(self.page.lines[number].written) <= 100 and number != self.page.title:
                yield number, self.line(number)


def _url(rows: _Rows) -> str | None:
    count = len(rows.page.lines)
    ends = [*range(min(5, count)), *range(max(5, count - 3), count)]
    likely = [number for number in ends if "://" in rows.page.lines[number].written]
    found = {match["url"] for number in likely if (match := _ADDRESS.match(rows.line(number)))}
    return found.pop() if len(found) == 1 else None


def _publisher(rows: _Rows, bio: re.Match[str] | None) -> str | None:
    """Return who holds the copyright of the page, else the outlet that the author's biography names."""
    for line in rows.furniture("legal"):
        if (match := _COPYRIGHT.search(line)) and (match["years"] or "©" in match[0]):
            holder = _LEGAL_FORM.sub("", match["holder"] + " ").strip(" .,")
            if len(holder) > 1 and holder != "All":
                return holder
    return bio["outlet"] if bio and bio["outlet"] else None


def _author(rows: _Rows, bio: re.Match[str] | None) -> str | None:
    """Return the name of a byline, else of a biography whose subject stands on a line of its own."""
    lines = [line for _, line in rows.short()]
    for number, line in enumerate(lines):
        whole = (
            f"By {lines[number + 1]}"
            if line.lower() in ("by", "von", "par", "por") and number + 1 < len(lines)
            else line
        )
        if (match := _BY.match(whole)) and " " in (names := _people(match["names"])):
            return names
    if described := next((found for line in _with_next(lines) if (found := _DESCRIBED.match(line))), None):
        return described["who"]
    if bio:
        who = bio["who"]
        if any(rows.page.lines[n].text == who.lower() for n in range(len(rows.page.lines))):
            return who
    return None


def _with_next(lines: list[str]) -> Iterator[str]:
    """Yield each line, and each with the one below it."""
    for number, line in enumerate(lines):
        yield line
        if number + 1 < len(lines):
            yield f"{line} {lines[number + 1]}"


def _people(names: str) -> str:
    """Return the names of a byline without what follows them there: a place, a date, an outlet."""
    words = _END_OF_NAMES.sub("", names).strip(" ,&.").split()
    if len(words) > 1 and all(word.isupper() for word in words):
        words = [word.lower() if word in ("AND", "&") else word.title() for word in words]
    while words and is_month(words[-1]):
        words.pop()
    return " ".join(words).rstrip(" ,&")


def _date(rows: _Rows, url: str | None) -> str | None:
    """Return the day of the report: stated, on a line of its own, in its address, or borne out by two mentions."""
    for line in rows.head():
        if (stated := _SAYS_DATE.match(line)) and (day := _first(line[stated.end() :], within=12)):
            return day.iso
    return _dated_line(rows) or _dated_address(url) or _dateline(rows) or _agreed(rows)


def _first(text: str, *, within: int) -> Day | None:
    """Return the first date with a year in ``text`` when it starts within so many characters."""
    day = next((day for day in days(text[:200]) if day.year), None)
    return day if day and day.start <= within else None


_OVER_TITLE = 2
"""How many lines above the title its date may stand: what is further up dates other stories."""


def _dated_line(rows: _Rows) -> str | None:
    """Return the date of a line that holds little else; a first publication wins over an update."""
    updated = None
    title = rows.page.title or 0
    near = (row for row in rows.short() if row[0] >= title - _OVER_TITLE)
    short = sorted(near, key=lambda row: row[0] < title)
    below = [(0, line) for line in rows.furniture("byline", "date") if _SAYS_DATE.match(line)]
    for _, line in [*short, *below]:
        day = next((day for day in days(line) if day.year), None)
        if day is None or len(_REST.findall(line[: day.start] + line[day.end :])) > 8:
            continue
        if _OF_ANOTHER.search(line[: day.start]):
            continue
        if not (_UPDATED.search(line) or _mostly(line, day)):
            continue
        if not _UPDATED.search(line[: day.start]):
            return day.iso
        updated = updated or day.iso
    return updated


def _mostly(line: str, day: Day) -> bool:
    """Say whether a line is a date with a name, a place, a time or a label, and no sentence."""
    rest = (line[: day.start] + line[day.end :]).strip()
    small = sum(word[0].islower() for word in _REST.findall(rest))
    return small <= 2 and not rest.endswith((".", ")")) and "©" not in line


def _dated_address(url: str | None) -> str | None:
    match = _DATED_ADDRESS.search(url) if url else None
    day = next(days("-".join(match.groups())), None) if match else None
    return day.iso if day else None


def _dateline(rows: _Rows) -> str | None:
    """Return the date of a dateline: ``KYIV, Dec. 15, 2023 (Agency) — …``."""
    body = rows.body()
    if not body:
        return None
    opening = re.split(r" [—–-]{1,2} ", body[0][:120], maxsplit=1)
    if len(opening) < 2:
        return None
    day = next((day for day in days(opening[0]) if day.year), None)
    return day.iso if day and opening[0][: day.start].strip(" ,").isupper() else None


def _agreed(rows: _Rows) -> str | None:
    """Return the day that the first paragraphs name without a year, when a caption above gives the same with one."""
    named = {(day.month, day.day) for line in rows.body()[:2] for day in days(line) if day.year is None}
    for line in rows.head() if named else ():
        for day in days(line):
            if day.year and (day.month, day.day) in named:
                return day.iso
    return None
