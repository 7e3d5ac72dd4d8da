"""The bar of ``briefing add`` on a terminal, read as the terminal gets it."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.cells import cell_len

from briefing.cli.progress import Bar
from tests.cli.conftest import Briefing
from tests.ingest.server import Server, serving

PAGE = b"<!DOCTYPE html><title>Radio</title><article><p>The ministry signed a contract with three makers of radio.</p>"


class Terminal:
    """A program on a terminal of 100 columns, and what it wrote there."""

    def __init__(self, root: Path, *words: str | Path) -> None:
        self._master, slave = pty.openpty()
        termios.tcsetwinsize(slave, (24, 100))
        command = [sys.executable, "-m", "briefing", "-C", str(root), *map(str, words)]
        environ = {**os.environ, "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
        self.program = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=environ)
        os.close(slave)
        self.written = ""

    def until(self, wanted: Callable[[str], bool]) -> str:
        """Read until the bottom line is ``wanted``, and return it."""
        end = time.monotonic() + 30
        while not wanted(self.bottom):
            assert select.select([self._master], [], [], max(0.0, end - time.monotonic()))[0], self.written
            self.written += os.read(self._master, 1 << 16).decode()
        return self.bottom

    def rest(self) -> str:
        """Read to the end, and return all lines as they stand on the terminal."""
        while True:
            try:
                self.written += os.read(self._master, 1 << 16).decode("utf-8", "replace")
            except OSError:
                break
        self.program.wait()
        os.close(self._master)
        return "\n".join(map(shown, self.written.split("\r\n")))

    @property
    def bottom(self) -> str:
        return shown(self.written.rpartition("\n")[2])


def shown(line: str) -> str:
    """Return what stands on a line behind the last erasing of it."""
    return line.rpartition("\x1b[2K")[2].strip("\r")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


def test_the_bar_shows_from_the_start_what_is_waited_for_and_moves(root: Path, server: Server) -> None:
    def slow(request: object) -> None:
        server.stop.wait(30)

    url = server.act("/slow", slow)
    terminal = Terminal(root, "add", "--allow-private", url)
    assert terminal.until(lambda line: url in line) == f"adding {'░' * 20} 0 of 1 · {url}"
    assert terminal.until(lambda line: line.endswith(" 1 s")) == f"adding {'░' * 20} 0 of 1 · {url} 1 s"
    assert terminal.until(lambda line: line.endswith(" 2 s"))
    server.stop.set()
    assert "░" not in terminal.rest()


def test_the_bar_stays_below_what_is_printed(root: Path, tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"words {number}")
    (tmp_path / "empty.txt").touch()
    terminal = Terminal(root, "add", *sorted(tmp_path.glob("*.txt")))
    screen = terminal.rest()
    behind = re.findall(r"(?:added|refused) .*\r\n(?:\r\x1b\[2K)+(\S+ \S+ \d+ of 31 · [\w.]+)", terminal.written)
    assert len(behind) == 31
    assert behind[14] == f"adding {'█' * 9}{'░' * 11} 15 of 31 · 14.txt"
    lines = screen.splitlines()
    assert [line.split()[0] for line in lines] == ["added"] * 30 + ["refused", "30"]
    assert "░" not in screen


def test_nothing_of_the_bar_is_in_a_pipe(briefing: Briefing, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    answer = briefing("add", tmp_path / "a.txt")
    assert (answer.out, answer.err) == ("added    a.txt\n1 source added, 0 already there, 0 refused\n", "")


@contextmanager
def on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, encoding: str = "utf-8") -> Iterator[int]:
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, columns))
    with open(slave, "w", encoding=encoding) as stream:  # noqa: PTH123 - a descriptor
        monkeypatch.setattr("sys.stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        yield master
    os.close(master)


@pytest.mark.parametrize(
    ("columns", "encoding", "line"),
    [
        (60, "utf-8", "adding ██████████░░░░░░░░░░ 1 of 2 · 漢字漢字漢字漢字漢字…"),
        (40, "utf-8", "adding ██████████░░░░░░░░░░ 1 of 2"),
        (60, "ascii", "adding ##########.......... 1 of 2 - \\u6f22"),
    ],
)
def test_the_bar_fits_on_a_line(monkeypatch: pytest.MonkeyPatch, columns: int, encoding: str, line: str) -> None:
    with on_a_terminal(monkeypatch, columns, encoding) as master, Bar("adding") as bar:
        bar._drawn = 0.0
        bar.update(1, 2, "漢字" * 40)
        written = ""
        while not (bottom := shown(written)).startswith(line):
            assert select.select([master], [], [], 20)[0], written
            written += os.read(master, 10_000).decode()
        assert cell_len(bottom) < columns
