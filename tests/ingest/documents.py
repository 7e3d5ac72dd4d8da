"""Small documents for tests, written byte by byte."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Text = tuple[float, float, float, str]
"""x, y, size in points, and words."""


def page_of(
    lines: Sequence[str], *, top: float = 700, left: float = 72, size: float = 11, pitch: float = 14
) -> list[Text]:
    """Return lines set one below the other."""
    return [(left, top - number * pitch, size, line) for number, line in enumerate(lines)]


def pdf(pages: Sequence[Sequence[Text]], *, info: Mapping[str, str] | None = None, catalog: str = "") -> bytes:
    """Return a PDF file with these pages in Helvetica; ``catalog`` is added to its root (page labels)."""
    objects: list[bytes] = [b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"]
    tree = 2 * len(pages) + 2
    for page in pages:
        content = b"BT " + b" ".join(_shown(text) for text in page) + b" ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 1 0 R>>>>/Contents %d 0 R>>"
            % (tree, len(objects))
        )
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(pages)))
    objects.append(b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids))
    objects.append(b"<</Type/Catalog/Pages %d 0 R%s>>" % (tree, catalog.encode()))
    objects.append(b"<<" + b"".join(b"/%s(%s)" % (k.encode(), _escaped(v)) for k, v in (info or {}).items()) + b">>")
    return assemble(objects, root=len(objects) - 1, info=len(objects))


def assemble(objects: Sequence[bytes], *, root: int, info: int | None = None) -> bytes:
    """Return a PDF file of numbered objects; ``root`` and ``info`` are numbers of objects."""
    out = bytearray(b"%PDF-1.5\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    more = b"/Info %d 0 R" % info if info else b""
    out += b"trailer<</Size %d/Root %d 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, more, start)
    return bytes(out)


def _shown(text: Text) -> bytes:
    x, y, size, words = text
    return b"/F %g Tf 1 0 0 1 %g %g Tm (%s) Tj" % (size, x, y, _escaped(words))


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
