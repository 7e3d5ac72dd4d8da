"""Verifying an evidence pack: nothing changed in it, and every pin's words stand where the brief says."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from briefing.errors import BriefingError
from briefing.export.pack import place
from briefing.text import digest

LARGEST = 2_000_000_000
"""Bytes that a pack may unfold to; more is taken for an attack on memory."""


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing that is wrong: ``code``, the file or pin it is about, and what is the matter."""

    code: str
    about: str
    message: str


@dataclass(frozen=True, slots=True)
class PackReport:
    """What verifying found: how many files and pins were looked at, and all that is wrong."""

    name: str
    files: int
    pins: int
    draft: bool
    faults: tuple[PackProblem, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is as it was exported."""
        return not self.faults

    @property
    def problems(self) -> tuple[str, ...]:
        """The faults in words, one line each."""
        return tuple(f"{fault.about}: {fault.message}" for fault in self.faults)


def verify_pack(path: Path) -> PackReport:
    """Verify a pack. Nothing is unfolded onto the disk. Raises ``BriefingError`` for a file that is no pack."""
    name, files = _read(path)
    problems = [*_manifest(files, "manifest-sha256.txt"), *_manifest(files, "tagmanifest-sha256.txt")]
    listed = _lines(files.get("manifest-sha256.txt", b""))
    extra = sorted(p for p in files if p.startswith("data/") and p not in listed)
    problems += [PackProblem("unlisted", p, "is in the pack and not in its manifest") for p in extra]
    briefs = [p for p in sorted(files) if p.startswith("data/exports/") and p.endswith(".json") and ".csl" not in p]
    if not briefs:
        return PackReport(name, len(files), 0, False, (*problems, PackProblem("brief", name, "holds no brief as JSON")))
    try:
        brief = json.loads(files[briefs[0]])
        pins = list(brief["pins"].values())
        problems += [problem for id, source in brief["sources"].items() for problem in _source(id, source, files)]
        problems += [problem for pin in pins for problem in _pin(pin, files, draft=brief["draft"])]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problems.append(PackProblem("brief", briefs[0], f"cannot be read: {type(error).__name__}"))
        return PackReport(name, len(files), 0, False, tuple(problems))
    return PackReport(name, len(files), len(pins), bool(brief["draft"]), tuple(problems))


def _read(path: Path) -> tuple[str, dict[str, bytes]]:
    """Return the bag's folder and its files by path below it."""
    try:
        with zipfile.ZipFile(path) as bundle:
            entries = [entry for entry in bundle.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise BriefingError(f"{path.name} unfolds to more than {LARGEST:,} bytes: it is no evidence pack")
            names = [entry.filename for entry in entries]
            if len(set(names)) != len(names):
                raise BriefingError(f"{path.name} holds two files of one name: it is no evidence pack")
            found = {entry.filename: bundle.read(entry) for entry in entries}
    except FileNotFoundError:
        raise BriefingError(f"there is no file {path}") from None
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError) as error:
        raise BriefingError(f"{path.name} is no evidence pack: {str(error) or type(error).__name__}") from None
    tops = {PurePosixPath(name).parts[0] for name in found if PurePosixPath(name).parts}
    if len(tops) != 1 or f"{(top := tops.pop())}/bagit.txt" not in found:
        raise BriefingError(f"{path.name} is no evidence pack: there is no bagit.txt in one folder of it")
    return top, {name[len(top) + 1 :]: data for name, data in found.items()}


def _lines(data: bytes) -> dict[str, str]:
    """Return path and digest of each line of a manifest."""
    rows = (line.split(None, 1) for line in data.decode("utf-8", "replace").splitlines() if line.strip())
    return {_decoded(row[1]): row[0].lower() for row in rows if len(row) == 2}


def _decoded(path: str) -> str:
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def _manifest(files: Mapping[str, bytes], name: str) -> Iterator[PackProblem]:
    if name not in files:
        yield PackProblem("manifest", name, "is missing")
    for path, wanted in _lines(files.get(name, b"")).items():
        if path not in files:
            yield PackProblem("file", path, f"is missing, and {name} lists it")
        elif hashlib.sha256(files[path]).hexdigest() != wanted:
            yield PackProblem("file", path, f"was changed: its SHA-256 is not what {name} says")


def _source(id: str, source: Mapping[str, Any], files: Mapping[str, bytes]) -> Iterator[PackProblem]:
    """Look whether a source's text is the one that the brief was made from, and its original is there."""
    if source["gone"]:
        return
    text = files.get(place(id, "text", ".txt"), b"").decode("utf-8", "replace")
    if digest(text) != source["digest"]:
        yield PackProblem("source", id, "its text is not the text that the brief was made from")
    if place(id.split("#", 1)[0], "sources") not in files:
        yield PackProblem("source", id, "its original file is not in the pack")


def _pin(pin: Mapping[str, Any], files: Mapping[str, bytes], *, draft: bool) -> Iterator[PackProblem]:
    """Look whether a pin's words stand in the text of its source."""
    id, found = str(pin["id"]), pin["found"]
    data = files.get(place(str(pin["source"]), "text", ".txt"))
    if pin["outcome"] not in ("ok", "moved"):
        if not draft:
            yield PackProblem("pin", id, f"was {pin['outcome']} when the brief was exported")
        return
    if data is None:
        yield PackProblem("pin", id, f"the text of {pin['source']} is missing")
        return
    start, end = found["start"], found["end"]
    if data.decode("utf-8", "replace")[start:end] != pin["exact"]:
        yield PackProblem("pin", id, f"characters {start} to {end} of {pin['source']} are not its words")
