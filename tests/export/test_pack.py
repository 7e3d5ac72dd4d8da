"""The evidence pack: the same bytes each time, complete, and every tampering is found."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import BriefingError, NothingFound
from briefing.export import render, verify_pack
from briefing.export.pack import archive, bag, place
from tests.export.editions import REPORTS, edition


def original(id: str) -> bytes:
    return REPORTS[id][0].encode("utf-8")


@pytest.fixture(scope="module")
def packed() -> bytes:
    return render(edition(), "pack", original=original)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        (tmp_path / "pack.zip").write_bytes(data)
        return tmp_path / "pack.zip"

    return write


def changed(packed: bytes, change: Callable[[dict[str, bytes]], None], *, sealed: bool = False) -> bytes:
    """Return the pack with its files changed; ``sealed`` writes the manifests anew, as a forger would."""
    with zipfile.ZipFile(io.BytesIO(packed)) as bundle:
        files = {name.split("/", 1)[1]: bundle.read(name) for name in bundle.namelist()}
    change(files)
    if sealed:
        files = bag({path: data for path, data in files.items() if path.startswith("data/")}, edition())
    return archive("harbour", files)


def test_a_pack_is_the_same_bytes_each_time(packed: bytes) -> None:
    assert packed == render(edition(), "pack", original=original)


def test_a_pack_holds_exports_originals_and_texts(packed: bytes) -> None:
    names = set(zipfile.ZipFile(io.BytesIO(packed)).namelist())
    assert {f"harbour/data/exports/harbour{s}" for s in (".md", ".html", ".json", ".csl.json", ".bib")} <= names
    assert {f"harbour/data/sources/{id}" for id in REPORTS} <= names
    assert {f"harbour/data/text/{id}.txt" for id in REPORTS} <= names


def test_the_manifest_is_what_sha256sum_reads(packed: bytes) -> None:
    bundle = zipfile.ZipFile(io.BytesIO(packed))
    lines = bundle.read("harbour/manifest-sha256.txt").decode().splitlines()
    for line in lines:
        digest, path = line.split("  ", 1)
        assert hashlib.sha256(bundle.read(f"harbour/{path}")).hexdigest() == digest
    assert len(lines) == sum(name.startswith("harbour/data/") for name in bundle.namelist())


def test_a_sound_pack_verifies(packed: bytes, file: Callable[[bytes], Path]) -> None:
    report = verify_pack(file(packed))
    assert report.ok
    assert (report.name, report.pins, report.draft) == ("harbour", 17, False)


def test_a_changed_byte_is_found(packed: bytes, file: Callable[[bytes], Path]) -> None:
    path = "data/text/harbour/audit.md.txt"

    def change(files: dict[str, bytes]) -> None:
        files[path] = files[path].replace(b"52.6", b"52.7")

    report = verify_pack(file(changed(packed, change)))
    assert {(p.code, p.about) for p in report.faults} >= {("file", path), ("source", "harbour/audit.md")}
    assert "pin" in {p.code for p in report.faults}


def test_a_forged_manifest_does_not_hide_a_changed_text(packed: bytes, file: Callable[[bytes], Path]) -> None:
    def change(files: dict[str, bytes]) -> None:
        files["data/text/harbour/audit.md.txt"] += b" more"

    report = verify_pack(file(changed(packed, change, sealed=True)))
    assert [(p.code, p.about) for p in report.faults] == [("source", "harbour/audit.md")]


@pytest.mark.parametrize(
    ("path", "codes"),
    [
        ("data/sources/wire/copy.txt", {"file", "source"}),
        ("data/exports/harbour.json", {"file", "brief"}),
        ("manifest-sha256.txt", {"manifest", "file", "unlisted"}),
    ],
)
def test_a_missing_file_is_found(packed: bytes, file: Callable[[bytes], Path], path: str, codes: set[str]) -> None:
    report = verify_pack(file(changed(packed, lambda files: files.pop(path) and None)))
    assert {p.code for p in report.faults} == codes


def test_a_file_that_nobody_listed_is_found(packed: bytes, file: Callable[[bytes], Path]) -> None:
    report = verify_pack(file(changed(packed, lambda files: files.update({"data/extra.txt": b"x"}))))
    assert [(p.code, p.about) for p in report.faults] == [("unlisted", "data/extra.txt")]
    assert report.problems == ("data/extra.txt: is in the pack and not in its manifest",)


@pytest.mark.parametrize("data", [b"", b"no zip at all", archive("x", {"a.txt": b"a"})])
def test_other_files_are_no_packs(data: bytes, file: Callable[[bytes], Path]) -> None:
    with pytest.raises(BriefingError, match=r"pack\.zip is no evidence pack"):
        verify_pack(file(data))


@pytest.mark.parametrize("id", ["../../etc/passwd", "/abs", "a/../b", "..", "a\nb", "Ж/é.txt", "a%2f..txt"])
def test_no_name_leaves_the_pack(id: str) -> None:
    path = place(id, "text", ".txt")
    assert path.startswith("data/text/")
    assert ".." not in path.split("/")
    assert path.isascii()
    assert path.isprintable()


def test_a_source_without_its_file_stops_the_pack_unless_it_is_a_draft() -> None:
    def gone(id: str) -> bytes:
        raise NothingFound(f"the file of {id} is gone")

    with pytest.raises(NothingFound, match="is gone"):
        render(edition(), "pack", original=gone)
    assert render(edition(draft=True), "pack", original=gone)
