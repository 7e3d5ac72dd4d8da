"""The cited sources for reference managers: CSL-JSON and BibTeX, with the same keys."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from briefing.export.clean import address, one_line, slug
from briefing.export.interchange import dumps

if TYPE_CHECKING:
    from briefing.briefs import Edition
    from briefing.ingest.source import Source

_TYPES = {"pdf": "report", "docx": "report", "eml": "personal_communication", "feed": "post-weblog"}
_BIB_TYPES = {"report": "techreport"}
_PARTS = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_BETWEEN = re.compile(r"\s*;\s*|\s+and\s+")
_BIB_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def sources(edition: Edition) -> list[tuple[str, Source]]:
    """Return the cited sources that still exist with their citation keys, in order of first use.

    A key is publisher or author, year, and a letter where two would be the same: ``lindholm-courier2025b``.
    """
    found = {e.source.id: e.source for e in edition.evidence.values() if e.source is not None}
    taken: set[str] = set()
    out = []
    for source in found.values():
        base = slug(source.meta.publisher or source.meta.author or source.title, fallback="source")[:40].strip("-")
        base += (source.meta.date or "")[:4] if _PARTS.match(source.meta.date or "") else ""
        key = base if base not in taken else next(k for n in range(2, 10_000) if (k := base + _letters(n)) not in taken)
        taken.add(key)
        out.append((key, source))
    return out


def _letters(n: int) -> str:
    return chr(96 + n) if n <= 26 else f"-{n}"


def date_parts(iso: str | None) -> list[int] | None:
    """Return year, month and day of an ISO 8601 date as far as it says them."""
    match = _PARTS.match(iso or "")
    return [int(part) for part in match.groups() if part] if match else None


def _type(source: Source) -> str:
    return _TYPES.get(source.format, "webpage" if address(source.meta.url) else "document")


def csl(edition: Edition) -> str:
    """Return CSL-JSON. What CSL has no word for stands under ``custom``."""
    pins: dict[str, list[str]] = {}
    for id, each in edition.evidence.items():
        pins.setdefault(each.pin.source, []).append(id)
    return dumps([_csl(key, source, pins.get(source.id, [])) for key, source in sources(edition)])


def _csl(key: str, source: Source, pins: list[str]) -> dict[str, Any]:
    meta = source.meta
    kind = _type(source)
    item: dict[str, Any] = {
        "id": key,
        "type": kind,
        "title": one_line(source.title),
        "author": [{"literal": name} for name in authors(source)],
        "publisher" if kind == "report" else "container-title": one_line(meta.publisher or ""),
        "issued": _csl_date(meta.date),
        "URL": address(meta.url),
        "accessed": _csl_date(meta.retrieved),
        "language": meta.language,
        "custom": {
            "source": source.id,
            "digest": source.digest,
            "reliability": source.reliability,
            "origin": source.origin,
            "marking": meta.marking,
            "pins": pins,
        },
    }
    return {name: value for name, value in item.items() if value}


def _csl_date(iso: str | None) -> dict[str, list[list[int]]] | None:
    parts = date_parts(iso)
    return {"date-parts": [parts]} if parts else None


def authors(source: Source) -> list[str]:
    """Return the names of the authors; without a byline the publisher stands for them, without one nobody."""
    names = _BETWEEN.split(one_line(source.meta.author or "")) if source.meta.author else []
    return [name for name in names if name] or [n for n in [one_line(source.meta.publisher or "")] if n]


# ---------------------------------------------------------------------- BibTeX

_ACTIVE = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "%": r"\%",
    "#": r"\#",
    "_": r"\_",
}


def tex(text: str) -> str:
    """Return ``text`` on one line with everything that TeX acts on escaped."""
    return "".join(_ACTIVE.get(c, c) for c in one_line(text))


def bibtex(edition: Edition) -> str:
    """Return BibTeX in UTF-8, one entry a source."""
    return "\n".join(_entry(key, source) for key, source in sources(edition))


def _entry(key: str, source: Source) -> str:
    meta, kind = source.meta, _type(source)
    url = address(meta.url)
    month = date_parts(meta.date)
    fields: list[tuple[str, str | None, Callable[[str], str]]] = [
        ("title", source.title, _braced),
        ("author", " and ".join(f"{{{tex(name)}}}" for name in authors(source)), str),
        ("institution" if kind == "report" else "howpublished", meta.publisher, tex),
        ("year", f"{month[0]:04d}" if month else None, str),
        ("url", url and re.sub(r"[{}\\]", "", url).replace("%", r"\%").replace("#", r"\#"), str),
        ("urldate", meta.retrieved and meta.retrieved[:10], tex),
        ("language", meta.language, tex),
        ("note", f"Reliability {source.reliability}", tex),
    ]
    lines = [f"  {name} = {{{write(value)}}}," for name, value, write in fields if value]
    if month and len(month) > 1 and 1 <= month[1] <= 12:
        lines.insert(4 if meta.publisher else 3, f"  month = {_BIB_MONTHS[month[1] - 1]},")
    return f"@{_BIB_TYPES.get(kind, 'misc')}{{{key},\n" + "\n".join(lines) + "\n}\n"


def _braced(title: str) -> str:
    """Keep a title's capitals."""
    return "{" + tex(title) + "}"
