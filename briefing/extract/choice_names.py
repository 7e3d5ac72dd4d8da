"""The names of the evidence for who says a quotation, as ``data/speaker-evidence.txt`` lists them.

Each function names a piece of evidence (weighing.py) from a few words and tags; choice.py finds those in the text.
``side`` is before or after the quotation, ``kind`` the kind of verb there, ``how`` how an option comes in (options.py).
No name is given twice for one option, whatever the words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from briefing.extract.lexicon import speech_class

KINDS = ("say", "tell", "judge", "act", "utter", "beside")
LEADING = frozenset("sPcbtWwT")
"""Tags of words before a subject that tell how its clause hangs on the rest, by themselves: as, when, because, but."""
_BETWEEN = {",": "comma", "s": "subordination", ";": "semicolon", "-": "dash", "W": "who", "w": "which"}


def plain(*names: str) -> tuple[str, ...]:
    """Name evidence that is what it is called."""
    return names


@lru_cache(2000)
def kind_of(how: str, order: str, verb: str) -> str:
    """Return the kind of an option: that of its verb, what makes it a source, or how it comes in."""
    if order == "according":
        return "according"
    if how == "apart":
        return "apart" if verb == "open" else "apart who says"
    return verb if how in ("owner", "agent") else speech_class(verb, KINDS)


def outside(how: str, opening: str, size: str, end: str, company: str) -> tuple[str, ...]:
    """Name what the quotation looks like for somebody outside its sentence."""
    seen = (f"behind {opening}", size, f"{size} behind {opening}", f"ends {end}", company, f"{company}, {size}")
    return how, *[f"{how}: {one}" for one in seen]


def marked(how: str, company: str, *marks: str) -> Iterator[str]:
    """Name how far away somebody outside the sentence speaks."""
    for mark in marks:
        yield f"{how}: {mark}"
        yield f"{how}: {mark}, {company}"


def outsider(how: str, order: str, verb: str, subject: str, nearest: str, form: str) -> list[str]:
    """Name who speaks outside the sentence, how near others speak in it, and the verb where it is nothing of these."""
    kinds = dict.fromkeys((kind_of(how, order, verb), order, subject))  # one word may stand for several
    names = [*kinds, nearest] if verb in kinds else [*kinds, nearest, verb]
    found = [f"{how}: {one}" for one in names]
    found.insert(len(kinds) + 1, f"{how} in {form}")
    return found


def then_outside(how: str, following: str) -> Iterable[str]:
    """Name what follows the cue outside the sentence."""
    return _then(how, following.replace("\n", ".") or ".")


def _then(base: str, following: str) -> Iterable[str]:
    return dict.fromkeys((f"{base}, then {following[0]}", f"{base}, then {following}"))


def stands(side: str, kind: str, order: str, end: str, subject: str, gap: str) -> Iterable[str]:
    """Name where a subject with its verb stands, how far from the quotation, and in what that ends."""
    base = f"{side} {kind}"
    seen = (side, base, f"{side} {order}", f"{side} ends {end}", f"subject {subject}", f"{base}, {subject}")
    return dict.fromkeys((*seen, f"{side} {gap} apart", f"{base} {gap} apart"))


def looks(side: str, kind: str, opening: str, size: str) -> tuple[str, ...]:
    """Name what the quotation looks like."""
    base = f"{side} {kind}"
    return f"{base} behind {opening}", f"{base} {size}", f"{base} {size} behind {opening}"


def led(side: str, kind: str, tag: str, word: str) -> Iterable[str]:
    """Name the tag before a subject, and the word there where it tells something by itself."""
    base = f"{side} {kind}"
    words = (f"{base}, led by {word}", f"{side}, led by {word}") if tag in LEADING else ()
    return dict.fromkeys((f"{base}, led by {tag}", *words))


def led_by_two(side: str, kind: str, tags: str) -> tuple[str]:
    """Name the two tags before a subject."""
    return (f"{side} {kind}, led by {tags}",)


def is_who(side: str, kind: str, head: str, opening: str) -> Iterator[str]:
    """Name what sort of word carries a subject, and what it opens with."""
    for who in (head, f"opens with {opening}"):
        yield f"{side}, {who}"
        yield f"{side} {kind}, {who}"


def among_speakers(side: str, kind: str, nearest: str) -> tuple[str]:
    """Name how near those stand who speak in the sentence."""
    return (f"{side} {kind}, {nearest}",)


def near(side: str, kind: str, says: str, of_all: bool, of_speakers: bool) -> Iterator[str]:
    """Name how near somebody stands compared with others: nearest of all, of who speaks, and of who ``says``."""
    if says:
        yield f"{says} who says"
    if of_all:
        yield f"{side}, nearest"
        yield f"{side} {kind}, nearest"
    if of_speakers:
        yield f"{side} {kind}, nearest who speaks"


def nothing_nearer(kind: str, opening: str) -> tuple[str, str]:
    """Name that no other subject with a verb is nearer before the quotation."""
    return f"before, nothing nearer, behind {opening}", f"before {kind}, nothing nearer, behind {opening}"


def verb(side: str, kind: str, verb: str, form: str) -> tuple[str, str]:
    """Name the verb of a cue and its form."""
    return f"{side} {kind} in {form}", f"{side} {kind}: {verb}"


def says(side: str, verb: str) -> tuple[str]:
    """Name the verb of who says something."""
    return (f"{side} verb {verb}",)


def opens(side: str, quotation: bool, subject: bool) -> Iterator[str]:
    """Name that the quotation opens the sentence, or the subject does."""
    if quotation:
        yield f"{side}, quotation opens the sentence"
    if subject:
        yield f"{side}, opens the sentence"


def then(side: str, kind: str, following: str) -> Iterable[str]:
    """Name what follows the cue, by one tag and by two."""
    return _then(f"{side} {kind}", following.replace("\n", ".") or ".")


def does(side: str, word: str, tag: str, done_to: bool) -> Iterable[str]:
    """Name the word that a subject has for a verb where that is no cue, but for *first*, which names an order."""
    names = [] if word == "first" else [f"{side} subject {word}"]
    return dict.fromkeys((*names, f"{side} subject {'is ' if done_to else ''}{tag}"))


def owns(that: bool) -> tuple[str, str]:
    """Name that somebody owns a claim, with *that* behind it or without."""
    return "owns a claim", "owns a claim that" if that else "owns a claim otherwise"


def source(verb: str, tag: str) -> tuple[str]:
    """Name the word that makes somebody the source, and what stands before."""
    return (f"{verb} behind {tag}",)


def bare(side: str, kind: str, between: str) -> tuple[str, str]:
    """Name all that stands between a cue and the quotation, in tags."""
    return f"{side} [{between}]", f"{side} {kind} [{between}]"


def lies_between(side: str, marks: str, quotation: bool, own: bool, nothing: bool) -> Iterator[str]:
    """Name the marks and words that part somebody from a quotation, and what follows behind it."""
    for mark in marks:
        yield f"{side}, {_BETWEEN[mark]} between"
    if quotation:
        yield f"{side}, quotation between"
    if own:
        yield "after, has its own quotation"
    if nothing:
        yield "after, nothing follows"


def shares(mine: bool, form: str, others: int, subject: str, how: str, leading: str) -> tuple[str, ...]:
    """Name whether somebody may do what a later cue tells without a subject, and who else stands between them."""
    whose = "its own" if mine else "another's"
    behind = f"{whose} cue behind {form}"
    over = f"{behind} over {others}"
    return behind, over, f"{over}, {subject}", f"{over}, {how}", f"{over}, led by {leading}"


def inserted(kind: str) -> tuple[str, str]:
    """Name that somebody stands between dashes or brackets."""
    return "before, inserted", f"before {kind}, inserted"


def spoke_before(side: str, kind: str, another: bool, clause: bool) -> Iterator[str]:
    """Name that somebody spoke the quotation before, and whether ``another`` came in since, with a ``clause``."""
    news = "another has come in since" if another else "nobody has come in since"
    yield f"spoke the quotation before, {news}"
    yield f"{side} {kind}, spoke the quotation before, {news}"
    if clause:
        yield "spoke the quotation before, another has come in since with a clause"


def since(side: str, kind: str, how: str, clause: bool) -> Iterator[str]:
    """Name that somebody comes in since the quotation before."""
    yield f"{side} {kind}, since the quotation before"
    yield f"{how}, since the quotation before"
    if clause:
        yield f"{how}, since the quotation before, with a clause"
