from __future__ import annotations

import datetime
import io

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
