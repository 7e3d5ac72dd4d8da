"""Entries of feeds as files of their own.

Each entry becomes an HTML page that holds what the feed says, nothing more: linked pages are never fetched. Its name
comes from the entry's id alone, so that an entry that is edited later is still the same one; its sidecar says title,
author, date, URL, publisher, feed and entry, and the digest of the feed's own bytes, which are kept beside the entries
as they came: see :mod:`briefing.ingest.add_kept`. What is remembered of feeds is in :mod:`briefing.ingest.add_memory`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import BriefingError, Unreadable
from briefing.ingest.add_leftovers import digest_of
from briefing.ingest.add_memory import Memory
from briefing.ingest.add_names import safe
from briefing.ingest.feed import Entry, entries
from briefing.ingest.net import Answer
from briefing.ingest.read import charset, failed
from briefing.ingest.reader import HEAD, choose

Ask = Callable[[str, str | None, str | None], Answer]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry to add: its name in the feed, the names its file can have, its folder, bytes and sidecar."""

    part: str
    names: tuple[str, ...]
    folder: str
    data: bytes
    learnt: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that was asked for at ``url``: how it came, the folder it is kept in, and its entries.

    There are none when the server says that nothing has changed.
    """

    url: str
    answer: Answer
    folder: str = ""
    items: tuple[Item, ...] = ()


def is_feed(answer: Answer) -> bool:
    """Say whether what came from a URL is a feed."""
    try:
        return choose(answer.data[:HEAD], "").name == "feed"
    except Unreadable:
        return False


def feed_in(answer: Answer, url: str) -> Feed:
    """Return the feed that was asked for at ``url`` and came in ``answer``. Raises ``Unreadable``."""
    found = entries(answer.data, url=answer.url, served=charset(answer.type))
    origin = {"feed": url, "feed_digest": digest_of(answer.data)}
    host = urlsplit(url).hostname or "feed"
    items = tuple(_item(entry, safe(entry.found.publisher or host), origin) for entry in found)
    return Feed(url, answer, safe(found[0].feed or host), items)


def _item(entry: Entry, folder: str, origin: Mapping[str, str]) -> Item:
    found = entry.found
    learnt = {
        "title": found.title,
        "publisher": found.publisher,
        "author": found.author,
        "date": found.date,
        "url": found.url,
        "language": found.language,
        "tags": list(found.tags) or None,
        **origin,
        "entry": entry.identity[:500],
    }
    return Item(entry.part, (f"{entry.part}.html",), folder, _page(entry), learnt)


def _page(entry: Entry) -> bytes:
    """Return an entry as an HTML page, the same bytes each time."""
    title = escape(entry.found.title or "")
    html = entry.html if entry.html.strip() else f"<p>{title}</p>"
    language = f' lang="{escape(entry.found.language)}"' if entry.found.language else ""
    page = (
        f'<!DOCTYPE html>\n<html{language}>\n<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<article>\n{html}\n</article>\n</body>\n</html>\n"
    )
    return page.encode("utf-8", "replace")


def of_feeds(
    urls: Sequence[str], ask: Ask, *, known: Mapping[str, Memory], workers: int, stop: Callable[[], bool]
) -> Iterator[tuple[str, Feed | str]]:
    """Fetch feeds and return each with its entries, or the reason why it could not be read.

    A feed is asked for with the validators that are ``known`` of it.
    """
    waiting: deque[tuple[str, Future[Feed | str]]] = deque((url, Future()) for url in dict.fromkeys(urls))
    running = list(waiting)

    def work() -> None:
        with suppress(IndexError):  # nothing is left
            while True:
                url, future = waiting.popleft()
                future.set_result(_asked(ask, url, known.get(url, Memory())))

    for number in range(max(1, workers)):
        # daemons: who interrupts must not wait for the slowest of the servers
        threading.Thread(target=work, daemon=True, name=f"feed-{number}").start()
    try:
        for url, future in running:
            if stop():
                return
            yield url, future.result()
    finally:
        waiting.clear()


def _asked(ask: Ask, url: str, known: Memory) -> Feed | str:
    """Return what a feed's server answers, or the reason why it could not be read."""
    try:
        answer = ask(url, known.etag, known.modified)
        if answer.status == 304:
            return Feed(url, answer)
        if not is_feed(answer):
            return "is not an RSS or Atom feed"
        return feed_in(answer, url)
    except BriefingError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a feed that nobody foresaw stops no other one
        return failed("reader", error)
