"""Whose words a quotation is: hand-readable evidence for each who may have said it, weighed.

Each option has pieces of evidence (where it stands, what lies between, what kind of verb and subject it has, what the
quotation looks like), named in choice_names.py, each name a weight in ``data/speaker-evidence.txt``, and the greatest
sum wins. The weights were fitted to marked-up news by a conditional logit and rounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.extract import choice_names as name
from briefing.extract.attributions import Attribution
from briefing.extract.finding import Span
from briefing.extract.lexicon import words
from briefing.extract.options import INSIDE, Around, Option
from briefing.extract.tokens import Tokens
from briefing.extract.weighing import Piece, all_named, scale

_CLOSE = ("0", "1", *("3",) * 2, *("6",) * 3)
_GAPS = (*_CLOSE, *("12",) * 6)
"""The classes of numbers of tokens, by number; beyond them there are more."""
_LONG = 30
"""Characters of a quotation, with its marks, that is more than a word or two."""
_SIZES = (("short part", "long part"), ("short sentence", "long sentence"))
_BETWEEN = ",s;-Ww"
"""Tags that tell something where they stand between a cue and the quotation."""
_JOINS = frozenset("cb,")
_HEADS = (("role", "roles"), ("body", "organisation-words"), ("writing", "writings"))
_NOTHING = frozenset([*".,\nPMR-", ""])
"""Tags that follow an attribution behind which no clause goes on."""
_BEHIND_HEAD = re.compile("[fPT,(]")
"""What follows the word that carries a phrase."""
_QUOTED = re.compile("[Qkq]")
_NEW_CLAUSE = re.compile("(?:[,kQq][scb]|[,k]|;|-)$")
"""What stands before a clause of its own: …, while she; …; he."""
_BE = frozenset(["is", "are", "was", "were", "been", "being", "be"])
_UNREAL = frozenset(["would", "could", "will", "might", "may", "can", "should", "not", "if"])
_SAYING = frozenset(["say", "tell", "according"])
_BARE = 3
"""Tags between a cue and the quotation that are looked at as one."""


class _Shape(NamedTuple):
    """What a quotation looks like, in words.

    The tag before it, its length and first letter, its last tag, who is in its sentence, how near somebody speaks.
    """

    opening: str
    size: str
    end: str
    company: str
    nearest: str


def best(tokens: Tokens, token: int, among: Sequence[Option], around: Around) -> tuple[Option, float]:
    """Return the option with the greatest weight of evidence, and how sure that is: its share, from 0 to 1."""
    if len(among) == 1:
        return among[0], 1.0
    sums = list(map(scale("speaker-evidence").weigh, evidence_pieces(tokens, token, among, around)))
    most = max(sums)
    chosen = among[sums.index(most)]
    shares = [math.exp(one - most) for one in sums]
    subject = chosen.attribution and chosen.attribution.subject
    same = [share for (_, one), share in zip(among, shares, strict=True) if (one and one.subject) == subject]
    return _nearer(token, among, chosen), sum(same) / sum(shares)


def _nearer(token: int, among: Sequence[Option], chosen: Option) -> Option:
    """Return the nearer cue of the same speaker: called it … and said it was."""
    at = chosen.attribution
    if at is None or at.cue[1] >= token:
        return chosen
    for option in reversed(among):
        one = option.attribution
        if one and option.how == "said" and at.cue[1] < one.cue[0] < token and one.subject == at.subject:
            return option
    return chosen


def evidence(tokens: Tokens, token: int, among: Sequence[Option], around: Around) -> Iterator[list[str]]:
    """Yield for each option the names of what speaks for or against it."""
    return map(all_named, evidence_pieces(tokens, token, among, around))


def evidence_pieces(tokens: Tokens, token: int, among: Sequence[Option], around: Around) -> Iterator[list[Piece]]:
    """Yield for each option the pieces of evidence for or against it."""
    scene = _Scene(tokens, token, among, around)
    number = 0
    for option in among:
        if option.how in INSIDE:
            yield scene.inside(number)
            number += 1
        else:
            yield scene.outside(option)


@cache
def _between_speakers(before: str, after: str) -> str:
    """Say between whom a quotation stands: one string for each case, whose hash is known when it is looked up again."""
    return f"{before} from who speaks before, {after} behind"


def _class(number: int, classes: Sequence[str]) -> str:
    return "more" if number >= len(classes) else classes[number] if number > 0 else classes[0]


_Inside = tuple[str, Attribution, str, str]
"""An option in the sentence of a quotation: how it comes in, its attribution, the kind of that, its side."""


class _Sharing(NamedTuple):
    """The last cue before a quotation, where it has no subject of its own: …, saying “…”; … and called it “…”.

    ``form`` tells in tags what stands before it. ``subject`` is whom the attribution gives it, which a nearer subject,
    or one further away, may have a better right to.
    """

    at: int
    subject: Span
    form: str


class _Scene:
    """A quotation and who may have said it, with what is asked for each of them worked out once."""

    def __init__(self, tokens: Tokens, token: int, among: Sequence[Option], around: Around) -> None:
        self.tokens, self.token, self.around = tokens, token, around
        self.tags = tokens.tags
        self.first, end = tokens.sentences[tokens.sentence_of(token)]
        self.inner: list[_Inside] = [
            (how, one, name.kind_of(how, one.order, one.verb), "before" if one.cue[0] < token else "after")
            for how, one in among
            if one is not None and how in INSIDE
        ]
        self.speak = [one for how, one, _, _ in self.inner if how == "said"]
        """Who says something in the sentence."""
        self.shape = self._shape(end)
        self.sharing = self._sharing() if self.speak else None
        self._look_around()

    def _look_around(self) -> None:
        """Note which options stand nearest on either side, by number, and who says something before."""
        token = self.token
        self.nearest = {"before": -1, "after": -1}
        self.nearest_speaker = {"before": -1, "after": -1}
        self.says: list[int] = []
        self.last_left = -1
        """Where the last subject with a verb behind it starts before the quotation."""
        for number, (how, one, kind, side) in enumerate(self.inner):
            if side == "before" or self.nearest[side] < 0:
                self.nearest[side] = number
            if how == "said" and (side == "before" or self.nearest_speaker[side] < 0):
                self.nearest_speaker[side] = number
            if side == "before":
                if kind in _SAYING:
                    self.says.append(number)
                if one.left < one.cue[0] < token and one.left > self.last_left:
                    self.last_left = one.left

    def _shape(self, end: int) -> _Shape:
        tokens, token, first = self.tokens, self.token, self.first
        start = tokens.starts[token]
        opening = self.tags[token - 1] if token > first else "^"
        letter = tokens.text[start + 1 : start + 3].strip("'`‘“")[:1]
        size = _SIZES[letter.isupper()][tokens.ends[token] - start > _LONG]
        if end - first == 1:
            company = "its own sentence"
        elif self.speak:
            company = "with 1 said" if len(self.speak) == 1 else "with 2 said"
        else:
            company = "with a subject" if any(how == "subject" for how, _, _, _ in self.inner) else "alone"
        return _Shape(opening, size, self.tags[token], company, self._speakers())

    def _speakers(self) -> str:
        """Say how many tokens lie between a quotation and who speaks before and behind it in its sentence."""
        token = self.token
        before = after = "none"
        for one in self.speak:  # in the order of their cues
            if one.cue[0] < token:
                before = _class(token - one.right, _CLOSE)
            elif one.cue[0] > token:
                after = _class(one.left - token - 1, _CLOSE)
                break
        return _between_speakers(before, after)

    def _sharing(self) -> _Sharing | None:
        cues = [a for a in self.speak if a.subject and a.subject[0] < a.cue[0] < self.token]
        last = max(cues, key=lambda a: a.cue[0], default=None)
        if last is None or last.subject is None:
            return None
        at = last.cue[0]
        before = self.tags[self.first : at].rstrip("R")[-1:]
        if last.order == "participle":
            return _Sharing(at, last.subject, f"{before}-ing")
        return _Sharing(at, last.subject, before) if before in _JOINS else None

    def outside(self, option: Option) -> list[Piece]:
        """Return the evidence for or against somebody outside the sentence, or nobody."""
        how, one, shape = option.how, option.attribution, self.shape
        pieces: list[Piece] = [(name.outside, how, shape.opening, shape.size, shape.end, shape.company)]
        if marks := self.around.marks:
            pieces.append((name.marked, how, shape.company, *marks))
        if one is not None:
            tokens, (cue, end) = self.tokens, one.cue
            form, subject = _ending(tokens.lowers[cue]), _kind_of_subject(self.tags, one)
            pieces += (
                (name.outsider, how, one.order, one.verb, subject, shape.nearest, form),
                (name.then_outside, how, self.tags[end : end + 2]),
            )
        return pieces

    def inside(self, number: int) -> list[Piece]:
        """Return the evidence for or against somebody in the sentence."""
        tokens, tags, token, first, shape = self.tokens, self.tags, self.token, self.first, self.shape
        how, one, kind, side = self.inner[number]
        left, right, (at, end) = one.left, one.right, one.cue
        subject = _kind_of_subject(tags, one)
        before = tags[left - 1] if left > first else "^"
        word = tokens.lowers[left - 1] if before in name.LEADING else ""
        between = tags[right:token] if side == "before" else tags[token + 1 : left]
        gap = _class(len(between.strip(",:R-t")), _GAPS)
        pieces: list[Piece] = [
            (name.stands, side, kind, one.order, shape.end, subject, gap),
            (name.looks, side, kind, shape.opening, shape.size),
            (name.led, side, kind, before, word),
        ]
        if who := _who(tokens, one):
            pieces.append((name.is_who, side, kind, *who))
        if left >= first + 2:
            pieces.append((name.led_by_two, side, kind, tags[left - 2 : left]))
        pieces += (
            (name.among_speakers, side, kind, shape.nearest),
            (name.verb, side, kind, one.verb, _ending(tokens.lowers[at])),
            (name.then, side, kind, tags[end : end + 2]),
        )
        bare = between.replace("R", "")
        if len(bare) <= _BARE:
            pieces.append((name.bare, side, kind, bare))
        pieces += self._cue(how, one, side)
        if lies_between := self._lies_between(one, side, between):
            pieces.append(lies_between)
        if side == "before" and self.sharing is not None:
            pieces += self._shares(number, subject, before, self.sharing)
        pieces += self._nested(number)
        if nearest := self._nearest(number, kind, side):
            pieces.append(nearest)
        if side == "before":
            if right > self.last_left:
                pieces.append((name.nothing_nearer, kind, shape.opening))
            if self._inserted(one, between):
                pieces.append((name.inserted, kind))
        if self.around.here is not None:
            pieces += self._since(number, self.around.here)
        if token == first or left - first <= 2:
            pieces.append((name.opens, side, token == first, left - first <= 2))
        return pieces

    def _nearest(self, number: int, kind: str, side: str) -> Piece | None:
        """Return how near somebody stands compared with the others on that side."""
        says = ""
        if side == "before" and self.says:
            says = "first" if self.says[0] == number else "last" if self.says[-1] == number else "not"
        of_all, of_speakers = number == self.nearest[side], number == self.nearest_speaker[side]
        return (name.near, side, kind, says, of_all, of_speakers) if says or of_all or of_speakers else None

    def _inserted(self, one: Attribution, between: str) -> bool:
        """Say whether somebody stands between dashes or brackets that are closed before the quotation."""
        if "-" in between and "-" in self.tags[self.first : one.left]:
            return True
        return ")" in between and "(" in self.tags[self.first : one.left]

    def _cue(self, how: str, one: Attribution, side: str) -> Iterator[Piece]:
        """Yield what the words of a cue tell for this sort of option, and the form of the verb."""
        tokens, tags, (at, end) = self.tokens, self.tags, one.cue
        if how == "said":
            yield name.says, side, one.verb
        elif how == "subject":
            yield name.does, side, tokens.lowers[at], tags[at], _is_done_to(tokens, one)
        elif how == "owner":
            if tokens.lowers[at].removesuffix("s") in words("claim-nouns"):
                yield name.owns, tags[end : end + 1] == "t"
        elif how == "agent":
            yield name.source, one.verb, tags[one.left - 1]
        if one.passive:
            yield name.plain, "passive"
        if at:
            before = tags[at - 1]
            if before == "T":
                yield name.plain, "infinitive"
            elif before == "c" or before == "b":
                yield name.plain, "joined by and"
            if tokens.lowers[at - 1] in _UNREAL:
                yield name.plain, "unreal"

    def _lies_between(self, one: Attribution, side: str, between: str) -> Piece | None:
        """Return what parts somebody from a quotation, and what follows behind it."""
        inner = between[:-1] if side == "before" and between.endswith(",") else between
        marks = "".join([mark for mark in _BETWEEN if mark in inner]) if inner else ""
        quotation = "Q" in between or "k" in between or "q" in between
        own = nothing = False
        if side == "after":
            right = one.right
            own = _QUOTED.search(self.tags, right, right + 2) is not None
            nothing = self.tags[right : right + 1] in _NOTHING
        found = marks or quotation or own or nothing
        return (name.lies_between, side, marks, quotation, own, nothing) if found else None

    def _nested(self, number: int) -> Iterator[Piece]:
        """Yield whether somebody stands in what another reports, or reports another himself, before the quotation."""
        tags, token, (_, one, _, side) = self.tags, self.token, self.inner[number]
        for how, other, kind, _ in self.inner[:number]:
            speaks = how == "said" and kind != "open" and other.cue[0] < token
            if speaks and _adjoins(tags, other, one) and other.cue != one.cue:
                yield name.plain, f"{side}, inside what another reports"
                break
        if side == "before":
            for _, other, _, _ in self.inner[number + 1 :]:
                if other.cue[0] < token and _adjoins(tags, one, other):
                    yield name.plain, "reports another"
                    break

    def _shares(self, number: int, subject: str, leading: str, sharing: _Sharing) -> Iterator[Piece]:
        """Yield whether somebody may do what a cue tells that shares its subject, and who stands between them."""
        how, one, _, _ = self.inner[number]
        if one.subject is None or one.subject[1] > sharing.at or how in ("owner", "agent"):
            return
        start, stop = one.subject[1], sharing.at
        between = {
            other.subject
            for how_, other, _, _ in self.inner
            if other.subject and start <= other.subject[0] < stop and how_ != "owner" and how_ != "agent"
        }
        mine = one.subject == sharing.subject
        yield name.shares, mine, sharing.form, min(len(between), 2), subject, how, leading

    def _since(self, number: int, here: Attribution) -> Iterator[Piece]:
        """Yield what the quotation before in the sentence tells: who spoke it, and who has come in since."""
        tags, token, first = self.tags, self.token, self.first
        last = max(tags.rfind("Q", first, token), tags.rfind("k", first, token), tags.rfind("q", first, token))
        if last < 0:
            return
        how, one, kind, side = self.inner[number]
        if here.subject == one.subject:
            since = [a for a in self.speak if last < a.cue[0] < token and a.subject != here.subject]
            clause = bool(since) and _NEW_CLAUSE.search(tags[first : since[-1].left]) is not None
            yield name.spoke_before, side, kind, bool(since), clause
        elif last < one.cue[0] < token:
            yield name.since, side, kind, how, _NEW_CLAUSE.search(tags[first : one.left]) is not None
        else:
            yield name.plain, "another spoke the quotation before"


def _adjoins(tags: str, one: Attribution, other: Attribution) -> bool:
    """Say whether nothing but *that* or a comma stands between two attributions, the second behind the first."""
    apart = other.left - one.right
    return apart <= 0 or (apart == 1 and tags[one.right] in "t,")


def _who(tokens: Tokens, one: Attribution) -> tuple[str, str] | None:
    """Return what sort of word carries a subject that is more than a pronoun, and what it opens with."""
    first, end = one.subject or (0, 1)
    tags = tokens.tags
    opening = tags[first]
    if end - first == 1 and opening not in "NnzdgvV0":
        return None
    behind = _BEHIND_HEAD.search(tags, first + 1, end)
    head = (behind.start() if behind else end) - 1
    return _kind_of_head(tokens.lowers[head], "name" if tags[head] == "N" else "noun"), opening


@lru_cache(1000)
def _kind_of_head(word: str, what: str) -> str:
    kind = next((label for label, listed in _HEADS if word in words(listed)), None)
    return f"{kind or ('many' if word.endswith('s') else 'one')} by {what}"


def _kind_of_subject(tags: str, one: Attribution) -> str:
    first, end = one.subject or (0, 1)
    if tags[end - 1] in "twW":
        return "relative"
    if end - first == 1 and tags[first] in "HhISO":
        return "H" if tags[first] == "h" else tags[first]
    return "name" if "N" in tags[first:end] else "noun"


@lru_cache(1000)
def _ending(word: str) -> str:
    return "-ing" if word.endswith("ing") else "-ed" if word.endswith("ed") or word == "said" else "another form"


def _is_done_to(tokens: Tokens, one: Attribution) -> bool:
    """Say whether a verb of no list looks passive: the dam is seen."""
    at = one.cue[0] - 1
    while at > 0 and tokens.tags[at] == "R":
        at -= 1
    return tokens.tags[one.cue[0]] in "dvVn" and tokens.lowers[at] in _BE
