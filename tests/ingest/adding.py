"""What the tests of adding share: a desk in a temporary folder, and documents and feeds to add to it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from briefing.files import Files
from briefing.ingest.add import Added, add, fetch

NOW = datetime.datetime(2024, 3, 5, 10, 0, tzinfo=datetime.UTC)
WHEN = "2024-03-05T10:00:00Z"
PAGE = b"<!DOCTYPE html><title>Radio</title><article><p>The ministry signed a contract with three makers of radio.</p>"
RUSSIAN = "Министр обороны сообщил во вторник, что порт принял девять тысяч тонн зерна."


class Desk:
    """A desk in a temporary folder, and what was found beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "sources").mkdir(parents=True)

    def add(self, *what: Path | str, **more: Any) -> list[Added]:
        return list(add(Files(self.root), [str(one) for one in what], clock=lambda: NOW, **more))

    def fetch(self, *feeds: str, **more: Any) -> list[Added]:
        return list(fetch(Files(self.root), feeds, clock=lambda: NOW, allow_private=True, **more))

    def sidecar(self, id: str) -> dict[str, Any]:
        read: dict[str, Any] = yaml.safe_load((self.root / "sources" / f"{id}.yaml").read_text("utf-8"))
        return read

    def names(self) -> list[str]:
        below = self.root / "sources"
        return sorted(p.relative_to(below).as_posix() for p in below.rglob("*") if p.is_file())

    def documents(self) -> list[str]:
        return [name for name in self.names() if not name.endswith(".yaml")]


def outcomes(results: Sequence[Added]) -> list[str]:
    return [result.outcome for result in results]


def write(path: Path, data: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def feed(*entries: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>Example: Daily</title><language>en</language>'
        + "".join(entries)
        + "</channel></rss>"
    ).encode()


def entry(name: str, words: str = "The ministry signed a contract on Monday with three makers of radio.") -> str:
    return (
        f"<item><title>About {name}</title><guid>https://example.org/{name}</guid><link>https://example.org/{name}</link>"
        f"<pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
    )
