"""Entries of feeds as files of their own.

Each entry becomes an HTML page that holds what the feed says, nothing more: linked pages are never fetched. Its name
comes from the entry's id alone, so that an entry that is edited later is still the same one; its sidecar says title,
author, date, URL, publisher, feed and entry. The addresses' validators and the entries seen are remembered under
``.briefing/``; without that, names tell what is there.
"""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from html import escape
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import BriefingError, Unreadable
from briefing.files import STATE, Files, replace_atomically
from briefing.ingest.add_names import safe
from briefing.ingest.feed import Entry, entries
from briefing.ingest.net import Answer
from briefing.ingest.read import charset, failed
from briefing.ingest.reader import HEAD, choose

MEMORY = f"{STATE}/feeds.json"
SEEN = 20_000
"""How many entries of a feed are remembered, the newest."""

Ask = Callable[[str, str | None, str | None], Answer]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry to add: its name in the feed, the names its file can have, its folder, bytes and sidecar."""

    part: str
    names: tuple[str, ...]
    folder: str
    data: bytes
    learnt: Mapping[str, Any]


def is_feed(answer: Answer) -> bool:
    """Say whether what came from a URL is a feed."""
    try:
        return choose(answer.data[:HEAD], "").name == "feed"
    except Unreadable:
        return False


def items(answer: Answer, url: str) -> list[Item]:
    """Return the entries of the feed that was asked for at ``url`` and came in ``answer``. Raises ``Unreadable``."""
    return [_item(entry, url) for entry in entries(answer.data, url=answer.url, served=charset(answer.type))]


def _item(entry: Entry, url: str) -> Item:
    found = entry.found
    learnt = {
        "title": found.title,
        "publisher": found.publisher,
        "author": found.author,
        "date": found.date,
        "url": found.url,
        "language": found.language,
        "tags": list(found.tags) or None,
        "feed": url,
        "entry": entry.identity[:500],
    }
    folder = safe(found.publisher or urlsplit(url).hostname or "feed")
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


@dataclass(slots=True)
class _Memory:
    """What is remembered of one feed; ``ids`` are the sources that its entries became when it was added."""

    etag: str | None = None
    modified: str | None = None
    seen: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)


def conditions(files: Files, url: str) -> tuple[str | None, str | None]:
    """Return ETag and Last-Modified of a feed that was added before, if everything is still there that came of it."""
    known = _remembered(files).get(url, _Memory())
    if known.ids and all(files.path(f"sources/{id}").exists() for id in known.ids):
        return known.etag, known.modified
    return None, None


def keep(files: Files, url: str, answer: Answer, found: Sequence[Item], ids: Sequence[str]) -> None:
    """Remember that the entries ``found`` in ``answer`` became the sources ``ids``."""
    memory = _remembered(files)
    memory[url] = _seen(memory.get(url, _Memory()), answer, found, ids)
    _remember(files, memory)


def of_feeds(
    files: Files, urls: Sequence[str], ask: Ask, *, workers: int, stop: Callable[[], bool]
) -> Iterator[tuple[str, list[Item] | str]]:
    """Fetch feeds and return for each the entries that are new, or the reason why it could not be read.

    A feed's entries count as seen once the next feed is asked for, so that an interruption loses none.
    """
    memory = _remembered(files)
    waiting: deque[tuple[str, Future[_Asked]]] = deque((url, Future()) for url in dict.fromkeys(urls))
    running = list(waiting)

    def work() -> None:
        with suppress(IndexError):  # nothing is left
            while True:
                url, future = waiting.popleft()
                future.set_result(_asked(ask, url, memory.get(url, _Memory())))

    for number in range(max(1, workers)):
        # daemons: who interrupts must not wait for the slowest of the servers
        threading.Thread(target=work, daemon=True, name=f"feed-{number}").start()
    try:
        for url, future in running:
            if stop():
                return
            outcome = future.result()
            if isinstance(outcome, str):
                yield url, outcome
                continue
            answer, found = outcome
            known = memory.get(url, _Memory())
            seen = frozenset(known.seen)
            yield url, [item for item in found if item.part not in seen]
            if not stop():
                memory[url] = _seen(known, answer, found)
                _remember(files, memory)
    finally:
        waiting.clear()


def _seen(known: _Memory, answer: Answer, found: Sequence[Item], ids: Sequence[str] = ()) -> _Memory:
    """Return what is to be remembered of a feed once its entries were added."""
    if answer.status != 200:
        return known
    seen = list(dict.fromkeys([*(item.part for item in found), *known.seen]))[:SEEN]
    return _Memory(answer.etag, answer.modified, seen, list(ids))


_Asked = tuple[Answer, list[Item]] | str


def _asked(ask: Ask, url: str, known: _Memory) -> _Asked:
    """Return what a feed's server answers, or the reason why it could not be read."""
    try:
        answer = ask(url, known.etag, known.modified)
        if answer.status == 304:
            return answer, []
        if not is_feed(answer):
            return "is not an RSS or Atom feed"
        return answer, items(answer, url)
    except BriefingError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a feed that nobody foresaw stops no other one
        return failed("reader", error)


def _remembered(files: Files) -> dict[str, _Memory]:
    """Return what is remembered of feeds; nothing when the file is missing or damaged."""
    data = files.read(MEMORY)
    try:
        kept = json.loads(data) if data else {}
        return {url: _memory(one) for url, one in kept.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def _memory(kept: Mapping[str, Any]) -> _Memory:
    seen, ids = ([str(one) for one in kept.get(key, [])] for key in ("seen", "ids"))
    return _Memory(kept.get("etag"), kept.get("modified"), seen, ids)


def _remember(files: Files, memory: Mapping[str, _Memory]) -> None:
    kept = {url: asdict(one) for url, one in sorted(memory.items())}
    replace_atomically(files.path(MEMORY), json.dumps(kept, ensure_ascii=False, indent=1).encode())
