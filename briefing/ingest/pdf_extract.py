"""Takes pages, lines and their places out of PDF files with pdfium. Runs in the child process only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefing.errors import Unreadable
from briefing.ingest.pdf_layout import flow
from briefing.ingest.pdf_line import Line, Sheet

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\u2011": "-"}
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAK = re.compile(r"\r\n|\n|\r|(?<=\w)[\x02\ufffe](?=\w)")
"""Ends of lines; where pdfium takes a hyphen off a line's end it leaves U+FFFE, or U+0002."""


def extract(data: bytes, *, pages: int, characters: int) -> dict[str, Any]:
    """Return ``text``, ``furniture``, ``pages`` and ``info`` of a PDF file.

    ``pages`` and ``characters`` are the most that a document may have. Raises ``Unreadable``.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_why(str(error))) from None
    try:
        if len(document) > pages:
            raise Unreadable(f"has {len(document):,} pages, more than the {pages:,} that are read")
        sheets = list(_sheets(document, characters))
        info = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    text, furniture, starts = flow(sheets)
    return {
        "text": text,
        "furniture": [[span.start, span.end, span.reason] for span in furniture],
        "pages": [[page.start, page.label] for page in starts],
        "info": info,
    }


def _why(message: str) -> str:
    if "assword" in message:
        return "is encrypted: remove its password (e.g. qpdf --decrypt) and add it again"
    if "ecurity" in message:
        return "is encrypted in a way that cannot be read"
    return "is damaged or truncated"


def _sheets(document: PdfDocument, characters: int) -> Iterator[Sheet]:
    import pypdfium2

    left = characters
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            continue  # a damaged page in a readable document
        label = document.get_page_label(number) or str(number + 1)
        try:
            text_page = page.get_textpage()
            left -= text_page.count_chars()
            if left < 0:
                raise Unreadable(f"holds more than {characters:,} characters")
            yield Sheet(label, tuple(_lines(page, text_page)))
            text_page.close()
        finally:
            page.close()


def _lines(page: PdfPage, text_page: PdfTextPage) -> Iterator[Line]:
    """Return the lines of a page in the order of pdfium."""
    text = text_page.get_text_range()
    wide = not text.isascii() and max(text) > "\uffff"
    box = _box(text_page, page.get_rotation())
    start = offset = 0
    for match in [*_BREAK.finditer(text), None]:
        end = match.start() if match else len(text)
        raw = text[start:end]
        bare = raw.strip()
        if bare:
            lead = len(raw) - len(raw.lstrip())
            first = offset + lead
            units = len(bare.encode("utf-16-le", "surrogatepass")) // 2 if wide else len(bare)
            hyphen = match is not None and match[0] in "\x02\ufffe"
            left, right, top, bottom = box(first, first + units - 1)
            yield Line(_clean(bare), left, right, top, bottom, hyphen)
        if match:
            offset += (
                (len(text[start : match.end()].encode("utf-16-le", "surrogatepass")) // 2)
                if wide
                else (match.end() - start)
            )
            start = match.end()


def _clean(text: str) -> str:
    if not text.isascii():
        text = text.translate(_LIGATURES)
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _box(text_page: PdfTextPage, rotation: int) -> Any:
    """Return a function that gives left, right, top, bottom of a line from the places of its first and last letter."""
    import ctypes

    from pypdfium2 import raw

    rect = raw.FS_RECTF()
    place = ctypes.byref(rect)
    handle = text_page.raw

    def one(offset: int) -> tuple[float, float, float, float]:
        index = raw.FPDFText_GetCharIndexFromTextIndex(handle, offset)
        if index < 0 or not raw.FPDFText_GetLooseCharBox(handle, index, place):
            return 0.0, 0.0, 0.0, 0.0
        return _turned(rect.left, rect.right, rect.top, rect.bottom, rotation)

    def both(first: int, last: int) -> tuple[float, float, float, float]:
        a, b = one(first), one(last)
        return min(a[0], b[0]), max(a[1], b[1]), max(a[2], b[2]), min(a[3], b[3])

    return both


def _turned(left: float, right: float, top: float, bottom: float, rotation: int) -> tuple[float, float, float, float]:
    """Return a box of the page as it lies as a box of the page as it is looked at."""
    if rotation == 90:
        return bottom, top, -left, -right
    if rotation == 180:
        return -right, -left, -bottom, -top
    if rotation == 270:
        return -top, -bottom, right, left
    return left, right, top, bottom
