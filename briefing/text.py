"""Text as the program shows and notes it: that of strangers made safe for a terminal, digests, moments.

Source text is data: whatever of it reaches a screen goes through :func:`visible` first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls (UAX 9)
    "\u2028\u2029\ufeff\ufff9-\ufffb"  # line and paragraph separators, BOM, interlinear annotation
    "\ud800-\udfff"  # lone surrogates cannot be encoded
    "\U000e0000-\U000e007f]"  # tags
)


def visible(text: str) -> str:
    """Replace every control character, bidirectional control and lone surrogate by ``\N{REPLACEMENT CHARACTER}``.

    One code point stays one code point, so offsets into the text hold. Tabs and newlines stay.
    """
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text) if _UNSAFE.search(text) else text


def one_line(text: str) -> str:
    """Return :func:`visible` text with every run of white space folded to one space."""
    return " ".join(visible(text).split())


def moment(when: dt.datetime) -> str:
    """Return a moment as pins and sidecars note it: in UTC, to the second, ``2026-11-22T09:14:03Z``."""
    from datetime import UTC

    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(text: str) -> str:
    """Return ``sha256:…`` of the text's UTF-8 bytes (lone surrogates are replaced first)."""
    import hashlib  # loads a library of its own, which the first paint does without

    return "sha256:" + hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
