"""Attributions: places where the text says that somebody says something.

An attribution is a cue (*said*, *according to*) with its subject. What it attributes is decided by the rules for quotes
and for statements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from briefing.extract.finding import Span
from briefing.extract.grammar import after_dateline, clause_subject, governor, phrase_at, subject_after, subject_before
from briefing.extract.lexicon import verbs, words
from briefing.extract.tokens import Tokens

Order = Literal["subject first", "verb first", "participle", "according"]


@dataclass(slots=True)
class Attribution:
    """A cue and its subject, as ranges of tokens; ``sentence`` counts from 0. Nothing changes one once it is made.

    ``left`` is the first token of both, ``right`` the token behind them: kept, since they are asked for most of all.
    """

    cue: Span
    subject: Span | None
    order: Order
    sentence: int
    verb: str
    passive: bool = False

    left: int = field(init=False, compare=False)
    right: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what bounds cue and subject."""
        left, right = self.cue
        if self.subject:
            first, end = self.subject
            if first < left:  # as min and max would have it, at a third of the time
                left = first
            if end > right:
                right = end
        self.left, self.right = left, right


_OPEN = frozenset({"say", "ed"})
"""The classes of a verb that stands in no list, and reports by its place."""
_CLAUSE = re.compile("[AVvdhQkq]")
_RELATIVE = re.compile(",(?:[dg]|[^,]{0,6}[Ww])[^,]*,")
_REDUCED = re.compile("P?M+V")
_APPOSED_TITLE = re.compile("[DES]?[nN0z]*[nN],(?:[Ww]|[^AVvh]*$)")
"""What a sentence opens with where a comma behind a quotation does not end it: Ruiz, host of “The Hour,” thanked."""
_OBJECT_OF = re.compile("[vdgVGA][RP]?$")
_TO_DO = re.compile("[nNz]T[nv]")
_HAS = re.compile("he['’]s$", re.IGNORECASE)
_QUOTED_BY = re.compile("AR*(?P<verb>V)P[DES]?[nN0]*[nN]s$")
_PLACES = frozenset(["at", "in", "on"])
_POINTERS = frozenset(["it", "that", "this", "which"])
"""Words of which *is to say* tells nothing that anybody says."""
_REDUCED_HEADINGS = frozenset(["believed", "expected", "reported", "thought"])
_EITHER = frozenset(["both", "either"])
_MEANS = frozenset(["e-mail", "email", "fax", "letter", "phone", "telephone", "text", "video", "videolink"])
_PEOPLE = re.compile("[NOHI]")
_CUE = re.compile("[VGL]")
_VIEWS = frozenset(["words", "opinion", "view"])
_WORDS = re.compile("P(?P<who>S|D?[nN]*z)n,")
_AS_SAYING = re.compile("(?:[DES]?[nN0z]*[nN]|O)sG")
_STOPS = frozenset(".!?…")
_BE = re.compile(r"(?:\b(?:am|is|are|was|were|been|being|be)|['’]s)$", re.IGNORECASE)


def attributions(tokens: Tokens) -> Iterator[Attribution]:
    """Yield the attributions of a document in the order of their cues."""
    before: Attribution | None = None
    tags = tokens.tags
    cues = [match.start() for match in _CUE.finditer(tags)]
    next_cue = 0
    for number, (first, end) in enumerate(tokens.sentences):
        if before and tags[first] != "G":  # a sentence may open with Adding, and go on with the one before
            before = None
        start = after_dateline(tokens, first, end)
        if opening := _opening(tokens, start, end, number):
            yield opening
        last = bisect_left(cues, end, next_cue)
        for at in cues[next_cue:last]:
            found = _attribution(tokens, at, start, end, number, before) if at >= start else None
            if found is not None:
                yield found
                before = found
        next_cue = last


def _opening(tokens: Tokens, first: int, end: int, number: int) -> Attribution | None:
    """Return the attribution that a sentence opens with, without a verb."""
    tag = tokens.tags[first]
    if tag == "P":
        return _in_words(tokens, first, number)
    return _as_per(tokens, first, end, number) if tag == "s" else None


def _attribution(
    tokens: Tokens, at: int, first: int, end: int, number: int, before: Attribution | None
) -> Attribution | None:
    """Return the attribution whose cue is at token ``at``; ``before`` is the one before it in the sentence."""
    tag = tokens.tags[at]
    if tag == "L":
        return _according(tokens, at, end, number)
    verb = tokens.lowers[at]
    if tag == "G":
        return _participle(tokens, at, first, number, verb, before)
    return _finite(tokens, at, first, end, number, verb, before)


def _according(tokens: Tokens, at: int, end: int, number: int) -> Attribution | None:
    if at + 2 >= end or tokens.tags[at + 1] != "T":
        return None
    subject = phrase_at(tokens, at + 2, end) if tokens.lowers[at + 2] not in ("whom", "which") else None
    if subject and subject[1] < end and tokens.tags[subject[1]] == "P" and tokens.lowers[subject[1]] in ("by", "from"):
        author = phrase_at(tokens, subject[1] + 1, end)
        subject = (subject[0], author[1]) if author else subject  # according to data from the port
    return Attribution((at, at + 2), subject, "according", number, "according to") if subject else None


def _in_words(tokens: Tokens, first: int, number: int) -> Attribution | None:
    """Return who has the words that a sentence opens with: In his words, the bridge is safe."""
    match = _WORDS.match(tokens.tags, first)
    if match is None or tokens.lowers[first] != "in" or tokens.lowers[match.end() - 2] not in _VIEWS:
        return None
    return Attribution((first, match.end() - 1), match.span("who"), "according", number, "according to")


def _as_per(tokens: Tokens, first: int, end: int, number: int) -> Attribution | None:
    """Return whom a sentence opens with that goes as somebody has it: As per the council, the road is closed."""
    if tokens.tags[first : first + 2] != "sP" or tokens.lowers[first] != "as" or tokens.lowers[first + 1] != "per":
        return None
    subject = phrase_at(tokens, first + 2, end)
    return Attribution((first, first + 2), subject, "according", number, "according to") if subject else None


def _participle(
    tokens: Tokens, at: int, first: int, number: int, verb: str, before: Attribution | None
) -> Attribution | None:
    tags = tokens.tags
    previous = tags[at - 1] if at > first else ""
    base = verbs("speech-verbs").get(verb, (verb, _OPEN))[0]
    if previous and (previous in "DSz" or tokens.lowers[at - 1] == "worth"):
        return None
    if previous == "A" or (previous == "R" and at - 2 >= first and tags[at - 2] == "A"):
        return Attribution((at, at + 1), subject_before(tokens, at, first), "subject first", number, base)
    opens = at == first or (at == first + 1 and previous in "sPR")
    comma = tags.find(",", at) if opens else -1
    ahead = phrase_at(tokens, comma + 1, tokens.sentences[number][1]) if comma >= 0 else None
    if previous == "s" and at - 2 >= first and tags[at - 2] in "NnO0," and tokens.lowers[at - 1] == "as":
        told_by = _QUOTED_BY.search(tags, first, at)  # Ruiz was quoted by NNA as saying
        subject = subject_before(tokens, told_by.start("verb") if told_by else at - 1, first)  # quoted Ruiz as saying
    elif opens and before is None:  # While saying that …, he
        subject = ahead
    elif previous and tags[_before_adverbs(tags, at, first)] in "NnO0M":  # with aides saying, a hat reading
        subject = _author(tokens, subject_before(tokens, at, first), first)
        subject = _doer(tokens, at, subject, first)
    else:
        beside = before is not None and before.order == "participle" and tags[before.cue[0] - 1] != ","
        if before and before.subject and not (beside and previous == ","):
            subject = before.subject
        else:  # demands the passing of bills attacking unions, claiming
            subject = clause_subject(tokens, at, first)
    return Attribution((at, at + 1), subject, "participle", number, base)


def _doer(tokens: Tokens, at: int, subject: Span | None, first: int) -> Span | None:
    """Return who does what an -ing form behind a thing tells: they spent the day attacking him."""
    if subject is None or subject[0] <= first or subject[1] > at:
        return subject
    tags, before = tokens.tags, subject[0] - 1
    placed = tokens.lowers[before] in _PLACES and "N" in tags[slice(*subject)] and tokens.tags[at - 1] == "N"
    if tags[before] not in "vAVP" or tokens.lowers[before] == "with" or (not placed and _may_speak(tokens, subject)):
        return subject
    return governor(tokens, subject[0], first) or subject


def _may_speak(tokens: Tokens, subject: Span) -> bool:
    """Say whether a phrase names people or what they write: an -ing form behind it tells what those do."""
    head = tokens.lowers[subject[1] - 1]
    people = _PEOPLE.search(tokens.tags, *subject) is not None or head.endswith("s")
    return people or head in words("roles") or head in words("writings")


def _before_adverbs(tags: str, at: int, first: int) -> int:
    at -= 1
    while at > first and tags[at] == "R":
        at -= 1
    return at


def _author(tokens: Tokens, subject: Span | None, first: int) -> Span | None:
    """Return who sent the e-mail that says something, where the sentence tells: she sent out an e-mail saying."""
    if subject is None or subject[0] < first or tokens.lowers[subject[1] - 1] not in words("writings"):
        return subject
    start = subject[0]
    verb = tokens.tags[start] in "dg"  # issued a statement
    if not verb and not _OBJECT_OF.search(tokens.tags, max(first, start - 3), start):
        return subject
    return clause_subject(tokens, start, first) or subject


def _finite(
    tokens: Tokens, at: int, first: int, end: int, number: int, verb: str, before: Attribution | None
) -> Attribution | None:
    tags = tokens.tags
    previous = tags[at - 1] if at > first else ""
    base, kinds = verbs("speech-verbs").get(verb, (verb, _OPEN))
    if previous and previous in "DSzfP" and not (previous == "P" and tokens.lowers[at - 1] in ("since", "past")):
        return None
    if previous == "n" and "nouns" in kinds and "W" not in tags[first:at] and _disagree(tokens.lowers[at - 1], kinds):
        return None
    before_noun = _REDUCED.match(tags, at + 1) or (at > first and _is_adjective(tokens, at - 1, first))
    if "ed" in kinds and previous in ("N", "n") and before_noun:
        return None  # a poll released on Monday found, recent published reports
    if base in ("quote", "cite") and _AS_SAYING.match(tags, at + 1, end):
        return None  # the Gazette quoted Ruiz as saying
    if base == "continue" and tags[at + 1] == "T":
        return None  # has continued to fall
    if base == "put" and (at + 1 >= end or tokens.lowers[at + 1] != "it"):
        return None
    either = at > first and tokens.lowers[at - 1] in _EITHER
    passive = ((previous in ("A", "R") or either) and _is_passive(tokens, at, first, kinds)) or (
        previous in ("s", ",", "N", "n") and _by(tokens, at, end, kinds)
    )
    if not passive and base != "put" and (subject := _inverted(tokens, at, first, end, kinds)):
        return Attribution((at, at + 1), subject, "verb first", number, base)
    if passive:
        subject = subject_before(tokens, at, first) if base in ("quote", "convince") else _agent(tokens, at, end)
    elif previous and previous in "cb" and before and before.subject and before.cue[1] < at:
        subject = before.subject
    else:
        subject = subject_before(tokens, at, first)
    if subject and not passive and _says_nothing(tokens, at, first, end, subject):
        return None
    return Attribution((at, at + 1), subject, "subject first", number, base, passive)


def _says_nothing(tokens: Tokens, at: int, first: int, end: int, subject: Span) -> bool:
    """Say whether a verb of speech tells nothing that anybody says.

    That is so in *which is to say*, *his refusal to say*, *1 reported dead*, and where a heading has *rates expected to
    rise* for *are expected*.
    """
    tags = tokens.tags
    start, stop = subject
    if tags[at - 1] == "T":
        owned = tags[start] == "S" or "z" in tags[start:stop]
        idiom = tokens.lowers[at] == "say" and stop - start == 1 and tokens.lowers[start] in _POINTERS
        before = at - 2 - (tags[at - 2] == "R")
        return (idiom and _BE.search(tokens.words[before]) is not None) or (owned and stop == at - 1)
    if tags[start:stop] == "0":
        return stop == at and tags[at + 1] in "nRdP" and tokens.lowers[at].endswith("ed")
    if stop != at or tags[at + 1] != "T" or tags[end] != "\n" or tokens.lowers[at] not in _REDUCED_HEADINGS:
        return False
    behind = tokens.ends[end - 1]
    return tokens.text[behind : behind + 1] not in _STOPS  # a heading


def _is_adjective(tokens: Tokens, at: int, first: int) -> bool:
    """Say whether a word is an adjective, not an adverb behind an auxiliary: recent published, not has long said."""
    return (at == first or tokens.tags[at - 1] != "A") and tokens.lowers[at] in words("adjectives")


def _disagree(noun: str, kinds: frozenset[str]) -> bool:
    """Say whether a noun and a form that may be one too differ in number: ambiguous remarks, critic claim."""
    return ("s" in kinds and noun.endswith("s")) or ("base" in kinds and not noun.endswith(("s", "n", "e")))


def _by(tokens: Tokens, at: int, end: int, kinds: frozenset[str]) -> bool:
    """Say whether a form in -ed tells what was done by whom: As reported by the paper; a plan opposed by the union."""
    if tokens.lowers[min(at + 2, end - 1)] in _MEANS:
        return False  # she said by telephone
    return at + 1 < end and tokens.lowers[at + 1] == "by" and "ed" in kinds and "utter" not in kinds


def _is_passive(tokens: Tokens, at: int, first: int, kinds: frozenset[str]) -> bool:
    if kinds & {"base", "s"}:
        return False
    before = at - 1
    while before >= first and (tokens.tags[before] == "R" or tokens.lowers[before] in _EITHER):
        before -= 1
    if before < first or tokens.tags[before] not in "Ah" or not _BE.search(tokens.words[before]):
        return False
    return "say" not in kinds or not _HAS.search(tokens.words[before])  # he’s said


def _inverted(tokens: Tokens, at: int, first: int, end: int, kinds: frozenset[str]) -> Span | None:
    """Return the subject that follows: after a quotation or at the end of a clause, *said Boyev*."""
    tags = tokens.tags
    before = tags[at - 1] if at > first else ""
    if before == "," and at - 2 >= first and tags[at - 2] in "Qkq":
        before = "q"
    if before not in ("", ",", "-", "Q", "k", "q") or (before in ("", ",", "-") and not kinds & {"say", "utter"}):
        return None
    subject = subject_after(tokens, at, end)
    if subject is None:
        return None
    if before in (",", "-"):  # NP, who runs it, says the plan …: no clause that could be reported stands before
        after = tags[subject[1]] if subject[1] < end else "."
        if re.search("[nN]d", tags[slice(*subject)]):
            return None  # said the family deserved
        if after == "," and tags[subject[1] + 1 : subject[1] + 2] in ("A", "V", "v"):
            return subject  # Members, said Ruiz, are
        if after not in ".,;-MPsW\n":
            return None
        if at > first + 4 and tags[subject[1]] == "\n" and _TO_DO.search(tags, first, at - 1):
            return subject  # Bridge to close for two years, says council
        alone = after == "," and "," not in tags[first : at - 1] and "say" in kinds  # The plan, said Ruiz, needs money
        return subject if alone or _CLAUSE.search(_RELATIVE.sub("", tags[first:at])) else None
    if not kinds & {"say", "utter"} and _APPOSED_TITLE.match(tags, first, at):
        return None
    opens = at - 1 if tags[at - 1] != "," else at - 2
    if opens > first and subject[1] < end and tags[subject[1]] in "AVvtHhz":
        return None  # Smith, of “The Hour,” said the plan would fail
    return subject


def _agent(tokens: Tokens, at: int, end: int) -> Span | None:
    """Return who does what a passive verb says: by the minister."""
    for i in range(at + 1, min(at + 6, end)):
        if tokens.tags[i] == "P" and tokens.lowers[i] == "by":
            return phrase_at(tokens, i + 1, end)
    return None
