"""Reads mails: text part or HTML part, headers as metadata, quoted replies and signature as furniture."""

from __future__ import annotations

import codecs
import email.errors
import email.header
import email.message
import email.parser
import email.policy
import email.utils
import re
from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType

from briefing.errors import Unreadable
from briefing.ingest.decode import decode, without_half_letter
from briefing.ingest.eml_replies import replies
from briefing.ingest.reader import Document
from briefing.ingest.source import Furniture, Metadata

PARTS = 500
"""The most parts of a mail that can hold other parts."""
LEAVES = 5_000
"""The most parts of a mail that hold none."""
DEPTH = 30
"""The most parts that may hold one another."""

_BOUNDARY = re.compile(rb"^content-type:[ \t]*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
Message = email.message.Message


def read(data: bytes, name: str) -> list[Document]:
    """Return the text of a mail. Raises ``Unreadable``: without text, encrypted, beyond the limits.

    Parsed by the older of Python's policies: it leaves headers alone until asked and does not stumble over broken ones.
    """
    if sum(1 for _ in _BOUNDARY.finditer(data)) > PARTS:
        raise Unreadable(f"has more than {PARTS} parts: it looks like a mail bomb")
    data = _narrow(data)
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
        parts = list(islice(_leaves(message), LEAVES + 1))
    except (RecursionError, ValueError, LookupError, email.errors.MessageError):
        raise Unreadable("is damaged: its parts cannot be told apart") from None
    if len(parts) > LEAVES:
        raise Unreadable(f"has more than {LEAVES:,} parts: it looks like a mail bomb")
    _refuse_cut(message, ended=data.endswith(b"\n"))
    text, furniture = _whole(parts)
    if not text:
        raise Unreadable("is a mail without text")
    return [Document(text, found=_metadata(message), furniture=tuple(furniture))]


def _narrow(data: bytes) -> bytes:
    """Return a mail that an editor saved with a byte order mark, or as UTF-16, as the bytes that mails are made of."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode("utf-8", "replace")
    return data.removeprefix(codecs.BOM_UTF8)


_HALF_ESCAPE = re.compile(r"=[0-9A-Fa-f]?\Z")


def _refuse_cut(message: Message, *, ended: bool) -> None:
    """Raise ``Unreadable`` for a mail that is cut off: a part does not end, or its code stops in a letter.

    ``ended`` says whether the last line has an end, which the parser does not tell.
    """
    if message.is_multipart():
        cut = any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in message.defects)
        if cut and not _ends_whole(message, ended=ended):
            raise Unreadable("ends in the middle of a part: it is truncated")
        return
    code, payload = str(message.get("Content-Transfer-Encoding", "")).strip().lower(), message.get_payload()
    if not isinstance(payload, str):
        return
    half = (code == "quoted-printable" and _HALF_ESCAPE.search(payload)) or (
        code == "base64" and len(re.sub(r"[^A-Za-z0-9+/=]", "", payload)) % 4
    )
    data = _bytes(message)
    if half or (without_half_letter(data) is not data and (_charset(message) or "").lower() in ("utf-8", "utf8")):
        raise Unreadable("ends in the middle of its text: it is truncated")


_PAGE_END = re.compile(r"</(?:html|body)\s*>\s*\Z", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]]*\Z")
_SHORT = 40
"""Characters of a last line that was not broken off where others are: a greeting, a name."""


def _ends_whole(message: Message, *, ended: bool) -> bool:
    """Say whether a mail that does not say where its last part ends stops where one may: some programs leave that out.

    A page with its last tag, or text whose last line is ended and is a short one or the end of a sentence.
    """
    part = message
    while part.is_multipart():
        part = part.get_payload()[-1]  # type: ignore[index, assignment]
    payload, code = part.get_payload(), str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if not isinstance(payload, str) or code == "base64":
        return False
    if part.get_content_type() == "text/html":
        return _PAGE_END.search(payload) is not None
    last = payload.rstrip().rpartition("\n")[2]
    if part.get_content_type() != "text/plain" or not ended or last.endswith("="):
        return False
    return _SENTENCE_END.search(last) is not None or 0 < len(last) <= _SHORT


def _whole(parts: list[Message], depth: int = 0) -> tuple[str, list[Furniture]]:
    """Return the text of a mail, the names of what is attached, and the mails that are attached, with their furniture.

    Raises ``Unreadable`` when it is encrypted, or holds mails inside mails beyond the limit.
    """
    text, furniture = _text(parts)
    attached = [file for part in parts if (file := _file(part))]
    blocks = [(text, furniture)]
    if attached:
        line = "Attachments: " + ", ".join(attached)
        blocks.append((line, [Furniture(0, len(line), "attachments")]))
    blocks += [_forwarded(inner, depth) for part in parts if (inner := _mail(part)) is not None]
    return _joined(blocks)


def _joined(blocks: list[tuple[str, list[Furniture]]]) -> tuple[str, list[Furniture]]:
    """Return texts as one, a blank line between them, with the furniture of all."""
    whole, furniture = "", []
    for text, spans in blocks:
        if text:
            whole += "\n\n" if whole else ""
            furniture += [Furniture(len(whole) + s.start, len(whole) + s.end, s.reason) for s in spans]
            whole += text
    return whole, furniture


def _mail(part: Message) -> Message | None:
    """Return the mail that a part holds, if it holds one."""
    inner = part.get_payload() if part.get_content_type() == "message/rfc822" else None
    first = inner[0] if isinstance(inner, list) and inner else None
    return first if isinstance(first, Message) else None


def _forwarded(message: Message, depth: int) -> tuple[str, list[Furniture]]:
    """Return a mail inside the mail as it would be pasted: some headers, its text. Nothing when it has no text."""
    try:
        body = _whole(list(islice(_leaves(message), LEAVES)), depth + 1) if depth < DEPTH else ("", [])
    except Unreadable:
        return "", []
    lines = [f"{name}: {value}" for name in ("From", "Date", "Subject") if (value := _header(message, name))]
    head = "\n".join(lines)
    return _joined([(head, [Furniture(0, len(head), "headers")]), body]) if body[0] else body


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Return the parts that hold no parts; a mail inside the mail is one part."""
    if depth > DEPTH:
        raise Unreadable(f"has parts inside parts more than {DEPTH} deep: it looks like a mail bomb")
    if message.get_content_maintype() == "multipart" and isinstance(message.get_payload(), list):
        for part in message.get_payload():
            assert isinstance(part, Message)
            yield from _leaves(part, depth + 1)
    else:
        yield message


def _attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822"


def _text(parts: list[Message]) -> tuple[str, list[Furniture]]:
    """Return the text of the parts that are meant to be read, and its furniture."""
    inline = [part for part in parts if not _attached(part)]
    plain = "\n\n".join(filter(None, (_plain(p) for p in inline if _kind(p) == "text/plain")))
    if _armoured(plain):
        raise Unreadable(ENCRYPTED)
    if len(plain) > _STUB:
        return plain, replies(plain)
    for page in (part for part in inline if _kind(part) == "text/html"):
        try:
            text, furniture = _page(page)
        except Unreadable:
            continue
        if len(text) > 4 * len(plain):
            return text, furniture
    if plain.strip():
        return plain, replies(plain)
    if any(part.get_content_subtype() in ("pkcs7-mime", "x-pkcs7-mime", "pgp-encrypted") for part in parts):
        raise Unreadable(ENCRYPTED)
    return "", []


ENCRYPTED = "is encrypted: save it decrypted from the mail program"


def _armoured(text: str) -> bool:
    """Say whether a text is nothing but a message of PGP in letters (RFC 9580, 6.2)."""
    return text.strip().startswith("-----BEGIN PGP MESSAGE-----") and text.strip().endswith("-----END PGP MESSAGE-----")


_STUB = 400
"""A text part of at most so many characters may only say that the mail is a page; one of a quarter of the page does."""


def _kind(part: Message) -> str:
    """Return the media type of a part; one that says to have parts and has none is text."""
    return "text/plain" if part.get_content_maintype() == "multipart" else part.get_content_type()


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _plain(part: Message) -> str:
    try:
        text = decode(without_half_letter(_bytes(part)), declared=_charset(part))
    except Unreadable:
        return ""
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = flowed(text, delete=str(part.get_param("delsp", "")).casefold() == "yes")
    return text.strip("\n")


def flowed(text: str, *, delete: bool = False) -> str:
    """Return ``format=flowed`` text with its soft line breaks mended (RFC 3676); ``delete`` is its DelSp."""
    lines: list[list[str]] = []
    depths: list[int] = []
    open_line = False
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        if open_line and depths[-1] == depth and content != "-- ":
            lines[-1].append(content)
        else:
            lines.append([">" * depth + (" " if depth else ""), content])
            depths.append(depth)
        open_line = content.endswith(" ") and content != "-- "
        if open_line and delete:
            lines[-1][-1] = content[:-1]
    joined = ("".join(pieces) for pieces in lines)
    return "\n".join(line if line == "-- " else line.rstrip() for line in joined)


def _page(part: Message) -> tuple[str, list[Furniture]]:
    from briefing.ingest import html

    text = decode(without_half_letter(_bytes(part)), declared=_charset(part))
    document = html.page(text)
    return document.text, [*document.furniture, *replies(document.text)]


def _file(part: Message) -> str | None:
    """Return the name of a part that is a file beside the text."""
    name = part.get_filename()
    if part.get_content_type() == "message/rfc822" and not name:
        inner = _mail(part)
        subject = _header(inner, "Subject") if inner is not None else None
        return f"mail “{subject}”" if subject else "a mail"
    if not name or (part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"):
        return None
    return _words(name)


def _words(value: str) -> str:
    """Return a header's words: encoded words (RFC 2047) decoded, on one line."""
    value = value[:2000]
    try:
        words = str(email.header.make_header(email.header.decode_header(value)))
    except (email.errors.MessageError, ValueError, LookupError):
        words = value
    return " ".join(words.split())[:1000]


def _header(message: Message, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else _words(_raw(message, name, value)) or None


def _raw(message: Message, name: str, value: object) -> str:
    """Return a header as it is written; one with bare bytes (RFC 6532: UTF-8) is decoded, which the parser leaves."""
    if isinstance(value, str):
        return value
    written = next((each for key, each in message.raw_items() if key.lower() == name.lower()), "")
    data = str(written).encode("ascii", "surrogateescape")
    try:
        return decode(data)
    except Unreadable:
        return str(value)


def _metadata(message: Message) -> Metadata:
    extra = {"to": to} if (to := _header(message, "To")) else {}
    return Metadata(
        title=_header(message, "Subject"),
        author=_sender(message),
        date=_date(message.get("Date")),
        extra=MappingProxyType(extra),
    )


def _sender(message: Message) -> str | None:
    header = next((each for each in ("From", "Sender") if message.get(each)), None)
    if header is None:
        return None
    value = _raw(message, header, message.get(header))
    try:
        name, address = email.utils.parseaddr(value[:2000])
    except (RecursionError, ValueError, IndexError):  # comments inside comments
        name, address = "", value
    return _words(name) or _words(address) or None


def _date(value: object) -> str | None:
    """Return the moment of a ``Date`` header as ISO 8601."""
    try:
        return email.utils.parsedate_to_datetime(str(value)[:200]).isoformat() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
