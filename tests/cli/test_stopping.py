"""A program that is told to end leaves whole files only, whatever tells it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.cli.stopping import Stopped, Stopping


def many(folder: Path, number: int) -> Path:
    folder.mkdir()
    for one in range(number):
        words = f"<p>The ministry said on day {one} that the port had taken in grain.</p>" * 20
        (folder / f"{one:04}.html").write_text(f"<!DOCTYPE html><title>Port {one}</title><article>{words}</article>")
    return folder


def started(root: Path, *words: str | Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-u", "-m", "briefing", "-C", str(root), *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_whole_files_and_loses_none(root: Path, tmp_path: Path, number: signal.Signals) -> None:
    folder = many(tmp_path / "many", 120)
    program = started(root, "add", folder)
    assert program.stdout is not None
    for _ in range(10):
        assert program.stdout.readline().startswith("added ")
    program.send_signal(number)
    _, err = program.communicate(timeout=30)
    assert program.returncode == 128 + number
    assert err.splitlines()[-1] == "briefing: interrupted"
    assert "stopped  " in err
    assert "refused" not in err.replace("0 refused", "")
    names = {path.name for path in (root / "sources/many").iterdir()}
    assert 20 <= len(names) < 240
    assert {name for name in names if not name.endswith(".yaml")} == {n[:-5] for n in names if n.endswith(".yaml")}
    again = started(root, "add", folder)
    out, _ = again.communicate(timeout=60)
    assert out.splitlines()[-1] == f"{120 - len(names) // 2} sources added, {len(names) // 2} already there, 0 refused"


def test_a_program_that_is_to_ignore_a_hang_up_does() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with Stopping():
            signal.raise_signal(signal.SIGHUP)
            with pytest.raises(Stopped):
                signal.raise_signal(signal.SIGTERM)
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, before)


def test_a_signal_waits_for_what_is_to_be_done_as_a_whole() -> None:
    done = []

    def work() -> None:
        with Stopping() as stopping, stopping.whole():
            signal.raise_signal(signal.SIGTERM)
            done.append("the rest")

    with pytest.raises(Stopped):
        work()
    assert done == ["the rest"]


def test_processes_that_read_end_with_the_one_that_started_them() -> None:
    child = (
        "import time; from briefing.ingest.child_main import end_with_parent\n"
        "end_with_parent(); print('up', flush=True); time.sleep(60)"
    )
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    program = subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "up\n"
    program.kill()
    assert program.communicate(timeout=20)[0] == ""  # the pipe closes when the child has ended too
