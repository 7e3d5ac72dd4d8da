"""A reader is chosen by what a document is."""

import gzip
import io
import subprocess
import sys
import zipfile

import pytest

from briefing.errors import Unreadable
from briefing.ingest import read_bytes
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
        (b"\xef\xbb\xbf<!DOCTYPE html>\n<html lang=en><head>", "a.txt", "html"),
        (b"<!doctype html PUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x'>\n<!-- saved -->\n<html>", "a.md", "html"),
        (b"<html>\n<head><title>x", "a.md", "html"),
        (b"<!DOCTYPE html> is what a page starts with", "a.txt", "text"),
        (b"<p align=center>A badge</p>\n\n# Tool", "a.md", "markdown"),
        (b"# Tool\n\n<!doctype html><html><head>", "a.md", "markdown"),
        (b"<?xml version='1.0'?>\n<rss xmlns:x='y' version='2.0'>", "a.txt", "feed"),
        (b"<feed xml:lang='en' xmlns='http://www.w3.org/2005/Atom'>", "a.md", "feed"),
        (b"<rss> is the root of a feed", "a.txt", "text"),
        (b"From: Ann <a@x.example>\r\nDate: x\r\nSubject: y\r\nMIME-Version: 1.0\r\n\r\nz", "a.txt", "eml"),
        (b"Received: by x\n\tfor y\nMessage-ID: <1>\nFrom: a\nSubject: y\n\nz", "a.md", "eml"),
        (b"From: Ann\nTo: Desk\nDate: Monday\nSubject: Ships\n\nTwelve sailed.", "memo.txt", "text"),
        (b"From: Ann\nSubject: Ships\nMessage-ID and MIME-Version: are headers\nDate: x\n\nz", "a.txt", "text"),
        (b'<!doctype refentry PUBLIC "-//OASIS//DTD DocBook V4.1//EN" [\n<!ENTITY a "b">]>\n<x>', "a.sgml", "text"),
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
        (b'<!doctype x [<!ENTITY a "b">]><x>', "a.xml", "entity bomb"),
        (b'<?xml version="1.0"?><!doctype x [<!ENTITY a "b">]><x>', "a.sgml", "entity bomb"),
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


def test_a_compressed_page_or_markdown_says_what_it_is() -> None:
    for name in ("page.html", "note.md", "mail.eml"):
        with pytest.raises(Unreadable, match="is a compressed file"):
            choose(gzip.compress(b"<html><p>Twelve ships.</p></html>", mtime=60), name)


@pytest.mark.parametrize("name", ["report.odt", "report.docx", "report"])
def test_an_opendocument_file_says_what_to_do(name: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(Unreadable, match=r"is an OpenDocument file .* save it as .docx or PDF"):
        choose(file.getvalue(), name)


@pytest.mark.parametrize("name", ["slide.xml", "slide"])
def test_xml_whose_names_only_begin_like_a_page_is_none(name: str) -> None:
    head = b'<?xml version="1.0"?><p:slide xmlns:p="http://schema.example/"><p:text>Cargo</p:text></p:slide>'
    if name.endswith(".xml"):
        with pytest.raises(Unreadable, match="is not an RSS or Atom feed"):
            choose(head, name)
    else:
        assert choose(head, name).name == "text"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_mail_with_a_byte_order_mark_is_a_mail(encoding: str) -> None:
    text = "From: Ann <ann@example.org>\nSubject: Größe\nMIME-Version: 1.0\n\n“Ja.”"
    data = (("\ufeff" if encoding == "utf-16-be" else "") + text).encode(encoding)
    (source,) = read_bytes(data, name="mail.eml", id="mail.eml")
    assert (source.format, source.meta.author, source.text) == ("eml", "Ann", "“Ja.”")
