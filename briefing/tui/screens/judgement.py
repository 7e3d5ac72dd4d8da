"""A judgement: what the analyst concludes, how likely it is, how sure the analyst is, and because of which pins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.types import CSSPathType

from briefing.text import one_line
from briefing.tui.layout.flow import rows
from briefing.tui.screens.beside import Dropped, preview_side
from briefing.tui.screens.listing import Row
from briefing.tui.screens.sheet import Field, Sheet

if TYPE_CHECKING:
    from briefing.briefs.brief import Judgement
    from briefing.tui.model import Model
    from briefing.tui.widgets.preview_pane import PreviewPane

Typed = Callable[["PreviewPane", "Judgement | None"], None]
"""Takes the preview beside what is being written, and the judgement as it is so far."""

LIKELIHOODS = (
    "", "almost no chance", "remote", "very unlikely", "highly improbable", "unlikely", "improbable",
    "roughly even chance", "roughly even odds", "likely", "probable", "very likely", "highly probable",
    "almost certain", "nearly certain",
)  # fmt: skip
"""The words of ICD 203, from the least likely; each pair of neighbours is one row of its table."""

CONFIDENCES = ("", "low", "moderate", "high")


class JudgementEditor(Sheet):
    """Answers with the judgement; one that was discarded is ``Dropped``."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["listing.tcss", "beside.tcss"]
    LABELS: ClassVar[Mapping[str, str]] = {"choose": "keep", "close": "keep"}

    def __init__(self, was: Judgement | None, model: Model, typed: Typed | None = None) -> None:
        """Take the judgement to edit (None: a new one) and the model, for the pins of the brief.

        ``typed`` shows the judgement in the preview, which is then beside it, after every change.
        """
        super().__init__()
        self.was, self.model, self._typed = was, model, typed
        self.items = self._fields()
        self.set_class(typed is not None, "-beside")

    def contexts(self) -> tuple[str, ...]:
        """Return the form's own context, and that of all forms."""
        return ("judgement", *super().contexts())

    def compose(self) -> ComposeResult:
        """Lay out the form, with the preview beside it."""
        if self._typed is not None:
            yield from preview_side()
        yield from super().compose()

    def _fields(self) -> list[Field]:
        from briefing.briefs import references

        was, model = self.was, self.model
        because = was.because if was else ()
        used = references(model.brief) if model.brief is not None else []
        ids = list(dict.fromkeys([*because, *used]))
        return [
            Field("text", "judgement", was.text if was else ""),
            Field("likelihood", "likelihood", (was.likelihood if was else None) or "", LIKELIHOODS),
            Field("confidence", "confidence", (was.confidence if was else None) or "", CONFIDENCES),
            *(
                Field(
                    f"pin:{id}",
                    "because" if n == 0 else "",
                    one_line(pin.exact) if (pin := model.pins.get(id)) else id,
                    on=id in because,
                )
                for n, id in enumerate(ids)
            ),
        ]

    def on_mount(self) -> None:
        """Ask for the words at once when there are none."""
        super().on_mount()
        self.call_after_refresh(self._tell)
        if self.was is None:
            self.do_edit_row(1)

    def _tell(self) -> None:
        if self._typed is not None:
            from briefing.tui.widgets.preview_pane import PreviewPane

            self._typed(self.query_one(PreviewPane), self._made())

    def changed(self, item: Field) -> None:
        """Show it in the preview."""
        self._tell()

    def heading(self) -> str:
        """Return the title."""
        return "Judgement"

    def rows_of(self, item: Field, cells: int) -> list[Row]:
        """Show the judgement in full."""
        if item.key != "text":
            return super().rows_of(item, cells)
        words = rows(item.value or self.told("{edit-row} writes it"), cells - 15, 6)
        return [
            [(("judgement" if n == 0 else "").ljust(14), ("faint",)), (row, ("strong",))] for n, row in enumerate(words)
        ]

    def do_edit_row(self, count: int) -> None:
        """Write the judgement in the text editor."""
        item = self.item
        if item is None or item.key != "text":
            super().do_edit_row(count)
            return
        from briefing.tui.screens.text_editor import TextEditor

        def kept(text: object) -> None:
            if isinstance(text, str):
                item.value = " ".join(text.split())
                self.draw()
                self._tell()

        self.app.push_screen(TextEditor("Judgement", item.value, self.model, self._words_typed()), kept)

    def _words_typed(self) -> Callable[[PreviewPane, str], None] | None:
        show = self._typed
        if show is None:
            return None
        return lambda pane, text: show(pane, self._made(" ".join(text.split())))

    def do_choose(self, count: int) -> None:
        """Answer."""
        made = self._made()
        if made is None:
            self.complain(self.told("a judgement needs words: {edit-row} writes them"))
        else:
            self.dismiss(made)

    def do_close(self, count: int = 1) -> None:
        """Answer too: nothing typed is lost, and undo takes it back."""
        made = self._made()
        self.dismiss(made if made != self.was else None)

    def do_discard(self, count: int) -> None:
        """Leave the brief as it was."""
        made = self._made()
        self.dismiss(Dropped(made) if made is not None and made != self.was else None)

    def _made(self, words: str | None = None) -> Judgement | None:
        """Return the judgement as the form has it, or with other ``words``."""
        from briefing.briefs import Judgement

        text = self.value("text").strip() if words is None else words
        likelihood, confidence = self.value("likelihood") or None, self.value("confidence") or None
        return Judgement(text, likelihood, confidence, tuple(self.switched_on("pin:"))) if text else None
