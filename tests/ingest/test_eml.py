from __future__ import annotations

import base64

import pytest

from briefing.errors import Unreadable
from briefing.ingest import eml
from briefing.ingest.reader import Document


def read(text: str) -> Document:
    if text.endswith("\n--m\n"):
        text = text[:-1] + "--\n"  # no further part follows
    (document,) = eml.read(text.encode(), "mail.eml")
    return document


def furniture(document: Document) -> list[tuple[str, str]]:
    return [(span.reason, document.text[span.start : span.end]) for span in document.furniture]


HEAD = """\
From: =?utf-8?q?J=C3=B6rg_Example?= <joerg@example.org>
To: desk@example.org
Subject: =?utf-8?b?UmFkaW8gY29udHJhY3Rz?=
 and more
Date: Tue, 05 Mar 2024 10:00:00 +0200
MIME-Version: 1.0
"""
PLAIN = 'Content-Type: text/plain; charset="utf-8"\n\n'


def test_headers_are_metadata() -> None:
    found = read(HEAD + PLAIN + "Hello.\n").found
    assert (found.title, found.author, found.date) == (
        "Radio contracts and more",
        "Jörg Example",
        "2024-03-05T10:00:00+02:00",
    )
    assert dict(found.extra) == {"to": "desk@example.org"}


def test_a_reply_and_a_signature_are_furniture() -> None:
    document = read(HEAD + PLAIN + "We agree.\n\nOn Monday, Ann wrote:\n> Do you\n> agree?\n\n-- \nJörg\nExample plc\n")
    assert furniture(document) == [
        ("quoted reply", "On Monday, Ann wrote:\n> Do you\n> agree?"),
        ("signature", "-- \nJörg\nExample plc"),
    ]


MIXED = "Content-Type: multipart/mixed; boundary=m\n\n--m\n"


def part(kind: str, body: str, more: str = "") -> str:
    return f"Content-Type: {kind}\n{more}\n{body}\n--m\n"


def test_the_text_part_is_preferred_to_the_page() -> None:
    page = part("text/html", "<p>The page.</p>")
    assert (
        read(HEAD + MIXED.replace("mixed", "alternative") + page + part("text/plain", "The text.")).text == "The text."
    )


def test_a_mail_of_a_page_alone_is_read_as_a_page() -> None:
    words = "The ministry signed a contract on Monday with three makers of radio, it said in a long statement."
    more = "Makers deliver in spring, they said, and not before."
    page = f"<html><body><div><p>{words}</p><p>{more}</p></div></body></html>"
    document = read(HEAD + "Content-Type: text/html; charset=utf-8\n\n" + page)
    assert words in document.text
    assert "<" not in document.text


def test_attachments_are_named_at_the_end() -> None:
    more = (
        'Content-Disposition: attachment; filename="=?utf-8?q?Vertr=C3=A4ge.pdf?="\nContent-Transfer-Encoding: base64\n'
    )
    inner = part("message/rfc822", "Subject: Older one\n\nwords")
    document = read(HEAD + MIXED + part("text/plain", "See below.") + part("application/pdf", "JVBERi0=", more) + inner)
    assert document.text.startswith("See below.\n\nAttachments: Verträge.pdf, mail “Older one”\n\n")
    assert furniture(document)[0] == ("attachments", "Attachments: Verträge.pdf, mail “Older one”")


def test_encodings_of_parts() -> None:
    latin = HEAD.encode() + b"Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: 8bit\n\nf\xfcr\n"
    assert eml.read(latin, "")[0].text == "für"
    quoted = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nf=C3=BCr =\nuns\n"
    assert read(HEAD + quoted).text == "für uns"


def test_flowed_lines_are_mended() -> None:
    body = "The ministry signed \na contract.\nNext line.\n> a quoted \n> line\n-- \nJörg\n"
    document = read(HEAD + "Content-Type: text/plain; charset=utf-8; format=flowed\n\n" + body)
    assert document.text == "The ministry signed a contract.\nNext line.\n> a quoted line\n-- \nJörg"


def test_an_older_mail_below_the_answer_is_a_quoted_reply() -> None:
    older = "-----Original Message-----\nFrom: Ann\nSent: Monday\nTo: Desk\n\nDo you agree?"
    assert furniture(read(HEAD + PLAIN + "We agree.\n\n" + older + "\n")) == [("quoted reply", older)]


def test_a_mail_that_only_quotes_keeps_its_words() -> None:
    assert read(HEAD + PLAIN + "-----Original Message-----\nFrom: Ann\nTo: Desk\n\nWords.\n").furniture == ()


def test_an_attached_mail_is_read_below_the_one_that_brings_it() -> None:
    inner = HEAD + PLAIN + "Twelve ships sailed.\n"
    document = read(HEAD + MIXED + part("text/plain", "FYI") + part("message/rfc822", inner))
    head = (
        "From: Jörg Example <joerg@example.org>\nDate: Tue, 05 Mar 2024 10:00:00 +0200\n"
        "Subject: Radio contracts and more"
    )
    line = "Attachments: mail “Radio contracts and more”"
    assert document.text == f"FYI\n\n{line}\n\n{head}\n\nTwelve ships sailed."
    assert furniture(document) == [("attachments", line), ("headers", head)]


def test_a_text_part_that_points_to_the_page_gives_way_to_it() -> None:
    words = "The harbour master said on Monday that twelve ships had sailed from the quay. " * 4
    page = part("text/html", f"<p>{words}</p>")
    alternatives = MIXED.replace("mixed", "alternative")
    stub = read(HEAD + alternatives + part("text/plain", "View this mail in a browser.") + page)
    assert stub.text == words.strip()
    short = read(HEAD + alternatives + part("text/plain", words[:160]) + page)
    assert short.text == words[:160].rstrip("\n")


def test_a_mail_without_the_parts_it_promises() -> None:
    assert read(HEAD + "Content-Type: multipart/mixed; boundary=none\n\nTwelve ships.\n").text == "Twelve ships."


def test_who_wrote_what_is_quoted_belongs_to_it_with_an_address_and_broken() -> None:
    for lead in (
        "On Mon, 4 Mar 2024, Ann <ann@example.org> wrote:",
        "On Mon, 4 Mar 2024, Ann\n<ann@example.org> wrote:",
    ):
        document = read(HEAD + PLAIN + f"We agree.\n\n{lead}\n> Do you?\n")
        assert furniture(document) == [("quoted reply", f"{lead}\n> Do you?")]


def test_words_in_ascii_bytes() -> None:
    text = "大臣は記者会見で述べた。"
    data = HEAD.encode() + b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + text.encode("iso-2022-jp")
    assert eml.read(data, "")[0].text == text


WORDS = "“This is the last ship of the year,” said the harbour master. “We expect more.”"


@pytest.mark.parametrize(
    "text",
    [
        HEAD + MIXED + part("text/plain; charset=utf-8", WORDS)[:-30],
        HEAD + MIXED + part("text/plain; charset=utf-8", WORDS) + "Content-Type: text/html\n\n<p>“This is",
        HEAD + PLAIN.replace("\n\n", "\nContent-Transfer-Encoding: quoted-printable\n\n") + "=E2=80=9CThis =E2=80",
        HEAD + PLAIN.replace("\n\n", "\nContent-Transfer-Encoding: quoted-printable\n\n") + "=E2=80=9CThis=E",
        HEAD
        + PLAIN.replace("\n\n", "\nContent-Transfer-Encoding: base64\n\n")
        + base64.b64encode(WORDS.encode()).decode()[:-21],
    ],
)
def test_a_mail_that_is_cut_off_is_refused(text: str) -> None:
    with pytest.raises(Unreadable, match=r"ends in the middle of (a part|its text): it is truncated"):
        eml.read(text.encode(), "mail.eml")


@pytest.mark.parametrize(
    ("kind", "end"),
    [
        ("text/plain", "Twelve ships came in, more than ever in a week of March.\n"),
        ("text/plain", "Twelve ships came in.\n\nYours,\nAnna\n"),
        ("text/html", "<html><body><p>Twelve ships came in</p></body></html>"),
    ],
)
def test_a_mail_may_leave_out_its_last_boundary_when_its_last_part_is_whole(kind: str, end: str) -> None:
    assert read(HEAD + MIXED + f"Content-Type: {kind}\n\n{end}").text.startswith("Twelve ships came in")
    with pytest.raises(Unreadable, match="is truncated"):
        read(HEAD + MIXED + f"Content-Type: {kind}\n\n{end[:-9]}")


def test_a_mail_cut_within_a_letter_is_refused_and_not_guessed_at() -> None:
    data = (HEAD + PLAIN + WORDS).encode()
    with pytest.raises(Unreadable, match="is truncated"):
        eml.read(data[:-1], "mail.eml")
    assert eml.read(data, "mail.eml")[0].text == WORDS


def test_a_part_that_its_sender_cut_within_a_letter_loses_that_letter_alone() -> None:
    body = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=E2=80=9CThis=E2=80"
    assert read(HEAD + MIXED + body + "\n--m\n").text == "“This"


def test_a_part_with_parts_may_leave_out_its_end_when_the_mail_has_one() -> None:
    inner = "Content-Type: multipart/alternative; boundary=i\n\n--i\n" + part("text/plain", "Twelve ships.")
    assert read(HEAD + MIXED + inner).text == "Twelve ships."


@pytest.mark.parametrize("code", ["utf-8", "cp1252"])
def test_headers_in_bare_bytes_are_decoded(code: str) -> None:
    mail = "From: Jörg Müller <j@example.org>\nSubject: Häfen und Schiffe\nDate: Tue, 05 Mar 2024\n\nHello.\n"
    (document,) = eml.read(mail.encode(code), "mail.eml")
    assert (document.found.title, document.found.author) == ("Häfen und Schiffe", "Jörg Müller")


def test_a_mail_that_is_one_message_of_pgp_is_encrypted() -> None:
    with pytest.raises(Unreadable, match="is encrypted"):
        read(HEAD + PLAIN + "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n")
