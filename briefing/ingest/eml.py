"""Reads mails: text part or HTML part, headers as metadata, quoted replies and signature as furniture."""

from __future__ import annotations

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
from briefing.ingest.decode import decode
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
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
        parts = list(islice(_leaves(message), LEAVES + 1))
    except (RecursionError, ValueError, LookupError, email.errors.MessageError):
        raise Unreadable("is damaged: its parts cannot be told apart") from None
    if len(parts) > LEAVES:
        raise Unreadable(f"has more than {LEAVES:,} parts: it looks like a mail bomb")
    text, furniture = _text(parts)
    attached = [file for part in parts if (file := _file(part))]
    if attached:
        line = "Attachments: " + ", ".join(attached)
        text = f"{text}\n\n{line}" if text else line
        furniture.append(Furniture(len(text) - len(line), len(text), "attachments"))
    return [Document(text, found=_metadata(message), furniture=tuple(furniture))]


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
    plain = "\n\n".join(filter(None, (_plain(p) for p in inline if p.get_content_type() == "text/plain")))
    if plain.strip():
        return plain, replies(plain)
    pages = [part for part in inline if part.get_content_type() == "text/html"]
    for page in pages:
        try:
            return _page(page)
        except Unreadable:
            continue
    if any(part.get_content_subtype() in ("pkcs7-mime", "x-pkcs7-mime", "pgp-encrypted") for part in parts):
        raise Unreadable("is encrypted: save it decrypted from the mail program")
    if not any(map(_file, parts)):
        raise Unreadable("is a mail without text")
    return "", []


def _bytes(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _charset(part: Message) -> str | None:
    charset = part.get_param("charset")
    return charset if isinstance(charset, str) else None


def _plain(part: Message) -> str:
    try:
        text = decode(_bytes(part), declared=_charset(part))
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

    text = decode(_bytes(part), declared=_charset(part))
    document = html.read(text.encode("utf-8", "replace"), "part.html")[0]
    return document.text, [*document.furniture, *replies(document.text)]


def _file(part: Message) -> str | None:
    """Return the name of a part that is a file beside the text."""
    name = part.get_filename()
    if part.get_content_type() == "message/rfc822" and not name:
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        subject = _header(first, "Subject") if isinstance(first, Message) else None
        return f"mail “{subject}”" if subject else "a mail"
    if not name or (part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"):
        return None
    return _words(name)


_REPLY = re.compile(
    r"^(?:-+ ?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original) ?-+[ \t]*"
    r"|_{20,}\nfrom: .*|from: [^\n]+\n(?:sent|date): [^\n]+\nto: .*)$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAD = re.compile(
    r"^[^\n>]{0,200}\b(?:wrote|schrieb|écrit|escribió|ha scritto|пише|пишет|написав|написал)\b[^\n]{0,60}:[ \t]*$"
)
_SIGNATURE_LINES = 20
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


def replies(text: str) -> list[Furniture]:
    """Return what a mail repeats of the mail that it answers, and its signature (RFC 3676, 4.3)."""
    found: list[Furniture] = []
    forward = _REPLY.search(text)
    end = len(text)
    if forward and text[: forward.start()].strip():
        end = forward.start()
        found.append(Furniture(end, len(text), "quoted reply"))
    found += _quoted(text, end)
    for stop in [end, *(span.start for span in found[:20] if span.start < end)]:
        signature = _SIGNATURE.search(text, _lines_before(text, stop, _SIGNATURE_LINES), stop)
        if signature and not any(span.start <= signature.start() < span.end for span in found):
            stop = min((span.start for span in found if span.start > signature.start()), default=stop)
            found.append(Furniture(signature.start(), len(text[:stop].rstrip()), "signature"))
            break
    return sorted(found, key=lambda span: span.start)


def _lines_before(text: str, end: int, lines: int) -> int:
    """Return where the last so many lines before ``end`` start."""
    for _ in range(lines):
        end = text.rfind("\n", 0, max(end, 0))
    return end + 1


def _quoted(text: str, end: int) -> Iterator[Furniture]:
    """Return the runs of lines that start with ``>``, with the line that says who wrote them."""
    offset = 0
    start: int | None = None
    stop = 0
    lead: int | None = None
    for line in text[:end].splitlines(keepends=True):
        if line.startswith(">"):
            if start is None:
                start = offset if lead is None else lead
            stop = offset + len(line.rstrip("\n"))
        elif line.strip():
            if start is not None:
                yield Furniture(start, stop, "quoted reply")
                start = None
            lead = offset if _LEAD.match(line.rstrip("\n")) else None
        offset += len(line)
    if start is not None:
        yield Furniture(start, stop, "quoted reply")


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
    return None if value is None else _words(str(value)) or None


def _metadata(message: Message) -> Metadata:
    extra = {"to": to} if (to := _header(message, "To")) else {}
    return Metadata(
        title=_header(message, "Subject"),
        author=_sender(message),
        date=_date(message.get("Date")),
        extra=MappingProxyType(extra),
    )


def _sender(message: Message) -> str | None:
    value = message.get("From") or message.get("Sender")
    if value is None:
        return None
    try:
        name, address = email.utils.parseaddr(str(value)[:2000])
    except (RecursionError, ValueError, IndexError):  # comments inside comments
        name, address = "", str(value)
    return _words(name) or _words(address) or None


def _date(value: object) -> str | None:
    """Return the moment of a ``Date`` header as ISO 8601."""
    try:
        return email.utils.parsedate_to_datetime(str(value)[:200]).isoformat() if value else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
