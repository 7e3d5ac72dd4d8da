"""Bytes become text, or are refused with a reason."""

import codecs

import pytest

from briefing.errors import Unreadable
from briefing.ingest.decode import decode

TEXT = "Żółta łódź – “tak”, powiedział.\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_unicode_in_every_form(data: bytes) -> None:
    assert decode(data) == TEXT


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    text = "The minister spoke on Friday.\n" * 3
    assert decode(text.encode(encoding)) == text


def test_line_ends_become_newlines() -> None:
    assert decode(b"one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"


OLD = {
    "cp1252": "Le président a déclaré que l’été serait très chaud, “comme prévu”, et coûterait 5 €. " * 3,
    "cp1251": "Министр обороны заявил, что производство вырастет в следующем году. " * 3,
    "cp1250": "Żółta łódź płynęła rzeką, a rybacy śpiewali pieśni o dalekim morzu i wietrze. " * 3,
    "shift_jis": "防衛大臣は記者会見で、来年の生産は増加すると述べた。" * 5,
    "gb18030": "国防部长在记者会上表示，明年的产量将会增加。" * 5,
}


@pytest.mark.parametrize("encoding", OLD)
def test_older_encodings_are_recognised(encoding: str) -> None:
    assert decode(OLD[encoding].encode(encoding)) == OLD[encoding]


def test_a_declared_encoding_is_believed_when_it_fits() -> None:
    text = "Ärger über Öl"
    assert decode(text.encode("iso-8859-1"), declared="iso-8859-1") == text
    assert decode(text.encode(), declared="no-such-charset") == text


def test_a_damaged_byte_does_not_change_the_encoding() -> None:
    assert decode("“Größe” zählt überall. ".encode() * 5 + b"\xff") == "“Größe” zählt überall. " * 5 + "\ufffd"


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, "\u200b \u00ad\n\u200b".encode()]
)
def test_nothing_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="is empty"):
        decode(data)


@pytest.mark.parametrize("data", [b"abc\0def", bytes(range(1, 32)) * 50, "a\0b".encode("utf-16")])
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable, match="is binary, not text"):
        decode(data)


def test_a_server_is_believed_before_the_document_unless_it_says_latin() -> None:
    words = "Министр обороны сообщил"
    assert decode(words.encode("koi8-r"), served="KOI8-R", declared="windows-1251") == words
    assert decode(words.encode("cp1251"), served="ISO-8859-1", declared="windows-1251") == words
    assert decode("café".encode("latin-1"), served="ISO-8859-1") == "café"
    assert decode(words.encode(), served="windows-1251", declared="koi8-r") == words


def test_latin_1_means_what_browsers_take_it_for() -> None:
    assert decode("“5 € a day,” it said".encode("cp1252"), declared="iso-8859-1") == "“5 € a day,” it said"


def test_a_few_damaged_bytes_do_not_change_the_encoding() -> None:
    text = OLD["gb18030"] * 4
    data = text.encode("gb18030")
    assert decode(data[:-3], declared="gb2312").startswith(text[:-4])


@pytest.mark.parametrize("name", ["punycode", "idna", "unicode_escape", "undefined", "zlib", "rot13", "a\0b", ""])
def test_what_is_no_charset_is_not_believed(name: str) -> None:
    assert decode("café \\n".encode("cp1252") * 3, declared=name, served=name) == "café \\n" * 3


@pytest.mark.parametrize("encoding", ["iso-2022-jp", "iso2022_kr", "hz", "utf-7"])
def test_what_is_written_in_ascii_bytes(encoding: str) -> None:
    text = {"iso2022_kr": "항구는 밀을 받았다.", "hz": OLD["gb18030"]}.get(encoding, OLD["shift_jis"])
    assert decode(text.encode(encoding), declared=encoding) == text


def test_mail_japanese_is_recognised_without_being_named() -> None:
    assert decode(OLD["shift_jis"].encode("iso-2022-jp")) == OLD["shift_jis"]


@pytest.mark.parametrize("cut", [1, 2])
def test_text_cut_within_a_letter_is_refused_and_not_guessed_at(cut: int) -> None:
    data = "“This is the last ship,” he said. “We".encode() + "“".encode()[:cut]
    with pytest.raises(Unreadable, match="ends in the middle of a letter: it is truncated"):
        decode(data)
    with pytest.raises(Unreadable, match="is truncated"):
        decode(b"This" + "“".encode()[:cut], declared="utf-8")


def test_an_old_encoding_may_end_as_a_letter_of_utf8_begins() -> None:
    assert decode("le café".encode("latin-1")) == "le café"
