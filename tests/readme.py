"""What the README shows of the program, made by the program: ``python -m tests.readme`` writes keys and pictures.

The keys come from the action registry, the pictures from the sample desk. A test fails when the keys are not current.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.desk import Desk

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
PICTURES = ROOT / ".github" / "pictures"
START, END = "<!-- keys -->\n", "<!-- /keys -->"

SCENES: dict[str, tuple[tuple[int, int], str, tuple[str, ...]]] = {
    "workbench": (
        (132, 36),
        "textual-dark",
        ("enter", "n", "n", "space", "n", "space", "1", "j", "enter", "n", "space", "n", "n", "space"),
    ),
    "ledger": ((132, 36), "textual-light", ("l",)),
}
"""Each picture: columns and lines, theme, and the keys that lead to it."""


def with_keys(readme: str) -> str:
    """Return ``readme`` with the table of keys as the registry has it now."""
    from briefing.tui.actions import table

    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    return before + START + table() + END + after


async def picture(name: str, folder: Path) -> str:
    """Return one scene as SVG, played on the desk in ``folder``."""
    from briefing.desk import Desk
    from briefing.tui.app import BriefingApp

    size, theme, keys = SCENES[name]
    moment = dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC)
    app = BriefingApp(Desk.open(folder, clock=lambda: moment))
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        await app.workers.wait_for_complete()
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
        app.clear_notifications()
        await pilot.pause()
        return app.export_screenshot(title="briefing")


WANTED = (
    ("arms-made", "Hr 255 billion", "Money"),
    ("arms-made", "$6.9 billion", "Money"),
    ("localization", "255 billion hryvnyas", "Money"),
    ("localization", "$6.8 billion", "Money"),
    ("arms-made", "ready to sign long-term contracts,", "Partners"),
    ("defence-city", "operational by September,", "Partners"),
    ("boyev", "remains the number one need,", "Partners"),
)
"""What the printed example pins: source, words, section."""


def example(folder: Path) -> Desk:
    """Return the sample desk in ``folder`` with a brief named ``example``."""
    from dataclasses import replace

    from briefing.briefs import Judgement, Section
    from briefing.desk import Desk

    desk = Desk.open(folder, clock=lambda: dt.datetime(2026, 3, 4, 9, 30, tzinfo=dt.UTC))
    desk.refresh()
    pins = []
    for source, words, section in WANTED:
        start = desk.source(source).text.index(words)
        pins.append(desk.pin(source, span=(start, start + len(words)), brief="example", section=section).id)
    brief = desk.brief("example")
    judged = Judgement(
        "Ukraine is likely to make more of its ammunition at home through 2026.", "likely", None, (pins[4], pins[6])
    )
    sections = (*brief.sections, Section("Outlook", (judged,)))
    bottom = f"Kyiv puts <pin:{pins[0]}> into making weapons at home; outlets disagree on what that is in dollars."
    brief = replace(
        brief, title="Defence production", author="Desk 4", marking="TLP:GREEN", bottom_line=bottom, sections=sections
    )
    desk.save_brief("example", brief, "write the example")
    return desk


def printed(folder: Path) -> bytes:
    """Return the first page of the example as PNG."""
    import io

    import pypdfium2

    (path,) = example(folder).export("example", ("pdf",))
    image = pypdfium2.PdfDocument(path)[0].render(scale=1.3).to_pil().quantize(64)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def main() -> None:
    """Write the keys into the README and the pictures beside it."""
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        shutil.copytree(ROOT / "sources", Path(temporary) / "sources")
        (PICTURES / "page.png").write_bytes(printed(Path(temporary)))
    for name in SCENES:
        with tempfile.TemporaryDirectory() as temporary:
            desk = Path(temporary) / "sample"
            shutil.copytree(ROOT / "sources", desk / "sources")
            (PICTURES / f"{name}.svg").write_text(asyncio.run(picture(name, desk)), encoding="utf-8")


if __name__ == "__main__":
    main()
