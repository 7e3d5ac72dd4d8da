"""The desk as a folder: finding, opening and making it, its settings, its stages, undo, and the session."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from briefing import settings as settings_module
from briefing.errors import BriefingError, NotADesk
from briefing.files import Files, replace_atomically
from briefing.resources import folder as packaged
from briefing.settings import Settings

if TYPE_CHECKING:
    from briefing.briefs import BriefStore
    from briefing.library import Library
    from briefing.pins import PinStore

Clock = Callable[[], dt.datetime]
FOLDERS = ("sources", "pins", "briefs", "exports")
VARIABLE = "BRIEFING_DESK"


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()


class Folder:
    """A folder with ``sources/`` and the stages opened on it when they are first used."""

    def __init__(self, root: Path, *, clock: Clock = _now) -> None:
        """Use :meth:`open` or :meth:`init`; ``clock`` gives the local time with its zone."""
        self.root = root
        self.clock = clock
        self.files = Files(root)

    @classmethod
    def open(cls, root: Path, *, clock: Clock = _now) -> Self:
        """Open the desk in ``root``. Raises ``NotADesk`` when the folder has no ``sources/``."""
        root = root.expanduser().absolute()
        if not root.is_dir():
            raise NotADesk(f"there is no folder {root}: make a desk there with 'briefing init {root}'")
        if not (root / "sources").is_dir():
            raise NotADesk(f"{root} is not a desk, it has no sources/: make it one with 'briefing init {root}'")
        return cls(root, clock=clock)

    @classmethod
    def init(cls, root: Path, *, sample: bool = False, clock: Clock = _now) -> Self:
        """Make a desk in ``root``, with the sample sources when asked; what is there already stays as it is.

        Raises ``BriefingError`` when the folder cannot be made or ``root`` holds a desk and a sample is asked for.
        """
        root = root.expanduser().absolute()
        if sample and (root / "sources").is_dir() and any((root / "sources").iterdir()):
            raise BriefingError(f"{root} has sources already: choose another folder for the sample desk")
        try:
            for name in FOLDERS:
                (root / name).mkdir(parents=True, exist_ok=True)
            if sample:
                shutil.copytree(packaged("sources"), root / "sources", dirs_exist_ok=True)
            if not (root / settings_module.FILE).exists():
                replace_atomically(root / settings_module.FILE, _DESK_YAML.encode())
        except OSError as error:
            raise BriefingError(f"{root} cannot be made a desk: {error.strerror}: {error.filename}") from None
        return cls(root, clock=clock)

    @staticmethod
    def locate(named: str | None, *, cwd: Path, environ: Mapping[str, str]) -> Path:
        """Return the desk to open: the one named, else ``cwd`` when it has ``sources/``, else ``$BRIEFING_DESK``.

        Raises ``NotADesk`` when none of them is given.
        """
        if named:
            return Path(named)
        if (cwd / "sources").is_dir():
            return cwd
        if environ.get(VARIABLE):
            return Path(environ[VARIABLE])
        raise NotADesk(
            f"no desk here: go to a folder that has sources/, name one with -C or ${VARIABLE},"
            " or make one to try with 'briefing init DIR --sample'"
        )

    @cached_property
    def settings(self) -> Settings:
        """What ``desk.yaml`` says. Raises ``SettingsError``."""
        return settings_module.parse(self.files.read(settings_module.FILE))

    def reload_settings(self) -> bool:
        """Read ``desk.yaml`` again and say whether it changed; the sources are opened anew when it did."""
        now = settings_module.parse(self.files.read(settings_module.FILE))
        if now == self.settings:
            return False
        self.__dict__["settings"] = now
        if (library := self.__dict__.pop("library", None)) is not None:
            library.close()
        return True

    def rate_outlet(self, publisher: str, letter: str) -> None:
        """Say how reliable a publisher is, A to F, for all its sources. Raises ``SettingsError``."""
        was = self.files.read(settings_module.FILE)
        with self.files.change(f"rate {publisher} {letter}"):
            self.files.write(settings_module.FILE, settings_module.with_outlet(was, publisher, letter), was=was)
        self.reload_settings()

    @cached_property
    def library(self) -> Library:
        """The sources."""
        from briefing.library import Library

        return Library(self.root, self.settings)

    @cached_property
    def pins(self) -> PinStore:
        """The pins."""
        from briefing.pins import PinStore

        return PinStore(self.files)

    @cached_property
    def briefs(self) -> BriefStore:
        """The briefs."""
        from briefing.briefs import BriefStore

        return BriefStore(self.files)

    def undo(self) -> str | None:
        """Take back the last change to a file; return what it was."""
        undone = self.files.undo()
        self.reload_settings()
        return undone

    def redo(self) -> str | None:
        """Do again what was undone last; return what it was."""
        redone = self.files.redo()
        self.reload_settings()
        return redone

    def load_session(self) -> dict[str, Any]:
        """Return what the workbench left behind last time; nothing when there is none or it is damaged."""
        import json

        try:
            kept = json.loads((self.root / ".briefing" / "session.json").read_bytes())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def save_session(self, session: Mapping[str, Any]) -> None:
        """Keep where the analyst was, for the next time."""
        import json

        replace_atomically(self.root / ".briefing" / "session.json", json.dumps(dict(session)).encode())


_DESK_YAML = """\
# Settings of this desk; every line is optional.
# title: Daily brief
# author: Desk 4
# marking: TLP:GREEN
# template: daily
# export: [md, html]
# theme: nord
# keys:
#   pin: p
# outlets:
#   Reuters: A
# feeds:
#   - https://example.org/feed.xml
"""
