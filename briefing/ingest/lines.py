"""What the lines of a text look like: the traits that tell a report's lines from furniture.

Nearly every trait can be seen without understanding the language: how long a line is, how it ends, how its words are
written, what stands around it, whether its words come up in the main text. The one exception are the phrases of
``data/furniture.txt``. A trait is a short name; ``data/furniture_weights.txt`` says what each one is worth. At most
the first 300 characters of a line are looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, compress, islice

from briefing.ingest.letters import PART, plain, runs_of
from briefing.ingest.phrases import Phrases, load

HEAD = 300
"""How many characters of a line are looked at."""

MOST = 20_000
"""How many lines of a text are looked at: what has more is no page but data, and keeps all of the rest."""


def _marked(*signs: str) -> list[tuple[str, str, bool]]:
    """Return signs, each behind its last character that is no blank, and whether they are ASCII."""
    return [(sign.strip()[-1:], sign, sign.isascii()) for sign in signs]


_LENGTHS = (13, 26, 46, 81, 131, 221)
_PARAGRAPH = _LENGTHS[3]
_CLOSING = "\"'”’»)]*　」』 \t\xa0"
_STOPS = ".!?。！？؟।"
_SIGNED = re.compile(r"[.!?][\"'”’]?\s?(?:[—–-]{1,2}\s?[A-Z][\w ,/&.]*|\([A-Z][\w ,/&.-]*\))$")
"""A paragraph's end with who wrote or sent it behind: the agency's name, initials."""
_SIGNATURE = 48
"""Characters of the longest such end."""
_BULLET = re.compile(r"^\s*[-*•·–] (?=\S)")
_GLUED = re.compile(
    r"[A-ZÀ-ÞА-Я](?:(?<=[a-zà-ÿа-я].)(?=[a-zà-ÿа-я])|(?<=\)[A-Z])|(?<=[a-z][0-9][A-Z])|(?<=[a-z][0-9]{2}[A-Z]))"
)
"""Words run together; the capital is looked for first, because there are few."""
_LINK = re.compile(r"https?://|www\.|\.(?:com|org|net|gov)\b|[\w.]@[\w-]+\.|(?:^|\s)@\w")
_LINK_SIGNS = _marked("@", "://", "www.", ".com", ".org", ".net", ".gov")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_BOUNDARIES = (". ", "? ", "! ", '." ', ".” ", "?” ", "。", "؟", "। ")
_PIPES = _marked(" | ", " / ", " › ", " » ", " • ", " · ", " > ", "  ", "\t")
_QUOTES = _marked('" ', "” ", "» ")
_MARKS = {**dict.fromkeys("\"“«„‘'", "starts quote"), **dict.fromkeys("0123456789", "starts digit")}
_SENTENCES = frozenset({"words small", "words mixed", "words without case"})


@dataclass(slots=True)
class Line:
    """One line that holds something: span, start as written, length, phrase, and traits.

    ``point`` tells whether it is a point of a list.
    """

    start: int
    end: int
    written: str
    size: int
    reason: str | None
    kind: str
    point: bool = False
    traits: list[str] = field(default_factory=list)
    _solid: bool | None = None
    _text: str | None = None

    @property
    def text(self) -> str:
        """Its start in small letters; where a text shows no phrase, those of few lines are asked for."""
        if self._text is None:
            self._text = self.written.lower()
        return self._text

    @property
    def whole(self) -> bool:
        """Whether it is a phrase and nothing else."""
        return self.kind == "whole"

    @property
    def last(self) -> str:
        """The last character of its start, quotation marks and brackets apart; a blank when there is none."""
        return self.written.rstrip(_CLOSING)[-1:] or " "

    def stops(self, last: str) -> bool:
        """Say whether it ends as a sentence does, or goes on; ``last`` is its last character."""
        if last in _STOPS or self.end - self.start > HEAD:
            return True
        return self.size >= _PARAGRAPH and bool(_SIGNED.search(self.written, max(0, len(self.written) - _SIGNATURE)))

    @property
    def solid(self) -> bool:
        """Whether it is a paragraph: long, ending in a stop, written as sentences are."""
        if self._solid is None:
            self._solid = self.size >= _PARAGRAPH and self.stops(self.last) and _case(self.written) in _SENTENCES
        return self._solid


def lines(text: str, start: int = 0) -> list[Line]:
    """Return the lines of ``text`` behind ``start`` that are not blank, with their phrases and no other traits yet."""
    phrases = load()
    met = phrases.met(text)
    return [_line(raw, at, phrases, met) for raw, at in islice(_blocks(text, start), MOST)]


def describe(found: Sequence[Line]) -> None:
    """Add to the lines of a text their traits: their own, and those that each has from the others."""
    text = PART.join([line.written for line in found])
    bare = plain(text)
    kinds = bare.encode().translate(_KINDS_OF_ROWS) if bare.isascii() else b""
    signs = _Signs(text, bare, kinds)
    texts = [line.text for line in found]
    for line, low, case in zip(found, texts, _cases(found, kinds), strict=True):
        _traits(line, low, case, signs)
    solid = [line.solid for line in found]
    _repeats(found, texts)
    _around(found, solid)
    _nearby(found, solid)
    _cohesion(found, texts, solid)


def _blocks(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the lines that are not blank, each with where it starts; lines that only wrap a paragraph are one."""
    run: list[tuple[str, int]] = []
    at = start
    for raw in _rows(text, start):
        if raw and not raw.isspace():
            run.append((raw, at))
        elif len(run) == 1:  # as nearly all paragraphs are written
            yield run.pop()
        elif run:
            yield from _unwrapped(text, run)
            run = []
        at += len(raw) + 1
    yield from _unwrapped(text, run)


_WINDOW = 50_000
"""Characters that are taken apart at once: only the first lines of a huge text are looked at."""


def _rows(text: str, at: int) -> Iterator[str]:
    while at < len(text):
        end = text.find("\n", at + _WINDOW)
        end = end if end >= 0 else len(text)
        yield from text[at:end].split("\n")
        at = end + 1


def _unwrapped(text: str, run: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return a run of lines without a blank one as it is, or as one when it is a wrapped paragraph.

    It is when its lines are no longer than a page is wide, most of them about as wide, and go on in small letters.
    """
    if len(run) < 2 or len(run[0][0]) > 120 or _BULLET.match(run[1][0]):
        return run
    some = run[:60]
    on = sum(1 for raw, _ in some[1:] if raw.lstrip()[0].islower())
    widths = [len(raw) for raw, _ in some]
    if on * 3 <= len(some) - 1 or max(widths) > 120 or sum(widths[:-1]) * 2 < max(widths) * (len(widths) - 1):
        return run
    first, (raw, last) = run[0][1], run[-1]
    return [(text[first : last + len(raw)], first)]


def _line(raw: str, start: int, phrases: Phrases, met: bool) -> Line:
    text = raw[:HEAD].strip()
    bullet = None if text[:1].isalnum() else _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :].strip()
    size = len(raw.strip()) if len(raw) > HEAD else len(text)
    kind, reason = phrases.look(text, met=met)
    return Line(start, start + len(raw), text, size, reason, kind, bullet is not None)


class _Signs:
    """Which signs lines hold at all: only those are looked for in each.

    The lines are given together: as written, :func:`plain`, and as kinds of characters ("" when they are not ASCII).
    """

    def __init__(self, text: str, bare: str, kinds: bytes) -> None:
        low = bare.lower()  # which is quick, since it is ASCII more often than not
        self.pipes = _held(text, bare, _PIPES)
        self.links = _held(low, low, _LINK_SIGNS)
        self.quotes = _held(text, bare, _QUOTES)
        self.you = "you" in low
        self.glued = not kinds or b"aA" in kinds or b"0A" in kinds


def _held(text: str, bare: str, signs: Sequence[tuple[str, str, bool]]) -> list[str]:
    """Return which signs a text holds; their mark alone, which is found far faster, is looked for first.

    ASCII is found faster in ``bare``, which may hold a blank more than the text.
    """
    where = (text, bare)
    return [sign for mark, sign, plainly in signs if mark in where[plainly] and sign in where[plainly]]


def _traits(line: Line, low: str, case: str, signs: _Signs) -> None:
    text, traits, last = line.written, line.traits, line.last
    cut = text.endswith(("...", "…"))
    stop = line.stops(last)
    line._solid = stop and line.size >= _PARAGRAPH and case in _SENTENCES
    traits += (_LENGTH_NAMES[bisect_right(_LENGTHS, line.size)][stop and not cut], case)
    if line.reason:
        traits.append("is phrase" if line.whole else f"{line.kind} {line.reason}")
    if cut:
        traits.append("cut off")
    elif last in ":?!":
        traits.append(f"ends {last}")
    _start(text, low if signs.you else "", traits)
    _parts(line, low, signs)


_LENGTH_NAMES = [(f"length {n}", f"length {n}.") for n in range(len(_LENGTHS) + 1)]


def _cases(found: Sequence[Line], kinds: bytes) -> list[str]:
    """Return :func:`_case` of lines; the kinds of their characters, parted, are taken as they are."""
    rows = kinds.split(PART.encode()) if kinds else []
    if len(rows) != len(found):
        return [_case(line.written) for line in found]
    return [_named(row.count(b" a"), row.count(b" A"), line.written) for row, line in zip(rows, found, strict=True)]


def _case(text: str) -> str:
    """Name how the words after the first are written: as in sentences (small), as in titles, or all in capitals."""
    return _named(*_initials(text), text)


def _named(small: int, large: int, text: str) -> str:
    if small + large < 3:
        words = text.split()
        if len(words) > 6 or (0 < len(words) <= 2 and len(words[0]) > 12 and not words[0][0].isascii()):
            return "words without case"
        return "words few"
    share = small / (small + large)
    return "words titled" if share < 0.25 else "words mixed" if share < 0.6 else "words small"


def _initials(text: str) -> tuple[int, int]:
    """Return how many words after the first begin with a small letter, and with a capital."""
    text = plain(text)
    if text.isascii():  # by way of bytes: letters are counted behind blanks, and no words are made
        kinds = text.encode().translate(_KINDS)
        return kinds.count(b" a"), kinds.count(b" A")
    initials = [word[0] for word in text.split()[1:]]
    return sum(map(str.islower, initials)), sum(map(str.isupper, initials))


def _kind(char: str) -> str:
    if char.isspace():
        return " "
    return "a" if char.islower() else "A" if char.isupper() else "0" if char in "0123456789)" else "."


_KINDS = "".join(map(_kind, map(chr, range(128)))).encode() + b"." * 128
"""Of which kind each ASCII character is: blank, small letter, capital, digit or closing bracket, other."""
_KINDS_OF_ROWS = PART.encode() + _KINDS[1:]


def _start(text: str, low: str, traits: list[str]) -> None:
    """Add how the line starts, and what its letters are."""
    first = text[0]
    if first.islower():
        traits.append("starts small")
    elif first in _MARKS:
        traits.append(_MARKS[first])
    elif not first.isalnum() and first not in "([_":
        traits.append("starts sign")
    if text.isupper():
        traits.append("capitals")
    if not first.isalpha() and not any(map(str.isalpha, text[:40])):
        traits.append("no letters")
    if low and (" you" in low or low.startswith("you")):
        traits.append("you")


def _parts(line: Line, low: str, signs: _Signs) -> None:
    """Add what the line holds."""
    text, size, traits = line.written, line.size, line.traits
    if ", " in text:
        traits.append("comma")
    if size > 45 and (". " in text or any(map(text.__contains__, _BOUNDARIES))):
        traits.append("sentences")
    if signs.pipes and any(map(text.__contains__, signs.pipes)):
        traits.append("pipes")
    if signs.links and any(map(low.__contains__, signs.links)) and _LINK.search(low):
        traits.append("link")
    if size <= 80 and _DIGIT.search(text) and _TIME.search(text):
        traits.append("time")
    if signs.glued and size <= 220 and _GLUED.search(text):
        traits.append("glued")
    if signs.quotes and any(map(text.__contains__, signs.quotes)):
        traits.append("quotation")


def _repeats(found: Sequence[Line], texts: Sequence[str]) -> None:
    """Add which lines stand twice or more, and which start with the same words as several others."""
    if len(set(texts)) < len(texts):
        counts = Counter(texts)
        for line, text in zip(found, texts, strict=True):
            times = counts[text]
            if times > 1:
                line.traits.append("twice" if times == 2 else "often")
    starts = [" ".join(text[:80].split(None, 2)[:2]) for text in texts]
    if len(set(starts)) > len(starts) - 3:
        return  # too few are the same: to count them takes longer
    alike = {start for start, times in Counter(starts).items() if times > 3}
    if alike:
        for line, start in zip(found, starts, strict=True):
            if start in alike and not line.solid:
                line.traits.append("alike")


def _around(found: Sequence[Line], solid: Sequence[bool]) -> None:
    """Add what stands around each line: how many solid lines near and far, and the phrase before it."""
    count = len(found)
    before = [*accumulate(solid, initial=0), *[sum(solid)] * _SEEN_ON]  # beyond the last line nothing is added
    total = before[count]
    under: str | None = None
    for number, line in enumerate(found):
        traits = line.traits
        here, own = before[number], solid[number]
        traits += (
            _BACK[here - before[number - 3 if number > 3 else 0]],
            _ON[before[number + 4] - before[number + 1]],
            _FAR[before[number + 11] - before[number - 10 if number > 10 else 0] - own],
        )
        if here == 0:
            traits.append("before all")
        if here == total and not own:
            traits.append("behind all")
        if under:
            traits.append(f"under {under}")
        under = line.reason if line.reason and line.whole else None


_SEEN_ON = 10
"""How many lines on are looked at."""
_BACK = [f"back {n}" for n in range(4)]
_ON = [f"on {n}" for n in range(4)]
_FAR = [f"far {0 if n == 0 else 1 if n < 3 else 2 if n < 6 else 3 if n < 11 else 4}" for n in range(21)]


def _nearby(found: Sequence[Line], solid: Sequence[bool]) -> None:
    """Add what kinds of lines stand within five lines: phrases, dates; and how far the last paragraph is."""
    whole = [line.whole for line in found]
    timed = ["time" in line.traits and not own for line, own in zip(found, solid, strict=True)]
    phrases = [*accumulate(whole, initial=0), *[sum(whole)] * _SEEN_ON]
    times = [*accumulate(timed, initial=0), *[sum(timed)] * _SEEN_ON]
    gap = 0
    for number, line in enumerate(found):
        low = number - 5 if number > 5 else 0
        line.traits += (
            _PHRASES[phrases[number] - phrases[low]],
            _PHRASES_ON[phrases[number + 6] - phrases[number + 1]],
            _DATES[times[number + 6] - times[low] - timed[number]],
            _GAPS[gap],
        )
        gap = 0 if solid[number] else min(gap + 1, len(_GAPS) - 1)


_PHRASES = [f"phrases back {n if n < 2 else 2 if n < 4 else 3}" for n in range(6)]
_PHRASES_ON = [f"phrases on {n if n < 2 else 2 if n < 4 else 3}" for n in range(6)]
_DATES = [f"dates near {n if n < 2 else 2 if n < 4 else 3}" for n in range(11)]
_GAPS = [f"gap {n if n < 3 else 3 if n < 5 else 4 if n < 9 else 5 if n < 16 else 6}" for n in range(17)]


def _cohesion(found: Sequence[Line], texts: Sequence[str], solid: Sequence[bool]) -> None:
    """Add how many of each line's long words come up in paragraphs other than itself."""
    if sum(solid) < 4:
        return
    rows = runs_of(texts)
    long = {word for word in set().union(*rows) if len(word) > 4}  # so that the length of each is asked once
    words = [long.intersection(row) for row in rows]
    known: set[str] = set()
    often: set[str] = set()
    for mine in compress(words, solid):
        often |= known & mine
        known |= mine
    for line, mine, own in zip(found, words, solid, strict=True):
        if mine:
            met = len(mine & (often if own else known))
            line.traits.append(_SHARES[0 if met < 0.12 * len(mine) else 1 if met < 0.35 * len(mine) else 2])


_SHARES = ("shares none", "shares some", "shares most")
