"""The time that a figure is of, among those that its sentence names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from briefing.extract.figures_amounts import Amount
from briefing.extract.figures_near import last_word
from briefing.extract.periods import Period

_FARTHEST_PERIOD = 160
"""Characters between a figure and a time in its sentence that it may be of."""

_OTHER_CLAUSE = 60
"""Characters that a comma between a figure and a time counts for."""
_CLAUSE = re.compile(r"[,;]\s")
_COMPARED = re.compile(
    r"\b(?:than|compared\s(?:with|to)|versus|vs\.?|those\s(?:of|in)|year-ago)\s(?:(?:in|at|during|for|of|the|an?|its|same|"
    r"level|levels|figure|period|month|week|quarter|peak|pre-[a-z]+)\s){0,6}$",
    re.IGNORECASE,
)
"""What stands before a time that a figure is only held against: higher than in 2019."""
_COMPARING = re.compile("than|compared|versus|vs|those|year-ago")
"""What any of these begins with: a look for letters, before one that stops at every word."""
_LAST_WORDS = (
    "than|with|to|versus|vs|of|in|at|during|for|the|a|an|its|same|level|levels|figure|period|month|week|quarter|peak"
)
_BEFORE_COMPARED = frozenset(_LAST_WORDS.split("|"))
"""The last word before such a time."""
_MOVED_FROM = re.compile(
    r"\b(?:from|against|on|over\sthe\s(?:same|previous|prior)|over\sthe(?=\sprevious)|over)\s(?:(?:in|at|during|for|of|the|an?|"
    r"same|level|levels|period|month|week|quarter)\s){0,5}$",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"(?:the\s)?(?:last|past|coming|next|this)|(?:in|on|since|of|by|for|until|during|through)\b", re.IGNORECASE
)
_HELD_AGAINST = re.compile(r"\b(?:from|than|compared\s(?:with|to)|against|versus|vs\.?)\s[^,;]{0,40}$")
_BASE_BETWEEN = re.compile(r"[,(]\s?(?:(?:up|down)\sfrom|compared\s(?:with|to)|versus|vs\.?|against)\s[^,;]*\d[^,;]*$")
"""A figure that those before it are held against: 21 clinics cost $5 million, up from $3 million | in May."""
_LEVELS = re.compile(r"\d{4}\slevels?\b")
_COMPARISON = 60
"""Characters before a time in which words that compare with it are looked for."""
_OTHER_MATTER = re.compile(r";\s|[,.]\s(?:whereas|while|but)\b")


_RIGHT_BEHIND = re.compile(r"\s(?:(?:in|for|during|at|by|on|of|over|since)\s)?(?:the\s)?")


def period_of(text: str, times: Sequence[Period], one: Amount, *, moved: bool, behind: int) -> str | None:
    """Return the time nearest to ``one`` in its sentence; of two as near, the one after it.

    A time that the figure is only held against ("than last year") is not its own, nor, where the figure after it
    (at ``behind``) is the one it is held against, what stands behind that one.
    """
    if not times:
        return None
    at = bisect_left(times, (one.start,))
    best: tuple[int, str] | None = None
    for start, end, name in times[max(0, at - 1) : at + 3]:
        if start < one.end and one.start < end:
            continue
        if start >= one.end and _is_base(text, one, start, moved=moved, behind=behind):
            break
        if start >= one.end and text[end : end + 1] == ":" and "(" in text[one.end : start]:
            continue  # £988m (H1 2016: £777m)
        if start < one.start and _is_compared(text, max(0, start - _COMPARISON), start):
            continue
        distance = start - one.end if start >= one.end else one.start - end + 1
        if start >= one.end and _RIGHT_BEHIND.fullmatch(text, one.rest, start):
            distance = 0
        left, right = min(end, one.end), max(start, one.start)
        if _OTHER_MATTER.search(text, left, right):
            continue
        if _CLAUSE.search(text, left, right):
            distance += _OTHER_CLAUSE
        if distance <= _FARTHEST_PERIOD and (best is None or distance < best[0]):
            best = (distance, name)
    return best[1] if best else None


def _is_compared(text: str, left: int, start: int) -> bool:
    window = text[left:start].lower()
    last = last_word(window)
    if last not in _BEFORE_COMPARED and last.isascii() and last.isalpha():
        return False
    return _COMPARING.search(window) is not None and _COMPARED.search(text, left, start) is not None


def _is_base(text: str, one: Amount, start: int, *, moved: bool, behind: int) -> bool:
    """Say whether the time at ``start`` behind ``one`` is what it is held against, or another figure's."""
    if behind < start and _HELD_AGAINST.search(text, one.end, behind):
        return True
    if behind < start and _BASE_BETWEEN.search(text, one.end, start):
        return True
    left = max(one.end, start - _COMPARISON)
    if _is_compared(text, left, start) or _LEVELS.match(text, start):
        return True
    if not moved:
        return False
    found = _MOVED_FROM.search(text, left, start)
    if found is None:
        return False
    return not (found.group().lower().startswith("o") and _SPAN.match(text, start) and not _is_last(text, found, start))


def _is_last(text: str, found: re.Match[str], start: int) -> bool:
    """Say whether "on last year" is meant, and not "over the last year"."""
    return found.group().lower().startswith("on ") and text.startswith("last ", start)
