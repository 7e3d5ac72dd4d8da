"""What a first reader of the screen stumbled over: broken pins told at once, keys named as they are, ways out."""

import pytest

from briefing.briefs import Judgement, Text, operations
from briefing.desk import Desk
from briefing.tui.screens.said import Refreshed
from briefing.tui.widgets.preview_pane import PreviewPane
from tests.tui.conftest import Hands, Open

REMAPPED = """\
keys:
  pin: f2
  next-finding: m
  select: S
  undo: U
  brief-pane: f3
  check: f4
  escape: f6
  edit-row: w
  close: f7
  discard: f8
  save: f9
"""


def preview(h: Hands) -> str:
    return "".join(part.text for part in h.app.screen.query_one(PreviewPane).parts)


async def look_at_folder(h: Hands) -> None:
    """Tell the workbench what changed, as its watching thread does."""
    h.bench.post_message(Refreshed(h.bench.desk.refresh()))
    await h.settle()


async def test_a_source_that_changes_marks_its_pins_at_once(desk: Desk, hands: Open) -> None:
    path = desk.root / "sources/harbour.md"
    was = path.read_text()
    async with hands(desk, (80, 24)) as h:
        await h.press("enter n n space n space 3")
        path.write_text(was.replace("$4.2", "$4.3"))
        await look_at_folder(h)
        assert "a pin no longer holds: c shows why" in h.text()
        assert h.text().count("! changed: c shows it") == 1
        await h.press("j")
        assert "2 pins, 1 no longer holds" in h.text(), "for as long as it is so"
        path.unlink()
        await look_at_folder(h)
        assert h.text().count("! missing: c shows it") == 2
        path.write_text(was)
        await look_at_folder(h)
        assert "! " not in h.text()
        assert "no longer" not in h.text()


async def test_pins_that_broke_while_nobody_looked_are_told_at_the_start(desk: Desk, hands: Open) -> None:
    desk.refresh()
    figure = next(f for f in desk.findings("harbour.md") if f.kind == "figure")
    desk.pin("harbour.md", finding=figure.n, brief=desk.ensure_brief())
    path = desk.root / "sources/harbour.md"
    path.write_text(path.read_text().replace("$4.2", "$4.3"))
    async with hands(desk) as h:
        assert "! changed: c shows it" in h.text()
        await h.press("c a escape")
        assert "1 no longer holds" not in h.text()
        await h.press("u")
        assert "! changed: c shows it" in h.text(), "what is undone is looked after too"


async def test_messages_name_the_keys_of_the_desk(desk: Desk, hands: Open) -> None:
    (desk.root / "desk.yaml").write_text(REMAPPED)
    async with hands(desk, (80, 24)) as h:
        await h.press("f3")
        assert "m goes to the next finding, f2 pins it" in " ".join(h.text().split())
        await h.press("1 enter f2")
        assert h.bench.message == "nothing to pin here: m goes to a finding, S selects freely"
        await h.press("S")
        assert h.bench.message == "selecting: f2 pins, y copies, f6 leaves"
        await h.press("f6 m f2")
        assert h.bench.message == "pinned into Key points: f3 shows the brief, x exports it"
        await h.press("f2")
        assert h.bench.message == "unpinned; U brings it back"
        await h.press("?")
        assert "5j, 12m, 2]" in h.text()


async def test_keys_of_the_desk_work_while_typing_and_escape_always_leaves(desk: Desk, hands: Open) -> None:
    (desk.root / "desk.yaml").write_text(REMAPPED)
    async with hands(desk) as h:
        await h.press("a H i f9")
        assert h.bench.model.item_here() == Text("Hi")
        await h.press("A escape")
        assert h.screen_name == "Workbench"
        await h.press("a w f7")
        assert h.bench.model.brief.sections[0].items[-1] == Text("w"), "a letter is typed, whatever it means elsewhere"


async def test_discarded_text_is_not_kept_and_redo_brings_it_back(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("3 a H i ctrl+s e ! ctrl+g")
        assert h.bench.model.item_here() == Text("Hi")
        assert desk.brief("2025-03-05").sections[0].items == (Text("Hi"),)
        assert "discarded; ^r brings it back" in h.text()
        await h.press("ctrl+r")
        assert h.bench.model.item_here() == Text("Hi!")
        await h.press("u e ctrl+g")
        assert h.bench.message == "", "nothing typed, nothing to discard"
        await h.press("a space ctrl+g u")
        assert h.bench.model.brief is not None
        assert list(h.bench.model.brief.items()) == [], "blank text left no step behind"


@pytest.fixture
def judged(desk: Desk) -> Desk:
    """A desk whose brief has a long section, then a judgement."""
    desk.refresh()
    name = desk.ensure_brief()
    brief = operations.add_section(desk.brief(name), "Long")
    brief = operations.add_item(brief, 0, Text("\n\n".join(f"Paragraph {n}." for n in range(50))))
    brief = operations.add_item(brief, 0, Text("The last words."))
    desk.save_brief(name, operations.add_item(brief, 0, Judgement("Yards will open.", "likely", None, ())), "write")
    return desk


async def test_a_judgement_shows_as_it_is_made(judged: Desk, hands: Open) -> None:
    async with hands(judged, (120, 36)) as h:
        await h.press("3 p 3 G e")
        assert h.screen_name == "JudgementEditor"
        assert "Yards will open" in preview(h)
        await h.press("j right")
        assert "probable" in preview(h)
        await h.press("k e")
        await h.type("No")
        assert "Yards will open.No" in preview(h)
        assert "Yards will open.No" in h.text().replace("Yards will open.No", "", 1), "in the editor and beside it"
        await h.press("escape ctrl+g")
        assert "Yards will open.No" not in preview(h)
        assert h.bench.model.item_here() == Judgement("Yards will open.", "likely", None, ())


async def test_the_preview_begins_where_the_writing_goes_on(judged: Desk, hands: Open) -> None:
    async with hands(judged, (110, 30)) as h:
        for keys in ("3 p G k e", "escape k a"):
            await h.press(keys)
            pane = h.app.screen.query_one(PreviewPane)
            assert "Paragraph 49." in "\n".join(row[:80] for row in h.text().split("\n"))
            assert "…" not in preview(h)
            assert pane.scroll_offset.y > 0


async def test_on_a_narrow_terminal_the_preview_leads_back(judged: Desk, hands: Open) -> None:
    async with hands(judged, (80, 24)) as h:
        await h.press("3 p")
        assert "p or esc leads back" in h.text()
        await h.press("escape")
        assert h.bench.pane == "brief"


async def test_the_footer_offers_what_the_place_is_for(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        assert "export" not in h.text(), "there is nothing to export yet"
        await h.press("/")
        assert h.text().split("\n")[-1].split() == ["enter", "keep", "esc", "leave"]
        await h.press("escape enter n space")
        await h.press("3")
        counted = h.text().split("\n")[-1]
        h.bench.count.clear()
        h.bench.renew_bars()
        await h.settle()
        footer = h.text().split("\n")[-1]
        assert "a text  i judgement" in footer
        assert footer.endswith("? help")
        assert counted.endswith(" 3")
        assert counted[:70] == footer.removesuffix("? help").ljust(70)[:70], "a number moves no other hint"
        await h.press("J")
        assert h.bench.message == "it stands last already"
        await h.press("a")
        assert "New text in Key points" in h.text()
        assert "next finding" not in h.text(), "one footer, that of what is typed into"


async def test_a_publisher_is_not_clipped_by_counts(desk: Desk, hands: Open) -> None:
    path = desk.root / "sources/harbour.md"
    path.write_text(path.read_text().replace("Coast Courier", "The Kyiv Independent"))
    async with hands(desk) as h:
        await h.press("enter n space")
        assert "2025-03-04 · The Kyiv Independent" in h.text()


async def test_pinning_what_a_pin_holds_in_other_words_is_told(desk: Desk, hands: Open) -> None:
    desk.refresh()
    figure = next(f for f in desk.findings("harbour.md") if f.kind == "figure")
    pin = desk.pin("harbour.md", finding=figure.n, brief=desk.ensure_brief())
    path = desk.root / "sources/harbour.md"
    was = path.read_text()
    path.write_text(was.replace("$4.2", "$4.3"))
    desk.refresh()
    desk.accept([pin.id])
    path.write_text(was)
    async with hands(desk) as h:
        await h.press("enter n n space")
        assert "this is pinned already, with other words: c shows them" in h.app.told
