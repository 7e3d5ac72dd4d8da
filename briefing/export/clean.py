"""What text of strangers may bring into an export: letters and spaces, no control, no direction, no acting address."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # C0 without tab, newline and return; DEL; C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional controls (UAX 9): stripped, never obeyed
    "\u00ad\u200b\u2060-\u2064\ufeff\ufff9-\ufffb"  # what nobody sees: soft hyphen, zero-width space, joiner, BOM
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates and noncharacters: no valid page holds them
    "\ufe00-\ufe0f\U000e0000-\U000e01ef]"  # variation selectors and tags
)
_NEWLINES = re.compile("\r\n?|[\u2028\u2029\x85]")
_ADDRESS = re.compile(r"[^\x00-\x20\x7f<>\"`{}|\\^]+")
_SAFE_IN_ADDRESS = "/%:@!$&()*+,;=~'"


def clean(text: str) -> str:
    """Return ``text`` without control, bidirectional and invisible characters; newlines become ``\\n``."""
    text = _NEWLINES.sub("\n", text)
    return _DROPPED.sub("", text)


def one_line(text: str) -> str:
    """Return :func:`clean` text with every run of white space folded to one space."""
    return " ".join(clean(text).split())


@lru_cache(maxsize=4096)
def address(url: str | None) -> str | None:
    """Return an http or https address that can stand in a link, percent-encoded; None for anything else."""
    if not url or not _ADDRESS.fullmatch(url := url.strip(" ")) or _DROPPED.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError, for a host that no resolver knows, is one
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return None
    tail = {
        "path": quote(parts.path, safe=_SAFE_IN_ADDRESS),
        "query": quote(parts.query, safe=_SAFE_IN_ADDRESS + "?"),
        "fragment": quote(parts.fragment, safe=_SAFE_IN_ADDRESS),
    }
    return parts._replace(netloc=host, **tail).geturl()


@lru_cache(maxsize=4096)
def direction(text: str) -> str:
    """Return ``rtl`` or ``ltr`` by the first letter that has a direction (UAX 9, rule P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            break
    return "ltr"


def css_string(text: str) -> str:
    """Return a CSS string, quotation marks included, with every character but letters, digits and spaces escaped."""
    body = "".join(c if c.isascii() and (c.isalnum() or c == " ") else f"\\{ord(c):X} " for c in one_line(text))
    return f'"{body}"'


def slug(text: str, *, fallback: str = "x") -> str:
    """Return lower-case ASCII letters, digits and single hyphens of ``text``; ``fallback`` when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or fallback
