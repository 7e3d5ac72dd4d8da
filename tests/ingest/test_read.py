"""From bytes to a source: the way that all formats share."""

from pathlib import Path

import pytest

from briefing.errors import Unreadable
from briefing.ingest import READABLE, Source, read_bytes, read_file
from briefing.ingest.read import LONGEST, merged
from briefing.ingest.source import Furniture
from briefing.text import digest

NOTE = "The port of Riga moved 24 million tonnes last year.\n"


def one(data: bytes | str, name: str = "note.txt", **more: object) -> Source:
    data = data if isinstance(data, bytes) else data.encode()
    (source,) = read_bytes(data, name=name, id=f"a/{name}", **more)  # type: ignore[arg-type]
    return source


def test_a_text_is_kept_as_it_is() -> None:
    source = one(NOTE)
    assert source.text == NOTE
    assert (source.id, source.path, source.format) == ("a/note.txt", "sources/a/note.txt", "text")
    assert source.digest == digest(NOTE)
    assert source.reliability == "F"


def test_front_matter_of_a_text_stays_in_it_as_furniture() -> None:
    front = "---\ntitle: Cargo\npublisher: Harbour Weekly\ndate: 2024-02-03\ntags: [ports, Baltic]\n---\n"
    source = one(front + NOTE)
    assert source.text == front + NOTE
    assert source.furniture[0] == Furniture(0, len(front), "front matter")
    assert source.meta.title == "Cargo"
    assert source.meta.date == "2024-02-03"
    assert source.meta.tags == ("ports", "Baltic")


def test_front_matter_of_markdown_leaves_its_text() -> None:
    source = one("---\ntitle: Cargo\n---\n# Ports\n\nThe *port* of [Riga](http://x.example) grew.\n", "note.md")
    assert source.text == "Ports\n\nThe port of Riga grew."
    assert source.meta.title == "Cargo"
    assert source.format == "markdown"


def test_the_sidecar_wins_over_front_matter() -> None:
    source = one(
        "---\ntitle: Front\nauthor: Ilze\n---\n" + NOTE,
        sidecar=b"title: Beside\nmarking: amber\nreliability: b\nproject: ports\n",
    )
    assert (source.meta.title, source.meta.author) == ("Beside", "Ilze")
    assert (source.meta.marking, source.meta.reliability) == ("TLP:AMBER", "B")
    assert source.meta.extra == {"project": "ports"}


def test_an_outlet_rates_its_reports_unless_they_rate_themselves() -> None:
    outlets = {"Harbour Weekly": "C"}
    assert one(NOTE, sidecar=b"publisher: HARBOUR weekly", outlets=outlets).reliability == "C"
    assert one(NOTE, sidecar=b"publisher: Harbour Weekly\nreliability: A", outlets=outlets).reliability == "A"


@pytest.mark.parametrize(
    ("sidecar", "reason"),
    [
        (b"title: x\ndate: someday\n", "sidecar: note.txt.yaml:2: date: 'someday' is not a date like 2025-06-28"),
        (b"reliability: G\n", "sidecar: note.txt.yaml:1: reliability: 'G' is not a letter A to F"),
        (b"title: [a, b]\n", "sidecar: note.txt.yaml:1: title: must be a line of text"),
        (b"- a\n- b\n", "sidecar: note.txt.yaml:1: must hold KEY: VALUE lines"),
    ],
)
def test_a_bad_sidecar_refuses_its_document(sidecar: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as raised:
        one(NOTE, sidecar=sidecar)
    assert str(raised.value) == reason


def test_bad_front_matter_refuses_its_document_naming_the_line() -> None:
    with pytest.raises(Unreadable, match=r"^front matter: note.txt:3: marking: 'purple' is not a marking"):
        one("---\ntitle: a\nmarking: purple\n---\n" + NOTE)


def test_lines_between_rules_are_not_front_matter() -> None:
    text = "---\nA heading between rules\n---\n" + NOTE
    assert one(text).furniture == ()


def test_a_file_and_its_sidecar_are_read(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text(NOTE)
    (tmp_path / "note.txt.yaml").write_text("url: https://example.org/a\n")
    (source,) = read_file(tmp_path / "note.txt", id="note.txt")
    assert source.meta.url == "https://example.org/a"


def test_a_file_that_is_not_there_is_refused_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be opened: No such file"):
        read_file(tmp_path / "gone.txt", id="gone.txt")


def test_spans_are_put_in_order_without_overlap() -> None:
    spans = [Furniture(5, 12, "b"), Furniture(0, 6, "a"), Furniture(9, 40, "c"), Furniture(2, 4, "d")]
    assert merged(spans, 20) == (Furniture(0, 6, "a"), Furniture(6, 12, "b"), Furniture(12, 20, "c"))


def test_the_suffixes_of_sources() -> None:
    assert {".txt", ".md", ".html", ".pdf", ".docx", ".eml", ".xml"} <= READABLE


MANUAL = "Installing\n\nQuick start\n\nOptions\n\n-v\n\nSays more.\n\n-q\n\nSays less.\n\nHistory\n\nVersion 2\n"


@pytest.mark.parametrize("name", ["manual.txt", "manual.md"])
def test_a_manual_keeps_its_short_lines(name: str) -> None:
    assert one(MANUAL, name).furniture == ()


def test_notes_in_markdown_keep_all_their_lines() -> None:
    source = one("# Call with Anna\n\n- 24 ships\n- 3 quays\n\n## Next\n\nCheck the number of ships.", "call.md")
    assert source.furniture == ()
    assert source.meta.title == "Call with Anna"


def test_a_mistake_of_a_reader_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, name: str) -> object:
        raise error

    monkeypatch.setattr("briefing.ingest.text.read", fail)
    error: Exception = KeyError("what the text said")
    with pytest.raises(Unreadable, match=r"^the reader failed \(KeyError\): please report it$"):
        one(NOTE)
    error = MemoryError()
    with pytest.raises(Unreadable, match=r"^needs more memory than there is$"):
        one(NOTE)


def test_a_text_too_long_to_be_one_report_is_refused() -> None:
    line = b"The port of Riga moved 24 million tonnes last year. "
    with pytest.raises(Unreadable, match="holds more than 10 million characters of text: split it into parts"):
        one(line * (LONGEST // len(line) + 1))


@pytest.mark.parametrize("name", ["page.txt", "page.md"])
def test_a_page_that_is_called_text_is_read_as_a_page(name: str) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Cargo"}</script>'
    source = one(f"<!DOCTYPE html><html><head>{head}</head><body><p>{NOTE}</p><p>{NOTE}</p></body></html>", name)
    assert (source.format, source.meta.title) == ("html", "Cargo")
    assert "<" not in source.text
    assert "headline" not in source.text
