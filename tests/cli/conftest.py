"""Calling a command as the shell would."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing.cli.app import run


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Briefing = Callable[..., Answer]


@pytest.fixture
def briefing(root: Path, capsys: pytest.CaptureFixture[str]) -> Briefing:
    """Run ``briefing -C ROOT …`` in this process."""

    def call(*words: str | Path) -> Answer:
        capsys.readouterr()
        code = run(["-C", str(root), *map(str, words)])
        streams = capsys.readouterr()
        return Answer(code, streams.out, streams.err)

    return call
