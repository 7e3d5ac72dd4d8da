"""What the catalogue keeps of one source, and how a source comes back from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b
from types import MappingProxyType
from typing import Any, NamedTuple

from briefing.ingest.source import Furniture, Metadata, Page, Source
from briefing.library.words import fold

FIELD = "\x1f"
"""Separates the parts of :attr:`Record.line`."""

NO_DATE = " " * 10


class Record(NamedTuple):
    """One entry as read, ready for the catalogue and the index; a plain tuple, since processes hand over many.

    ``line`` is what the filter looks at. ``key`` names the findings. ``detail`` is JSON of what only an opened source
    needs. ``words`` are those of the report without its furniture, parted by spaces, and are not kept in the catalogue;
    ``text`` is None where the file itself holds it in UTF-8.
    """

    id: str
    title: str | None
    publisher: str | None
    date: str | None
    author: str | None
    language: str | None
    marking: str | None
    reliability: str | None
    origin: str | None
    tags: str | None
    digest: bytes
    size: int
    refused: str | None
    format: str
    key: int
    line: str
    detail: str = ""
    sketch: bytes = b""
    words: str = ""
    text: str | None = None

    @property
    def kept(self) -> tuple[Any, ...]:
        """The part that stands in the catalogue's list."""
        return tuple(self[:_KEPT])


_KEPT = Record._fields.index("detail")


def refusal(id: str, reason: str, *, size: int = 0) -> Record:
    """Return the record of a file that is listed with the reason why it is not read."""
    line = _line(id.rsplit("/", 1)[-1], None, None)
    return Record(id, *(None,) * 9, digest=b"", size=size, refused=reason, format="", key=0, line=line)


def record(source: Source, *, size: int, plain: bool, words: str = "", sketch: bytes = b"") -> Record:
    """Return the record of a source read from a file of ``size`` bytes; ``plain`` means that the file is its text."""
    meta = source.meta
    return Record(
        id=source.id,
        title=meta.title,
        publisher=meta.publisher,
        date=meta.date,
        author=meta.author,
        language=meta.language,
        marking=meta.marking,
        reliability=meta.reliability,
        origin=meta.origin,
        tags=json.dumps(meta.tags, ensure_ascii=False) if meta.tags else None,
        digest=bytes.fromhex(source.digest.removeprefix("sha256:")),
        size=size,
        refused=None,
        format=source.format,
        key=findings_key(source),
        line=_line(source.title, meta.publisher, meta.date),
        detail=_detail(source),
        sketch=sketch,
        words=words,
        text=None if plain else source.text,
    )


def _line(title: str, publisher: str | None, date: str | None) -> str:
    """Return title, publisher and day, folded: what the list is sorted and filtered by."""
    parts = (_plain(title), _plain(publisher or ""), (date or NO_DATE)[:10].ljust(10))
    return FIELD.join(parts)


def _plain(text: str) -> str:
    return " ".join(fold(text).replace(FIELD, " ").encode("utf-8", "replace").decode().split())


def findings_key(source: Source) -> int:
    """Return the name of a source's findings: a number made of all that they depend on.

    That is the text, what of it is furniture, and the metadata that give names and dates their meaning.
    """
    meta = source.meta
    spans = [(f.start, f.end) for f in source.furniture]
    parts = (source.digest, spans, meta.title, meta.publisher, meta.author, meta.date, meta.language, source.format)
    return int.from_bytes(blake2b(repr(parts).encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


def _detail(source: Source) -> str:
    meta = source.meta
    detail = {
        "furniture": [(f.start, f.end, f.reason) for f in source.furniture],
        "pages": [(p.start, p.label) for p in source.pages],
        "url": meta.url,
        "retrieved": meta.retrieved,
        "extra": dict(meta.extra),
    }
    return _JSON.encode({k: v for k, v in detail.items() if v})


_JSON = json.JSONEncoder(ensure_ascii=False, default=str)


def spans(detail: str) -> tuple[Furniture, ...]:
    """Return the furniture in :attr:`Record.detail`."""
    return tuple(Furniture(*f) for f in json.loads(detail).get("furniture", ())) if detail else ()


def source(kept: Record, file: str, text: str) -> Source:
    """Return the source that a record was made of; ``file`` is its file's path below ``sources/``."""
    more = json.loads(kept.detail) if kept.detail else {}
    return Source(
        id=kept.id,
        path=f"sources/{file}",
        text=text,
        digest="sha256:" + kept.digest.hex(),
        meta=Metadata(
            title=kept.title,
            publisher=kept.publisher,
            author=kept.author,
            date=kept.date,
            url=more.get("url"),
            retrieved=more.get("retrieved"),
            language=kept.language,
            marking=kept.marking,
            reliability=kept.reliability,
            origin=kept.origin,
            tags=tuple(json.loads(kept.tags)) if kept.tags else (),
            extra=MappingProxyType(more.get("extra", {})),
        ),
        furniture=tuple(Furniture(*f) for f in more.get("furniture", ())),
        pages=tuple(Page(*p) for p in more.get("pages", ())),
        format=kept.format,
    )


def completed(read: Source, *, origin: str | None, outlets: Mapping[str, str]) -> Source:
    """Return ``read`` with what only the desk knows: the shared origin and the outlet's Admiralty letter."""
    meta = read.meta
    letter = meta.reliability or rating(meta.publisher, outlets)
    if letter == meta.reliability and (meta.origin or origin) == meta.origin:
        return read
    return replace(read, meta=replace(meta, reliability=letter, origin=meta.origin or origin))


def rating(publisher: str | None, outlets: Mapping[str, str]) -> str | None:
    """Return the letter of a publisher in ``outlets``, whose names are in lower case."""
    return outlets.get(publisher.casefold()) if publisher else None
