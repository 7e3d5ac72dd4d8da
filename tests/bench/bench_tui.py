"""The workbench: its first paint against a bare Textual app, and the CPU that a key costs in list and reader.

Every number is a ratio or a time of this process's CPU within one run, so that a busy machine does not tell lies.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from briefing.desk import Desk
from tests.bench.measure import Measure
from tests.bench.screen import first_paint, pressed

LINE = "The ferry sails again in June, and \u201cnobody knows why,\u201d the captain said of 12,000 passengers. "


def _long_desk(root: Path, size: int) -> Path:
    (root / "sources").mkdir(parents=True)
    (root / "sources/long.txt").write_text((LINE * 5 + "\n\n") * (size // (len(LINE) * 5)), encoding="utf-8")
    Desk.open(root).refresh()
    return root


def _wide_desk(root: Path, files: int) -> Path:
    (root / "sources").mkdir(parents=True)
    for n in range(files):
        (root / f"sources/{n:05}.txt").write_text(f"Report {n}\n\n{LINE}", encoding="utf-8")
    Desk.open(root).refresh()
    return root


PROSE = "The analyst **writes** of ferries and harbours, with a [link](https://example.org) and many words. " * 6


def _brief_desk(root: Path, size: int, sources: int = 20, pins: int = 5) -> Path:
    """Make a desk with a brief of so many bytes: pins from several sources, and prose in sections of four texts."""
    from briefing.briefs import PinItem, Text, operations

    desk, ids = _pinned_desk(root, sources, pins)
    brief = desk.brief(desk.ensure_brief())
    for n in range(max(size // len(PROSE), 1)):
        if n % 4 == 0:
            brief = operations.add_section(brief, f"Section {n // 4}")
        s = len(brief.sections) - 1
        if ids:
            brief = operations.add_item(brief, s, PinItem(ids.pop()))
        mention = f" <pin:{ids.pop()}>" if n % 8 == 7 and ids else ""
        brief = operations.add_item(brief, s, Text(f"{PROSE}{n}{mention}"))
    desk.save_brief(desk.today(), brief, "write")
    return root


def _essay_desk(root: Path, size: int) -> Path:
    """Make a desk with a brief of one section, whose one text has so many bytes, in paragraphs that hold pins."""
    from briefing.briefs import Text, operations

    desk, ids = _pinned_desk(root, 4, 5)
    paragraphs = [f"{PROSE}{n}" + (f" <pin:{ids.pop()}>" if ids else "") for n in range(size // len(PROSE))]
    brief = operations.add_section(desk.brief(desk.ensure_brief()), "Essay")
    desk.save_brief(desk.today(), operations.add_item(brief, 0, Text("\n\n".join(paragraphs))), "write")
    return root


def _pinned_desk(root: Path, sources: int, pins: int) -> tuple[Desk, list[str]]:
    """Make a desk of so many sources with so many pins each; return it with the ids of the pins."""
    (root / "sources").mkdir(parents=True)
    for n in range(sources):
        front = f"---\ntitle: Report {n}\npublisher: Outlet {n % 7}\ndate: 2025-03-{n % 28 + 1:02}\n---\n"
        text = "".join(LINE.replace("12,000", f"{n + k},000") + "\n\n" for k in range(pins + 5))
        (root / f"sources/{n:02}.md").write_text(front + text, encoding="utf-8")
    desk = Desk.open(root)
    desk.refresh()
    names = [f"{n:02}.md" for n in range(sources)]
    ids = [desk.pin(name, finding=found.n).id for name in names for found in desk.findings(name)[:pins]]
    return desk, ids


def run() -> Iterator[Measure]:
    """Measure the first paint against a bare app, keys in list and reader, and a change beside the preview."""
    with tempfile.TemporaryDirectory() as place:
        here = Path(place)
        Desk.init(here / "sample", sample=True).refresh()
        bare, ours = (1000 * seconds for seconds in first_paint(here / "sample"))
        yield Measure("first paint of the sample desk", ours, peer=bare, against="bare app", goal=1.3)
        few, many = _wide_desk(here / "few", 50), _wide_desk(here / "many", 2000)
        slow, fast = pressed(many, "", "j"), pressed(few, "", "j", 40)
        yield Measure("key in a list of 2,000", slow, goal=12)
        yield Measure("… against a list of 50", slow, peer=fast, against="of 50")
        short, long = _long_desk(here / "short", 20_000), _long_desk(here / "long", 1_000_000)
        slow, fast = pressed(long, "enter", "j"), pressed(short, "enter", "j")
        yield Measure("key in a text of 1 MB", slow, goal=12)
        yield Measure("… against a text of 20 KB", slow, peer=fast, against="20 KB")
        yield from _previewed(here)


def _previewed(here: Path) -> Iterator[Measure]:
    """Measure keys while the preview of 50 KB is open, from the key until the preview is painted."""
    brief, essay = _brief_desk(here / "brief", 50_000), _essay_desk(here / "essay", 50_000)
    short = _brief_desk(here / "small", 1)
    for what, key, before, count in (
        ("moved", "J", "", 15),
        ("cut", "d", "", 6),  # of the eight in the section
        ("pasted", "V", " d", 15),
        ("move undone", "u", " J" * 15, 15),
    ):
        copy = shutil.copytree(brief, here / what)  # each on the brief as it was made
        cost = pressed(copy, "3 p g j j" + before, key, count, rests=True)
        yield Measure(f"50 KB brief, item {what}, saved, previewed", cost, goal=50)
    typing = "3 p G e"
    yield Measure("key typed in it, previewed", pressed(brief, typing, "x", 20, rests=True), goal=50)
    yield Measure("key typed in one text of 50 KB", pressed(essay, typing, "x", 20, rests=True), goal=50)
    yield Measure("… without preview", pressed(essay, "3 G e", "x", 20, rests=True))
    yield Measure("… in a short brief", pressed(short, typing, "x", 20, rests=True))
