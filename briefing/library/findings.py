"""Findings as they are kept in the catalogue: compact JSON by :func:`briefing.library.record.findings_key`."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, Unreadable
from briefing.library import sums
from briefing.library.catalogue import Busy, Catalogue
from briefing.library.record import findings_key
from briefing.library.words import words

if TYPE_CHECKING:
    from briefing.extract.finding import Figure, Finding
    from briefing.ingest.source import Source

_OPEN = 256
"""Sources whose findings are kept in memory."""

_WAIT = 0.2
"""Seconds to wait for another program's transaction; findings can be kept the next time."""

_MOST_WAITING = 1_000

Row = tuple[int, int, int, int, int, int, int, str, int, str]

_SPANS = ("speaker_span", "cue_span")


@cache
def _defaults() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields of a finding and of a figure with their default values."""
    from briefing.extract.finding import Figure, Finding

    finding = {name: Finding._field_defaults.get(name, dataclasses.MISSING) for name in Finding._fields}
    return finding, {f.name: f.default for f in dataclasses.fields(Figure)}


def version() -> str:
    """Return what changes when the same text would give other findings, or findings are kept in another form."""
    from briefing.extract import VERSION

    return " ".join((VERSION, *(name for fields in _defaults() for name in fields)))


def pack(findings: Sequence[Finding]) -> str:
    """Return findings as JSON, without what has its default value and without the exact text."""
    return json.dumps([_packed(f) for f in findings], ensure_ascii=False, separators=(",", ":"))


def _packed(finding: Finding) -> dict[str, Any]:
    of_finding, of_figure = _defaults()
    kept = _said(finding, of_finding)
    del kept["exact"]
    if finding.figure:
        kept["figure"] = _said(finding.figure, of_figure)
    return kept


def _said(value: Finding | Figure, defaults: Mapping[str, Any]) -> dict[str, Any]:
    return {name: kept for name, default in defaults.items() if (kept := getattr(value, name)) is not default}


def unpack(text: str, source: str) -> tuple[Finding, ...]:
    """Return the findings in JSON, with their exact text cut from the ``source`` text."""
    return tuple(_unpacked(kept, source) for kept in json.loads(text))


def _unpacked(kept: dict[str, Any], source: str) -> Finding:
    from briefing.extract.finding import Figure, Finding

    if figure := kept.get("figure"):
        kept["figure"] = Figure(**figure)
    for name in _SPANS:
        if span := kept.get(name):
            kept[name] = tuple(span)
    return Finding(exact=source[kept["start"] : kept["end"]], **kept)


class Findings:
    """The findings that a catalogue keeps. What cannot be kept at once, since another program writes, is kept later."""

    def __init__(self, catalogue: Catalogue, *, kept: Callable[[], None] = lambda: None) -> None:
        """``kept`` is called after findings were put: the counts in the list are other ones now."""
        self.catalogue = catalogue
        self.kept = kept
        self._waiting: list[Row] = []
        self._memory: OrderedDict[int, tuple[Finding, ...]] = OrderedDict()
        self._lock = threading.Lock()
        self._checked = -1

    def of(self, source: Source) -> tuple[Finding, ...]:
        """Return the findings of a source, computed unless they are known."""
        key = findings_key(source)
        self._check()
        with self._lock:
            if key in self._memory:
                self._memory.move_to_end(key)
                return self._memory[key]
        found = self.get(key, source.text)
        if found is None:
            found = _found(source)
            self.put([row(key, found)])
        with self._lock:
            self._memory[key] = found
            if len(self._memory) > _OPEN:
                self._memory.popitem(last=False)
        return found

    def get(self, key: int, text: str) -> tuple[Finding, ...] | None:
        """Return the findings kept under a key, or None."""
        kept = self.catalogue.one("select speakers, json, whole from finding where key = ?", key)
        try:
            return unpack(kept[1], text) if kept and sums.of_findings(key, *kept[:2]) == kept[2] else None
        except (ValueError, KeyError, TypeError, AttributeError):
            return None  # damaged on the disk: computed again

    def known(self, keys: Sequence[int]) -> set[int]:
        """Return those of the keys whose findings are kept."""
        self._check()
        return {key for (key,) in self.catalogue.among("select key from finding where key in (*)", keys)}

    def put(self, rows: Sequence[Row]) -> None:
        """Keep findings, as :func:`row` makes them."""
        self._check()
        with self._lock:
            waiting, self._waiting = [*self._waiting, *rows], []
        try:
            with self.catalogue.writing(wait=_WAIT) as connection:
                connection.executemany("insert or replace into finding values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", waiting)
        except Busy:
            with self._lock:
                self._waiting = (waiting + self._waiting)[-_MOST_WAITING:]
        self.kept()

    def _check(self) -> None:
        lost = self.catalogue.lost
        if self._checked == lost:
            return
        with self._lock:
            self._memory.clear()  # another catalogue does not hold them yet, and the counts in the list come from there
        now = version()
        if self.catalogue.get("rules") != now:
            with self.catalogue.writing() as connection:
                connection.execute("delete from finding")
                connection.execute("insert or replace into meta values ('rules', ?)", (now,))
        self._checked = lost


def _found(source: Source) -> tuple[Finding, ...]:
    """Find, or raise ``Unreadable``: a mistake about one source concerns no other."""
    from briefing.extract import find
    from briefing.ingest.read import failed

    try:
        return find(source)
    except BriefingError:
        raise
    except Exception as error:  # text of strangers
        raise Unreadable(failed("finder", error)) from error


def row(key: int, findings: Sequence[Finding]) -> Row:
    """Return the row of the catalogue that keeps findings: counts, who speaks, and all of them as JSON."""
    from briefing.extract.finding import TRIVIAL

    kinds = [finding.kind for finding in findings]
    notable = [finding.kind for finding in findings if finding.score >= TRIVIAL]
    measured = notable.count("figure")
    names = sorted({" ".join(words(f.speaker)) for f in findings if f.speaker})
    speakers = "\n".join(f" {name} " for name in names)
    quotes, statements, figures = kinds.count("quote"), kinds.count("statement"), kinds.count("figure")
    counts = (key, quotes, statements, figures, len(notable) - measured, measured)
    packed = pack(findings)
    return *counts, sums.of_values(counts), speakers, sums.of_findings(key, speakers, packed), packed
