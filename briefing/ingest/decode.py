"""Bytes become text: byte order marks, UTF-8, UTF-16, older encodings, line ends."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable

from briefing.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKED = tuple(mark for mark, _ in _MARKS)
_SAMPLE = 1 << 16
"""How many bytes an unknown encoding is guessed by."""
_CONTROL = bytes([*range(0x01, 0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_HIGH_LINES = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_EMPTY = "is empty"
_FEW = 1000
"""Characters up to which a text is looked through for one that can be seen."""
_UNSEEN = " \t\n\v\f\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""White space, and signs without width that it stands among."""


def decode(data: bytes, *, declared: str | None = None, served: str | None = None) -> str:
    """Return the text in ``data``, without byte order mark, with ``\\n`` between lines and otherwise untouched.

    ``declared`` is an encoding that the document names itself, ``served`` one that the server named which it came from;
    they are believed when the bytes fit them. A server is asked first, as browsers do, unless it says Latin-1, which
    many say of everything. Raises ``Unreadable`` for nothing, for white space only, for bytes that are no text, and for
    UTF-8 that is cut off in the middle of a letter.
    """
    if not data:
        raise Unreadable(_EMPTY)
    text = _marked(data)
    if text is None:
        said = [codec for name in (served, declared) if name and (codec := codec_of(name))]
        text = _unmarked(data, sorted(said, key=lambda codec: codec == _LATIN))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text or text.isspace() or (len(text) < _FEW and not text.isascii() and not text.strip(_UNSEEN)):
        raise Unreadable(_EMPTY)
    return text


def _marked(data: bytes) -> str | None:
    for mark, encoding in _MARKS if data.startswith(_MARKED) else ():
        if data.startswith(mark):
            return _without_nul(data[len(mark) :].decode(encoding, "replace"))
    return None


def _without_nul(text: str) -> str:
    """Return ``text``, refused when it holds a NUL.

    Of UTF-8 and what was before Unicode only bytes are asked (:func:`_refuse_binary`): it is slow to find in wide text.
    """
    if "\0" in text:
        raise Unreadable("is binary, not text: it holds NUL characters")
    return text


def codec_of(name: str) -> str | None:
    """Return Python's name of the encoding that a document or a server calls ``name``; None when it is no charset.

    As in browsers some names mean a larger encoding than they say (WHATWG Encoding, 4.2).
    """
    try:
        codec = codecs.lookup(name.strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    found = _MEANT.get(codec.name, codec.name)
    return None if found in _NO_CHARSETS else found


_LATIN = "cp1252"
_MEANT = {
    **dict.fromkeys(("ascii", "iso8859-1"), _LATIN),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "big5": "big5hkscs",
}
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"))
"""What Python can decode and no document is written in; some of it takes hours over a page."""


def _unmarked(data: bytes, said: Iterable[str]) -> str:
    if b"\0" in data[:_SAMPLE] and (wide := _wide(data)):
        return _without_nul(data.decode(wide, "replace"))
    if (text := _shifted(data, said)) is not None:
        return text
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    said = list(said)
    if (whole := without_half_letter(data)) is not data and (not whole.isascii() or "utf-8" in said):
        raise Unreadable("ends in the middle of a letter: it is truncated")
    if _nearly_utf8(data):
        return data.decode("utf-8", "replace")
    for encoding in said:
        if (text := _fitting(data, encoding)) is not None:
            return text
    return _older(data)


def without_half_letter(data: bytes) -> bytes:
    """Return ``data`` without the first bytes of a UTF-8 letter at its end, when all before them is UTF-8.

    ``data`` itself when it is whole, or something else.
    """
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return data[: error.start]
    return data


_SHIFTED = ("iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_3", "iso2022_jp_ext", "iso2022_kr", "hz", "utf-7")


def _shifted(data: bytes, said: Iterable[str]) -> str | None:
    """Return the text in an encoding that writes everything in ASCII bytes, so that it looks like ASCII."""
    guess = ["iso2022_jp"] if b"\x1b" in data and (b"\x1b$B" in data or b"\x1b$@" in data) else []
    for encoding in [*said, *guess] if data.isascii() else ():
        if encoding in _SHIFTED and (text := _fitting(data, encoding)) is not None:
            return text
    return None


def _fitting(data: bytes, encoding: str) -> str | None:
    """Return the text in an encoding when the bytes fit it, but for one in a hundred of its letters beyond ASCII."""
    try:
        text = data.decode(encoding, "replace")
    except (LookupError, UnicodeError):  # LookupError: an encoding of bytes, not of text
        return None
    wrong = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return _without_nul(text) if 100 * wrong <= beyond else None


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 byte order that explains where the NULs stand, if one does."""
    sample = data[: _SAMPLE & ~1]
    pairs = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.4 * pairs and even < 0.02 * pairs + 1:
        return "utf-16-le"
    if even > 0.4 * pairs and odd < 0.02 * pairs + 1:
        return "utf-16-be"
    return None


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    if b"\0" in data:
        raise Unreadable("is binary, not text: it holds NUL bytes")
    if (len(sample) - len(sample.translate(None, _CONTROL))) * 50 > len(sample):
        raise Unreadable("is binary, not text: it is full of control characters")


def _nearly_utf8(data: bytes) -> bool:
    """Say whether the bytes are UTF-8 with a few of them damaged."""
    sample = b"".join(_HIGH_LINES.findall(data[: 4 * _SAMPLE]))[:_SAMPLE]
    read = sample.decode("utf-8", "replace")
    wrong = read.count("\ufffd")
    right = sum(1 for char in read if char > "\x7f") - wrong
    return right > 4 * wrong


def _older(data: bytes) -> str:
    """Decode bytes in an encoding from before Unicode; the guess is made on lines that hold something to guess by."""
    sample = b"".join(_HIGH_LINES.findall(data[: 16 * _SAMPLE]))[: _SAMPLE // 4]
    for encoding in (*_likely(sample), "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _likely(sample: bytes) -> list[str]:
    """Return the encodings that fit the sample, the likeliest first.

    Among encodings that fit about as well, the one wins that puts fewest signs inside words, then the commonest.
    """
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=list(_ENCODINGS)))
    least = min((match.chaos for match in matches), default=0.0)
    close = [match.encoding for match in matches if match.chaos <= least + 0.1]
    return sorted(close, key=lambda e: (len(_ODD.findall(sample.decode(e, "replace"))), _ENCODINGS.index(e)))


_ODD = re.compile(r"[^\W\d_][¡-©¬-¯±-³¸¹¼-¿×÷]|[¡-¦¨ª-¯±-³µ¸-º¼-¾×÷](?=[^\W\d_])|[a-zß-öø-ÿ][A-ZÀ-ÖØ-Þ]")
"""Signs beside a letter, and a capital behind a small letter: what a wrong encoding makes of words."""

_ENCODINGS = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2"),
    *("koi8_r", "koi8_u", "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "cp874", "cp866", "mac_roman"),
)
"""Encodings that documents are met in, the commonest first; the rest of what Python knows makes guesses worse."""
