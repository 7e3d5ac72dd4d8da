"""What a program leaves that is killed while it adds: temporary files, and sidecars of documents that never came."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from briefing.errors import SettingsError, Unreadable
from briefing.files import temporary_for
from briefing.ingest.opening import contents
from briefing.ingest.sidecar import SUFFIX, sidecar_of
from briefing.settings import mapping


def digest_of(data: bytes) -> str:
    """Return ``sha256:…`` of a file's bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def clear(folder: Path, names: Sequence[str]) -> bool:
    """Delete what was left among the ``names`` in ``folder``; return whether anything was.

    Only for who holds the desk's lock: temporary files are made under it, so whoever made those that are there is gone.
    A sidecar without a document is the analyst's, unless the document's whole bytes lie beside it under a temporary
    name: then it was about to come, and both go.
    """
    left = [(name, start) for name in names if (start := temporary_for(name)) is not None]
    if not left:
        return False
    documents = frozenset(names)
    alone = [n for n in names if n.endswith(SUFFIX) and n[0] != "." and n.removesuffix(SUFFIX) not in documents]
    for name, start in left:
        path = folder / name
        digest = _digest(path)
        for sidecar in alone:
            if digest and sidecar.startswith(start) and _said(folder / sidecar.removesuffix(SUFFIX)) == digest:
                (folder / sidecar).unlink(missing_ok=True)
        path.unlink(missing_ok=True)  # behind its sidecar, which is not told without it
    return True


def _digest(path: Path) -> str | None:
    with suppress(OSError, Unreadable):
        return digest_of(contents(path))
    return None


def _said(document: Path) -> object:
    """Return the digest that the sidecar of a document says."""
    with suppress(OSError, Unreadable, SettingsError):
        if data := sidecar_of(document):
            return mapping(data, file="sidecar")[0].get("digest")
    return None
