"""Files that are broken, or built to break programs: each is refused with a reason, within its limits."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterable

import pytest

from briefing.errors import Unreadable
from briefing.ingest import child, docx, eml, feed, pdf, read_bytes
from briefing.ingest.child import ask
from briefing.ingest.reader import HEAD, choose
from tests.ingest import documents
from tests.ingest.test_feed import RSS

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REPORT = documents.pdf([documents.page_of(["The ministry said so on Monday."])])


def refused(read: Callable[[], object]) -> str:
    with pytest.raises(Unreadable) as error:
        read()
    assert "\n" not in str(error.value)
    return str(error.value)


def pdf_of(content: bytes, *, count: int = 1, more: Iterable[bytes] = (), resources: bytes = b"<<>>") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources %s>>" % resources
    pages = b"<</Type/Pages/Count %d/Kids[%s]>>" % (count, b"3 0 R " * count)
    return documents.assemble([b"<</Type/Catalog/Pages 2 0 R>>", pages, page, content, *more], root=1)


def package(*parts: tuple[str, bytes | str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return stream.getvalue()


def word(body: str) -> bytes:
    return package(("word/document.xml", f"<w:document {WORD}><w:body>{body}</w:body></w:document>"))


# ---------------------------------------------------------------------------------------------------------------- PDF


@pytest.mark.parametrize("data", [REPORT[:12], REPORT[:300], b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 9])
def test_a_broken_pdf(data: bytes) -> None:
    assert refused(lambda: pdf.read(data, "")) == "is damaged or truncated"


def test_a_pdf_of_too_many_pages() -> None:
    data = pdf_of(b"<</Length 0>>stream\n\nendstream", count=100_000)
    assert refused(lambda: pdf.read(data, "")) == "has 100,000 pages, more than the 5,000 that are read"


def test_a_pdf_of_too_many_characters() -> None:
    assert refused(lambda: pdf.read(REPORT, "", characters=20)) == "holds more than 20 characters"


def test_an_encrypted_pdf() -> None:
    # Standard security handler, revision 3, with a user password that is not empty
    entry = b"(" + b"x" * 32 + b")"
    handler = b"<</Filter/Standard/V 2/R 3/Length 128/P -4/O %s/U %s>>" % (entry, entry)
    data = REPORT.replace(b"trailer<<", b"trailer<</ID[(a)(a)]/Encrypt %s" % handler)
    assert refused(lambda: pdf.read(data, "")).startswith("is encrypted")


def test_a_pdf_that_never_ends_is_given_up() -> None:
    levels = 12
    forms = []
    for level in range(levels):
        last = level == levels - 1
        body = b"BT /F 12 Tf (boom) Tj ET" if last else b"/X Do " * 20
        inner = b"<<>>" if last else b"<</XObject<</X %d 0 R>>>>" % (6 + level)
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources %s/Length %d>>stream\n%s\nendstream"
            % (inner, len(body), body)
        )
    data = pdf_of(b"<</Length 6>>stream\n/X Do \nendstream", more=forms, resources=b"<</XObject<</X 5 0 R>>>>")
    assert refused(lambda: pdf.read(data, "", seconds=0.5)) == "takes longer than 0.5 s to read"
    assert "ministry" in pdf.read(REPORT, "")[0].text  # the next one finds a new process


def test_a_pdf_whose_page_loops() -> None:
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1000000000/Kids[2 0 R]>>"]
    assert refused(lambda: pdf.read(documents.assemble(objects, root=1), ""))


def test_a_small_stream_that_unpacks_to_much() -> None:
    packed = zlib.compress(b" " * (20 << 20), 9)
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    assert "no text" in refused(lambda: pdf.read(pdf_of(stream), ""))


def test_damaged_bytes_never_crash_the_pdf_reader() -> None:
    chance = random.Random(7)
    for _ in range(60):
        data = bytearray(REPORT)
        for _ in range(chance.randrange(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            assert pdf.read(bytes(data), "")[0].text


# --------------------------------------------------------------------------------------------------- the child process


def test_a_process_that_was_ended_is_started_again() -> None:
    pdf.read(REPORT, "")
    child.end()
    assert "ministry" in pdf.read(REPORT, "")[0].text


def test_a_reader_that_fails_breaks_one_document_only() -> None:
    assert refused(lambda: ask("nonsense", b"", seconds=5, limits={})) == (
        "is damaged, or built to break programs that read it"
    )
    assert "ministry" in pdf.read(REPORT, "")[0].text


# --------------------------------------------------------------------------------------------------------------- DOCX


def test_a_word_file_that_unpacks_to_gigabytes() -> None:
    data = package(("word/document.xml", bytes(3 << 20)))
    assert len(data) < 10_000
    assert "ZIP bomb" in refused(lambda: docx.read(data, "", part=2 << 20))


def test_a_word_file_that_lies_about_its_size() -> None:
    data = package(("word/document.xml", bytes(3 << 20)))
    lying = data.replace((3 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    assert refused(lambda: docx.read(lying, "", part=2 << 20))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (word("<w:p/>")[:100], "is damaged or truncated"),
        (b"PK\x03\x04" + b"\xff" * 400, "is damaged or truncated"),
        (word("<w:p/>"), "has no text"),
        (word("<w:p>"), "is not XML"),
        (word("<w:p>" * 5000 + "</w:p>" * 5000), "is not XML"),
        (package(("xl/workbook.xml", "<x/>")), "spreadsheet"),
        (package(("ppt/presentation.xml", "<x/>")), "presentation"),
        (package(("notes.txt", "words")), "not a Word document"),
        (package(*((f"{n}", b"") for n in range(20_001))), "20,000 files"),
        (package(("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')), "entities"),
        (package(("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'.encode("utf-16"))), "entities"),
    ],
    ids=[
        "cut",
        "noise",
        "empty",
        "unclosed",
        "deep",
        "sheet",
        "slides",
        "other",
        "files",
        "entity",
        "entity-utf16",
    ],  # the bytes hold the time of the test
)
def test_a_hostile_word_file(data: bytes, reason: str) -> None:
    assert reason in refused(lambda: docx.read(data, ""))


def test_a_word_file_of_too_many_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.ingest.package.TAGS", 1000)
    assert "tags" in refused(lambda: docx.read(word("<w:p/>" * 1000), ""))


def test_damaged_bytes_never_crash_the_word_reader() -> None:
    chance = random.Random(7)
    whole = word("<w:p><w:r><w:t>The ministry said so.</w:t></w:r></w:p>" * 20)
    for _ in range(200):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(Unreadable):
            assert docx.read(bytes(data), "")[0].text


# --------------------------------------------------------------------------------------------------------------- mail

MAIL = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"


def nested(depth: int) -> bytes:
    kinds = (b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth))
    return MAIL + b"".join(kinds) + b"Content-Type: text/plain\n\nwords\n--b0--\n"


def test_parts_inside_parts() -> None:
    assert eml.read(nested(20), "")[0].text == "words"
    assert "deep" in refused(lambda: eml.read(nested(60), ""))
    assert "more than 500 parts" in refused(lambda: eml.read(nested(2000), ""))


def test_many_parts() -> None:
    data = MAIL + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nwords\n" * 6000
    assert "5,000 parts" in refused(lambda: eml.read(data, ""))


@pytest.mark.parametrize("header", [b"(" * 5000, b"=?utf-8?q?x?= " * 5000, b'"' * 5000, b"<" * 50_000, b"\xff\xfe"])
def test_hostile_headers(header: bytes) -> None:
    data = b"".join(name + b": " + header + b"\n" for name in (b"From", b"To", b"Subject", b"Date")) + b"\nwords"
    (document,) = eml.read(data, "")
    assert document.text == "words"
    assert len(document.found.title or "") <= 1000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"\n\0\0\0", "without text"),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!", "without text"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n--b--\n", "without text"),
        (b"Content-Type: application/pkcs7-mime; name=smime.p7m\n\nMIIB", "is encrypted"),
    ],
)
def test_a_mail_without_text(body: bytes, reason: str) -> None:
    assert reason in refused(lambda: eml.read(MAIL + body, ""))


# -------------------------------------------------------------------------------------------------------------- feeds


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb(encoding: str) -> None:
    levels = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "lol">{levels}]><rss><channel><item><title>&l9;</title></item></channel></rss>'
    assert "entity bomb" in refused(lambda: feed.read(bomb.encode(encoding), ""))


def test_an_external_declaration_reads_no_file() -> None:
    data = RSS.replace("<rss", '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss', 1).encode()
    assert "root:" not in "".join(document.text for document in feed.read(data, ""))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<?xml version="1.0"?><rss version="2.0"><channel></channel></rss>', "without entries"),
        (b'<?xml version="1.0"?><svg/>', "not an RSS or Atom feed"),
        (RSS.encode()[:150], "ends in the middle of the feed: it is truncated"),
        (RSS.encode()[:-40], "ends in the middle of the feed: it is truncated"),
        (RSS.encode("utf-16")[:-140], "ends in the middle of the feed: it is truncated"),
    ],
)
def test_a_feed_without_entries(data: bytes, reason: str) -> None:
    assert reason in refused(lambda: feed.read(data, ""))


def test_a_feed_that_never_ends_is_given_up() -> None:
    data = RSS.encode().replace(b"<item>", b"<item>" + b"<a>" * 100_000)
    assert refused(lambda: feed.entries(data, seconds=0.3)) == "takes longer than 0.3 s to read"


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    data = RSS.replace("</channel></rss>", "<b>& unclosed</rss>").encode()
    assert len(feed.read(data, "")) == 2


def test_entries_are_read_once_each() -> None:
    twice = RSS.replace("</channel>", RSS[RSS.index("<item>") : RSS.index("</channel>")] + "</channel>")
    assert len(feed.read(twice.encode(), "")) == 2


# ------------------------------------------------------------------------------------------------------ any format


@pytest.mark.parametrize("name", ["bomb.xml", "bomb.html", "bomb.rss", "bomb"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_whatever_the_name(name: str, encoding: str) -> None:
    bomb = '<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE a [\n<!ENTITY b "bbbb">\n<!ENTITY c "&b;&b;">\n]>\n<a>&c;</a>'
    assert "entity bomb" in refused(lambda: read_bytes(bomb.encode(encoding), name=name, id=name))


@pytest.mark.parametrize("head", [b"<!-- -->", b"<!--", b"<?x?>", b"<?", b"a:\n", b"a: b\n b\n", b" ", b"<!doctype ["])
@pytest.mark.parametrize("name", ["document", "document.txt"])
def test_a_head_that_can_be_taken_apart_in_many_ways(head: bytes, name: str) -> None:
    with contextlib.suppress(Unreadable):
        assert choose(head * (HEAD // len(head)), name)


def test_other_xml_is_refused() -> None:
    assert "not an RSS or Atom feed" in refused(lambda: read_bytes(b"<svg/>", name="a.xml", id="a.xml"))
