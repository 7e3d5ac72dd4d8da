"""Finding words in the text of a source as they are read: whatever breaks the line, accents and quotation marks."""

from __future__ import annotations

import re
import unicodedata

_TYPED = {
    **dict.fromkeys(map(ord, "‘’‚‛ʼ′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟″«»"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—−"), "-"),
}  # fmt: skip
"""What a keyboard has for the marks of typography."""


def as_typed(text: str) -> str:
    """Return ``text`` without accents and typography, every character where it was."""
    if text.isascii():
        return text
    strange = {ord(c) for c in set(text) if not c.isascii()}
    return text.translate(_TYPED | {c: _base(chr(c)) for c in strange - _TYPED.keys()})


def _base(character: str) -> str:
    """Return a letter without its accents; what falls apart into several letters stays whole."""
    base = [c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)]
    return base[0] if len(base) == 1 else character


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Return where ``words`` stand in ``text``, as spans; spaces stand for any break between words.

    Capitals count only where ``words`` have some.
    """
    if not words.strip():
        return []
    pattern = r"\s+".join(map(re.escape, re.split(r"\s+", as_typed(words))))
    flags = re.IGNORECASE if words == words.lower() else re.NOFLAG
    return [match.span() for match in re.finditer(pattern, as_typed(text), flags)]
