"""The fonts that an exported page carries: only the files whose letters occur in it."""

from __future__ import annotations

import base64
import re
from functools import lru_cache
from pathlib import Path

from briefing.resources import folder

_SCRIPTS = {
    "": re.compile(""),
    "latin-ext": re.compile(
        "[\u0100-\u0130\u0132-\u0151\u0154-\u024f\u0259\u02d8-\u02dd\u1e00-\u1eff\u20a0-\u20ab\u20ad-\u20c0\u2113\u2116]"
    ),
    "cyrillic": re.compile("[\u0400-\u045f\u0490\u0491\u04b0\u04b1]"),
    "greek": re.compile("[\u0370-\u03ff]"),
}
_NAMES = {"": "", "latin-ext": " Extended", "cyrillic": " Cyrillic", "greek": " Greek"}
_FACES = (("serif", "regular"), ("serif", "italic"), ("serif", "semibold"), ("sans", "regular"), ("sans", "semibold"))
_STYLES = {"regular": "400;font-style:normal", "italic": "400;font-style:italic", "semibold": "600;font-style:normal"}


def faces(text: str) -> str:
    """Return the ``@font-face`` rules, fonts within, for the letters of ``text``."""
    wanted = tuple(script for script, letters in _SCRIPTS.items() if letters.search(text))
    return _faces(wanted, folder("templates") / "fonts")


@lru_cache(maxsize=16)
def _faces(scripts: tuple[str, ...], place: Path) -> str:
    rules = []
    for script in scripts:
        for family, style in _FACES:
            file = place / f"briefing-{family}{'-' if script else ''}{script}-{style}.woff2"
            data = base64.b64encode(file.read_bytes()).decode("ascii")
            rules.append(
                f'@font-face{{font-family:"Briefing {family.title()}{_NAMES[script]}";font-weight:{_STYLES[style]};'
                f'font-display:swap;src:url(data:font/woff2;base64,{data}) format("woff2")}}'
            )
    return "\n".join(rules)
