"""Paragraphs and sentences of running text.

Sentence ends follow the usual rule (a stop, then white space, then a capital, digit or opening mark) with the
exceptions that news needs: abbreviations, initials, and a stop inside a quotation that its sentence goes on after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.extract.finding import Span
from briefing.extract.lexicon import words

_LINE = re.compile(r"[^\n\v\f\r\x85\u2028\u2029]+")
_WRAPPED = range(40, 101)
"""Lengths of the lines of hard-wrapped text (mail, plain-text releases): a column of 72 to 80, or up to 100."""

_END = re.compile(
    r"""[.!?…。！？](?:(?<=[.!?…])(?<![.!?…].)[.!?…]*+   # the stop
        ["”»“’')\]]*+                               # what closes around it
        (?=\s++["“„«‘'(\[—–-]*+\s?[^\W_a-z])        # what opens the next one: no small letter
      | (?<=[。！？])["”」』）]*+)""",
    re.VERBOSE,
)
"""It opens with a set of characters, since that is what text is searched for fastest."""
_BEFORE_STOP = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.$")


def paragraphs(text: str, without: Sequence[Span] = ()) -> Iterator[Span]:
    """Yield the paragraphs of ``text`` outside ``without`` (merged, in order), trimmed."""
    run: list[Span] = []
    for start, end in _kept_lines(text, without):
        if run and not _goes_on(text, run, start, end):
            yield run[0][0], run[-1][1]
            run = []
        run.append((start, end))
    if run:
        yield run[0][0], run[-1][1]


def _kept_lines(text: str, without: Sequence[Span]) -> Iterator[Span]:
    i = 0
    for line in _LINE.finditer(text):
        start, end = line.span()
        if not without:
            if not (text[start].isspace() or text[end - 1].isspace()):
                yield start, end
            else:
                yield from _trimmed(text, start, end)
            continue
        while i < len(without) and without[i][1] <= start:
            i += 1
        j = i
        while j < len(without) and without[j][0] < end:
            if start < without[j][0]:
                yield from _trimmed(text, start, without[j][0])
            start = max(start, without[j][1])
            j += 1
        if start < end:
            yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    stripped = piece.strip()
    if stripped:
        yield start + left, start + left + len(stripped)


def _goes_on(text: str, run: list[Span], start: int, end: int) -> bool:
    """Say whether a line continues the one before: wrapped at a column, and no sentence ends at the wrap."""
    last_start, last_end = run[-1]
    if start - last_end > 2 or last_end - last_start not in _WRAPPED or end - start > _WRAPPED.stop:
        return False
    if "\n" in text[last_end:start].replace("\n", "", 1):
        return False
    return text[last_end - 1] not in '.!?:;”"' or len(run) > 1


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the paragraph from ``start`` to ``end``, trimmed."""
    begin = start
    for stop in _END.finditer(text, start, end):
        if text[stop.start()] == "." and _abbreviates(text, begin, stop):
            continue
        if stop.end() > begin:
            yield begin, stop.end()
        begin = stop.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if begin < end:
        yield begin, end


def _abbreviates(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Say whether the full stop belongs to an abbreviation or an initial."""
    if stop.end() - stop.start() > 1:
        return False
    before = _word_before(text, max(begin, stop.start() - 16), stop.start())
    if not before:
        return False
    if len(before) == 1:
        return before.isupper() and before != "I"
    if "." in before or before in _COMPANIES:
        return not _new_sentence(text, stop.end())
    if before == "no":
        return text[stop.end() : stop.end() + 2].strip().isdigit()  # he said no. It emerged
    return before.lower() in words("abbreviations")


def _word_before(text: str, begin: int, stop: int) -> str | None:
    """Return the letters, with stops between them, that stand from ``begin`` on right before ``stop``: said, U.S."""
    last = text[max(begin, text.rfind(" ", begin, stop) + 1) : stop]
    if last.isalpha():
        return last
    word = _BEFORE_STOP.search(text, begin, stop + 1)
    return word[1] if word else None


_COMPANIES = frozenset(["Co", "Corp", "Inc", "Ltd", "Bros"])
"""Ends of company names, which a sentence goes on behind as often as not: Acme Corp. Chief Executive Ana Ruiz."""
_STARTER = re.compile(
    r"\s+[\"“„«‘']?(?:The|A|An|In|On|At|But|And|He|She|It|They|We|This|That|These|If|As|For|His|Her|I)\b"
)


def _new_sentence(text: str, at: int) -> bool:
    return bool(_STARTER.match(text, at))
