"""A reader is chosen by what a document is."""

import subprocess
import sys

import pytest

from briefing.errors import Unreadable
from briefing.ingest.reader import choose


@pytest.mark.parametrize(
    ("head", "name", "reader"),
    [
        (b"%PDF-1.7\n", "a.pdf", "pdf"),
        (b"%PDF-1.7\n", "a.txt", "pdf"),
        (b"PK\x03\x04....word/document.xml", "a.docx", "docx"),
        (b"PK\x03\x04....[Content_Types].xml", "report", "docx"),
        (b"<!DOCTYPE html><p>x", "a.html", "html"),
        (b"\xef\xbb\xbf\n<!-- x -->\n<html>", "page", "html"),
        ("\ufeff<html><p>x".encode("utf-16-le"), "a.htm", "html"),
        (b"<?xml version='1.0'?><rss version='2.0'>", "a.xml", "feed"),
        (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "news", "feed"),
        (b"Received: by x\nSubject: y\n\nz", "mail", "eml"),
        (b"From: a@example.org\nSubject: y\n\nz", "a.eml", "eml"),
        (b"# Heading", "a.md", "markdown"),
        (b"Just words", "a.txt", "text"),
        (b"Just words", "NOTES", "text"),
        (b"<html> is a tag", "a.txt", "text"),
        (b"<html> is a tag", "a.md", "markdown"),
        (b"No tag in here", "a.html", "text"),
    ],
)
def test_the_reader(head: bytes, name: str, reader: str) -> None:
    assert choose(head, name).name == reader


@pytest.mark.parametrize(
    ("head", "name", "reason"),
    [
        (b"PK\x03\x04....images/a.png", "a.zip", "is a ZIP archive"),
        (b"\x89PNG\r\n", "a.txt", "is a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a.doc", "is an old Office file"),
        (b"only words", "a.pdf", "is called .pdf but is not a PDF file"),
        (b"only words", "a.docx", "is called .docx but is not a DOCX file"),
    ],
)
def test_what_no_reader_takes_is_refused(head: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        choose(head, name)


def test_reading_text_loads_no_heavy_library() -> None:
    heavy = "trafilatura lxml htmldate charset_normalizer markdown_it pypdfium2 docx feedparser"
    code = (
        "import sys; from briefing.ingest import read_bytes;"
        "read_bytes(b'Riga grew by 4 percent.', name='a.txt', id='a.txt');"
        f"print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
