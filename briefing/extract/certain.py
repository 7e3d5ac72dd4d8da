"""Whose words a quotation is by construction, so that nothing need be weighed.

In *the plan, which the governor called “a gift”* nobody but the governor speaks, whoever the sentence is about, and in
*critics attacked Ruiz’s claim that the ferry was “a coffin”* nobody but Ruiz. Pronouns are left to the evidence, which
knows whether *she* or the name before her is the nearer mention.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.extract.attributions import Attribution
from briefing.extract.lexicon import speech_forms, words
from briefing.extract.options import Option
from briefing.extract.tokens import Tokens

_NAMED = re.compile("[nNz]")
_AUXILIARIES = re.compile("[AR]*")
_HEARER = re.compile("Ot?[,:]?")
_BY = frozenset(["by", "from", "of"])
_CLAUSE = re.compile("[AvVdh]+[AvVdR]*")
"""A verb with its auxiliaries."""
_BREAK = re.compile("[Qkq;WwtsV]")
"""What opens another clause, or another's words, between a claim and a quotation."""
_ABLE = frozenset(["said", "owner", "agent"])
"""How somebody comes in (options.py) whom a construction may leave no choice but to speak."""
SURE = 0.9
"""How sure such a speaker is, from 0 to 1."""


def certain(tokens: Tokens, token: int, among: Sequence[Option]) -> Option | None:
    """Return who of ``among`` spoke the quotation at ``token``, where the construction leaves no choice."""
    tags = tokens.tags
    for option in among:
        how, one = option
        if one is None or one.subject is None or how not in _ABLE or not _NAMED.search(tags, *one.subject):
            continue
        if how != "said":
            if _is_claimed(tokens, token, option, one):
                return option
        elif _is_relative(tokens, token, one) or _is_told(tokens, token, one):
            return option
    return None


def _is_relative(tokens: Tokens, token: int, one: Attribution) -> bool:
    """Say whether a relative clause ends in a quotation right behind its verb: which the governor called “a gift”."""
    tags, (start, stop) = tokens.tags, one.subject or (0, 0)
    if one.passive or stop > one.cue[0] or one.cue[1] != token or start == 0:
        return False
    relative = tags[start - 1] == "w" or (tags[start - 1] == "t" and tags[start - 2] in "nN")
    return relative and _AUXILIARIES.fullmatch(tags, stop, one.cue[0]) is not None


def _is_told(tokens: Tokens, token: int, one: Attribution) -> bool:
    """Say whether somebody tells another a quotation inside what that one says: Ruiz said his doctor told him “…”."""
    tags, (start, stop) = tokens.tags, one.subject or (0, 0)
    if one.passive or not 0 < start < stop <= one.cue[0] < token or tags[start - 1] in "wQkq":
        return False
    return (
        "tell" in speech_forms(one.verb)
        and _HEARER.fullmatch(tags, one.cue[1], token) is not None
        and not tags[stop : one.cue[0]].strip("AR")
    )


def _is_claimed(tokens: Tokens, token: int, option: Option, one: Attribution) -> bool:
    """Say whether a quotation stands in the clause that a noun opens whose owner is named: Ruiz’s claim that it “…”."""
    noun = tokens.lower(one.cue[0])
    if noun not in words("claim-nouns") and noun.removesuffix("s") not in words("claim-nouns"):
        return False
    if option.how == "agent" and tokens.lower(one.cue[1]) not in _BY:
        return False  # a claim in the interview
    that = max(one.cue[1], (one.subject or one.cue)[1])
    if that >= token or tokens.tags[that] != "t" or _BREAK.search(tokens.tags, that + 1, token):
        return False
    return len(_CLAUSE.findall(tokens.tags, that + 1, token)) <= 1
