"""The only place that writes: atomic replacement, a lock between programs, and undo for everything.

A write is a temporary file in the same folder, fsync, rename, fsync of the folder, so that a crash between any two
system calls leaves the old file or the new one. Before it, the file on disk is compared with what the writer had read;
if another program changed it meanwhile, :class:`~briefing.errors.Conflict` is raised and nothing is written.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from briefing.errors import BriefingError, Conflict

STATE = ".briefing"
"""The folder of a desk that can be deleted at any time and is rebuilt."""


_TEMPORARY = re.compile(r"\.(.+)\.[a-z0-9_]{8}\.tmp", re.DOTALL)
_SHOWN = 64
"""How many characters of a file's name its temporary file has in its own."""


def temporary_for(name: str) -> str | None:
    """Return how the name of a file starts for which ``name`` is a temporary file of ours; None when it is none."""
    found = _TEMPORARY.fullmatch(name)
    return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Edit:
    """One file of one step: its path below the desk, and its bytes before and after (None: no such file)."""

    path: str
    before: bytes | None
    after: bytes | None


@dataclass(slots=True)
class Step:
    """What one action of the analyst changed, under the words that undo shows."""

    label: str
    edits: list[Edit] = field(default_factory=list)


def create_together(pieces: Mapping[Path, bytes], *, last: Path) -> None:
    """Make new files of one folder, each whole, or none of them; parents are made.

    Everything is written before the first name appears, and ``last`` appears last: who sees it sees the others. Their
    bytes are durable and their names are not yet: :func:`sync_folder` makes many names so at once. What a program
    leaves that is killed meanwhile is told by :func:`temporary_for`.

    Raises ``FileExistsError`` when there is one of them already, also when another program makes it meanwhile;
    ``OSError``.
    """
    order = sorted(pieces, key=lambda path: path == last)
    written: dict[Path, Path] = {}
    try:
        for path in reversed(order):  # the last one's bytes outlast a crash when any name does
            written[path] = _written_beside(path, pieces[path])
        for path in order:
            _link(written[path], path)
    except BaseException:
        for path, temporary in written.items():
            if _same(path, temporary):
                path.unlink(missing_ok=True)
        raise
    finally:
        for temporary in written.values():
            temporary.unlink(missing_ok=True)


def _same(path: Path, temporary: Path) -> bool:
    """Say whether a name is that of the temporary file, and not of what another program made."""
    try:
        return path.samefile(temporary)
    except OSError:
        return False


def _link(temporary: Path, path: Path) -> None:
    """Give a file its name. Raises ``FileExistsError`` when it is taken."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the check comes a moment before the rename
        if path.exists():
            raise FileExistsError(f"{path} exists") from None
        temporary.replace(path)


def replace_atomically(path: Path, data: bytes) -> None:
    """Make ``path`` hold ``data``, or leave it as it was; parents are made. Raises ``OSError``."""
    temporary = _written_beside(path, data)
    try:
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _written_beside(path: Path, data: bytes) -> Path:
    """Return a new file in the folder of ``path`` that holds ``data`` for good, with the permissions of ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:_SHOWN]}.", suffix=".tmp", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_permissions(path))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _permissions(path: Path) -> int:
    """Return the permissions of a file, or those that a new one gets."""
    try:
        return path.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class Files:
    """The files of one desk that the program changes, by path below the desk, with undo and redo."""

    def __init__(self, root: Path) -> None:
        """Take the desk's folder; nothing is read or made yet."""
        self.root = root
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open: Step | None = None
        self._depth = 0
        self._thread = threading.RLock()

    def path(self, name: str) -> Path:
        """Return the place of ``name`` (POSIX, relative). Raises ``BriefingError`` when it would leave the desk."""
        pure = PurePosixPath(name)
        if pure.is_absolute() or ".." in pure.parts or "\0" in name:
            raise BriefingError(f"{name!r} is not a path inside the desk")
        return self.root.joinpath(*pure.parts)

    def read(self, name: str) -> bytes | None:
        """Return the bytes of ``name``, or None when there is no such file."""
        try:
            return self.path(name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes | None, *, was: bytes | None) -> None:
        """Replace ``name`` by ``data`` (None deletes it), provided that it still holds ``was``.

        Raises ``Conflict`` when another program changed the file since ``was`` was read.
        """
        with self.exclusive():
            if not self._put(name, data, was=was):
                return
            edit = Edit(name, was, data)
            if self._open is None:
                self._record(Step(f"write {name}", [edit]))
            else:
                self._open.edits.append(edit)

    @contextlib.contextmanager
    def change(self, label: str) -> Iterator[None]:
        """Group the writes inside into one step for undo; nested groups join the outer one.

        No other program that keeps to the lock writes meanwhile, so what is read inside still holds when it is written.
        When the block raises, what it had written is put back.
        """
        with self.exclusive():
            if self._open is not None:
                yield
                return
            step = self._open = Step(label)
            try:
                yield
            except BaseException:
                self._open = None
                for edit in reversed(step.edits):
                    with contextlib.suppress(Conflict):
                        self._put(edit.path, edit.before, was=edit.after)
                raise
            self._open = None
            if step.edits:
                self._record(step)

    @contextlib.contextmanager
    def exclusive(self) -> Iterator[None]:
        """Keep other programs and threads from writing inside the block: for reading, changing and writing a file."""
        with self._thread, self._lock():
            yield

    def undo(self) -> str | None:
        """Take back the last step and return its label; None when there is none.

        Raises ``Conflict``, changing nothing, when a file of it was changed since.
        """
        return self._walk(self._done, self._undone, back=True)

    def redo(self) -> str | None:
        """Do again what was undone last and return its label; None when there is nothing to redo."""
        return self._walk(self._undone, self._done, back=False)

    @property
    def undo_label(self) -> str | None:
        """What :meth:`undo` would take back."""
        return self._done[-1].label if self._done else None

    def _record(self, step: Step) -> None:
        self._done.append(step)
        self._undone.clear()

    def _walk(self, take: list[Step], give: list[Step], *, back: bool) -> str | None:
        if not take:
            return None
        with self.exclusive():
            step = take[-1]
            edits = [Edit(e.path, e.after, e.before) for e in reversed(step.edits)] if back else step.edits
            want: dict[str, bytes | None] = {}
            for edit in edits:
                expected = want.get(edit.path, self.read(edit.path))
                if expected != edit.before:
                    verb = "undone" if back else "redone"
                    raise Conflict(f"{step.label} cannot be {verb}: {edit.path} was changed by another program")
                want[edit.path] = edit.after
            for edit in edits:
                self._put(edit.path, edit.after, was=edit.before)
            take.pop()
            give.append(step)
            return step.label

    def _put(self, name: str, data: bytes | None, *, was: bytes | None) -> bool:
        """Replace a file without recording a step; False when it holds ``data`` already. Raises ``Conflict``."""
        if self.read(name) != was:
            raise Conflict(f"{name} was changed by another program: look at it, then try again")
        if data == was:
            return False
        if data is None:
            self.path(name).unlink()
            sync_folder(self.path(name).parent)
        else:
            replace_atomically(self.path(name), data)
        return True

    @contextlib.contextmanager
    def _lock(self) -> Iterator[None]:
        """Hold the desk's lock, so that two programs cannot both find a file as they had read it."""
        if self._depth:
            yield
            return
        descriptor = _locked(self.root / STATE / "lock")
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            os.close(descriptor)


def in_the_way(path: Path) -> bool:
    """Return whether something stands where a file belongs that is none: a folder, or a link that leads nowhere."""
    return os.path.lexists(path) and not path.is_file()


def discard(path: Path) -> None:
    """Take away whatever stands at a path under ``.briefing/``, a folder with all that is in it, as far as it goes."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _locked(path: Path) -> int:
    """Return a descriptor that holds the lock ``path``, waiting for it; closing it lets go.

    Where the file was deleted while we waited (its folder can be, at any time), others lock a new one: so do we.
    """
    while True:
        path.parent.mkdir(parents=True, exist_ok=True)
        if in_the_way(path):
            discard(path)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        except FileNotFoundError:  # the folder went away just now
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except FileNotFoundError:
            pass
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
