"""What is remembered of feeds under ``.briefing/``, by ``briefing add`` and ``fetch`` alike.

For each address: the validators of its last answer, so that what has not changed is not sent again; the entries seen,
so that ``fetch`` does not bring back what the analyst deleted; and what the entries of the last answer became, so that
``add``, which does bring it back, knows when there is nothing to ask for. Without it, names tell what is there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from briefing.files import STATE, Files, replace_atomically

NAME = f"{STATE}/feeds.json"
SEEN = 20_000
"""How many entries of a feed are remembered, the newest."""
LONGEST = 1000
"""How many characters a validator may have: servers take 8,000 bytes of headers, often fewer."""


@dataclass(slots=True)
class Memory:
    """What is remembered of one feed; ``ids`` are the sources that the entries of the last answer became, by part.

    A part without a source (refused, or deleted since) has none, and ``ids`` is empty when nothing is known of them.
    """

    etag: str | None = None
    modified: str | None = None
    seen: list[str] = field(default_factory=list)
    ids: dict[str, str | None] = field(default_factory=dict)


def remembered(files: Files) -> dict[str, Memory]:
    """Return what is remembered of feeds, by address; nothing when the file is missing or damaged."""
    data = files.read(NAME)
    try:
        kept = json.loads(data) if data else {}
        return {url: _memory(one) for url, one in kept.items()}
    except (ValueError, AttributeError, TypeError):
        return {}


def _memory(kept: Mapping[str, Any]) -> Memory:
    ids = kept.get("ids")
    known = {part: id and str(id) for part, id in ids.items()} if isinstance(ids, dict) else {}
    return Memory(
        _validator(kept.get("etag")),
        _validator(kept.get("modified")),
        [str(one) for one in kept.get("seen", [])],
        known,
    )


def _validator(value: object) -> str | None:
    """Return an ETag or a date that can be sent back: what no request can hold would keep a feed from ever coming."""
    sound = isinstance(value, str) and len(value) <= LONGEST and all(" " <= sign <= "\xff" for sign in value)
    return value if isinstance(value, str) and sound else None


def conditions(files: Files, url: str) -> tuple[str | None, str | None]:
    """Return ETag and Last-Modified of a feed's last answer, if everything is still there that came of it."""
    known = remembered(files).get(url, Memory())
    if known.ids and all(id and files.path(f"sources/{id}").exists() for id in known.ids.values()):
        return known.etag, known.modified
    return None, None


def remember(
    files: Files,
    url: str,
    *,
    etag: str | None,
    modified: str | None,
    parts: Iterable[str],
    ids: Mapping[str, str | None],
) -> None:
    """Remember an answer with the entries ``parts``, and the sources that those which were new became.

    What the others became is known from before. Other programs may remember other feeds at the same time.
    """
    with files.exclusive():
        memory = remembered(files)
        known = memory.get(url, Memory())
        now = list(dict.fromkeys(parts))
        seen = list(dict.fromkeys([*now, *known.seen]))[:SEEN]
        memory[url] = Memory(etag, modified, seen, {part: ids.get(part) or known.ids.get(part) for part in now})
        kept = {address: asdict(one) for address, one in sorted(memory.items())}
        replace_atomically(files.path(NAME), json.dumps(kept, ensure_ascii=False, indent=1).encode())
