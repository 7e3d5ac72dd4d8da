"""The pages that a citation names."""

import pytest

from briefing.export.page import pages_of
from briefing.ingest.source import Page, Source

TEXT = "Twelve ships sailed from the quay on Monday."
PAGES = (Page(0, "iv"), Page(7, "5"), Page(20, "6"))


@pytest.mark.parametrize(
    ("start", "end", "named"),
    [(0, 3, "p. iv"), (8, 20, "p. 5"), (8, 21, "pp. 5–6"), (3, 44, "pp. iv–6"), (20, 20, "p. 6")],
)
def test_a_citation_names_the_first_page_and_the_last(start: int, end: int, named: str) -> None:
    assert pages_of(Source("a", "sources/a", TEXT, "", pages=PAGES), start, end) == named


def test_a_document_without_pages_names_none() -> None:
    assert pages_of(Source("a", "sources/a", TEXT, ""), 0, 5) == ""
