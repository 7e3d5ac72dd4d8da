"""The names under which documents are added."""

from __future__ import annotations

import pytest

from briefing.ingest.add_names import LENGTH, fitting, folder, of_url, safe


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("a.txt", "a.txt"),
        ("Ünïcode – “quoted”.pdf", "Ünïcode – “quoted”.pdf"),
        ("a/b\\c:d*e?.txt", "a-b-c-d-e-.txt"),
        ("..", "source"),
        ("../../etc/passwd", "etc-passwd"),
        (".hidden.txt", "hidden.txt"),
        ("a\x1b[31m\n\u202etxt.exe", "a-[31m-txt.exe"),
        ("\udcff\udcfe.txt", "source.txt"),
        ("feed#entry.xml", "feed-entry.xml"),
        ("con.txt", "_con.txt"),
        ("  spaced   out .txt", "spaced out.txt"),
    ],
)
def test_names_are_safe(name: str, clean: str) -> None:
    assert safe(name) == clean


@pytest.mark.parametrize("name", ["x" * 400 + ".txt", "ü" * 200 + ".html", "a." + "b" * 300])
def test_names_are_short(name: str) -> None:
    assert len(safe(name).encode()) <= LENGTH
    assert safe(name).endswith((".txt", ".html", "b"))


def test_a_folder_below_sources() -> None:
    assert folder("a/./b//c") == "a/b/c"
    assert folder("") == ""


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://example.org/2024/radio.html?x=1", "radio.html"),
        ("https://example.org/2024/radio/", "radio"),
        ("https://example.org/", "example-org"),
        ("https://example.org/news/index.php", "news"),
        ("https://example.org/a%2F..%2Fb.pdf", "b.pdf"),
    ],
)
def test_a_url_gives_a_name(url: str, name: str) -> None:
    assert of_url(url) == name


@pytest.mark.parametrize(
    ("name", "data", "declared", "fitted"),
    [
        ("radio", b"<!DOCTYPE html><p>words", "text/html; charset=utf-8", "radio.html"),
        ("radio.php", b"<!DOCTYPE html><p>words", "text/html", "radio.html"),
        ("radio.htm", b"<!DOCTYPE html><p>words", "text/html", "radio.htm"),
        ("radio.txt", b"<!DOCTYPE html><p>words", "text/html", "radio.html"),
        ("notes.md", b"# words", "text/plain", "notes.md"),
        ("get", b"%PDF-1.4", "application/octet-stream", "get.pdf"),
        ("get.html", b"%PDF-1.4", "text/html", "get.pdf"),
        ("v1.2 notes", b"words", "text/plain", "v1.2 notes.txt"),
        ("unknown", b"words", "x/y", "unknown.txt"),
    ],
)
def test_a_suffix_fits_the_content(name: str, data: bytes, declared: str, fitted: str) -> None:
    assert fitting(name, data, declared=declared) == fitted
