"""What hands do that no single action tells: two writers, leaving halfway, every footer, paste, resizing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from briefing.desk import Desk
from briefing.files import Files
from tests.tui.conftest import HARBOUR, Open, make_desk


async def test_another_writer_between_reading_and_saving_is_merged_or_told(desk: Desk, hands: Open) -> None:
    """Another program adds to the brief while a text is typed here: both are in the file."""
    async with hands(desk) as h:
        await h.press("enter n space 3 j j a")
        await h.type("Ours.")
        path = desk.root / "briefs/2025-03-05.yaml"
        path.write_text(path.read_text() + "  - heading: Theirs\n    items:\n      - text: Words of another program.\n")
        await h.press("ctrl+s")
        written = path.read_text()
        assert "Words of another program." in written
        assert "Ours." in written or any("Ours." in said for said in h.messages)
        assert "Theirs" in h.text()


async def test_a_pin_of_another_program_is_kept_beside_ours(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n")
        other = make_desk(desk.root, {})
        other.pin("harbour.md", finding=2)
        await h.press("space")
        assert {pin.exact for pin in Desk.open(desk.root).pins.all()} == {
            "We will build our yards before the snow comes back,",
            "$4.2 million",
        }


async def test_a_conflict_is_told_and_the_file_of_the_other_stays(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.errors import Conflict

    def refuse(self: Files, name: str, data: bytes | None, *, was: bytes | None) -> None:
        raise Conflict(f"{name} was changed by another program: nothing was written")

    async with hands(desk) as h:
        await h.press("enter n space 3 j j")
        before = (desk.root / "briefs/2025-03-05.yaml").read_bytes()
        monkeypatch.setattr(Files, "write", refuse)
        await h.press("d")
        assert any("changed by another program" in said for said in h.messages)
        assert (desk.root / "briefs/2025-03-05.yaml").read_bytes() == before
        assert "We will build" in h.text()


async def test_an_export_is_stopped_while_a_format_is_made(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written stays, what is being made is not written, and the form can be used again at once."""
    from briefing import export

    async with hands(desk) as h:
        await h.press("enter n space x")
        form = h.app.screen
        real = export.render
        seen: list[str] = []

        def slow(edition: object, form_name: str, **more: object) -> bytes:
            if form_name == "html" and not seen:
                seen.append(h.app.call_from_thread(form.count))
                h.app.call_from_thread(form.do_close)
            return real(edition, form_name, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(export, "render", slow)
        await h.press("enter")
        assert seen == ["writing html (2 of 2) … esc stops"]
        assert [path.suffix for path in (desk.root / "exports").iterdir()] == [".md"]
        assert "stopped" in h.text()
        assert h.screen_name == "Export"
        await h.press("enter")
        assert h.screen_name == "Where"
        assert sorted(path.suffix for path in (desk.root / "exports").iterdir()) == [".html", ".md"]


async def test_a_draft_tells_how_far_it_is_and_is_stopped(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.library import Library

    monkeypatch.setattr("briefing.tui.screens.briefs.PATIENCE", -1)
    async with hands(desk) as h:
        await h.press("B")
        listing = h.app.screen
        real, seen = Library.source, []

        def slow(self: Library, name: str) -> object:
            seen.append(name)
            if len(seen) == 2:
                h.app.call_from_thread(listing.do_close)
            return real(self, name)

        monkeypatch.setattr(Library, "source", slow)
        await h.press("d enter enter")
        assert len(seen) == 2
        assert desk.briefs.names() == []
        assert desk.pins.all() == []
        assert h.screen_name == "Briefs"
        assert any("stopped" in said for said in h.messages)
        await h.press("d enter enter")
        assert h.screen_name == "Workbench"
        assert len(desk.pins.all()) > 2
        assert desk.briefs.names() == ["2025-03-05"]


async def test_why_an_export_is_refused_stands_in_its_form(desk: Desk, hands: Open) -> None:
    async with hands(desk, (80, 24)) as h:
        await h.press("enter n n space")
        path = desk.root / "sources/harbour.md"
        path.write_text(path.read_text().replace("$4.2", "$4.3"))
        desk.refresh()
        await h.press("x enter")
        assert "is not exported" in h.text()
        assert "--draft" not in h.text()
        await h.press("escape c")
        assert "a accept" in h.text()


async def test_escape_keeps_a_judgement(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space 3 i")
        await h.type("It grows.")
        await h.press("ctrl+s escape")
        assert "It grows." in (desk.root / "briefs/2025-03-05.yaml").read_text()
        await h.press("i escape escape")
        assert (desk.root / "briefs/2025-03-05.yaml").read_text().count("judgement:") == 1


SCREENS = {
    "sources": "1", "reader": "2", "select": "2 v", "brief": "3", "preview": "2 p", "search": "s", "ledger": "l",
    "pins": "P", "check": "c", "export": "x", "help": "?", "briefs": "B", "outline": "2 o", "theme": "T",
    "pin": "2 e", "text": "a", "judgement": "3 i",
}  # fmt: skip


SMALL = ("reader", "brief", "pins", "export", "pin", "judgement")
"""Screens that are looked at on a very small terminal too."""


@pytest.mark.parametrize(("size", "names"), [((80, 24), SCREENS), ((40, 10), SMALL)], ids=["80x24", "40x10"])
async def test_no_footer_is_cut(desk: Desk, hands: Open, size: tuple[int, int], names: Iterable[str]) -> None:
    """The row of keys shows whole words on every screen, and it is in sight."""
    async with hands(desk, size) as h:
        await h.press("enter n space")
        for name in names:
            await h.press(SCREENS[name])
            footer = h.app.screen.query_one("#footer")
            place = footer.region
            assert 0 < place.bottom <= size[1], name
            row = h.text().split("\n")[place.y][place.x : place.right]
            offered = [f"{key} {label}" for key, label in footer.shown]
            assert place.height == 1, name
            assert offered, name
            assert "  ".join(offered) in row, (name, row, offered)
            while h.screen_name != "Workbench":
                await h.press("escape")
            await h.press("escape u" if name in ("text", "judgement") else "escape")
            if h.bench.previewing:
                await h.press("p")


async def test_a_paste_goes_into_the_text_as_it_is(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space 3 a")
        h.app.post_message(events.Paste("First line, x q u.\nSecond [b]line[/b]."))
        await h.press("ctrl+s")
        assert "Second [b]line[/b]." in (desk.root / "briefs/2025-03-05.yaml").read_text()
        assert len(desk.pins.all()) == 1


async def test_resizing_under_a_dialog_keeps_what_was_typed(desk: Desk, hands: Open) -> None:
    async with hands(desk) as h:
        await h.press("enter n space 3 a")
        await h.type("Half a sentence")
        for size in ((40, 10), (200, 60), (80, 24)):
            await h.pilot.resize_terminal(*size)
            await h.settle()
            assert "Half a sentence" in h.text()
        await h.press("ctrl+s")
        assert "Half a sentence" in h.text()


async def test_the_list_is_not_walked_to_find_a_source(
    tmp_path: Path, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.library.entries import Entries

    desk = make_desk(tmp_path, {f"{n:03}.md": HARBOUR for n in range(40)})
    desk.refresh()

    def walked(self: Entries) -> None:
        raise AssertionError("the whole list was read")

    monkeypatch.setattr(Entries, "__iter__", walked)
    async with hands(desk) as h:
        await h.press("G enter n space 1 k ctrl+l")
        assert len(desk.pins.all()) == 1


async def test_reading_the_folder_tells_how_far_it_is_and_is_stopped(
    desk: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefing.library import Progress

    monkeypatch.setattr("briefing.tui.screens.workbench.PATIENCE", -1)
    real = Desk.refresh
    async with hands(desk, (80, 24)) as h:
        seen: list[str] = []

        def slow(self: Desk, *, progress: Any, cancelled: Any) -> object:
            progress(Progress("reading", 1, 3))
            h.app.call_from_thread(h.pilot.pause)
            seen.append(h.app.call_from_thread(h.text).split("\n")[-1])
            h.app.call_from_thread(h.bench.do_escape, 1)
            assert cancelled()
            return real(self, progress=progress, cancelled=cancelled)

        monkeypatch.setattr(Desk, "refresh", slow)
        (desk.root / "sources/later.txt").write_text("A late report.\n")
        await h.press("ctrl+l")
        assert seen[0].startswith(" reading 1 of 3 · esc stops ")
        assert "stopped: ^l reads the rest" in h.text()
        monkeypatch.setattr(Desk, "refresh", real)
        await h.press("ctrl+l")
        assert "1 new" in h.text()
