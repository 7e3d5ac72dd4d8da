"""The README says what is so."""

from __future__ import annotations

import dataclasses
import re
import shlex
from pathlib import Path

import pytest

from briefing.cli.app import run
from briefing.desk import Desk
from briefing.settings import Settings
from tests.readme import README, ROOT, with_keys


def test_the_keys_are_those_of_the_registry() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_keys(readme) == readme, "run: python -m tests.readme"


def test_every_picture_is_there() -> None:
    for name in re.findall(r"\.github/pictures/[\w.]+", README.read_text(encoding="utf-8")):
        assert (ROOT / name).is_file(), name


def test_the_commands_work_on_a_sample_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = README.read_text(encoding="utf-8")
    (block,) = re.findall(r"here one made with `--sample`:\n\n```sh\n(.*?)```", readme, re.DOTALL)
    commands = [command for line in block.splitlines() for command in line.partition("  #")[0].split(" && ")]
    assert len(commands) > 6
    monkeypatch.chdir(Desk.init(tmp_path / "desk", sample=True).root)
    for command in commands:
        name, *words = shlex.split(command)
        assert name == "briefing"
        assert run(words) == 0, command


def test_every_setting_is_named() -> None:
    (named,) = re.findall(r"^desk\.yaml +optional settings: (.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert set(named.split(", ")) == {field.name for field in dataclasses.fields(Settings)}
