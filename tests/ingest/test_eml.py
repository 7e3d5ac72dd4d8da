from __future__ import annotations

from briefing.ingest import eml
from briefing.ingest.reader import Document


def read(text: str) -> Document:
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
