"""Adding to a desk: files, folders, URLs, feeds and standard input are kept below ``sources/`` as they came.

What is added keeps its bytes and gets a sidecar that says where it comes from (``url, retrieved, digest``). Nothing is
overwritten, nothing is added twice, what no reader can read is refused with the reason, and an interruption leaves
whole files only. Of a feed at a URL each entry becomes a file of its own, and the feed's bytes are kept beside them:
see :mod:`briefing.ingest.add_feed`.
"""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from briefing.errors import BriefingError, FetchError, Unreadable
from briefing.files import Files
from briefing.ingest.add_feed import Feed, Item, feed_in, is_feed, of_feeds
from briefing.ingest.add_files import Checked, Found, Left, beside, check, find, load
from briefing.ingest.add_memory import conditions, remember, remembered
from briefing.ingest.add_names import of_url
from briefing.ingest.add_shelf import Shelf
from briefing.ingest.add_workers import Readers
from briefing.ingest.net import LIMITS, Answer, Limits, get
from briefing.text import moment

Progress = Callable[[int, int | None, str], None]
Clock = Callable[[], datetime.datetime]
Whole = Callable[[], AbstractContextManager[None]]

_URL = re.compile(r"(?i)[a-z][a-z0-9+.-]+://")
_WINDOW = 2000
"""How many files are looked at before the first of them is written."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one thing: its id below ``sources/`` when it is there now, the reason when it was refused."""

    what: str
    outcome: Literal["added", "present", "refused"]
    id: str | None = None
    reason: str | None = None


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def add(
    files: Files,
    what: Sequence[str],
    *,
    to: str = "",
    stdin: bytes | None = None,
    allow_private: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int = 1,
    whole: Whole = nullcontext,
    limits: Limits = LIMITS,
    clock: Clock = _now,
) -> Iterator[Added]:
    """Add each of ``what`` (paths, URLs, ``-`` for the bytes in ``stdin``) and return what became of it, one by one.

    ``files`` are the desk's, ``to`` is a folder below ``sources/``; a folder that is added keeps its own name and
    structure below it. ``progress`` hears how many are done, of how many, and the name of what is being worked on. When
    ``cancelled`` says so, the rest is left; ``whole`` is entered around what an interruption should wait for, the
    moment in which a file gets its name. Raises ``BriefingError`` for an empty name or a ``to`` that leads out of
    ``sources/``, ``OSError`` when the disk takes no more.
    """
    if not all(name.strip() for name in what):  # a path without a name is the current folder: nobody means that
        raise BriefingError("a name is empty: name files, folders, URLs or -")
    work = _Work(Shelf(files, to=to), progress, cancelled, clock, whole)
    local = [name for name in what if name != "-" and not _URL.match(name)]
    found = [item for name in local for item in find(Path(os.path.expanduser(name)), desk=files.root)]  # noqa: PTH111
    work.total = len(found) + len(what) - len(local)
    try:
        with Readers(workers) as readers:
            yield from work.files(found, readers)
        for name in what:
            if work.stop():
                return
            work.begin(name)
            if name == "-":
                yield work.done(_standard_input(work, stdin))
            elif _URL.match(name):
                yield from _url(work, files, name, limits=limits, allow_private=allow_private)
    finally:
        work.shelf.settle()


def fetch(
    files: Files,
    feeds: Sequence[str],
    *,
    allow_private: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    workers: int = 4,
    whole: Whole = nullcontext,
    limits: Limits = LIMITS,
    clock: Clock = _now,
) -> Iterator[Added]:
    """Read ``feeds`` (URLs) and add each entry that is new; entries seen before are passed over in silence.

    A feed that has not changed is not sent again (ETag, Last-Modified). ``workers`` feeds are fetched at a time. The
    rest is as in :func:`add`.
    """
    work = _Work(Shelf(files), progress, cancelled, clock, whole)
    work.total = len(dict.fromkeys(feeds))

    def ask(url: str, etag: str | None, modified: str | None) -> Answer:
        return get(url, limits=limits, allow_private=allow_private, etag=etag, modified=modified, cancelled=cancelled)

    waiting = iter(dict.fromkeys(feeds))
    work.begin(next(waiting, ""))
    known = remembered(files)
    for url, outcome in of_feeds(feeds, ask, known=known, workers=workers, stop=work.stop):
        if isinstance(outcome, str):
            yield work.done(Added(url, "refused", reason=outcome))
        else:
            yield from _feed(work, files, outcome, seen=known[url].seen if url in known else ())
        work.begin(next(waiting, url))


def _standard_input(work: _Work, data: bytes | None) -> Added:
    return work.put("standard input", "stdin", data or b"", learnt={})


def _url(work: _Work, files: Files, url: str, *, limits: Limits, allow_private: bool) -> Iterator[Added]:
    etag, modified = conditions(files, url)
    try:
        answer = get(
            url, limits=limits, allow_private=allow_private, etag=etag, modified=modified, cancelled=work.cancelled
        )
        feed = feed_in(answer, url) if is_feed(answer) else None
    except (FetchError, Unreadable) as error:
        yield work.done(Added(url, "refused", reason=str(error)))
        return
    if answer.status == 304 and (etag or modified):
        yield work.done(Added(url, "present"))
    elif feed is not None:
        yield from _feed(work, files, feed)
    else:
        declared = answer.type or "text/html"
        learnt = {"url": answer.url, "type": answer.type[:200] or None}
        yield work.done(work.put(url, of_url(answer.url), answer.data, learnt=learnt, declared=declared))


def _feed(work: _Work, files: Files, feed: Feed, seen: Iterable[str] = ()) -> Iterator[Added]:
    """Add the entries of a feed but those that were ``seen``; they are remembered once all of them are there."""
    passed = frozenset(seen)
    new = [item for item in feed.items if item.part not in passed]
    ids: dict[str, str | None] = {}
    for item, result in work.items(feed, new):
        yield result
        ids[item.part] = result.id
    if feed.answer.status != 200 or work.stop():
        return
    work.shelf.settle()
    answer, parts = feed.answer, [item.part for item in feed.items]
    remember(files, feed.url, etag=answer.etag, modified=answer.modified, parts=parts, ids=ids)


class _Work:
    """One run of adding: the shelf, and how far it is."""

    def __init__(
        self,
        shelf: Shelf,
        progress: Progress | None,
        cancelled: Callable[[], bool] | None,
        clock: Clock,
        whole: Whole,
    ) -> None:
        self.shelf = shelf
        self.total = 0
        self.cancelled = cancelled
        self._count = 0
        self._progress = progress
        self._clock = clock
        self._whole = whole

    def stop(self) -> bool:
        """Say whether the analyst has had enough."""
        return self.cancelled is not None and self.cancelled()

    def begin(self, what: str) -> None:
        """Say what is worked on."""
        if self._progress is not None:
            self._progress(self._count, self.total, what)

    def done(self, result: Added) -> Added:
        """Count one thing that is done."""
        self._count += 1
        self.begin(result.what)
        return result

    def files(self, found: Iterable[Found | Left], readers: Readers) -> Iterator[Added]:
        """Add files, many at a time; what is on the desk already is not read."""
        rest = iter(found)
        while window := list(islice(rest, _WINDOW)):
            new: list[Found] = []
            for item in window:
                if self.stop():
                    return
                self.begin(str(item.path))
                told = self._without_reading(item)
                if told is not None:
                    yield self.done(told)
                else:
                    assert isinstance(item, Found)
                    new.append(item)
            results = readers.checked(new)
            for one in new:
                self.begin(str(one.path))
                _, result = next(results)
                if self.stop():
                    return
                yield self.done(self._file(one, result))

    def _without_reading(self, item: Found | Left) -> Added | None:
        if isinstance(item, Left):
            return Added(str(item.path), "refused", reason=item.reason)
        if self.shelf.may_hold(item.size) and item.size:
            try:
                id = self.shelf.find(load(item.path))
            except Unreadable as error:
                return Added(str(item.path), "refused", reason=str(error))
            if id:
                return Added(str(item.path), "present", id=id)
        return None

    def _file(self, found: Found, result: Checked) -> Added:
        what = str(found.path)
        if result.reason:
            return Added(what, "refused", reason=result.reason)
        try:
            data = load(found.path)
        except Unreadable as error:
            return Added(what, "refused", reason=str(error))
        return self._keep(what, result, data, place=found.folder, learnt={}, sidecar=beside(found.path))

    def put(
        self,
        what: str,
        name: str,
        data: bytes,
        *,
        learnt: Mapping[str, Any],
        place: str = "",
        declared: str = "",
        feed: Feed | None = None,
    ) -> Added:
        """Add bytes that came from elsewhere, or the page of an entry of ``feed``."""
        result = check(data, name, declared=declared)
        if result.reason:
            return Added(what, "refused", reason=result.reason)
        return self._keep(what, result, data, place=place, learnt=learnt, sidecar=None, feed=feed)

    def _keep(
        self,
        what: str,
        result: Checked,
        data: bytes,
        *,
        place: str,
        learnt: Mapping[str, Any],
        sidecar: bytes | None,
        feed: Feed | None = None,
    ) -> Added:
        learnt = {**learnt, "retrieved": moment(self._clock())}
        try:
            with self.shelf.placing():
                if there := self.shelf.find(data):
                    return Added(what, "present", id=there)
                origin = self.shelf.beside_feed(feed.folder, feed.answer.data) if feed else nullcontext()
                with self._whole(), origin:
                    id = self.shelf.put(place, result.name, data, learnt=learnt, sidecar=sidecar)
            return Added(what, "added", id=id)
        except BriefingError as error:
            return Added(what, "refused", reason=str(error))

    def items(self, feed: Feed, new: Sequence[Item]) -> Iterator[tuple[Item, Added]]:
        """Add the entries of a feed that are new."""
        self.total += len(new) - 1
        for item in new:
            if self.stop():
                return
            self.begin(feed.url)
            yield item, self.done(self._item(feed, item))
        if not new:
            self._count += 1

    def _item(self, feed: Feed, item: Item) -> Added:
        what = f"{feed.url}#{item.part}"
        for name in item.names:
            if there := self.shelf.holds(item.folder, name):
                return Added(what, "present", id=there)
        return self.put(what, item.names[0], item.data, learnt=item.learnt, place=item.folder, feed=feed)
