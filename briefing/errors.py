"""Every error that an analyst can meet, as one tree.

::

    BriefingError              exit 2: wrong use or bad input
    ├── NotADesk               no desk here, and how to make one
    ├── SettingsError          desk.yaml, a sidecar or a pin file says something it cannot; names file, line and key
    ├── Unreadable             a document that no reader can turn into a source, with the reason
    ├── BadBrief               a brief file that does not parse; names file and line
    ├── TemplateError          a template that does not load or render; names file and line
    ├── MissingExtra           a feature whose optional packages are not installed
    ├── FetchError             an address that could not be fetched, with the reason
    ├── Conflict               a file changed on disk since it was read; nothing was written
    ├── Busy, Lost, Damaged    catalogue or index (:mod:`briefing.library`): another program writes, or it is broken
    └── Refusal                exit 1: the answer is no
        ├── NothingFound       no source, pin, brief or match of that name
        └── CheckFailed        pins that do not resolve, lints under --strict, a marking that is too low

A message is one line for people: what happened, where, and what to do next. The command line prints ``str(error)`` to
standard error and exits with ``error.exit_code``; the workbench shows the same words as a notice.
"""

from __future__ import annotations


class BriefingError(Exception):
    """Something an analyst can understand and act on. ``str()`` of it is one line."""

    exit_code = 2


class NotADesk(BriefingError):
    """The folder is not a desk."""


class SettingsError(BriefingError):
    """A settings-like file (desk.yaml, sidecar, front matter, pin file) holds a value it cannot hold."""

    def __init__(self, what: str, *, file: str, line: int | None = None, key: str | None = None) -> None:
        """Compose ``file:line: key: what``; ``line`` counts from 1."""
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {key}: {what}" if key else f"{place}: {what}")
        self.what, self.file, self.line, self.key = what, file, line, key


class Unreadable(BriefingError):
    """A document that no reader can turn into a source. ``str()`` is the reason, without the file's name."""


class BadBrief(BriefingError):
    """A brief file that cannot be understood."""

    def __init__(self, what: str, *, file: str, line: int | None = None) -> None:
        """Compose ``file:line: what``; ``line`` counts from 1."""
        super().__init__(f"{file if line is None else f'{file}:{line}'}: {what}")
        self.file, self.line = file, line


class TemplateError(BriefingError):
    """A template that does not load or render; the message names file and line."""


class MissingExtra(BriefingError):
    """A feature that needs an optional group of packages."""

    def __init__(self, feature: str, extra: str) -> None:
        """Say which ``extra`` of the package brings ``feature``."""
        super().__init__(f"{feature} needs more packages: pip install 'briefing[{extra}]'")
        self.extra = extra


class FetchError(BriefingError):
    """An address that could not be fetched."""


class Conflict(BriefingError):
    """A file changed on disk since it was read; nothing was written."""


class Refusal(BriefingError):
    """The question was understood and the answer is no."""

    exit_code = 1


class NothingFound(Refusal):
    """No source, pin, brief or match of that name."""


class CheckFailed(Refusal):
    """The brief does not pass its checks."""
