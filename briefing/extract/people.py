"""Who is named in a document, by which names and in which roles.

A name is a run of capitalised words outside quotations. What stands before it and carries a role (*Defence Minister*),
or after it between commas (*, a deputy minister of defence,*), is its role. Mentions that share their last word are one
person, and the fullest of them is the person's name, unless two people share it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from briefing.extract.finding import Span
from briefing.extract.grammar import is_nickname
from briefing.extract.lexicon import classes, words
from briefing.extract.tokens import Tokens

_RUN = re.compile("[NM](?:[NM]*N|(?<=N))(?:(?:nn?|q)N+)*")
_OWNED = re.compile("[Nz](?:(?<=N)N{0,2}z|(?<=z))")
"""Names, and names of owners. Both open with a set of tags, since that is what is found fastest."""
_BODY = re.compile("(?:[fP]D?N+(?:cN+)?)(?:fD?N+)?")
"""What the name of a body goes on with: the Ministry | of Health and Child Care; the Centre | for Disease Control."""
_SHARED = frozenset(["co", "ex", "then"])
_PLACES = frozenset(["east", "great", "los", "new", "north", "saint", "san", "south", "united", "upper", "west"])
"""Words that open the name of a place, which ends before no person’s: the secretary of New South Wales."""
_FOR = frozenset(["for", "of", "on"])
_PARTICLES = frozenset(
    [
        "abu",
        "al",
        "bin",
        "ben",
        "da",
        "das",
        "de",
        "del",
        "dela",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "las",
        "le",
        "los",
        "ole",
        "ter",
        "van",
        "von",
        "wa",
        "y",
    ]
)
_ROLE_AFTER = re.compile(r",([DES]?[RgdnN0z]*[nN](?:[fPT]D?[gdnN0z]*[nN])*)(?=,|[.\n)]|W)")
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|their|its)\s+", re.IGNORECASE)
_LONGEST = 5
"""Words that a person's name has at most."""
_IN_HEADINGS = 3
"""Words of a name that stands first in a heading In Which Every Word Has a Capital; more are no name."""
_HEADING = 4
"""Tokens that such a heading has at least."""
_ACRONYM = 3
"""Letters that an acronym has at least; fewer are initials."""
_NAMESAKES = 8
"""People of one last name among whom a short mention chooses."""
_FAR = 1_000_000
_SEXES = ("-", "f", "m")
_KNOWN = 64
_ENDINGS = frozenset(["jr", "sr", "ii", "iii", "iv", "jr.", "sr."])


@dataclass(slots=True)
class Person:
    """Somebody (or an institution) with a name; ``mentions`` are where it stands: first token to the token after."""

    name: str
    role: str | None = None
    gender: str = "-"
    mentions: dict[int, int] = field(default_factory=dict)
    last: int = 0
    words: frozenset[str] = field(init=False)
    """The words of the name, in small letters."""

    def __post_init__(self) -> None:
        """Take the name apart."""
        self.words = frozenset(self.name.lower().split())


_BODIES = frozenset(["staff", "assembly", "council", "court", "conference", "synod"])
"""What the word General stands before without being anybody's rank."""


class _Named(NamedTuple):
    """A run of capitals taken apart: the tokens of the name, its role, and the sex that a title gives away.

    ``first`` is the first token of the name, ``end`` the one behind it; ``body`` is where the name of an institution
    goes on to, ``end`` for others. ``doubtful`` says that the first word may be none of the name, ``heading`` that the
    name stands in a heading where every word has a capital.
    """

    first: int
    end: int
    role: str | None
    gender: str
    body: int
    doubtful: bool
    heading: bool

    def rank(self) -> tuple[bool, int, bool]:
        """Return what to sort names by: the fullest and surest first."""
        return self.heading, self.first - self.body, self.doubtful


class People:
    """The people of a document. Look them up by token."""

    def __init__(self, tokens: Tokens) -> None:
        """Read the names of ``tokens``."""
        self.tokens = tokens
        self.people: dict[str, list[Person]] = {}
        self.first_names: dict[str, list[Person]] = {}
        self.order: list[tuple[int, Person]] = []
        runs: list[_Named] = []
        for run in _RUN.finditer(tokens.tags):
            runs += self._taken_apart(*run.span())
        runs.sort(key=_Named.rank)
        for named in runs:
            self._enter(named)
        for owner in _OWNED.finditer(tokens.tags):
            self._enter_owner(*owner.span())
        self.order.sort(key=itemgetter(0))
        self._places = [at for at, _ in self.order]

    def named_in(self, first: int, end: int) -> list[tuple[int, Person]]:
        """Return who is named by the tokens from ``first`` up to ``end``, with where."""
        low = bisect_left(self._places, first)
        return self.order[low : bisect_left(self._places, end, low)]

    def called(self, word: str) -> list[Person]:
        """Return the people whose name ends in ``word``, in any case."""
        return self.people.get(word.lower(), [])

    def before(self, token: int, *, reach: int) -> Iterator[tuple[int, Person]]:
        """Yield who is named before ``token``, nearest first, at most ``reach`` mentions back."""
        at = bisect_right(self._places, token)
        yield from reversed(self.order[max(0, at - reach) : at])

    def _taken_apart(self, first: int, end: int) -> Iterator[_Named]:
        """Split a run into role and name: Deputy Defence Minister | Ivan Havryliuk."""
        tokens, titles = self.tokens, _titles()
        first = max(first, tokens.tags.rfind("M", first, end) + 1)  # Last week | State Department official Ana Ruiz
        heading = end - first > _IN_HEADINGS and self._is_heading(first)
        for start, stop in _pieces(tokens, first, end):
            cut, gender = start, "-"
            for i, word in enumerate(tokens.words[start:stop], start):
                if "-" in word:
                    word = _of_several(word)
                if word in titles and not self._is_body(i, stop) and not self._is_surname(start, i, stop):
                    cut, gender = i + 1, titles[word] or gender
            if cut == start and stop - start > 2:
                if self._holds_office(start, stop):
                    cut = stop - 2  # Defence Minister of Ukraine | Rustem Umerov
                elif tokens.words[cut].endswith("ing") and self._opens(cut):
                    cut += 1  # Using Ted Cruz
            if cut < stop and stop - cut <= _LONGEST and not (heading and stop - cut > _IN_HEADINGS):
                gender = gender if gender != "-" else _given().get(tokens.lowers[cut], "-")
                role = self._role(start, cut, stop)
                body = self._body(stop) if role is None and tokens.tags[stop] in "fP" else stop
                doubtful = stop - cut > 1 and self._is_doubtful(cut, stop)
                yield _Named(cut, stop, role, gender, body, doubtful, heading)

    def _is_surname(self, start: int, at: int, stop: int) -> bool:
        """Say whether a title is somebody’s last name: Ken Doctor, Ana King."""
        return at + 1 == stop and at > start and self.tokens.lowers[at - 1] in _given()

    def _is_body(self, at: int, stop: int) -> bool:
        """Say whether a word begins what a body is called: the General Staff, the General Assembly."""
        tokens = self.tokens
        return at + 2 == stop and tokens.lowers[at] == "general" and tokens.lowers[at + 1] in _BODIES

    def _holds_office(self, start: int, stop: int) -> bool:
        """Say whether a place stands before a name: the minister of Ukraine | Ana Ruiz, the envoy to Ukraine | …"""
        tokens = self.tokens
        name = start
        if start > 2 and tokens.tags[start - 2 : start] == "fD":
            start -= 1  # the former speaker of the House Ana Ruiz
        if start < 2 or tokens.tags[start - 1] not in "fPT" or tokens.lowers[stop - 1] in words("organisation-words"):
            return False
        return tokens.lowers[start - 2] in words("roles") and tokens.lowers[name] not in _PLACES

    def _body(self, stop: int) -> int:
        """Return where the name of an institution ends that its own word carries up to ``stop``."""
        tokens = self.tokens
        if tokens.lowers[stop - 1] not in words("organisation-words"):
            return stop
        goes_on = _BODY.match(tokens.tags, stop, stop + _LONGEST + 3) if tokens.lowers[stop] in _FOR else None
        return goes_on.end() if goes_on else stop

    def _is_doubtful(self, cut: int, stop: int) -> bool:
        """Say whether the first of several words may be none of a name: Hosting Ruiz, Angry Ruiz, FCPA Ruiz."""
        tokens = self.tokens
        word = tokens.words[cut]
        if word.isupper() and word.isalpha() and len(word) >= _ACRONYM and not tokens.words[stop - 1].isupper():
            return True
        return (word.endswith("ing") or word.lower() in words("adjectives")) and self._opens(cut)

    def _is_heading(self, token: int) -> bool:
        """Say whether a token stands in a paragraph In Which Every Word Has a Capital."""
        tokens = self.tokens
        first, end = tokens.sentences[tokens.sentence_of(token)]
        capitals = tokens.tags.count("N", first, end) + tokens.tags.count("M", first, end)
        return end - first >= _HEADING and tokens.tags[end] == "\n" and 3 * capitals >= 2 * (end - first)

    def _opens(self, token: int) -> bool:
        return token == 0 or self.tokens.tags[token - 1] in ".\n"

    def _role(self, start: int, cut: int, stop: int) -> str | None:
        """Return the role of a name: before it (with what is written small there), or behind it between commas."""
        tokens = self.tokens
        first = start
        if first > 1 and tokens.tags[first - 1] == "f" and tokens.tags[first - 2] == "N":
            first -= 2
            while first and tokens.tags[first - 1] == "N":
                first -= 1
            if any(tokens.lowers[i] in words("roles") for i in range(first, start)):
                return _clean(tokens.text[tokens.starts[first] : tokens.ends[cut - 1]])
            first = start
        while first and tokens.tags[first - 1] in "nNzd" and first > start - 6:
            first -= 1
        roles = words("roles")
        for carries in range(cut - 1, first - 1, -1):
            if tokens.lowers[carries] in roles:
                stop_at = tokens.ends[carries] + tokens.text.startswith(".", tokens.ends[carries])
                return _clean(tokens.text[tokens.starts[first] : stop_at])
        after = _ROLE_AFTER.match(tokens.tags, stop) if tokens.tags[stop] == "," else None
        if after is not None and tokens.lowers[self._head(*after.span(1))] in roles:
            return _clean(tokens.text[slice(*tokens.span(*after.span(1)))])
        return None

    def _head(self, first: int, end: int) -> int:
        """Return the token that carries a noun phrase: minister in deputy minister of defence."""
        return next((i for i in range(first, end) if self.tokens.tags[i] in "fPT"), end) - 1

    def _enter(self, named: _Named) -> None:
        first, end, role, gender, body, doubtful, _ = named
        tokens, last = self.tokens, end - 1
        lowers = tokens.lowers
        if last > first and lowers[last] in _ENDINGS:
            last -= 1
        known = self.people.setdefault(lowers[last], [])
        if doubtful and len(known) == 1 and " " in known[0].name:
            first += 1
        if not known and last == first and not tokens.words[last].isupper():
            known = self.first_names.get(lowers[last], known)
        person = self._same(known, first, body, gender) if known else None
        if person is None:
            person = Person(" ".join(tokens.text[tokens.starts[first] : tokens.ends[body - 1]].split()))
            known.append(person)
            if last > first:
                self.first_names.setdefault(lowers[first], []).append(person)
        person.role = person.role or role
        if person.gender == "-":
            person.gender = gender
        person.mentions[first] = body
        person.last = first
        self.order.append((first, person))

    def _enter_owner(self, first: int, end: int) -> None:
        """Note where somebody known is named who owns what follows: Ruiz’s mind."""
        tokens = self.tokens
        name = tokens.text[slice(*tokens.span(first, end))].lower().rstrip("s").rstrip("'’").split()
        able = [p for p in self.people.get(name[-1], ())[-_NAMESAKES:] if p.words.issuperset(name)]
        if len(able) == 1 and first not in able[0].mentions:
            able[0].mentions[first] = end
            self.order.append((first, able[0]))

    def _same(self, known: list[Person], first: int, end: int, gender: str) -> Person | None:
        """Return which of the people with this last word is meant: one whose name holds every word."""
        parts = frozenset(self.tokens.lowers[first:end])
        sexes = _SEXES if gender == "-" else ("-", gender)
        able = [p for p in known[-_KNOWN:] if parts <= p.words and p.gender in sexes]
        if len(able) < 2:
            return able[0] if able else None
        return min(able[:_NAMESAKES], key=lambda p: first - p.last if p.last < first else _FAR)


def _pieces(tokens: Tokens, first: int, end: int) -> list[Span]:
    """Split a run where a word written small is not a particle of a name."""
    if "n" not in (run := tokens.tags[first:end]) and "q" not in run:
        return [(first, end)] if first < end else []  # most runs
    found: list[Span] = []
    start = first
    for i, tag in enumerate(run, first):
        small = tag == "n" and tokens.lowers[i] not in _PARTICLES
        if small or (tag == "q" and not is_nickname(tokens, i, first)):
            if start < i:
                found.append((start, i))
            start = i + 1
    if start < end:
        found.append((start, end))
    return found


def _of_several(word: str) -> str:
    """Return a title without what says that others share it or that it was once held: co-owner, ex-minister."""
    before, dash, title = word.partition("-")
    return title if dash and before.lower() in _SHARED else word


@cache
def _titles() -> dict[str, str]:
    """Roles and forms of address as they are written, with the sex that they give away, if any."""
    known = dict.fromkeys(words("roles"), "") | {w: g for g, members in classes("honorifics").items() for w in members}
    return {form: g for word, g in known.items() for form in (word, word.capitalize(), word.title(), word.upper())}


@cache
def _given() -> dict[str, str]:
    return {name: gender for gender, members in classes("given-names").items() for name in members}


def _clean(role: str) -> str:
    """Return a role without its article, on one line."""
    role = " ".join(role.split())
    return _ARTICLE.sub("", role)
