"""The HTML page as a PDF through WeasyPrint: tagged, with outline and metadata, the same bytes each time."""

from __future__ import annotations

from briefing.errors import MissingExtra

VARIANT = "pdf/ua-1"


def pdf(html: str) -> bytes:
    """Return an exported page as a PDF. Nothing but what the page carries is loaded. Raises ``MissingExtra``."""
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except (ImportError, OSError):  # OSError: its system libraries (Pango) are not there
        raise MissingExtra("PDF export", "pdf") from None
    fetcher = URLFetcher(allowed_protocols={"data"})
    data: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(pdf_variant=VARIANT)
    return data
