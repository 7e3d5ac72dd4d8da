"""A file, or bytes with a name, become sources."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from briefing.errors import BriefingError, Unreadable
from briefing.ingest import apart, furniture, metadata
from briefing.ingest.opening import contents
from briefing.ingest.reader import HEAD, Document, Reader, choose
from briefing.ingest.sidecar import SUFFIX, read_sidecar, sidecar_of
from briefing.ingest.site_name import without_site
from briefing.ingest.source import UNKNOWN, Furniture, Metadata, Source
from briefing.text import digest

_CHARSET = re.compile(r"(?i);\s*charset\s*=\s*[\"']?([\w:.+-]{1,40})")
LONGEST = 10_000_000
"""The longest text that becomes a source, in characters: 5,000 pages, as many as are read of a PDF.

Findings of a longer one would take minutes and gigabytes, and nobody reads it as one report.
"""

_NONE: Mapping[str, str] = MappingProxyType({})


def read_file(path: Path, *, id: str, outlets: Mapping[str, str] = _NONE) -> list[Source]:
    """Read the file at ``path`` and its sidecar; ``id`` is its path below ``sources/``.

    Returns one source, or one per entry of a feed. Raises ``Unreadable`` with the reason.
    """
    try:
        data = contents(path)
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}") from None
    return read_bytes(data, name=path.name, id=id, sidecar=beside(path), outlets=outlets)


def beside(path: str | os.PathLike[str]) -> bytes | None:
    """Return the bytes of a document's sidecar; None when it has none. Raises ``Unreadable`` with the reason."""
    try:
        return sidecar_of(path)
    except OSError as error:
        raise Unreadable(f"sidecar: {_name(path)}{SUFFIX} cannot be opened: {error.strerror}") from None
    except Unreadable as refused:
        raise Unreadable(f"sidecar: {_name(path)}{SUFFIX} {refused}") from None


def _name(path: str | os.PathLike[str]) -> str:
    return os.path.basename(path)  # noqa: PTH119 - the path may be a string


def read_bytes(
    data: bytes, *, name: str, id: str, sidecar: bytes | None = None, outlets: Mapping[str, str] = _NONE
) -> list[Source]:
    """Read ``data`` as :func:`read_file` does; ``name`` is the file's name, ``sidecar`` the bytes of its sidecar.

    ``outlets`` gives the Admiralty letter of publishers that a document does not rate itself, whatever the case of
    their names. Raises ``Unreadable``.
    """
    if not data:
        raise Unreadable("is empty")
    said = UNKNOWN if sidecar is None else read_sidecar(sidecar, file=name + SUFFIX)
    letters = {publisher.casefold(): letter for publisher, letter in outlets.items()}
    try:
        reader, documents = parsed(data, name, served=charset(said.extra.get("type")))
        return [_source(document, reader, id=id, said=said, letters=letters) for document in documents]
    except BriefingError:
        raise
    except Exception as error:  # bytes of strangers: a mistake about them concerns one document
        raise Unreadable(failed("reader", error)) from error


def parsed(data: bytes, name: str, *, served: str | None) -> tuple[Reader, list[Document]]:
    """Return what the reader for ``data`` makes of it, and the reader; ``served`` is the charset a server named.

    Raises ``Unreadable`` with the reason, also for what takes too long, too much memory, or holds too much text.
    """
    reader = choose(data[:HEAD], name)
    apart.refuse(data, reader)
    if apart.heavy(data, reader):
        documents = apart.documents(data, reader, name, served)
    else:
        documents = reader.read(data, name, served=served)
    if any(len(document.text) > LONGEST for document in documents):
        raise Unreadable(f"holds more than {LONGEST // 1_000_000} million characters of text: split it into parts")
    return reader, documents


def charset(media_type: object) -> str | None:
    """Return the charset in a media type such as ``text/html; charset=koi8-r``, which sidecars keep as ``type``."""
    found = _CHARSET.search(media_type) if isinstance(media_type, str) else None
    return found[1] if found else None


def failed(what: str, error: Exception) -> str:
    """Return the reason when a part of the program fails over a document in a way nobody foresaw."""
    if isinstance(error, MemoryError):
        return "needs more memory than there is"
    return f"the {what} failed ({type(error).__name__}): please report it"


def _source(document: Document, reader: Reader, *, id: str, said: Metadata, letters: Mapping[str, str]) -> Source:
    text = document.text
    known = said.over(document.stated).over(_found(document.found, reader, said))
    page = furniture.layout(text, start=_front(document), title=known.title, pasted=reader.furniture == "page")
    spans = merged((*document.furniture, *(page.furniture if reader.furniture != "none" else ())), len(text))
    meta = known.over(metadata.from_text(text, page, known=known))
    if meta.reliability is None and meta.publisher and (letter := letters.get(meta.publisher.casefold())):
        meta = replace(meta, reliability=letter)
    own = f"{id}#{document.part}" if document.part else id
    return Source(
        id=own,
        path=f"sources/{id}",
        text=text,
        digest=digest(text),
        meta=meta,
        furniture=spans,
        pages=document.pages,
        format=reader.name,
    )


def _found(found: Metadata, reader: Reader, said: Metadata) -> Metadata:
    """Return what the format carries; the address that a page was fetched from may spell the site in its title."""
    if reader.name != "html" or not found.title or not (said.url or said.publisher):
        return found
    return replace(found, title=without_site(found.title, [said.publisher] if said.publisher else [], said.url))


def _front(document: Document) -> int:
    """Return where the text behind front matter starts."""
    return next((span.end for span in document.furniture if span.start == 0 and span.reason == "front matter"), 0)


def merged(spans: Iterable[Furniture], length: int) -> tuple[Furniture, ...]:
    """Return the spans in order, inside the text and without overlaps; what comes first keeps its reason."""
    kept: list[Furniture] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        start = max(span.start, kept[-1].end if kept else 0)
        end = min(span.end, length)
        if start < end:
            kept.append(Furniture(start, end, span.reason))
    return tuple(kept)
