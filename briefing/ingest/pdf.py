"""Reads PDF files: mended paragraphs, page labels, running headers and footers as furniture, document information."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from briefing.errors import Unreadable
from briefing.ingest.child import ask
from briefing.ingest.reader import Document
from briefing.ingest.source import Furniture, Metadata, Page

PAGES = 5_000
"""The most pages of a document."""
CHARACTERS = 20_000_000
"""The most characters of a document."""
SECONDS = 120.0
"""How long a document may take."""

SCANNED = "has no text: it looks scanned; run OCR (e.g. ocrmypdf) and add it again"


def read(
    data: bytes, name: str, *, pages: int = PAGES, characters: int = CHARACTERS, seconds: float = SECONDS
) -> list[Document]:
    """Return the text of a PDF file. Raises ``Unreadable``: encrypted, damaged, without text, beyond the limits."""
    result = ask("pdf", data, seconds=seconds, limits={"pages": pages, "characters": characters})
    text = result["text"]
    furniture = tuple(Furniture(*span) for span in result["furniture"])
    if sum(span.end - span.start for span in furniture) + 2 * len(furniture) >= len(text):
        raise Unreadable(SCANNED)
    starts = tuple(Page(*page) for page in result["pages"])
    _refuse_scan(text, furniture, starts)
    return [Document(text, found=_metadata(result["info"], name), furniture=furniture, pages=starts)]


_FEW = 3
"""Fewer pages without text are blank ones, pictures and backs of covers."""


def _refuse_scan(text: str, furniture: Sequence[Furniture], pages: Sequence[Page]) -> None:
    """Raise ``Unreadable`` for a scan behind a cover of text: most pages have no text but furniture.

    What would be read is not the document, and nobody would see what is missing.
    """
    worded = set()
    starts = [page.start for page in pages]
    place = 0
    for span in (*sorted(furniture, key=lambda span: span.start), Furniture(len(text), len(text), "")):
        for word in re.finditer(r"\w+", text[place : span.start]):
            worded.add(bisect_right(starts, place + word.start()))
        place = max(place, span.end)
    blank = len(pages) - len(worded)
    if blank >= _FEW and blank > 0.75 * len(pages):
        raise Unreadable(
            f"has no text on {blank} of its {len(pages)} pages: they look scanned;"
            " run OCR (e.g. ocrmypdf) and add it again"
        )


_NO_TITLE = re.compile(
    r"(?i)(?:untitled.*|.*\.(?:docx?|indd|pptx?|xlsx?|pdf|qxd|tex|dvi|html?|rtf|odt|ps|tmp)"
    r"|(?:document|dokument|slide|presentation|powerpoint presentation|layout|print|scan)\s*\d*|\W*\d*\W*|https?://.*)"
)
_PREFIX = re.compile(r"(?i)^microsoft (?:word|powerpoint|excel)\s*-\s*")
_NO_AUTHOR = re.compile(
    r"(?i)(?:admin(?:istrator)?|user\d*|owner|root|unknown|anonymous|author|pc|hp|dell|lenovo|default|guest|\W*\d*\W*)"
)
_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})?(\d{2})?")


def _metadata(info: dict[str, str], name: str) -> Metadata:
    """Return title, author and date of the document information where they were meant for readers."""
    title = _PREFIX.sub("", " ".join(info.get("Title", "").split()))
    author = " ".join(info.get("Author", "").split())
    return Metadata(
        title=None if _NO_TITLE.fullmatch(title) or title == name or len(title) > 500 else title,
        author=None if _NO_AUTHOR.fullmatch(author) or len(author) > 500 else author,
        date=_date(info.get("CreationDate", "")),
    )


def _date(value: str) -> str | None:
    """Return the day of a PDF date (ISO 32000-1, 7.9.4: ``D:YYYYMMDDHHmmSSOHH'mm``) as ISO 8601."""
    import datetime

    match = _DATE.match(value)
    if not match or not match[2] or not match[3]:
        return None
    try:
        day = datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return day.isoformat() if day.year > 1980 else None
