from __future__ import annotations

import pytest

from briefing.errors import Unreadable
from briefing.ingest import pdf
from briefing.ingest.pdf import SCANNED
from briefing.ingest.pdf_line import Line
from briefing.ingest.pdf_spacing import Spacing
from briefing.ingest.reader import Document
from briefing.ingest.source import Metadata
from tests.ingest import documents
from tests.ingest.documents import page_of


def read(data: bytes) -> Document:
    (document,) = pdf.read(data, "report.pdf")
    return document


def furniture(document: Document) -> list[tuple[str, str]]:
    return [(span.reason, document.text[span.start : span.end]) for span in document.furniture]


PARAGRAPH = [
    "The ministry said on Monday that it had signed contracts worth 40 mil-",
    "lion euros with three makers of radio equipment, and that the first de-",
    "liveries were due in spring.",
]


def test_lines_and_hyphens_are_mended() -> None:
    assert read(documents.pdf([page_of(PARAGRAPH)])).text == (
        "The ministry said on Monday that it had signed contracts worth 40 million euros with three makers of radio"
        " equipment, and that the first deliveries were due in spring."
    )


def test_a_hyphen_of_its_own_stays() -> None:
    lines = [
        "A Franco-German group said that twenty-five firms had joined it, among them Franco-",
        "German ones. The other twenty-",
        "five wait for a decision of the board on the rules, the chairwoman told reporters.",
    ]
    text = read(documents.pdf([page_of(lines)])).text
    assert "among them Franco-German ones" in text
    assert "The other twenty-five wait" in text


def test_a_paragraph_begins_at_a_gap() -> None:
    page = [*page_of(PARAGRAPH), *page_of(["A new paragraph begins here."], top=640)]
    assert read(documents.pdf([page])).text.split("\n\n")[1] == "A new paragraph begins here."


def test_a_larger_heading_stands_alone() -> None:
    page = [(72, 720, 20, "Contracts for radios"), *page_of(PARAGRAPH, top=700)]
    assert read(documents.pdf([page])).text.startswith("Contracts for radios\n\nThe ministry")


BODY = [
    "Deliveries of the first batch began in March and went on through the summer, the",
    "company reported. It had hired sixty people for the work, most of them in the town,",
    "and meant to keep them on when the order was filled, a spokeswoman said, although",
]
REST = [
    "the next order had not been placed. The council welcomed the news with a statement",
    "and promised to widen the road that leads to the plant before the winter comes.",
]


def many_pages(count: int = 4) -> bytes:
    pages = []
    for number in range(count):
        lines = [
            f"Page {number + 1} differs from others as pages of a report do, in the words {'abcd'[number]} and more.",
            *BODY,
        ]
        pages.append(
            [
                (72, 760, 9, f"Annual Report 2024  {number + 1}"),
                *page_of([*REST, *lines] if number else lines),
                (280, 40, 9, "North Works plc"),
                (300, 25, 9, f"– {number + 1} –"),
            ]
        )
    return documents.pdf(pages)


def test_running_headers_footers_and_page_numbers_are_furniture() -> None:
    found = furniture(read(many_pages()))
    assert found.count(("running footer", "North Works plc")) == 4
    assert ("page number", "– 3 –") in found
    assert ("running header", "Annual Report 2024 3") in found
    assert len(found) == 12


def test_a_paragraph_goes_on_over_the_page_and_furniture_follows_it() -> None:
    document = read(many_pages())
    assert "a spokeswoman said, although the next order had not been placed." in document.text
    for span in document.furniture:
        assert document.text[max(0, span.start - 2) : span.start] in ("", "\n\n")
        assert document.text[span.end : span.end + 2] in ("", "\n\n")


def test_pages_start_where_their_text_does() -> None:
    document = read(many_pages())
    assert [page.label for page in document.pages] == ["1", "2", "3", "4"]
    assert document.text[document.pages[1].start :].startswith("the next order had not been placed")
    assert document.pages[0].start == 0


def test_page_labels_of_the_document_are_used() -> None:
    labels = "/PageLabels<</Nums[0<</S/r>>2<</S/D/St 1>>]>>"
    pages = [page_of([f"Some words on a page that is number {n} of all."]) for n in ("one", "two", "three", "four")]
    assert [page.label for page in read(documents.pdf(pages, catalog=labels)).pages] == ["i", "ii", "1", "2"]


@pytest.mark.parametrize(
    ("info", "found"),
    [
        (
            {"Title": "Radio contracts in 2024", "Author": "Ines Example", "CreationDate": "D:20240305101500+01'00'"},
            Metadata(title="Radio contracts in 2024", author="Ines Example", date="2024-03-05"),
        ),
        ({"Title": "Microsoft Word - Radio contracts.docx", "Author": "admin", "CreationDate": "soon"}, Metadata()),
        ({"Title": "Microsoft Word - Radio contracts"}, Metadata(title="Radio contracts")),
        ({"Title": "untitled", "Author": "  ", "CreationDate": "D:20249905"}, Metadata()),
    ],
)
def test_document_information_counts_when_it_was_meant_for_readers(info: dict[str, str], found: Metadata) -> None:
    assert read(documents.pdf([page_of(PARAGRAPH)], info=info)).found == found


@pytest.mark.parametrize("pages", [[[]], [[], [(300, 30, 9, "2")]]])
def test_a_scan_says_so(pages: list[list[documents.Text]]) -> None:
    with pytest.raises(Unreadable, match="run OCR") as refused:
        read(documents.pdf(pages))
    assert str(refused.value) == SCANNED


@pytest.mark.parametrize(("height", "joint"), [(20.0, " "), (24.0, "\n\n")])
def test_the_mark_of_a_note_parts_no_paragraph(height: float, joint: str) -> None:
    """A small raised figure in another font makes its line taller, though its letters stand where they should."""
    words = ["the port had taken in more grain than ever, the minis-", "ter said, and barley with it.1"]
    lines = [
        Line(f"{n} words that fill a line of this column to the end", 70, 370, 700 - 15 * n, 685 - 15 * n)
        for n in range(4)
    ]
    lines += [Line(words[0], 70, 370, 640, 625), Line(words[1], 70, 230, 625, 625 - height)]
    assert Spacing(lines).joint(5, 5) == joint


def tight(count: int = 5, gap: float = 5) -> bytes:
    """Return pages whose header stands right above the text, as small margins make it."""
    pages = []
    for number in range(count):
        body = [
            f"{'abcdefg'[number] * 6} begins the page of a report on ports and on what went through them in the",
            *BODY,
        ]
        pages.append([(72, 740, 12, "Harbour Board Annual Report 2025"), *page_of(body, top=740 - 12 - gap)])
    return documents.pdf(pages)


def test_a_header_right_above_the_text_is_furniture() -> None:
    document = read(tight())
    assert furniture(document).count(("running header", "Harbour Board Annual Report 2025")) == 5


def test_what_pages_start_with_is_no_header_without_any_gap() -> None:
    same = "Harbour Board Annual Report 2025 says in the first line of the page and goes on to"
    pages = [page_of([same, f"say more, as in {word},", *BODY]) for word in ("one", "two", "three", "four", "five")]
    assert furniture(read(documents.pdf(pages))) == []


def test_a_compound_broken_at_its_hyphen_keeps_it() -> None:
    lines = [
        "Trade among the ports is peer-",
        "to-peer and up-to-",
        "date, the board said of its non-",
        "free services, which the NATO-",
        "led mission and the board co-",
        "operate on. Its co-operation is part of a 15-",
        "year plan of the mission for short-",
        "and long-term storage of free ports and of F-",
        "16 spare parts in short supply and so on, it said.",
    ]
    text = read(documents.pdf([page_of(lines)])).text.replace("\n", " ")
    for words in (
        "is peer-to-peer and up-to-date,",
        "non-free services",
        "NATO-led",
        "co-operate on",
        "a 15-year plan",
    ):
        assert words in text
    assert "for short- and long-term storage" in text
    assert "of F-16 spare" in text


def test_a_word_broken_by_the_line_loses_the_hyphen() -> None:
    lines = [
        "The re-election of the board was non-",
        "sense, a thou-",
        "sand readers of the report on the anti-",
        "cipated long-term agree-",
        "ment said, and a nonprofit without profit of non-",
        "members, which are members, wrote of re-",
        "ports that it had seen, in the words of its letter of the day.",
    ]
    text = read(documents.pdf([page_of(lines)])).text.replace("\n", " ")
    for words in ("nonsense, a thousand readers", "anticipated long-term agreement", "nonmembers", "of reports that"):
        assert words in text


def test_a_scan_behind_a_cover_of_text_says_so() -> None:
    scan = [page_of(PARAGRAPH), *([[(300, 30, 9, str(number))] for number in range(2, 14)])]
    with pytest.raises(Unreadable, match="has no text on 12 of its 13 pages: they look scanned; run OCR"):
        read(documents.pdf(scan))
    with pytest.raises(Unreadable, match="has no text on 12 of its 13 pages"):
        read(documents.pdf([page_of(PARAGRAPH), *([[]] * 12)]))


def test_some_pages_of_pictures_make_no_scan() -> None:
    assert read(documents.pdf([page_of(PARAGRAPH), [], []])).text
    words = [page_of([f"Page {n} says what the ministry did in the year, and why it did it."]) for n in "abcde"]
    assert read(documents.pdf([*words, *([[]] * 8)])).text


def test_pages_of_one_sentence_that_differ_in_numbers_have_text() -> None:
    pages = [
        [
            (72, 760, 9, "Harbour Board Review"),
            (72, 600, 11, f"The minister said that output rose {rise} percent in {2020 + rise}."),
            (300, 30, 9, str(number)),
        ]
        for number, rise in enumerate((3, 5, 9, 4), 1)
    ]
    document = read(documents.pdf(pages))
    assert {words for _, words in furniture(document)} == {"Harbour Board Review", "1", "2", "3", "4"}
    longer = [*pages, [(72, 760, 9, "Harbour Board Review"), *page_of(BODY), (300, 30, 9, "5")]]
    assert {words for _, words in furniture(read(documents.pdf(longer)))} == {"Harbour Board Review", *"12345"}


@pytest.mark.parametrize("line", ["The ministry said so on Monday of the week.", "Words of page {}"])
def test_pages_that_say_the_same_are_no_scan(line: str) -> None:
    document = read(documents.pdf([[(72, 700, 11, line.format(number))] for number in range(1, 5)]))
    assert furniture(document) == []


def test_a_scan_with_a_stamp_on_each_page_says_so() -> None:
    pages = [[(72, 30, 9, "Copied with Harbour Copier"), (300, 30, 9, str(number))] for number in range(1, 5)]
    with pytest.raises(Unreadable, match="run OCR"):
        read(documents.pdf(pages))


def test_a_page_that_is_left_blank_on_purpose_stays_furniture() -> None:
    blank = [(200.0, 400.0, 11.0, "This page has been left blank on purpose.")]
    words = [page_of([f"The {word} page says what the ministry did.", *BODY]) for word in ("first", "second", "third")]
    found = furniture(read(documents.pdf([words[0], blank, words[1], blank, words[2], blank])))
    assert len(found) == 3
