"""Where the files that travel with the program are: the sample desk's sources and the built-in templates.

In a clone they stand at the top of the repository; a wheel carries them inside the package under ``_data``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """Return the folder ``sources`` or ``templates`` that came with the program.

    Raises ``FileNotFoundError`` when the installation is incomplete.
    """
    for place in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"the folder {name!r} is missing from this installation: reinstall briefing")
