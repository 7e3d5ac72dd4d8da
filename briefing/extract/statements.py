"""Rules that find statements: what somebody is reported to say, without quotation marks.

The span of a statement is its content: the clause after *said that*, the clause before *, said Boyev*, without the
attribution. When the attribution stands in the middle the span runs across it. Where somebody denies or does not say
something the span starts at the denial (*did not say that …*), lest its words read as if they had been said.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from briefing.extract.apart import CLAUSE, TO_THAT, chain, impersonal, is_parenthesis, kinds_of, left_of, start_of
from briefing.extract.attributions import Attribution
from briefing.extract.claims import claims
from briefing.extract.contents import DENIALS, QUESTIONS, Place, is_clause, kind_of, statement_pieces
from briefing.extract.document import Document
from briefing.extract.endings import ending
from briefing.extract.evidence import LEAST, likelihood
from briefing.extract.finding import Span
from briefing.extract.grammar import after_dateline
from briefing.extract.headings import headed
from briefing.extract.lexicon import speech_forms
from briefing.extract.links import Link
from briefing.extract.rule import Candidate, Rule
from briefing.extract.speakers import spoken
from briefing.extract.tokens import Tokens
from briefing.extract.unmarked import speeches
from briefing.extract.weighing import Piece, all_named, scale

_HEARER = re.compile(r"O|[DES]?[dgnN0z]*[nNz](?=[,tDESHhIsPTM]|RT)|[DES]?[dgnN0z]*?[nNz](?=N)")
_RELATIVE = re.compile("[tWw],?$")
_APPOSED = re.compile("(?:,(?:N{1,4}|G[^,]*|[wW]R*[AVvn][^,]*|[dV]R*[PM][^,]*))+,")
"""What stands between commas behind who says something, before it: the coach, Ana Ruiz, …; NNA, citing the mayor, …"""
_THAT_DOES = re.compile("(?:^|(?<=[.\n]))t(?:[AVvh]|n(?=[DESO]))")
"""What opens a sentence with a *that* which is its subject: That creates a chance to buy."""
_DESCRIBES = re.compile("[dgv]|V[PM]")
"""What goes on with who says something, not with what is said: according to figures released on Monday."""
_QUOTED = re.compile("[Qkq]")
_CUE_AFTER = re.compile("(?:[DES]?[nN0]*[nN]|H)R*V")
_OCCASION = re.compile("P[DES]?[dgnN0zM]*[nNMg](?=HR*[AVvd])")
"""What stands between a cue and the subject of what is said: said in a statement it had."""
_MAIN = re.compile(",R*[AVv]")
_ASIDE = re.compile(",(?:[Pf]?[wW]|S[nN]+)[^,]*$")
"""What stands before a cue in a relative clause between commas, and the verb that follows behind it."""
_NOT = frozenset(["not", "never"])
_WITH_NOT = ("n’t", "n't")
_OTHER = re.compile("(?:[,;][bcs]?|;)(?:[DES]?[dgnN0z]*[nN]|H)R*A?R*V")
"""Where somebody else begins to speak."""
_CONTRASTS = frozenset(["while", "although", "though", "after", "before", "which", "who"])
_OCCASIONS = frozenset(["on", "in", "at", "during", "after", "before"])
"""Prepositions that tell where, when or on which terms somebody spoke."""
_INSERTED = 12
"""Tokens that an attribution and what belongs to it may have in the middle of a clause."""
_NESTED = 4
"""Statements that may lie inside one another."""
_POINTERS = frozenset(["this", "these", "it", "so"])
_ALONE = re.compile(r"[^,][sP,;.\n-]")
"""Words that stand for what was said in another sentence, and what follows where nothing else is said here."""
_TOLD_BY = re.compile(".A{1,2}R*VP")
_SUBJECT = 6
"""Tokens that a subject before *, said Ruiz,* and its verb has at most."""
_AGENCY = 5
"""Tokens that who reports a sentence, and the verb, have at its end."""
_WHOLE = 20
"""Characters between marks, inside a sentence, that can be all that is reported."""
_REFUSALS = frozenset(["declined", "declines", "declining", "refused", "refuses", "refusing", "failed", "refuse"])
"""Words before *to say* of those who say nothing."""
_SHORTEST = 2
"""Tokens that a clause beside its attribution has at least."""
_LINE_ENDS = frozenset(".!?…:,;”\"’')»")
"""Characters of which a paragraph ends in one; a heading does not."""
_LEAST = 0.5
"""How likely a cue must report the words beside it before they count as a statement."""


def _statements(doc: Document) -> Iterator[Candidate]:
    """Find what a cue such as *said* reports in its own sentence."""
    weigh = scale("statement-evidence").weigh
    apart = speeches(doc)
    held: list[Span] = []
    for found, content, pieces in _weighable(doc, apart):
        if 1 / (1 + math.exp(-weigh(pieces))) >= _LEAST:
            held.append(content)
            yield _candidate(doc, found, content)
    held.sort()
    yield from _claims(doc, held, apart)
    for found, content in headed(doc):
        if not _inside(held, found.cue[0]) and not _mostly_quoted(doc.tokens, content):
            yield replace(_candidate(doc, found, content), cue=None, cue_span=None)


def _claims(doc: Document, held: Sequence[Span], apart: Sequence[Span]) -> Iterator[Candidate]:
    """Find what a noun tells that somebody claims, outside the contents ``held`` by other statements."""
    for found, content in claims(doc.tokens):
        within = _inside(held, found.cue[0]) or _inside(apart, doc.tokens.starts[found.cue[0]])
        if not within and not _mostly_quoted(doc.tokens, content):
            yield _candidate(doc, found, content)


def considered(doc: Document) -> Iterator[tuple[Attribution, Span, list[str]]]:
    """Yield each attribution with the tokens that it may report, and the names of the evidence for and against that."""
    for found, content, pieces in _weighable(doc, speeches(doc)):
        yield found, content, all_named(pieces)


def _weighable(doc: Document, apart: Sequence[Span]) -> Iterator[tuple[Attribution, Span, list[Piece]]]:
    """Yield each attribution with the tokens that it may report, and the pieces of evidence for and against that.

    ``apart`` are the paragraphs that are direct speech without marks.
    """
    links = [link for link in doc.links if link.attribution and _reports(doc, link)]
    linked = {link.attribution.cue for link in links if link.attribution}
    tokens = doc.tokens
    for number, together in groupby(_reported(doc, links, apart), key=_sentence):
        heading = doc.text[doc.paragraphs[tokens.paragraph_of[number]][1] - 1] not in _LINE_ENDS
        several = list(together)
        for found, content in several:
            place = Place(
                heading,
                found.cue in linked,
                *(_among(tokens, found, content, several) if len(several) > 1 else (False, False)),
                _denied(tokens, found),
                found.passive and impersonal(tokens, found, tokens.opens[number]) is not None,
            )
            yield found, content, statement_pieces(tokens, found, content, place)


def _sentence(reported: tuple[Attribution, Span]) -> int:
    return reported[0].sentence


def _among(
    tokens: Tokens, found: Attribution, content: Span, several: Sequence[tuple[Attribution, Span]]
) -> tuple[bool, bool]:
    """Say whether the cue of one lies in what others of its sentence report, and whether its content holds a cue."""
    inside = holds = False
    for one, other in several:
        if one is not found:
            holds = holds or _holds(content, one)
            if not inside and _holds(other, found):
                inside = one.left < other[1] or not _opens_with(tokens, found, content)
    return inside, holds


def _reported(doc: Document, links: Sequence[Link], apart: Sequence[Span]) -> Iterator[tuple[Attribution, Span]]:
    """Yield each attribution that may report words of its sentence without marks, with those words."""
    whole = {link.attribution.cue for link in links if link.attribution and _is_whole(doc, link)}
    tokens = doc.tokens
    for found, end in _bounded(tokens, doc.attributions):
        if (found.subject is None and not found.passive) or found.cue in whole:
            continue
        if apart and _inside(apart, tokens.starts[found.cue[0]]):
            continue
        content = _content(tokens, found, end)
        if content is None or (content[0] < found.cue[0] and _denied(tokens, found)):
            continue
        if not _mostly_quoted(tokens, content):
            yield found, content


def _bounded(tokens: Tokens, attributions: Sequence[Attribution]) -> Iterator[tuple[Attribution, int]]:
    """Yield each attribution with the token at which its content ends at the latest: before who else reports it.

    Of several that stand one behind the other at the end of a sentence only the first reports its clause, and the
    others are left out: …, Ruiz said on Monday, Reuters reports.
    """
    for number, group in groupby(attributions, key=attrgetter("sentence")):
        first, end = tokens.sentences[number]
        together = list(group)
        behind = chain(tokens, together, first, end) if len(together) > 1 else ()
        if not behind:
            yield from [(found, end) for found in together]
            continue
        starts = [start_of(tokens, found, first) for found in behind]
        for found in together:
            if not any(found is one for one in behind):
                yield found, min([start for start in starts if start > found.cue[0]], default=end)
            elif found is behind[0]:
                yield found, starts[1] if len(starts) > 1 else end


def _holds(content: Span, found: Attribution) -> bool:
    return content[0] <= found.cue[0] < content[1]


def _opens_with(tokens: Tokens, found: Attribution, content: Span) -> bool:
    """Say whether a sentence opens with who says what: Ruiz said that the works will open, Reuters reports."""
    first = tokens.sentences[found.sentence][0]
    opens = found.left == first and content[0] >= found.right and tokens.tags[content[0] - 1] == "t"
    return opens and bool(kinds_of(tokens, found) & {"say", "tell"})


def _denied(tokens: Tokens, found: Attribution) -> bool:
    """Say whether nothing was said: did not say, refused to say."""
    at = found.cue[0] - 1
    if at > 0 and tokens.tags[at] == "T":
        return tokens.lowers[at - 1] in _REFUSALS
    before = tokens.lowers[at] if at >= 0 else ""
    return before in _NOT or before.endswith(_WITH_NOT)


def _told(tokens: Tokens, found: Attribution) -> Attribution:
    """Return the attribution with all of a cue that says the opposite: *has not said*, *refused to say*."""
    start = found.cue[0]
    if tokens.tags[start - 1] == "T":
        start -= 2
    first = tokens.sentences[found.sentence][0]
    while start > first and tokens.tags[start - 1] in "AR":
        start -= 1
    return replace(found, cue=(start, found.cue[1]))


def _reports(doc: Document, link: Link) -> bool:
    """Say whether a cue reports the quotation linked to it, which is no part of who says it: her “Dams” report."""
    subject = link.attribution.subject if link.attribution else None
    if subject and subject[0] <= link.token < subject[1]:
        return False
    return likelihood(doc, link) >= LEAST


def _is_whole(doc: Document, link: Link) -> bool:
    """Say whether a quotation is all that the attribution that reports it does: “…,” Smith said."""
    found = link.attribution
    if found is None or link.why != "after":
        return False
    opens = doc.tokens.opens[doc.tokens.sentence_of(link.token)] == link.token
    quotation = doc.quotations[doc.tokens.quoted[link.token]]
    if not opens and quotation.end - quotation.start < _WHOLE:
        return False
    return opens or doc.tokens.tags[found.right : found.right + 1] in tuple(".,\n;-PM")


def _inside(spans: Sequence[Span], at: int) -> bool:
    """Say whether one of ``spans``, sorted by their start, or the one before it holds ``at``."""
    last = bisect_left(spans, (at + 1,))
    return last > 0 and max([end for _, end in spans[max(0, last - _NESTED) : last]]) > at


def _candidate(doc: Document, found: Attribution, content: Span) -> Candidate:
    tokens = doc.tokens
    if _denied(tokens, found):
        found = _told(tokens, found)
        content = found.cue[0], content[1]
    elif found.verb in DENIALS and found.order != "according":
        content = min(found.cue[0], content[0]), content[1]
    start, end = tokens.span(*content)
    end += doc.text[end : end + 1] == "%"
    start -= start > 0 and doc.text[start - 1] in "$€£¥"
    fields = spoken(doc, found)
    score = 0.4 + 0.2 * (fields.get("speaker") is not None) + 0.2 * (fields.get("role") is not None)
    return Candidate("statement", start, end, score + 0.2 * min(1.0, (end - start) / 120), **fields)


def _mostly_quoted(tokens: Tokens, content: Span) -> bool:
    """Say whether quotation marks already hold most of a content: that is a quote then.

    A clause of which the writer says subject and verb may be half quoted: he said the plan was “a disaster”.
    """
    if not _QUOTED.search(tokens.tags, *content):
        return False
    start, end = tokens.span(*content)
    quoted = sum(tokens.ends[t] - tokens.starts[t] for t in range(*content) if tokens.tags[t] in "Qkq")
    most = 2 if is_clause(tokens.tags, content) else 3
    return most * quoted > end - start


def _content(tokens: Tokens, found: Attribution, end: int) -> Span | None:
    """Return the tokens of what is reported, or None when it is not in the sentence."""
    tags, first = tokens.tags, tokens.opens[found.sentence]
    if tags[first] == "N":
        first = after_dateline(tokens, first, end)
    if found.passive and impersonal(tokens, found, first) is not None:
        return _beside(tokens, found, first, end)
    if found.passive and not (found.cue[0] == first + 1 and tags[first] == "s"):
        that = TO_THAT.match(tags, found.right, end)
        start = that.end() if that else end
    elif found.passive or found.order in ("according", "verb first") or is_parenthesis(tokens, found, first, end):
        if tokens.lower(first) in _POINTERS and _TOLD_BY.match(tags, first):
            return None  # This was reported by the ministry, NNA reports
        return _beside(tokens, found, first, end)  # passive: As reported by the paper, …
    else:
        start = _start(tokens, found, end)
    if tags[start - 1] != "t" and kind_of(found) in ("utter", "beside", "open") and not _opens(tokens, found, start):
        return None  # they need that, or quotation marks
    comma = tags.rfind(",", first, found.cue[0])
    if (
        comma >= 0
        and start < end
        and _ASIDE.match(tags, comma, found.cue[0])
        and (main := _MAIN.search(tags, start, end))
    ):
        end = main.start() if CLAUSE.search(tags, start, main.start()) else end  # which she says is safe, was closed
    if start < end and tags[start] != "L":
        end = ending(tokens, found, start, end)  # that according to a report, … goes on behind its comma
    if start >= end or (tokens.lower(start) in _POINTERS and _ALONE.match(tags, start, end + 1)):
        return None  # disclosed this at a meeting
    if tags[start] in "PR" and (end - start == 1 or found.verb in DENIALS):
        return None  # ruled that out, denied in a letter
    return _trimmed(tags, start, end)


def _opens(tokens: Tokens, found: Attribution, start: int) -> bool:
    """Say whether a verb that reports nothing bare does so here: asked whether, pointed out flaws, pointed to them."""
    if found.verb == "point":
        return tokens.lower(start - 1) == "out" or tokens.tags[start] == "T"
    return tokens.lower(start) in QUESTIONS and kind_of(found) != "open"


def _beside(tokens: Tokens, found: Attribution, first: int, end: int) -> Span | None:
    """Return the content around an attribution that stands apart: before it, after it, or both."""
    tags = tokens.tags
    left = left_of(tokens, found, first)
    if _RELATIVE.search(tags, first, left):
        first = left  # has learned that, according to …
    aside = found.order == "verb first" or (left > first and tags[left - 1] == "s")  # …, as the paper reported, and
    while left > first and tags[left - 1] in ",-s":
        left -= 1
    apposed = _APPOSED.match(tags, found.right, end) if found.order == "according" and left == first else None
    comma = apposed.end() - 1 if apposed else tags.find(",", found.right, end)
    after = comma + 1 if 0 <= comma < end - 2 else None
    opens = left - first < (1 if after and _is_subject(tokens, first, left, after) else _SHORTEST)
    described = apposed or _DESCRIBES.match(tags, found.right)
    said_at_once = not described and CLAUSE.search(tags, found.right, comma if comma > 0 else end)
    if opens and found.order == "according" and (said_at_once or comma < 0):
        return _trimmed(tags, found.right, end)  # According to the ministry over 300 people were hurt in Lom, Norland
    if opens:
        return _trimmed(tags, after, end) if after else None
    verbless = left - first <= _SUBJECT and not CLAUSE.search(tags, first, left)
    if after is not None and not verbless and (_CUE_AFTER.match(tags, after) or _signs(tokens, after, end)):
        after = None  # …, Smith said, the paper reported
    goes_on = after is not None and (tags[after] in "AVv" or (verbless and tags[after] in "nR"))
    if after is None or (aside and not goes_on):
        return _trimmed(tags, first, left)
    if comma - found.right > _INSERTED or not _goes_on(tokens, found, comma, first, left):
        return _trimmed(tags, first, left)
    other = _OTHER.search(tags, after, end)  # …, they said, would be shut, but Ruiz told
    return _trimmed(tags, first, other.start() if other else end)  # the clause goes on after its attribution


def _is_subject(tokens: Tokens, first: int, left: int, after: int) -> bool:
    """Say whether one word before an attribution is the subject of what follows it: Inflation, he said, remains."""
    if left - first != 1 or tokens.tags[first] != "N":
        return False
    return tokens.tags[after] in "AVv" or (tokens.tags[after] == "n" and tokens.lower(after).endswith("s"))


def _signs(tokens: Tokens, after: int, end: int) -> bool:
    """Say whether a sentence ends in who reports it: …, Smith said, the agency reports."""
    return end - after <= _AGENCY and tokens.tags[after] in "DN" and "s" in speech_forms(tokens.lowers[end - 1])


def _goes_on(tokens: Tokens, found: Attribution, comma: int, first: int, left: int) -> bool:
    """Say whether the clause before an attribution goes on behind the comma that follows it."""
    tags, after = tokens.tags, comma + 1
    if tags[after] in "GWw" or tokens.lower(after) in _CONTRASTS:
        return False
    if found.order == "according":
        if tags[after] == "D":
            return False  # according to Norwatch, a group of engineers
    elif comma == found.right:
        return tags[after] != "g" and tokens.lower(after) not in _OCCASIONS  # it holds, they say, because …
    if tags[after] in "Psg":
        return left - first <= 3 or not CLAUSE.search(tags, first, left)
    return tags[after] != "b"


def _start(tokens: Tokens, found: Attribution, end: int) -> int:
    """Return the token at which what follows a cue starts: behind *that*, a day, a hearer."""
    tags, at, kinds = tokens.tags, found.cue[1], kinds_of(tokens, found)
    if found.verb == "point" and tokens.lower(at) == "out":
        at += 1
    that = TO_THAT.match(tags, at, end) if "judge" not in kinds and tags.find("t", at, end) >= 0 else None
    if that is not None and not (tags[at] in "DES" and kinds & {"say", "beside"} and tags[that.end()] in "AvV"):
        return that.end()
    if tags[at : at + 2] == "PM" and tokens.lower(at) == "on" and kinds & {"say", "tell"}:
        at += 2  # said on Monday he would
    while at < end and tags[at] in "RM:,":
        at += 1
    hearer = _HEARER.match(tags, at, end) if "tell" in kinds else None
    at = hearer.end() if hearer else at
    occasion = _OCCASION.match(tags, at, end) if kinds & {"say", "tell"} else None
    return occasion.end() if occasion and tokens.lower(at) in ("in", "on", "at", "during") else at


def _trimmed(tags: str, first: int, end: int) -> Span | None:
    while first < end and tags[first] in ",:;-cbt" and not _THAT_DOES.match(tags, first, end):
        first += 1
    while end > first and tags[end - 1] in ",:;-scb":
        end -= 1
    return (first, end) if end > first else None


RULES = (Rule("statements", "What a cue such as said, according to or adding reports in its sentence", _statements),)
