from __future__ import annotations

import datetime
import io
import zipfile

import docx as python_docx
import pytest

from briefing.ingest import docx
from briefing.ingest.reader import Document
from briefing.ingest.source import Metadata


@pytest.fixture
def word() -> python_docx.document.Document:
    made = python_docx.Document()
    made.core_properties.author = "python-docx"
    made.core_properties.title = ""
    made.core_properties.created = datetime.datetime(2024, 3, 5, 10, 0, 0)
    return made


def read(made: python_docx.document.Document) -> Document:
    stream = io.BytesIO()
    made.save(stream)
    (document,) = docx.read(stream.getvalue(), "report.docx")
    return document


def test_headings_and_paragraphs_are_apart(word: python_docx.document.Document) -> None:
    word.add_heading("Contracts", 1)
    word.add_paragraph("The ministry signed.")
    word.add_paragraph("   ")
    word.add_paragraph("The makers  deliver.")
    assert read(word).text == "Contracts\n\nThe ministry signed.\n\nThe makers deliver."


def test_items_are_marked_and_counted(word: python_docx.document.Document) -> None:
    for words in ("one", "two"):
        word.add_paragraph(words, style="List Bullet")
    word.add_paragraph("Between.")
    for words in ("first", "second"):
        word.add_paragraph(words, style="List Number")
    assert read(word).text == "- one\n- two\n\nBetween.\n\n1. first\n2. second"


def test_rows_of_a_table_are_lines(word: python_docx.document.Document) -> None:
    for cells in (("Year", "Sum"), ("2023", "40")):
        table = word.add_table(1, 2)
        for cell, words in zip(table.rows[0].cells, cells, strict=True):
            cell.text = words
    assert read(word).text == "Year\tSum\n\n2023\t40"


def test_core_properties_are_metadata(word: python_docx.document.Document) -> None:
    word.add_paragraph("Words.")
    assert read(word).found == Metadata(date="2024-03-05")
    word.core_properties.title, word.core_properties.author = "Radio contracts", "Ines Example"
    assert read(word).found == Metadata(title="Radio contracts", author="Ines Example", date="2024-03-05")


WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def parts(body: str, **more: str) -> Document:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {WORD} {COMPATIBLE}><w:body>{body}</w:body></w:document>")
        for name, xml in more.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {WORD}>{xml}</w:{name}>")
    (document,) = docx.read(stream.getvalue(), "report.docx")
    return document


COMPATIBLE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_tracked_changes_read_as_accepted() -> None:
    body = (
        f"<w:p>{run('The sum is ')}<w:del><w:r><w:delText>40</w:delText></w:r></w:del><w:ins>{run('50')}</w:ins></w:p>"
    )
    assert parts(body).text == "The sum is 50"


def test_fields_show_their_result() -> None:
    assert (
        parts(f"<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{run('the report')}</w:p>").text == "the report"
    )


def test_breaks_and_hyphens() -> None:
    body = f"<w:p>{run('one')}<w:r><w:br/></w:r>{run('two')}<w:r><w:noBreakHyphen/><w:tab/></w:r>{run('three')}</w:p>"
    assert parts(body).text == "one\ntwo- three"


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent><w:p>{run('In the box.')}</w:p></w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = f"<w:p>{run('Before')}<w:r>{both}</w:r>{run(' and after.')}</w:p><w:p>{run('Next.')}</w:p>"
    assert parts(body).text == "Before and after.\n\nIn the box.\n\nNext."


def test_a_footnote_stands_behind_its_paragraph() -> None:
    reference = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    body = f"<w:p>{run('He said so')}{reference}{run(' twice.')}</w:p><w:p>{run('Next.')}</w:p>"
    notes = f"<w:footnote w:id='0' w:type='separator'/><w:footnote w:id='2'><w:p>{run('On Monday.')}</w:p></w:footnote>"
    assert parts(body, footnotes=notes).text == "He said so twice.\n\n[Footnote 1: On Monday.]\n\nNext."


def test_hidden_text_is_no_text() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret </w:t></w:r>"
    shown = "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>shown</w:t></w:r>"
    assert parts(f"<w:p>{run('It is ')}{hidden}{shown}</w:p>").text == "It is shown"


def test_a_formula_keeps_its_signs() -> None:
    formula = "<m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r><m:t>x=3</m:t></m:r></m:oMath>"
    assert parts(f"<w:p>{run('Here ')}{formula}{run(' holds.')}</w:p>").text == "Here x=3 holds."
