"""The pages of a PDF file from the file to the citation."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Briefing
from tests.ingest import documents
from tests.ingest.documents import page_of

GOES_ON = "Grain was carried by twelve ships to the harbours in the north, and timber by four of the smaller ones, to"
ENDS = "the islands. A table on a page of its own shows what each of the ships carried in the course of the year."


def review() -> bytes:
    """Return three pages, numbered from 5, of which the first ends in the middle of a sentence."""
    pages = [[GOES_ON], [ENDS], ["No ship was lost in the year, and two were built in the yards of the town."]]
    labels = "/PageLabels<</Nums[0<</S/D/St 5>>]>>"
    return documents.pdf([page_of(lines) for lines in pages], info={"Title": "The year"}, catalog=labels)


@pytest.mark.parametrize(
    ("words", "pages"),
    [("by four of the smaller ones, to the islands", "pp. 5–6"), ("two were built", "p. 7"), ("twelve ships", "p. 5")],
)
def test_a_pin_is_cited_with_all_of_its_pages(briefing: Briefing, root: Path, words: str, pages: str) -> None:
    (root / "sources" / "review.pdf").write_bytes(review())
    assert briefing("pin", "review.pdf", "--exact", words, "--brief", "weekly").code == 0
    assert briefing("export", "weekly", "--to", "md,html").code == 0
    page = (root / "exports" / "weekly.html").read_text("utf-8")
    assert f"“The year”</span>, {pages}." in page
    text = (root / "exports" / "weekly.md").read_text("utf-8")
    assert f"“The year”, {pages}." in text
