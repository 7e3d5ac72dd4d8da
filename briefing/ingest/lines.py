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
from itertools import chain, islice

from briefing.ingest.phrases import Hints, Phrases, load, long_words

HEAD = 300
"""How many characters of a line are looked at."""

MOST = 20_000
"""How many lines of a text are looked at: what has more is no page but data, and keeps all of the rest."""

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
_LINK_SIGNS = ("@", "://", "www.", ".com", ".org", ".net", ".gov")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_BOUNDARIES = (". ", "? ", "! ", '." ', ".” ", "?” ", "。", "؟", "। ")
_PIPES = (" | ", " / ", " › ", " » ", " • ", " · ", " > ", "  ", "\t")
_QUOTES = ('" ', "” ", "» ")
_MARKS = {**dict.fromkeys("\"“«„‘'", "starts quote"), **dict.fromkeys("0123456789", "starts digit")}
_SENTENCES = frozenset({"words small", "words mixed", "words without case"})


@dataclass(slots=True)
class Line:
    """One line that holds something: span, start as written and in small letters, length, phrase, and traits.

    ``point`` tells whether it is a point of a list.
    """

    start: int
    end: int
    written: str
    text: str
    size: int
    reason: str | None
    kind: str
    point: bool = False
    traits: list[str] = field(default_factory=list)
    _solid: bool | None = None

    @property
    def whole(self) -> bool:
        """Whether it is a phrase and nothing else."""
        return self.kind == "whole"

    @property
    def stop(self) -> bool:
        """Whether it ends as a sentence does, or goes on."""
        if self.end - self.start > HEAD or self.last in _STOPS:
            return True
        return self.size >= _PARAGRAPH and bool(_SIGNED.search(self.written, max(0, len(self.written) - _SIGNATURE)))

    @property
    def last(self) -> str:
        """The last character of its start, quotation marks and brackets apart; a blank when there is none."""
        return self.written.rstrip(_CLOSING)[-1:] or " "

    @property
    def solid(self) -> bool:
        """Whether it is a paragraph: long, ending in a stop, written as sentences are."""
        if self._solid is None:
            self._solid = self.size >= _PARAGRAPH and self.stop and _case(self.written.split()) in _SENTENCES
        return self._solid


def lines(text: str, start: int = 0) -> list[Line]:
    """Return the lines of ``text`` behind ``start`` that are not blank, with their phrases and no other traits yet."""
    phrases = load()
    hints = phrases.hints(text)
    return [_line(raw, at, phrases, hints) for raw, at in islice(_blocks(text, start), MOST)]


def describe(text: str, found: Sequence[Line]) -> None:
    """Add to the lines of ``text`` their traits: their own, and those that each has from the others."""
    signs = _Signs(text)
    for line in found:
        _traits(line, signs)
    _repeats(found)
    _around(found)
    _nearby(found)
    _cohesion(found)


def _blocks(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield the lines that are not blank, each with where it starts; lines that only wrap a paragraph are one."""
    run: list[tuple[str, int]] = []
    at, length = start, len(text)
    while at < length:  # and not all lines at once: only the first of a huge text are looked at
        end = text.find("\n", at)
        raw = text[at : end if end >= 0 else length]
        if raw and not raw.isspace():
            run.append((raw, at))
        elif run:
            yield from _unwrapped(text, run)
            run = []
        at += len(raw) + 1
    yield from _unwrapped(text, run)


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


def _line(raw: str, start: int, phrases: Phrases, hints: Hints) -> Line:
    text = raw[:HEAD].strip()
    bullet = None if text[:1].isalnum() else _BULLET.match(text)
    if bullet:
        text = text[bullet.end() :].strip()
    size = len(raw.strip()) if len(raw) > HEAD else len(text)
    low = text.lower()
    kind, reason = phrases.look(low, hints)
    return Line(start, start + len(raw), text, low, size, reason, kind, bullet is not None)


class _Signs:
    """Which signs a text holds at all: only those are looked for in each of its lines."""

    def __init__(self, text: str) -> None:
        low = text.lower()
        self.pipes = [sign for sign in _PIPES if sign in text]
        self.links = [sign for sign in _LINK_SIGNS if sign in low]
        self.quotes = [sign for sign in _QUOTES if sign in text]


def _traits(line: Line, signs: _Signs) -> None:
    text, traits, last = line.written, line.traits, line.last
    cut = text.endswith(("...", "…"))
    length = bisect_right(_LENGTHS, line.size)
    stop = line.stop
    case = _case(text.split())
    line._solid = line.size >= _PARAGRAPH and stop and case in _SENTENCES
    traits += (_LENGTH_NAMES[length][stop and not cut], case)
    if line.reason:
        traits.append("is phrase" if line.whole else f"{line.kind} {line.reason}")
    if cut:
        traits.append("cut off")
    elif last in ":?!":
        traits.append(f"ends {last}")
    _start(text, line.text, traits)
    _parts(line, signs)


_LENGTH_NAMES = [(f"length {n}", f"length {n}.") for n in range(len(_LENGTHS) + 1)]


def _case(words: Sequence[str]) -> str:
    """Name how the words after the first are written: as in sentences (small), as in titles, or all in capitals."""
    initials = [word[0] for word in words[1:]]
    small, large = sum(map(str.islower, initials)), sum(map(str.isupper, initials))
    if small + large < 3:
        if len(words) > 6 or (0 < len(words) <= 2 and len(words[0]) > 12 and not words[0][0].isascii()):
            return "words without case"
        return "words few"
    share = small / (small + large)
    return "words titled" if share < 0.25 else "words mixed" if share < 0.6 else "words small"


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
    if " you" in low or low.startswith("you"):
        traits.append("you")


def _parts(line: Line, signs: _Signs) -> None:
    """Add what the line holds."""
    text, size, traits = line.written, line.size, line.traits
    if ", " in text:
        traits.append("comma")
    if size > 45 and any(map(text.__contains__, _BOUNDARIES)):
        traits.append("sentences")
    if signs.pipes and any(map(text.__contains__, signs.pipes)):
        traits.append("pipes")
    if signs.links and any(map(line.text.__contains__, signs.links)) and _LINK.search(line.text):
        traits.append("link")
    if size <= 80 and _DIGIT.search(text) and _TIME.search(text):
        traits.append("time")
    if size <= 220 and _GLUED.search(text):
        traits.append("glued")
    if signs.quotes and any(map(text.__contains__, signs.quotes)):
        traits.append("quotation")


def _repeats(found: Sequence[Line]) -> None:
    """Add which lines stand twice or more, and which start with the same words as several others."""
    counts = Counter(line.text for line in found)
    starts = [" ".join(line.text[:80].split(None, 2)[:2]) for line in found]
    alike = Counter(starts)
    for line, start in zip(found, starts, strict=True):
        times = counts[line.text]
        if times > 1:
            line.traits.append("twice" if times == 2 else "often")
        if alike[start] > 3 and not line.solid:
            line.traits.append("alike")


def _around(found: Sequence[Line]) -> None:
    """Add what stands around each line: how many solid lines near and far, and the phrase before it."""
    count = len(found)
    before = [0] * (count + 1)
    for number, line in enumerate(found):
        before[number + 1] = before[number] + line.solid
    total = before[count]
    under: str | None = None
    for number, line in enumerate(found):
        traits = line.traits
        here = before[number]
        traits.append(_BACK[here - before[max(0, number - 3)]])
        traits.append(_ON[before[min(count, number + 4)] - before[number + 1]])
        traits.append(_FAR[before[min(count, number + 11)] - before[max(0, number - 10)] - line.solid])
        if here == 0:
            traits.append("before all")
        if total == before[number + 1] and not line.solid:
            traits.append("behind all")
        if under:
            traits.append(f"under {under}")
        under = line.reason if line.whole else None


_BACK = [f"back {n}" for n in range(4)]
_ON = [f"on {n}" for n in range(4)]
_FAR = [f"far {0 if n == 0 else 1 if n < 3 else 2 if n < 6 else 3 if n < 11 else 4}" for n in range(21)]


def _nearby(found: Sequence[Line]) -> None:
    """Add what kinds of lines stand within five lines: phrases, dates; and how far the last paragraph is."""
    count = len(found)
    phrases, times = [0] * (count + 1), [0] * (count + 1)
    for number, line in enumerate(found):
        phrases[number + 1] = phrases[number] + line.whole
        times[number + 1] = times[number] + ("time" in line.traits and not line.solid)
    gap = 0
    for number, line in enumerate(found):
        low, high = max(0, number - 5), min(count, number + 6)
        traits = line.traits
        traits.append(_PHRASES[phrases[number] - phrases[low]])
        traits.append(_PHRASES_ON[phrases[high] - phrases[number + 1]])
        traits.append(_DATES[times[high] - times[low] - (times[number + 1] - times[number])])
        traits.append(_GAPS[gap] if gap < len(_GAPS) else _GAPS[-1])
        gap = 0 if line.solid else gap + 1


_PHRASES = [f"phrases back {n if n < 2 else 2 if n < 4 else 3}" for n in range(6)]
_PHRASES_ON = [f"phrases on {n if n < 2 else 2 if n < 4 else 3}" for n in range(6)]
_DATES = [f"dates near {n if n < 2 else 2 if n < 4 else 3}" for n in range(11)]
_GAPS = [f"gap {n if n < 3 else 3 if n < 5 else 4 if n < 9 else 5 if n < 16 else 6}" for n in range(17)]


def _cohesion(found: Sequence[Line]) -> None:
    """Add how many of each line's long words come up in paragraphs other than itself."""
    if sum(line.solid for line in found) < 4:
        return
    words = [long_words(line.text) for line in found]
    known = Counter(chain.from_iterable(own for own, line in zip(words, found, strict=True) if line.solid))
    often = {word for word, count in known.items() if count > 1}
    for line, mine in zip(found, words, strict=True):
        if own := len(mine):
            met = len(mine.intersection(often if line.solid else known))
            line.traits.append(_SHARES[0 if met < 0.12 * own else 1 if met < 0.35 * own else 2])


_SHARES = ("shares none", "shares some", "shares most")
