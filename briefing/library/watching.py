"""Changes from outside: what other programs do to ``sources/`` while the desk is open."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from briefing.library.entry import Changes

_STEP = 50
"""Milliseconds of quiet after which changes are taken in."""

_LONGEST = 400
"""Milliseconds after which they are taken in while more come."""

_QUIET = 500
"""Milliseconds after which it is seen that what the library keeps is gone or damaged while nothing else changes."""

_POLL = 5.0
"""Seconds between two looks where the system cannot watch folders (too many of them, a network share)."""


def watch(
    sources: Path,
    stop: threading.Event,
    refresh: Callable[[list[str] | None], Changes],
    lost: Callable[[], bool] = lambda: False,
) -> Iterator[Changes]:
    """Yield what ``refresh`` makes of changed paths below ``sources`` (None: look at all), until ``stop`` is set.

    ``lost`` is asked now and then whether to look at all though nothing changed there.
    """
    from watchfiles import watch as events

    home = sources.resolve()
    try:
        for seen in events(
            home,
            stop_event=stop,
            debounce=_LONGEST,
            step=_STEP,
            rust_timeout=_QUIET,
            yield_on_timeout=True,
            watch_filter=None,
            raise_interrupt=False,
            ignore_permission_denied=True,
        ):
            if lost():
                yield from _told(refresh(None))
            elif paths := _relevant(home, (path for _, path in seen)):
                yield from _told(refresh(paths))
    except OSError:
        while not stop.wait(_POLL):
            yield from _told(refresh(None))


def _relevant(home: Path, paths: Iterator[str]) -> list[str]:
    """Return paths below ``home``, without hidden ones and what cannot be a name."""
    kept = set()
    for path in paths:
        try:
            below = Path(path).relative_to(home)
        except ValueError:
            continue
        if not any(part.startswith(".") for part in below.parts):
            kept.add(below.as_posix() if below.parts else "")
    return sorted(kept)


def _told(changes: Changes) -> Iterator[Changes]:
    if changes:
        yield changes
