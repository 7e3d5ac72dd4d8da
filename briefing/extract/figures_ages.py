"""Ages: numbers that say how old somebody is without naming the unit."""

from __future__ import annotations

import re

from briefing.extract.figures_amounts import Amount

_AGED = re.compile(r"\b(?:aged?|ages|age\sof|turn(?:s|ed|ing)?)\s(?:about\s|around\s)?$", re.IGNORECASE)
_AFTER_NAME = re.compile(r"(?:^|\s)[A-Z][\w’'-]+,\s$")
_MONTHS = re.compile(r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*,\s$")
_CLOSED = re.compile(r"\s?[,;)]\s?[a-zA-Z]|\s?,$|\s?\.(?!\d)")
_OLDEST = 115


def is_age(text: str, one: Amount) -> bool:
    """Say whether a bare number is an age: "aged 35", "Ann Lee, 61, said"."""
    if (
        not one.bare
        or one.ranged
        or not one.number.integer
        or not 0 < one.low <= _OLDEST
        or len(one.number.integer) > 3
    ):
        return False
    before, after = text[max(0, one.start - 28) : one.start], text[one.end : one.end + 4]
    if _AGED.search(before):
        return True
    return bool(_AFTER_NAME.search(before)) and not _MONTHS.search(before) and bool(_CLOSED.match(after))
