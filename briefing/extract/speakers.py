"""Who speaks: from an attribution to the fields of a finding."""

from __future__ import annotations

from typing import Any

from briefing.extract.attributions import Attribution
from briefing.extract.document import Document


def spoken(doc: Document, found: Attribution | None) -> dict[str, Any]:
    """Return the fields of a finding that say who speaks and how the text says so."""
    if found is None:
        return {}
    tokens = doc.tokens
    cue = tokens.span(*found.cue)
    fields: dict[str, Any] = {"cue": doc.text[slice(*cue)], "cue_span": cue}
    if found.subject is not None:
        span = tokens.span(*found.subject)
        fields |= {"speaker": doc.text[slice(*span)], "speaker_span": span}
    return fields
