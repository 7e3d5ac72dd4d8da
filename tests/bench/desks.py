"""Desks of any size for the benchmarks: N made-up reports of about 4 KB, the same ones every time.

Words are made of syllables and drawn as often as words are in a language (Zipf), names, quotations, figures and
datelines stand where reports have them. One report in fifty is a rewrite of an earlier one, with a tenth of its words
changed; :func:`rewrites` names the pairs. A desk that is there already is used again.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PARAGRAPHS = 14
REWRITTEN = 50
"""One report in so many is a rewrite."""

_ONSETS, _RIMES = "b c d f g h k l m n p r s t v w st tr", "a e i o u an er on is al"
_SYLLABLES = [onset + rime for onset in _ONSETS.split(" ") for rime in _RIMES.split(" ")]
_SMALL = "the of and to in a that for on with as by at from is was it has its be are were an this had not"
_NAMES = "Anna Boris Clara Dmytro Elena Farid Grace Hana Ivan Julia Karim Lena Marta Noor Oleg Petra Rosa Sami"
_PLACES = "Port Vale, Ostrava, Lutsk, Tarn, Kessel, Morava, Brod, Sarn, Ilava, Dunmore"
_UNITS = ("million euros", "billion hryvnias", "percent", "tonnes", "vehicles", "people", "hectares", "kilometres")
_VERBS = ("said", "told reporters", "announced", "added", "noted", "warned", "explained")
OUTLETS = tuple(f"{place} {kind}" for place in _PLACES.split(", ") for kind in ("Gazette", "Courier", "Post"))


@cache
def vocabulary() -> tuple[list[str], list[float]]:
    """Return the words of the made-up language, the most frequent first, and their cumulative weights."""
    chance = random.Random(7)
    made = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))) for _ in range(30_000)}
    small = _SMALL.split(" ")
    words = [*small, *sorted(made - set(small), key=lambda w: (len(w), w))]
    return words, list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))


def report(number: int) -> tuple[str, str]:
    """Return publisher and text of one report; the number decides everything."""
    chance = random.Random(number)
    if number % REWRITTEN == REWRITTEN - 1:
        _, original = report(number - REWRITTEN // 2)
        return chance.choice(OUTLETS), rewritten(original, 0.1, chance)
    return chance.choice(OUTLETS), "\n\n".join(_paragraphs(number, chance)) + "\n"


def rewrites(size: int) -> dict[int, int]:
    """Return which reports of a desk of ``size`` are rewrites of which."""
    return {n: n - REWRITTEN // 2 for n in range(REWRITTEN - 1, size, REWRITTEN)}


def rewritten(text: str, share: float, chance: random.Random) -> str:
    """Return ``text`` with that share of its words replaced by others."""
    words, weights = vocabulary()
    parts = text.split(" ")
    for at in chance.sample(range(len(parts)), int(share * len(parts))):
        parts[at] = chance.choices(words, cum_weights=weights)[0] + "\n\n" * ("\n\n" in parts[at])
    return " ".join(parts)


def _paragraphs(number: int, chance: random.Random) -> Iterator[str]:
    words, weights = vocabulary()

    def some(count: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=count))

    person = f"{chance.choice(_NAMES.split(' '))} {chance.choice(words[200:2000]).capitalize()}"
    yield f"{some(8).capitalize()} {number}"
    yield f"{chance.choice(_PLACES.split(', ')).upper()} — {some(30)}."
    for n in range(PARAGRAPHS):
        if n % 4 == 1:
            yield f"“{some(18).capitalize()},” {person} {chance.choice(_VERBS)}. {some(24).capitalize()}."
        elif n % 4 == 3:
            amount = chance.choice(
                (f"{chance.randint(2, 900)},{chance.randint(100, 999)}", f"{chance.uniform(1, 99):.1f}")
            )
            yield f"{some(16).capitalize()} {amount} {chance.choice(_UNITS)} {some(14)}. {some(12).capitalize()}."
        else:
            yield f"{some(22).capitalize()}, {some(10)}. {some(18).capitalize()}."


def desk(root: Path, size: int) -> Path:
    """Make a desk of ``size`` reports below ``root``, a thousand to a folder; return its folder."""
    folder = root / f"desk-{size}"
    done = folder / "made"
    if done.is_file():
        return folder
    first = dt.date(2015, 1, 1)
    for start in range(0, size, 1000):
        below = folder / "sources" / f"{start // 1000:03}"
        below.mkdir(parents=True, exist_ok=True)
        for number in range(start, min(start + 1000, size)):
            publisher, text = report(number)
            day = first + dt.timedelta(days=number * 3700 // size)
            front = f"---\ntitle: {text.split(chr(10), 1)[0]}\npublisher: {publisher}\ndate: {day}\n---\n"
            (below / f"report-{number:06}.txt").write_text(front + text, encoding="utf-8")
    done.write_text(f"{size}\n")
    return folder
