"""The actions that fold the list of sources: one for each story, its copies and rewrites out of the way."""

from __future__ import annotations

from briefing.tui.screens.base import Part


class Folding(Part):
    """Copies of one wire story need be read once."""

    def do_fold_stories(self, count: int) -> None:
        """Fold all stories, or show every source."""
        model = self.model
        model.folding = not model.folding
        self._fold_anew()
        many = model.entries.folded if model.entries else 0
        if not model.folding:
            self.say("every source is shown")
        elif many:
            copies = f"{many:,} copies are" if many > 1 else "1 copy is"
            self.say(self.told(f"{copies} folded away: {{fold-story}} shows those of a story"))
        else:
            self.say("no two sources here tell the same story")

    def do_fold_story(self, count: int) -> None:
        """Unfold or fold the story of the source under the cursor."""
        model, entry = self.model, self.model.entry
        if not model.folding:
            self.do_fold_stories(count)
        elif entry is None or not (model.copies(model.index) or model.is_copy(model.index)):
            self.say(self.told("no other source here tells this story; {fold-stories} shows every source"))
        else:
            model.unfolded ^= {entry.origin}
            self._fold_anew(keep=True)
            if entry.origin in model.unfolded:
                self.sources.reveal_below(model.copies(model.index))

    def _fold_anew(self, *, keep: bool = False) -> None:
        if not keep:
            self.model.unfolded.clear()
        self.model.reload_entries()
        self.sources.renew()
        self.renew_bars()
