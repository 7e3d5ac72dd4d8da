"""Which words part, name or say nothing of what a figure is of."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.extract.lexicon import verbs, words
from briefing.extract.numbers_words import UNITS

MOST_WORDS = 8192
"""Words of which what they are is remembered: each question is asked of the same ones again and again."""
ARTICLES = frozenset(
    ("a", "an", "the", "its", "his", "her", "their", "our", "this", "that", "these", "those", "another")
)
_NEVER_VERBS = frozenset(
    ("need", "speed", "feed", "seed", "deed", "breed", "bed", "red", "hundred", "united", "armed", "aged")
)
_KEPT = frozenset(("price", "prices", "share", "shares"))
"""Words that may stand between a verb and its figure, but are also all that a figure may be of."""
_VICTIMS = frozenset(("killed", "wounded", "injured"))
_AMOUNT_WORDS = frozenset(("percent", "per", "cent", "million", "billion", "trillion", "thousand", "percentage"))
_CUTS = frozenset(("with", "to", "at", "by", "from", "into", "after", "against", "despite", "via", "through", "as"))
_GENERIC = frozenset(("cost", "value", "price", "total", "amount", "rate", "range", "average", "sum", "level", "tune"))


_BE = frozenset(("is", "are", "was", "were", "been", "be"))
_PUT = frozenset(("forecast", "set", "put", "seen", "cut"))
_CONTRACTED = re.compile(r"['’](?:s|ll|ve|re|d)$")
OBJECTS = frozenset(("it", "them", "him", "me", "us"))
_PREPOSITIONS = frozenset(
    ("during", "including", "excluding", "regarding", "concerning", "following", "pending", "barring")
)


def headed(phrase: list[str]) -> list[str]:
    """Cut a phrase that ends in "of" to the noun it is of: (expectations with) a pre-tax profit of."""
    end = len(phrase)
    while end and phrase[end - 1].lower() in words("figures_fillers") and phrase[end - 1].lower() != "of":
        end -= 1
    if not end or phrase[end - 1].lower() != "of":
        return phrase
    cut = next((i for i in range(end - 1, -1, -1) if _cuts(phrase, i) or phrase[i] in ("a", "an")), -1)
    head = trimmed(phrase[cut + 1 : end - 1])
    return phrase if not head or (len(head) == 1 and head[0].lower() in _GENERIC) else phrase[cut + 1 : end]


def _cuts(phrase: list[str], i: int) -> bool:
    small = phrase[i].lower()
    return small in _CUTS and not (small == "after" and i > 0 and phrase[i - 1].lower() in words("figures_balances"))


@lru_cache(maxsize=MOST_WORDS)
def says_nothing(word: str) -> bool:
    """Say whether a word between two figures leaves the second one to measure what the first does."""
    small = word.lower().strip(",;()–—-")
    if small in words("figures_compares") or small in UNITS:
        return True
    return _empty(small) or small in verbs("figures_moves")


def parts(clause: list[str], i: int) -> bool:
    """Say whether word ``i`` parts what a figure is of from the rest: a verb (but not "cost of"), another clause."""
    if not _may_part(clause[i]):
        return False
    small = clause[i].lower()
    previous = clause[i - 1].lower() if i else ""
    if small in ("before", "after", "per") and (previous in words("figures_balances") or small == "per"):
        return False  # profit before tax, earnings per share
    if small in words("new_clause"):
        return True
    if small in _PUT and previous in _BE:
        return True
    if (previous in ARTICLES or previous == "of") and is_past(clause[i]):
        return False  # the seized goods, the number of injured
    if is_participle(clause[i], previous, clause[i + 1].lower() if i + 1 < len(clause) else ""):
        return True
    following = clause[i + 1].lower() if i + 1 < len(clause) else ""
    if (
        i == 0
        and is_past(clause[0])
        and small not in verbs("figures_moves")
        and following
        and following not in words("phrase_ends")
    ):
        return False  # "armoured carriers"
    if small in words("also_nouns") and _is_noun(clause[i - 1].lower() if i else "", following):
        return False
    return is_verb(clause[i]) and following != "of"


@lru_cache(maxsize=MOST_WORDS)
def _may_part(word: str) -> bool:
    """Say whether there are neighbours between which a word parts: most words are neither verbs nor begin clauses."""
    return word.endswith("ing") or is_verb(word) or word.lower() in _PUT or word.lower() in words("new_clause")


def is_participle(word: str, before: str, following: str) -> bool:
    """Say whether ``word`` is a verb in -ing: an object behind it ("giving a total"), or "is", "was" before it."""
    if not word.endswith("ing") or word in _PREPOSITIONS or not word.islower():
        return False
    return following in ARTICLES or following in OBJECTS or before in _BE


def is_forecast(clause: list[str], i: int) -> bool:
    """Say whether word ``i`` says that somebody expects what follows: that somebody is not what is expected."""
    if not 0 < i < len(clause) or clause[i].lower() not in words("figures_forecasts") or clause[i - 1].lower() in _BE:
        return False
    return clause[i + 1 : i + 2] != ["to"]  # prices expected to rise by 5%


def takes_object(clause: list[str]) -> int:
    """Return how many words at the end of a clause are a verb in -ing whose object comes next: spending three days."""
    for count, word in enumerate(reversed(clause), 1):
        small = word.lower()
        if word.islower() and word.endswith("ing") and len(word) > len("being") and word not in _PREPOSITIONS:
            return count
        if small not in words("figures_fillers") or small in ("of", "in", "at", "by", "from", "to"):
            return 0
    return 0


def _is_noun(before: str, following: str) -> bool:
    """Say whether a word that may be a verb is a noun: an article before it, or a verb behind it ("pay rose")."""
    if following in words("auxiliaries") or following in verbs("figures_moves") or is_past(following):
        return before not in ("to", "will", "would", "can", "could", "may", "might", "must", "should")
    return before in ARTICLES


@lru_cache(maxsize=MOST_WORDS)
def is_verb(word: str) -> bool:
    """Say whether ``word`` is a verb that parts a figure from what it is of."""
    small = word.lower()
    if small in verbs("figures_moves") or small in words("figures_verbs"):
        return True
    return is_past(word) or word in words("irregular-past") or small.endswith(("n't", "n’t"))


def is_past(word: str) -> bool:
    """Say whether ``word`` looks like a past form in -ed."""
    return word.endswith("ed") and len(word) > 4 and word.islower() and word not in _NEVER_VERBS


def trimmed(listed: list[str]) -> list[str]:
    """Drop the words at both ends that carry no meaning: articles, prepositions, adverbs, hedges."""
    start, end = 0, len(listed)
    while end > start and _empty(listed[end - 1]) and not _is_compound(listed, end - 1):
        end -= 1
    while start < end and _empty(listed[start]) and not (start + 1 < end and _is_compound(listed[start:], 0)):
        start += 1
    if end < len(listed) and end > start and listed[end].lower() == "average":
        end += 1
    if start == end:
        return [word for word in listed if word.lower() in _KEPT][:1]
    return listed[start:end]


def _is_compound(listed: list[str], i: int) -> bool:
    """Say whether word ``i`` ends a name that the word before begins: vote share, oil price, earnings per share."""
    if listed[i] in _VICTIMS:
        return i > 0 and listed[i - 1] == "of"
    if listed[i].lower() not in _KEPT:
        return False
    if i == 0:  # price growth
        return len(listed) > 1 and not _empty(listed[1])
    return listed[i - 1].lower() == "per" or not (_empty(listed[i - 1]) or is_verb(listed[i - 1]))


@lru_cache(maxsize=MOST_WORDS)
def _empty(word: str) -> bool:
    small = word.lower().strip("'’‘,")
    if not small[:1].isalpha() and not any(c.isalpha() for c in small):
        return True
    small = _CONTRACTED.sub("", small)
    return (
        small in words("phrase_ends")
        or small in _AMOUNT_WORDS
        or small in words("figures_fillers")
        or small.endswith("ly")
        or small in ARTICLES
    )


def phrase_of(listed: list[str]) -> str | None:
    """Return the words as one phrase without marks around it; None when no letter is in it."""
    phrase = " ".join(listed).replace("\u00ad", "").strip(" ,-–—'‘’\"“”")
    return phrase if phrase[:1].isalpha() or any(c.isalpha() for c in phrase) else None
