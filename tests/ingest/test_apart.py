"""Heavy documents are read in a process of their own, to the same result, within time and memory."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import docx
import pytest

from briefing.errors import Unreadable
from briefing.ingest import apart, child, read
from briefing.ingest.add_files import check
from briefing.ingest.read import read_bytes

WORDS = "The ministry signed a contract on Monday with three makers of radio, officials said."
FRONT = f"---\ntitle: Radio\ndate: 2026-03-01\nseen: [2026-03-02, {{by: me}}]\n---\n\n# Radio\n\n{WORDS}\n"
MAIL = f"From: A <a@example.org>\nMessage-ID: <1@example.org>\nSubject: Radio\n\n{WORDS}\n\n> quoted\n> lines\n"
PAGE = f"<!DOCTYPE html><html lang='en'><title>Radio</title><article><p>{WORDS}</p><p>{WORDS}</p></article>"


def word(text: str) -> bytes:
    made, stream = docx.Document(), io.BytesIO()
    made.core_properties.title = "Radio"
    made.add_paragraph(text)
    made.save(stream)
    return stream.getvalue()


@pytest.fixture
def _no_child_is_left() -> Iterator[None]:
    yield
    child.end()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE.encode()),
        ("a.md", FRONT.encode()),
        ("a.eml", MAIL.encode()),
        ("a.docx", word(WORDS)),
    ],
)
def test_what_is_read_apart_is_the_same(monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> None:
    here = read_bytes(data, name=name, id=name)
    asked = []
    monkeypatch.setattr(apart, "LIGHT", dict.fromkeys(apart.LIGHT, 10))
    monkeypatch.setattr(apart, "ask", lambda *a, **k: asked.append(a[0]) or child.ask(*a, **k))
    assert read_bytes(data, name=name, id=name) == here
    assert asked == ["document"]


def test_light_documents_need_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(apart, "ask")
    assert read_bytes(PAGE.encode(), name="a.html", id="a.html")[0].title == "Radio"


def test_a_reason_comes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LIGHT", dict.fromkeys(apart.LIGHT, 10))
    with pytest.raises(Unreadable, match=r"front matter: .*date"):
        read_bytes(b"---\ntitle: A\ndate: never\n---\nwords", name="a.md", id="a.md")


@pytest.mark.usefixtures("_no_child_is_left")
def test_what_takes_too_long_is_refused_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.5)
    page = f"<p {' '.join(f'a{n}=1' for n in range(100_000))}>{WORDS}"  # minutes, in the parser
    began = time.monotonic()
    with pytest.raises(Unreadable, match=r"takes longer than 0\.5 s"):
        read_bytes(page.encode(), name="a.html", id="a.html")
    assert time.monotonic() - began < 10
    monkeypatch.setattr(apart, "SECONDS", 60)
    assert WORDS in read_bytes((PAGE + " " * (200 << 10)).encode(), name="a.html", id="a.html")[0].text


@pytest.mark.parametrize(
    ("page", "reason"),
    [("<html><body>" + "<p>" * 3_100_000, "3,000,000 tags"), ("<html>" + " " * (33 << 20), "page larger than 32 MB")],
)
def test_bombs_are_told_without_reading_them(page: str, reason: str) -> None:
    began = time.process_time()
    with pytest.raises(Unreadable, match=reason):
        read_bytes(page.encode(), name="a.html", id="a.html")
    assert time.process_time() - began < 1


def test_adding_refuses_what_reading_refuses_for_the_same_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "LONGEST", 1_000_000)
    text = b"words and more words\n" * 50_000
    with pytest.raises(Unreadable) as refused:
        read_bytes(text, name="a.txt", id="a.txt")
    assert (
        check(text, "a.txt").reason
        == str(refused.value)
        == ("holds more than 1 million characters of text: split it into parts")
    )
