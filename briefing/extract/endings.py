"""Where the content of a statement ends: hand-readable evidence, weighed.

What somebody *said* may run to the end of its sentence or only to *, while*, *; and*, *, according to*. Without a parse
no single sign tells, so each place where the content could end has pieces of evidence with weights in
``data/ending-evidence.txt``, and the greatest sum wins. The weights were fitted to marked-up news by a conditional
logit and rounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache

from briefing.extract.attributions import Attribution
from briefing.extract.contents import VERB, kind_of, length
from briefing.extract.lexicon import weights
from briefing.extract.tokens import Tokens
from briefing.extract.weighing import Piece, all_named, scale

_MARK = re.compile("[,;:()cbswWLMP-]")
"""Tags before which a content may end; before a preposition when it is a phrase, or when that tells a time."""
_MOST = 14
"""Places that are looked at, and the end of the sentence."""
_TIMES = frozenset(["after", "before", "during", "since", "until", "amid", "despite"])
_NP = "(?:[DES]?[RdgnN0zM]*[nNzO0](?:[fP][DES]?[dgnN0z]*[nNz])?|[HhI])"
_NP_OPENS = "DESRdgnN0zMOHhI"
_FOLLOWS = (
    ("speech -ing", "cbRG", "[cb]?R*G"),
    ("speech verb", "cbRV", "[cb]?R*V"),
    ("verb", "cbRAv", "[cb]?R*[Av]"),
    ("-ed", "cbRd", "[cb]?R*d"),
    ("-ing", "cbRg", "[cb]?R*g"),
    ("speech clause", "cbs" + _NP_OPENS, f"[cbs]?{_NP}R*A?R*[VG]"),
    ("clause", "cbs" + _NP_OPENS, f"[cbs]?{_NP}R*[Avhd]"),
    ("that", "cbt", "[cb]?t"),
    ("relative", "PwW", "P?[wW]"),
    ("preposition", "cbPTf", "[cb]?[PTf]"),
    ("noun phrase", "cb" + _NP_OPENS, f"[cb]?{_NP}"),
)
"""What may follow a mark: its name, the tags that it can open with, its pattern."""


def _one_of(tag: str) -> tuple[re.Pattern[str], list[str]]:
    """Return a pattern for the first of all that may follow and open with ``tag``, and their names, group by group."""
    able = [(name, pattern) for name, opens, pattern in _FOLLOWS if tag in opens]
    return re.compile("|".join(f"({pattern})" for _, pattern in able)), [name for name, _ in able]


_FOLLOWS_BY_TAG = {tag: _one_of(tag) for tag in "cbsRGVAvdgtPwWTf" + _NP_OPENS}
_NEXT_VERB = re.compile("[cb]?R*[AVvd]")
_CLOSES = re.compile(",[^,;]{1,14},R*[AVvdcb]")
_RELATIVE = re.compile("(?:,[Pf]?[wW]|W)[^,]*$")
"""What stands before a cue in a relative clause: the ministry, which has said; residents who said."""
_SEGMENT = re.compile("[,;:()-]")
_SPEECH = re.compile("[VGL]")
_NEAR = 20
"""Tokens before a cue in which the relative clause that holds it opens."""
_FINITE = re.compile("[Avh]")
_PAST = frozenset(["was", "were", "had", "did", "said", "told", "wrote", "made", "took"])
_PRESENT = frozenset(["is", "are", "has", "have", "do", "does", "say", "tell", "write"])
_OPENERS = frozenset("scbwWPRL")
_OPENED = re.compile("[stwW]")
"""What opens a subordinate clause."""
_QUOTED = re.compile("[Qkq]")
_FOLLOWING = (
    "at MARK, .* follows",
    "at MARK, .* follows (?:that|bare), .*",
    "at MARK, .* follows, in a relative clause",
    "at MARK right behind a quotation, .* follows",
    "at MARK, .* before the next",
    "at MARK, .* before (?!the next).*",
    "at a day, .*",
    r"\w+, then \w+",
    "at MARK then .",
    "(?:MARK then|at) [^ ]{2,}|MARK then .",
    "at MARK to -.*",
    "at MARK to [^-].*",
)
"""The names of what may follow a mark, of each kind one."""
_ROUNDING = 1e-6
"""More than sums of weights may differ by rounding."""


def ending(tokens: Tokens, found: Attribution, first: int, end: int) -> int:
    """Return where the content that starts at token ``first`` ends, at the latest at ``end``.

    What follows a place is weighed only where it could still tip the scale.
    """
    tags, verb = tokens.tags, _first_verb(tokens.tags, first, end)
    places = _places(tokens, first, end, verb)
    if len(places) == 1:
        return end
    content, weigh = _Content(tokens, found, first, end, verb), scale("ending-evidence").weigh
    best, most = end, weigh(content.cue("whole", verb < end)) + weigh(content.here(end))
    cues: dict[tuple[str, bool], float] = {}
    for place in reversed(places[:-1]):
        kind = tags[place], verb < place
        if kind not in cues:
            cues[kind] = weigh(content.cue(*kind))
        here = weigh(content.here(place))
        if cues[kind] + here + _most_following(kind[0]) < most - _ROUNDING:
            continue
        total = cues[kind] + weigh(content.following(place), here)
        if total >= most:
            best, most = place, total
    on_a_day = best < end and tags[best] == "M" and tags[best - 1] == "P" and best - 1 > first
    return best - 1 if on_a_day else best


@cache
def _most_following(mark: str) -> float:
    """Return the most that what follows a mark can weigh: the greatest weights of all its names together."""
    listed = weights("ending-evidence").items()
    names = [re.compile(name.replace("MARK", re.escape(mark))) for name in _FOLLOWING]
    return sum(max((weight for label, weight in listed if name.fullmatch(label)), default=0) for name in names)


def possible_endings(tokens: Tokens, first: int, end: int) -> list[int]:
    """Return the tokens before which a content may end, in order; the last is ``end``."""
    return _places(tokens, first, end, _first_verb(tokens.tags, first, end))


def ending_evidence(tokens: Tokens, found: Attribution, first: int, end: int, place: int) -> list[str]:
    """Return the names of what speaks for or against a content ending before the token ``place``."""
    return all_named(ending_pieces(tokens, found, first, end, place))


def ending_pieces(tokens: Tokens, found: Attribution, first: int, end: int, place: int) -> list[Piece]:
    """Return the pieces of evidence for or against a content ending before the token ``place``."""
    content = _Content(tokens, found, first, end, _first_verb(tokens.tags, first, end))
    mark = "whole" if place == end else tokens.tags[place]
    pieces = content.cue(mark, content.verb < place) + content.here(place)
    return pieces if place == end else pieces + content.following(place)


def _first_verb(tags: str, first: int, end: int) -> int:
    verb = VERB.search(tags, first, end)
    return verb.start() if verb else end


def _places(tokens: Tokens, first: int, end: int, verb: int) -> list[int]:
    places: list[int] = []
    tags = tokens.tags
    for match in _MARK.finditer(tags, first + 1, end):
        at = match.start()
        if tags[at] == "P" and verb < at and tokens.lowers[at] not in _TIMES:
            continue
        if not places or at > places[-1] + 1 or tags[places[-1]] not in ",-":
            places.append(at)
            if len(places) == _MOST:
                break
    return [*places, end]


class _Content:
    """The content of a statement, with what is asked for each place where it may end worked out once."""

    def __init__(self, tokens: Tokens, found: Attribution, first: int, end: int, verb: int) -> None:
        tags = tokens.tags
        self.tokens, self.found, self.first, self.end, self.tags = tokens, found, first, end, tags
        self.verb = verb
        """The first verb in the content."""
        self.kind = kind_of(found)
        self.that = tags[first - 1] == "t"
        cue = found.cue[0]
        before = tags[max(tokens.opens[found.sentence], cue - _NEAR) : cue]
        self.in_relative = ("W" in before or "w" in before) and _RELATIVE.search(before) is not None
        """Whether the cue stands in a relative clause."""
        self.opened = [clause.start() for clause in _OPENED.finditer(tags, first, end)]
        """Where subordinate clauses open."""
        quotation = _QUOTED.search(tags, first, end)
        self.quoted = quotation.start() if quotation else end
        """The first quotation in the content."""
        self.form = _form(tokens.lowers[cue])

    def cue(self, mark: str, clause: bool) -> list[Piece]:
        """Return what the cue and the start of the content say about an end at a mark behind a verb, or none."""
        tags, found, first = self.tags, self.found, self.first
        start, at, opens = self.tokens.opens[found.sentence], found.cue[0], tags[first]
        before = tags[at - 1] if at > start else "^"
        pieces: list[Piece] = [
            (_opens, mark, clause, self.that, opens),
            (_cue, mark, tags[at], found.passive, before, found.verb),
        ]
        if opens in "sPw":
            pieces.append((_first_word, mark, self.tokens.lowers[first]))
        if found.left > start:
            pieces.append((_behind, mark, tags[found.left - 1], found.left - start > 1))
        return pieces

    def here(self, place: int) -> list[Piece]:
        """Return what a place itself says, and what stands before it."""
        tags, first, end, clause = self.tags, self.first, self.end, self.verb < place
        if place == end:
            commas = min(3, tags.count(",", first, end))
            return [(_whole, self.found.passive, self.kind, clause, length(end - first), commas)]
        mark, subordinate, inserted, pair = tags[place], "", False, False
        if at := bisect_left(self.opened, place):
            subordinate = "a whole" if VERB.search(tags, self.opened[at - 1], place) else "an open"
        if mark == ",":
            inserted = _CLOSES.match(tags, place, end) is not None
        elif mark in "-(":
            pair = tags.find("-" if mark == "-" else ")", place + 1, end) > 0
        before = min(3, tags.count(mark, first, place)), min(3, tags.count(",", first, place))
        to_come = length(end - place)
        return [
            (_mark, mark, clause, self.kind, tags[place - 1], length(place - first)),
            (_within, mark, to_come, *before, subordinate, inserted, pair, self.quoted < place),
        ]

    def following(self, place: int) -> list[Piece]:
        """Return what the words behind a place, before the end, say."""
        lowers, tags, end, that, clause = self.tokens.lowers, self.tags, self.end, self.that, self.verb < place
        mark = tags[place]
        opens = place + 1 if mark in ",;:-" else place
        follows = _follows(tags, opens, end)
        pieces: list[Piece] = [
            (_then, mark, follows, that, clause),
            (_segment, mark, *_next_verb(tags, opens, end)),
        ]
        if self.in_relative:
            pieces.append((_in_relative, mark, follows))
        if mark == "M" and lowers[place].endswith("day"):
            pieces.append((_day, that, clause, place + 1 == end))
        if tags[place - 1] in "Qkq":
            pieces.append((_behind_quotation, mark, follows))
        if verb := _NEXT_VERB.match(tags, opens, end):
            pieces.append((_tenses, self.form, _form(lowers[verb.end() - 1])))
        if opens < end:
            tag = tags[opens]
            word = lowers[opens] if tag in _OPENERS else ""
            if mark in ",-" or word:
                pieces.append((_next_word, mark, tag, word, opens > place))
            while opens < end - 1 and tags[opens] in "cb":
                opens += 1
            pieces.append((_to, mark, lowers[opens], tags[opens] in "ndgv"))
        return pieces


def _follows(tags: str, opens: int, end: int) -> str:
    """Return the name of what the tags from ``opens`` on begin with."""
    known = _FOLLOWS_BY_TAG.get(tags[opens]) if opens < end else None
    match = known[0].match(tags, opens, end) if known else None
    return known[1][match.lastindex - 1] if known and match and match.lastindex else "other"


def _next_verb(tags: str, opens: int, end: int) -> tuple[str, str]:
    """Return what kind of verb stands between a mark and the next, and the next mark."""
    close = _SEGMENT.search(tags, min(opens + 1, end), end)
    stop = close.start() if close else end
    if _SPEECH.search(tags, opens, stop):
        verb = "a speech verb"
    elif _FINITE.search(tags, opens, stop):
        verb = "a verb"
    else:
        verb = "-ed" if tags.find("d", opens, stop) >= 0 else "no verb"
    return verb, tags[stop] if close else "the end"


@lru_cache(2_000)
def _form(verb: str) -> str:
    """Return the tense of a verb as far as its spelling tells: says, was and would are not said of the same time."""
    if verb in _PAST:
        return "past"
    if verb in _PRESENT or verb.endswith("s"):
        return "present"
    return "past" if verb.endswith("ed") else verb[-2:] if verb.endswith(("ld", "id", "ll")) else "other"


def _of(that: bool, clause: bool) -> str:
    return f"{'that' if that else 'bare'}, {_has(clause)}"


def _has(clause: bool) -> str:
    return "clause" if clause else "no clause"


def _opens(mark: str, clause: bool, that: bool, opens: str) -> tuple[str, ...]:
    """Name what a content starts with, for an end at a mark."""
    start = "that" if that else "bare"
    special = f"at {mark}: {start} {opens if opens in 'TPGgsw' else ''} {_has(clause)}"
    return f"at {mark}: {start}", special, f"at {mark}: content {opens}"


def _first_word(mark: str, word: str) -> tuple[str]:
    """Name the word that a content starts with."""
    return (f"at {mark}: content {word}",)


def _cue(mark: str, tag: str, passive: bool, before: str, verb: str) -> tuple[str, ...]:
    """Name the cue, for an end at a mark."""
    return (
        f"at {mark}: cue {tag}{' passive' if passive else ''}",
        f"at {mark}: cue behind {before}",
        f"at {mark}: {verb}",
    )


def _behind(mark: str, before: str, inner: bool) -> tuple[str, ...]:
    """Name what stands before an attribution that does not open its sentence."""
    behind = f"at {mark}: subject behind {before}"
    return (f"at {mark}: inner", behind) if inner else (behind,)


def _whole(passive: bool, kind: str, clause: bool, long: str, commas: int) -> Iterator[str]:
    """Name what a content looks like that ends with its sentence."""
    yield from ("whole", f"whole, {kind}", f"whole, {_has(clause)}", f"whole, {long}", f"whole, commas: {commas}")
    if passive:
        yield "whole, passive"


def _mark(mark: str, clause: bool, kind: str, before: str, long: str) -> tuple[str, ...]:
    """Name a mark at which a content may end, and what stands before it."""
    has = _has(clause)
    after = f"at {mark}", f"at {mark} after {has}", f"at {mark} after {kind}, {has}"
    return *after, f"at {mark} behind {before}", f"at {mark} after {long}"


def _within(
    mark: str, to_come: str, such: int, commas: int, subordinate: str, inserted: bool, pair: bool, quoted: bool
) -> Iterator[str]:
    """Name how a mark stands among the others."""
    yield f"at {mark} with {to_come} to come"
    yield f"at {mark}, such before: {such}"
    yield f"marks before: {commas}"
    if subordinate:
        yield f"at {mark}, behind {subordinate} subordinate clause"
    if inserted:
        yield "an insertion"
    if pair:
        yield f"a pair of {mark}"
    if quoted:
        yield f"at {mark} behind a quotation"


def _then(mark: str, follows: str, that: bool, clause: bool) -> tuple[str, str]:
    """Name what follows a mark."""
    return f"at {mark}, {follows} follows", f"at {mark}, {follows} follows {_of(that, clause)}"


def _in_relative(mark: str, follows: str) -> tuple[str]:
    """Name what follows a mark where the cue stands in a relative clause."""
    return (f"at {mark}, {follows} follows, in a relative clause",)


def _segment(mark: str, verb: str, stop: str) -> tuple[str, str]:
    """Name the verb between a mark and the next."""
    return f"at {mark}, {verb} before the next", f"at {mark}, {verb} before {stop}"


def _day(that: bool, clause: bool, last: bool) -> tuple[str]:
    """Name a day at which a content may end."""
    return (f"at a day, {_of(that, clause)}, {'at the end' if last else 'inside'}",)


def _behind_quotation(mark: str, follows: str) -> tuple[str]:
    """Name what follows a mark right behind a quotation."""
    return (f"at {mark} right behind a quotation, {follows} follows",)


def _tenses(cue: str, verb: str) -> tuple[str]:
    """Name the tense of the cue, and of the verb behind a mark."""
    return (f"{cue}, then {verb}",)


def _next_word(mark: str, tag: str, word: str, behind: bool) -> Iterator[str]:
    """Name the tag behind a mark, and the word where it tells something; or the word that is itself the mark."""
    if mark in ",-":
        yield f"at {mark} then {tag}"
    if word:
        yield f"{mark} then {word}" if behind else f"at {word}"


def _to(mark: str, word: str, by_ending: bool) -> tuple[str, ...]:
    """Name the first word behind a mark and *and* or *but*."""
    return (f"at {mark} to {word}", f"at {mark} to -{word[-2:]}") if by_ending else (f"at {mark} to {word}",)
