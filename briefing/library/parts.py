"""What stands behind a library, opened together and closed together."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing.library.catalogue import Catalogue
from briefing.library.entries import Rows
from briefing.library.findings import Findings
from briefing.library.indexes import Indexes
from briefing.library.shelf import Shelf
from briefing.library.verifying import Verifier


class Parts:
    """Catalogue, index, list, opened sources and findings of one desk."""

    def __init__(self, state: Path, sources: Path, outlets: Mapping[str, str]) -> None:
        """Open the catalogue in the folder ``state``; the rest opens when it is asked for."""
        self.sources = sources
        self.catalogue = Catalogue(state)
        self.rows = Rows(self.catalogue, outlets)
        self.indexes = Indexes(self.catalogue)
        self.verifier = Verifier(self.catalogue, self.indexes)
        self.shelf = Shelf(self.catalogue, sources, self.rows.outlets)
        self.findings = Findings(self.catalogue, kept=self.changed)

    def check(self) -> None:
        """Notice that the catalogue was deleted, or begun anew by another program, under this one."""
        if self.catalogue.check():
            self.changed()

    def changed(self) -> None:
        """Make lists that are on screen read their entries again."""
        self.rows.generation += 1

    def close(self) -> None:
        """Let go of the files."""
        self.indexes.close()
        self.catalogue.close()
