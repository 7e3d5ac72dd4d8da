"""What the lines of a text look like: the traits that tell a report's lines from furniture.

Every trait can be seen without understanding the language: how long a line is, how it ends, how its words are
written, what stands around it. The one exception are the phrases of ``data/furniture.txt``. A trait is a short name;
``data/furniture_weights.txt`` says what each one is worth. At most the first 300 characters of a line are looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.ingest.phrases import Phrases, load

HEAD = 300
"""How many characters of a line are looked at."""

_LENGTHS = (12, 25, 45, 80, 130, 220)
_CLOSING = "\"'”’»)]*　」』 \t\xa0"
_STOPS = ".!?。！？؟।"
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_GLUED = re.compile(r"[a-zà-ÿа-я][A-ZÀ-ÞА-Я][a-zà-ÿа-я]|\)[A-Z]|[a-z][0-9]{1,2}[A-Z]")
_LINK = re.compile(r"https?://|www\.|\.(?:com|org|net|gov)\b|[\w.]@[\w-]+\.|(?:^|\s)@\w")
_BOUNDARY = re.compile(r"[\w)\"”’»][.!?]['\"”’»)]? +[\"“«„'‘(]?[A-ZÀ-ÞА-Я]|[。！？؟।]")
_TIME = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_PIPES = re.compile(r" [|›»/•·>] |\t|  +\S")
_START = re.compile(r"(?P<quote>[\"“«„‘'])|(?P<digit>\d)|(?P<sign>[^\w\s(\[])")


@dataclass(slots=True)
class Line:
    """One line that holds something: its span in the text, what phrase it shows, and its traits."""

    start: int
    end: int
    phrase: str | None
    kind: str
    traits: list[str]
    solid: bool
    text: str


def lines(text: str, start: int = 0) -> list[Line]:
    """Return the lines of ``text`` behind ``start`` that are not blank, with their traits."""
    phrases = load()
    found = [_line(match.group(), match.start(), phrases) for match in _LINE.finditer(text, start)]
    _repeats(found)
    _around(found)
    return found


def _line(raw: str, start: int, phrases: Phrases) -> Line:
    end = start + len(raw)
    text = raw[:HEAD].strip()
    size = len(raw.strip()) if len(raw) > HEAD else len(text)
    low = text.lower()
    kind, reason = phrases.look(low)
    traits = []
    if reason:
        traits.append("is phrase" if kind == "whole" else f"{kind} {reason}")
    last = text.rstrip(_CLOSING)[-1:]
    stop = last in _STOPS or len(raw) > HEAD
    length = sum(size > limit for limit in _LENGTHS)
    cut = text.endswith(("...", "…"))
    traits.append(f"length {length}{'.' if stop and not cut else ''}")
    if cut:
        traits.append("cut off")
    elif last in ":?!":
        traits.append(f"ends {last}")
    words = text.split()
    case = _case(words)
    traits.append(case)
    _signs(text, low, size, traits)
    solid = length >= 4 and stop and case in ("words small", "words mixed", "words without case")
    return Line(start, end, reason, kind if reason else "", traits, solid, low)


def _case(words: Sequence[str]) -> str:
    """Name how the words after the first are written: as in sentences (small), as in titles, or all in capitals."""
    small = large = 0
    for word in words[1:]:
        first = word[0]
        if first.islower():
            small += 1
        elif first.isupper():
            large += 1
    if small + large < 3:
        if len(words) > 6 or (len(words) <= 2 and words and len(words[0]) > 12 and not words[0][0].isascii()):
            return "words without case"
        return "words few"
    share = small / (small + large)
    return "words titled" if share < 0.25 else "words mixed" if share < 0.6 else "words small"


def _signs(text: str, low: str, size: int, traits: list[str]) -> None:
    if text == text.upper() and text != low:
        traits.append("capitals")
    if text[0].islower():
        traits.append("starts small")
    elif opening := _START.match(text):
        traits.append(f"starts {opening.lastgroup}")
    if ", " in text:
        traits.append("comma")
    if _BOUNDARY.search(text):
        traits.append("sentences")
    if _PIPES.search(text):
        traits.append("pipes")
    if _LINK.search(low):
        traits.append("link")
    if size <= 80 and _TIME.search(text):
        traits.append("time")
    if _GLUED.search(text):
        traits.append("glued")
    if '" ' in text or "” " in text or "» " in text:
        traits.append("quotation")
    if not any(char.isalpha() for char in text[:40]):
        traits.append("no letters")
    if " you" in low or low.startswith("you"):
        traits.append("you")


def _repeats(found: Sequence[Line]) -> None:
    counts = Counter(line.text for line in found)
    for line in found:
        times = counts[line.text]
        if times > 1:
            line.traits.append("twice" if times == 2 else "often")


def _around(found: Sequence[Line]) -> None:
    """Add what stands around each line: how many solid lines near and far, before and behind."""
    count = len(found)
    before = [0] * (count + 1)
    for number, line in enumerate(found):
        before[number + 1] = before[number] + line.solid
    for number, line in enumerate(found):
        near_back = before[number] - before[max(0, number - 3)]
        near_on = before[min(count, number + 4)] - before[number + 1]
        far = before[min(count, number + 11)] - before[max(0, number - 10)] - line.solid
        line.traits.append(f"back {near_back}")
        line.traits.append(f"on {near_on}")
        line.traits.append(f"far {0 if far == 0 else 1 if far < 3 else 2 if far < 6 else 3 if far < 11 else 4}")
        if before[number] == 0:
            line.traits.append("before all")
        if before[count] == before[number + 1] and not line.solid:
            line.traits.append("behind all")
