"""What a mail repeats of other mails, and its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ingest.source import Furniture

_REPLY = re.compile(
    r"^(?:-+ ?(?:original message|ursprüngliche nachricht|message d'origine|mensaje original) ?-+[ \t]*"
    r"|_{20,}\nfrom: .*|from: [^\n]+\n(?:sent|date): [^\n]+\nto: .*)$",
    re.IGNORECASE | re.MULTILINE,
)
_LEAD = re.compile(
    r"^(?!>)[^\n]{0,200}\b(?:wrote|schrieb|écrit|escribió|ha scritto|пише|пишет|написав|написал)\b[^\n]{0,60}:[ \t]*$"
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
            lead = _lead(text, offset) if _LEAD.match(line.rstrip("\n")) else None
        offset += len(line)
    if start is not None:
        yield Furniture(start, stop, "quoted reply")


_FIRST = re.compile(r"(?!>)[^\n]*\d[^\n]*,?[^\n.!?]\n")


def _lead(text: str, start: int) -> int:
    """Return where the words start that say who wrote what is quoted: mail programs break them before the address."""
    if text[start] != "<":
        return start
    before = text.rfind("\n", 0, start - 1) + 1
    return before if _FIRST.fullmatch(text, before, start) else start
