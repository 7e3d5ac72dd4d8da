"""The PDF: the same bytes each time, with title, outline and marking; without its packages, what to install."""

from __future__ import annotations

import logging
import sys

import pytest

from briefing.briefs.brief import Text
from briefing.errors import MissingExtra
from briefing.export import render
from tests.export.editions import edition, items

SHORT = {"marking": "TLP:GREEN", "sections": items(Text("One line of prose."))}


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(MissingExtra, match=r"PDF export needs more packages: pip install 'briefing\[pdf\]'"):
        render(edition(**SHORT), "pdf")


def test_a_pdf_has_title_outline_and_marking_and_the_same_bytes(caplog: pytest.LogCaptureFixture) -> None:
    pytest.importorskip("weasyprint", reason="the pdf extra is not installed", exc_type=(ImportError, OSError))
    import pypdfium2

    with caplog.at_level(logging.WARNING, "weasyprint"):
        data = render(edition(**SHORT), "pdf")
    assert data == render(edition(**SHORT), "pdf")
    assert not [r.message for r in caplog.records if "glyph" in r.getMessage() or "Failed" in r.getMessage()]
    pdf = pypdfium2.PdfDocument(data)
    assert pdf.get_metadata_value("Title") == "TLP:GREEN Lindholm Harbour, daily brief"
    assert pdf.get_metadata_value("Author") == "Desk 4"
    assert pdf.is_tagged()
    assert [item.get_title() for item in pdf.get_toc()][:2] == ["Lindholm Harbour, daily brief", "Bottom line"]
    text = pdf[0].get_textpage().get_text_bounded()
    assert text.count("TLP:GREEN") == 3
    assert "Page 1 of" in text


def test_every_page_of_a_draft_says_so_in_one_word() -> None:
    pytest.importorskip("weasyprint", reason="the pdf extra is not installed", exc_type=(ImportError, OSError))
    import pypdfium2

    long = {"sections": items(*(Text(f"Paragraph {n} of prose. " * 12) for n in range(20)))}
    pdf = pypdfium2.PdfDocument(render(edition(**long, draft=True), "pdf"))
    assert len(pdf) > 1
    assert all("DRAFT" in page.get_textpage().get_text_bounded() for page in pdf)
