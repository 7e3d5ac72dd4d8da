"""The README says what is so."""

from __future__ import annotations

import re

from tests.readme import README, ROOT, with_keys


def test_the_keys_are_those_of_the_registry() -> None:
    readme = README.read_text(encoding="utf-8")
    assert with_keys(readme) == readme, "run: python -m tests.readme"


def test_every_picture_is_there() -> None:
    for name in re.findall(r"\.github/pictures/[\w.]+", README.read_text(encoding="utf-8")):
        assert (ROOT / name).is_file(), name
