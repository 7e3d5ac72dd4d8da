"""Furniture and metadata of whole texts; the cases are text files with a README of their own."""

from pathlib import Path

import pytest
import yaml

from briefing.ingest import Source, read_bytes

CASES = sorted((Path(__file__).parent / "cases").glob("*.txt"))


def read(case: Path) -> tuple[dict[str, str], list[tuple[str, str]], Source]:
    head, _, body = case.read_text("utf-8").partition("\n" + "." * 58 + "\n")
    rows = [
        (reason.strip(), line.removeprefix(" ")) for reason, _, line in (r.partition("|") for r in body.splitlines())
    ]
    text = "\n".join(line for _, line in rows)
    (source,) = read_bytes(text.encode(), name="case.txt", id="case.txt")
    return {key: str(value) for key, value in yaml.safe_load(head).items()}, rows, source


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_furniture(case: Path) -> None:
    _, rows, source = read(case)
    found = []
    start = 0
    for _, line in rows:
        reasons = {f.reason for f in source.furniture if line and f.start <= start and start + len(line) <= f.end}
        found.append((reasons.pop() if reasons else "", line))
        start += len(line) + 1
    assert found == rows


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_metadata(case: Path) -> None:
    expected, _, source = read(case)
    known = {key: getattr(source.meta, key) for key in ("title", "publisher", "author", "date", "url", "language")}
    assert {key: value for key, value in known.items() if value is not None} == expected
