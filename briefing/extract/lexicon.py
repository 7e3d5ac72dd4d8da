"""The short word lists that rules need, from ``data/``.

A list is a text file: one entry a line, ``#`` starts a comment, the first comment says what belongs in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_VOWELS = frozenset("aeiou")
_NONE: frozenset[str] = frozenset()


@cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of ``data/NAME.txt`` in the order of the file, in small letters."""
    return tuple(line.lower() for line in _lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """Return the entries of ``data/NAME.txt`` as a set, in small letters."""
    return frozenset(entries(name))


@cache
def classes(name: str) -> dict[str, frozenset[str]]:
    """Return the words of ``data/NAME.txt`` by class, from lines ``CLASS word word …``; a class may have several."""
    found: dict[str, set[str]] = {}
    for line in _lines(name):
        label, *members = line.split()
        found.setdefault(label, set()).update(members)
    return {label: frozenset(members) for label, members in found.items()}


@cache
def heads(name: str) -> dict[str, str]:
    """Return what each word of ``data/NAME.txt`` stands for, the first word of its line: ``HEAD word word …``."""
    return {member: label for label, members in classes(name).items() for member in members}


@cache
def verbs(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Return every form in ``data/NAME.txt`` with its base form and the classes of the verb.

    A line that ends in a colon opens a class; the other lines are verbs as :func:`forms` reads them.
    """
    found: dict[str, tuple[str, frozenset[str]]] = {}
    label = ""
    for line in entries(name):
        if line.endswith(":"):
            label = line[:-1]
            continue
        for form, kind in forms(line):
            base, before = found.get(form, (line.partition("[")[0].strip(), frozenset()))
            found[form] = base, before | {label, kind}
    return found


@cache
def speech_class(verb: str, among: tuple[str, ...]) -> str:
    """Return the first of ``among`` that a speech verb belongs to, or ``open`` when it belongs to none."""
    kinds = verbs("speech-verbs").get(verb, ("", frozenset[str]()))[1]
    return next((label for label in among if label in kinds), "open")


def speech_forms(word: str) -> frozenset[str]:
    """Return the classes of the speech verb that a word is a form of, and which form it is; none for other words."""
    return _speech_forms().get(word, _NONE)


@cache
def _speech_forms() -> dict[str, frozenset[str]]:
    return {form: kinds for form, (_, kinds) in verbs("speech-verbs").items()}


@cache
def weights(name: str) -> dict[str, float]:
    """Return the numbers in ``data/NAME.txt`` by the words before them, from lines ``WORDS NUMBER``."""
    return {label: float(number) for label, number in (line.rsplit(None, 1) for line in _lines(name))}


def _lines(name: str) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in (_DATA / f"{name}.txt").read_text("utf-8").splitlines())
    return [line for line in lines if line]


def forms(verb: str) -> Iterator[tuple[str, str]]:
    """Yield the forms of a verb entry with what each is: ``base``, ``s``, ``ed`` or ``ing``.

    An entry is a base form, and in brackets the forms that do not follow the rules of spelling; which of them is what
    shows in its ending. ``say [said]`` and ``quip [quipped quipping]`` are entries.
    """
    base, _, rest = verb.partition("[")
    base = base.strip()
    given = {_kind(form): form for form in rest.rstrip("]").split()}
    regular = {"s": _with_s(base), "ed": _with_e(base, "ed"), "ing": _with_e(base, "ing")}
    yield base, "base"
    for kind, form in {**regular, **given}.items():
        yield form, kind
    for form in rest.rstrip("]").split():
        yield form, _kind(form)


def _kind(form: str) -> str:
    if form.endswith("ing"):
        return "ing"
    return "s" if form.endswith("s") else "ed"


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _with_e(base: str, ending: str) -> str:
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + ending
    if ending == "ed" and base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ied"
    return base + ending
