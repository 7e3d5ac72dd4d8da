"""Who does what: the subject before a verb, or after it when the two are inverted, from tags alone.

Positions are token numbers; ranges exclude their end. A sentence is read as segments between commas. The subject of a
verb is the noun phrase before it, past adverbs, auxiliaries, and whatever stands between two commas (an apposition, a
relative clause). After *and* the subject is the one of the clause.
"""

from __future__ import annotations

import re

from briefing.extract.finding import Span
from briefing.extract.lexicon import verbs, words
from briefing.extract.tokens import Tokens

_NOUN = frozenset("Nn0")
_PHRASE = frozenset("NnDES0fPcdgzRMx()")
"""What a noun phrase may hold besides its head: determiners, other words, prepositions, owners."""

_PHRASE_AFTER = re.compile(
    r"[DES]{0,2}(?:[RdgN0nzM]*[NnzO0d])(?:[fc][DES]?[dgN0nz]*[Nnz])*"  # spokesman of the ministry
    r"|[DES]?n*[qkQ]n+"  # her “Ferries for all” plan
    r"|[HhIWOE]"
)
_ASIDE = re.compile("A(?:P|PDP)$")
_SPANS = frozenset(["week", "month", "year", "night"])
_LABEL = re.compile("N{1,3}:")
_WHICH = frozenset(["last", "this", "next"])
_NICKNAME = 16
"""Characters of a nickname between its marks at most: Ana “Tito” Ruiz."""
_ENDS_OBJECT = frozenset("gnN0MOIz")
_TIME = re.compile("M+(?:[nd0]{0,2}P)?")
"""A day before a verb, or a phrase that tells a time, read backwards."""
_DATELINE = re.compile(r"N{1,3}(?:,[NM0n]{1,3}){0,3}(?:\(N{1,3}\))?-")
_APPOSED = re.compile(r"[^,kqQAVvGWHhItcb-]+(?:c[^,kqQAVvGWHhItcb-]+)*")
"""An apposition that a title in quotation marks ends: the author of “The Dam,” said."""
_IN_PLACE = re.compile("[DES][^,;:]*PN+$")
_PLACE = re.compile(r",N{1,2}(?:,(?=[PM]|[DES]?[nN]+[RAvdV])|(?=P[^,]*,))")
"""What stands between commas after a place: in Salem, New Hampshire, she said."""
_MET = re.compile("T[nvV](?P<whom>[DES]?[n0]*N+)$")
"""To and a verb before the name that a *who* stands for: travelled to meet Ruiz, who."""
_OWN_NAME = re.compile("N{1,5}")
_THAT_DOES = re.compile("[DES][dgnN0z]*[nN]tR*[AVvdn][^,;:]*$")
"""What describes a subject before its name: the company that runs the ferries, Dock Lines, said."""
_ROLE_OF = re.compile("n+f[^,;:]*$")
_BRACKETS = re.compile(r"\([^()]*[:,;][^()]*\)$")
_DESCRIBED = re.compile(
    r"(?:(?<=[,.\n;bs-])|^)(?P<who>[DES]?[dgnN0z]*[nNIE](?:f[DES]?[dgnN0z]*[nN])?)"
    r"(?:(?:[Ww]R*[Avn][AvR]*(?:[^,tscbWwVAvkqQ;:()-]|sf|TAR*d)*|[dV]P[^,tscbWwVAvkqQ;:()-]{0,4})[nN0MO]|W[AVvd]R?TA[dnv])$"
)
"""A subject with what describes it, up to its verb: residents who spoke to NNA, a study published in the paper, an
official who asked not to be named."""
_MAY_DESCRIBE = re.compile("[WwdV](?:(?<=[Ww])|P)")
_ROLE = re.compile("s?[DES]?[DESdgnN0zfP]*[nN]")
_NAMED = re.compile(",(?:N{1,4}|W.*)")
_CLAUSE = re.compile("[^WwtG]*[AVv]")
_CLAUSE_BEHIND = re.compile(",[^WwtG,]*[AVv]")
_LEADING = re.compile(r"[Psgd]|[DESn0N]{0,3}M")


def subject_before(tokens: Tokens, verb: int, first: int) -> Span | None:
    """Return the subject that stands before the verb at token ``verb``, in the sentence that starts at ``first``."""
    tags = tokens.tags
    if tags[verb - 1] in "TR" and (found := _of_infinitive(tokens, verb, first)):
        return found
    at = _past_time(tags, _past_auxiliaries(tags, _past_week(tokens, verb - 1, first), first), first)
    if at < first:
        return None
    if (
        (tags[verb] != "G" or tags[verb - 1] == "A")
        and _MAY_DESCRIBE.search(tags, first, at)
        and (described := _DESCRIBED.search(tags, first, at + 1))
    ):
        return described.span("who")
    tag = tags[at]
    if tag == "T" or (tag == "s" and tags[verb - 1] == "T"):
        return clause_subject(tokens, at, first)  # went so far as to say
    if tag in "kqQ":
        comma = tags.rfind(",", first, at)
        inserted = comma > first and (tags[comma + 1] in "Gg" or _APPOSED.fullmatch(tags, comma + 1, at))
        return _phrase_before(tokens, comma, first) if inserted else None
    if tag in "HhW":
        return at, at + 1
    if tag in "cb":
        return clause_subject(tokens, at, first)
    if tag in ",-)":
        return _before_insertion(tokens, at, first)
    if tag in "ItOEw" or tag in _NOUN or tag in "zdgM":
        return _phrase_before(tokens, at + 1, first)
    return None


def _of_infinitive(tokens: Tokens, verb: int, first: int) -> Span | None:
    """Return who does what an infinitive after an object tells: she used her speech to say, they asked him to say."""
    tags, to = tokens.tags, verb - 1
    while to > first and tags[to] == "R":
        to -= 1
    if tags[to] != "T" or to <= first + 1 or tags[to - 1] not in _ENDS_OBJECT:
        return None
    return governor(tokens, to - 1, first)


def governor(tokens: Tokens, end: int, first: int) -> Span | None:
    """Return the subject of the nearest verb before token ``end``, if it does not make its object do something."""
    tags = tokens.tags
    for at in range(end - 1, first, -1):
        word = tokens.lowers[at]
        if word == "for" or word in verbs("causing-verbs"):
            return None
        if tags[at] in "AVv" or (tags[at] == "d" and tags[at + 1] in "DESOI" and tags[at - 1] == ","):
            return subject_before(tokens, at, first)
    return None


def _past_auxiliaries(tags: str, at: int, first: int) -> int:
    while at >= first and tags[at] in "AR":
        at -= 1
    if at >= first and tags[at] == "T":  # wanted to say, went on to say
        at -= 1
        while at >= first and tags[at] in "ARdnPgVvG":
            if tags[at] == "n" and at > first and tags[at - 1] in "DESNnfz0":
                break
            at -= 1
    return at


def _past_week(tokens: Tokens, at: int, first: int) -> int:
    """Go back past *last week* before a verb, and past *since* and *in the past* behind an auxiliary."""
    if at - 1 > first and tokens.tags[at - 1] == "," and tokens.lowers[at] == "today":
        return at - 1  # Acme, a maker of cranes, today announced
    if at - 1 > first and tokens.lowers[at] in _SPANS and tokens.lowers[at - 1] in _WHICH:
        return at - 2
    aside = _ASIDE.search(tokens.tags, max(first, at - 3), at + 1) if tokens.tags[at] == "P" else None
    return aside.start() if aside else at


def _past_time(tags: str, at: int, first: int) -> int:
    """Go back past a day, or a word behind an auxiliary: a poll released on Monday found; have long said."""
    if at > first + 1 and tags[at] == "n" and tags[at - 1] == "A":
        return _past_auxiliaries(tags, at - 1, first)
    match = _TIME.match(tags[max(first, at - 5) : at + 1][::-1]) if at >= first and tags[at] == "M" else None
    if match is None:
        return at
    back = at - match.end()
    if back > first and tags[back] in "Vd" and tags[back - 1] in "NnO":
        back -= 1  # released on Monday
    return back if back >= first and tags[back] in "NnzdIO0Ww)" else at


def after_dateline(tokens: Tokens, first: int, end: int) -> int:
    """Return the token at which a sentence starts behind its dateline: LOM, May 3 (Reuters) - ."""
    match = _DATELINE.match(tokens.tags, first, end) if tokens.tags[first] == "N" else None
    if match is None or not (tokens.tags[match.end() - 2] == ")" or tokens.words[first].isupper()):
        return first
    return match.end()


def antecedent(tokens: Tokens, who: int, first: int) -> Span | None:
    """Return the phrase that the *who* at token ``who`` stands for."""
    end = who
    while end > first and tokens.tags[end - 1] in ",P":
        end -= 1
    if met := _MET.search(tokens.tags, first, end):
        return met.span("whom")
    return _phrase_before(tokens, end, first) if end > first and tokens.tags[end - 1] in "NnO0zI" else None


def _phrase_before(tokens: Tokens, end: int, first: int) -> Span | None:
    """Return the noun phrase that ends before ``end``."""
    tags = tokens.tags
    if tags[end - 1] == ")" and (aside := _BRACKETS.search(tags, max(first, end - 12), end)):
        end = aside.start()  # Acme (NYSE: ACM)
    start = end
    if start > first and tags[start - 1] in "IOEtw":
        start -= 1
    while start > first and (
        tags[start - 1] in _PHRASE or (tags[start - 1] == "T" and start < end) or is_nickname(tokens, start - 1, first)
    ):
        start -= 1
    if tags[end - 1] in "tw":
        by = [i + 1 for i in range(start, end - 2) if tokens.lowers[i] == "by"]  # laid bare by a study
        start = by[-1] if by else start
    shortened = _shortened(tags, start, end)
    if shortened and shortened[1] - shortened[0] > 2 and _is_week(tokens, shortened[0]):
        shortened = shortened[0] + 2, end  # Last week Ruiz
    if shortened and tags[shortened[0] - 2 : shortened[0]] == "If" and tokens.lowers[shortened[0] - 2] == "one":
        return shortened[0] - 2, end  # one of the aides
    if shortened and shortened[0] - 2 >= first and tags[shortened[0] - 2 : shortened[0]] == "Hc":
        return shortened[0] - 2, end  # he and Smith
    return shortened


def is_nickname(tokens: Tokens, at: int, first: int = 0) -> bool:
    """Say whether a word between marks stands inside a name: Ana “Tito” Ruiz."""
    if tokens.tags[at] != "q" or at <= first or tokens.tags[at - 1] != "N" or tokens.tags[at + 1] != "N":
        return False
    word = tokens.words[at]
    return len(word) <= _NICKNAME and word[1:2].isupper() and " " not in word


def _is_week(tokens: Tokens, at: int) -> bool:
    return tokens.lowers[at] in _WHICH and (tokens.tags[at + 1] == "M" or tokens.lowers[at + 1] in _SPANS)


def _shortened(tags: str, start: int, end: int) -> Span | None:
    """Cut what cannot start a subject: conjunctions, and prepositional phrases before it."""
    while start < end and tags[start] in "cbRfx)M":
        start += 1
    if start < end and tags[start] in "PgT":
        last = max(tags.rfind(tag, start, end) for tag in "PgT")
        inner = last + 1
        # "in Kyiv Smith": the phrase of the preposition ends before the name that follows a noun or a day
        cut = max(tags.rfind("M", inner, end), inner - 1) + 1
        start = cut if cut < end else inner
    while start < end and tags[start] in "cRM":
        start += 1
    return (start, end) if start < end else None


def _before_insertion(tokens: Tokens, comma: int, first: int) -> Span | None:
    """Return the phrase before what stands between two commas, dashes or brackets."""
    tags = tokens.tags
    left = comma
    for _ in range(4):  # an age, a place and a post are three insertions
        mark = _opening(tags, left, first)
        if mark is None:
            return _phrase_after_start(tokens, first, comma)
        if left < comma and _ROLE.fullmatch(tags, mark + 1, left) and _NAMED.fullmatch(tags, left, comma):
            whole = _CLAUSE.match(tags, first, mark) or _CLAUSE_BEHIND.search(tags, first, mark)
            if whole and "V" not in tags[max(first, mark - 3) : mark]:
                return _phrase_before(tokens, left, first)  # It opens in May, the mayor, Ana Ruiz, said
        if left == comma and _OWN_NAME.fullmatch(tags, mark + 1, comma) and _THAT_DOES.search(tags, first, mark):
            return mark + 1, comma
        if tags[comma] == ")" and left == comma and tags[mark - 1] in "NnO0zIHhW":
            return _phrase_before(tokens, mark, first)  # Prices rose, the Bureau of Statistics (BS) said
        if tags[mark] == "-" and (named := _before_role(tokens, mark, first)):
            return named
        if tags[mark - 1] in "NnO0zIHhW)" and not _is_insertion(tokens, mark, first):
            phrase = _phrase_before(tokens, mark, first) if tags[mark - 1] not in "HhW" else (mark - 1, mark)
            if phrase is not None:
                return phrase
        left = mark
    return None


def _before_role(tokens: Tokens, mark: int, first: int) -> Span | None:
    """Return who is named before a role of the same person: Ana Ruiz, head of the port – the only one – said."""
    tags = tokens.tags
    comma = tags.rfind(",", first, mark)
    role = _ROLE_OF.match(tags, comma + 1, mark) if comma > first and tags[comma - 1] == "N" else None
    if role is None or tokens.lowers[tags.index("f", comma) - 1] not in words("roles"):
        return None
    return _phrase_before(tokens, comma, first)


def _opening(tags: str, close: int, first: int) -> int | None:
    """Return the mark that opens the insertion that ``close`` closes."""
    wanted = "(" if tags[close] == ")" else tags[close]
    at = tags.rfind(wanted, first + 1, close)
    return None if at <= first else at


def _is_insertion(tokens: Tokens, end: int, first: int) -> bool:
    """Say whether the segment before ``end`` is itself inserted: an age, an apposition, or the second part of a place
    after another comma."""
    tags = tokens.tags
    start = tags.rfind(",", first, end) + 1
    if start <= first or (tags[first] in "sgP" and "," not in tags[first : start - 1]):
        return False  # the one segment before it opens the sentence: Reacting, the mayor, Ana Ruiz, said
    segment = tags[start:end]
    if segment.strip("0") == "" or segment[0] in "DWPfsgM":
        return True
    before = tags.rfind(",", first, start - 1) + 1
    place = segment.strip("N") == "" and before > first and _IN_PLACE.match(tags, before, start - 1) is not None
    return place and tags[before - 2] == "N"  # Ana Ruiz, a fellow at an institute in Lom, Norland, and author, said


def _phrase_after_start(tokens: Tokens, first: int, end: int) -> Span | None:
    match = _PHRASE_AFTER.match(tokens.tags, first, end)
    return match.span() if match else None


def subject_after(tokens: Tokens, verb: int, end: int) -> Span | None:
    """Return the subject that follows the verb at token ``verb``: said Boyev, a deputy minister."""
    at = verb + 1
    while at < end and tokens.tags[at] == "R":
        at += 1
    if at + 1 < end and tokens.lowers[at] in _WHICH and tokens.lowers[at + 1] in _SPANS:
        return None  # wrote last week
    return phrase_at(tokens, at, end)


def phrase_at(tokens: Tokens, at: int, end: int) -> Span | None:
    """Return the noun phrase or pronoun that starts at token ``at``."""
    match = _PHRASE_AFTER.match(tokens.tags, at, end)
    return match.span() if match else None


def clause_subject(tokens: Tokens, at: int, first: int) -> Span | None:
    """Return the first noun phrase of the clause that token ``at`` is in: the subject of every verb that shares it."""
    tags = tokens.tags
    start = first
    while start < at:
        if tags[start] in "cbR,qkQ-":
            start += 1
        elif start == first and (label := _LABEL.match(tags, start, at)):
            start = label.end()  # Norland: Central Bank holds its rate, saying
        elif _LEADING.match(tags, start) and (comma := tags.find(",", start, at)) >= 0:
            place = _PLACE.match(tags, comma, at)
            start = place.end() if place else comma + 1
        elif tags[start] == "M" or tags[start : start + 2] == "PM":  # On Monday she
            start += 1
        else:
            break
    return phrase_at(tokens, start, at)
