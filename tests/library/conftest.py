"""A small desk to read, made of files that tests write."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.library import Library
from briefing.settings import Settings


class Folder:
    """A desk's folder, with its library open."""

    def __init__(self, root: Path, settings: Settings) -> None:
        self.root = root
        self.sources = root / "sources"
        self.sources.mkdir(parents=True, exist_ok=True)
        self.library = Library(root, settings)

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def ids(self) -> list[str]:
        return [entry.id for entry in self.library.entries()]

    def hits(self, query: str, *, typing: bool = False) -> list[str]:
        return sorted(hit.id for hit in self.library.search(query, typing=typing))

    def chosen(self, query: str, **pins: object) -> list[str]:
        return [entry.id for entry in self.library.filter(query, **pins)]  # type: ignore[arg-type]

    def again(self, settings: Settings | None = None) -> Library:
        """Open the desk as another program would."""
        self.library.close()
        self.library = Library(self.root, settings or self.library.settings)
        return self.library


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Folder]]:
    made: list[Folder] = []

    def folder(settings: Settings | None = None, *, name: str = "desk") -> Folder:
        made.append(Folder(tmp_path / name, settings or Settings()))
        return made[-1]

    yield folder
    for one in made:
        one.library.close()


@pytest.fixture
def desk(make: Callable[..., Folder]) -> Folder:
    return make()


def page(title: str, body: str, **meta: str) -> str:
    """A Markdown document with front matter."""
    lines = "".join(f"{key}: {value}\n" for key, value in {"title": title, **meta}.items())
    return f"---\n{lines}---\n\n{body}\n"
