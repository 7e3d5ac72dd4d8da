"""What the terminal shows, letter by letter: the screens of a small desk against committed text files.

Change the files by hand, or look at what a failing test prints: the picture must be what an analyst should see.
"""

from pathlib import Path

import pytest

from briefing.desk import Desk
from tests.tui.conftest import Open

PICTURES = Path(__file__).parent / "pictures"

SCENES = {
    "reader": "enter n space n",
    "brief": "enter n space n space 3 j j j",
    "ledger": "enter n space l",
    "check": "enter n space 3 a 4 5 space p e r c e n t ctrl+s c",
    "export": "enter n space x",
    "help": "?",
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
@pytest.mark.parametrize("scene", SCENES)
async def test_picture(scene: str, size: tuple[int, int], desk: Desk, hands: Open) -> None:
    async with hands(desk, size) as h:
        await h.press(SCENES[scene])
        picture = PICTURES / f"{scene}-{size[0]}x{size[1]}.txt"
        assert h.text() + "\n" == picture.read_text(encoding="utf-8")
