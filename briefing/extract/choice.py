"""Whose words a quotation is: hand-readable evidence for each who may have said it, weighed.

Each option has pieces of evidence (where it stands, what lies between, what kind of verb and subject it has, what the
quotation looks like), each piece a weight in ``data/speaker-evidence.txt``, and the greatest sum wins. The weights were
fitted to marked-up news by a conditional logit and rounded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from briefing.extract.attributions import Attribution
from briefing.extract.finding import Span
from briefing.extract.lexicon import speech_class, weights, words
from briefing.extract.options import INSIDE, Around, Option
from briefing.extract.tokens import Tokens

_KINDS = ("say", "tell", "judge", "act", "utter", "beside")
_CLOSE = ("0", "1", *("3",) * 2, *("6",) * 3)
_GAPS = (*_CLOSE, *("12",) * 6)
"""The classes of numbers of tokens, by number; beyond them there are more."""
_LONG = 30
"""Characters of a quotation, with its marks, that is more than a word or two."""
_BETWEEN = ((",", "comma"), ("s", "subordination"), (";", "semicolon"), ("-", "dash"), ("W", "who"), ("w", "which"))
_LEADING = frozenset("sPcbtWwT")
"""Tags of words before a subject that tell how its clause hangs on the rest, by themselves: as, when, because, but."""
_JOINS = frozenset("cb,")
_HEADS = (("role", "roles"), ("body", "organisation-words"), ("writing", "writings"))
_NOTHING = frozenset(".,\nPMR-")
"""Tags that follow an attribution behind which no clause goes on."""
_BEHIND_HEAD = re.compile("[fPT,(]")
"""What follows the word that carries a phrase."""
_QUOTED = re.compile("[Qkq]")
_NEW_CLAUSE = re.compile("(?:[,kQq][scb]|[,k]|;|-)$")
"""What stands before a clause of its own: …, while she; …; he."""
_BE = frozenset(["is", "are", "was", "were", "been", "being", "be"])
_UNREAL = frozenset(["would", "could", "will", "might", "may", "can", "should", "not", "if"])


class _Shape(NamedTuple):
    """What a quotation looks like, in words.

    The tag before it, its length and first letter, both, its end, who is in its sentence, how near somebody speaks.
    """

    opening: str
    size: str
    both: str
    end: str
    company: str
    nearest: str


def best(tokens: Tokens, token: int, among: Sequence[Option], around: Around) -> tuple[Option, float]:
    """Return the option with the greatest weight of evidence, and how sure that is: its share, from 0 to 1."""
    weigh = weights("speaker-evidence").get
    sums = [sum(filter(None, map(weigh, dict.fromkeys(names)))) for names in evidence(tokens, token, among, around)]
    most = max(sums)
    chosen = among[sums.index(most)]
    shares = [math.exp(one - most) for one in sums]
    same = (share for option, share in zip(among, shares, strict=True) if _subject(option) == _subject(chosen))
    return _nearer(token, among, chosen), sum(same) / sum(shares)


def _nearer(token: int, among: Sequence[Option], chosen: Option) -> Option:
    """Return the nearer cue of the same speaker: called it … and said it was."""
    at = chosen.attribution
    for option in reversed(among):
        one = option.attribution
        if at and one and option.how == "said" and at.cue[1] < one.cue[0] < token and one.subject == at.subject:
            return option
    return chosen


def _subject(option: Option) -> tuple[int, int] | None:
    return option.attribution.subject if option.attribution else None


def evidence(tokens: Tokens, token: int, among: Sequence[Option], around: Around) -> Iterator[list[str]]:
    """Yield for each option the names of what speaks for or against it."""
    shape = _shape(tokens, token, among)
    inside = [(o, o.attribution, _kind(o, o.attribution)) for o in among if o.how in INSIDE and o.attribution]
    sharing = _sharing(tokens.tags, inside, tokens.sentences[tokens.sentence_of(token)][0], token)
    near = {side: _near(inside, side, token) for side in ("before", "after")}
    number = 0
    for option in among:
        if option.how in INSIDE:
            yield _inside(tokens, token, inside, number, shape, around, sharing, near)
            number += 1
        else:
            yield _outside(tokens, option, shape, around)


def _shape(tokens: Tokens, token: int, among: Sequence[Option]) -> _Shape:
    first, end = tokens.sentences[tokens.sentence_of(token)]
    start = tokens.starts[token]
    opening = tokens.tags[token - 1] if token > first else "^"
    letter = tokens.text[start + 1 : start + 3].strip("'`‘“")[:1]
    size = "long" if tokens.ends[token] - start > _LONG else "short"
    size += " sentence" if letter.isupper() else " part"
    said = sum(o.how == "said" for o in among)
    if end - first == 1:
        company = "its own sentence"
    elif said:
        company = f"with {min(said, 2)} said"
    else:
        company = "with a subject" if any(o.how == "subject" for o in among) else "alone"
    end_ = f"ends {tokens.tags[token]}"
    return _Shape(f"behind {opening}", size, f"{size} behind {opening}", end_, company, _speakers(token, among))


def _speakers(token: int, among: Sequence[Option]) -> str:
    """Say how many tokens lie between a quotation and who speaks before and behind it in its sentence."""
    said = [o.attribution for o in among if o.how == "said" and o.attribution]
    before = next((token - one.right for one in reversed(said) if one.cue[0] < token), None)
    after = next((one.left - token - 1 for one in said if one.cue[0] > token), None)
    return f"{_apart(before)} from who speaks before, {_apart(after)} behind"


def _apart(number: int | None) -> str:
    return "none" if number is None else _class(number, _CLOSE)


def _class(number: int, classes: Sequence[str]) -> str:
    return classes[max(0, number)] if number < len(classes) else "more"


def _outside(tokens: Tokens, option: Option, shape: _Shape, around: Around) -> list[str]:
    how, tags, company = option.how, tokens.tags, shape.company
    names = [how, *[f"{how}: {one}" for one in shape[:-1]], f"{how}: {company}, {shape.size}"]
    for mark in around.marks:
        names += (f"{how}: {mark}", f"{how}: {mark}, {company}")
    one = option.attribution
    if one is not None:
        names += (f"{how}: {_kind(option, one)}", f"{how}: {one.order}", f"{how}: {_kind_of_subject(tags, one)}")
        names += (f"{how}: {shape.nearest}", *_form(tokens, one, how))
    return names


_Inside = Sequence[tuple[Option, Attribution, str]]


def _inside(
    tokens: Tokens,
    token: int,
    among: _Inside,
    number: int,
    shape: _Shape,
    around: Around,
    sharing: _Sharing | None,
    near: Mapping[str, _Near],
) -> list[str]:
    tags = tokens.tags
    option, one, kind = among[number]
    left, right = one.left, one.right
    side = "before" if one.cue[0] < token else "after"
    between = tags[right:token] if side == "before" else tags[token + 1 : left]
    first = tokens.sentences[one.sentence][0]
    gap, subject = _gap(between), _kind_of_subject(tags, one)
    base = f"{side} {kind}"
    names = [side, base, f"{side} {one.order}", f"{side} {shape.end}", f"subject {subject}", f"{base}, {subject}"]
    names += (f"{side} {gap} apart", f"{base} {gap} apart")
    names += (f"{base} {shape.opening}", f"{base} {shape.size}", f"{base} {shape.both}")
    names.append(f"{base}, led by {tags[left - 1] if left > first else '^'}")
    if left > first and tags[left - 1] in _LEADING:
        word = tokens.lower(left - 1)
        names += (f"{base}, led by {word}", f"{side}, led by {word}")
    for who in _who(tokens, one):
        names += (f"{side}, {who}", f"{base}, {who}")
    leading = tags[max(first, left - 2) : left]
    if len(leading) == 2:
        names.append(f"{base}, led by {leading}")
    names.append(f"{base}, {shape.nearest}")
    names += _form(tokens, one, base)
    bare = between.replace("R", "")
    if len(bare) <= 3:
        names += (f"{side} [{bare}]", f"{base} [{bare}]")
    names += _cue(tokens, option, one, side)
    names += _lies_between(tags, one, side, between)
    names += _verb_form(tokens, one)
    if sharing is not None and side == "before":
        names += _shares(tags, among, number, first, sharing)
    names += _nested(tags, among, number, side, token)
    names += _nearest(kind, number, side, near[side])
    if side == "before" and not any(right <= a.left < a.cue[0] < token for _, a, _ in among):
        names += (f"before, nothing nearer, {shape.opening}", f"{base}, nothing nearer, {shape.opening}")
    if side == "before" and _inserted(tags, one, first, between):
        names += ("before, inserted", f"{base}, inserted")
    names += _since(tags, among, number, first, token, around)
    if token == first:
        names.append(f"{side}, quotation opens the sentence")
    if left - first <= 2:
        names.append(f"{side}, opens the sentence")
    return names


def _inserted(tags: str, one: Attribution, first: int, between: str) -> bool:
    """Say whether somebody stands between dashes or brackets that are closed before the quotation."""
    dashes = "-" in between and "-" in tags[first : one.left]
    return dashes or (")" in between and "(" in tags[first : one.left])


def _cue(tokens: Tokens, option: Option, one: Attribution, side: str) -> Iterator[str]:
    """Yield the words of a cue, as far as they tell something for this sort of option."""
    tags = tokens.tags
    if option.how == "said":
        yield f"{side} verb {one.verb}"
    elif option.how == "subject":
        yield f"{side} subject {tokens.lower(one.cue[0])}"
        yield f"{side} subject {'is ' if _is_done_to(tokens, one) else ''}{tags[one.cue[0]]}"
    elif option.how == "owner":
        if tokens.lower(one.cue[0]).removesuffix("s") in words("claim-nouns"):
            yield "owns a claim"
            yield "owns a claim that" if tags[one.cue[1] : one.cue[1] + 1] == "t" else "owns a claim otherwise"
    elif option.how == "agent":
        yield f"{one.verb} behind {tags[one.left - 1]}"


def _who(tokens: Tokens, one: Attribution) -> tuple[str, ...]:
    """Return what sort of word carries a subject that is more than a pronoun, and what it opens with."""
    first, end = one.subject or (0, 1)
    tags = tokens.tags
    if end - first == 1 and tags[first] not in "NnzdgvV0":
        return ()
    behind = _BEHIND_HEAD.search(tags, first + 1, end)
    head = (behind.start() if behind else end) - 1
    kind = _kind_of_head(tokens.lower(head))
    return f"{kind} by {'name' if tags[head] == 'N' else 'noun'}", f"opens with {tags[first]}"


@lru_cache(1000)
def _kind_of_head(word: str) -> str:
    return next((name for name, listed in _HEADS if word in words(listed)), "many" if word.endswith("s") else "one")


def _since(tags: str, among: _Inside, number: int, first: int, token: int, around: Around) -> Iterator[str]:
    """Yield what the quotation before in the sentence tells: who spoke it, and who has come in since."""
    option, one, kind = among[number]
    here = around.here
    last = max(tags.rfind(tag, first, token) for tag in "Qkq") if here else -1
    if here is None or last < 0:
        return
    since = [a for o, a, _ in among if last < a.cue[0] < token and o.how == "said" and a.subject != here.subject]
    base = f"{'before' if one.cue[0] < token else 'after'} {kind}"
    if here.subject == one.subject:
        news = "another has come in since" if since else "nobody has come in since"
        yield f"spoke the quotation before, {news}"
        yield f"{base}, spoke the quotation before, {news}"
        if since and _NEW_CLAUSE.search(tags[first : since[-1].left]):
            yield "spoke the quotation before, another has come in since with a clause"
    elif last < one.cue[0] < token:
        yield f"{base}, since the quotation before"
        yield f"{option.how}, since the quotation before"
        if _NEW_CLAUSE.search(tags[first : one.left]):
            yield f"{option.how}, since the quotation before, with a clause"
    else:
        yield "another spoke the quotation before"


def _kind(option: Option, one: Attribution) -> str:
    if one.order == "according":
        return "according"
    if option.how == "apart":
        return "apart" if one.verb == "open" else "apart who says"
    return one.verb if option.how in ("owner", "agent") else speech_class(one.verb, _KINDS)


def _gap(between: str) -> str:
    return _class(len(between.strip(",:R-t")), _GAPS)


def _kind_of_subject(tags: str, one: Attribution) -> str:
    first, end = one.subject or (0, 1)
    if tags[end - 1] in "twW":
        return "relative"
    if end - first == 1 and tags[first] in "HhISO":
        return "H" if tags[first] == "h" else tags[first]
    return "name" if "N" in tags[first:end] else "noun"


def _lies_between(tags: str, one: Attribution, side: str, between: str) -> Iterator[str]:
    inner = between[:-1] if side == "before" and between.endswith(",") else between
    for mark, name in _BETWEEN:
        if mark in inner:
            yield f"{side}, {name} between"
    if _QUOTED.search(between):
        yield f"{side}, quotation between"
    if side == "after":
        if _QUOTED.search(tags, one.right, one.right + 2):
            yield "after, has its own quotation"
        if tags[one.right : one.right + 1] in _NOTHING:
            yield "after, nothing follows"


class _Sharing(NamedTuple):
    """The last cue before a quotation, where it has no subject of its own: …, saying “…”; … and called it “…”.

    ``form`` tells in tags what stands before it. ``subject`` is whom the attribution gives it, which a nearer subject,
    or one further away, may have a better right to.
    """

    at: int
    subject: Span
    form: str


def _sharing(tags: str, among: _Inside, first: int, token: int) -> _Sharing | None:
    cues = [a for o, a, _ in among if o.how == "said" and a.subject and a.subject[0] < a.cue[0] < token]
    last = max(cues, key=lambda a: a.cue[0], default=None)
    if last is None or last.subject is None:
        return None
    at = last.cue[0]
    before = tags[first:at].rstrip("R")[-1:]
    if last.order == "participle":
        return _Sharing(at, last.subject, f"{before}-ing")
    return _Sharing(at, last.subject, before) if before in _JOINS else None


def _shares(tags: str, among: _Inside, number: int, first: int, sharing: _Sharing) -> Iterator[str]:
    """Yield whether somebody may do what a cue tells that shares its subject, and who else stands between them."""
    option, one, _ = among[number]
    if one.subject is None or one.subject[1] > sharing.at or option.how in ("owner", "agent"):
        return
    start, stop = one.subject[1], sharing.at
    between = {
        a.subject
        for o, a, _ in among
        if a.subject and start <= a.subject[0] < stop and o.how != "owner" and o.how != "agent"
    }
    mine = "its own" if one.subject == sharing.subject else "another's"
    cue = f"{mine} cue behind {sharing.form}"
    over = f"{cue} over {min(len(between), 2)}"
    yield from (cue, over, f"{over}, {_kind_of_subject(tags, one)}", f"{over}, {option.how}")
    yield f"{over}, led by {tags[one.left - 1] if one.left > first else '^'}"


def _verb_form(tokens: Tokens, one: Attribution) -> Iterator[str]:
    tags, at = tokens.tags, one.cue[0]
    if one.passive:
        yield "passive"
    if at and tags[at - 1] == "T":
        yield "infinitive"
    if at and tags[at - 1] in "cb":
        yield "joined by and"
    if at and tokens.lower(at - 1) in _UNREAL:
        yield "unreal"


def _form(tokens: Tokens, one: Attribution, base: str) -> tuple[str, ...]:
    """Return the form of the cue, its verb, and the tags of what follows it, each as evidence."""
    end = one.cue[1]
    following = tokens.tags[end : end + 2].replace("\n", ".") or "."
    form = _ending(tokens.lower(one.cue[0]))
    return f"{base} in {form}", f"{base}: {one.verb}", f"{base}, then {following[0]}", f"{base}, then {following}"


@lru_cache(1000)
def _ending(word: str) -> str:
    return "-ing" if word.endswith("ing") else "-ed" if word.endswith("ed") or word == "said" else "another form"


def _is_done_to(tokens: Tokens, one: Attribution) -> bool:
    """Say whether a verb of no list looks passive: the dam is seen."""
    at = one.cue[0] - 1
    while at > 0 and tokens.tags[at] == "R":
        at -= 1
    return tokens.tags[one.cue[0]] in "dvVn" and tokens.lower(at) in _BE


def _nested(tags: str, among: _Inside, number: int, side: str, token: int) -> Iterator[str]:
    one = among[number][1]
    for option, other, kind in among[:number]:
        speaks = option.how == "said" and kind != "open" and other.cue != one.cue
        if speaks and other.cue[0] < token and tags[other.right : one.left] in ("", "t", ","):
            yield f"{side}, inside what another reports"
            break
    for _, other, _ in among[number + 1 :]:
        if other.cue[0] < token and side == "before" and tags[one.right : other.left] in ("", "t", ","):
            yield "reports another"
            break


class _Near(NamedTuple):
    """Which options on one side of a quotation stand nearest, by number: of all and of who speaks; and who all say."""

    nearest: int
    speaks: int
    says: list[int]


def _near(among: _Inside, side: str, token: int) -> _Near:
    near = [i for i, (_, one, _) in enumerate(among) if (one.cue[0] < token) == (side == "before")]
    says = [i for i in near if among[i][2] in ("say", "tell", "according")]
    if side == "before":
        near.reverse()  # the nearest first
    return _Near(next(iter(near), -1), next((i for i in near if among[i][0].how == "said"), -1), says)


def _nearest(kind: str, number: int, side: str, near: _Near) -> Iterator[str]:
    says = near.says
    if side == "before" and says:
        yield "first who says" if says[0] == number else "last who says" if says[-1] == number else "not who says"
    if number == near.nearest:
        yield f"{side}, nearest"
        yield f"{side} {kind}, nearest"
    if number == near.speaks:
        yield f"{side} {kind}, nearest who speaks"
