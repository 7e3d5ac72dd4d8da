"""Takes the entries out of feeds with feedparser. Runs in the child process only."""

from __future__ import annotations

import base64
import calendar
import datetime
import email.utils
import hashlib
import io
import re
from typing import Any
from urllib.parse import unquote, urlsplit

from briefing.errors import Unreadable
from briefing.ingest.feed_text import plain

_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=")
_ROOT = re.compile(rb"<(?P<name>(?:\w+:)?(?:rss|feed|rdf))[\s>]", re.IGNORECASE)


def extract(
    data: bytes, *, entries: int, size: int, url: str | None = None, charset: str | None = None
) -> list[dict[str, Any]]:
    """Return the first ``entries`` entries that have a text, each once, in the order of the file.

    ``url`` is where the feed came from, ``charset`` what its server named. Each entry is what
    :class:`briefing.ingest.feed.Entry` holds. Raises ``Unreadable``.
    """
    import feedparser

    _check(data, size)
    # bytes in a stream: given as such, feedparser would take them for the name of a file or an address
    headers = _headers(data, url, charset)
    stream = io.BytesIO(data)
    feed = feedparser.parse(stream, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    found: dict[str, dict[str, Any]] = {}
    for item in feed.entries[:entries]:
        entry = _entry(item, feed.feed)
        if entry["text"]:
            found.setdefault(entry["part"], entry)
    if not found:
        raise Unreadable("is a feed without entries")
    return list(found.values())


def _headers(data: bytes, url: str | None, charset: str | None) -> dict[str, str]:
    """Return what feedparser is told of the answer that a feed came in.

    A charset only where the feed leaves it open: most that name one in their first line are right, many servers wrong.
    """
    told = {"content-location": url} if url else {}
    if charset and not _DECLARED.match(data):
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            told["content-type"] = f"application/xml; charset={charset}"
    return told


def _check(data: bytes, size: int) -> None:
    if len(data) > size:
        raise Unreadable(f"is a feed larger than {size >> 20} MB")
    bare = data.replace(b"\0", b"")  # UTF-16 as if it were ASCII
    root = _ROOT.search(bare)
    if root is None:
        raise Unreadable("is XML, but not an RSS or Atom feed")
    if _ENTITY.search(bare, 0, root.start()):
        raise Unreadable("declares XML entities, which a feed never needs: it looks like an entity bomb")
    end = re.compile(rb"</" + re.escape(root["name"]) + rb"\s*>", re.IGNORECASE)
    if not end.search(bare, root.end()):
        raise Unreadable("ends in the middle of the feed: it is truncated")


def _entry(item: Any, feed: Any) -> dict[str, Any]:
    title = _line(item.get("title"))
    own, link = _line(feed.get("title")), _line(item.get("link"))
    html = _content(item)
    identity = _line(item.get("id")) or link or f"{title}\n{item.get('published', '')}\n{html}"
    found = {
        "title": title,
        "publisher": _line((item.get("source") or {}).get("title")) or own,
        "author": _authors(item) or _authors(feed),
        "date": _day(item, "published") or _day(item, "updated"),
        "url": link,
        "language": _line(feed.get("language")),
        "tags": _tags(item),
    }
    text = plain(html) or title or ""
    return {"part": part(identity), "identity": identity, "text": text, "html": html, "found": found, "feed": own}


def _content(item: Any) -> str:
    """Return the longest of the forms in which an entry's text came, as HTML."""
    forms = [*item.get("content", ()), *filter(None, [item.get("summary_detail")])]
    best = max(forms, key=lambda form: len(form.get("value") or ""), default=None)
    if best is None:
        return ""
    value: str = best.get("value") or ""
    if best.get("type") == "text/plain":
        from html import escape

        return "".join(f"<p>{escape(block)}</p>" for block in value.split("\n\n") if block.strip())
    return value


def _line(value: Any) -> str | None:
    """Return a title or name on one line, without the markup that feeds put into it."""
    if not isinstance(value, str):
        return None
    text = plain(value) if "<" in value or "&" in value else value
    return " ".join(text.split())[:1000] or None


def _authors(item: Any) -> str | None:
    """Return who wrote an entry, a comma between them, without the addresses of their mails where they have names."""
    names = (_line(each.get("name")) for each in item.get("authors", ())[:20])
    return ", ".join(dict.fromkeys(filter(None, names))) or _line(item.get("author"))


def _tags(item: Any) -> tuple[str, ...]:
    words = (_line(tag.get("term")) for tag in item.get("tags", ())[:50])
    return tuple(dict.fromkeys(filter(None, words)))


def _day(item: Any, what: str) -> str | None:
    """Return a moment as ISO 8601, in the zone that the feed gives it: its day is the one that readers saw."""
    utc = _date(item.get(f"{what}_parsed"))
    written = item.get(what)
    if utc is None or not isinstance(written, str):
        return utc
    for parse in (datetime.datetime.fromisoformat, email.utils.parsedate_to_datetime):
        try:
            moment = parse(written.strip()[:100])
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo and moment == datetime.datetime.fromisoformat(utc):
            return moment.isoformat()
    return utc


def _date(moment: Any) -> str | None:
    """Return a moment that feedparser read (in UTC) as ISO 8601."""
    try:
        when = datetime.datetime.fromtimestamp(calendar.timegm(moment), datetime.UTC) if moment else None
    except (ValueError, OverflowError, TypeError, OSError):
        return None
    return when.isoformat() if when else None


def part(identity: str) -> str:
    """Return the name of an entry within its feed: from its id (or link) alone, so that it stays when the rest changes.

    The last part of an address makes it readable, six characters of a digest make it one of a kind.
    """
    digest = base64.b32encode(hashlib.sha256(identity.encode("utf-8", "replace")).digest())[:6].decode().lower()
    path = unquote(_path(identity)).rstrip("/").rpartition("/")[2]
    words = re.sub(r"\.\w{1,5}$", "", path).casefold()
    slug = re.sub(r"[^\w]+", "-", words).strip("-_")[:60].rstrip("-")
    return f"{slug}-{digest}" if slug else digest


def _path(identity: str) -> str:
    try:
        return urlsplit(identity).path if "://" in identity else ""
    except ValueError:
        return ""
