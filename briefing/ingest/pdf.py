"""Reads PDF files: mended paragraphs, page labels, running headers and footers as furniture, document information."""

from __future__ import annotations

import re

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
    return [
        Document(
            text,
            found=_metadata(result["info"], name),
            furniture=furniture,
            pages=tuple(Page(*page) for page in result["pages"]),
        )
    ]


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
