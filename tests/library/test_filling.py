"""While the index commits, what is read meanwhile waits, and stamps are kept only for what is last."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from briefing.library import filling as module
from briefing.library.catalogue import Catalogue
from briefing.library.filling import Filling
from briefing.library.index import Damaged, Document
from briefing.library.scan import UNREAD


class Slow:
    """An index whose commit lasts until it is let go, and which does not bear anything else meanwhile."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.rows: list[int] = []
        self.last: list[int] = []
        self.busy = self.closed = False
        self.fails = False

    def put(self, documents: Iterable[Document]) -> None:
        assert not self.busy
        self.rows += [document.row for document in documents]

    def remove(self, rows: Iterable[int]) -> None:
        assert not self.busy
        self.rows = [row for row in self.rows if row not in set(rows)]

    def commit(self) -> None:
        self.busy = True
        self.go.wait(10)
        self.busy = False
        if self.fails:
            raise Damaged("it is gone")
        self.last = list(self.rows)

    def close(self) -> None:
        assert not self.busy
        self.closed = True


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    catalogue = Catalogue(tmp_path)
    with catalogue.writing() as connection:
        connection.executemany("insert into file values (?, 1, ?, 0)", [(n, str(n)) for n in (1, 2, 3)])
    yield catalogue
    catalogue.close()


def unread(catalogue: Catalogue) -> list[int]:
    return [file for (file,) in catalogue.all("select id from file where stamp = ? order by id", UNREAD)]


def test_what_comes_while_the_index_commits_waits_for_it(catalogue: Catalogue) -> None:
    index = Slow()
    filling = Filling(catalogue, index)
    filling.put([], [Document(1, "a quay")], [(11, 1)])
    filling.commit()
    filling.put([1], [Document(2, "a pier")], [(12, 2)])
    assert index.rows == [1]
    assert unread(catalogue) == [1, 2, 3]
    index.go.set()
    filling.settle()
    assert (index.rows, index.last, unread(catalogue)) == ([2], [1], [2, 3])
    filling.commit()
    filling.settle()
    assert (index.last, unread(catalogue)) == ([2], [3])
    filling.close()
    assert index.closed


def test_much_that_waits_is_handed_on_first(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_HELD", 5)
    index = Slow()
    filling = Filling(catalogue, index)
    filling.commit()
    filling.put([], [Document(1, "quay")], [])
    assert index.rows == []
    threading.Timer(0.05, index.go.set).start()
    filling.put([], [Document(2, "pier")], [])
    assert index.rows == [1, 2]
    filling.close()


def test_a_commit_that_fails_is_told_and_keeps_no_stamp(catalogue: Catalogue) -> None:
    index = Slow()
    index.fails = True
    index.go.set()
    filling = Filling(catalogue, index)
    filling.put([], [Document(1, "quay")], [(11, 1)])
    filling.commit()
    with pytest.raises(Damaged):
        filling.settle()
    filling.close()
    assert index.closed
    assert unread(catalogue) == [1, 2, 3]


def test_a_commit_does_not_wait_for_the_one_before_it(catalogue: Catalogue) -> None:
    index = Slow()
    filling = Filling(catalogue, index)
    filling.put([], [Document(1, "quay")], [(11, 1)])
    filling.commit()
    filling.put([], [Document(2, "pier")], [(12, 2)])
    filling.commit()
    filling.put([], [Document(3, "dock")], [(13, 3)])
    assert index.rows == [1]
    index.go.set()
    filling.settle()
    assert (index.rows, index.last, unread(catalogue)) == ([1, 2, 3], [1, 2], [3])
    filling.close()
