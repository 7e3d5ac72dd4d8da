"""The preview beside the brief: what is exported, live, repainted where it changed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.geometry import Region

from briefing.briefs import Text, operations
from briefing.desk import Desk
from briefing.tui.widgets.brief_pane import BriefPane
from briefing.tui.widgets.preview_pane import PreviewPane
from tests.tui.conftest import Hands, Open


def shown(h: Hands) -> str:
    """Return the Markdown that the preview in sight shows."""
    return "".join(part.text for part in h.app.screen.query_one(PreviewPane).parts)


def exported(desk: Desk) -> str:
    """Return what an export of the saved brief writes."""
    (name,) = desk.briefs.names()
    (path,) = Desk.open(desk.root).export(name, ["md"], draft=not desk.check(name).ok)
    return path.read_text()


@pytest.fixture
def written(desk: Desk) -> Desk:
    """A desk whose brief has prose in two sections, with pins."""
    desk.refresh()
    name = desk.ensure_brief()
    for source, section in (("harbour.md", "Works"), ("ferry.md", "Traffic")):
        for found in desk.findings(source)[:2]:
            desk.pin(source, finding=found.n, brief=name, section=section)
    brief = desk.brief(name)
    for s in range(2):
        brief = operations.add_item(brief, s, Text(f"Prose {s}."))
    desk.save_brief(name, brief, "write")
    return desk


async def test_it_shows_what_is_exported(written: Desk, hands: Open) -> None:
    async with hands(written, (160, 48)) as h:
        await h.press("3 p")
        assert shown(h) == exported(written)
        await h.press("j j J j J d u G K")
        assert shown(h) == exported(written)
        screen = h.text()
        for words in ("Daily brief · 5 March 2025", "What this brief rests on", "▎ — Mara Lindqvist"):
            assert words in screen


@pytest.mark.parametrize("size", [(110, 30), (80, 24)])
async def test_each_key_shows_beside_the_editor(written: Desk, hands: Open, size: tuple[int, int]) -> None:
    async with hands(written, size) as h:
        await h.press("3 p 3 G e")
        saved = exported(written)
        assert shown(h) == saved
        for typed, so_far in (("N", "Prose 1.N"), ("o", "Prose 1.No"), ("w", "Prose 1.Now")):
            await h.press(typed)
            assert f"\n{so_far}\n" in shown(h)
            assert so_far in h.text().replace(so_far, "", 1), "both in the editor and beside it"
        assert exported(written) == saved
        await h.press("escape")
        assert shown(h) == exported(written) == saved.replace("Prose 1.", "Prose 1.Now")
        await h.press("u")
        assert shown(h) == exported(written) == saved


async def test_what_was_typed_and_taken_back_leaves_the_preview_as_it_was(written: Desk, hands: Open) -> None:
    async with hands(written, (110, 30)) as h:
        await h.press("3 p G e")
        before = shown(h)
        await h.press("x")
        assert shown(h) != before
        await h.press("backspace escape")
        assert shown(h) == before
        assert written.files.undo_label == "write"


async def test_new_text_comments_and_the_bottom_line_show_as_they_are_typed(written: Desk, hands: Open) -> None:
    async with hands(written, (110, 30)) as h:
        await h.press("3 p j j a")
        await h.type("A new text.")
        assert "\nA new text.\n" in shown(h)
        await h.press("escape k C")
        await h.type("A comment.")
        assert "\nA comment.\n" in shown(h)
        await h.press("escape g e")
        await h.type("In short.")
        assert "## Bottom line\n\nIn short.\n" in shown(h)
        await h.press("escape")
        assert shown(h) == exported(written)


async def test_a_pin_put_into_the_sentence_is_cited_at_once(written: Desk, hands: Open) -> None:
    async with hands(written, (110, 30)) as h:
        await h.press("3 p G e")
        notes = shown(h).count("]: ")
        await h.press("ctrl+o enter")
        assert "<pin:" in h.app.screen.query_one("#text").text  # type: ignore[attr-defined]
        assert "<pin:" not in shown(h)
        assert shown(h).count("]: ") == notes + 1


async def test_a_key_draws_only_the_rows_that_change(
    written: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[str, tuple[Region, ...]]] = []

    def note(widget: PreviewPane | BriefPane, *regions: Region, **options: object) -> None:
        drawn.append((type(widget).__name__, regions))

    async with hands(written, (110, 30)) as h:
        await h.press("3 p G e x")
        monkeypatch.setattr(PreviewPane, "refresh", note)
        await h.press("y")
        assert [(name, [region.height for region in regions]) for name, regions in drawn] == [("PreviewPane", [1])]


async def test_the_brief_draws_only_what_moved(written: Desk, hands: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with hands(written, (110, 30)) as h:
        await h.press("3 j j")
        pane, drawn = h.bench.brief, []
        monkeypatch.setattr(BriefPane, "refresh_lines", lambda _, start, count=1: drawn.append((start, count)))
        first = pane.cursor_lines()[0]
        await h.press("J")
        assert drawn == [(first, pane.cursor_lines()[1] + 1 - first)]


async def test_what_changes_out_of_sight_is_brought_into_sight(written: Desk, hands: Open) -> None:
    (name,) = written.briefs.names()
    brief = written.brief(name)
    long = operations.add_item(brief, 1, Text("\n\n".join(f"Paragraph {n}." for n in range(60))))
    written.save_brief(name, long, "long")
    async with hands(written, (110, 30)) as h:
        await h.press("3 p G e")
        await h.press("Z")
        rows = h.text().split("\n")
        assert any("Paragraph 59.Z" in row[:80] for row in rows)
        await h.press("escape")


async def test_a_template_gone_wrong_is_told_in_the_preview(written: Desk, hands: Open) -> None:
    (name,) = written.briefs.names()
    written.save_brief(name, replace(written.brief(name), template="nope"), "template")
    async with hands(written, (110, 30)) as h:
        await h.press("3 p")
        assert "'nope' is not a template" in h.text()


async def test_the_editor_stands_alone_without_a_preview(written: Desk, hands: Open) -> None:
    async with hands(written, (110, 30)) as h:
        await h.press("3 G e x")
        assert not h.app.screen.query(PreviewPane)
        await h.press("escape")
        assert h.bench.model.item_here() == Text("Prose 1.x")
