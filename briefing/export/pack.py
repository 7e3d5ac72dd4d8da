"""The evidence pack: a BagIt bag (RFC 8493), zipped, from which a brief can be verified years later.

::

    NAME/bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
    NAME/data/README.txt           how to verify without this program
    NAME/data/exports/NAME.*       the brief as Markdown, page, JSON, citations, annotations and tables
    NAME/data/sources/…            the original bytes of each cited source
    NAME/data/text/….txt           its text as extracted, which the pins' offsets count

The same edition gives the same bytes: names are sorted, times are fixed, and nothing is compressed.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from briefing.errors import BriefingError
from briefing.export.clean import one_line, slug

if TYPE_CHECKING:
    from briefing.briefs import Edition
    from briefing.export.formats import Original

_EPOCH = (1980, 1, 1, 0, 0, 0)

README = """\
This is an evidence pack: a BagIt bag (RFC 8493). 'briefing check FILE.zip' verifies it.

By hand: 'sha256sum -c manifest-sha256.txt' in the folder above proves that nothing changed. Each pin of
exports/*.json has start and end; those characters (Unicode code points, from 0, end excluded) of the source's file
below text/ are the pin's words.
"""


def place(source_id: str, folder: str, suffix: str = "") -> str:
    """Return the path in the bag of a source: its own path, with every unusual character percent-encoded."""
    parts = [p for p in source_id.split("/") if p not in ("", ".", "..")]
    safe = "/".join(quote(part, safe=" ()") for part in parts) or "source"
    return f"data/{folder}/{safe}{suffix}"


def pack(edition: Edition, templates: Sequence[Path], original: Original) -> bytes:
    """Return the zipped bag. Raises ``TemplateError`` and what ``original`` raises when a file is gone."""
    name = slug(edition.name, fallback="brief")
    files = {"data/README.txt": README.encode("ascii")}
    files.update(_exports(edition, templates, name))
    files.update(_sources(edition, original))
    return archive(name, bag(files, edition))


def _exports(edition: Edition, templates: Sequence[Path], name: str) -> dict[str, bytes]:
    from briefing.export.annotations import pins_w3c
    from briefing.export.formats import FORMATS, render
    from briefing.export.sheets import ledger_csv, pins_csv

    pins = [(each.pin, each.source) for each in edition.evidence.values()]
    files = {
        f"data/exports/{name}{FORMATS[form].suffix}": render(edition, form, templates=templates)
        for form in ("md", "html", "json", "csl", "bib")
    }
    files[f"data/exports/{name}.annotations.jsonld"] = pins_w3c(pins).encode("utf-8")
    files[f"data/exports/{name}.pins.csv"] = pins_csv(pins).encode("utf-8")
    files[f"data/exports/{name}.ledger.csv"] = ledger_csv(edition.groups).encode("utf-8")
    return files


def _sources(edition: Edition, original: Original) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for each in edition.evidence.values():
        source = each.source
        if source is None:
            continue
        text = place(source.id, "text", ".txt")
        if text in files:
            continue
        files[text] = source.text.encode("utf-8", "replace")
        try:
            files[place(source.id.split("#", 1)[0], "sources")] = original(source.id)
        except BriefingError:
            if not edition.draft:
                raise
    return files


def bag(files: Mapping[str, bytes], edition: Edition) -> dict[str, bytes]:
    """Return payload and tag files of a bag around ``files`` (paths below ``data/``)."""
    size = sum(len(data) for data in files.values())
    info = {
        "Source-Organization": edition.brief.author,
        "External-Description": edition.brief.title,
        "External-Identifier": edition.name,
        "Bagging-Date": (edition.brief.date or "")[:10],
        "Payload-Oxum": f"{size}.{len(files)}",
        "Bag-Software-Agent": "briefing",
    }
    tags = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(f"{k}: {one_line(v)}\n" for k, v in info.items() if v).encode("utf-8"),
        "manifest-sha256.txt": manifest(files),
    }
    tags["tagmanifest-sha256.txt"] = manifest(tags)
    return {**files, **tags}


def manifest(files: Mapping[str, bytes]) -> bytes:
    """Return a BagIt manifest: one ``digest  path`` a line, sorted by path."""
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {_encoded(path)}\n" for path in sorted(files))
    return "".join(lines).encode("utf-8")


def _encoded(path: str) -> str:
    """Percent-encode what a manifest may not hold in a path (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def archive(name: str, files: Mapping[str, bytes]) -> bytes:
    """Return ``files`` below the folder ``name`` as a zip that is the same each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{name}/{path}", date_time=_EPOCH)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            bundle.writestr(entry, files[path])
    return out.getvalue()
